"""The load: people on the loopback Discord, a bot in a process of its own, what is measured."""

import argparse
import re
from pathlib import Path

import pytest

from benchmarks.load import Measured, growth, measure


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
    flat = [(minute, 400.0 + minute % 2) for minute in range(60)]
    rising = [(minute, 400.0 + minute) for minute in range(60)]
    assert abs(growth(flat, 10)) < 1
    assert growth(rising, 10) == pytest.approx(60)
    assert growth([(0.0, 1.0)], 0) == 0


def test_the_least_of_each_whole_minute_is_told() -> None:
    memory = [(0.0, 410.0), (0.5, 400.0), (1.0, 440.0), (1.9, 430.0), (2.0, 300.0)]
    assert Measured(memory=memory).least_of_each_minute() == [(0, 400.0), (1, 430.0)]
    assert Measured().least_of_each_minute() == []


def test_a_fault_is_counted_by_its_words() -> None:
    measured = Measured()
    measured.fault("late")
    measured.fault("late")
    assert measured.faults == {"late": 2}
