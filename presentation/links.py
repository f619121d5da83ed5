"""Addresses that may be followed: only what leads to a web page, written so that it stays one."""

import re
from urllib.parse import quote, urlsplit

from presentation import limits

_KEPT = "/:?#%&=+,;!$~.-"
_HOST = re.compile(r"[\w.-]+(:\d{1,5})?", re.ASCII)


def web_link(url: str | None) -> str | None:
    """The address with every character that could end or change a link encoded; else None."""
    if not url or url != url.strip() or any(letter.isspace() for letter in url):
        return None
    try:
        parts = urlsplit(url)
        encoded = quote(url, safe=_KEPT)
    except ValueError:
        return None
    is_web = parts.scheme in ("http", "https") and _HOST.fullmatch(parts.netloc) is not None
    return encoded if is_web and len(encoded) <= limits.EMBED_URL else None
