"""Memory and time for every kind of page, good and hostile: `python -m benchmarks.fetching`.

Each page is served by the tests' loopback server and read in a process of its own, so that one
page's memory is not another's. The peak is what that process held beyond what it held with the
libraries loaded and a small page read; the server is in another process.
"""

import asyncio
import gzip
import multiprocessing
import zlib
from collections.abc import Callable
from itertools import repeat
from pathlib import Path
from time import perf_counter

from newsroom.errors import UnreadableInput
from newsroom.page import Page
from tests.web_stand_in import pages
from tests.web_stand_in.pdf import pdf
from tests.web_stand_in.server import Answer, WebServer

LINES = ["Ferry sold", "", *(text.replace("—", "-") for text in pages.PARAGRAPHS[2:])]
BOMB = 500_000_000


def _long(words: int) -> str:
    """A page with that many words in paragraphs of the usual length."""
    count = max(1, words // len(" ".join(pages.PARAGRAPHS).split()))
    return pages.page(tuple(f"{text} ({n})" for n in range(count) for text in pages.PARAGRAPHS))


def _packed_bomb() -> bytes:
    packer = zlib.compressobj(9)
    packed = packer.compress(b"BT /F1 11 Tf ")
    return packed + packer.compress(b"(a) Tj " * 10_000_000) + packer.flush()


def _packed_text() -> bytes:
    words = b"(" + b"The mayor said no. " * 100 + b") Tj T* "
    return zlib.compress(b"BT /F1 11 Tf 14 TL " + words * 1500 + b"ET")


KINDS: dict[str, Callable[[], Answer]] = {
    "good, 130 words": lambda: Answer(pages.GOOD.encode()),
    "good, 3,000 words": lambda: Answer(_long(3_000).encode()),
    "good, 25,000 words": lambda: Answer(_long(25_000).encode()),
    "good, gzip": lambda: Answer(
        gzip.compress(pages.GOOD.encode()), headers={"Content-Encoding": "gzip"}
    ),
    "PDF, one page": lambda: Answer(pdf([LINES]), "application/pdf"),
    "PDF, 40 pages": lambda: Answer(
        pdf([[f"{line} ({n})" for line in LINES] for n in range(40)]), "application/pdf"
    ),
    "PDF that unpacks to 70 MB": lambda: Answer(
        pdf([["x"]], packed=_packed_bomb()), "application/pdf"
    ),
    "PDF, 60 pages of 3 MB each": lambda: Answer(
        pdf([["x"]] * 60, packed=_packed_text()), "application/pdf"
    ),
    "paywalled": lambda: Answer(pages.MARKED_PAYWALL.encode()),
    "not English": lambda: Answer(pages.FOREIGN.encode()),
    "empty": lambda: Answer(pages.EMPTY.encode()),
    "bad charset": lambda: Answer(pages.GOOD.encode("cp1252"), "text/html; charset=utf-16"),
    "picture": lambda: Answer(b"\x89PNG" * 100_000, "image/png"),
    "5 MB of text": lambda: Answer(b"<p>" + b"The mayor said no. " * 263_000),
    "19,900 elements": lambda: Answer(b"<article>" + b"<p>x</p>" * 19_900),
    "5 MB of elements": lambda: Answer(b"<p>x</p>" * 620_000),
    "endless": lambda: Answer(pieces=repeat(b"<p>more</p>" * 6_000, 100_000)),
    "500 MB in 0.5 MB of gzip": lambda: Answer(
        gzip.compress(bytes(BOMB)), headers={"Content-Encoding": "gzip"}
    ),
    "500 MB in 0.5 MB of deflate": lambda: Answer(
        zlib.compress(bytes(BOMB)), headers={"Content-Encoding": "deflate"}
    ),
    "drip, never done": lambda: Answer(pieces=repeat(b"<p>", 1_000_000), pause=0.05),
    "redirects in a circle": lambda: Answer(status=302, headers={"Location": "/page"}),
}


async def _read(url: str) -> str:
    from extraction.documents.pages import read_page
    from fetching.addresses import ANYWHERE
    from fetching.web import PAGE_KINDS, Fetcher

    try:
        found = await Fetcher(ANYWHERE).fetch(url, PAGE_KINDS)
        assert isinstance(found, Page)
        return f"read, {len(read_page(found).text):,} characters"
    except UnreadableInput as error:
        return str(error)


def _held(field: str) -> float:
    """Megabytes by the system's own count: VmRSS now, VmHWM at the most so far."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field)) / 1024


def _measure(small: str, url: str) -> tuple[float, float, float, str]:
    """Megabytes held before, and more at the most while one page is read; seconds; the outcome."""
    asyncio.run(_read(small))
    before, started = _held("VmRSS"), perf_counter()
    outcome = asyncio.run(_read(url))
    return before, _held("VmHWM") - before, perf_counter() - started, outcome


def main() -> None:
    """Print a line for each kind of page."""
    context = multiprocessing.get_context("spawn")
    for kind, make in KINDS.items():
        with WebServer().in_thread() as web, context.Pool(1) as pool:
            small = web.serve("/small", Answer(pages.GOOD.encode()))
            url = web.serve("/page", make())
            before, more, seconds, outcome = pool.apply(_measure, (small, url))
        print(
            f"{kind:<28} +{more:5.1f} MB on {before:.0f} MB  {seconds:5.2f} s  {outcome}",
            flush=True,
        )


if __name__ == "__main__":
    main()
