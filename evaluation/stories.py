"""Stories: do articles about the same thing join, and only those?

`python -m evaluation stories`. Made-up articles of our own in `tests/cases/stories.jsonl`, two
halves of which the first was tuned on; the sample desk; the development desk's groups; and PolNeAR
articles that were labelled by title and date, among the development part. Each set is added to a
desk article by article, as a newsroom would. Beside it stands plain tf-idf cosine, an article
joining the nearest one: with the threshold that is best for that very set, and with the one that is
best for the half that Byline was tuned on. It knows how rare words are in the whole set beforehand.
"""

import asyncio
import gzip
import hashlib
import json
import math
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.bootstrap import Count
from evaluation.scores import Score, percent, share
from evaluation.tables import print_table
from matching.folding import STOPWORDS, words
from matching.roots import root
from newsroom.article import ArticleId
from services import build_services

CASES = Path("tests/cases/stories.jsonl")
POLNEAR_LABELS = Path("tests/cases/polnear_stories.json")
SAMPLES = Path("samples")
DATA = Path("../shared/data")
TABLE = "stories"
SCALE = 10_000
THRESHOLDS = tuple(step / 50 for step in range(2, 45))

Groups = Mapping[str, object]
"""Which cluster each article is in, by the article's name."""


@dataclass(frozen=True, slots=True)
class Set:
    """Articles of one desk, and which story each of those that are judged belongs to."""

    name: str
    records: tuple[Mapping[str, Any], ...]
    gold: Groups


def load_made_up() -> tuple[Set, Set]:
    """Our own articles; both halves are read on one desk and judged apart."""
    with CASES.open(encoding="utf-8") as lines:
        rows = sorted(map(json.loads, lines), key=lambda row: row["published_at"])
    records = tuple(_record(row) for row in rows)
    first, other = (
        Set(name, records, {row["id"]: row["story"] for row in rows if row["half"] == half})
        for name, half in (("made up, tuned on", "a"), ("made up, the other half", "b"))
    )
    return first, other


def _record(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: row[key] for key in ("id", "title", "outlet", "published_at", "text")}


def load_samples() -> Set:
    """The sample desk, whose five articles tell one story."""
    records = tuple(
        {"id": path.stem, "text": path.read_text(encoding="utf-8")}
        for path in sorted(SAMPLES.glob("*.txt"))
    )
    return Set("samples", records, {str(record["id"]): "starlink" for record in records})


def load_outside() -> Iterator[Set]:
    """The development desk, and PolNeAR articles labelled by title and date."""
    articles = {article["id"]: article for article in _polnear()}
    marked = [
        json.loads(path.read_text(encoding="utf-8"))
        for path in (DATA / "desk" / "articles").glob("*.json")
    ]
    gold = {article["id"]: article["story"] or article["id"] for article in marked}
    yield _outside("development desk", [articles[name] for name in gold], gold)
    labels = json.loads(POLNEAR_LABELS.read_text(encoding="utf-8"))
    of_digest = {digest: story for story, digests in labels.items() for digest in digests}
    told = {name: of_digest[key] for name in articles if (key := digest_of(name)) in of_digest}
    held = [a for a in articles.values() if a["id"] in told or a["part"] == "dev"]
    yield _outside("PolNeAR, labelled by title and date", held, told)


def _outside(name: str, articles: Sequence[Mapping[str, Any]], gold: Groups) -> Set:
    rows = sorted(articles, key=lambda article: (article["date"], article["id"]))
    records = tuple(
        {
            "id": row["id"],
            "title": row["title"],
            "outlet": row["publisher"],
            "published_at": row["date"],
            "text": row["text"],
        }
        for row in rows
    )
    return Set(name, records, gold)


