"""Numbers by which people call things on a desk, however many digits somebody types."""

LARGEST = 2**63 - 1
_DIGITS = 18


def read_number(typed: str) -> int | None:
    """The number that some digits are; None where they are none, LARGEST where too many."""
    digits = typed.strip()
    if not (digits.isascii() and digits.isdigit()):
        return None
    return int(digits) if len(digits) <= _DIGITS else LARGEST


def read_hashed(typed: str) -> int | None:
    """The number of "#12"; None for anything else."""
    hashed = typed.strip()
    return read_number(hashed[1:]) if hashed.startswith("#") else None
