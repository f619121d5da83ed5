"""Attributions as labels of words, and labels of words as attributions.

A content or source bears the side on which its cue stands and belongs to the nearest cue there,
within its paragraph.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

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


@dataclass(frozen=True, slots=True)
class Words:
    """What linking knows of a paragraph's words: their sentences, and which are quoted."""

    sentences: Sequence[int]
    quoted: Sequence[bool]
    goes_on: Callable[[int], bool] = lambda _: True
    """Whether a cue that begins at a word may share the source of the cue before it."""

    def may_belong(self, content: WordSpan, cue: int) -> bool:
        """Whether words are said by the cue's source: in its sentence, or quoted anywhere."""
        start, end = content
        own = self.sentences[cue]
        is_near = own in (self.sentences[start], self.sentences[end - 1])
        return is_near or any(self.quoted[start:end])


def linked(spans: Iterable[tuple[str, int, int]], words: Words) -> list[WordAttribution]:
    """Attributions of the labelled stretches of one paragraph, one a cue, in text order.

    A cue may have no content. One without a source whose first word goes on with a clause ("said …,
    adding") shares the source of the cue before it in its sentence. Words that nobody quotes in a
    sentence without a cue are nobody's. What is said in a paragraph without any cue makes one
    attribution by itself.
    """
    made = _linked(list(spans), words)
    return [
        replace(item, source=list(_lender(item, made, words.sentences)))
        if item.cue and not item.source and words.goes_on(item.cue[0][0])
        else item
        for item in made
    ]


def _linked(spans: list[tuple[str, int, int]], words: Words) -> list[WordAttribution]:
    """One attribution a cue; a source in another sentence counts only where there is no nearer."""
    cues = [(start, end) for kind, start, end in spans if kind == "CUE"]
    if not cues:
        return _without_cue(spans)
    made = [WordAttribution(cue=[cue]) for cue in cues]
    strays: list[tuple[WordAttribution, WordSpan]] = []
    for kind, start, end in spans:
        owner = None if kind == "CUE" else _nearest(cues, start, end, kind[-1])
        if owner is None:
            continue
        if kind.startswith("CONTENT"):
            if words.may_belong((start, end), cues[owner][0]):
                made[owner].content.append((start, end))
        elif words.sentences[cues[owner][0]] == words.sentences[start]:
            made[owner].source.append((start, end))
        else:
            strays.append((made[owner], (start, end)))
    for item, span in strays:
        if not item.source:
            item.source.append(span)
    return made


def _without_cue(spans: list[tuple[str, int, int]]) -> list[WordAttribution]:
    content = [(start, end) for kind, start, end in spans if kind.startswith("CONTENT")]
    source = [(start, end) for kind, start, end in spans if kind.startswith("SOURCE")]
    return [WordAttribution([], content, source)] if content else []


def _nearest(cues: list[WordSpan], start: int, end: int, side: str) -> int | None:
    """The nearest cue on the side that the arrow shows, else the nearest on the other."""
    after = next((i for i, cue in enumerate(cues) if cue[0] >= end), None)
    before = next((i for i in range(len(cues) - 1, -1, -1) if cues[i][1] <= start), None)
    first, second = (after, before) if side == ">" else (before, after)
    return first if first is not None else second


def _lender(
    item: WordAttribution, others: Iterable[WordAttribution], sentences: Sequence[int]
) -> Sequence[WordSpan]:
    """The source of the nearest cue before, in the sentence and not inside what that one says."""
    cue = item.cue[0][0]
    before = [
        other
        for other in others
        if other.source
        and other.cue[0][0] < cue
        and sentences[other.cue[0][0]] == sentences[cue]
        and not any(start <= cue < end for start, end in other.content)
    ]
    return max(before, key=lambda other: other.cue[0][0]).source if before else ()
