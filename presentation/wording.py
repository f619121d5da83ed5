"""Which words an answer becomes: the one place that decides, for terminal, Discord and JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from newsroom.answer import Answer, NameMatch, QuestionKind, Reply, Unanswered
from newsroom.edition import NewsAnswer
from newsroom.story import StoryAnswer
from presentation import limits
from presentation.card_blocks import article_block, card_blocks, card_footer
from presentation.claim_blocks import claim_block, dated_block
from presentation.edition_sheet import edition_sheet
from presentation.sheet import Block, Sheet
from presentation.story_blocks import shown_claims as told_claims
from presentation.story_blocks import story_blocks
from presentation.text import inline, plural
from presentation.why import claim_reason, name_reason, shown_claims, understood

CHOICES_TITLE = "It could be"
NEAR_NOTE = "Nearest in meaning, which may be something else:"


def reply_sheet(reply: Reply, *, with_why: bool = False) -> Sheet:
    """A reply in words; `with_why` says why each name and claim matched."""
    if isinstance(reply, Unanswered):
        return Sheet(
            _not_found(inline(reply.reason)),
            notes=(*understood(reply), *((NEAR_NOTE,) if reply.near else ())),
            blocks=tuple(_near_blocks(reply, with_why=with_why)),
            suggestions=_names(reply.suggestions),
            asked=inline(reply.question.text),
            is_found=False,
        )
    if isinstance(reply, NewsAnswer) and reply.edition is not None:
        return _news_sheet(reply, edition_sheet(reply.edition))
    return Sheet(
        inline(reply.headline),
        notes=(
            *understood(reply),
            *_notes(reply),
            *(map(name_reason, reply.matches) if with_why else ()),
        ),
        blocks=tuple(_blocks(reply, with_why=with_why)),
        suggestions=_names(reply.choices),
        suggestions_title=CHOICES_TITLE,
        footer=_footer(reply),
        asked=inline(reply.question.text),
    )


def _news_sheet(reply: NewsAnswer, digest: Sheet) -> Sheet:
    """A digest's words under the headline of an answer."""
    headline, asked = inline(reply.headline), inline(reply.question.text)
    return replace(
        digest, headline=headline, notes=(*understood(reply), *digest.notes), asked=asked
    )


def _not_found(reason: str) -> str:
    """The reason in words that hold "not found", which readers of the JSON go by."""
    if "not found" in reason.casefold():
        return reason
    return f"{reason} (not found)" if reason else "Nothing here fits: not found."


def sheet_text(sheet: Sheet) -> str:
    """An answer as plain text, a line each, blocks apart."""
    parts = ["\n".join(filter(None, (sheet.headline, *sheet.notes)))]
    for block in sheet.blocks:
        if block.heading:
            parts.append(block.heading)
        parts.append("\n  ".join([block.title, *map(str, block.lines), *_link(block)]))
    if sheet.suggestions:
        parts.append(f"{sheet.suggestions_title}: {'; '.join(sheet.suggestions)}")
    return "\n\n".join(filter(None, (*parts, sheet.footer)))


def _link(block: Block) -> tuple[str, ...]:
    return (f"Link: {block.url}",) if block.url else ()


def _notes(answer: Answer) -> Iterator[str]:
    yield from filter(None, map(inline, answer.notes))
    count = answer.independent_sources
    if count is not None and "independent source" not in answer.headline.casefold():
        yield f"Independent sources: {count}"


def _near_blocks(reply: Unanswered, *, with_why: bool) -> Iterator[Block]:
    for match in reply.near:
        block = claim_block(match.claim)
        lines = (*block.lines, claim_reason(match)) if with_why else block.lines
        yield replace(block, lines=lines)


def _blocks(answer: Answer, *, with_why: bool) -> Iterator[Block]:
    if isinstance(answer, StoryAnswer):
        yield from story_blocks(answer)
        yield from _fitting(answer, with_why=with_why)
        return
    if answer.card:
        yield from card_blocks(answer.card)
    is_timeline = answer.question.kind is QuestionKind.TIMELINE
    for match in shown_claims(answer):
        block = dated_block(match.claim) if is_timeline else claim_block(match.claim)
        lines = (*block.lines, claim_reason(match)) if with_why else block.lines
        yield replace(block, lines=lines)
    yield from map(article_block, answer.citations[: limits.ARTICLES_SHOWN])


def _fitting(answer: StoryAnswer, *, with_why: bool) -> Iterator[Block]:
    """The claims by which a story was found, without those that it has shown already."""
    shown = told_claims(answer.story) if answer.story else frozenset()
    rest = [match for match in answer.claims if match.claim.claim_id not in shown]
    for number, match in enumerate(rest[: limits.STORY_FITTING_SHOWN]):
        block = claim_block(match.claim, None if number else "What fits your words")
        yield replace(block, lines=(*block.lines, *([claim_reason(match)] if with_why else [])))


def _names(matches: Sequence[NameMatch]) -> tuple[str, ...]:
    shown = matches[: limits.CHOICES]
    return tuple(f"{inline(match.name)} ({match.kind.value})" for match in shown)


def _footer(answer: Answer) -> str:
    """What the answer leaves out, if anything."""
    if isinstance(answer, StoryAnswer):
        return ""
    if answer.card:
        return card_footer(answer.card)
    if hidden := answer.claims[limits.CLAIMS_SHOWN :]:
        return f"{plural(len(hidden), 'more claim')} not shown"
    if unseen := answer.citations[limits.ARTICLES_SHOWN :]:
        return f"{plural(len(unseen), 'more article')} not shown"
    return ""
