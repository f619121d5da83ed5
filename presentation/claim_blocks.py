"""A claim in words: what is said, who says so through whom, how firmly, when and where."""

import re

from newsroom.answer import StoredClaim
from newsroom.article import Citation
from newsroom.attribution import (
    THIS_ARTICLE,
    DateMention,
    Evidence,
    Identity,
    Manner,
    Response,
    ResponseKind,
    Source,
    SourcingChain,
    identity_label,
)
from presentation.claim_marks import (
    AS_READ,
    CHAIN_AS_READ,
    mark_lines,
    note_lines,
    source_lines,
)
from presentation.dates import date_words, edtf_order, edtf_words
from presentation.sheet import Block, Line
from presentation.text import inline, join_names

NO_PUBLISHER = "publisher not stated"
NOBODY_SAID = "somebody whom the article does not name here"
NO_SOURCE = "no source given: the article says it in its own voice"
ARROW = " → "

_MANNERS = {
    Manner.DIRECT: "quoted words",
    Manner.INDIRECT: "paraphrase, not quoted words",
    Manner.MIXED: "partly quoted, partly paraphrase",
}
_RESPONSES = {
    ResponseKind.DENIAL: "denial by {}",
    ResponseKind.CONFIRMATION: "confirmation by {}",
    ResponseKind.REFUSAL: "refusal to comment by {}",
    ResponseKind.NO_COMMENT: "no comment by {}",
    ResponseKind.NOT_REACHED: "{} could not be reached",
    ResponseKind.REPLY: "reply by {} that neither confirms nor denies",
}
_VOICES = {
    ResponseKind.DENIAL: "denial by {}",
    ResponseKind.CONFIRMATION: "confirmation by {}",
    ResponseKind.REPLY: "reply by {}",
}
_OPENING, _CLOSING = "“\"«„‘'", "”\"»“’'"
_EDGES = " .,;:!?" + _OPENING + _CLOSING
_WORD = re.compile(r"\w{4,}")


def claim_block(claim: StoredClaim, heading: str | None = None) -> Block:
    """A claim under the name of whoever says so."""
    lines = (*said_lines(claim), *_evidence_lines(claim))
    return _block(claim, voice_words(claim), lines, heading)


def dated_block(claim: StoredClaim, heading: str | None = None) -> Block:
    """A claim under its earliest date, with whoever says so below."""
    said_by = Line("Said by", voice_words(claim))
    title = date_meaning(earliest(claim)) if claim.dates else "date not stated"
    is_told = len(claim.dates) == 1  # the title says all that the line "When" would
    evidence = [line for line in _evidence_lines(claim) if line.label != "When" or not is_told]
    return _block(claim, title, (*said_lines(claim), said_by, *evidence), heading)


def said_lines(claim: StoredClaim) -> tuple[Line, ...]:
    """A claim's words; before them what the desk made of it, so that it is read first."""
    marks = tuple(mark_lines(claim))
    is_corrected = claim.mark is not None and bool(claim.mark.wording)
    own = Line(AS_READ, quoted(claim.text)) if is_corrected else quotation(claim.text)
    return (*marks, own)


def _block(
    claim: StoredClaim, title: str, lines: tuple[Line, ...], heading: str | None = None
) -> Block:
    where = Line("Article", citation_words(claim.citation))
    return Block(title, (*lines, where), url_of(claim.citation), claim.chain.identity, heading)


def _evidence_lines(claim: StoredClaim) -> tuple[Line, ...]:
    """Everything about a claim but its words and its article."""
    lines = []
    if claim.hedges:
        lines.append(hedge_line(claim))
    lines += source_lines(claim)
    lines.append(Line("Chain", chain_words(claim.chain, claim.citation)))
    if claim.mark is not None and claim.mark.as_read is not None:
        lines.append(Line(CHAIN_AS_READ, chain_words(claim.mark.as_read, claim.citation)))
    if (review := claim.source_review) is not None:
        verdict = "right" if review.is_right else "not right"
        words = f"{verdict}, says {inline(review.judged_by)}"
        lines.append(Line("Source reviewed by the desk", words))
    lines.append(Line("Manner", manner_words(claim)))
    if claim.dates:
        lines.append(Line("When", "; ".join(date_meaning(date) for date in claim.dates)))
    if claim.response:
        lines.append(Line("Response", response_words(claim.response)))
    if says_more(claim.sentence, claim.text):
        lines.append(Line("Whole sentence", quoted(claim.sentence)))
    return (*lines, *note_lines(claim))


def hedge_line(claim: StoredClaim) -> Line:
    """The words that hold a claim at a distance."""
    return Line("hedged", ", ".join(quoted(hedge) for hedge in claim.hedges))


def quotation(text: str) -> Line:
    """The line that gives words of an article."""
    return Line("", quoted(text))


