"""What the sentence encoder learns from: sentences, reported clauses, headlines and scraps."""

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from random import Random
from typing import Any

from newsroom.article import Span
from training.build import GMB, POLNEAR, TREEBANKS, read_treebank
from training.corpora import read_gmb, read_lines, read_polnear
from training.encoder.examples import read_articles
from training.encoder.split import untrained_ids
from training.texts import Text

SCRAPS = 0.6
"""How many scraps a sentence gives: people ask with a few words, not with sentences."""
_FEWEST, _MOST = 2, 9


def read_texts(data: Path, seed: int, limit: int | None = None) -> list[str]:
    """Distinct texts of every corpus, shuffled; a limit takes that many texts of each."""
    excluded = untrained_ids(data)
    corpora = [
        read_polnear(read_lines(data / POLNEAR), excluded),
        read_gmb(read_lines(data / GMB, "latin-1")),
        *(read_treebank(data, name, "train") for name in TREEBANKS),
    ]
    sentences = chain.from_iterable(_sentences(islice(corpus, limit)) for corpus in corpora)
    articles = islice(read_articles(data / POLNEAR, excluded), limit)
    random = Random(seed)
    whole = [*sentences, *chain.from_iterable(map(_statements, articles))]
    scraps = [_scrap(text, random) for text in whole if random.random() < SCRAPS]
    texts = list(dict.fromkeys(text for text in (*whole, *scraps) if text))
    random.shuffle(texts)
    return texts


def _sentences(texts: Iterator[Text]) -> Iterator[str]:
    for text in texts:
        for sentence in text.sentences:
            yield " ".join(sentence.text.split())


def _statements(article: dict[str, Any]) -> Iterator[str]:
    """The headline, and what every attribution says, without who says it."""
    yield article["title"] or ""
    for event in article["attributions"][min(article["attributions"])]:
        parts = " ".join(Span(*span).of(article["text"]) for span in event["content"])
        yield " ".join(parts.split())


def _scrap(text: str, random: Random) -> str:
    words = text.split()
    count = random.randint(_FEWEST, _MOST)
    start = random.randint(0, max(0, len(words) - count))
    return " ".join(words[start : start + count])
