"""The same sheet on a terminal; article text goes into `Text` objects, never into markup."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from newsroom.answer import Reply
from newsroom.attribution import Identity
from newsroom.desk import Ingested
from presentation.ingesting import ingested_sheet
from presentation.sheet import Block, Line, Sheet, is_warning
from presentation.text import inline
from presentation.wording import reply_sheet

_TITLE_STYLES = {
    Identity.NAMED: "bold green",
    Identity.DOCUMENT: "bold green",
    Identity.UNNAMED: "bold yellow",
    Identity.NONE: "bold magenta",
    None: "bold",
}
_LABEL_STYLES = {"hedged": "yellow", "Response": "cyan"}
_INDENT = 2
_LABEL_WIDTH = 14


def render_reply(reply: Reply) -> RenderableType:
    """A reply on a terminal."""
    return reply_renderable(reply_sheet(reply))


def render_ingested(ingested: Ingested) -> RenderableType:
    """What came of adding an article, on a terminal."""
    return reply_renderable(ingested_sheet(ingested))


def reply_renderable(sheet: Sheet) -> RenderableType:
    """A sheet on a terminal."""
    return Group(*_parts(sheet))


def _parts(sheet: Sheet) -> Iterator[RenderableType]:
    yield _text(sheet.headline, "bold" if sheet.is_found else "bold yellow")
    for note in sheet.notes:
        yield _text(note, "bold yellow" if is_warning(note) else "italic")
    for block in sheet.blocks:
        yield Text()
        if block.heading:
            yield _text(block.heading, "bold underline")
            yield Text()
        yield _block(block)
    if sheet.suggestions:
        yield Text()
        yield _text(f"{sheet.suggestions_title}: {'; '.join(sheet.suggestions)}", "cyan")
    if sheet.footer:
        yield Text()
        yield _text(sheet.footer, "dim")


def _block(block: Block) -> RenderableType:
    title = _text(block.title, _TITLE_STYLES[block.identity])
    lines: list[RenderableType] = [_text(line.text) for line in block.lines if not line.label]
    if table := _labelled(block):
        lines.append(table)
    return Group(title, Padding(Group(*lines), (0, 0, 0, _INDENT)))


def _labelled(block: Block) -> Table | None:
    lines = [line for line in block.lines if line.label]
    if block.url:
        lines.append(Line("Link", block.url))
    if not lines:
        return None
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(min_width=_LABEL_WIDTH, no_wrap=True)
    table.add_column(overflow="fold")
    for line in lines:
        table.add_row(_text(line.label, "dim"), _text(line.text, _LABEL_STYLES.get(line.label, "")))
    return table


def _text(words: str, style: str = "") -> Text:
    return Text(inline(words), style=style, overflow="fold")
