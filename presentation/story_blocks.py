"""A story in words: its outlets, what it rests on, what is disputed, who answered, and when."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from newsroom.answer import StoredClaim
from newsroom.article import Citation
from newsroom.attribution import ClaimId, ResponseKind
from newsroom.story import (
    DisputedPoint,
    IndependentSource,
    JoinedBy,
    PartyResponses,
    Story,
    StoryAnswer,
    StoryArticle,
    StoryHead,
)
from presentation import limits
from presentation.claim_blocks import (
    ARROW,
    NO_PUBLISHER,
    citation_words,
    date_meaning,
    earliest,
    listed,
    named,
    publication_words,
    quoted,
    response_words,
    said_lines,
    says_more,
    speaker_words,
    url_of,
)
from presentation.claim_marks import marked, source_lines
from presentation.sheet import Block, Line
from presentation.text import inline, plural

_SILENT = frozenset({ResponseKind.REFUSAL, ResponseKind.NO_COMMENT, ResponseKind.NOT_REACHED})
_KINDS = {
    ResponseKind.DENIAL: "denied",
    ResponseKind.CONFIRMATION: "confirmed",
    ResponseKind.REFUSAL: "declined to comment",
    ResponseKind.NO_COMMENT: "has not commented",
    ResponseKind.NOT_REACHED: "could not be reached",
    ResponseKind.REPLY: "replied",
}


def story_blocks(answer: StoryAnswer) -> Iterator[Block]:
    """The parts of a story, what was asked for first; every line with its article and sentence."""
    story = answer.story
    if story is None:
        return
    asked = answer.question.responses
    asks_who_is_silent = bool(asked) and _SILENT.issuperset(asked)
    parties = story.responses[::-1] if asks_who_is_silent else story.responses
    parts = (
        _under("Articles", list(_article_blocks(story))),
        _under("Independent sources", [_source_block(one, story) for one in _shown(story.sources)]),
        _under("Disputed", list(map(_dispute_block, story.disputed))),
        _under("Who has answered", list(map(_party_block, parties))),
        _under("Timeline", list(map(_dated_block, story.timeline))),
    )
    for place in (3, 0, 1, 2, 4) if asks_who_is_silent else range(len(parts)):
        yield from parts[place]


def shown_claims(story: Story) -> frozenset[ClaimId]:
    """The claims that the parts of a story show by themselves."""
    first = (one.claims[0] for one in _shown(story.sources))
    denied = (claim for point in story.disputed for claim in (*point.denials, *point.against))
    answers = (claim for party in story.responses for claim in party.claims)
    return frozenset(c.claim_id for c in (*first, *denied, *answers, *story.timeline))


def _under(heading: str, blocks: Sequence[Block]) -> list[Block]:
    """Some blocks with a heading over the first."""
    return [replace(block, heading=None if n else heading) for n, block in enumerate(blocks)]


def _shown(sources: Sequence[IndependentSource]) -> Sequence[IndependentSource]:
    return sources[: limits.STORY_SOURCES_SHOWN]


def _article_blocks(story: Story) -> Iterator[Block]:
    by_id = {item.citation.article_id: item for item in story.articles}
    for group in story.voices[: limits.ARTICLES_SHOWN]:
        first, *copies = group
        lines = [Line("Published", publication_words(first)), *_joined(by_id[first.article_id])]
        for copy in copies[: limits.NAMES_SHOWN]:
            shared = by_id[copy.article_id].shared
            lines.append(Line("Same text", f"{citation_words(copy)} ({shared:.0%} in common)"))
        yield Block(quoted(first.title), tuple(lines), url_of(first))
    if hidden := story.voices[limits.ARTICLES_SHOWN :]:
        yield Block(f"{plural(len(hidden), 'more voice')} not shown", ())


def _joined(item: StoryArticle) -> tuple[Line, ...]:
    """How an article came into its story."""
    how = item.membership
    if how.joined_by is JoinedBy.PERSON:
        return (Line("Moved here", f"by {inline(how.judged_by or 'somebody')}"),)
    if how.joined_by is JoinedBy.BEGAN or not how.reasons:
        return ()
    why = inline("; ".join(how.reasons))
    return (Line("Belongs here", f"{why} ({how.score:.2f})"),)


def _source_block(one: IndependentSource, story: Story) -> Block:
    """One end of the story's chains, and who repeats it."""
    lines = [Line("Told by", _outlets(one.repeated_by))]
    if one.through:
        lines.append(Line("Known through", inline(one.through)))
    if one.may_be_also:
        others = (inline(story.sources[place].source.label) for place in one.may_be_also)
        lines.append(Line("May be", f"the same person as {listed(tuple(others), 3)}; nobody says"))
    first = one.claims[0]
    lines += [*_words(first), *_hedged(first), *_place(first, first.text)]
    if more := len(one.claims) - 1:
        lines.append(Line("And", plural(more, "more claim")))
    title = "the outlet's own voice" if one.is_voice else speaker_words(first.chain)
    if one.is_voice:
        title = f"{inline(one.source.label)} — {title}"
    return Block(title, tuple(lines), url_of(first.citation), one.identity)


