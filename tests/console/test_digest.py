"""A day's digest at the command line: by the day that articles came, else by their own dates."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from commandline.clock import local_zone
from tests.console.conftest import Invoke, Spawn

TODAY = datetime.now(UTC).date()


def test_today_s_digest_as_text(invoke: Invoke, sample_folder: Path) -> None:
    result = invoke("digest", "--data-dir", sample_folder, "--timezone", "UTC")
    assert result.exit_code == 0, result.output
    assert "5 new articles in 1 story." in result.stdout
    assert "New story: “Putin asked Musk to leave Starlink off over Taiwan" in result.stdout
    assert "Correction #" in result.stdout and "One unnamed source #" in result.stdout


def test_the_same_as_one_object(invoke: Invoke, sample_folder: Path) -> None:
    result = invoke("digest", "--json", "--data-dir", sample_folder, "--timezone", "UTC")
    (line,) = result.stdout.splitlines()
    record = json.loads(line)
    assert record["basis"] == "added" and not record["quiet"]
    assert record["date"] in {TODAY.isoformat(), (TODAY - timedelta(days=1)).isoformat()}
    (story,) = record["stories"]
    assert len(story["articles"]) == story["articles_in_all"] == 5
    kinds = {item["kind"] for item in story["items"]}
    assert kinds == {"one_unnamed_source", "response", "no_comment", "new_claim"}
    for item in story["items"]:
        assert item["claim"]["id"] and item["claim"]["sentence"] and item["claim"]["chain"]
    assert record["text"].startswith("Digest for ")


def test_a_day_on_which_nothing_came_tells_what_was_published_then(
    invoke: Invoke, sample_folder: Path
) -> None:
    day = ("--date", "2024-10-26", "--data-dir", sample_folder)
    record = json.loads(invoke("digest", "--json", *day).stdout)
    assert record["basis"] == "published"
    assert [one["outlet"] for one in record["stories"][0]["articles"]] == [
        "The Harbour Ledger", "Northgate Wire",
    ]  # fmt: skip
    assert "No article came to this desk then" in invoke("digest", *day).stdout
    since = ("--since", "2024-10-01", "--date", "2024-11-30", "--data-dir", sample_folder)
    record = json.loads(invoke("digest", "--json", *since).stdout)
    assert (record["from"], len(record["stories"][0]["articles"])) == ("2024-10-01", 5)


def test_a_day_without_anything_is_quiet(invoke: Invoke, sample_folder: Path) -> None:
    result = invoke("digest", "--date", "1999-01-01", "--data-dir", sample_folder)
    assert result.exit_code == 0
    assert result.stdout.strip() == "Digest for Friday 1 January 1999: nothing new."


def test_an_empty_desk_is_quiet(invoke: Invoke, tmp_path: Path) -> None:
    result = invoke("digest", "--data-dir", tmp_path)
    assert result.exit_code == 0 and "nothing new" in result.stdout


@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        (("--date", "yesterday"), 2, "write it as 2024-10-25"),
        (("--since", "0001-01-01"), 2, "out of reach"),
        (("--timezone", "Mars"), 1, "no time zone"),
    ],
)
def test_bad_days_and_zones_are_explained(
    invoke: Invoke, tmp_path: Path, given: tuple[str, ...], code: int, words: str
) -> None:
    result = invoke("digest", "--data-dir", tmp_path, *given)
    assert (result.exit_code, words in result.stderr) == (code, True), result.stderr


def test_a_newcomer_sees_a_digest_in_the_session(spawn: Spawn) -> None:
    result = spawn(stdin="Digest\nwho is Kiriyenko?\n")
    assert result.returncode == 0, result.stderr
    assert "5 new articles in 1 story." in result.stdout
    assert result.stdout.index("Digest for") < result.stdout.index("Sergey Kiriyenko:")


def test_this_machine_s_zone_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = tmp_path / "localtime"
    monkeypatch.delenv("TZ", raising=False)
    assert local_zone(link) == "UTC"
    link.symlink_to("/usr/share/zoneinfo/Europe/Warsaw")
    assert local_zone(link) == "Europe/Warsaw"
    monkeypatch.setenv("TZ", ":America/New_York")
    assert local_zone(link) == "America/New_York"
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    assert local_zone(link) == "Europe/Warsaw"
    monkeypatch.setenv("TZ", "Etc/UTC")
    assert local_zone(link) == "UTC"
