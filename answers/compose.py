"""Ranked matches made into an answer: a short first line, warnings, and the evidence."""

from collections.abc import Sequence
from datetime import datetime

from answers.counting import counted
from answers.sourcing import independent_sources, is_one_unnamed
from newsroom.answer import (
    Answer,
    ClaimMatch,
    EntityCard,
    NameMatch,
    Question,
    QuestionKind,
    Reply,
    StoredClaim,
    Unanswered,
)
from newsroom.article import Citation
from newsroom.attribution import Identity, Number, ResponseKind, Source
from newsroom.entity import EntityKind

SHOWN_CLAIMS = 10
SHOWN_SUGGESTIONS = 3

_RESPONSE_WORDS = {
    ResponseKind.DENIAL: "a denial",
    ResponseKind.CONFIRMATION: "a confirmation",
    ResponseKind.REFUSAL: "a refusal to comment",
    ResponseKind.NO_COMMENT: "no comment",
    ResponseKind.NOT_REACHED: "not reached",
    ResponseKind.REPLY: "a reply",
}


def compose_not_found(question: Question, nearest: Sequence[NameMatch] = ()) -> Unanswered:
    """The honest empty answer, with the nearest names."""
    asked = question.subject or question.text.strip()
    if question.speaker and question.subject and not question.responses:
        reason = (
            f"Nothing by “{question.speaker}” about “{question.subject}”: not found on this desk."
        )
    elif question.speaker and question.responses:
        reason = f"No response by “{question.speaker}” is recorded: not found on this desk."
    elif question.speaker:
        reason = f"No words of “{question.speaker}” were found: not found on this desk."
    elif asked:
        reason = f"“{asked}” was not found on this desk."
    else:
        reason = "Nothing to look for: not found."
    return Unanswered(question, reason, tuple(nearest[:SHOWN_SUGGESTIONS]))


def compose_empty_desk(question: Question) -> Unanswered:
    """What a desk without any article answers."""
    return Unanswered(
        question, "This was not found: the desk holds no articles yet. Add one first."
    )


def compose_choices(question: Question, choices: Sequence[NameMatch]) -> Answer:
    """Several entities fit equally well: the asker picks."""
    names = ", ".join(choice.name for choice in choices[:5])
    headline = f"Several fit “{question.subject}”: {names}. Which one?"
    return Answer(question, headline, matches=tuple(choices), choices=tuple(choices))


def compose_card(question: Question, card: EntityCard, matches: Sequence[NameMatch]) -> Answer:
    """Who or what an entity is, as the articles have it."""
    current = [role.text for role in card.roles if not role.is_past]
    past = [role.text for role in card.roles if role.is_past]
    described = current[0] if current else past[0] if past else card.description
    if not described:
        is_known = card.kind is not EntityKind.OTHER
        described = card.kind.value if is_known else "named, but not described, on this desk"
    claims = (*card.about, *card.said)
    notes = () if claims or card.description else ("No claims about this entity are on the desk.",)
    return Answer(
        question,
        f"{card.name}: {described}.",
        notes=notes,
        card=card,
        matches=tuple(matches),
        independent_sources=len(independent_sources(claims)) if claims else None,
    )


def compose_claims(
    question: Question, found: Sequence[ClaimMatch], matches: Sequence[NameMatch] = ()
) -> Answer:
    """What is claimed, best match first."""
    shown = tuple(found[:SHOWN_CLAIMS])
    articles = len({match.claim.citation.article_id for match in shown})
    count = f"{counted(len(shown), 'claim')} in {counted(articles, 'article')}"
    headline = f"{count}; the best fit is {_said_by(shown[0].claim)}."
    if question.kind is QuestionKind.TIMELINE:
        headline = f"No date is given by what fits: {count}."
    if question.kind is QuestionKind.WHO:
        headline = f"No name or description fits “{question.subject}”; these words are in {count}."
    claims = [match.claim for match in shown]
    return Answer(
        question,
        headline,
        notes=_sourcing_notes(claims),
        claims=shown,
        matches=tuple(matches),
        independent_sources=len(independent_sources(claims)),
    )


def _said_by(claim: StoredClaim) -> str:
    """Who says a claim, in the words of a first line; a denial is never called a saying."""
    if len(claim.chain.links) == 1:
        return "in the article's own voice"
    source = claim.chain.innermost
    is_denial = claim.response is not None and claim.response.kind is ResponseKind.DENIAL
    verb = "denied by" if is_denial else "said by"
    return f"{verb} {source.label} ({_kind_words(source)})"


