"""Which words an answer becomes: the one place that decides, for terminal, Discord and JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from newsroom.answer import (
    Answer,
    ClaimMatch,
    NameMatch,
    QuestionKind,
    Reply,
    StoredClaim,
    Unanswered,
)
from presentation import limits
from presentation.card_blocks import article_block, card_blocks, card_footer
from presentation.claim_blocks import claim_block, dated_block, earliest, quoted
from presentation.dates import edtf_order
from presentation.sheet import Block, Line, Sheet
from presentation.text import inline, plural

CHOICES_TITLE = "It could be"
NEAR_NOTE = "Nearest in meaning, which may be something else:"


def reply_sheet(reply: Reply, *, with_why: bool = False) -> Sheet:
    """A reply in words; `with_why` says why each name and claim matched."""
    if isinstance(reply, Unanswered):
        return Sheet(
            _not_found(inline(reply.reason)),
            notes=(*_understood(reply), *((NEAR_NOTE,) if reply.near else ())),
            blocks=tuple(_near_blocks(reply, with_why=with_why)),
            suggestions=_names(reply.suggestions),
            asked=inline(reply.question.text),
            is_found=False,
        )
    return Sheet(
        inline(reply.headline),
        notes=(
            *_understood(reply),
            *_notes(reply),
            *(map(name_reason, reply.matches) if with_why else ()),
        ),
        blocks=tuple(_blocks(reply, with_why=with_why)),
        suggestions=_names(reply.choices),
        suggestions_title=CHOICES_TITLE,
        footer=_footer(reply),
        asked=inline(reply.question.text),
    )


def _understood(reply: Reply) -> Iterator[str]:
    """What a question was taken for that leant on the answer before."""
    if reply.question.is_continued:
        yield f"Understood as: {inline(reply.question.text)}"


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


def name_reason(match: NameMatch) -> str:
    """Why a name matched: "Matched “Kirienko” to Sergey Kiriyenko: surname (0.93)"."""
    why = inline("; ".join(match.reasons)) or "no reason recorded"
    return f"Matched {inline(match.name)} by {quoted(match.alias)}: {why} ({match.score:.2f})"


def claim_reason(match: ClaimMatch) -> Line:
    """Why a claim matched, and how well."""
    why = inline("; ".join(match.reasons)) or "it is what was asked for, not by likeness"
    return Line("Why", f"{why} ({match.score:.2f})")


def _near_blocks(reply: Unanswered, *, with_why: bool) -> Iterator[Block]:
    for match in reply.near:
        block = claim_block(match.claim)
        lines = (*block.lines, claim_reason(match)) if with_why else block.lines
        yield replace(block, lines=lines)


def _blocks(answer: Answer, *, with_why: bool) -> Iterator[Block]:
    if answer.card:
        yield from card_blocks(answer.card)
    shown = answer.claims[: limits.CLAIMS_SHOWN]
    is_timeline = answer.question.kind is QuestionKind.TIMELINE
    for match in sorted(shown, key=lambda one: _date_order(one.claim)) if is_timeline else shown:
        block = dated_block(match.claim) if is_timeline else claim_block(match.claim)
        lines = (*block.lines, claim_reason(match)) if with_why else block.lines
        yield replace(block, lines=lines)
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
