"""Attributions as labels of words, and labels of words as attributions.

A content or source bears the side on which its cue stands and belongs to the nearest cue there,
within its paragraph.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

WordSpan = tuple[int, int]


@dataclass(slots=True)
class WordAttribution:
    """Spans of words [start, end) of one attribution."""

    cue: list[WordSpan] = field(default_factory=list)
    content: list[WordSpan] = field(default_factory=list)
    source: list[WordSpan] = field(default_factory=list)


def labelled(attributions: Iterable[WordAttribution], length: int) -> list[str]:
    """One label for each of some words; where spans overlap, cues win, then sources, then the
    shorter content."""
    labels = ["O"] * length
    known = [item for item in attributions if item.cue]
    contents = [(item, span) for item in known for span in item.content]
    for item, span in sorted(contents, key=lambda pair: pair[1][0] - pair[1][1]):
        _write(labels, span, f"CONTENT{_side(item, span)}")
    for item in known:
        for span in item.source:
            _write(labels, span, f"SOURCE{_side(item, span)}")
    for item in known:
        for span in item.cue:
            _write(labels, span, "CUE")
    return labels


def _side(item: WordAttribution, span: WordSpan) -> str:
    return ">" if item.cue[0][0] >= span[0] else "<"


def _write(labels: list[str], span: WordSpan, kind: str) -> None:
    start, end = span
    labels[start:end] = [f"B-{kind}"] + [f"I-{kind}"] * (end - start - 1)
    if end < len(labels) and labels[end].startswith("I-"):
        labels[end] = f"B-{labels[end][2:]}"


def linked(
    spans: Iterable[tuple[str, int, int]],
    paragraphs: Sequence[WordSpan],
    sentences: Sequence[int],
) -> list[WordAttribution]:
    """Attributions of the labelled stretches, one a cue, in text order.

    `sentences` gives the number of each word's sentence. A cue without a content makes none; one
    without a source shares the source of the cue before it in its sentence ("said …, adding").
    """
    remaining = sorted(spans, key=lambda span: span[1])
    found: list[WordAttribution] = []
    for start, end in paragraphs:
        inside = [span for span in remaining if start <= span[1] < end]
        found.extend(_with_shared_sources(_linked(inside), sentences))
    return found


def _linked(spans: list[tuple[str, int, int]]) -> list[WordAttribution]:
    cues = [(start, end) for kind, start, end in spans if kind == "CUE"]
    made = [WordAttribution(cue=[cue]) for cue in cues]
    for kind, start, end in spans:
        if kind == "CUE":
            continue
        owner = _nearest(cues, start, end, kind[-1])
        if owner is not None:
            part = made[owner].content if kind.startswith("CONTENT") else made[owner].source
            part.append((start, end))
    return [item for item in made if item.content]


def _nearest(cues: list[WordSpan], start: int, end: int, side: str) -> int | None:
    """The nearest cue on the side that the arrow shows, else the nearest on the other."""
    after = next((i for i, cue in enumerate(cues) if cue[0] >= end), None)
    before = next((i for i in range(len(cues) - 1, -1, -1) if cues[i][1] <= start), None)
    first, second = (after, before) if side == ">" else (before, after)
    return first if first is not None else second


def _with_shared_sources(
    attributions: list[WordAttribution], sentences: Sequence[int]
) -> list[WordAttribution]:
    shared: list[WordAttribution] = []
    for item in attributions:
        cue = item.cue[0][0]
        before = [
            other
            for other in attributions
            if other.source
            and other.cue[0][0] < cue
            and sentences[other.cue[0][0]] == sentences[cue]
            and not any(start <= cue < end for start, end in other.content)
        ]
        lender = max(before, key=lambda other: other.cue[0][0], default=None)
        if item.source or lender is None:
            shared.append(item)
        else:
            shared.append(WordAttribution(item.cue, item.content, list(lender.source)))
    return shared
