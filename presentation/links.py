"""Addresses that may be followed: only what leads to a web page, written so that it stays one."""

import re
from urllib.parse import quote, urlsplit

from presentation import limits
from presentation.text import inline

_KEPT = "/:?#%&=+,;!$~.-"
_FRAGMENT_WORDS = 4
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


def sentence_link(url: str | None, sentence: str) -> str | None:
    """An address that a browser opens at a sentence, by its first and last words; else as it is.

    https://wicg.github.io/scroll-to-text-fragment/
    """
    words = inline(sentence).split()
    if web_link(url) is None or not url or "#" in url or len(words) < 2 * _FRAGMENT_WORDS:
        return url
    ends = (" ".join(words[:_FRAGMENT_WORDS]), " ".join(words[-_FRAGMENT_WORDS:]))
    fragment = ",".join(quote(end, safe="").replace("-", "%2D") for end in ends)
    linked = f"{url}#:~:text={fragment}"
    return linked if web_link(linked) is not None else url
