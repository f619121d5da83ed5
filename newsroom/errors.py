"""Errors written for the person who asked."""

from datetime import timedelta


class NewsroomError(Exception):
    """One clear line that says what failed and what to do; safe to show to anybody."""


class UnreadableInput(NewsroomError):
    """An input that is no article text: binary, empty, too large, or of an unknown kind."""


class FetchError(UnreadableInput):
    """A web address that may not be asked, or did not give what was asked for.

    `is_passing` where a later try may go better; `retry_after` is what the server asks to wait.
    """

    def __init__(
        self, line: str, *, is_passing: bool = False, retry_after: timedelta | None = None
    ) -> None:
        super().__init__(line)
        self.is_passing, self.retry_after = is_passing, retry_after


class SettingError(NewsroomError):
    """A setting with a bad value, or one that is missing; the line names the setting."""


class StoreError(NewsroomError):
    """A desk's file that cannot be opened, read or written."""


class NotPermitted(NewsroomError):
    """The asker lacks the role that the command needs."""


class PostRefused(NewsroomError):
    """A channel that Discord will not let the bot write to: it is gone, or a right is missing."""


class PostGone(PostRefused):
    """A channel, or a message in it, that is gone for good."""
