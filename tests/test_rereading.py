"""The samples edited a little and read again: their claims keep their numbers, none is lost.

`pytest tests/test_rereading.py -s` prints the figures of docs/quality.md.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from extraction.pipeline import Reader
from extraction.reading import read_text
from matching.revising import revise
from matching.sentences import squeezed
from newsroom.article import BlockKind, Span
from newsroom.attribution import ClaimId
from newsroom.extraction import Extraction
from newsroom.version import NumberedClaim, OldText

SAMPLES = sorted((Path(__file__).resolve().parent.parent / "samples").glob("*.txt"))
EDITS_EACH = 3
FRESH = " The harbour master, Ines Rook, said on Friday that nobody had asked her."
LEAST_KEPT = {"word": 0.95, "removed": 0.88, "inserted": 0.99, "swapped": 0.99}
"""Of all claims of an article: what a removed sentence said is rightly gone."""

Edit = Callable[[str, Span, Span, random.Random], str]


def _word(text: str, place: Span, _: Span, rng: random.Random) -> str:
    words = place.of(text).split(" ")
    words[rng.randrange(len(words))] = "otherwise"
    return text[: place.start_char] + " ".join(words) + text[place.end_char :]


def _removed(text: str, place: Span, _: Span, rng: random.Random) -> str:
    return text[: place.start_char] + text[place.end_char :]


def _inserted(text: str, place: Span, _: Span, rng: random.Random) -> str:
    return text[: place.end_char] + FRESH + text[place.end_char :]


def _swapped(text: str, place: Span, other: Span, rng: random.Random) -> str:
    first, second = sorted((place, other))
    between = text[first.end_char : second.start_char]
    swapped = second.of(text) + between + first.of(text)
    return text[: first.start_char] + swapped + text[second.end_char :]


EDITS: dict[str, Edit] = {
    "word": _word, "removed": _removed, "inserted": _inserted, "swapped": _swapped
}  # fmt: skip


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def _edited(extraction: Extraction, edit: Edit, rng: random.Random) -> Iterator[str]:
    body = [one.span for one in extraction.sentences if one.kind is BlockKind.BODY]
    for _ in range(EDITS_EACH):
        place, other = rng.sample(body, 2)
        yield edit(extraction.article.text, place, other, rng)


@pytest.mark.parametrize("kind", EDITS)
def test_claims_keep_their_numbers_through_a_small_edit(reader: Reader, kind: str) -> None:
    rng, row = random.Random(7), Counter[str]()
    for path in SAMPLES:
        before = reader.read(read_text("sample", path.read_text(encoding="utf-8")))
        text = before.article.text
        numbered = (NumberedClaim(ClaimId(n), one) for n, one in enumerate(before.claims))
        old = OldText(text, tuple(one.span for one in before.sentences), tuple(numbered))
        for changed in _edited(before, EDITS[kind], rng):
            after = reader.read(read_text("sample", changed))
            revision = revise(old, after)
            assert len(revision.kept) + len(revision.gone) == len(before.claims)
            still = {squeezed(one.span.of(changed)) for one in after.sentences}
            for gone in revision.gone:
                assert squeezed(gone.claim.sentence.of(text)) not in still, "its sentence stands"
            row.update(
                edits=1, claims=len(before.claims), kept=len(revision.kept),
                gone=len(revision.gone), new=len(revision.added),
            )  # fmt: skip
    print(f"{kind:9} {dict(row)}")
    assert row["kept"] >= LEAST_KEPT[kind] * row["claims"]