def compose_sources(
    question: Question,
    found: Sequence[ClaimMatch],
    matches: Sequence[NameMatch] = (),
    *,
    left_out: int = 0,
) -> Answer:
    """Who stands behind the best matching claims, counted by the ends of their chains.

    `left_out` claims fit the words as well, but say something else.
    """
    shown = tuple(found[:SHOWN_CLAIMS])
    claims = [match.claim for match in shown]
    sources = independent_sources(claims)
    notes = _sourcing_notes(claims)
    if left_out:
        others = counted(left_out, "other claim")
        notes += (f"Left out: {others} that fit “{question.subject}” but say something else.",)
    return Answer(
        question,
        _sourcing_headline(sources, claims),
        notes=notes,
        claims=shown,
        matches=tuple(matches),
        independent_sources=len(sources),
    )


def _sourcing_headline(sources: Sequence[Source], claims: Sequence[StoredClaim]) -> str:
    if claims and all(claim.is_withdrawn for claim in claims):
        return "Independent sources: 0. The desk has withdrawn all that fits."
    if not sources:
        return "No source is given: the articles say it in their own voice."
    if len(sources) == 1:
        source = sources[0]
        kind = _kind_words(source)
        return f"Independent sources: 1. It rests on a single source: {source.label} ({kind})."
    listed = "; ".join(f"{source.label} ({_kind_words(source)})" for source in sources[:6])
    return f"Independent sources: {len(sources)}. {listed}."


def _kind_words(source: Source) -> str:
    if source.identity is Identity.UNNAMED:
        return "one unnamed source" if source.number is Number.ONE else "unnamed sources"
    return source.identity.value


def _sourcing_notes(claims: Sequence[StoredClaim]) -> tuple[str, ...]:
    """Plain warnings: one unnamed source behind it all, claims that nobody is cited for."""
    notes: list[str] = []
    claims = [claim for claim in claims if not claim.is_withdrawn]
    attributed = [claim for claim in claims if len(claim.chain.links) > 1]
    sources = independent_sources(claims)
    if attributed and len(sources) == 1 and is_one_unnamed(sources[0]):
        what = "all of this" if len(attributed) == len(claims) else "what is attributed here"
        notes.append(f"Warning: {what} rests on one unnamed source: {sources[0].label}.")
    elif attributed and sources and all(s.identity is Identity.UNNAMED for s in sources):
        notes.append("Warning: all of this rests on unnamed sources.")
    silent = [claim for claim in claims if len(claim.chain.links) == 1 and not claim.response]
    if silent and attributed:
        notes.append(
            f"No source is given for {counted(len(silent), 'claim')} below:"
            " the article says it in its own voice."
        )
    return tuple(notes)


def compose_quotes(
    question: Question, found: Sequence[ClaimMatch], *, is_near: bool = False
) -> Answer:
    """Who said it, in the exact words of the article; `is_near` where only part of it fits."""
    shown = tuple(found[:SHOWN_CLAIMS])
    best = shown[0].claim
    headline = "No speaker is named."
    if len(best.chain.links) > 1:
        said = _said_by(best)
        headline = f"{said[0].upper()}{said[1:]}."
    notes = _sourcing_notes([best])
    if is_near:
        headline = f"Nothing here by “{question.speaker}” is sure to be about “{question.subject}”."
        notes = ("What comes nearest is below.", *notes)
    return Answer(question, headline, claims=shown, notes=notes)


def compose_together(question: Question, replies: Sequence[Reply]) -> Reply:
    """Several questions asked in one breath: the first line answers the first, notes the rest."""
    answered = [reply for reply in replies if isinstance(reply, Answer)]
    if not answered:
        return replies[0]
    lines = [_line(reply, is_first=place == 0) for place, reply in enumerate(replies)]
    card = next((reply.card for reply in answered if reply.card), None)
    evidence = [_evidence(reply, card) for reply in answered]
    claims: dict[int, ClaimMatch] = {}
    for rank in range(SHOWN_CLAIMS):
        for found in evidence:
            for match in found[rank : rank + 1]:
                claims.setdefault(match.claim.claim_id, match)
    matches = {match.entity_id: match for reply in answered for match in reply.matches}
    notes = dict.fromkeys(note for reply in answered for note in reply.notes)
    return Answer(
        question,
        lines[0],
        notes=(*lines[1:], *notes),
        card=card,
        claims=tuple(claims.values())[:SHOWN_CLAIMS],
        matches=tuple(matches.values()),
    )


def _evidence(reply: Answer, shown: EntityCard | None) -> tuple[ClaimMatch, ...]:
    """The claims of an answer; those of its card too, where another's card is shown."""
    if reply.card is None or reply.card is shown:
        return reply.claims
    own = (*reply.card.said, *reply.card.about)
    return (*reply.claims, *(ClaimMatch(claim, 1.0) for claim in own))


