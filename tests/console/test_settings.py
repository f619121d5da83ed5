"""The settings: what is read, what wins, and one clear line for every bad value."""

from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from newsroom.errors import SettingError
from settings import LogLevel, Settings, read_settings

NAMES = tuple(field.name.upper() for field in fields(Settings))
PLANTED = "planted.token.0123456789"


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def test_defaults_need_no_environment() -> None:
    settings = read_settings()
    assert settings.discord_token is None
    assert settings.data_dir == Path("data")
    assert settings.nlp_model is None
    assert settings.allow_private_urls is False
    assert settings.log_level is LogLevel.INFO


def test_the_environment_wins_over_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("DATA_DIR=from-file\nLOG_LEVEL=error\n", encoding="utf-8")
    monkeypatch.setenv("DATA_DIR", "from-environment")
    settings = read_settings()
    assert settings.data_dir == Path("from-environment")
    assert settings.log_level is LogLevel.ERROR


def test_an_empty_value_counts_as_unset(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DATA_DIR=\nNLP_MODEL=\n", encoding="utf-8")
    for name in ("DISCORD_TOKEN", "ALLOW_PRIVATE_URLS", "LOG_LEVEL"):
        monkeypatch.setenv(name, "")
    assert read_settings() == Settings()


def test_the_example_file_is_valid_and_says_the_defaults() -> None:
    example = Path(__file__).resolve().parents[2] / ".env.example"
    assert read_settings(example) == Settings()


def test_the_token_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", f"  {PLANTED}\n")
    settings = read_settings()
    assert settings.discord_token is not None
    assert settings.discord_token.reveal() == PLANTED
    assert PLANTED not in repr(settings) + str(settings) + repr(settings.discord_token)


def test_settings_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        read_settings().log_level = LogLevel.DEBUG  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LOG_LEVEL", "loud"),
        ("ALLOW_PRIVATE_URLS", "perhaps"),
        ("DISCORD_TOKEN", f"{PLANTED} twice"),
        ("DISCORD_TOKEN", f"{PLANTED}ß"),
        ("DATA_DIR", __file__),
    ],
)
def test_a_bad_value_is_one_line_that_names_the_setting(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingError) as caught:
        read_settings()
    line = str(caught.value)
    assert line.startswith(f"{name}: ")
    assert "\n" not in line
    assert PLANTED not in line
    assert caught.value.__suppress_context__


def test_an_unreadable_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"LOG_LEVEL=\xff\xfe\n")
    with pytest.raises(SettingError, match="not a UTF-8 text file"):
        read_settings()


def test_unknown_names_in_the_file_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SOMETHING_ELSE=1\n", encoding="utf-8")
    assert read_settings() == Settings()
