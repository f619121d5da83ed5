"""Settings, dates and times as anybody may write them: understood, or refused in one line."""

from pathlib import Path

import click
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commandline.options import Day, DeskName, Shards
from digests.zones import read_time, read_zone, suggest_zones
from extraction.claims.dates import extract_dates, find_timestamp, read_timestamp
from newsroom.article import Span
from newsroom.errors import NewsroomError, SettingError
from presentation import limits
from settings import Settings, read_settings
from tests.fuzzing.profile import SOME
from tests.fuzzing.strategies import LINES, PROSE

SHORT_LINE = 400
TOKEN = "planted.token.0123456789"
NAMES = ("DISCORD_TOKEN", "DATA_DIR", "NLP_MODEL", "ALLOW_PRIVATE_URLS", "LOG_LEVEL", "OTHER")
VALUES = st.sampled_from(
    ("yes", "DEBUG", "~/desk", "~nobody/desk", "~", "$HOME", "${DATA_DIR}", "'", '"a', "\0",
     "/dev/null", "/etc/passwd", "a" * 5_000, "..", "", "#", "=")
) | LINES  # fmt: skip
LINES_OF_IT = st.lists(
    st.tuples(st.sampled_from(("", "export ", " ")), st.sampled_from(NAMES), VALUES), max_size=5
).map(lambda lines: "\n".join(f"{before}{name}={value}" for before, name, value in lines))
ENV = st.tuples(LINES_OF_IT, st.sampled_from(("", TOKEN, f"{TOKEN} twice", f"'{TOKEN}"))).map(
    lambda drawn: f"{drawn[0]}\nDISCORD_TOKEN={drawn[1]}\n"
)
DIGITS = st.text("0123456789-:./ TWZapmAPM٣²", max_size=14)
TIMES = DIGITS | LINES | st.times().map(str) | st.datetimes().map(str)


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No setting in the environment, and a place for the file."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    return tmp_path / ".env"


@SOME
@given(ENV.map(lambda text: text.encode("utf-8", "replace")) | st.binary(max_size=200))
@example(b"DATA_DIR=~nobody/desk")
@example(b"DATA_DIR=" + b"a" * 5_000)
@example(b'DATA_DIR="\\x00"')
def test_any_file_of_settings(bare: Path, content: bytes) -> None:
    bare.write_bytes(content)
    try:
        found = read_settings(bare)
    except SettingError as error:
        line = str(error)
        assert "\n" not in line and len(line) < SHORT_LINE and TOKEN not in line
    else:
        assert isinstance(found, Settings) and TOKEN not in repr(found)


@SOME
@given(TIMES)
def test_times_of_day_and_zones(text: str) -> None:
    for read in (read_time, read_zone):
        try:
            read(text)
        except NewsroomError as error:
            assert "\n" not in str(error) and len(str(error)) < SHORT_LINE
    assert len(suggest_zones(text, limits.CHOICES)) <= limits.CHOICES


@SOME
@given(TIMES | PROSE)
def test_dates_in_a_text_and_beside_it(text: str) -> None:
    read_timestamp(text)
    found = find_timestamp(text)
    assert found is None or found[1].of(text)
    for mention in extract_dates(text, Span(0, len(text)), read_timestamp("2031-03-04")):
        assert mention.span.of(text) == mention.text


@SOME
@given(TIMES, st.sampled_from((Day(), DeskName(), Shards())))
def test_days_desks_and_shards_on_the_command_line(
    text: str, kind: click.ParamType[object]
) -> None:
    try:
        kind.convert(text, None, None)
    except click.BadParameter as error:
        assert "\n" not in error.format_message()
