"""`extract`: JSON Lines whose keys and spans are the contract's."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.console.conftest import SAMPLES, Invoke

ARTICLE_KEYS = {"id", "title", "outlet", "published_at", "text", "entities", "claims"}
ENTITY_KEYS = {"name", "kind", "aliases", "roles", "mentions"}
CLAIM_KEYS = {
    *("id", "text", "content", "cue", "source", "manner", "hedges", "response", "chain"),
}
LINK_KEYS = {"label", "identity", "kind", "span", "entity"}


@pytest.fixture(scope="module")
def records(invoke: Invoke) -> list[dict[str, Any]]:
    result = invoke("extract", *SAMPLES, "--json")
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def _spans(record: dict[str, Any]) -> list[list[int]]:
    spans: list[list[int]] = []
    for entity in record["entities"]:
        spans += [each["span"] for each in (*entity["roles"], *entity["mentions"])]
    for claim in record["claims"]:
        spans += [*claim["content"], *claim["cue"], *claim["source"]]
        spans += [each["span"] for each in claim["hedges"]]
        spans += [link["span"] for link in claim["chain"] if link["span"] is not None]
    return spans


def test_one_object_an_input_with_the_files_exact_text(records: list[dict[str, Any]]) -> None:
    assert [record["id"] for record in records] == [path.stem for path in SAMPLES]
    for record, path in zip(records, SAMPLES, strict=True):
        assert record["text"] == path.read_bytes().decode()


def test_keys_are_the_contracts(records: list[dict[str, Any]]) -> None:
    for record in records:
        assert record.keys() >= ARTICLE_KEYS
        assert record["entities"]
        assert record["claims"]
        for entity in record["entities"]:
            assert entity.keys() >= ENTITY_KEYS
            assert all(role.keys() >= {"text", "span"} for role in entity["roles"])
            assert all(each.keys() >= {"text", "span", "form"} for each in entity["mentions"])
            assert {each["form"] for each in entity["mentions"]} <= {"name", "nominal", "pronoun"}
        for number, claim in enumerate(record["claims"]):
            assert claim.keys() >= CLAIM_KEYS
            assert claim["id"] == number
            assert claim["manner"] in {"direct", "indirect", "mixed"}
            assert all(hedge.keys() >= {"text", "span"} for hedge in claim["hedges"])
            assert all(link.keys() >= LINK_KEYS for link in claim["chain"])
            assert claim["chain"][0]["label"] == "this article"
            identities = {link["identity"] for link in claim["chain"]}
            assert identities <= {"named", "unnamed", "document", "none"}


def test_every_span_holds_in_the_text(records: list[dict[str, Any]]) -> None:
    for record in records:
        for start, end in _spans(record):
            assert 0 <= start < end <= len(record["text"])
        for entity in record["entities"]:
            for each in (*entity["roles"], *entity["mentions"]):
                assert record["text"][slice(*each["span"])] == each["text"]


def test_nothing_is_stored(invoke: Invoke, tmp_path: Path) -> None:
    invoke("extract", SAMPLES[0])
    assert list(tmp_path.iterdir()) == []


def test_bad_inputs_are_named_and_the_others_read(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "two.jsonl").write_text(
        '{"text": "The mayor said no."}\n{"title": "No text"}\n', encoding="utf-8"
    )
    result = invoke("extract", "empty.txt", "two.jsonl", "-", stdin="The mayor said yes.")
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["two-1", "stdin"]
    empty, textless = result.stderr.splitlines()
    assert empty.startswith("empty.txt: ")
    assert textless.startswith("two.jsonl, line 2: ")


def test_windows_line_ends_and_a_byte_order_mark_stay_in_the_text(
    invoke: Invoke, tmp_path: Path
) -> None:
    content = "\ufeffTitle\r\n\r\nThe mayor of Taipei said “no”.\r\n".encode()
    (tmp_path / "windows.txt").write_bytes(content)
    record = json.loads(invoke("extract", "windows.txt").stdout)
    assert record["text"] == content.decode()
    for start, end in _spans(record):
        assert record["text"][start:end].strip()
