"""What the environment and `.env` say: one frozen Settings, read once by the entry point.

Five settings need no framework: pydantic-settings took a third of every command's start,
python-dotenv and a dataclass take next to nothing.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from dotenv import dotenv_values

from newsroom.errors import SettingError

ENV_FILE = Path(".env")
TOKEN = "DISCORD_TOKEN"
VALUE_CHARS = 80
_YES, _NO = frozenset("true yes on 1 y t".split()), frozenset("false no off 0 n f".split())


class LogLevel(StrEnum):
    """How much the bot writes to its log."""

    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"
    CRITICAL = "CRITICAL"


class Secret:
    """A value that is never printed by accident."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The value itself, for the one call that needs it."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(…)"


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, checked; an empty value counts as unset."""

    discord_token: Secret | None = None
    data_dir: Path = Path("data")
    nlp_model: str | None = None
    allow_private_urls: bool = False
    log_level: LogLevel = LogLevel.INFO


def read_settings(env_file: Path = ENV_FILE) -> Settings:
    """The settings of this process; the environment wins over the file.

    Raises SettingError with one line that names the setting and what to do.
    """
    stated = {**_read_file(env_file), **{k: v for k, v in os.environ.items() if v.strip()}}
    values = {name.upper(): name for name in (field.name for field in fields(Settings))}
    read: dict[str, Any] = {
        field: _READERS[field](stated[name].strip())
        for name, field in values.items()
        if stated.get(name, "").strip()
    }
    return Settings(**read)


def holds_token(env_file: Path) -> bool:
    """Whether the file, which has been read before, says what the token is."""
    return bool((_read_file(env_file).get(TOKEN) or "").strip())


def _read_file(env_file: Path) -> Mapping[str, str]:
    try:
        values = dotenv_values(env_file, encoding="utf-8") if env_file.exists() else {}
    except UnicodeDecodeError:
        raise SettingError(f"{env_file}: not a UTF-8 text file; write it anew.") from None
    except OSError as error:
        raise SettingError(f"{env_file}: cannot be read ({error.strerror}).") from None
    return {name: value for name, value in values.items() if value}


def _read_token(value: str) -> Secret:
    if not all("!" <= char <= "~" for char in value):
        raise SettingError(
            "DISCORD_TOKEN: the value is not a bot token; copy it again from the Discord developer"
            " portal."
        ) from None
    return Secret(value)


def _read_folder(value: str) -> Path:
    wanted = "name a folder that Byline may write to."
    try:
        folder = Path(value).expanduser()
        is_file = folder.exists() and not folder.is_dir()
    except (OSError, RuntimeError, ValueError):  # too long, nobody's home, or with a NUL in it
        raise SettingError(f"DATA_DIR: {_shown(value)} is no path; {wanted}") from None
    if is_file:
        raise SettingError(f"DATA_DIR: {_shown(value)} is a file, not a folder; {wanted}") from None
    return folder


def _shown(value: str) -> str:
    """A value that is not the token, short enough for a line."""
    shown = repr(value)
    return shown if len(shown) <= VALUE_CHARS else shown[:VALUE_CHARS] + "…"


def _read_flag(value: str) -> bool:
    if value.lower() not in _YES | _NO:
        raise SettingError(
            f"ALLOW_PRIVATE_URLS: {_shown(value)} is neither yes nor no; use true or false."
        ) from None
    return value.lower() in _YES


def _read_level(value: str) -> LogLevel:
    level = LogLevel.__members__.get(value.upper())
    if level is None:
        raise SettingError(
            f"LOG_LEVEL: {_shown(value)} is no log level; use {', '.join(LogLevel)}."
        ) from None
    return level


_READERS: dict[str, Callable[[str], object]] = {
    "discord_token": _read_token,
    "data_dir": _read_folder,
    "nlp_model": str,
    "allow_private_urls": _read_flag,
    "log_level": _read_level,
}
