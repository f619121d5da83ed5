"""The power goes at any moment: a desk holds what was acknowledged, and nothing by half."""

from pathlib import Path
from random import Random

import pytest

from tests.killing.inspection import Damaged, Lost
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

STEPS, TRIED = 6, 25
Recorded = tuple[Run, Run, bytes]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    """Two runs of a writer, and its desk's file between them."""
    return record(Place(tmp_path_factory.mktemp("written")), STEPS)


def some(states: list[State]) -> list[State]:
    """As many of the states as an ordinary test has time for."""
    return Random(4).sample(states, min(TRIED, len(states)))


@pytest.mark.parametrize("which", [0, 1])
def test_a_log_that_ends_anywhere_holds_the_commits_before(
    recorded: Recorded, which: int, tmp_path: Path
) -> None:
    states = list(cuts(recorded[:2][which]))
    assert len(states) > 100
    assert [harm for state in some(states) if (harm := check(tmp_path / "cut", state))] == []


@pytest.mark.parametrize("which", [0, 1])
def test_a_commit_of_which_some_is_missing_is_none(
    recorded: Recorded, which: int, tmp_path: Path
) -> None:
    states = list(reordered(recorded[:2][which], Random(5)))
    assert [harm for state in some(states) if (harm := check(tmp_path / "torn", state))] == []


def test_a_checkpoint_that_stopped_anywhere_is_made_again(
    recorded: Recorded, tmp_path: Path
) -> None:
    first, _, checkpointed = recorded
    for state in half_copied(first, checkpointed, Random(6), 8):
        assert check(tmp_path / "half", state) is None


def test_a_disk_that_lies_about_what_it_kept_is_found_out(
    recorded: Recorded, tmp_path: Path
) -> None:
    """So the checks can fail: a log cut before what was acknowledged, a checkpoint without one."""
    first, _, checkpointed = recorded
    *_, before, last = first.commits
    lost = State(first.desk, first.log[: before.end], last.ledger)
    assert isinstance(check(tmp_path / "lost", lost), Lost | Damaged)
    desk = torn_desk(first.desk, checkpointed, Random(7))
    assert isinstance(check(tmp_path / "bare", State(desk, b"", last.ledger)), Damaged)
