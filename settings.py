"""What the environment and `.env` say: one frozen Settings, read once by the entry point."""

from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from newsroom.errors import SettingError

ENV_FILE = Path(".env")


class LogLevel(StrEnum):
    """How much the bot writes to its log."""

    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"
    CRITICAL = "CRITICAL"

    @classmethod
    def _missing_(cls, value: object) -> "LogLevel | None":
        return cls.__members__.get(str(value).strip().upper())


_MENDS = {
    "discord_token": "is not a bot token; copy it again from the Discord developer portal.",
    "data_dir": "is a file, not a folder; name a folder that Byline may write to.",
    "nlp_model": "is no name of a language pipeline; unset it to use the one that ships.",
    "allow_private_urls": "is neither yes nor no; use true or false.",
    "log_level": f"is no log level; use {', '.join(LogLevel)}.",
}
"""What is wrong with a bad value and what to do about it, a setting each."""


class Settings(BaseSettings):
    """Every setting, checked; an empty value counts as unset."""

    model_config = SettingsConfigDict(
        env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    discord_token: SecretStr | None = None
    data_dir: Path = Path("data")
    nlp_model: str | None = None
    allow_private_urls: bool = False
    log_level: LogLevel = LogLevel.INFO

    @field_validator("discord_token")
    @classmethod
    def _strip_token(cls, token: SecretStr | None) -> SecretStr | None:
        stripped = token.get_secret_value().strip() if token else ""
        if not all("!" <= char <= "~" for char in stripped):
            raise ValueError("not a token")
        return SecretStr(stripped) if stripped else None

    @field_validator("data_dir")
    @classmethod
    def _expand_folder(cls, folder: Path) -> Path:
        folder = folder.expanduser()
        if folder.exists() and not folder.is_dir():
            raise ValueError("not a folder")
        return folder


def read_settings(env_file: Path = ENV_FILE) -> Settings:
    """The settings of this process; the environment wins over the file.

    Raises SettingError with one line that names the setting and what to do.
    """
    source: dict[str, Any] = {"_env_file": env_file}
    try:
        return Settings(**source)
    except ValidationError as error:
        raise SettingError(_complaint(error)) from None
    except UnicodeDecodeError:
        raise SettingError(f"{env_file}: not a UTF-8 text file; write it anew.") from None
    except OSError as error:
        raise SettingError(f"{env_file}: cannot be read ({error.strerror}).") from None


def _complaint(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    setting = str(first["loc"][0])
    value = "the value" if setting == "discord_token" else repr(first["input"])
    return f"{setting.upper()}: {value} {_MENDS[setting]}"
