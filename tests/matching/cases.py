"""Values that the tests of matching share, and the labelled cases read from their files."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from matching.folding import fold
from newsroom.answer import StoredClaim
from newsroom.article import ArticleId, Citation
from newsroom.attribution import ClaimId, Identity, Manner, Source, SourcingChain
from newsroom.desk import AliasCandidate
from newsroom.entity import EntityId, EntityKind, MentionForm

CASES = Path(__file__).parent.parent / "cases"
CITATION = Citation(ArticleId(1), "A headline about nothing in particular", None, None, None)


def read_cases(name: str) -> Iterator[dict[str, Any]]:
    """The rows of a file of labelled cases."""
    with (CASES / name).open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def known(
    entity_id: int,
    name: str,
    aliases: Sequence[str] = (),
    *,
    kind: EntityKind = EntityKind.PERSON,
    roles: Sequence[str] = (),
    weight: int = 1,
) -> tuple[AliasCandidate, ...]:
    """An entity of the desk as storage offers it: one candidate for each name and role."""
    forms = [(text, MentionForm.NAME) for text in dict.fromkeys((name, *aliases))]
    forms += [(text, MentionForm.NOMINAL) for text in roles]
    return tuple(
        AliasCandidate(EntityId(entity_id), name, kind, text, fold(text), form, weight, None)
        for text, form in forms
    )


def stored(
    claim_id: int,
    text: str,
    *,
    sentence: str = "",
    source: str = "",
    about: Sequence[int] = (),
) -> StoredClaim:
    """A claim of the desk, with one source where one is given."""
    links = [Source("this article", Identity.NAMED, "outlet")]
    if source:
        links.append(Source(source, Identity.NAMED, "person"))
    return StoredClaim(
        ClaimId(claim_id),
        CITATION,
        text,
        sentence or text,
        Manner.INDIRECT,
        SourcingChain(tuple(links)),
        about=tuple(map(EntityId, about)),
    )
