"""Numbers as people type them, however long or strange what they typed is."""

LARGEST = 2**63 - 1
"""What a file can hold; nothing is ever called by a larger number."""


def read_number(typed: str) -> int | None:
    """The number of something, "12" or "#12", the largest for a larger; None where it is none."""
    number = typed.strip().removeprefix("#")
    if not (number.isascii() and number.isdigit()):
        return None
    return LARGEST if len(number) >= len(str(LARGEST)) else int(number)


def read_hashed(typed: str) -> int | None:
    """The same for what is a number only with the mark before it."""
    return read_number(typed) if typed.strip().startswith("#") else None
