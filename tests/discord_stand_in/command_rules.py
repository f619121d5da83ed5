"""What Discord refuses in registered commands and in autocomplete choices."""

import unicodedata
from collections import Counter

from .form import Form, Path
from .refusals import JsonObject

SLASH, USER_COMMAND, MESSAGE_COMMAND = 1, 2, 3
SUBCOMMAND, GROUP, STRING, INTEGER, NUMBER = 1, 2, 3, 4, 10
NAME, DESCRIPTION, OPTIONS, CHOICES, CHOICE, COMMAND_SIZE = 32, 100, 25, 25, 100, 8000
MOST_OF_A_KIND = {SLASH: 100, USER_COMMAND: 15, MESSAGE_COMMAND: 15}


def check_commands(form: Form, commands: list[JsonObject]) -> None:
    """Hold a whole set of commands to Discord's rules."""
    kinds = Counter(command.get("type", SLASH) for command in commands)
    for kind, most in MOST_OF_A_KIND.items():
        if kinds[kind] > most:
            form.reject(
                (), "APPLICATION_COMMANDS_LIMIT_REACHED", f"Maximum number reached ({most})"
            )
    names = [(command.get("type", SLASH), command.get("name")) for command in commands]
    form.unique((), names, "APPLICATION_COMMANDS_DUPLICATE_NAME", "Command names")
    for position, command in enumerate(commands):
        check_command(form, (position,), command)


def check_command(form: Form, at: Path, command: JsonObject) -> None:
    """Hold one command to Discord's rules."""
    if command.get("type", SLASH) != SLASH:
        form.text((*at, "name"), command.get("name"), least=1, most=NAME)
        if command.get("description") or command.get("options"):
            form.reject(at, "APPLICATION_COMMAND_CONTEXT_MENU", "Only a name is allowed here")
        return
    _check_named(form, at, command)
    _check_options(form, (*at, "options"), command.get("options") or [], depth=0)
    if _size(command) > COMMAND_SIZE:
        form.reject(
            at, "APPLICATION_COMMAND_TOO_LARGE", f"Command exceeds maximum size ({COMMAND_SIZE})"
        )


def check_choices(form: Form, at: Path, choices: list[JsonObject], option_type: int) -> None:
    """Hold the choices of an option, fixed or suggested while typing, to Discord's rules."""
    form.count(at, choices, most=CHOICES)
    for position, choice in enumerate(choices):
        form.text((*at, position, "name"), choice.get("name"), least=1, most=CHOICE)
        value = choice.get("value")
        if option_type == STRING:
            form.text((*at, position, "value"), value, least=1, most=CHOICE)
        elif isinstance(value, bool) or not isinstance(value, int | float):
            form.reject(
                (*at, position, "value"), "NUMBER_TYPE_COERCE", f'Value "{value}" is not a number.'
            )


def is_slash_name(name: object) -> bool:
    """Whether a name is lower case and made of letters, numbers, `-`, `_` and `'` only."""
    if not isinstance(name, str) or not 1 <= len(name) <= NAME or name != name.lower():
        return False
    return all(letter in "-_'" or unicodedata.category(letter)[0] in "LN" for letter in name)


def _check_named(form: Form, at: Path, thing: JsonObject) -> None:
    if not is_slash_name(thing.get("name")):
        form.reject((*at, "name"), "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    form.text((*at, "description"), thing.get("description"), least=1, most=DESCRIPTION)


def _check_options(form: Form, at: Path, options: list[JsonObject], *, depth: int) -> None:
    form.count(at, options, most=OPTIONS)
    names = [option.get("name") for option in options]
    form.unique(at, names, "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED", "Option names")
    nested = [option.get("type") in (SUBCOMMAND, GROUP) for option in options]
    if any(nested) and not all(nested):
        form.reject(at, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-command and sub-command"
                    " group option types are mutually exclusive to all other types")  # fmt: skip
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        form.reject(at, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                    "Required options must be placed before non-required options")  # fmt: skip
    for position, option in enumerate(options):
        _check_option(form, (*at, position), option, depth)


def _check_option(form: Form, at: Path, option: JsonObject, depth: int) -> None:
    _check_named(form, at, option)
    kind = option.get("type")
    if (kind == GROUP and depth > 0) or (kind == SUBCOMMAND and depth > 1):
        form.reject((*at, "type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Nested too deep")
    if kind in (SUBCOMMAND, GROUP):
        deeper = depth + (2 if kind == SUBCOMMAND else 1)
        _check_options(form, (*at, "options"), option.get("options") or [], depth=deeper)
    if choices := option.get("choices"):
        check_choices(form, (*at, "choices"), choices, kind if isinstance(kind, int) else STRING)
    if option.get("autocomplete") and option.get("choices"):
        form.reject((*at, "autocomplete"), "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES",
                    "Choices and autocomplete exclude each other")  # fmt: skip


def _size(thing: JsonObject) -> int:
    own = len(thing.get("name") or "") + len(thing.get("description") or "")
    own += sum(
        len(str(choice.get("name", ""))) + len(str(choice.get("value", "")))
        for choice in thing.get("choices") or ()
    )
    return own + sum(_size(option) for option in thing.get("options") or ())
