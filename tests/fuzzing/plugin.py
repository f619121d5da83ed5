"""For `make fuzz`: every property test, with many times its examples, and a table of the tries.

`python -m pytest -p tests.fuzzing.plugin --times 100 -m hypothesis [PATH…]`
"""

import re
from typing import Any

import pytest
from hypothesis import settings

TRIED = re.compile(r"(\d[\d_,]*) passing, (\d+) failing(?: test cases| examples)?, (\d+) invalid")
PHASE = re.compile(r"(\d+) passing.*?(\d+) failing.*?(\d+) invalid")


def pytest_addoption(parser: pytest.Parser) -> None:
    """How many times the examples of the ordinary suite are tried."""
    parser.addoption("--times", type=int, default=100, help="that many times the examples")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Give each property test its larger share; each run tries something else."""
    times = config.getoption("--times")
    for function in {getattr(item, "obj", None) for item in items}:
        test: Any = getattr(function, "__func__", function)
        own = getattr(test, "_hypothesis_internal_use_settings", None)
        if own is not None:
            test._hypothesis_internal_use_settings = settings(
                own, max_examples=own.max_examples * times, derandomize=False, deadline=None
            )


def _tried(item: pytest.Item) -> int:
    told = str(getattr(item, "hypothesis_statistics", ""))
    return sum(int(passed) + int(failed) for passed, failed, _ in PHASE.findall(told))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Note how many examples a test tried."""
    outcome = yield
    report = outcome.get_result()
    if report.when == "call":
        report.user_properties.append(("tried", _tried(item)))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """What was tried, a line for each test, and in all."""
    total = 0
    terminalreporter.section("what was tried")
    for kind in ("passed", "failed"):
        for report in terminalreporter.stats.get(kind, ()):
            tried = dict(report.user_properties).get("tried", 0)
            if not tried:
                continue
            total += tried
            terminalreporter.write_line(f"{tried:>9,}  {kind:<6}  {report.nodeid}")
    terminalreporter.write_line(f"{total:>9,}  in all")
