"""Name look-up against two peers in the same run: `python -m benchmarks.names [--aliases N]`.

The set and its hard questions are described in `benchmarks.name_set`. The list is imported by the
command as users run it; then articles are added that speak of some of the entities, so that some
names are popular. The peers get the same folded names and the same mention counts to break ties:
SQLite's FTS5 with trigrams, the 200 best by bm25 ranked by rapidfuzz's WRatio; and WRatio over
every name there is. Questions are split in two at random: matching was tuned on the first half.
"""

import argparse
import csv
import resource
import sqlite3
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from time import perf_counter

from rapidfuzz import fuzz, process

from benchmarks.name_set import MENTIONED, Hard, Named, hard_questions, make_set, read_words
from benchmarks.running import MEGABYTE, ROOT, held
from lookup import complete, find_names
from matching.folding import fold
from matching.keys import indexed_words, word_keys
from newsroom.article import Article, Span
from newsroom.entity import Entity, EntityId, Mention, MentionForm, Role
from newsroom.extraction import Extraction
from storage.articles import add_article
from storage.connections import NameKeys, open_reader, open_writer
from storage.database import Database
from storage.entities import find_entities_named

ALIASES, EACH = 100_000, 150
PEER_QUESTIONS, EXHAUSTIVE_QUESTIONS = 220, 44
PEER_CANDIDATES = 200
AT_FIRST, AT_FIVE = 1, 5
ARTICLE_ENTITIES = 40
TYPED_NAMES = 400
KEYS = NameKeys(indexed_words, word_keys)

Search = Callable[[str], Sequence[int]]


