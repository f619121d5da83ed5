"""Attribution measured on PolNeAR's development part, by the measure that its README fixes.

`python -m evaluation.polnear [--limit N]`: token F1 of content, source and cue over the union of
spans; detection (one-to-one, content Jaccard of at least 0.5); right source.
"""

import argparse
import gzip
import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evaluation.tables import print_table
from extraction.pipeline import Reader
from extraction.reading import read_text

TOKEN = re.compile(r"\w+(?:[.\-'’]\w+)*|[^\w\s]")
DATA = Path("../shared/data/polnear_dev.jsonl.gz")
MATCH = 0.5
PARTS = ("content", "source", "cue")
STOP_WORDS = frozenset(
    "a an the of in on at by for from to with and or as 's ’s , . ; : ( ) - – — \" “ ”".split()
)
"""What two sources may share without being the same: no pronoun, for "he" names its source."""


@dataclass(frozen=True, slots=True)
class Marked:
    """One attribution as sets of token numbers."""

    content: frozenset[int]
    source: frozenset[int]
    cue: frozenset[int]


@dataclass(slots=True)
class Counts:
    """Hits, predictions and gold events of one article, by measure."""

    hit: dict[str, int] = field(default_factory=dict)
    predicted: dict[str, int] = field(default_factory=dict)
    gold: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, hit: int, predicted: int, gold: int) -> None:
        """Count towards one measure."""
        for table, number in ((self.hit, hit), (self.predicted, predicted), (self.gold, gold)):
            table[name] = table.get(name, 0) + number


def f1(hit: int, predicted: int, gold: int) -> float:
    """Harmonic mean of precision and recall in per cent."""
    return 200 * hit / (predicted + gold) if predicted + gold else 0.0


def count_article(
    text: str, gold: Sequence[Mapping[str, Any]], predicted: Sequence[Mapping[str, Any]]
) -> Counts:
    """One article's counts; both sides give lists of [start, end) spans for each part."""
    tokens = [(m.start(), m.end(), m.group()) for m in TOKEN.finditer(text)]
    wanted = [_marked(event, tokens) for event in gold]
    found = [m for m in (_marked(event, tokens) for event in predicted) if m.content]
    counts = Counts()
    for part in PARTS:
        left = frozenset[int]().union(*(getattr(m, part) for m in wanted))
        right = frozenset[int]().union(*(getattr(m, part) for m in found))
        counts.add(part, len(left & right), len(right), len(left))
    events = [m for m in wanted if m.content]
    pairs = list(_pairs(events, found))
    counts.add("detection", len(pairs), len(found), len(events))
    stop = {i for i, token in enumerate(tokens) if token[2].lower() in STOP_WORDS}
    right_source = sum(bool((g.source & p.source) - stop) for g, p in pairs)
    counts.hit["right source"] = right_source
    counts.predicted["right source"] = sum(bool(m.source) for m in found)
    counts.gold["right source"] = sum(bool(m.source) for m in events)
    return counts


def _marked(event: Mapping[str, Any], tokens: Sequence[tuple[int, int, str]]) -> Marked:
    def inside(spans: Sequence[Sequence[int]]) -> frozenset[int]:
        return frozenset(
            i for i, (start, end, _) in enumerate(tokens) for s, e in spans if start < e and s < end
        )

    return Marked(inside(event["content"]), inside(event["source"]), inside(event["cue"]))


def _pairs(gold: Sequence[Marked], found: Sequence[Marked]) -> Iterator[tuple[Marked, Marked]]:
    scored = sorted(
        (
            (len(g.content & p.content) / len(g.content | p.content), i, j)
            for i, g in enumerate(gold)
            for j, p in enumerate(found)
        ),
        key=lambda item: -item[0],
    )
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    for score, i, j in scored:
        if score >= MATCH and i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
            yield gold[i], found[j]


def measure(reader: Reader, limit: int | None = None) -> dict[str, tuple[float, float, float]]:
    """F1 and its 95 % bootstrap interval over articles, for each measure."""
    articles: list[Counts] = []
    with gzip.open(DATA, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if limit is not None and number >= limit:
                break
            record = json.loads(line)
            annotator = min(record["attributions"])
            articles.append(
                count_article(
                    record["text"],
                    record["attributions"][annotator],
                    _predicted(reader, record["id"], record["text"]),
                )
            )
    return {name: _interval(articles, name) for name in (*PARTS, "detection", "right source")}


def _predicted(reader: Reader, name: str, text: str) -> list[dict[str, Any]]:
    claims = reader.read(read_text(name, text)).claims
    return [
        {
            "content": [(s.start_char, s.end_char) for s in claim.content],
            "source": [(s.start_char, s.end_char) for s in claim.source],
            "cue": [(s.start_char, s.end_char) for s in claim.cue],
        }
        for claim in claims
        if claim.cue or len(claim.chain.links) > 1
    ]


def _interval(articles: Sequence[Counts], name: str) -> tuple[float, float, float]:
    def score(sample: Sequence[Counts]) -> float:
        return f1(
            sum(c.hit.get(name, 0) for c in sample),
            sum(c.predicted.get(name, 0) for c in sample),
            sum(c.gold.get(name, 0) for c in sample),
        )

    dice = random.Random(0)
    samples = sorted(score(dice.choices(articles, k=len(articles))) for _ in range(1000))
    return score(articles), samples[25], samples[974]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, help="read only the first N articles")
    arguments = parser.parse_args()
    if not DATA.exists():
        print(f"Attribution: skipped, {DATA} is not at hand.")
        return
    scores = measure(Reader.load(), arguments.limit)
    rows = [(name, f"{f:.1f}", f"{low:.1f}-{high:.1f}") for name, (f, low, high) in scores.items()]
    print_table("Attribution, PolNeAR development part", ("measure", "F1", "95 % interval"), rows)


if __name__ == "__main__":
    main()
