"""What a terminal shows, as text."""

from io import StringIO

from rich.console import Console, RenderableType


def drawn(renderable: RenderableType, width: int) -> str:
    """A renderable as a terminal of some width shows it, styles left out."""
    console = Console(file=StringIO(), width=width, color_system=None)
    with console.capture() as capture:
        console.print(renderable)
    return capture.get()