def import_list(found: Sequence[Named], folder: Path) -> None:
    """Import the list with the command and say how long it took and what it held."""
    path = folder / "names.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("name", "kind", "aliases", "description"))
        rows.writerows((each.name, each.kind, ";".join(each.aliases), "") for each in found)
    started = perf_counter()
    command = [sys.executable, "bot.py", "import", str(path), "--data-dir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    took = perf_counter() - started
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / MEGABYTE
    size = sum(each.stat().st_size for each in (folder / "desks").iterdir()) / 1e6
    print(
        f"import: {took:.0f} s, {most:.0f} MB at most, desk of {size:.0f} MB; {done.stdout.strip()}"
    )


def add_articles(
    db: Database, found: Sequence[Named], places: Sequence[int]
) -> dict[int, EntityId]:
    """Articles that speak of some entities, the earlier in `places` the more often; their ids."""
    names = [fold(found[place].name) for place in places]
    by_name: dict[tuple[str, str], EntityId] = {
        (each.alias, each.kind): each.entity_id for each in find_entities_named(db, names)
    }
    ids = {place: by_name[found[place].name, found[place].kind] for place in places}
    started = perf_counter()
    slowest = 0.0
    for start in range(0, len(places), ARTICLE_ENTITIES):
        begun = perf_counter()
        chosen = places[start : start + ARTICLE_ENTITIES]
        db.execute("begin immediate")
        times = max(1, 400 // (start + 1))
        add_article(
            db,
            _article(start, [found[place] for place in chosen], times),
            [ids[place] for place in chosen],
            datetime(2025, 1, 1, tzinfo=UTC),
        )
        db.execute("commit")
        slowest = max(slowest, perf_counter() - begun)
    count = len(range(0, len(places), ARTICLE_ENTITIES))
    mean = (perf_counter() - started) / count
    print(
        f"upkeep: {count} articles of {ARTICLE_ENTITIES} entities added in {mean * 1000:.0f} ms"
        f" each, {slowest * 1000:.0f} ms at most"
    )
    return ids


def _article(number: int, entities: Sequence[Named], times: int) -> Extraction:
    lines = [f"{each.name}, {each.role}, spoke." for each in entities]
    text = f"Article {number}\n" + "\n".join(lines)
    made, at = [], text.index("\n") + 1
    for line, named in zip(lines, entities, strict=True):
        name = Span(at, at + len(named.name))
        start = at + len(named.name) + 2
        roles = (Role(named.role, Span(start, start + len(named.role))),) if named.role else ()
        mention = Mention(named.name, name, MentionForm.NAME)
        made.append(Entity(named.name, named.kind, (), roles, (mention,) * times))
        at += len(line) + 1
    return Extraction(Article(str(number), text, f"Article {number}"), (), tuple(made), ())


class Trigrams:
    """The first peer: FTS5's trigrams, the best by bm25 ranked by WRatio."""

    def __init__(self, folder: Path, names: Sequence[str], owners: Sequence[int]) -> None:
        self._names, self._owners = names, owners
        self._db = sqlite3.connect(folder / "trigrams.db")
        self._db.execute("create virtual table n using fts5 (name, tokenize='trigram')")
        self._db.executemany("insert into n (rowid, name) values (?, ?)", enumerate(names))
        self._db.commit()

    def close(self) -> None:
        """Close the index."""
        self._db.close()

    def __call__(self, typed: str) -> list[int]:
        """Owners of names, best first."""
        asked = fold(typed)
        grams = {word[at : at + 3] for word in asked.split() for at in range(len(word) - 2)}
        query = " OR ".join(f'"{gram}"' for gram in sorted(grams))
        if not query:
            return []
        rows = self._db.execute(
            "select rowid from n where n match ? order by rank limit ?", [query, PEER_CANDIDATES]
        )
        near = {row[0]: self._names[row[0]] for row in rows}
        found = process.extract(asked, near, scorer=fuzz.WRatio, limit=4 * AT_FIVE)
        return [self._owners[place] for _, _, place in found]


def exhaustive(names: Sequence[str], owners: Sequence[int]) -> Search:
    """The second peer: WRatio over every name."""

    def search(typed: str) -> list[int]:
        found = process.extract(fold(typed), names, scorer=fuzz.WRatio, limit=4 * AT_FIVE)
        return [owners[place] for _, _, place in found]

    return search


class Result:
    """How one way of searching did on some questions."""

    def __init__(self, search: Search, questions: Iterable[Hard], right: dict[int, int]) -> None:
        self.ranks: dict[str, list[int]] = defaultdict(list)
        self.seconds: list[float] = []
        self.missed: list[Hard] = []
        for hard in questions:
            started = perf_counter()
            found = list(dict.fromkeys(search(hard.typed)))
            self.seconds.append(perf_counter() - started)
            wanted = right[hard.place]
            rank = found.index(wanted) + 1 if wanted in found else 0
            self.ranks[hard.kind].append(rank)
            if not 0 < rank <= AT_FIVE:
                self.missed.append(hard)

    def recall(self, most: int, kind: str | None = None) -> float:
        """The share of questions whose entity is among the first so many."""
        ranks = [r for name, some in self.ranks.items() if kind in (None, name) for r in some]
        return sum(0 < rank <= most for rank in ranks) / max(1, len(ranks))

    def line(self) -> str:
        """Everything in a line."""
        return (
            f"recall at 1 {self.recall(AT_FIRST):.3f}, at 5 {self.recall(AT_FIVE):.3f};"
            f" median {_share(self.seconds, 0.5):.1f} ms, p99 {_share(self.seconds, 0.99):.1f} ms"
            f" ({len(self.seconds)} questions)"
        )


def _share(seconds: Sequence[float], share: float) -> float:
    """The time in milliseconds that so large a share stays below."""
    return sorted(seconds)[min(len(seconds) - 1, int(share * len(seconds)))] * 1000


def measure_typing(db: Database, names: Sequence[str], random: Random) -> None:
    """Completions at every letter of some names, a third of them with a slip."""
    seconds: list[float] = []
    full = 0
    for name in names:
        typed = name
        if random.random() < 1 / 3 and len(name) > 4:
            at = random.randrange(2, len(name) - 1)
            typed = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        for end in range(1, len(typed) + 1):
            started = perf_counter()
            full += len(complete(db, typed[:end])) == 25
            seconds.append(perf_counter() - started)
    print(
        f"autocomplete: median {_share(seconds, 0.5):.2f} ms, p99 {_share(seconds, 0.99):.2f} ms,"
        f" at most {max(seconds) * 1000:.1f} ms"
        f" ({len(seconds):,} keystrokes, {full:,} with 25 choices)"
    )


def measure(aliases: int, each: int, show: int, folder: Path, peers: bool) -> None:
    """Make the set, import it, ask both halves, and print every figure."""
    random = Random(7)
    words = read_words(random)
    found = make_set(words, aliases, random)
    count = sum(len(named.all) for named in found)
    print(f"set: {count:,} names of {len(found):,} entities; {words.source}")
    if not (folder / "desks").exists():
        import_list(found, folder)
    db = open_writer(folder / "desks" / "local.db", fold, KEYS)
    unique = {(named.name, named.kind): place for place, named in enumerate(found)}
    places = random.sample(sorted(unique.values()), min(MENTIONED, len(unique)))
    if (folder / "ids").exists():
        right_of = dict(zip(places, map(int, (folder / "ids").read_text().split()), strict=True))
    else:
        right_of = {place: int(one) for place, one in add_articles(db, found, places).items()}
        (folder / "ids").write_text(" ".join(map(str, right_of.values())))
    db.close()
    questions = hard_questions(words, found, places, each, random)
    reader = open_reader(folder / "desks" / "local.db", fold, KEYS)
    unknown = [hard.place for hard in questions if hard.place not in right_of]
    wanted = [fold(found[place].name) for place in unknown]
    by_name = {(c.alias, c.kind): int(c.entity_id) for c in find_entities_named(reader, wanted)}
    right_of |= {place: by_name[found[place].name, found[place].kind] for place in unknown}
    random.shuffle(questions)
    half = len(questions) // 2
    for typed in questions[:40]:
        find_names(reader, typed.typed)

    def search(typed: str) -> list[int]:
        return [int(match.entity_id) for match in find_names(reader, typed)]

    tuned, other = (Result(search, some, right_of) for some in (questions[:half], questions[half:]))
    print(f"tuning half: {tuned.line()}")
    print(f"other half:  {other.line()}")
    print(f"{'kind':24}{'tuning at 1':>12}{'at 5':>7}{'other at 1':>12}{'at 5':>7}")
    for kind in sorted(other.ranks):
        print(
            f"{kind:24}{tuned.recall(AT_FIRST, kind):>12.3f}{tuned.recall(AT_FIVE, kind):>7.3f}"
            f"{other.recall(AT_FIRST, kind):>12.3f}{other.recall(AT_FIVE, kind):>7.3f}"
        )
    for hard in random.sample(tuned.missed, min(show, len(tuned.missed))):
        print(f"missed: {hard.kind}: {hard.typed!r} for {found[hard.place].all}")
    typed_names = [found[place].name for place in random.sample(range(len(found)), TYPED_NAMES)]
    measure_typing(reader, typed_names, random)
    print(f"memory: {held():.0f} MB at most, the set itself among it")
    if peers:
        compare(folder, found, right_of, questions[half:], other)
    reader.close()


def compare(
    folder: Path,
    found: Sequence[Named],
    right_of: dict[int, int],
    questions: Sequence[Hard],
    ours: Result,
) -> None:
    """The peers on some of the same questions."""
    mentioned = {place: rank for rank, place in enumerate(right_of)}
    order = sorted(range(len(found)), key=lambda place: mentioned.get(place, len(mentioned)))
    pairs = [(fold(name), place) for place in order for name in found[place].all]
    names, places = [name for name, _ in pairs], [place for _, place in pairs]
    owners = [right_of.get(place, -1 - place) for place in places]
    (folder / "trigrams.db").unlink(missing_ok=True)
    peer = Trigrams(folder, names, owners)
    trigrams = Result(peer, questions[:PEER_QUESTIONS], right_of)
    peer.close()
    print(f"FTS5 trigram + WRatio: {trigrams.line()}")
    whole = Result(exhaustive(names, owners), questions[:EXHAUSTIVE_QUESTIONS], right_of)
    print(f"exhaustive WRatio: {whole.line()}")
    ratio = _share(ours.seconds, 0.99) / _share(trigrams.seconds, 0.99)
    print(f"p99 {ratio:.3f} of FTS5 trigram + WRatio's; the bar is 0.100 at a million")


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--aliases", type=int, default=ALIASES, help="how many names and aliases")
    parser.add_argument("--each", type=int, default=EACH, help="how many questions of each kind")
    parser.add_argument("--show", type=int, default=0, help="how many misses of the tuning half")
    parser.add_argument("--folder", type=Path, help="keep the desk here and use it again")
    parser.add_argument("--no-peers", action="store_true", help="leave the peers out")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where = options.folder or Path(folder)
        where.mkdir(parents=True, exist_ok=True)
        measure(options.aliases, options.each, options.show, where, not options.no_peers)


if __name__ == "__main__":
    main()
