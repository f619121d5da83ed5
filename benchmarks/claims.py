"""Finding a claim among many: `python -m benchmarks.claims [--articles N --claims N]`.

Eighty made-up claims, each with a question that says the same in other words
(`tests/cases/paraphrases.jsonl`), lie among the claims of a generated desk (`benchmarks.desk_set`).
Each is sought by its paraphrase, by two thirds of its own words, and by its two rarest ones.
Byline searches by words alone, and with meaning where words find nothing; the peer is plain FTS5,
the best by bm25, in the same run. Then come the times, and the scan of codes of a million claims.
"""

import argparse
import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import perf_counter

from answering import answer_question
from benchmarks.desk_set import KEYS, keep, write_desk
from benchmarks.desk_world import Size
from benchmarks.running import held
from extraction.meaning.shipped import ShippedEncoder
from matching.claims import query_terms
from matching.folding import fold
from newsroom.answer import Answer, Question, QuestionKind
from newsroom.article import Article, Block, BlockKind, Sentence, Span
from newsroom.attribution import (
    THIS_ARTICLE,
    Claim,
    Identity,
    Manner,
    Source,
    SourcingChain,
)
from newsroom.extraction import Extraction
from storage.connections import open_writer
from storage.database import Database
from storage.meanings import BLOCK, CODE_BYTES, Meaning, fill_meanings, find_near

CASES = Path("tests/cases/paraphrases.jsonl")
SHOWN = 5
BATCH = 512
MILLION = 1_000_000
SCANS = 30

Search = Callable[[str], Sequence[str]]
"""A question to the sentences found, best first."""


@dataclass(slots=True)
class Found:
    """How one search did on one kind of question."""

    ranks: list[int | None] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def at(self, most: int) -> float:
        """The share whose claim is among the first so many."""
        return sum(rank is not None and rank < most for rank in self.ranks) / len(self.ranks)

    def share(self, share: float) -> float:
        """The milliseconds that so large a share of the searches stays below."""
        return 1000 * sorted(self.seconds)[min(len(self.seconds) - 1, int(share * len(self.ranks)))]


class Plain:
    """The peer: FTS5 over sentences, in a file of its own."""

    def __init__(self, path: Path, sentences: Iterator[str]) -> None:
        self._db = sqlite3.connect(path)
        self._db.execute("create virtual table plain using fts5 (sentence, tokenize = 'porter')")
        self._db.executemany("insert into plain values (?)", ((text,) for text in sentences))
        self._db.commit()

    def __call__(self, asked: str) -> Sequence[str]:
        """The best by bm25 for the telling words of a question."""
        terms = " OR ".join(f'"{term}"' for term in query_terms(asked))
        rows = self._db.execute(
            "select sentence from plain where plain match ? order by rank limit ?", [terms, SHOWN]
        )
        return [row[0] for row in rows]


def read_cases() -> list[dict[str, str]]:
    """The claims with their paraphrases."""
    with CASES.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def article_of(number: int, sentence: str) -> Extraction:
    """An article of one sentence, which it says in its own voice."""
    span = Span(0, len(sentence))
    outlet = Source(THIS_ARTICLE, Identity.NAMED, "outlet")
    article = Article(
        f"case-{number}", sentence, f"Case {number}", blocks=(Block(span, BlockKind.BODY, span),)
    )
    claim = Claim(
        sentence, (span,), (), (), Manner.INDIRECT, SourcingChain((outlet,)), sentence=span
    )
    return Extraction(article, (Sentence(span, BlockKind.BODY, 0),), (), (claim,))


