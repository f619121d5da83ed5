"""A line of an import held to the format: whatever it holds, it is a whole record or is refused."""

import json
import math
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any, NoReturn

from newsroom.article import Article
from newsroom.attribution import Claim
from newsroom.version import Change
from storage.interchange.fields import Field, Kind, Part
from storage.interchange.shape import ARTICLE, FORMAT, HEADER, RECORDS, VERSION
from storage.interchange.typed import LARGEST, is_day, is_shaped
from storage.interchange.version_parts import VERSIONS
from storage.interchange.writing import SINGLE, Record

SHOWN = 40
PLACES = {part.key: part for part in RECORDS}


class Damaged(Exception):
    """Why a line is no record that can be kept."""


def read_line(line: bytes) -> Record:
    """The object on a line; Damaged where there is none."""
    try:
        record = json.loads(line.decode("utf-8"), parse_constant=_no_constant)
        json.dumps(record, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise Damaged("not valid Unicode text") from None
    except (ValueError, RecursionError):
        raise Damaged("no valid JSON") from None
    if not isinstance(record, dict):
        raise Damaged("not a JSON object")
    return record


def _no_constant(word: str) -> NoReturn:
    raise ValueError(word)


def check_header(record: Record) -> Record:
    """How much the file says that it holds; Damaged where it is no export that we can read."""
    if record.get("type") != HEADER or record.get("format") != FORMAT:
        raise Damaged("it does not begin as an export of a desk does")
    version = record.get("version")
    if type(version) is not int or not 1 <= version <= VERSION:
        raise Damaged(
            f"it is in version {str(version)[:SHOWN]} of the format, and this Byline reads"
            f" {VERSION}: update Byline"
        )
    holds = record.get("holds")
    counts = holds if isinstance(holds, dict) else {}
    return {key: counts[key] for key in PLACES if type(counts.get(key)) is int}


def check_record(record: Record) -> tuple[Part, Record]:
    """What kind of line it is and what it holds, spans and all; Damaged where anything is amiss."""
    kind = record.get("type")
    part = PLACES.get(kind) if isinstance(kind, str) else None
    if part is None:
        raise Damaged(f"{_shown(kind)} is no type of line")
    content = {key: value for key, value in record.items() if key != "type"}
    _check(part, content, part.key, None)
    if part is ARTICLE:
        _check_text(content)
        _check_chains(content)
        _check_versions(content)
        for inner in part.parts:
            _check_spans(inner, content[inner.key], content["text"], part.key)
        published = content["published_span"]
        _check_span(published, content["text"], "article.published_span")
    return part, content


def _check(part: Part, value: object, where: str, owner: Record | None) -> None:
    if not isinstance(value, dict):
        raise Damaged(f"{where} is no object")
    expected = {field.key for field in part.fields} | {inner.key for inner in part.parts}
    if missing := expected - value.keys():
        raise Damaged(f"{where} lacks {min(missing)}")
    if unknown := value.keys() - expected:
        raise Damaged(f"{where} has {_shown(min(unknown))}, which is no part of the format")
    for field in part.fields:
        _check_field(field, value[field.key], f"{where}.{field.key}")
    for inner in part.parts:
        for place, each in _each(inner, value[inner.key], f"{where}.{inner.key}"):
            _check(inner, each, place, value)


def _each(part: Part, value: object, where: str) -> Iterator[tuple[str, Any]]:
    if part.key == SINGLE:
        if value is not None:
            yield where, value
        return
    if not isinstance(value, list):
        raise Damaged(f"{where} is no list")
    for place, each in enumerate(value):
        yield f"{where}[{place}]", each


def _check_field(field: Field, value: object, where: str) -> None:
    if value is None and field.is_optional:
        return
    is_met = _is_snowflake if field.is_discord_id and field.kind is Kind.WHOLE else None
    if not (is_met or _CHECKS[field.kind])(value):
        raise Damaged(f"{where} is no {field.kind.value}: {_shown(value)}")
    if field.of and value == 0:
        raise Damaged(f"{where} is no number of {field.of}: 0")
    if field.choices and value not in field.choices:
        raise Damaged(f"{where} is {_shown(value)}, which is none of its words")


def _is_whole(value: object) -> bool:
    return type(value) is int and 0 <= value <= LARGEST


def _is_snowflake(value: object) -> bool:
    return type(value) is int and 0 < value < 2**63


def _is_score(value: object) -> bool:
    if type(value) is int:
        return abs(value) <= LARGEST
    return isinstance(value, float) and math.isfinite(value)


def _is_span(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(map(_is_whole, value))
        and value[0] <= value[1]
    )


def _is_moment(value: object) -> bool:
    """Whether it is a moment everywhere, with its zone."""
    return _is_stated(value) and datetime.fromisoformat(str(value)).tzinfo is not None


def _is_stated(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


_CHECKS: dict[Kind, Callable[[object], bool]] = {
    Kind.TEXT: lambda value: isinstance(value, str),
    Kind.WHOLE: _is_whole,
    Kind.SCORE: _is_score,
    Kind.FLAG: lambda value: isinstance(value, bool),
    Kind.SPAN: _is_span,
    Kind.MOMENT: _is_moment,
    Kind.STATED: _is_stated,
    Kind.WORDS: _is_words,
    Kind.DAY: is_day,
    Kind.CLAIM: partial(is_shaped, Claim),
    Kind.CHANGE: partial(is_shaped, Change),
}


def _check_text(article: Record) -> None:
    for where, each in (("article", article), *_each(VERSIONS, article["versions"], "article")):
        if each["sha256"] != Article("", each["text"], "").digest:
            raise Damaged(f"{where}.text is not the text that was exported: its SHA-256 differs")


def _check_chains(article: Record) -> None:
    for place, claim in enumerate(article["claims"]):
        if not 0 < claim["links"] == len(claim["chain"]):
            raise Damaged(
                f"article.claims[{place}].chain has {len(claim['chain'])} links, not"
                f" {claim['links']} and at least one"
            )


def _check_versions(article: Record) -> None:
    """Whether the versions before come before, and nothing speaks of any to come."""
    current = article["version"]
    before = [("versions", each["version"] + 1) for each in article["versions"]]
    since = [("changes", each["version"]) for each in article["changes"]]
    since += [("changes", each["change"]["version"]) for each in article["changes"]]
    since += [("gone_claims", each["gone_in"]) for each in article["gone_claims"]]
    noted = [("corrections", each["version"]) for each in article["corrections"]]
    for where, version in (("version", current), *before, *since, *noted):
        if not 0 < version <= current:
            raise Damaged(f"article.{where} does not fit version {current} of the article")


def _check_spans(part: Part, value: Any, text: str, where: str) -> None:
    """Whether every span lies in the text, and holds the words that it is said to hold."""
    for place, record in _each(part, value, f"{where}.{part.key}"):
        for field in part.fields:
            if field.kind is Kind.SPAN:
                words = record[field.holds] if field.holds else None
                _check_span(record[field.key], text, f"{place}.{field.key}", words)
        for inner in part.parts:
            _check_spans(inner, record[inner.key], text, place)


def _check_span(span: list[int] | None, text: str, where: str, words: str | None = None) -> None:
    if span is None:
        return
    start, end = span
    if end > len(text):
        raise Damaged(f"{where} ends at {end}, behind the article's {len(text)} characters")
    if words is not None and text[start:end] != words:
        raise Damaged(f"{where} does not hold {_shown(words)}")


def _shown(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"
