"""Requests against Discord's published OpenAPI description, where it is at hand."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from jsonschema.exceptions import best_match  # type: ignore[import-untyped]
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

DESCRIPTION = Path(__file__).parents[3] / "shared" / "discord" / "openapi.json"
ROOT = "urn:discord"

# What discord.py sends although the description says otherwise, and Discord accepts all the same:
# identifiers as numbers where a string is asked for. The key, and the key it stands under.
NUMERIC_IDENTIFIERS = {
    ("attachments", "id"): "the position of an upload, in File.to_dict",
    ("message_reference", "message_id"): "MessageReference.to_dict",
    ("message_reference", "channel_id"): "MessageReference.to_dict",
    ("message_reference", "guild_id"): "MessageReference.to_dict",
    ("allowed_mentions", "users"): "AllowedMentions.to_dict",
    ("allowed_mentions", "roles"): "AllowedMentions.to_dict",
    ("default_values", "id"): "SelectDefaultValue.to_dict",
    ("", "recipient_id"): "HTTPClient.start_private_message",
}


class ApiSchema:
    """Discord's description of its requests, each part compiled on first use."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._paths: dict[str, Any] = document["paths"]
        resource = Resource.from_contents(document, default_specification=DRAFT202012)
        self._registry: Registry[Any] = Registry().with_resource(ROOT, resource)
        self._compiled: dict[str, Draft202012Validator | None] = {}

    def find_fault(self, method: str, template: str, body: Any) -> str | None:
        """What the description has against a request body; `None` where nothing."""
        validator = self._validator(method.lower(), template)
        if validator is None:
            return None
        error = best_match(validator.iter_errors(_tolerant(body)))
        return f"{error.json_path}: {error.message[:300]}" if error else None

    def _validator(self, method: str, template: str) -> Draft202012Validator | None:
        key = f"{method} {template}"
        if key not in self._compiled:
            operation = self._paths.get(template, {}).get(method, {})
            described = operation.get("requestBody", {}).get("content", {})
            pointer = template.replace("~", "~0").replace("/", "~1")
            reference = (
                f"{ROOT}#/paths/{pointer}/{method}/requestBody/content/application~1json/schema"
            )
            self._compiled[key] = (
                Draft202012Validator({"$ref": reference}, registry=self._registry)
                if "application/json" in described
                else None
            )
        return self._compiled[key]


@cache
def load_schema(path: Path) -> ApiSchema | None:
    """The description read once a run; `None` where the file is not at hand."""
    return ApiSchema(json.loads(path.read_text("utf-8"))) if path.is_file() else None


def _tolerant(value: Any, parent: str = "", key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _tolerant(inner, key, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_tolerant(inner, parent, key) for inner in value]
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number and (parent, key) in NUMERIC_IDENTIFIERS else value