def questions_of(cases: Sequence[dict[str, str]], random: Random) -> dict[str, list[str]]:
    """A question of each kind for each case."""
    kinds: dict[str, list[str]] = {"paraphrase": [], "two thirds of its words": [], "two words": []}
    for case in cases:
        words = case["claim"].rstrip(".").split()
        kept = sorted(random.sample(range(len(words)), max(2, 2 * len(words) // 3)))
        longest = sorted(query_terms(case["claim"]), key=len)[-2:]
        kinds["paraphrase"].append(case["asked"])
        kinds["two thirds of its words"].append(" ".join(words[place] for place in kept))
        kinds["two words"].append(" ".join(longest))
    return kinds


def byline(db: Database, meaning: Meaning | None) -> Search:
    """Byline's own search, as `/claims` makes it; claims that are only offered count as found."""

    def search(asked: str) -> Sequence[str]:
        reply = answer_question(db, Question(asked, QuestionKind.CLAIMS, asked), meaning)
        shown = reply.claims if isinstance(reply, Answer) else reply.near
        return list(dict.fromkeys(match.claim.sentence for match in shown))[:SHOWN]

    return search


def ask(search: Search, asked: Sequence[str], wanted: Sequence[str]) -> Found:
    """Each question once."""
    found = Found()
    for question, sentence in zip(asked, wanted, strict=True):
        started = perf_counter()
        shown = search(question)
        found.seconds.append(perf_counter() - started)
        found.ranks.append(shown.index(sentence) if sentence in shown else None)
    return found


def measure(size: Size, folder: Path) -> None:
    """Build, ask, and print every figure."""
    path = folder / "claims.db"
    cases = read_cases()
    wanted = [case["claim"] for case in cases]
    write_desk(path, size)
    db = open_writer(path, fold, KEYS)
    with db.atomic():
        for number, sentence in enumerate(wanted):
            keep(db, article_of(number, sentence))
    encoder = ShippedEncoder()
    meaning = Meaning(encoder.encode, encoder.fingerprint, encoder.knows)
    count = _embed(db, meaning)
    sentences = (row[0] for row in db.execute("select sentence from claims"))
    searches: dict[str, Search] = {
        "plain bm25": Plain(folder / "plain.db", sentences),
        "Byline, words": byline(db, None),
        "Byline, words and meaning": byline(db, meaning),
    }
    print(f"{count:,} claims; found among the first 1 / 5, and milliseconds at half and 99 %")
    for kind, asked in questions_of(cases, Random(size.seed)).items():
        for name, search in searches.items():
            found = ask(search, asked, wanted)
            print(
                f"{kind:24} {name:26} {found.at(1):.3f} {found.at(SHOWN):.3f}"
                f"  {found.share(0.5):7.1f} {found.share(0.99):7.1f}"
            )
    print(f"memory: {held():.0f} MB")
    _scan(db, meaning)
    db.close()


def _embed(db: Database, meaning: Meaning) -> int:
    started, count = perf_counter(), 0
    while True:
        with db.atomic():
            some = fill_meanings(db, meaning, BATCH)
        count += some
        if not some:
            break
    seconds = perf_counter() - started
    print(f"embedded {count:,} claims in {seconds:.0f} s, {1000 * seconds / count:.2f} ms each")
    return count


def _scan(db: Database, meaning: Meaning) -> None:
    """How long finding the nearest of a million takes: random codes beside the true ones."""
    first = MILLION
    random = Random(1)
    with db.atomic():
        db.conn.executemany(
            "insert into meaning_codes values (?, ?)",
            (
                (first + block, random.randbytes(BLOCK * CODE_BYTES))
                for block in range(MILLION // BLOCK)
            ),
        )
    seconds = []
    for number in range(SCANS):
        started = perf_counter()
        find_near(db, meaning, f"the nearest of a million claims, time {number}", SHOWN)
        seconds.append(perf_counter() - started)
    half, last = sorted(seconds)[SCANS // 2], max(seconds)
    print(f"a million codes: {1000 * half:.0f} ms at half, {1000 * last:.0f} ms at most")
    print(f"memory: {held():.0f} MB")


def main() -> None:
    """Measure at the size asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--claims", type=int, default=20_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Size(options.articles, options.claims), Path(folder))


if __name__ == "__main__":
    main()
