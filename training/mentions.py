"""Names among the mentions that GUM writes into the last column of CoNLL-U."""

import re
from collections.abc import Iterator

GUM_PART = re.compile(r"\((?P<open>\d+)-(?P<kind>[a-z]+)-[^()]*(?P<whole>\))?|(?P<close>\d+)\)")


def named_mentions(rows: list[list[str]]) -> list[str]:
    """IOB2 tags of a sentence for the mentions of GUM that are names, cut down to the name.

    Mentions are whole noun phrases; a name is what stands in capitals around the head of one.
    Points in time are kept whole, whatever their head.
    """
    tags = ["O"] * len(rows)
    for kind, start, end in sorted(_gum_mentions(rows), key=lambda m: m[1] - m[2]):
        if kind != "time":
            start, end = _name_within(rows, start, end, joins=kind != "person")
        if start < end and all(tag == "O" for tag in tags[start:end]):
            tags[start:end] = [f"B-{kind}"] + [f"I-{kind}"] * (end - start - 1)
    return tags


def _gum_mentions(rows: list[list[str]]) -> Iterator[tuple[str, int, int]]:
    """Kind, start and end of every mention that opens and closes in the sentence."""
    opened: dict[str, list[tuple[str, int]]] = {}
    for position, row in enumerate(rows):
        found = re.search(r"(?:^|\|)Entity=([^|]*)", row[9])
        for part in GUM_PART.finditer(found[1] if found else ""):
            number = part["open"] or part["close"]
            if part["open"]:
                opened.setdefault(number, []).append((part["kind"], position))
            if opened.get(number) and (part["close"] or part["whole"]):
                kind, start = opened[number].pop()
                yield kind, start, position + 1


def _name_within(rows: list[list[str]], start: int, end: int, *, joins: bool) -> tuple[int, int]:
    """The span of the name around the head of a phrase; empty where the head is no name."""
    inside = {str(number) for number in range(start + 1, end + 1)}
    head = next(i for i in range(start, end) if rows[i][6] not in inside)
    if not rows[head][4].startswith("NNP"):
        return start, start
    first = last = head
    while first > start and (rows[first - 1][4].startswith("NNP") or rows[first - 1][1] == "-"):
        first -= 1
    position, may_list = head + 1, False
    while position < end:
        tag, form = rows[position][4], rows[position][1].lower()
        if tag.startswith("NNP"):
            last = position
        elif joins and form in {"of", "for"}:
            may_list = True
        elif not (form in {"-", "&", "’", "'"} or (may_list and form in {"the", "and"})):
            break
        position += 1
    return first, last + 1
