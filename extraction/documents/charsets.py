"""The characters of a page, whatever it says of its own encoding."""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})"""
    rb"""|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_HEAD_BYTES = 4096
_WIDE = ("utf-16", "utf-32", "utf16", "utf32")
_READ_AS = {"iso8859-1": "cp1252", "ascii": "cp1252", "latin-1": "cp1252"}
"""As browsers do: pages that claim Latin-1 are in Windows-1252."""


def decode_page(content: bytes, stated: str | None) -> str:
    """The text of a page: by its mark, by what server and page state, by UTF-8, by a guess.

    What cannot be read in any of these becomes U+FFFD; nothing is ever refused.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    declared = _DECLARED.search(content, 0, _HEAD_BYTES)
    written = (declared[1] or declared[2]).decode("ascii") if declared else ""
    written = "" if written.lower().startswith(_WIDE) else written  # or it would not be legible
    for name in (stated, written, "utf-8"):
        known = _known(name)
        try:
            if known:
                return content.decode(known)
        except UnicodeError:
            continue
    return content.decode("cp1252", "replace")


def _known(name: str | None) -> str | None:
    """The codec of a name, if it is one for text."""
    try:
        codec = codecs.lookup(name or "")
    except (LookupError, ValueError):
        return None
    if not getattr(codec, "_is_text_encoding", True):
        return None
    return _READ_AS.get(codec.name, codec.name)
