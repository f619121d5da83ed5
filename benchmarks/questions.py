"""Questions a second on a large desk: `python -m benchmarks.questions [--articles N --claims N]`.

The desk is generated (`benchmarks.desk_set`), its questions too (`benchmarks.desk_questions`). They
are answered as the services answer them, one after the other, on one reading connection. The peer
gets the same questions in the same run, in turns: SQLite's FTS5 over the texts of the claims, the
ten best by bm25 for the telling words of the question, and nothing else: no entities, no sources,
no dates, no refusal. Beside the speed stands how many questions each answers with what is right:
the claim that the question was drawn from, or the entity, among what is shown; for a question that
nothing answers, a refusal.
"""

import argparse
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, thread_time

from answering import answer_question
from benchmarks.desk_questions import Asked, Kind, make_questions
from benchmarks.desk_set import KEYS, make_articles, write_desk
from benchmarks.desk_world import Size
from benchmarks.running import MEGABYTE, held
from matching.claims import query_terms
from matching.folding import fold
from matching.questions import read_question
from newsroom.answer import Answer, Reply
from storage.connections import open_reader

EACH, WARM_UP = 40, 10
SHOWN = 10
BAR_MS = 300.0


@dataclass(slots=True)
class Times:
    """How long some questions took, in milliseconds, and how many were answered rightly.

    `cpu_ms` is what the thread itself ran, however busy the machine is with others.
    """

    ms: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)
    right: int = 0

    def add(self, seconds: float, cpu_seconds: float, is_right: bool) -> None:
        """One more question."""
        self.ms.append(seconds * 1000)
        self.cpu_ms.append(cpu_seconds * 1000)
        self.right += is_right

    def share(self, share: float) -> float:
        """The time that so large a share stays below."""
        return _share(self.ms, share)

    @property
    def a_second(self) -> float:
        """Questions a second, one after the other."""
        return 1000 * len(self.ms) / sum(self.ms)


def _share(ms: Sequence[float], share: float) -> float:
    return sorted(ms)[min(len(ms) - 1, int(share * len(ms)))]


class Words:
    """The peer: FTS5 over the texts of claims, in a file of its own."""

    def __init__(self, path: Path, size: Size) -> None:
        is_new = not path.exists()
        self._db = sqlite3.connect(path)
        if is_new:
            self._db.execute("create virtual table c using fts5 (text, tokenize='porter')")
            texts = (
                (claim.text,) for extraction in make_articles(size) for claim in extraction.claims
            )
            self._db.executemany("insert into c (text) values (?)", texts)
            self._db.commit()

    def close(self) -> None:
        """Close the index."""
        self._db.close()

    def best(self, question: str) -> list[str]:
        """The texts of the ten best claims by bm25."""
        query = " OR ".join(f'"{term}"' for term in query_terms(question))
        if not query:
            return []
        rows = self._db.execute(
            "select text from c where c match ? order by rank limit ?", [query, SHOWN]
        )
        return [row[0] for row in rows]


def is_right(asked: Asked, reply: Reply) -> bool:
    """Whether a reply shows what the question was drawn from, or refuses what nothing answers."""
    if not isinstance(reply, Answer):
        return asked.kind is Kind.NOTHING
    if asked.kind is Kind.WHO:
        names = [match.name for match in reply.choices]
        return asked.wanted in (*names, reply.card.name if reply.card else "")
    return asked.wanted in [match.claim.text for match in reply.claims[:SHOWN]]


def ask_all(
    desk: Path, peer: Words, questions: Sequence[Asked]
) -> tuple[dict[Kind, Times], dict[Kind, Times]]:
    """Each question to the desk and to the peer, in turns."""
    db = open_reader(desk, fold, KEYS)
    ours: dict[Kind, Times] = defaultdict(Times)
    theirs: dict[Kind, Times] = defaultdict(Times)
    for asked in questions[:WARM_UP]:
        answer_question(db, read_question(asked.text))
        peer.best(asked.text)
    for asked in questions:
        started, ran = perf_counter(), thread_time()
        reply = answer_question(db, read_question(asked.text))
        between, ran_by_then = perf_counter(), thread_time()
        texts = peer.best(asked.text)
        done, ran_in_all = perf_counter(), thread_time()
        ours[asked.kind].add(between - started, ran_by_then - ran, is_right(asked, reply))
        is_met = asked.wanted in texts if asked.wanted else not texts
        theirs[asked.kind].add(done - between, ran_in_all - ran_by_then, is_met)
    db.close()
    return ours, theirs


