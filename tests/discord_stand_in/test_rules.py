"""What the stand-in refuses, rule by rule, and how it agrees with Discord's own description."""

from pathlib import Path
from typing import Any

import pytest

from .command_rules import check_choices, check_commands
from .component_rules import check_components, check_modal
from .embed_rules import check_text_and_embeds
from .form import Form
from .refusals import JsonObject
from .schema import DESCRIPTION, load_schema

FULL = {"name": "n" * 256, "value": "v" * 1024}


def _codes(node: Any) -> set[str]:
    if isinstance(node, list):
        return {error["code"] for error in node}
    return set().union(*(_codes(inner) for inner in node.values())) if node else set()


def _button(**changes: Any) -> JsonObject:
    return {"type": 2, "style": 1, "label": "More", "custom_id": "more"} | changes


def _menu(**changes: Any) -> JsonObject:
    option = {"label": "a", "value": "a"}
    return {"type": 3, "custom_id": "menu", "options": [option]} | changes


def _row(*parts: JsonObject) -> JsonObject:
    return {"type": 1, "components": list(parts)}


def _slash(**changes: Any) -> JsonObject:
    return {"type": 1, "name": "who", "description": "Who is this?"} | changes


def _option(name: str, **changes: Any) -> JsonObject:
    return {"type": 3, "name": name, "description": "text"} | changes


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"content": "x" * 2000, "embeds": [{"title": "t" * 256, "description": "d" * 4096}]}, ""),
        ({"content": "x" * 2001}, "BASE_TYPE_MAX_LENGTH"),
        ({"embeds": [{"title": "x"}] * 11}, "BASE_TYPE_BAD_LENGTH"),
        ({"embeds": [{"title": "x" * 257}]}, "BASE_TYPE_MAX_LENGTH"),
        ({"embeds": [{"footer": {"text": "x" * 2049}}]}, "BASE_TYPE_MAX_LENGTH"),
        ({"embeds": [{"author": {"name": "x" * 257}}]}, "BASE_TYPE_BAD_LENGTH"),
        ({"embeds": [{"fields": [{"name": "x", "value": "y"}] * 26}]}, "BASE_TYPE_BAD_LENGTH"),
        ({"embeds": [{"fields": [{"name": "x", "value": " "}]}]}, "BASE_TYPE_REQUIRED"),
        ({"embeds": [{"fields": [FULL | {"value": "v" * 1025}]}]}, "BASE_TYPE_BAD_LENGTH"),
        ({"embeds": [{"fields": [FULL] * 2}, {"fields": [FULL] * 3}]}, "MAX_EMBED_SIZE_EXCEEDED"),
        ({"embeds": [{"url": "javascript:alert(1)"}]}, "URL_TYPE_INVALID_SCHEME"),
        ({"embeds": [{"image": {"url": "attachment://no.png"}}]}, "ATTACHMENT_NOT_FOUND"),
    ],
)
def test_texts_and_embeds(body: JsonObject, code: str) -> None:
    form = Form()
    check_text_and_embeds(form, (), body, names=())
    assert _codes(form.errors) == ({code} if code else set())


@pytest.mark.parametrize(
    ("components", "code"),
    [
        ([_row(_button(), _button(custom_id="b")), _row(_menu())], ""),
        ([_row(_button(custom_id=str(n))) for n in range(6)], "BASE_TYPE_BAD_LENGTH"),
        ([_row(*(_button(custom_id=str(n)) for n in range(6)))], "BASE_TYPE_BAD_LENGTH"),
        ([_row(_menu(), _button())], "COMPONENT_LAYOUT_WIDTH_EXCEEDED"),
        ([_row(_button(), _button())], "COMPONENT_CUSTOM_ID_DUPLICATED"),
        ([_row(_button(label="x" * 81))], "BASE_TYPE_MAX_LENGTH"),
        ([_row(_button(label=""))], "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED"),
        ([_row(_button(custom_id="x" * 101))], "BASE_TYPE_BAD_LENGTH"),
        ([_row(_menu(placeholder="x" * 151))], "BASE_TYPE_MAX_LENGTH"),
        ([_row(_menu(options=[{"label": "x" * 101, "value": "x"}]))], "BASE_TYPE_BAD_LENGTH"),
        ([_row(_menu(options=[{"label": "x", "value": "x"}] * 2))],
         "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"),
        ([_row(_menu(options=[{"label": "x", "value": str(n)} for n in range(26)]))],
         "BASE_TYPE_BAD_LENGTH"),
        ([{"type": 10, "content": "layout only"}], "BASE_TYPE_CHOICES"),
    ],
)  # fmt: skip
def test_components(components: list[JsonObject], code: str) -> None:
    form = Form()
    check_components(form, (), components, is_layout=False)
    assert _codes(form.errors) == ({code} if code else set())


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, ""),
        ({"title": "x" * 46}, "BASE_TYPE_BAD_LENGTH"),
        ({"label": "x" * 46}, "BASE_TYPE_BAD_LENGTH"),
        ({"value": "x" * 4001}, "BASE_TYPE_MAX_LENGTH"),
    ],
)
def test_modals(changes: JsonObject, code: str) -> None:
    field = {"type": 4, "custom_id": "text", "style": 2, "value": changes.get("value")}
    label = {"type": 18, "label": changes.get("label", "Text"), "component": field}
    form = Form()
    title = changes.get("title", "Paste")
    check_modal(form, (), {"title": title, "custom_id": "m", "components": [label]})
    assert _codes(form.errors) == ({code} if code else set())


