"""Which words an answer becomes: the one place that decides, for terminal, Discord and JSON."""

from collections.abc import Iterator, Sequence

from newsroom.answer import Answer, NameMatch, QuestionKind, Reply, StoredClaim, Unanswered
from presentation import limits
from presentation.card_blocks import article_block, card_blocks, card_footer
from presentation.claim_blocks import claim_block, dated_block, earliest
from presentation.dates import edtf_order
from presentation.sheet import Block, Sheet
from presentation.text import inline, plural

CHOICES_TITLE = "It could be"


def reply_sheet(reply: Reply) -> Sheet:
    """A reply in words."""
    if isinstance(reply, Unanswered):
        return Sheet(
            _not_found(inline(reply.reason)),
            suggestions=_names(reply.suggestions),
            asked=inline(reply.question.text),
            is_found=False,
        )
    return Sheet(
        inline(reply.headline),
        notes=tuple(_notes(reply)),
        blocks=tuple(_blocks(reply)),
        suggestions=_names(reply.choices),
        suggestions_title=CHOICES_TITLE,
        footer=_footer(reply),
        asked=inline(reply.question.text),
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
    if count is not None and "independent sources" not in answer.headline.casefold():
        yield f"Independent sources: {count}"


def _blocks(answer: Answer) -> Iterator[Block]:
    if answer.card:
        yield from card_blocks(answer.card)
    claims = [match.claim for match in answer.claims[: limits.CLAIMS_SHOWN]]
    if answer.question.kind is QuestionKind.TIMELINE:
        yield from map(dated_block, sorted(claims, key=_date_order))
    else:
        yield from map(claim_block, claims)
    yield from map(article_block, answer.citations[: limits.ARTICLES_SHOWN])


def _date_order(claim: StoredClaim) -> tuple[int, str]:
    return edtf_order(earliest(claim).edtf if claim.dates else None)


def _names(matches: Sequence[NameMatch]) -> tuple[str, ...]:
    shown = matches[: limits.CHOICES]
    return tuple(f"{inline(match.name)} ({match.kind.value})" for match in shown)


def _footer(answer: Answer) -> str:
    """What the answer leaves out, if anything."""
    if answer.card:
        return card_footer(answer.card)
    if hidden := answer.claims[limits.CLAIMS_SHOWN :]:
        return f"{plural(len(hidden), 'more claim')} not shown"
    if unseen := answer.citations[limits.ARTICLES_SHOWN :]:
        return f"{plural(len(unseen), 'more article')} not shown"
    return ""