def together(times: dict[Kind, Times]) -> Times:
    """Every kind in one."""
    return Times(
        [ms for some in times.values() for ms in some.ms],
        [ms for some in times.values() for ms in some.cpu_ms],
        sum(some.right for some in times.values()),
    )


def print_table(ours: dict[Kind, Times], theirs: dict[Kind, Times]) -> None:
    """A line for each kind, and one for all."""
    print(
        f"{'kind':20}{'asked':>6}{'a second':>10}{'p50 ms':>8}{'p95':>7}{'p99':>7}{'CPU p95':>9}"
        f"{'right':>8}{'bm25 p50':>10}{'p95':>7}{'CPU p95':>9}{'right':>7}{'CPU p95 ratio':>15}"
    )
    rows = [(str(kind), ours[kind], theirs[kind]) for kind in Kind if kind in ours]
    for name, mine, other in (*rows, ("all", together(ours), together(theirs))):
        cpu, others = _share(mine.cpu_ms, 0.95), _share(other.cpu_ms, 0.95)
        print(
            f"{name:20}{len(mine.ms):>6}{mine.a_second:>10.1f}{mine.share(0.5):>8.1f}"
            f"{mine.share(0.95):>7.1f}{mine.share(0.99):>7.1f}{cpu:>9.1f}"
            f"{mine.right / len(mine.ms):>8.3f}{other.share(0.5):>10.1f}{other.share(0.95):>7.1f}"
            f"{others:>9.1f}{other.right / len(other.ms):>7.3f}{cpu / others:>15.1f}"
        )


def resident() -> float:
    """The memory that this process holds now, in megabytes; the most it has held where untold."""
    path = Path("/proc/self/status")
    lines = path.read_text(encoding="ascii").splitlines() if path.exists() else []
    now = [int(line.split()[1]) for line in lines if line.startswith("VmRSS:")]
    return now[0] / MEGABYTE if now else held()


def measure(size: Size, each: int, folder: Path) -> None:
    """Make the desk where there is none yet, ask, and print every figure."""
    desk, texts = folder / "desks" / "questions.db", folder / "bm25.db"
    if not desk.exists():
        started = perf_counter()
        claims = write_desk(desk, size)
        seconds = perf_counter() - started
        print(
            f"desk: {size.articles:,} articles, {claims:,} claims, generated and written in"
            f" {seconds:.0f} s ({size.articles / seconds:.0f} articles a second)"
        )
    started = perf_counter()
    peer = Words(texts, size)
    print(f"peer: bm25 over the claims' texts, {perf_counter() - started:.0f} s to open or write")
    sizes = (desk.stat().st_size / 1e6, texts.stat().st_size / 1e6)
    print(f"on disk: {sizes[0]:.0f} MB, the peer {sizes[1]:.0f} MB")
    questions = make_questions(size, each)
    before = resident()
    ours, theirs = ask_all(desk, peer, questions)
    after = resident()
    peer.close()
    print_table(ours, theirs)
    print(f"memory: {before:.0f} MB before the first question, {after:.0f} MB after the last")
    p95 = together(ours).share(0.95)
    print(f"bar: p95 below {BAR_MS:.0f} ms, {'kept' if p95 < BAR_MS else 'MISSED'} at {p95:.0f} ms")


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    usual = Size()
    parser.add_argument("--articles", type=int, default=usual.articles, help="how many articles")
    parser.add_argument("--claims", type=int, default=usual.claims, help="how many claims in all")
    parser.add_argument("--each", type=int, default=EACH, help="how many questions of each kind")
    parser.add_argument("--folder", type=Path, help="keep the desk here and use it again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where = options.folder or Path(folder)
        where.mkdir(parents=True, exist_ok=True)
        measure(Size(options.articles, options.claims), options.each, where)


if __name__ == "__main__":
    main()
