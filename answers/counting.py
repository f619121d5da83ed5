"""A number with its noun, as answers say it."""


def counted(number: int, noun: str, plural: str = "") -> str:
    """A count in words: "1 claim", "2 claims", "3 parties"."""
    return f"{number} {noun}" if number == 1 else f"{number} {plural or noun + 's'}"
