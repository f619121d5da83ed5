"""Attribution measured on PolNeAR's development part, by the measure that its README fixes.

`python -m evaluation.polnear [--held-out] [--limit N]`: token F1 of content, source and cue over
the union of spans; detection (one-to-one, content Jaccard of at least 0.5); right source. A second
table has the recall of detection and of the right source for each kind of gold attribution.
"""

import argparse
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from evaluation.categories import GROUPS, Record
from evaluation.scores import Score, percent, print_scores, reach
from evaluation.tables import print_table
from extraction.pipeline import Reader
from extraction.reading import read_text
from training.encoder.examples import read_articles
from training.encoder.split import held_out_articles

TOKEN = re.compile(r"\w+(?:[.\-'’]\w+)*|[^\w\s]")
DATA = Path("../shared/data/polnear_dev.jsonl.gz")
MATCH = 0.5
PARTS = ("content", "source", "cue")
MEASURES = (*PARTS, "detection", "right source")
BARS = {"content": 0.91, "detection": 0.79, "right source": 0.76}
TABLE, CATEGORIES = "attribution", "attribution by category"
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


Event = Mapping[str, Sequence[Sequence[int]]]
"""An attribution as lists of [start, end) spans for content, source and cue."""


def count_article(
    text: str,
    gold: Sequence[Event],
    predicted: Sequence[Event],
    categories: Sequence[Sequence[str]] = (),
) -> Counts:
    """One article's counts; `categories` are the kinds of each gold attribution, if asked for."""
    tokens = [(m.start(), m.end(), m.group()) for m in TOKEN.finditer(text)]
    wanted = [_marked(event, tokens) for event in gold]
    found = [m for m in (_marked(event, tokens) for event in predicted) if m.content]
    counts = Counts()
    for part in PARTS:
        left = frozenset[int]().union(*(getattr(m, part) for m in wanted))
        right = frozenset[int]().union(*(getattr(m, part) for m in found))
        counts.add(part, len(left & right), len(right), len(left))
    pairs = dict(_pairs(wanted, found))
    events = [m for m in wanted if m.content]
    counts.add("detection", len(pairs), len(found), len(events))
    stop = {i for i, token in enumerate(tokens) if token[2].lower() in STOP_WORDS}
    sourced = {i for i, j in pairs.items() if (wanted[i].source & found[j].source) - stop}
    of_gold, of_found = (sum(bool(m.source) for m in side) for side in (events, found))
    counts.add("right source", len(sourced), of_found, of_gold)
    for i, (event, kinds) in enumerate(zip(wanted, categories, strict=False)):
        for kind in kinds if event.content else ():
            counts.add(f"{kind}, detected", i in pairs, 1, 1)
            has_source = bool(event.source)
            counts.add(f"{kind}, right source", i in sourced, has_source, has_source)
    return counts


def _marked(event: Event, tokens: Sequence[tuple[int, int, str]]) -> Marked:
    def inside(spans: Sequence[Sequence[int]]) -> frozenset[int]:
        return frozenset(
            i for i, (start, end, _) in enumerate(tokens) for s, e in spans if start < e and s < end
        )

    return Marked(inside(event["content"]), inside(event["source"]), inside(event["cue"]))


def _pairs(gold: Sequence[Marked], found: Sequence[Marked]) -> Iterator[tuple[int, int]]:
    """Numbers of gold and predicted attributions that match, one to one, the best first."""
    scored = sorted(
        (
            (len(g.content & p.content) / len(g.content | p.content), i, j)
            for i, g in enumerate(gold)
            if g.content
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
            yield i, j


def measure(
    records: Iterable[Mapping[str, Any]], predict: Callable[[str, str], Sequence[Event]]
) -> tuple[Score, ...]:
    """Every measure, then every category, of what is predicted from an article's name and text."""
    articles: list[Counts] = []
    for record in records:
        gold = record["attributions"][min(record["attributions"])]
        kinds = [Record(record).categories(event) for event in gold]
        predicted = predict(record["id"], record["text"])
        articles.append(count_article(record["text"], gold, predicted, kinds))
    names = [
        f"{group}: {kind}, {measure}"
        for group, kinds in GROUPS.items()
        for kind in kinds
        for measure in ("detected", "right source")
    ]
    return (
        *(_score(TABLE, name, articles) for name in MEASURES),
        *(_score(CATEGORIES, name, articles) for name in names),
    )


def _score(table: str, name: str, articles: Sequence[Counts]) -> Score:
    counts = ((a.hit.get(name, 0), a.predicted.get(name, 0), a.gold.get(name, 0)) for a in articles)
    return Score(table, name, tuple(counts), BARS.get(name))


def reading(reader: Reader) -> Callable[[str, str], Sequence[Event]]:
    """What a reader predicts: each of its claims that has a cue or a source."""

    def predict(name: str, text: str) -> list[Event]:
        return [
            {
                "content": [(s.start_char, s.end_char) for s in claim.content],
                "source": [(s.start_char, s.end_char) for s in claim.source],
                "cue": [(s.start_char, s.end_char) for s in claim.cue],
            }
            for claim in reader.read(read_text(name, text)).claims
            if claim.cue or len(claim.chain.links) > 1
        ]

    return predict


def print_measures(title: str, scores: Sequence[Score]) -> None:
    """Print the table by measure and the one by category; its order is that of `measure`."""
    print_scores(title, "F1", [score for score in scores if score.table == TABLE])
    found = [score for score in scores if score.table == CATEGORIES]
    rows = []
    for detected, sourced in zip(found[::2], found[1::2], strict=True):
        if detected.expected:
            name = detected.name.removesuffix(", detected")
            source = percent(sourced.value) if sourced.expected else "–"
            cells = (percent(detected.value), reach(detected), source, reach(sourced))
            rows.append((name, str(detected.expected), *cells))
    header = (
        "gold attributions",
        "n",
        "detected",
        "95 % interval",
        "right source",
        "95 % interval",
    )
    print_table(f"{title}, recall by category", header, rows)


def run(limit: int | None = None, *, is_held_out: bool = False) -> tuple[Score, ...]:
    """Measure the shipped reading and print both tables; nothing without the data."""
    if not DATA.exists():
        print(f"Attribution: skipped, {DATA} is not at hand.")
        return ()
    title, records = "development part", read_articles(DATA)
    if is_held_out:
        title, records = "held-out training articles", held_out_articles(DATA.parent)
    scores = measure(islice(records, limit), reading(Reader.load()))
    print_measures(f"Attribution, PolNeAR {title}", scores)
    return scores


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, help="read only the first N articles")
    parser.add_argument(
        "--held-out", action="store_true", help="take the training articles that trained nothing"
    )
    options = parser.parse_args()
    run(options.limit, is_held_out=options.held_out)


if __name__ == "__main__":
    main()
