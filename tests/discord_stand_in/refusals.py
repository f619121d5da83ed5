"""Discord's own refusals: the status, the code and the words of each."""

from typing import Any

JsonObject = dict[str, Any]


class DriverError(AssertionError):
    """The test asked for something that no Discord user could do, or waited in vain."""


class Refusal(Exception):
    """A request that Discord answers with an error."""

    def __init__(
        self, status: int, code: int, message: str, errors: JsonObject | None = None
    ) -> None:
        super().__init__(f"{status} ({code}): {message}")
        self.status, self.code, self.message, self.errors = status, code, message, errors

    def body(self) -> JsonObject:
        """The error as Discord writes it."""
        body: JsonObject = {"message": self.message, "code": self.code}
        return body | {"errors": self.errors} if self.errors else body


def unknown(what: str) -> Refusal:
    """A thing that is not there: 404 with the code of its kind."""
    codes = {
        "Application": 10002, "Channel": 10003, "Guild": 10004, "Member": 10007,
        "Message": 10008, "User": 10013, "Webhook": 10015, "Interaction": 10062,
        "application command": 10063,
    }  # fmt: skip
    return Refusal(404, codes[what], f"Unknown {what}")


def unauthorised() -> Refusal:
    """A wrong or missing token."""
    return Refusal(401, 0, "401: Unauthorized")


def missing_access() -> Refusal:
    """A channel that the bot cannot see."""
    return Refusal(403, 50001, "Missing Access")


def missing_permissions() -> Refusal:
    """A channel that the bot can see but may not use in this way."""
    return Refusal(403, 50013, "Missing Permissions")


def already_acknowledged() -> Refusal:
    """A second first response."""
    return Refusal(400, 40060, "Interaction has already been acknowledged.")


def expired_token() -> Refusal:
    """An interaction token past its fifteen minutes."""
    return Refusal(401, 50027, "Invalid Webhook Token")


def empty_message() -> Refusal:
    """A message that would show nothing."""
    return Refusal(400, 50006, "Cannot send an empty message")


def foreign_message() -> Refusal:
    """An edit of somebody else's message."""
    return Refusal(403, 50005, "Cannot edit a message authored by another user")


def too_large() -> Refusal:
    """A file above the upload limit."""
    return Refusal(413, 40005, "Request entity too large")


def not_modelled(method: str, path: str) -> Refusal:
    """A route that exists at most on the real Discord."""
    return Refusal(404, 0, f"404: Not Found (the stand-in does not model {method} {path})")
