"""The power goes at any moment: a desk holds what was acknowledged, and nothing by half."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from tests.killing.inspection import Damaged, Harm, Lost
from tests.killing.lives import Place
from tests.killing.power import (
    Run,
    State,
    check,
    cuts,
    half_copied,
    record,
    reordered,
    torn_desk,
)

STEPS, LEAST = 6, 10
Runs = tuple[Run, Run]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    """Two runs of a writer, with a checkpoint between them."""
    return record(Place(tmp_path_factory.mktemp("written")), STEPS)


def harms(folder: Path, states: Iterator[State], every: int) -> list[Harm]:
    """What is wrong with some of the states, as many as an ordinary test has time for."""
    tried = [check(folder / "state", state) for state in islice(states, None, None, every)]
    assert len(tried) > LEAST
    return [harm for harm in tried if harm is not None]


@pytest.mark.parametrize("which", [0, 1])
def test_a_log_that_ends_anywhere_holds_the_commits_before(
    recorded: Runs, which: int, tmp_path: Path
) -> None:
    assert harms(tmp_path, cuts(recorded[which]), 23) == []


@pytest.mark.parametrize("which", [0, 1])
def test_a_commit_of_which_some_is_missing_is_none(
    recorded: Runs, which: int, tmp_path: Path
) -> None:
    assert harms(tmp_path, reordered(recorded[which], Random(5)), 1) == []


def test_a_checkpoint_that_stopped_anywhere_is_made_again(recorded: Runs, tmp_path: Path) -> None:
    first, second = recorded
    for state in half_copied(first, second.desk, Random(6), 8):
        assert check(tmp_path / "half", state) is None


def test_a_disk_that_lies_about_what_it_kept_is_found_out(recorded: Runs, tmp_path: Path) -> None:
    """So the checks can fail: a log cut before what was acknowledged, a checkpoint without one."""
    first, second = recorded
    *_, before, last = first.commits
    lost = State(first.desk, first.log[: before.end], last.ledger)
    assert isinstance(check(tmp_path / "lost", lost), Lost | Damaged)
    desk = torn_desk(first.desk, second.desk, Random(7))
    assert isinstance(check(tmp_path / "bare", State(desk, b"", last.ledger)), Damaged)