def _polnear() -> Iterator[dict[str, Any]]:
    for part in ("train", "dev"):
        with gzip.open(DATA / f"polnear_{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line) | {"part": part}


def digest_of(name: str) -> str:
    """How an article is named in our labels: its id holds words of its title."""
    return hashlib.sha256(name.encode()).hexdigest()[:12]


async def read_stories(one: Set) -> Groups:
    """Which story each article of a set joined on a desk of its own."""
    with tempfile.TemporaryDirectory() as folder:
        services = build_services(Path(folder), None)
        try:
            joined: dict[str, ArticleId] = {}
            for record in one.records:
                ingested = await services.add_record("desk", record)
                joined[str(record["id"])] = ingested.citation.article_id
            listed = await services.stories.list("desk")
        finally:
            await services.close()
    story_of = {each.article_id: head.story_id for head, articles in listed for each in articles}
    return {name: story_of[article_id] for name, article_id in joined.items()}


def nearest_by_tfidf(records: Sequence[Mapping[str, Any]]) -> list[tuple[float, int]]:
    """For each article the nearest one before it by tf-idf cosine, and how near."""
    vectors = _tfidf(records)
    return [
        max(
            (
                (sum(v * vectors[other].get(w, 0.0) for w, v in vectors[place].items()), other)
                for other in range(place)
            ),
            default=(-1.0, place),
        )
        for place in range(len(records))
    ]


def cluster_plainly(
    records: Sequence[Mapping[str, Any]], nearest: Sequence[tuple[float, int]], threshold: float
) -> Groups:
    """Plain clustering: each article joins the story of the nearest one before it."""
    groups: dict[str, object] = {}
    for record, (value, other) in zip(records, nearest, strict=True):
        own = str(record["id"])
        groups[own] = groups[str(records[other]["id"])] if value >= threshold else own
    return groups


def _tfidf(records: Sequence[Mapping[str, Any]]) -> list[dict[str, float]]:
    texts = [
        Counter(root(word) for word in words(str(record["text"])) if word not in STOPWORDS)
        for record in records
    ]
    seen = Counter(word for text in texts for word in text)
    vectors = []
    for text in texts:
        weights = {
            word: (1 + math.log(count)) * math.log((1 + len(texts)) / (seen[word]))
            for word, count in text.items()
        }
        norm = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        vectors.append({word: weight / norm for word, weight in weights.items()})
    return vectors


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well clusters fit, article by article: B-cubed shares, and pairs as whole counts."""

    precision: tuple[float, ...]
    recall: tuple[float, ...]
    pairs: tuple[tuple[int, int, int], ...]

    @property
    def figures(self) -> tuple[float, ...]:
        """B-cubed precision, recall and F1, then pairwise precision, recall and F1."""
        right, found, expected = map(sum, zip(*self.pairs, strict=True))
        pairs = (right / found if found else 1.0, right / expected if expected else 1.0)
        cubed = (_mean(self.precision), _mean(self.recall))
        return (*cubed, _harmonic(*cubed), *pairs, _harmonic(*pairs))


def agree(found: Groups, gold: Groups) -> Agreement:
    """B-cubed and pairwise agreement over the articles that are judged."""
    precision, recall, pairs = [], [], []
    for own in gold:
        cluster = {other for other in gold if found[other] == found[own]}
        story = {other for other in gold if gold[other] == gold[own]}
        shared = len(cluster & story)
        precision.append(shared / len(cluster))
        recall.append(shared / len(story))
        pairs.append((shared - 1, len(cluster) - 1, len(story) - 1))
    return Agreement(tuple(precision), tuple(recall), tuple(pairs))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _harmonic(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0


def best_of_tfidf(one: Set) -> tuple[float, Agreement]:
    """The plain clustering with the threshold that gives the set its best B-cubed F1."""
    nearest = nearest_by_tfidf(one.records)
    tried = [(at, agree(cluster_plainly(one.records, nearest, at), one.gold)) for at in THRESHOLDS]
    return max(tried, key=lambda pair: pair[1].figures[2])


def tfidf_at(one: Set, threshold: float) -> Agreement:
    """The plain clustering with a threshold that was found on another set."""
    groups = cluster_plainly(one.records, nearest_by_tfidf(one.records), threshold)
    return agree(groups, one.gold)


def run() -> tuple[Score, ...]:
    """Measure every set that is at hand and print both systems side by side."""
    first, other = load_made_up()
    sets = [first, other, load_samples()]
    if (DATA / "desk").exists():
        sets += load_outside()
    else:
        print(f"Stories outside: skipped, {DATA} is not at hand.")
    rows, scores = [], []
    found_by_records: dict[int, Groups] = {}
    tuned, _ = best_of_tfidf(first)
    for one in sets:
        key = id(one.records)
        if key not in found_by_records:
            found_by_records[key] = asyncio.run(read_stories(one))
        ours = agree(found_by_records[key], one.gold)
        at, plain = best_of_tfidf(one)
        stories = len(set(one.gold.values()))
        size = f"{len(one.gold)} in {stories}"
        rows.append((one.name, size, "Byline", *map(percent, ours.figures)))
        rows.append((one.name, size, f"tf-idf, its best {at:.2f}", *map(percent, plain.figures)))
        if at != tuned:
            same = tfidf_at(one, tuned)
            rows.append((one.name, size, f"tf-idf at {tuned:.2f}", *map(percent, same.figures)))
        scores += _scores(one.name, ours)
    header = ("set", "articles", "system", "B³ P", "B³ R", "B³ F1", "pairs P", "pairs R", "F1")
    print_table("Stories", header, rows)
    return tuple(scores)


def _scores(name: str, ours: Agreement) -> list[Score]:
    return [
        Score(TABLE, f"{name}: B-cubed precision", _shares(ours.precision)),
        Score(TABLE, f"{name}: B-cubed recall", _shares(ours.recall)),
        Score(TABLE, f"{name}: pairs", ours.pairs),
    ]


def _shares(values: Sequence[float]) -> tuple[Count, ...]:
    return tuple(share(round(SCALE * value), SCALE) for value in values)
