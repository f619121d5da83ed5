"""Attributions that layout alone shows: lines of a transcript, and quotations signed with a name.

"PENCE: Well, look …" and "“It hurts to watch.” — Rosa Lindqvist" have no verb of saying; the colon
or the dash is their cue.
"""

import re
from collections.abc import Iterator

from extraction.parsing import Passage
from extraction.spans import Attribution
from newsroom.article import Span

TRANSCRIPT = ":"
"""What stands for the cue's lemma where there is no verb: the words are the speaker's own."""
_NAME = r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,5}"
_SPEAKER = re.compile(
    r"[\"“]?(?P<source>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3})(?P<cue>:)\s+(?P<content>\S.*?)\s*$"
)
_SIGNED = re.compile(
    rf"(?P<content>[\"“”].+[\"”])\s*(?P<cue>―|—|–|--?)\s*"
    rf"(?P<source>{_NAME}(?:, [\w .'’-]+)?)[.,]?\s*"
)
_LINE = re.compile(r"[^\r\n]+")


def laid_out(passage: Passage) -> Iterator[Attribution]:
    """The attributions of a passage's lines that are laid out so, each with its whole line."""
    for line in _LINE.finditer(passage.doc.text):
        start = passage.offset + line.start()
        match = _speech(line.group())
        if match is None:
            continue
        content, cue, source = (
            Span(start + match.start(part), start + match.end(part))
            for part in ("content", "cue", "source")
        )
        yield Attribution(passage.index, (content,), (cue,), (source,), TRANSCRIPT)


def _speech(line: str) -> re.Match[str] | None:
    spoken = _SPEAKER.match(line)
    if spoken is not None:
        return spoken
    signed = _SIGNED.fullmatch(line.strip())
    if signed is None or not _is_name(signed["source"]):
        return None
    return _SIGNED.match(line, len(line) - len(line.lstrip()))


def _is_name(words: str) -> bool:
    """Whether a signature's words are written as a name: "Rosa Lindqvist, a nurse"."""
    name = words.partition(",")[0].split()
    capitals = sum(word[0].isupper() for word in name)
    return name[0][0].isupper() and capitals * 2 >= len(name)
