"""Reporting sentences of our own, so that the encoder meets what American newspapers seldom print.

FRAMES.TXT explains its marks. A frame is filled with names and a plain statement of a treebank and
becomes text with attributions in the form that PolNeAR has them.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

from training.reporting import FILLERS, is_statement
from training.texts import Text

FRAMES = Path(__file__).with_name("frames.txt")
PARAGRAPHS = range(3, 9)
FOREIGN = 0.5
CURLED = 0.4
_MARK = re.compile(r"<(?P<part>[SCX])(?P<number>\d?) |(?P<close>>)|[^<>]+")
_PARTS = {"S": "source", "C": "cue", "X": "content"}
_CHOICE = re.compile(r"[^\s|]+(?:\|[^\s|]+)+")
_SLOT = re.compile(r"CLAUSE|FIRST|LAST|OUTLET|BODY|PLACE|DAY")


def read_frames() -> tuple[str, ...]:
    """The frames that ship with this package."""
    lines = FRAMES.read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def statements(texts: Sequence[Text]) -> tuple[str, ...]:
    """The plain statements of some parsed texts, without their full stops."""
    found = (s for text in texts for s in text.sentences if is_statement(s))
    return tuple(sentence.text.removesuffix(".").rstrip() for sentence in found)


def framed_article(
    name: str, frames: Sequence[str], clauses: Sequence[str], names: Sequence[str], random: Random
) -> dict[str, Any]:
    """An article of a few paragraphs, framed and plain, in the shape of PolNeAR's records."""
    text = ""
    events: list[dict[str, list[list[int]]]] = []
    for _ in range(random.choice(PARAGRAPHS)):
        for _ in range(random.choice((1, 1, 1, 2))):
            if random.random() < 0.2:
                text += f"{random.choice(clauses)}. "
            offset = len(text)
            printed, found = _filled(random.choice(frames), clauses, names, random)
            text += f"{printed} "
            events += [
                {
                    part: [[s + offset, e + offset] for s, e in spans]
                    for part, spans in event.items()
                }
                for event in found
            ]
        text = text.rstrip() + "\n\n"
    return {"id": name, "text": text, "attributions": {"frames": events}}


def _filled(
    frame: str, clauses: Sequence[str], names: Sequence[str], random: Random
) -> tuple[str, list[dict[str, list[list[int]]]]]:
    """The printed sentence, and its attributions by their numbers."""
    chosen = _CHOICE.sub(lambda match: _chosen(match.group(), random), frame)
    printed = ""
    events: dict[str, dict[str, list[list[int]]]] = {}
    opened: tuple[str, str, int] | None = None
    for piece in _MARK.finditer(chosen):
        if piece["part"]:
            opened = (piece["number"], _PARTS[piece["part"]], len(printed))
        elif piece["close"]:
            assert opened is not None
            number, part, start = opened
            event = events.setdefault(number, {"source": [], "cue": [], "content": []})
            event[part].append([start, len(printed)])
        else:
            printed += "".join(_words(piece.group(), not printed, clauses, names, random))
    return printed[:1].upper() + printed[1:], list(events.values())


def _chosen(choice: str, random: Random) -> str:
    """One of the alternatives, with the punctuation that closes the last kept behind it."""
    *others, last = choice.split("|")
    word = re.match(r"[\w'’]+", last)
    assert word is not None, choice
    return random.choice([*others, word.group()]) + last[word.end() :]


def _words(
    piece: str, is_first: bool, clauses: Sequence[str], names: Sequence[str], random: Random
) -> Iterator[str]:
    position = 0
    for slot in _SLOT.finditer(piece):
        before = piece[position : slot.start()]
        yield before
        filler = _filler(slot.group(), clauses, names, random)
        if before.lower().endswith("the "):
            filler = filler.removeprefix("the ")
        opens = before.endswith(('"', "“")) or (is_first and not before)
        if slot.group() == "CLAUSE" and not opens and filler.split()[0] not in ("I", "I'm"):
            filler = filler[:1].lower() + filler[1:]
        yield filler
        position = slot.end()
        is_first = False
    yield piece[position:]


def _filler(slot: str, clauses: Sequence[str], names: Sequence[str], random: Random) -> str:
    if slot == "CLAUSE":
        return random.choice(clauses)
    if slot in ("FIRST", "LAST") and random.random() < FOREIGN:
        return random.choice(names)
    return random.choice(FILLERS[slot].split()).replace("_", " ")
