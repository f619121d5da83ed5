"""A PDF file to the article in it: lines joined to paragraphs, running heads left out."""

import io
import logging
import re
from collections import Counter

from extraction.documents.html import LEAST_WORDS, OTHER_LANGUAGE
from extraction.documents.languages import find_other_language
from extraction.reading import MAX_CHARS, read_text
from newsroom.article import Article
from newsroom.errors import UnreadableInput

MAX_PAGES, MAX_STEPS = 100, 150_000
"""An article of ten pages takes some thousand steps to draw; a step is a move, a word, a line."""

MAX_STREAM_BYTES = 4_000_000
"""The largest part of a file, unpacked; pictures are never unpacked."""

NOT_PDF = "The file is no PDF that can be read; save its text as .txt."
ENCRYPTED = "The PDF is locked with a password; save its text as .txt."
NO_TEXT = "The PDF holds no article text; it may be a picture of a page. Save its text as .txt."
TOO_LONG = "The PDF is longer than an article; split it and add the parts."

_PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?", re.IGNORECASE)
EDGE = 2
"""How many lines at a page's top and bottom may be running heads and feet."""

_FULL_LINE = 0.75
"""A line shorter than this share of the longest ends its paragraph, if it ends a sentence."""

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it logs what it finds amiss in a file


def read_pdf(name: str, content: bytes, url: str | None = None) -> Article:
    """The article of a PDF file; raises UnreadableInput where there is none that can be read."""
    pages, title = _page_texts(content)
    paragraphs = _paragraphs(_without_running_lines(pages))
    text = "\n\n".join(paragraphs)
    language = find_other_language(text)
    if language:
        raise UnreadableInput(OTHER_LANGUAGE.format(language))
    if len(text.split()) < LEAST_WORDS:
        raise UnreadableInput(NO_TEXT)
    if len(text) > MAX_CHARS:
        raise UnreadableInput(TOO_LONG)
    stated = title if title and title.casefold() in text[: 3 * len(title)].casefold() else None
    return read_text(name, text + "\n", title=stated, url=url)


def _page_texts(content: bytes) -> tuple[list[list[str]], str | None]:
    """The lines of each page, and the title that the file states."""
    from pypdf import apply_configuration
    from pypdf.errors import PyPdfError

    try:
        with apply_configuration(
            zlib_maximum_output_length=MAX_STREAM_BYTES,
            lzw_maximum_output_length=MAX_STREAM_BYTES,
            run_length_maximum_output_length=MAX_STREAM_BYTES,
            stream_decoding_work_maximum_length=10 * MAX_STREAM_BYTES,
            stream_parsing_work_maximum_count=MAX_STEPS,
        ):
            texts, title = _read_texts(content)
    except UnreadableInput:
        raise
    except (PyPdfError, ArithmeticError, AssertionError, AttributeError, ImportError, LookupError,
            NotImplementedError, OSError, RecursionError, TypeError, ValueError):  # fmt: skip
        raise UnreadableInput(NOT_PDF) from None
    pages = [[line.rstrip() for line in _legible(text).splitlines()] for text in texts]
    return pages, " ".join(_legible(title).split()) if title else None


def _legible(text: str) -> str:
    """The text without halves of characters, which a file's own tables can make."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _read_texts(content: bytes) -> tuple[list[str], str | None]:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableInput(ENCRYPTED)
    if len(reader.pages) > MAX_PAGES:
        raise UnreadableInput(TOO_LONG)
    steps, texts, chars = _Steps(), list[str](), 0
    for page in reader.pages:
        texts.append(page.extract_text(visitor_operand_before=steps.count))
        chars += len(texts[-1])
        if chars > 2 * MAX_CHARS:
            raise UnreadableInput(TOO_LONG)
    return texts, reader.metadata.title if reader.metadata else None


class _Steps:
    """Counts what is drawn, so that a file that draws without end is given up."""

    def __init__(self) -> None:
        self._left = MAX_STEPS

    def count(self, *_: object) -> None:
        """One more thing was drawn."""
        self._left -= 1
        if self._left < 0:
            raise UnreadableInput(TOO_LONG)


def _without_running_lines(pages: list[list[str]]) -> list[str]:
    """All lines without page numbers and without heads and feet that stand on most pages."""
    edges = Counter(
        line.strip() for page in pages for line in {*page[:EDGE], *page[-EDGE:]} if line.strip()
    )
    least = max(2, len(pages) // 2)
    kept: list[str] = []
    for page in pages:
        for position, line in enumerate(page):
            is_edge = position < EDGE or position >= len(page) - EDGE
            is_running = is_edge and edges[line.strip()] > least
            if not is_running and not _PAGE_NUMBER.fullmatch(line.strip()):
                kept.append(line)
    return kept


def _paragraphs(lines: list[str]) -> tuple[str, ...]:
    """Lines joined where one runs on into the next; a hyphen at a line's end goes."""
    longest = max((len(line) for line in lines), default=0)
    paragraphs: list[list[str]] = []
    is_open = False
    for line in (" ".join(line.split()) for line in lines):
        if not line:
            is_open = False
            continue
        if is_open:
            _join(paragraphs[-1], line)
        else:
            paragraphs.append([line])
        is_open = len(line) >= _FULL_LINE * longest or not _ends(line, len(paragraphs) == 1)
    return tuple(" ".join(parts) for parts in paragraphs)


def _join(parts: list[str], line: str) -> None:
    """Add a line to a paragraph; a word that a hyphen parted is whole again."""
    if re.search(r"[a-z]-$", parts[-1][-2:]) and line[0].islower():
        parts[-1] = parts[-1][:-1] + line
    else:
        parts.append(line)


def _ends(line: str, is_headline: bool) -> bool:
    """Whether a short line closes its paragraph: it ends a sentence, or is the headline."""
    return is_headline or bool(re.search(r"[.!?:…][\"'”’)\]]*$", line))
