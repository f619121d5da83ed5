"""The pictures of an answer in the README: `python -m docs.picture`."""

import asyncio
import re
import tempfile
from dataclasses import replace
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

from newsroom.answer import Answer, Reply
from presentation.pictures.chains import chain_drawing
from presentation.pictures.drawing import draw as draw_png
from presentation.pictures.picture import caption_of
from presentation.pictures.typeface import type_ruler
from presentation.terminal import reply_renderable
from presentation.text import plural
from presentation.wording import reply_sheet
from services import build_services

QUESTION = "what sources back the Taiwan claim?"
SAMPLES = Path(__file__).resolve().parent.parent / "samples"
PICTURE = Path(__file__).resolve().parent / "answer.svg"
CHAIN = PICTURE.with_name("sourcing.png")
CHAIN_SCALE = 1.8
WIDTH = 100
BLOCKS = 4
_REMOTE_FONTS = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)


async def answer_on_samples(question: str) -> Reply:
    """The answer of a new desk that holds the sample articles."""
    with tempfile.TemporaryDirectory() as folder:
        services = build_services(Path(folder), None)
        try:
            for path in sorted(SAMPLES.glob("*.txt")):
                await services.add_file("sample", path.name, path.read_bytes())
            return await services.ask("sample", question)
        finally:
            await services.close()


def draw(reply: Reply) -> str:
    """The start of the answer as the terminal shows it, as an SVG that fetches nothing."""
    sheet = reply_sheet(reply)
    console = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True)
    console.print(Text(f"> {QUESTION}", style="bold"))
    console.print(reply_renderable(replace(sheet, blocks=sheet.blocks[:BLOCKS], footer="")))
    if left := sheet.blocks[BLOCKS:]:
        console.print(Text(f"\n… and {plural(len(left), 'more claim')}", style="dim"))
    svg = console.export_svg(title="make run", unique_id="byline")
    return _REMOTE_FONTS.sub("", svg)


def draw_chain(reply: Reply) -> bytes:
    """Who cites whom in an answer, as Discord shows it, smaller than there."""
    assert isinstance(reply, Answer), "the sample desk has no answer"
    return draw_png(chain_drawing(reply.claims, caption_of(reply), type_ruler()), CHAIN_SCALE)


def main() -> None:
    """Draw the pictures anew."""
    reply = asyncio.run(answer_on_samples(QUESTION))
    PICTURE.write_text(draw(reply), encoding="utf-8")
    CHAIN.write_bytes(draw_chain(reply))
    print(f"wrote {PICTURE.name} and {CHAIN.name}")


if __name__ == "__main__":
    main()
