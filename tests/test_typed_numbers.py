"""What somebody types for a number is one, the largest there is, or none."""

import pytest

from newsroom.typed import LARGEST, read_hashed, read_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12), (" #12 ", 12), ("0", 0), ("#007", 7), ("9" * 18, 10**18 - 1),
        ("9" * 19, LARGEST), ("9" * 5_000, LARGEST), ("²", None), ("٣", None), ("-1", None),
        ("1.0", None), ("", None), ("#", None), ("##1", None), ("1 2", None),
    ],
)  # fmt: skip
def test_numbers_are_read_or_are_none(typed: str, number: int | None) -> None:
    assert read_number(typed) == number
    assert read_hashed(typed) == (number if typed.strip().startswith("#") else None)
