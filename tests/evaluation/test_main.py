"""`python -m evaluation`: which measures run, and what is kept of them."""

from pathlib import Path

import pytest

from evaluation import __main__ as program
from evaluation.comparing import read_scores
from evaluation.scores import Score

SCORES = (Score("desk", "roles", ((1, 2, 2), (2, 2, 2))),)


@pytest.fixture
def measures(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two measures that only note that they ran."""
    ran: list[str] = []

    def measure(name: str, scores: tuple[Score, ...]) -> tuple[Score, ...]:
        ran.append(name)
        return scores

    monkeypatch.setattr(
        program,
        "MEASURES",
        {"desk": lambda: measure("desk", SCORES), "seed": lambda: measure("seed", ())},
    )
    return ran


def run(monkeypatch: pytest.MonkeyPatch, *words: object) -> None:
    monkeypatch.setattr("sys.argv", ["evaluation", *map(str, words)])
    program.main()


def test_everything_runs_and_nothing_is_written(
    measures: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    run(monkeypatch)
    assert measures == ["desk", "seed"]
    assert not list(tmp_path.iterdir())


def test_one_run_is_kept_and_the_next_is_set_against_it(
    measures: list[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    kept = tmp_path / "scores.json"
    run(monkeypatch, "desk", "--save", kept)
    assert measures == ["desk"]
    assert read_scores(kept) == SCORES
    run(monkeypatch, "desk", "--against", kept)
    assert "1 figures compared: 0 worse, 1 the same." in capsys.readouterr().out


def test_a_measure_that_there_is_not_is_wrong_usage(
    measures: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(monkeypatch, "spelling")
    assert stopped.value.code == 2
    assert "no such measure: spelling; there are desk, seed" in capsys.readouterr().err
    assert not measures
