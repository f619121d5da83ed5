"""A few of the many kills, and the proof that the count of what they harm can be above nothing."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def kill(count: int, *options: str) -> subprocess.CompletedProcess[str]:
    """Kills in a process of their own, which forks: this one has threads."""
    command = [sys.executable, "-m", "benchmarks.kills", "--kills", str(count), *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_whatever_is_killed_nothing_acknowledged_is_lost_and_nothing_is_damaged() -> None:
    done = kill(30)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("found: 0 damaged, 0 lost, 0 twice\n")
    inside = re.search(r"(\d+) inside a transaction, (\d+) in a commit", done.stdout)
    assert inside and int(inside[1]) + int(inside[2]) > 5, "the kills came between the writes"
    acts = {word for _, word in re.findall(r"(\d+) (\w+)", done.stdout.split("acknowledged:")[1])}
    assert len(acts) > 4, "hardly anything was done before each kill"


@pytest.mark.parametrize("fault", ["early", "unjournaled"])
def test_a_store_that_says_too_much_or_keeps_no_log_is_found_out(fault: str) -> None:
    done = kill(60, "--broken", fault)
    assert done.returncode == 1
    assert re.search(r"[1-9]\d* (damaged|lost)", done.stdout), done.stdout
