"""Bytes or text into an Article: decoding, limits, and the header fields that the text states."""

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePath

from extraction.claims.dates import read_timestamp
from extraction.layout import read_layout
from newsroom.article import Article
from newsroom.errors import UnreadableInput

MAX_CHARS = 200_000
"""Longer than any news article; it still reads within half a minute."""

MAX_PAGE_BYTES = 5_000_000
"""The largest web page or PDF file that is read."""

PAGE_SUFFIXES = (".html", ".htm", ".pdf")
TITLE_CHARS, NAME_CHARS = 200, 100
_BINARY_SHARE = 0.02
_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character: JSON can state one, and no file can hold it."""


def shown_name(name: str) -> str:
    """What an article or file is called, short and on one line, for a line that refuses it."""
    line = " ".join(name.split()) or "text"
    return line if len(line) <= NAME_CHARS else line[: NAME_CHARS - 1] + "…"


def read_file(filename: str, content: bytes) -> Article:
    """The article of a file; of plain text or Markdown its text is the file's exact content.

    Raises UnreadableInput with one clear line for every other content than text, HTML and PDF.
    """
    stem, suffix = PurePath(filename).stem, PurePath(filename).suffix.lower()
    if suffix not in PAGE_SUFFIXES:
        return read_text(stem, decode(filename, content))
    if not content:
        raise UnreadableInput(f"{shown_name(filename)}: the file is empty; nothing was added.")
    if len(content) > MAX_PAGE_BYTES:
        raise UnreadableInput(
            f"{shown_name(filename)}: more than {MAX_PAGE_BYTES / 1e6:.0f} MB;"
            " save the text as .txt."
        )
    try:
        return _read_page(stem, suffix, content)
    except UnreadableInput as error:
        line = str(error)
        raise UnreadableInput(f"{shown_name(filename)}: {line[:1].lower()}{line[1:]}") from None


def _read_page(stem: str, suffix: str, content: bytes) -> Article:
    """The article of a web page or PDF file; their libraries are loaded when there is one."""
    if suffix == ".pdf":
        from extraction.documents.pdf import read_pdf

        return read_pdf(stem, content)
    from extraction.documents.html import read_html

    return read_html(stem, content, None, None)


def read_record(record: Mapping[str, object]) -> Article:
    """An article from a record with `text` and perhaps id, title, outlet, published_at and url.

    What the record states wins over what the text shows.
    """

    def stated(key: str) -> str | None:
        value = record.get(key)
        return value.strip() or None if isinstance(value, str) else None

    name = stated("id") or stated("title") or "record"
    text = record.get("text")
    if not isinstance(text, str):
        raise UnreadableInput(f"{shown_name(name)}: the record has no `text`.")
    return read_text(
        name,
        text,
        title=stated("title"),
        outlet=stated("outlet"),
        url=stated("url"),
        published_at=read_timestamp(stated("published_at") or ""),
    )


def read_text(
    name: str,
    text: str,
    *,
    title: str | None = None,
    outlet: str | None = None,
    byline: str | None = None,
    url: str | None = None,
    published_at: datetime | None = None,
) -> Article:
    """An article from its exact text; header fields are read from it where they are not given."""
    if not text.replace("\ufeff", "").strip():
        raise UnreadableInput(f"{shown_name(name)}: the text is empty; nothing was added.")
    if len(text) > MAX_CHARS:
        raise UnreadableInput(
            f"{shown_name(name)}: {len(text):,} characters is longer than an article may be"
            f" ({MAX_CHARS:,}); split it and add the parts."
        )
    if _SURROGATE.search(text):
        raise UnreadableInput(f"{shown_name(name)}: not valid Unicode text; nothing was added.")
    layout = read_layout(text)
    return Article(
        name=name,
        text=text,
        title=title or layout.title or _first_words(text),
        outlet=outlet or layout.outlet,
        byline=byline or layout.byline,
        published_at=published_at or layout.published_at,
        published_span=None if published_at else layout.published_span,
        url=url,
        blocks=layout.blocks,
    )


def decode(filename: str, content: bytes) -> str:
    """The exact text of a file in UTF-8, UTF-16 with a mark, or Windows-1252."""
    if not content:
        raise UnreadableInput(f"{shown_name(filename)}: the file is empty; nothing was added.")
    if len(content) > 4 * MAX_CHARS:
        raise UnreadableInput(
            f"{shown_name(filename)}: {len(content) / 1e6:.1f} MB is longer than an article may be"
            f" ({MAX_CHARS:,} characters); split it and add the parts."
        )
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text
        break  # what is UTF-8 is nothing else, and would only be misread as it
    raise UnreadableInput(f"{shown_name(filename)}: not a text file; add plain text (.txt or .md).")


def _encodings(content: bytes) -> tuple[str, ...]:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ("utf-16",)
    return ("utf-8", "cp1252")


def _is_text(text: str) -> bool:
    controls = sum(1 for char in text if ord(char) < 32 and char not in "\t\n\r\f\v")
    return "\0" not in text and controls <= _BINARY_SHARE * len(text)


def _first_words(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.replace("\ufeff", " ").splitlines())
    line = next(filter(None, lines), "")
    return line if len(line) <= TITLE_CHARS else line[: TITLE_CHARS - 1].rstrip() + "…"
