"""One web address to its bytes, within limits on time, size, redirects and kinds of content."""

import asyncio
import re
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

import aiohttp
from yarl import URL

from fetching.addresses import ANYWHERE, PUBLIC_ONLY, Rules, refused, vet_url
from fetching.bodies import ACCEPTED, TOO_LARGE, Body
from fetching.connecting import Lookup, look_up, vetted_connector
from newsroom.errors import FetchError
from newsroom.page import Page, Unchanged, Validators

SECONDS = 10.0
MAX_BYTES = 5_000_000
MAX_REDIRECTS = 3
USER_AGENT = "Mozilla/5.0 (compatible; Byline/0.1; a news desk's reader)"

PAGE_KINDS = frozenset(
    "text/html application/xhtml+xml text/plain text/markdown application/pdf".split()
)
FEED_KINDS = frozenset(
    "application/rss+xml application/atom+xml application/rdf+xml application/xml text/xml"
    " text/html text/plain".split()
)

TOO_SLOW = "The server did not send the page within {:g} seconds."
UNREACHABLE = "The server cannot be reached, or broke off."
BAD_CERTIFICATE = "The server's certificate is not valid, so the page was not read."
TOO_MANY_REDIRECTS = f"The address leads on more than {MAX_REDIRECTS} times; give the last one."
WRONG_KIND = "The address leads to {}, which cannot be read; web pages, PDF and plain text can."
MAX_MARK = 500
_CONDITIONS = ("If-None-Match", "If-Modified-Since")
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_STATUS_WORDS = {
    401: "The server shows this page only to those who have signed in (status 401).",
    402: "The server wants to be paid for this page (status 402).",
    403: "The server does not show this page to Byline (status 403).",
    404: "There is no page at this address (status 404).",
    410: "The page at this address has been removed (status 410).",
    429: "The server has been asked too often; try again later (status 429).",
    451: "The server may not show this page (status 451).",
}
_PASSING = frozenset({408, 425, 429})
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)


class Fetcher:
    """Asks web servers for pages; keeps no cookies, connections or names between two of them."""

    def __init__(
        self,
        rules: Rules = PUBLIC_ONLY,
        lookup: Lookup = look_up,
        seconds: float = SECONDS,
    ) -> None:
        self._rules, self._lookup, self._seconds = rules, lookup, seconds

    @classmethod
    def of(cls, *, allow_private: bool) -> "Fetcher":
        """A fetcher for the public web alone, or also for private networks."""
        return cls(ANYWHERE if allow_private else PUBLIC_ONLY)

    async def fetch(
        self, url: str, kinds: frozenset[str], validators: Validators | None = None
    ) -> Page | Unchanged:
        """The page at an address, or that it has not changed since it had those validators.

        Raises FetchError.
        """
        asked = vet_url(url, self._rules)
        try:
            async with asyncio.timeout(self._seconds), self._session() as session:
                return await self._follow(session, asked, kinds, validators or Validators())
        except TimeoutError:
            raise FetchError(TOO_SLOW.format(self._seconds), is_passing=True) from None
        except aiohttp.ClientConnectorCertificateError:
            raise FetchError(BAD_CERTIFICATE, is_passing=True) from None
        except (aiohttp.ClientError, OSError, ValueError, EOFError):
            raise FetchError(UNREACHABLE, is_passing=True) from None

    def _session(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=vetted_connector(self._rules, self._lookup),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            timeout=aiohttp.ClientTimeout(total=None),
        )

    async def _follow(
        self,
        session: aiohttp.ClientSession,
        url: URL,
        kinds: frozenset[str],
        validators: Validators,
    ) -> Page | Unchanged:
        """Ask, and ask again where the server sends us on; every stop is vetted like the first."""
        for _ in range(MAX_REDIRECTS + 1):
            headers = _request_headers(kinds, validators)
            async with session.get(url, headers=headers, allow_redirects=False) as response:
                if response.status not in _REDIRECTS:
                    return await _read(response, url, kinds)
                url = self._next(url, response.headers.get("Location", ""))
        raise FetchError(TOO_MANY_REDIRECTS)

    def _next(self, url: URL, location: str) -> URL:
        try:
            following = vet_url(urljoin(str(url), location.strip()), self._rules)
        except ValueError:
            raise refused() from None
        if url.scheme == "https" and following.scheme != "https":
            raise refused()
        return following


