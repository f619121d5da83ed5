"""A sheet as pages of Discord's markup: escaped first, fitted second, blocks kept whole."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from presentation import limits
from presentation.links import web_link
from presentation.sheet import Block, Line, Sheet
from presentation.text import fit, length, plain, plain_fit, plural, unlinked

CUT_MARK = " … (cut here)"
_BETWEEN = "\n"
_KEPT_ROWS = 4  # a flowing block's title is not left alone at the end of a page


@dataclass(slots=True)
class _Page:
    """One page while it is being filled."""

    rows: list[str] = field(default_factory=list)
    size: int = 0
    blocks: int = 0

    def has_room(self, rows: Iterable[str]) -> bool:
        """Whether the rows fit on the page."""
        return self.size + _size(rows) <= limits.PAGE_TEXT

    def add(self, rows: Sequence[str]) -> None:
        """Put the rows at the page's end."""
        self.rows.extend(rows)
        self.size += _size(rows)


def _size(rows: Iterable[str]) -> int:
    return sum(length(row) + len(_BETWEEN) for row in rows)


def page_title(sheet: Sheet) -> str:
    """The headline, cut visibly where it is longer than a title may be."""
    return plain_fit(sheet.headline, limits.HEADLINE_SHOWN)


def page_texts(sheet: Sheet, most: int = limits.PAGES_SHOWN) -> tuple[str, ...]:
    """The pages of an answer in order, at most so many; the first holds the notes."""
    pages = [_Page()]
    pages[0].add(list(_opening(sheet)))
    for block in sheet.blocks:
        _place(pages, block, is_flowing=sheet.is_flowing)
    if sheet.suggestions:
        _add_rows(pages, ["", _suggestions(sheet)])
    if hidden := len(pages) - most:
        if hidden > 0:
            del pages[most:]
            pages[-1].rows.append(f"… {plural(hidden, 'more page')} not shown; ask more narrowly.")
    return tuple(_BETWEEN.join(page.rows).strip("\n") for page in pages)


def page_footer(sheet: Sheet, number: int, count: int) -> str:
    """What was asked, what is left out, and which page this is; no markup works in it."""
    asked = fit(f"“{unlinked(sheet.asked)}”", limits.QUESTION_SHOWN) if sheet.asked else ""
    left_out = fit(unlinked(sheet.footer), limits.FOOTER_SHOWN // 3)
    place = f"page {number} of {count}" if count > 1 else ""
    return " · ".join(filter(None, (asked, left_out, place)))


def _opening(sheet: Sheet) -> Iterator[str]:
    headline = plain_fit(sheet.headline, limits.FIELD_VALUE, CUT_MARK)
    if length(headline) > limits.HEADLINE_SHOWN:
        yield headline
    shown = sheet.notes[: limits.NOTES_SHOWN]
    for note in shown:
        yield plain_fit(note, limits.NOTE_SHOWN, CUT_MARK)
    if hidden := len(sheet.notes) - len(shown):
        yield f"{plural(hidden, 'more note')} not shown"


def _suggestions(sheet: Sheet) -> str:
    names = "; ".join(plain_fit(name, limits.CHOICE_NAME) for name in sheet.suggestions)
    return f"**{plain(sheet.suggestions_title)}:** {fit(names, limits.LINE_SHOWN, CUT_MARK)}"


def _place(pages: list[_Page], block: Block, *, is_flowing: bool) -> None:
    """Put a block on the last page, or whole on the next; only one longer than a page is split."""
    rows = list(_rows(block))
    is_full = pages[-1].blocks == limits.PAGE_BLOCKS
    kept = rows[:_KEPT_ROWS] if is_flowing else rows
    if (is_full or not pages[-1].has_room(kept)) and pages[-1].rows:
        pages.append(_Page())
    pages[-1].blocks += 1
    _add_rows(pages, rows, _title(f"{block.title} (continued)"))


def _add_rows(pages: list[_Page], rows: Sequence[str], continued: str = "") -> None:
    for row in rows:
        if not pages[-1].has_room([row]):
            pages.append(_Page())
            pages[-1].add([continued] if continued else [])
        pages[-1].add([row])


def _rows(block: Block) -> Iterator[str]:
    yield ""
    if block.heading:
        yield f"__{plain_fit(block.heading, limits.BLOCK_TITLE)}__"
    yield _title(block.title)
    yield from map(_row, block.lines)
    if link := web_link(block.url):
        yield f"[Open the article]({link})"
    elif block.url:
        yield _row(Line("Link", block.url))


def _title(title: str) -> str:
    return f"**{plain_fit(title, limits.BLOCK_TITLE)}**"


def _row(line: Line) -> str:
    link = f" [Open the article]({found})" if (found := web_link(line.url)) else ""
    text = plain_fit(line.text, limits.LINE_SHOWN - length(link), CUT_MARK)
    label = plain_fit(line.label, limits.FIELD_NAME // 2)
    return f"**{label}:** {text}{link}" if label else f"> {text}{link}"
