"""Claims sought in other words than their own: `python -m evaluation.meaning`.

Made-up claims, each with a question that shares next to no word with it, among those of PolNeAR's
development articles where these are at hand. Thresholds were set on the first list, not on the
unseen one; the encoder has seen neither.
"""

import asyncio
import gzip
import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.bootstrap import Count
from evaluation.desk import CASES, DATA
from evaluation.scores import Score, print_scores, share
from newsroom.answer import Answer
from services import Services, build_services

LISTS = ("paraphrases", "paraphrases_unseen")
TABLE = "claims in other words"
AN_ARTICLE = 5
DESK = "reworded"
_POLNEAR = "polnear_dev.jsonl.gz"


@dataclass(frozen=True, slots=True)
class Sought:
    """A question, where its claim came among those shown, and whether they are said to be it."""

    cases: str
    asked: str
    rank: int | None
    is_answer: bool


def read_pairs(cases: str) -> list[dict[str, str]]:
    """The claims of a list with what is asked for each."""
    with (CASES / f"{cases}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


async def fill(services: Services, data: Path) -> int:
    """A desk of every list's claims, some an article, and of news; how many claims it holds."""
    for cases in LISTS:
        claims = [pair["claim"] for pair in read_pairs(cases)]
        for start in range(0, len(claims), AN_ARTICLE):
            text = "\n\n".join(claims[start : start + AN_ARTICLE])
            await services.add_text(DESK, f"{cases}-{start}", text, f"Case {start}")
    if (data / _POLNEAR).exists():
        with gzip.open(data / _POLNEAR, "rt", encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                await services.add_text(DESK, article["id"], article["text"], article["title"])
    return (await services.counts(DESK)).claims


async def seek(services: Services, cases: str) -> list[Sought]:
    """Every question of a list asked once."""
    return [await _seek_one(services, cases, pair) for pair in read_pairs(cases)]


async def _seek_one(services: Services, cases: str, pair: dict[str, str]) -> Sought:
    reply = await services.ask(DESK, pair["asked"])
    shown = reply.claims if isinstance(reply, Answer) else reply.near
    sentences = list(dict.fromkeys(match.claim.sentence for match in shown))
    rank = sentences.index(pair["claim"]) if pair["claim"] in sentences else None
    return Sought(cases, pair["asked"], rank, isinstance(reply, Answer))


def score(sought: Sequence[Sought]) -> tuple[Score, ...]:
    """How many claims come first, how many are shown, and how far answers can be trusted."""
    scores = []
    for cases in LISTS:
        own = [one for one in sought if one.cases == cases]
        answers = [one for one in own if one.is_answer]
        scores += [
            Score(TABLE, f"{cases}: first", _counts(one.rank == 0 for one in own)),
            Score(TABLE, f"{cases}: shown", _counts(one.rank is not None for one in own)),
            Score(TABLE, f"{cases}: right answers", _counts(one.rank == 0 for one in answers)),
        ]
    return tuple(scores)


def _counts(rights: Iterable[bool]) -> tuple[Count, ...]:
    return tuple(share(int(is_right), 1) for is_right in rights)


def run(data: Path = DATA) -> tuple[Score, ...]:
    """Measure and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        claims, sought = asyncio.run(_measure(Path(folder), data))
    scores = score(sought)
    print_scores(f"Claims in other words, among {claims:,}", "share", scores)
    return scores


async def _measure(folder: Path, data: Path) -> tuple[int, list[Sought]]:
    services = build_services(folder, None)
    try:
        claims = await fill(services, data)
        return claims, [one for cases in LISTS for one in await seek(services, cases)]
    finally:
        await services.close()


if __name__ == "__main__":
    run()
