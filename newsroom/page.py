"""What a web address answered."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server calls this state of a page, so that it can say later that nothing changed."""

    etag: str | None = None
    last_modified: str | None = None


NO_VALIDATORS = Validators()


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of a page and what came with them; `url` is where redirects ended.

    `fresh_for` is how long the server says that it stays as it is.
    """

    url: str
    content_type: str
    charset: str | None
    content: bytes
    validators: Validators = NO_VALIDATORS
    fresh_for: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server says that the page is still what the validators stand for."""

    fresh_for: timedelta | None = None
