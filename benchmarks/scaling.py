"""Whether reading stays linear: hostile text of doubled sizes, and how much longer each takes.

`python -m benchmarks.scaling [TARGET…]`; a growth of 2 for a doubled size is linear, 4 is square.
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from time import process_time

from extraction.claims.dates import read_timestamp
from extraction.documents.feeds import read_feed
from extraction.documents.html import read_html
from extraction.names_file import read_names
from extraction.pipeline import Reader
from extraction.reading import read_text
from feeds.filters import read_filter
from matching.folding import fold
from matching.questions import read_question
from newsroom.errors import NewsroomError
from newsroom.page import Page
from presentation.text import plain

SHAPES = {
    "one word": "a",
    "words": "word ",
    "names": "Ada Lunt ",
    "capitals": "A. B. ",
    "said": 'said Lunt, "we said" ',
    "quotation marks": "“",
    "closing marks": "”",
    "straight marks": '"',
    "apostrophes": "'s ",
    "brackets": "(",
    "square brackets": "[",
    "commas": "Lunt, ",
    "and": "Lunt and ",
    "hyphens": "a-",
    "dashes": "– ",
    "full stops": ".",
    "abbreviations": "U.S. ",
    "digits": "1",
    "numbers": "1,000 ",
    "dates": "26 October 2024, ",
    "spaces": " ",
    "line ends": "\n",
    "short lines": "a\n",
    "paragraphs": "Lunt said.\n\n",
    "headings": "# a\n",
    "list items": "- a\n",
    "quoted lines": "> ",
    "combining marks": "e\u0301\u0302",
    "joined emoji": "👩‍🚀",
    "zero width": "\u200b",
    "right to left": "\u202eא",
    "no spaces": "台",
    "according to": "according to a source close to ",
    "that that": "Lunt said that ",
    "corrections": "Correction: ",
    "addresses": "https://a.example/ ",
    "stars": "**",
    "backslashes": "\\",
    "elements": "<div>",
    "half an element": "<a ",
    "entities": "&amp;",
    "comments": "<!--",
}
"""What a hostile text repeats."""

LARGEST, STEPS = 100_000, 3
LARGEST_READ = 8_000
"""The same for the whole pipeline, which reads a few thousand words a second."""
SLOW_S, GROWTH, AGAIN = 0.05, 3.0, 3
"""A step that takes less CPU time is noise; growth beyond this is told."""

Use = Callable[[str], object]


def _feed(text: str) -> object:
    body = f"<rss><channel><item><title>{text}</title></item></channel></rss>"
    return read_feed(Page("https://a.example/f", "text/xml", None, body.encode()))


def targets() -> dict[str, Use]:
    """What reads text that anybody may have written."""
    reader = Reader.load()
    return {
        "layout": lambda text: read_text("t", "x " + text),
        "pipeline": lambda text: reader.read(read_text("t", "x " + text)),
        "html": lambda text: read_html("t", f"<p>{text}</p>".encode(), None, None),
        "feed": _feed,
        "question": read_question,
        "fold": fold,
        "plain": plain,
        "filter": read_filter,
        "timestamp": read_timestamp,
        "names": lambda text: list(
            read_names(["name,kind,aliases,description\n", text], lambda place, why: None)
        ),
    }


def _seconds(use: Use, text: str) -> float:
    began = process_time()
    with suppress(NewsroomError):
        use(text)
    return process_time() - began


def growth(use: Use, piece: str, largest: int) -> tuple[float, float]:
    """The CPU seconds that the largest size took, and by how much the last doubling grew them."""
    sizes = [largest // 2**step for step in reversed(range(STEPS))]
    texts = [piece * (size // len(piece)) for size in sizes]
    took = [_seconds(use, text) for text in texts]
    for _ in range(AGAIN):  # since the machine has other work
        if took[-1] > max(SLOW_S, GROWTH * took[-2]):
            took = [min(took[n], _seconds(use, text)) for n, text in enumerate(texts)]
    return took[-1], took[-1] / max(took[-2], 1e-9)


def main() -> None:
    """Try every shape on every target, and tell what grows faster than its size."""
    wanted, odd, tried = sys.argv[1:], 0, 0
    for name, use in targets().items():
        if wanted and name not in wanted:
            continue
        _seconds(use, "warm up")
        largest = LARGEST_READ if name == "pipeline" else LARGEST
        slowest = (0.0, "")
        for shape, piece in SHAPES.items():
            took, times = growth(use, piece, largest)
            tried, slowest = tried + 1, max(slowest, (took, shape))
            if took > SLOW_S and times > GROWTH:
                odd += 1
                print(f"{name}, {shape}: {took:.2f} s, {times:.1f} times as long for twice as much")
        print(f"{name}: {largest:,} characters took {slowest[0]:.2f} s at most ({slowest[1]})")
    print(f"{tried} tried, {odd} grow by more than {GROWTH:.0f} when the size doubles")


if __name__ == "__main__":
    main()
