"""What doubles with its size is told from what does not."""

import pytest

from benchmarks import scaling


@pytest.mark.parametrize(("power", "is_odd"), [(1, False), (2, True)])
def test_growth_is_told(power: int, is_odd: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]

    def use(text: str) -> None:
        clock[0] += (len(text) / 1_000) ** power

    monkeypatch.setattr(scaling, "process_time", lambda: clock[0])
    took, times = scaling.growth(use, "ab", 4_000)
    assert took == 4**power and (times > scaling.GROWTH) == is_odd
