"""A story made of its articles' claims: voices, sources, dates, disputes and who has answered."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from answers.counting import counted
from answers.sourcing import SILENT, is_headline, main_source, story_sources
from newsroom.answer import ClaimMatch, Question, StoredClaim
from newsroom.article import ArticleId, Citation
from newsroom.attribution import ClaimId, Identity, Number, ResponseKind
from newsroom.judged_claim import mark_words
from newsroom.story import (
    Denied,
    DisputedPoint,
    IndependentSource,
    PartyResponses,
    Story,
    StoryAnswer,
    StoryArticle,
    StoryHead,
)

TIMELINE_SHOWN, DISPUTES_SHOWN, UNHEARD_SHOWN = 12, 8, 5
_SILENCES = {
    ResponseKind.NO_COMMENT: "no comment",
    ResponseKind.REFUSAL: "declined",
    ResponseKind.NOT_REACHED: "not reached",
}


def compose_story(
    head: StoryHead,
    articles: Sequence[StoryArticle],
    claims: Sequence[StoredClaim],
    denied: Mapping[ClaimId, Denied],
    foremost: Sequence[str] = (),
    main_point: Sequence[StoredClaim] = (),
) -> Story:
    """All that a story's articles say together.

    `foremost` are whom most of them name, `main_point` the claims that say what most of them tell.
    """
    voices = fold_copies(articles)
    sources = story_sources(claims, voices)
    dated = sorted((claim for claim in claims if _first_date(claim)), key=_first_date)
    responses = _responses(claims)
    own = [
        claim
        for claim in claims
        if len(claim.chain.links) == 1 and not claim.response and not claim.is_withdrawn
    ]
    return Story(
        head,
        tuple(articles),
        _groups(articles, voices),
        sources,
        main_source(sources, voices),
        tuple(_once(dated)[:TIMELINE_SHOWN]),
        _disputed_points(claims, denied),
        responses,
        unheard(foremost, claims),
        tuple(own),
        tuple(main_point),
        _narrowed(sources, {claim.claim_id for claim in main_point}),
    )


def _narrowed(
    sources: Sequence[IndependentSource], wanted: Collection[ClaimId]
) -> tuple[IndependentSource, ...]:
    """The story's sources with only some of their claims, without those that have none of them."""
    found = []
    for one in sources:
        claims = tuple(claim for claim in one.claims if claim.claim_id in wanted)
        repeated = {claim.citation.article_id: claim.citation for claim in claims}
        if claims:
            narrowed = replace(one, claims=claims, repeated_by=tuple(repeated.values()))
            found.append(replace(narrowed, may_be_also=()))
    return tuple(found)


def fold_copies(articles: Sequence[StoryArticle]) -> Mapping[ArticleId, Citation]:
    """Whose voice each article is: its own, or that of the first whose text it repeats."""
    known = {item.citation.article_id: item for item in articles}
    voices = {}
    for key, item in known.items():
        seen = {key}
        while item.copy_of in known and item.copy_of not in seen:
            seen.add(item.copy_of)
            item = known[item.copy_of]
        voices[key] = item.citation
    return voices


def _groups(
    articles: Sequence[StoryArticle], voices: Mapping[ArticleId, Citation]
) -> tuple[tuple[Citation, ...], ...]:
    groups: dict[ArticleId, list[Citation]] = {}
    for item in articles:
        groups.setdefault(voices[item.citation.article_id].article_id, []).append(item.citation)
    return tuple(map(tuple, groups.values()))


def _first_date(claim: StoredClaim) -> str:
    return min((date.edtf for date in claim.dates if date.edtf), default="")


def _once(claims: Sequence[StoredClaim]) -> list[StoredClaim]:
    """The claims without those that say the same of the same date in the same words."""
    kept: dict[tuple[str, str], StoredClaim] = {}
    for claim in claims:
        kept.setdefault((_first_date(claim), " ".join(claim.text.casefold().split())), claim)
    return list(kept.values())


def _party(claim: StoredClaim) -> str:
    response = claim.response
    return (response.entity or response.party).strip() if response else ""


def _disputed_points(
    claims: Sequence[StoredClaim], denied: Mapping[ClaimId, Denied]
) -> tuple[DisputedPoint, ...]:
    """A point for each thing that somebody denies; "Hale denies it" joins the first of Hale's."""
    points: dict[tuple[str, tuple[ClaimId, ...]], DisputedPoint] = {}
    denials = [c for c in claims if c.response and c.response.kind is ResponseKind.DENIAL]
    for claim in sorted(denials, key=lambda c: not denied.get(c.claim_id, Denied()).against):
        party, what = _party(claim), denied.get(claim.claim_id, Denied())
        if not party:
            continue
        own = [key for key in points if key[0] == party]
        key = (party, tuple(each.claim_id for each in what.against))
        if not what.against and own:
            key = own[0]
        known = points.get(key, DisputedPoint(party, (), what.against, what.before))
        points[key] = replace(known, denials=(*known.denials, claim))
    return tuple(points.values())[:DISPUTES_SHOWN]


def _responses(claims: Sequence[StoredClaim]) -> tuple[PartyResponses, ...]:
    """What each party answered; those who said nothing at all come last."""
    parties: dict[str, list[StoredClaim]] = {}
    for claim in claims:
        if party := _party(claim):
            parties.setdefault(party, []).append(claim)
    found = [PartyResponses(party, tuple(own)) for party, own in parties.items()]
    return tuple(sorted(found, key=is_silent))