def _request_headers(kinds: frozenset[str], validators: Validators) -> dict[str, str]:
    headers = {
        "User-Agent": USER_AGENT,
        "Accept": f"{', '.join(sorted(kinds))}, */*;q=0.1",
        "Accept-Encoding": ACCEPTED,
        "Accept-Language": "en",
    }
    if validators.etag:
        headers["If-None-Match"] = validators.etag
    if validators.last_modified:
        headers["If-Modified-Since"] = validators.last_modified
    return headers


async def _read(
    response: aiohttp.ClientResponse, url: URL, kinds: frozenset[str]
) -> Page | Unchanged:
    """The body of an answer whose status, kind and length are what can be read."""
    is_conditional = any(name in response.request_info.headers for name in _CONDITIONS)
    if response.status == 304 and is_conditional:
        return Unchanged(_fresh_for(response))
    if response.status != 200:
        raise _bad_status(response)
    kind = _content_type(response)
    if kind and kind not in kinds:
        raise FetchError(WRONG_KIND.format(kind if len(kind) < 80 else "something else"))
    if (response.content_length or 0) > MAX_BYTES:
        raise FetchError(TOO_LARGE.format(MAX_BYTES / 1e6))
    body = Body(response.headers.get("Content-Encoding", ""), MAX_BYTES)
    async for piece in response.content.iter_any():
        body.add(piece)
    validators = Validators(_mark(response, "ETag"), _mark(response, "Last-Modified"))
    return Page(str(url), kind, _charset(response), body.whole(), validators, _fresh_for(response))


def _bad_status(response: aiohttp.ClientResponse) -> FetchError:
    status = response.status
    words = _STATUS_WORDS.get(status) or f"The server does not give the page (status {status})."
    is_passing = status in _PASSING or status >= 500
    return FetchError(words, is_passing=is_passing, retry_after=_retry_after(response))


def _content_type(response: aiohttp.ClientResponse) -> str:
    stated = response.headers.get("Content-Type", "")
    return stated.partition(";")[0].strip().lower()


def _charset(response: aiohttp.ClientResponse) -> str | None:
    try:
        return _printable(response.charset)
    except ValueError:
        return None


def _mark(response: aiohttp.ClientResponse, name: str) -> str | None:
    return _printable(response.headers.get(name))


def _printable(value: str | None) -> str | None:
    """A header's value, if it can be kept and sent back."""
    if not value or len(value) > MAX_MARK:
        return None
    return value if value.isascii() and value.isprintable() else None


def _fresh_for(response: aiohttp.ClientResponse) -> timedelta | None:
    found = _MAX_AGE.search(response.headers.get("Cache-Control", ""))
    return timedelta(seconds=int(found[1])) if found else None


def _retry_after(response: aiohttp.ClientResponse) -> timedelta | None:
    """How long the server asks to be left alone: seconds, or a moment by its own clock."""
    stated = response.headers.get("Retry-After", "").strip()
    if stated.isascii() and stated.isdigit():
        return timedelta(seconds=int(stated) if len(stated) < 10 else 10**9)
    try:
        until = parsedate_to_datetime(stated)
        now = parsedate_to_datetime(response.headers.get("Date", ""))
    except (ValueError, TypeError):
        return None
    if until.tzinfo is None or now.tzinfo is None:
        until, now = until.replace(tzinfo=UTC), now.replace(tzinfo=UTC)
    return max(until - now, timedelta())
