"""What Discord refuses in buttons, select menus, layouts and modals."""

from collections.abc import Iterator
from typing import Any

from .form import Form, Path
from .refusals import JsonObject

ROW, BUTTON, STRING_SELECT, TEXT_INPUT, TEXT_DISPLAY, LABEL = 1, 2, 3, 4, 10, 18
SELECTS = (3, 5, 6, 7, 8)
LAYOUT_ONLY = (9, 10, 11, 12, 13, 14, 17)
LINK_STYLE, PREMIUM_STYLE = 5, 6
ROWS, ROW_BUTTONS, OPTIONS, LAYOUT_PARTS, LAYOUT_TEXT = 5, 5, 25, 40, 4000
CUSTOM_ID, BUTTON_LABEL, BUTTON_URL, PLACEHOLDER, OPTION_TEXT = 100, 80, 512, 150, 100
MODAL_TITLE, MODAL_PARTS, INPUT_LABEL, INPUT_VALUE = 45, 5, 45, 4000
INPUT_PLACEHOLDER, LABEL_DESCRIPTION = 100, 100


def walk(components: list[JsonObject]) -> Iterator[JsonObject]:
    """Every component of a message or modal, containers before what they hold."""
    for component in components:
        yield component
        nested: list[Any] = list(component.get("components") or ())
        nested += [component[key] for key in ("accessory", "component") if component.get(key)]
        yield from walk(nested)


def check_components(
    form: Form, at: Path, components: list[JsonObject], *, is_layout: bool
) -> None:
    """Hold the components of a message to Discord's rules; a layout is `IS_COMPONENTS_V2`."""
    everything = list(walk(components))
    if is_layout:
        form.count(at, everything, most=LAYOUT_PARTS)
        text = "".join(part.get("content") or "" for part in everything)
        form.text((*at, "content"), text, most=LAYOUT_TEXT)
    else:
        form.count(at, components, most=ROWS)
    for position, component in enumerate(components):
        if not is_layout and component.get("type") != ROW:
            form.reject((*at, position, "type"), "BASE_TYPE_CHOICES", "Value must be one of {1}.")
        _check_part(form, (*at, position), component)
    _check_custom_ids(form, at, everything)


def check_modal(form: Form, at: Path, modal: JsonObject) -> None:
    """Hold a modal to Discord's rules."""
    form.text((*at, "title"), modal.get("title"), least=1, most=MODAL_TITLE)
    form.text((*at, "custom_id"), modal.get("custom_id"), least=1, most=CUSTOM_ID)
    components: list[JsonObject] = modal.get("components") or []
    form.count((*at, "components"), components, least=1, most=MODAL_PARTS)
    for position, component in enumerate(components):
        place = (*at, "components", position)
        if component.get("type") not in (ROW, LABEL, TEXT_DISPLAY):
            form.reject((*place, "type"), "BASE_TYPE_CHOICES", "Value must be one of {1, 10, 18}.")
        if component.get("type") == LABEL:
            form.text((*place, "label"), component.get("label"), least=1, most=INPUT_LABEL)
            words = component.get("description")
            form.text((*place, "description"), words, most=LABEL_DESCRIPTION)
            _check_part(form, (*place, "component"), component.get("component") or {})
        elif component.get("type") == ROW:
            for inner, part in enumerate(component.get("components") or ()):
                spot = (*place, "components", inner)
                form.text((*spot, "label"), part.get("label"), least=1, most=INPUT_LABEL)
                _check_part(form, spot, part)
    _check_custom_ids(form, (*at, "components"), list(walk(components)))


def _check_part(form: Form, at: Path, part: JsonObject) -> None:
    kind = part.get("type")
    if kind == ROW:
        _check_row(form, (*at, "components"), part.get("components") or [])
    elif kind == BUTTON:
        _check_button(form, at, part)
    elif kind in SELECTS:
        _check_select(form, at, part)
    elif kind == TEXT_INPUT:
        _check_input(form, at, part)
    else:
        for position, inner in enumerate(part.get("components") or ()):
            _check_part(form, (*at, "components", position), inner)
        if part.get("accessory"):
            _check_part(form, (*at, "accessory"), part["accessory"])


def _check_row(form: Form, at: Path, parts: list[JsonObject]) -> None:
    form.count(at, parts, least=1, most=ROW_BUTTONS)
    if any(part.get("type") in SELECTS for part in parts) and len(parts) > 1:
        form.reject(at, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the"
                    " maximum width")  # fmt: skip
    for position, part in enumerate(parts):
        _check_part(form, (*at, position), part)


def _check_button(form: Form, at: Path, button: JsonObject) -> None:
    form.text((*at, "label"), button.get("label"), most=BUTTON_LABEL)
    style = button.get("style")
    if style == LINK_STYLE:
        form.text((*at, "url"), button.get("url"), least=1, most=BUTTON_URL)
        form.url((*at, "url"), button.get("url"), ("http", "https", "discord"))
    elif style != PREMIUM_STYLE:
        form.text((*at, "custom_id"), button.get("custom_id"), least=1, most=CUSTOM_ID)
    if style != PREMIUM_STYLE and not button.get("label") and not button.get("emoji"):
        form.reject(at, "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A label or emoji is required")


def _check_select(form: Form, at: Path, menu: JsonObject) -> None:
    form.text((*at, "custom_id"), menu.get("custom_id"), least=1, most=CUSTOM_ID)
    form.text((*at, "placeholder"), menu.get("placeholder"), most=PLACEHOLDER)
    least, most = menu.get("min_values", 1), menu.get("max_values", 1)
    if menu.get("type") == STRING_SELECT:
        options: list[JsonObject] = menu.get("options") or []
        form.count((*at, "options"), options, least=1, most=OPTIONS)
        for position, option in enumerate(options):
            place = (*at, "options", position)
            form.text((*place, "label"), option.get("label"), least=1, most=OPTION_TEXT)
            form.text((*place, "value"), option.get("value"), least=1, most=OPTION_TEXT)
            form.text((*place, "description"), option.get("description"), most=OPTION_TEXT)
        values = [option.get("value") for option in options]
        form.unique((*at, "options"), values, "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "Values")
        if most > len(options):
            form.reject((*at, "max_values"), "SELECT_COMPONENT_MAX_VALUES", "More than the options")
    if not (0 <= least <= most <= OPTIONS):
        form.reject((*at, "min_values"), "NUMBER_TYPE_MAX", "min_values exceeds max_values or 25")


def _check_input(form: Form, at: Path, field: JsonObject) -> None:
    form.text((*at, "custom_id"), field.get("custom_id"), least=1, most=CUSTOM_ID)
    form.text((*at, "label"), field.get("label"), most=INPUT_LABEL)
    form.text((*at, "placeholder"), field.get("placeholder"), most=INPUT_PLACEHOLDER)
    form.text((*at, "value"), field.get("value"), most=INPUT_VALUE)
    least, most = field.get("min_length") or 0, field.get("max_length") or INPUT_VALUE
    if not 0 <= least <= most <= INPUT_VALUE:
        form.reject((*at, "max_length"), "NUMBER_TYPE_MAX", f"Must be at most {INPUT_VALUE}.")


def _check_custom_ids(form: Form, at: Path, parts: list[JsonObject]) -> None:
    ids = [part["custom_id"] for part in parts if part.get("custom_id")]
    form.unique(at, ids, "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id")
