"""Field by field complaints, gathered into one `50035 Invalid Form Body`."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from .refusals import JsonObject, Refusal

Path = tuple[str | int, ...]


class Form:
    """Collects what is wrong with a request; `raise_if_rejected` ends the request with it."""

    def __init__(self) -> None:
        self.errors: JsonObject = {}

    def reject(self, path: Path, code: str, message: str) -> None:
        """Note one complaint at one place of the body."""
        node = self.errors
        for step in path:
            node = node.setdefault(str(step), {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def text(self, path: Path, value: object, *, least: int = 0, most: int) -> None:
        """Hold a string to its length; a missing one is fine unless `least` asks for it."""
        if value is None or value == "" or (least and isinstance(value, str) and not value.strip()):
            if least:
                self.reject(path, "BASE_TYPE_REQUIRED", "This field is required")
        elif not isinstance(value, str):
            self.reject(path, "STRING_TYPE_CONVERT", "Could not interpret value as string.")
        elif len(value) > most and least:
            self.reject(
                path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length."
            )
        elif len(value) > most:
            self.reject(path, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")

    def count(self, path: Path, items: Sequence[object], *, least: int = 0, most: int) -> None:
        """Hold a list to its length."""
        if not least <= len(items) <= most:
            self.reject(
                path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length."
            )

    def unique(self, path: Path, values: Sequence[object], code: str, what: str) -> None:
        """Refuse a list in which a value stands twice."""
        if len(set(values)) != len(values):
            self.reject(path, code, f"{what} must be unique")

    def url(self, path: Path, value: object, schemes: Sequence[str]) -> None:
        """Hold an address to the schemes that Discord follows."""
        if value is None:
            return
        if not isinstance(value, str) or urlsplit(value).scheme not in schemes:
            allowed = ", ".join(f"'{scheme}'" for scheme in schemes)
            message = f'Scheme "{value}" is not supported. Scheme must be one of ({allowed}).'
            self.reject(path, "URL_TYPE_INVALID_SCHEME", message)

    def raise_if_rejected(self) -> None:
        """Refuse the request when anything was noted."""
        if self.errors:
            raise Refusal(400, 50035, "Invalid Form Body", self.errors)