def _line(reply: Reply, *, is_first: bool) -> str:
    asked = reply.question.subject or reply.question.speaker or reply.question.text
    if not isinstance(reply, Answer):
        return f"“{asked}”: nothing on this desk fits."
    is_said = is_first or reply.headline.casefold().startswith(asked.casefold())
    return reply.headline if is_said else f"“{asked}”: {reply.headline}"


def compose_parties(question: Question, found: Sequence[ClaimMatch]) -> Answer:
    """Who denied, replied or kept silent, a claim for each of them first."""
    parties: dict[str, ClaimMatch] = {}
    for match in found:
        if match.claim.response:
            parties.setdefault(match.claim.response.entity or match.claim.response.party, match)
    named = list(parties)[:SHOWN_CLAIMS]
    first = tuple(parties.values())
    rest = tuple(match for match in found if match not in first)
    more = f" and {len(parties) - len(named)} more" if len(parties) > len(named) else ""
    return Answer(
        question,
        f"Recorded for {counted(len(parties), 'party', 'parties')}: {'; '.join(named)}{more}.",
        claims=(*first, *rest)[:SHOWN_CLAIMS],
    )


def compose_timeline(question: Question, found: Sequence[ClaimMatch]) -> Answer:
    """What happened when, earliest first, by the dates in the texts."""
    best = sorted((match for match in found if match.claim.dates), key=lambda match: -match.score)
    ordered = tuple(sorted(best[:SHOWN_CLAIMS], key=lambda match: _earliest(match.claim)))
    articles = {match.claim.citation.article_id: match.claim.citation for match in ordered}
    zone = any(_is_naive(c.published_at) for c in articles.values())
    notes = ("Relative dates are counted from the article's own date; no time zone is stated.",)
    return Answer(
        question,
        f"{counted(len(ordered), 'dated claim')} in {counted(len(articles), 'article')}.",
        notes=notes if zone else (),
        claims=ordered,
    )


def _earliest(claim: StoredClaim) -> tuple[str, str]:
    known = [date.edtf for date in claim.dates if date.edtf]
    return (min(known) if known else "9999", claim.text)


def _is_naive(moment: datetime | None) -> bool:
    return moment is not None and moment.tzinfo is None


def compose_responses(question: Question, party: str, found: Sequence[ClaimMatch]) -> Reply:
    """Whether a party has answered, told apart: denial, reply, refusal, silence, nothing."""
    asked = set(question.responses)
    fitting = [m for m in found if m.claim.response and m.claim.response.kind in asked]
    if not found:
        reason = f"No response by {party} is recorded: not found in the articles on this desk."
        return Unanswered(question, reason)
    kinds = list(dict.fromkeys(m.claim.response.kind for m in found if m.claim.response))
    if not kinds:
        wanted = " or ".join(_RESPONSE_WORDS[kind] for kind in question.responses[:2])
        what = wanted.capitalize() if len(asked) < len(_RESPONSE_WORDS) else "A response"
        return Answer(
            question,
            f"{what} by {party} is not recorded. What is said on its behalf is below.",
            claims=tuple(found[:SHOWN_CLAIMS]),
        )
    recorded = ", ".join(_RESPONSE_WORDS[kind] for kind in kinds)
    if fitting or not asked:
        return Answer(
            question, f"Recorded for {party}: {recorded}.", claims=tuple(found[:SHOWN_CLAIMS])
        )
    wanted = " or ".join(_RESPONSE_WORDS[kind] for kind in question.responses)
    notes = []
    if ResponseKind.REPLY in kinds:
        notes.append(
            "The reply neither confirms nor denies it; it does not address the allegation."
        )
    return Answer(
        question,
        f"{wanted.capitalize()} by {party} is not recorded. What is recorded: {recorded}.",
        notes=tuple(notes),
        claims=tuple(found[:SHOWN_CLAIMS]),
    )


def compose_publication(question: Question, citations: Sequence[Citation]) -> Reply:
    """Which articles the desk holds, who published them and when."""
    if not citations:
        return compose_empty_desk(question)
    newest = citations[0]
    headline = (
        f"“{newest.title}”: {newest.outlet or 'publisher not stated'},"
        f" {newest.published_at:%-d %B %Y %H:%M}."
        if newest.published_at
        else f"“{newest.title}”: {newest.outlet or 'publisher not stated'}, date not stated."
    )
    return Answer(question, headline, citations=tuple(citations))