@pytest.mark.parametrize(
    ("commands", "code"),
    [
        ([_slash(), _slash(name="кто"), {"type": 3, "name": "Check this claim"}], ""),
        ([_slash(name="Who")], "APPLICATION_COMMAND_INVALID_NAME"),
        ([_slash(name="who is")], "APPLICATION_COMMAND_INVALID_NAME"),
        ([_slash(description="")], "BASE_TYPE_REQUIRED"),
        ([_slash(description="x" * 101)], "BASE_TYPE_BAD_LENGTH"),
        ([_slash(), _slash()], "APPLICATION_COMMANDS_DUPLICATE_NAME"),
        ([_slash(name=f"c{n}") for n in range(101)], "APPLICATION_COMMANDS_LIMIT_REACHED"),
        ([_slash(options=[_option(f"o{n}") for n in range(26)])], "BASE_TYPE_BAD_LENGTH"),
        ([_slash(options=[_option("a"), _option("b", required=True)])],
         "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"),
        ([_slash(options=[_option("a"), _option("b", type=1)])],
         "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"),
        ([_slash(options=[_option("a", choices=[{"name": "x" * 101, "value": "x"}])])],
         "BASE_TYPE_BAD_LENGTH"),
        ([{"type": 3, "name": "x" * 33}], "BASE_TYPE_BAD_LENGTH"),
    ],
)  # fmt: skip
def test_commands(commands: list[JsonObject], code: str) -> None:
    form = Form()
    check_commands(form, commands)
    assert _codes(form.errors) == ({code} if code else set())


@pytest.mark.parametrize(
    ("choices", "is_fine"),
    [
        ([{"name": "x" * 100, "value": "y" * 100}] * 25, True),
        ([{"name": "x", "value": "y"}] * 26, False),
        ([{"name": "x" * 101, "value": "y"}], False),
        ([{"name": "", "value": "y"}], False),
        ([{"name": "x", "value": "y" * 101}], False),
    ],
)
def test_choices(choices: list[JsonObject], is_fine: bool) -> None:
    form = Form()
    check_choices(form, (), choices, option_type=3)
    assert (not form.errors) is is_fine


@pytest.mark.skipif(load_schema(DESCRIPTION) is None, reason="Discord's description is not at hand")
def test_schema_finds_what_no_rule_names() -> None:
    schema = load_schema(DESCRIPTION)
    assert schema
    template = "/channels/{channel_id}/messages"
    assert schema.find_fault("POST", template, {"content": "x"}) is None
    assert schema.find_fault("POST", template, {"attachments": [{"id": 0}]}) is None
    assert "tts" in str(schema.find_fault("POST", template, {"tts": "loud"}))
    callback = "/interactions/{interaction_id}/{interaction_token}/callback"
    assert schema.find_fault("POST", callback, {"type": 4, "data": {"content": "x"}}) is None
    assert schema.find_fault("POST", callback, {"type": 4, "data": {"content": 5}})
    commands = "/applications/{application_id}/commands"
    assert schema.find_fault("PUT", commands, [{"name": "x", "description": "x"}]) is None
    assert schema.find_fault("PUT", commands, [{"description": "x"}])


def test_stand_in_works_without_the_description() -> None:
    assert load_schema(Path("nowhere.json")) is None
