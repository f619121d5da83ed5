"""Why each name and claim of an answer matched, in plain words: terminal, JSON and Discord."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from newsroom.answer import Answer, ClaimMatch, NameMatch, QuestionKind, Reply, StoredClaim
from presentation import limits
from presentation.claim_blocks import earliest, quoted, said_lines, voice_words
from presentation.dates import edtf_order
from presentation.sheet import Block, Line, Sheet
from presentation.text import inline, plural

HEADLINE = "Why these matched"
SCORES = "Scores go from 0.00, nothing in common, to 1.00, as asked for."
ON_THE_CARD = (
    "The claims on the card stand there since they are about whom it is on, or said by them; the"
    " newest come first, and none is there by likeness."
)
NOTHING = "Nothing in this answer matched by name or likeness."
TAKEN, NEAR, NAMES = "The name that was taken", "Names that come near", "Names"
CLAIMS, OFFERED = "Claims", "Claims that are offered, which may be something else"

_RULES = {
    "exact name": "exactly the name",
    "name": "the whole name",
    "alias": "another form of the name on record (alias)",
    "role or description": "a role or description, not a name",
    "roles taken together": "several roles taken together, not a name",
    "part of a role": "part of a role or description, not all of it",
    "surname": "the surname alone",
    "given name": "the given name alone",
    "given names": "given names without the surname",
    "acronym": "an acronym: the first letters of its words",
    "initials": "initials in the place of whole words",
    "same letters, spaced otherwise": "the same letters, spaced otherwise",
    "same consonants": "another script, without vowels: the same consonants",
    "nearly the same consonants": "another script, without vowels: nearly the same consonants",
    "another script": "put into Latin letters from another script",
    "sounds the same": "spelt otherwise, sounds the same",
    "possessive or plural": "a possessive or plural ending",
    "other words besides": "other words besides, which do not fit",
    "similar letters": "similar letters, no more",
    "picked": "picked from the menu",
    "about an entity asked for": "about, or said by, somebody or something named in the question",
    "nearly the same words": "nearly the same words as were asked for",
    "means nearly the same": "means nearly the same in other words; how alike is no certainty",
}
_WORDS = re.compile(r"words: (.+)", re.DOTALL)


def name_reason(match: NameMatch) -> str:
    """Why a name matched: "Matched Sergey Kiriyenko by “Kirienko”: the surname alone (0.93)"."""
    return f"Matched {inline(match.name)} by {quoted(match.alias)}: {_how(match)}"


def claim_reason(match: ClaimMatch) -> Line:
    """Why a claim matched, and how well."""
    why = _rules(match.reasons) or "it is what was asked for, not by likeness"
    return Line("Why", f"{why} ({match.score:.2f})")


def has_reasons(reply: Reply) -> bool:
    """Whether a reply shows any name or claim that matched."""
    if isinstance(reply, Answer):
        return bool(reply.matches or reply.claims)
    return bool(reply.near)


def why_sheet(reply: Reply) -> Sheet:
    """Each name and claim of a reply, in its order, with why it matched and how well."""
    asked = inline(reply.question.text)
    if not isinstance(reply, Answer):
        blocks = tuple(_headed([OFFERED] * len(reply.near), map(_claim_block, reply.near)))
        notes = (*understood(reply), *((SCORES,) if blocks else ()))
        return Sheet(NOTHING, notes=notes, blocks=blocks, asked=asked, is_found=False)
    if not has_reasons(reply):
        return Sheet(NOTHING, asked=asked, is_found=False)
    names, claims = reply.matches[: limits.CHOICES], shown_claims(reply)
    left_out = (
        (len(reply.matches) - len(names), "more name"),
        (len(reply.claims) - len(claims), "more claim"),
    )
    return Sheet(
        HEADLINE,
        notes=(*understood(reply), SCORES, *((ON_THE_CARD,) if reply.card else ())),
        blocks=(
            *_headed(_name_headings(reply, names), map(_name_block, names)),
            *_headed([CLAIMS] * len(claims), map(_claim_block, claims)),
        ),
        footer=", ".join(f"{plural(n, what)} not shown" for n, what in left_out if n),
        asked=asked,
    )


def understood(reply: Reply) -> Iterator[str]:
    """What a question was taken for that leant on the answer before."""
    if reply.question.is_continued:
        yield f"Understood as: {inline(reply.question.text)}"


def shown_claims(answer: Answer) -> tuple[ClaimMatch, ...]:
    """The claims that an answer shows, in the order that it shows them: a timeline's by date."""
    shown = answer.claims[: limits.CLAIMS_SHOWN]
    if answer.question.kind is QuestionKind.TIMELINE:
        return tuple(sorted(shown, key=lambda match: _date_order(match.claim)))
    return shown


def _date_order(claim: StoredClaim) -> tuple[int, str]:
    return edtf_order(earliest(claim).edtf if claim.dates else None)


def _name_headings(answer: Answer, names: Sequence[NameMatch]) -> list[str]:
    if answer.card is None:
        return [NAMES] * len(names)
    taken = answer.card.entity_id
    return [TAKEN if match.entity_id == taken else NEAR for match in names]


def _headed(headings: Sequence[str], blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with each heading over the first that it holds for."""
    before = ""
    for heading, block in zip(headings, blocks, strict=True):
        yield replace(block, heading=heading) if heading != before else block
        before = heading


def _name_block(match: NameMatch) -> Block:
    lines = (Line("Matched by", quoted(match.alias)), Line("Why", _how(match)))
    return Block(f"{inline(match.name)} ({match.kind.value})", lines)


def _claim_block(match: ClaimMatch) -> Block:
    return Block(voice_words(match.claim), (*said_lines(match.claim), claim_reason(match)))


def _how(match: NameMatch) -> str:
    return f"{_rules(match.reasons) or 'no reason recorded'} ({match.score:.2f})"


def _rules(reasons: Iterable[str]) -> str:
    return "; ".join(filter(None, map(_rule, reasons)))


def _rule(reason: str) -> str:
    """A rule in words for the reader; one without words of its own as it stands."""
    if found := _WORDS.fullmatch(reason):
        return f"holds words asked for: {inline(found[1])}"
    return _RULES.get(reason) or inline(reason)