def _outlets(citations: Sequence[Citation]) -> str:
    names = dict.fromkeys(inline(each.outlet or "") or NO_PUBLISHER for each in citations)
    return f"{listed(tuple(names), limits.NAMES_SHOWN)} ({plural(len(citations), 'article')})"


def _dispute_block(point: DisputedPoint) -> Block:
    """What is denied, by whom, and who says it."""
    first, *others = point.denials
    lines = [*_words(first), *_hedged(first), *_place(first, first.text)]
    for denial in others[: limits.STORY_RESPONSES_SHOWN - 1]:
        words = f"{quoted(denial.sentence)}; {citation_words(denial.citation)}"
        lines.append(Line("Also", marked(denial, words)))
    lines += [Line("Says so", _said(claim)) for claim in point.against]
    if point.before is not None:
        lines.append(Line("Before it", _said(point.before)))
    elif not point.against:
        lines.append(Line("Says so", "no claim that says it in so many words was found"))
    response = first.response
    who = named(response.party, response.entity) if response else inline(point.party)
    return Block(f"denied by {who}", tuple(lines), url_of(first.citation), first.chain.identity)


def _said(claim: StoredClaim) -> str:
    """A claim in one line, with who says it, how firmly and where."""
    hedges = "".join(f", hedged: {quoted(hedge)}" for hedge in claim.hedges)
    words = f"{quoted(claim.text)}{ARROW}{speaker_words(claim.chain)}{hedges}"
    return marked(claim, f"{words}; {citation_words(claim.citation)}")


def _party_block(party: PartyResponses) -> Block:
    kinds = ", ".join(_KINDS[kind] for kind in party.kinds)
    lines: list[Line] = []
    for claim in party.claims[: limits.STORY_RESPONSES_SHOWN]:
        said = response_words(claim.response) if claim.response else ""
        lines += [Line("Response", marked(claim, said)), *_place(claim)]
    if hidden := len(party.claims) - limits.STORY_RESPONSES_SHOWN:
        if hidden > 0:
            lines.append(Line("And", f"{plural(hidden, 'more time')}"))
    return Block(f"{inline(party.party)}: {kinds}", tuple(lines))


def _dated_block(claim: StoredClaim) -> Block:
    said_by = Line("Said by", speaker_words(claim.chain))
    lines = (*_words(claim), said_by, *_hedged(claim), *_place(claim, claim.text))
    title = date_meaning(earliest(claim))
    return Block(title, lines, url_of(claim.citation), claim.chain.identity)


def _words(claim: StoredClaim) -> tuple[Line, ...]:
    """A claim's words with what the desk made of them and of their source."""
    return (*said_lines(claim), *source_lines(claim))


def _hedged(claim: StoredClaim) -> tuple[Line, ...]:
    if not claim.hedges:
        return ()
    return (Line("hedged", ", ".join(quoted(hedge) for hedge in claim.hedges)),)


def _place(claim: StoredClaim, shown: str = "") -> tuple[Line, ...]:
    """The article in which a claim stands, and its sentence where more than what is shown."""
    article = Line("Article", citation_words(claim.citation))
    if not says_more(claim.sentence, shown):
        return (article,)
    return (Line("Sentence", quoted(claim.sentence)), article)


def head_words(head: StoryHead) -> str:
    """A story in one line: "Putin asked Musk … (3 articles)"."""
    return f"{inline(head.name)} ({plural(head.articles, 'article')})"


def joined_words(head: StoryHead) -> str:
    """What a new article did: joined a story, or began one."""
    return f"joins story: {head_words(head)}" if head.articles > 1 else "begins a story"
