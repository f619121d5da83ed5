"""Whether JSON says what one of our values says: every field there, of its type, and no other."""

import types
from dataclasses import is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from newsroom.article import Span
from newsroom.attribution import SourcingChain

LARGEST = 2**53
"""Above it JSON's numbers are no longer whole everywhere, and no desk ever counts so far."""


def is_shaped(hint: Any, value: object) -> bool:
    """Whether a value read from JSON is what a type of ours becomes in JSON."""
    hint = getattr(hint, "__supertype__", hint)
    if get_origin(hint) in (types.UnionType, Union):
        return any(is_shaped(each, value) for each in get_args(hint))
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        return isinstance(value, list) and all(is_shaped(inner, each) for each in value)
    if is_dataclass(hint):
        return isinstance(value, dict) and _is_record(hint, value)
    if hint is date:
        return is_day(value)
    if hint is int:
        return type(value) is int and 0 <= value <= LARGEST
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return isinstance(value, str) and value in set(hint)
    return type(value) is hint


def is_day(value: object) -> bool:
    """Whether it is a day of the calendar in ISO 8601."""
    if not isinstance(value, str):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_record(hint: Any, value: dict[str, Any]) -> bool:
    fields = _fields(hint)
    if value.keys() != fields.keys():
        return False
    if not all(is_shaped(each, value[key]) for key, each in fields.items()):
        return False
    if hint is Span:
        return bool(value["start_char"] <= value["end_char"])
    return hint is not SourcingChain or bool(value["links"])


@cache
def _fields(hint: Any) -> dict[str, Any]:
    return get_type_hints(hint)
