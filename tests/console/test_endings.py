"""How commands end: exit codes, one line for an error, pipes, interrupts and secrets."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.console.conftest import ROOT, SAMPLES, SECONDS, TOKEN, Invoke, Spawn, command
from tests.console.test_checks import discord_on_loopback

GIVES_UP_S = 10.0
"""Less than the long article takes."""


@pytest.mark.parametrize(
    "args",
    [
        ["no-such-command"],
        ["ask", "--no-such-option"],
        ["ask", "two", "questions"],
        ["add"],
        ["extract"],
        ["import"],
        ["ask", "q", "--desk", "../elsewhere"],
        ["run", "--shards", "9-3/16"],
    ],
)
def test_wrong_usage_is_one_line_and_2(invoke: Invoke, args: list[str]) -> None:
    result = invoke(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert "--help" in result.stderr


def test_help_is_0(invoke: Invoke) -> None:
    for args in (["--help"], ["ask", "--help"], ["import", "--help"]):
        assert invoke(*args).exit_code == 0


def test_a_bad_setting_is_one_line_and_2(spawn: Spawn) -> None:
    ended = spawn("ask", "who?", LOG_LEVEL="loud")
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr.startswith("LOG_LEVEL: 'loud'")
    assert len(ended.stderr.splitlines()) == 1


def test_run_without_a_token_is_one_line_and_2(spawn: Spawn) -> None:
    ended = spawn("run", DISCORD_TOKEN="")
    assert ended.returncode == 2
    assert ended.stderr.startswith("DISCORD_TOKEN: not set")
    assert len(ended.stderr.splitlines()) == 1


def test_a_missing_language_pipeline_is_one_line_and_2(spawn: Spawn) -> None:
    ended = spawn("extract", SAMPLES[0], NLP_MODEL="no-such-pipeline")
    assert ended.returncode == 2
    assert ended.stderr.startswith("NLP_MODEL: ")
    assert len(ended.stderr.splitlines()) == 1


def test_a_foreign_desk_file_is_one_line_and_1(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "data" / "desks").mkdir(parents=True)
    (tmp_path / "data" / "desks" / "local.db").write_bytes(b"no database at all" * 300)
    for args in (["ask", "who is Musk?"], ["add", str(SAMPLES[0])]):
        result = invoke(*args)
        assert result.exit_code == 1
        assert "local.db" in result.stderr
        assert len(result.stderr.splitlines()) == 1


def test_a_data_folder_that_is_a_file_is_one_line_and_2(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = invoke("ask", "who?", "--data-dir", "file")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


def test_ask_starts_without_spacy_and_discord(sample_folder: Path) -> None:
    hook = (
        "import atexit, runpy, sys;"
        "atexit.register(lambda: print(*sorted(sys.modules), sep=chr(10), file=sys.stderr));"
        f"sys.path.insert(0, {str(ROOT)!r});"
        f"sys.argv = ['bot.py', 'ask', 'who is Musk?', '--data-dir', {str(sample_folder)!r}];"
        f"runpy.run_path({str(ROOT / 'bot.py')!r}, run_name='__main__')"
    )
    ended = subprocess.run(
        [sys.executable, "-c", hook], capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert ended.returncode == 0, ended.stderr
    assert "Musk" in ended.stdout
    loaded = set(ended.stderr.splitlines())
    assert "services" in loaded
    assert not loaded & {
        "spacy",
        "thinc",
        "discord",
        "aiohttp",
        "presentation.embeds",
        "commandline.gateway",
    }


def test_a_closed_pipe_is_no_error(sample_folder: Path) -> None:
    words = [*command("ask", "--json", "--data-dir", sample_folder)]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdout.close()
        process.stdin.write(b"who is Musk?\n" * 50)
        process.stdin.close()
        complaints = process.stderr.read()
        code = process.wait(SECONDS)
    assert (code, complaints) == (0, b"")


def test_answers_come_one_by_one(sample_folder: Path) -> None:
    words = command("ask", "--json", "--data-dir", sample_folder)
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin and process.stdout
        for question in ("who is Musk?", "who is Putin?"):
            process.stdin.write(f"{question}\n".encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["question"] == question
        process.stdin.close()
        assert process.wait(SECONDS) == 0


def test_an_interrupt_is_quiet_and_130(sample_folder: Path) -> None:
    words = command("ask", "--json", "--data-dir", sample_folder)
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write(b"who is Musk?\n")
        process.stdin.flush()
        process.stdout.readline()
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        complaints = process.stderr.read()
        code = process.wait(SECONDS)
    assert code == 130
    assert complaints.strip() == b""


def test_an_interrupt_does_not_wait_for_a_long_article() -> None:
    with subprocess.Popen(
        command("extract", "-"), stdin=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin and process.stderr
        process.stdin.write(b"The mayor of Taipei said that Elon Musk had called him. " * 3_500)
        process.stdin.close()
        time.sleep(4)
        process.send_signal(signal.SIGINT)
        code = process.wait(GIVES_UP_S)
        complaints = process.stderr.read()
    assert code == 130
    assert complaints.strip() == b""


def test_an_unexpected_failure_is_one_line_and_1(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: object) -> int:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr("console.ask", fails)
    result = invoke("ask", "who?")
    assert result.exit_code == 1
    assert "ZeroDivisionError" in result.stderr
    assert "secret detail" not in result.output
    assert len(result.stderr.splitlines()) == 1


def test_the_token_is_never_printed(spawn: Spawn, tmp_path: Path, sample_folder: Path) -> None:
    (tmp_path / ".env").write_text(f"DISCORD_TOKEN={TOKEN}\n", encoding="utf-8")
    with discord_on_loopback() as api:
        endings = [
            spawn("doctor", "--discord-api", api, no_proxy="127.0.0.1"),
            spawn("doctor", "--discord-api", f"{api}/down", no_proxy="127.0.0.1"),
        ]
    endings += [
        spawn("ask", "who is Musk?", "--data-dir", sample_folder, LOG_LEVEL="DEBUG"),
        spawn("ask", TOKEN[::-1], "--data-dir", sample_folder),
        spawn("add", "gone.txt", DISCORD_TOKEN=f"{TOKEN} twice"),
    ]
    assert [ended.returncode for ended in endings] == [0, 1, 0, 0, 2]
    for ended in endings:
        assert TOKEN not in ended.stdout + ended.stderr
        assert "Traceback" not in ended.stderr


def test_output_is_utf8_whatever_the_locale(spawn: Spawn, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("Кремль\n\nОн сказал “нет”.", encoding="utf-8")
    ended = spawn("add", "story.txt", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert ended.returncode == 0, ended.stderr
    assert "Кремль" in ended.stdout


def test_nothing_is_written_outside_the_data_folder(spawn: Spawn, tmp_path: Path) -> None:
    spawn("ask", "who is Musk?", "--data-dir", "here")
    spawn("doctor", "--discord-api", "http://127.0.0.1:9", "--data-dir", "there")
    assert {path.name for path in tmp_path.iterdir()} <= {"here"}
    assert os.environ.get("DISCORD_TOKEN") is None
