"""The seed article's 30 questions, by their own rule, through the services users have.

`python -m evaluation.seed [--answers] [--claims]`. Every must-mention has to stand in the answer
("a|b": either), no must-not-mention may. A second table compares its claims with the gold ones.
"""

import argparse
import asyncio
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation import seed_claims
from evaluation.folding import ascii_marks
from evaluation.scores import Score, share
from evaluation.tables import print_table
from newsroom.answer import Unanswered
from presentation.wording import reply_sheet, sheet_text
from services import Services, build_services

SEED = Path("../shared/seed")
TABLE = "seed questions"


@dataclass(frozen=True, slots=True)
class Marked:
    """One question with its answer, what was missing and what should not be there."""

    number: str
    question: str
    kind: str
    answer: str
    missing: tuple[str, ...]
    forbidden: tuple[str, ...]
    is_refused: bool

    @property
    def is_right(self) -> bool:
        """Whether the answer passes the rule."""
        return not self.missing and not self.forbidden


async def mark(services: Services, desk: str, gold: dict[str, Any]) -> list[Marked]:
    """Every question asked and marked."""
    return [await _mark_one(services, desk, item) for item in gold["questions"]]


async def _mark_one(services: Services, desk: str, item: dict[str, Any]) -> Marked:
    reply = await services.ask(desk, item["q"])
    answer = sheet_text(reply_sheet(reply))
    expects = item["expects"]
    return Marked(
        item["id"],
        item["q"],
        expects["kind"],
        answer,
        tuple(m for m in expects.get("must_mention", []) if not _mentions(answer, m)),
        tuple(m for m in expects.get("must_not_mention", []) if _mentions(answer, m)),
        isinstance(reply, Unanswered),
    )


def _mentions(answer: str, wanted: str) -> bool:
    folded = ascii_marks(answer)
    return any(ascii_marks(part) in folded for part in wanted.split("|"))


async def ask_all(gold: dict[str, Any]) -> list[Marked]:
    """Add the seed article to an empty desk and ask everything."""
    with tempfile.TemporaryDirectory() as folder:
        services = build_services(Path(folder), None)
        try:
            await services.add_file("seed", "article.txt", (SEED / "article.txt").read_bytes())
            return await mark(services, "seed", gold)
        finally:
            await services.close()


def report(marked: Sequence[Marked]) -> None:
    """Print the score by kind and each miss with its reason."""
    kinds = sorted({item.kind for item in marked})
    rows = []
    for kind in (*kinds, "all"):
        group = [item for item in marked if kind in ("all", item.kind)]
        right = sum(item.is_right for item in group)
        rows.append((kind, f"{right}/{len(group)}", str(sum(item.is_refused for item in group))))
    print_table("Seed questions", ("kind", "right", "refused"), rows)
    for item in marked:
        if not item.is_right:
            why = f"missing {list(item.missing)}" if item.missing else ""
            wrong = f" says {list(item.forbidden)}" if item.forbidden else ""
            print(f"{item.number} {item.question!r}: {why}{wrong}")


def score(marked: Sequence[Marked]) -> tuple[Score, ...]:
    """A figure for each kind of question, question by question."""
    kinds = (*sorted({item.kind for item in marked}), "all")
    return tuple(
        Score(TABLE, kind, tuple(share(m.is_right, 1) for m in marked if kind in ("all", m.kind)))
        for kind in kinds
    )


def run(*, with_answers: bool = False, with_questions: bool = True) -> tuple[Score, ...]:
    """Measure and print both tables, or the one of the claims; nothing without the data."""
    if not SEED.exists():
        print(f"Seed article: skipped, {SEED} is not at hand.")
        return ()
    gold = json.loads((SEED / "gold.json").read_text(encoding="utf-8"))
    scores: tuple[Score, ...] = ()
    if with_questions:
        marked = asyncio.run(ask_all(gold))
        for item in marked if with_answers else ():
            print(f"\n### {item.number} {item.question}\n{item.answer}")
        report(marked)
        scores = score(marked)
    return (*scores, *seed_claims.run(gold, (SEED / "article.txt").read_text(encoding="utf-8")))


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", action="store_true", help="print every answer")
    parser.add_argument("--claims", action="store_true", help="leave the questions out")
    options = parser.parse_args()
    run(with_answers=options.answers, with_questions=not options.claims)


if __name__ == "__main__":
    main()
