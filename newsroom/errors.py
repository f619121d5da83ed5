"""Errors written for the person who asked."""


class NewsroomError(Exception):
    """One clear line that says what failed and what to do; safe to show to anybody."""


class UnreadableInput(NewsroomError):
    """An input that is no article text: binary, empty, too large, or of an unknown kind."""


class SettingError(NewsroomError):
    """A setting with a bad value, or one that is missing; the line names the setting."""


class StoreError(NewsroomError):
    """A desk's file that cannot be opened, read or written."""


class NotPermitted(NewsroomError):
    """The asker lacks the role that the command needs."""


class PostRefused(NewsroomError):
    """A channel that Discord will not let the bot write to: it is gone, or a right is missing."""