def quoted(text: str) -> str:
    """Words of an article in quotation marks, unless one pair already holds them all."""
    words = inline(text)
    is_held = (
        len(words) > 1
        and words[0] in _OPENING
        and words[-1] in _CLOSING
        and not any(mark in words[1:-1] for mark in '“”"«»„')
    )
    return words if is_held else f"“{words}”"


def says_more(sentence: str, text: str) -> bool:
    """Whether a sentence holds more than a claim's own words."""
    return inline(sentence).strip(_EDGES) not in inline(text)


def speaker_words(chain: SourcingChain) -> str:
    """The innermost source and how far it is identified."""
    if chain.identity is Identity.NONE:
        return NO_SOURCE
    source = chain.innermost
    inferred = " (inferred from context)" if source.evidence is Evidence.INFERRED else ""
    return f"{named(source.label, source.entity)} — {identity_label(source)}{inferred}"


def voice_words(claim: StoredClaim) -> str:
    """Whoever says it; their own denial is called one, so that it is never read as an assertion."""
    speaker, response = speaker_words(claim.chain), claim.response
    if response is None or claim.chain.identity is Identity.NONE:
        return speaker
    source = claim.chain.innermost
    own = {_folded(source.label), _folded(source.entity)} - {""}
    if not own & {_folded(response.party), _folded(response.entity)}:
        return speaker
    return _VOICES.get(response.kind, "{}").format(speaker)


def _folded(name: str | None) -> str:
    return inline(name or "").casefold()


def chain_words(chain: SourcingChain, citation: Citation) -> str:
    """Every link from the article that we read to the source nearest the claim."""
    outlet = inline(citation.outlet or "") or NO_PUBLISHER
    words = [f"{THIS_ARTICLE} ({outlet})", *(_link_words(link) for link in chain.links[1:])]
    return ARROW.join(words if len(words) > 1 else [*words, "no source given"])


def _link_words(link: Source) -> str:
    inferred = " (inferred from context)" if link.evidence is Evidence.INFERRED else ""
    return f"{named(link.label, link.entity)} ({identity_label(link)}){inferred}"


def named(label: str, entity: str | None) -> str:
    """An article's words for somebody, with the name where those words do not hold any of it."""
    label, name = inline(label), inline(entity or "")
    if not label or not name:
        return label or name or "not stated"
    if set(_WORD.findall(label.casefold())) & set(_WORD.findall(name.casefold())):
        return label
    return label if label.casefold() in name.casefold() else f"{label}, that is {name}"


def manner_words(claim: StoredClaim) -> str:
    """Whether the source's words are quoted."""
    if claim.chain.identity is Identity.NONE and claim.manner is Manner.INDIRECT:
        return "the article's own words"
    return _MANNERS[claim.manner]


def date_meaning(date: DateMention) -> str:
    """A date's words and what they mean: "“at the end of last year” = about December 2023"."""
    if not date.edtf:
        return f"{quoted(date.text)} (no calendar date follows from it)"
    meaning = inline(edtf_words(date.edtf))
    is_plain = meaning.casefold() == inline(date.text).casefold()
    return quoted(date.text) if is_plain else f"{quoted(date.text)} = {meaning}"


def earliest(claim: StoredClaim) -> DateMention:
    """The earliest date of a claim that has one."""
    return min(claim.dates, key=lambda date: edtf_order(date.edtf))


def response_words(response: Response) -> str:
    """What the party concerned answered: "denial by the Kremlin"."""
    is_known = inline(response.party) or inline(response.entity or "")
    party = named(response.party, response.entity) if is_known else NOBODY_SAID
    return _RESPONSES[response.kind].format(party)


def citation_words(citation: Citation) -> str:
    """Which article: its title, who published it and when."""
    return f"{quoted(citation.title)} — {publication_words(citation)}"


def publication_words(citation: Citation) -> str:
    """Who published an article and when, or that it does not say."""
    outlet = inline(citation.outlet or "") or NO_PUBLISHER
    return f"{outlet}, {date_words(citation.published_at)}"


def day_words(citation: Citation) -> str:
    """Who published an article and on which day: what fits where little does."""
    return f"{inline(citation.outlet or '') or NO_PUBLISHER}, {day_of(citation)}"


def day_of(citation: Citation) -> str:
    """The day on which an article was published, without the hour."""
    return date_words(citation.published_at).partition(",")[0]


def url_of(citation: Citation) -> str | None:
    """Where an article stands, as it was given."""
    return inline(citation.url or "") or None


def listed(names: tuple[str, ...], limit: int) -> str:
    """Names as a reader lists them; how many more there are is said."""
    words = [inline(name) for name in names[:limit]]
    if hidden := len(names) - limit:
        if hidden > 0:
            words.append(f"{hidden} more")
    return join_names(words)
