"""A digest in words: a block a story, a line a claim, each with its number, sources and article."""

import calendar
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from newsroom.answer import StoredClaim
from newsroom.attribution import ResponseKind
from newsroom.edition import (
    Basis,
    CorrectionNotice,
    Edition,
    Heading,
    NewsItem,
    NewsKind,
    StoryNews,
)
from presentation import limits
from presentation.claim_blocks import (
    chain_words,
    listed,
    publication_words,
    quoted,
    response_words,
)
from presentation.claim_marks import is_correction, short_marks
from presentation.links import sentence_link
from presentation.sheet import Block, Line, Sheet
from presentation.text import fit, inline, plural, sentence_case

HOW_ON = "/sources with a claim's number shows its sentence and chain"
_RESPONSES = {
    ResponseKind.DENIAL: "Denial",
    ResponseKind.CONFIRMATION: "Confirmation",
    ResponseKind.REPLY: "Reply",
}
_LABELS = {
    NewsKind.WORSE: "Worse sourced",
    NewsKind.BETTER: "Better sourced",
    NewsKind.NEW: "New claim",
    NewsKind.SILENCE: "No comment",
}


def edition_sheet(edition: Edition) -> Sheet:
    """A digest in words; a quiet one says so."""
    lines_each = max(limits.DIGEST_LINES_LEAST, limits.DIGEST_LINES // max(1, len(edition.stories)))
    return Sheet(
        _headline(edition),
        notes=tuple(_notes(edition)),
        blocks=tuple(_story_block(story, lines_each) for story in edition.stories),
        footer="" if edition.is_quiet else HOW_ON,
        is_flowing=True,
    )


def _headline(edition: Edition) -> str:
    heading = edition.heading
    days = day_words(heading.edition_on)
    if heading.covers_from != heading.edition_on:
        days = f"{day_words(heading.covers_from)} to {days}"
    what = "So far for" if heading.is_so_far else "Digest for"
    return f"{what} {days}: {_counted(edition)}."


def _counted(edition: Edition) -> str:
    if edition.is_quiet:
        return "nothing new"
    stories = plural(edition.story_count, "story", "stories")
    if not edition.article_count:
        return f"no new article, but changes in {stories}"
    return f"{plural(edition.article_count, 'new article')} in {stories}"


def day_words(day: date) -> str:
    """A day in full: "Friday 25 October 2024"."""
    name = calendar.day_name[day.weekday()]
    return f"{name} {day.day} {calendar.month_name[day.month]} {day.year}"


def moment_words(moment: datetime, zone: str) -> str:
    """A moment as it is told somewhere: "25 October 2024, 08:00 (Europe/Warsaw)"."""
    there = moment.astimezone(ZoneInfo(zone))
    day = f"{there.day} {calendar.month_name[there.month]} {there.year}"
    return f"{day}, {there:%H:%M} ({zone})"


def _notes(edition: Edition) -> Iterator[str]:
    heading = edition.heading
    if heading.is_late and heading.due_at:
        due = moment_words(heading.due_at, heading.zone)
        yield f"Late: this was due on {due}{_days_missed(heading)}."
    if heading.since is not None:
        yield f"New since {moment_words(heading.since, heading.zone)}."
    if heading.basis is Basis.ADDED and not edition.is_quiet:
        yield f"By the day on which the articles came to this desk ({heading.zone})."
    if heading.basis is Basis.PUBLISHED:
        yield "No article came to this desk then; these are the articles that state this date."
    if edition.gone:
        are = "has" if edition.gone == 1 else "have"
        yield (
            f"{plural(edition.gone, 'claim')} of earlier digests {are} left the desk"
            " with the only article that made it."
        )
    if edition.stories_left_out:
        left_out = plural(edition.stories_left_out, "more story", "more stories")
        yield f"{left_out} not shown; /story tells each."


def _days_missed(heading: Heading) -> str:
    days = (heading.edition_on - heading.covers_from).days + 1
    return f" and covers {plural(days, 'day')}" if days > 1 else ""


def _story_block(story: StoryNews, most: int) -> Block:
    lines = [*_article_lines(story), *map(_correction_line, story.corrections)]
    room = max(1, most - len(lines))
    shown = _foremost(story.items)[:room]
    lines += map(_item_line, shown)
    if hidden := len(story.items) - len(shown):
        how = f"; /story #{story.story_id} tells it all" if story.story_id else ""
        lines.append(Line("Not shown", f"{plural(hidden, 'more line')}{how}"))
    if story.repeated:
        told = plural(story.repeated, "claim")
        lines.append(Line("Told again", f"{told} of earlier articles, without a further source"))
    if story.unheard and story.is_new:
        lines.append(Line("No word recorded from", listed(story.unheard, limits.NAMES_SHOWN)))
    return Block(_story_title(story), tuple(lines))


def _foremost(items: Sequence[NewsItem]) -> list[NewsItem]:
    """The lines in their order, of new claims without a source only the first few."""
    own = [item for item in items if item.kind is NewsKind.NEW and len(item.claim.chain.links) == 1]
    left_out = {id(item) for item in own[limits.DIGEST_OWN_VOICE :]}
    return [item for item in items if id(item) not in left_out]


def _story_title(story: StoryNews) -> str:
    name = fit(quoted(story.name), limits.HEADLINE_SHOWN)
    if story.is_new:
        return f"New story: {name}"
    number = f"Story {story.story_id}: " if story.story_id else ""
    return f"{number}{name}"


def _article_lines(story: StoryNews) -> Iterator[Line]:
    shown = story.new_articles[: limits.UNCLAIMED_SHOWN]
    for citation in shown:
        words = f"{fit(quoted(citation.title), limits.DIGEST_TITLE)} — "
        yield Line("New article", words + publication_words(citation), citation.url)
    if hidden := len(story.new_articles) - len(shown):
        yield Line("New articles", f"{hidden} more; {story.article_count} in all")


def _correction_line(notice: CorrectionNotice) -> Line:
    title = fit(quoted(notice.citation.title), limits.DIGEST_TITLE)
    if notice.claim is not None:
        return _desk_line(notice.claim, title)
    if notice.corrects is not None:
        words = f"{title} came again under the address of an earlier article, with another text"
        return Line("Changed article", words, notice.citation.url)
    number = f" #{notice.claim_id}" if notice.claim_id is not None else ""
    words = f"{fit(quoted(notice.sentence), limits.DIGEST_CLAIM)} In {title}."
    return Line(f"Correction{number}", words, sentence_link(notice.citation.url, notice.sentence))


def _desk_line(claim: StoredClaim, title: str) -> Line:
    """What the desk itself has corrected: the claim as it was read, and as it is now."""
    marks = tuple(fit(words, limits.DIGEST_CLAIM) for words in short_marks(claim))
    label = "Correction" if is_correction(claim.mark) else "Confirmed"
    parts = [
        *(marks or ("A correction of the desk is taken back; it stands as it was read",)),
        f"Read as {fit(quoted(claim.text), limits.DIGEST_CLAIM)}",
        _hedged(claim.hedges),
        *_reasons(claim),
        f"Chain: {chain_words(claim.chain, claim.citation)}",
        f"In {title}",
    ]
    text = ". ".join(part.rstrip(".") for part in parts if part)
    url = sentence_link(claim.citation.url, claim.sentence)
    if not marks:
        label = "Correction taken back"
    return Line(f"{label} #{claim.claim_id}", f"{text}.", url)


def _reasons(claim: StoredClaim) -> Iterator[str]:
    mark = claim.mark
    for judged in (mark.status, mark.source) if mark else ():
        if judged is not None and judged.reason.strip():
            yield f"Why: {fit(inline(judged.reason), limits.DIGEST_CLAIM)}"


def _item_line(item: NewsItem) -> Line:
    claim = item.claim
    parts = [
        *(fit(words, limits.DIGEST_CLAIM) for words in short_marks(claim)),
        fit(quoted(claim.text), limits.DIGEST_CLAIM),
        _hedged(claim.hedges),
        _change(item),
        f"Chain: {chain_words(claim.chain, claim.citation)}",
        f"In {_where(item)}",
    ]
    text = ". ".join(part.rstrip(".") for part in parts if part)
    url = sentence_link(claim.citation.url, claim.sentence)
    return Line(f"{_label(item)} #{claim.claim_id}", f"{text}.", url)


def _hedged(hedges: tuple[str, ...]) -> str:
    return f"Hedged: {', '.join(quoted(hedge) for hedge in hedges)}" if hedges else ""


def _where(item: NewsItem) -> str:
    title = fit(quoted(item.claim.citation.title), limits.DIGEST_TITLE)
    return title if item.told_by < 2 else f"{title} and {plural(item.told_by - 1, 'other article')}"


def _label(item: NewsItem) -> str:
    if item.kind is NewsKind.UNNAMED:
        return "One unnamed source" if item.is_new else "Still one unnamed source"
    if item.kind is NewsKind.RESPONSE and item.claim.response:
        return _RESPONSES.get(item.claim.response.kind, "Reply")
    if item.kind is NewsKind.SILENCE and not item.is_new:
        return "Still no comment"
    return _LABELS.get(item.kind, "New claim")


def _change(item: NewsItem) -> str:
    """What changed, in words; for a response, what it is and whose."""
    if item.kind in (NewsKind.RESPONSE, NewsKind.SILENCE) and item.claim.response:
        return sentence_case(response_words(item.claim.response))
    if item.sources_before is None or item.kind not in (NewsKind.BETTER, NewsKind.WORSE):
        return ""
    now = plural(item.sources, "independent source")
    if item.kind is NewsKind.BETTER:
        joined = ", ".join(map(inline, item.joined))
        return f"{now} now, {item.sources_before} before: {joined} came in"
    return f"{now} now, {item.sources_before} before: a source is gone from the desk"
