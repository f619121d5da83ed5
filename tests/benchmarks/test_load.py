"""The load: people on the loopback Discord, a bot in a process of its own, what is measured."""

import argparse
import re
from pathlib import Path

import pytest

from benchmarks.load import Measured, measure


@pytest.mark.asyncio
async def test_a_short_run_measures_what_it_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = argparse.Namespace(minutes=0.05, rate=10.0, adds=20.0, articles=50)
    await measure(options, tmp_path)
    printed = capsys.readouterr().out
    assert re.search(r"^\d\d interactions in 0.05 minutes", printed, re.MULTILINE), printed
    assert "refused" not in printed
    assert "missing" not in printed
    assert "/add" in printed


def test_growth_is_the_slope_in_megabytes_an_hour() -> None:
    flat = Measured(memory=[(minute, 400.0 + minute % 2) for minute in range(60)])
    rising = Measured(memory=[(minute, 400.0 + minute) for minute in range(60)])
    assert abs(flat.growth(10)) < 1
    assert rising.growth(10) == pytest.approx(60)
    assert Measured(memory=[(0.0, 1.0)]).growth(0) == 0


def test_a_fault_is_counted_by_its_words() -> None:
    measured = Measured()
    measured.fault("late")
    measured.fault("late")
    assert measured.faults == {"late": 2}
