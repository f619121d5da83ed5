"""Words made safe and short: escape, fit, count and join."""

import re
from collections.abc import Sequence

CUT = "…"

_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_PILE = re.compile(f"([{_MARKS}]{{4}})[{_MARKS}]+")
_SPACE = re.compile(r"\s+")
_BREAK = re.compile("[\n\r\t\v\f\x1c-\x1f\x85\u2028\u2029]")
_LINE_BREAK = re.compile("\r\n|[\n\r\v\f\x1c-\x1f\x85\u2028\u2029]")

_EVERYONE = re.compile("@(?=everyone|here)", re.IGNORECASE)
_ANGLE = re.compile(r"<(?=[@#:/]|a:|t:|id:)")
_MARKUP = re.compile(r"[\\*_~|`\[\]<]")
_LINE_START = re.compile(r"^([ \t]*)([#>+-])", re.MULTILINE)
_NUMBERED = re.compile(r"^([ \t]*\d{1,20})\.", re.MULTILINE)
_HOST = re.compile(r"\b(www|discord|discordapp|dis)\.(?=\w)", re.IGNORECASE)
_SHORTCODE = re.compile(r":(?=([\w+\\-]{1,60}):)")
_GAP = "\u200a"  # a hair space: seen, and enough to part "@" from the name that it would call


def clean(text: str) -> str:
    """Text without control, bidirectional and invisible characters; line breaks stay."""
    return _PILE.sub(r"\1", _UNSEEN.sub("", text))


def inline(text: str) -> str:
    """Clean text on one line: a run of white space that breaks the line becomes one space."""
    return _SPACE.sub(_on_one_line, clean(text)).strip()


def _on_one_line(space: re.Match[str]) -> str:
    return " " if _BREAK.search(space[0]) else space[0]


def plain(text: str) -> str:
    """Text that Discord shows as it stands: no mention, link, emoji code or markup in it works."""
    text = _LINE_BREAK.sub("\n", clean(text)).replace("\t", " ")
    text = _EVERYONE.sub("@" + _GAP, text)
    text = _ANGLE.sub("<" + _GAP, text)
    text = _MARKUP.sub(r"\\\g<0>", text)
    text = _LINE_START.sub(r"\1\\\2", text)
    text = _NUMBERED.sub(r"\1\\.", text)
    text = _HOST.sub(r"\1\\.", text)
    text = _SHORTCODE.sub(_colon, text)
    return text.replace("://", "\\://")


def unlinked(text: str) -> str:
    """One line for a place where Discord shows no markup, so that a backslash would be seen."""
    return _ANGLE.sub("<" + _GAP, _EVERYONE.sub("@" + _GAP, inline(text)))


def _colon(found: re.Match[str]) -> str:
    return "\\:" if any(letter.isalpha() for letter in found[1]) else ":"


def length(text: str) -> int:
    """How much of a limit the text takes: Discord's clients count in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def fit(text: str, limit: int, mark: str = CUT) -> str:
    """Text within the limit, ending in the mark when something was cut."""
    if length(text) <= limit:
        return text
    room, taken = limit - length(mark), 0
    for place, letter in enumerate(text):
        taken += 2 if letter > "\uffff" else 1
        if taken > room:
            return _whole_escapes(text[:place].rstrip(" ")) + mark
    return text


def _whole_escapes(text: str) -> str:
    """The text without a last backslash that would escape what follows."""
    backslashes = len(text) - len(text.rstrip("\\"))
    return text[:-1] if backslashes % 2 else text


def plain_fit(text: str, limit: int, mark: str = CUT) -> str:
    """Text escaped first and fitted second; what a limit cuts off anyway is not escaped."""
    return fit(plain(clean(text)[: limit + 1]), limit, mark)


def plural(count: int, noun: str, nouns: str | None = None) -> str:
    """A count with its noun: "1 claim", "2 claims", "1,200 entities"."""
    return f"{count:,} {noun if count == 1 else nouns or noun + 's'}"


def join_names(names: Sequence[str], last: str = "and") -> str:
    """Names as a reader lists them: "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def sentence_case(text: str) -> str:
    """The text with its first letter in upper case, the rest untouched."""
    return text[:1].upper() + text[1:]