def is_silent(party: PartyResponses) -> bool:
    """Whether a party gave no answer of any kind."""
    return SILENT.issuperset(party.kinds)


def unheard(foremost: Sequence[str], claims: Sequence[StoredClaim]) -> tuple[str, ...]:
    """Of the people and bodies that most articles name, those of whom no word is recorded."""
    heard = {link.entity or link.label for claim in claims for link in claim.chain.links[1:]}
    answers = [claim.response for claim in claims if claim.response]
    heard |= {part for answer in answers for part in (answer.entity, answer.party) if part}
    heard |= {claim.citation.outlet or "" for claim in claims}
    return tuple(name for name in foremost if name not in heard)[:UNHEARD_SHOWN]


def compose_story_answer(
    question: Question,
    story: Story,
    found: Sequence[ClaimMatch] = (),
    others: Sequence[StoryHead] = (),
    pending: int = 0,
) -> StoryAnswer:
    """A story as an answer: how much it is, what it rests on, and the doubts about that."""
    headline = story_headline(story)
    if question.responses and SILENT.issuperset(question.responses):
        headline = f"{_silence_headline(story)} {headline}"
    return StoryAnswer(
        question,
        headline,
        notes=tuple(_notes(story, others, pending)),
        claims=tuple(found),
        citations=tuple(item.citation for item in story.articles),
        independent_sources=len(story.sources),
        story=story,
        others=tuple(others),
        pending=pending,
    )


def story_headline(story: Story) -> str:
    """The short first line: articles, outlets, independent sources, and what it rests on."""
    outlets = len([outlet for outlet in story.outlets if outlet])
    told = counted(len(story.articles), "article")
    parts = [
        f"{told} from {counted(outlets, 'outlet')}" if outlets else f"{told}, outlet not stated"
    ]
    rests_on = counted(len(story.sources), "independent source")
    if story.main_sources and len(story.main_sources) < len(story.sources):
        rests_on += f", {len(story.main_sources)} of them for its main point"
    parts.append(rests_on)
    if story.mainly:
        parts.append(f"rests mainly on {source_words(story.mainly)}")
    return "; ".join(parts) + "."


def source_words(one: IndependentSource) -> str:
    """A source as a first line names it, through whom it is known."""
    label = one.source.label
    through = f", through {one.through}" if one.through else ""
    if one.identity is Identity.UNNAMED:
        is_one = one.source.number is Number.ONE
        return f"{'one unnamed source' if is_one else 'unnamed sources'}: {label}{through}"
    kind = " (a document)" if one.identity is Identity.DOCUMENT else ""
    return f"{label}{kind}{through}"


def _silence_headline(story: Story) -> str:
    silent = [party for party in story.responses if is_silent(party)]
    if not silent:
        return "Nobody is recorded as not having commented."
    words = [f"{party.party} ({_SILENCES[party.kinds[-1]]})" for party in silent]
    return f"Not commented: {', '.join(words)}."


def _notes(story: Story, others: Sequence[StoryHead], pending: int) -> list[str]:
    first, last = story.head.first_at, story.head.last_at
    days = f"{first:%-d %B %Y}" + (f" to {last:%-d %B %Y}" if last.date() != first.date() else "")
    notes = [f"Story {story.head.story_id}: “{story.head.name}”, {days}."]
    if story.main_point:
        notes.append(_main_point_note(story))
    cited = [one for one in story.sources if not one.is_voice]
    if cited and all(one.identity is Identity.UNNAMED for one in cited):
        what = "one unnamed source" if len(cited) == 1 else "unnamed sources"
        notes.append(f"Warning: all that is attributed here rests on {what}.")
    if copies := sum(len(group) - 1 for group in story.voices):
        are = "article repeats" if copies == 1 else "articles repeat"
        notes.append(f"{copies} {are} another's text: wire copy counts as one voice.")
    if doubtful := sum(bool(one.may_be_also) for one in story.sources):
        notes.append(
            f"{doubtful} unnamed sources are described alike and may be the same person;"
            " they are counted apart."
        )
    if story.is_cut:
        notes.append("The story has more claims than are read: those of its newest articles count.")
    if story.unheard:
        notes.append(f"No word is recorded from {', '.join(story.unheard)}.")
    if others:
        listed = "; ".join(f"“{other.name}” (story {other.story_id})" for other in others)
        notes.append(f"Other stories that fit: {listed}.")
    if pending:
        notes.append(f"{counted(pending, 'article')} of this desk wait to be sorted into stories.")
    return notes


def _main_point_note(story: Story) -> str:
    told_in = len({claim.citation.article_id for claim in story.main_point})
    told = f"told by {told_in} of {counted(len(story.articles), 'article')}"
    sources = "; ".join(source_words(one) for one in story.main_sources) or "none is given"
    first = max(story.main_point, key=_tells_who)
    hedged = f" (hedged: {', '.join(first.hedges)})" if first.hedges else ""
    marked = "".join(f" [{words}]" for words in mark_words(first.mark))
    return f"Main point, {told}: “{first.text}”{marked}{hedged}. Sources of it: {sources}."


def _tells_who(claim: StoredClaim) -> bool:
    """Whether a claim is more than a headline and says whose it is."""
    return len(claim.chain.links) > 1 and not is_headline(claim)
