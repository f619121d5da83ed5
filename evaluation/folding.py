"""How texts are compared: the desk's own rule, and labels of sources without what varies."""

_FOLD = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
_ARTICLES = ("the", "a", "an")


def ascii_marks(text: str) -> str:
    """Quotation marks, dashes and hard spaces to ASCII, all in lower case."""
    return text.translate(_FOLD).lower()


def fold(text: str) -> str:
    """Quotes and dashes to ASCII, lower case, single spaces: the desk's own rule."""
    return " ".join(ascii_marks(text).split())


def label_words(label: str) -> tuple[str, ...]:
    """The words of a source's label without quotation marks and a leading article."""
    words = [word.strip("\"',.") for word in fold(label).split()]
    words = [word for word in words if word]
    return tuple(words[1:] if words and words[0] in _ARTICLES else words)


def same_label(left: str, right: str) -> bool:
    """Whether the words of one label stand, side by side, in the other."""
    short, long = sorted((label_words(left), label_words(right)), key=len)
    places = range(len(long) - len(short) + 1)
    return bool(short) and any(long[i : i + len(short)] == short for i in places)
