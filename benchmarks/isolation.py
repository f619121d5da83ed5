"""What another desk changes in a desk's answers: `python -m benchmarks.isolation`.

Random questions are asked twice, before and after another desk reads hundreds of articles about
the same people; every answer, list of suggestions and reason must be the same to the last byte.
"""

import asyncio
import json
import random
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from presentation.records import reply_record
from presentation.wording import reply_sheet, sheet_text
from services import Services
from storage.articles import add_article
from tests.storage.factories import ADDED_AT, numbered, unresolved

QUESTIONS, RELATED = 1_000, 500
OWN, OTHER = "1180000000000000001", "1180000000000000002"
SAMPLES = Path(__file__).resolve().parent.parent / "samples"
WORDS = (
    "Putin Musk Starlink Taiwan Kremlin Rogozin Kiriyenko SpaceX NASA X Xi Trump Nelson Russia"
    " officer billionaire report Journal ferry Tarnby Brandt inspector Kirienko Rogosin Mask"
).split()
FORMS = (
    "who is {0}?", "what sources back the {0} claim?", "what is claimed about {0} and {1}?",
    "has {0} commented?", "who said {0} {1}?", "timeline of {0}", "what's the story with {0}?",
    "who is {0} and who threatened {1}?", "{0} {1}", "{0}",
)  # fmt: skip

Answers = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Probe:
    """A question, and what is typed into an option at the same time."""

    question: str
    typed: str


def questions(count: int, seed: int) -> tuple[Probe, ...]:
    """Random questions; some words are misspelt, some cut short."""
    rng = random.Random(seed)
    return tuple(_probe(rng) for _ in range(count))


def _probe(rng: random.Random) -> Probe:
    first, second = (_slip(rng, word) for word in rng.choices(WORDS, k=2))
    return Probe(rng.choice(FORMS).format(first, second), first[: rng.randint(0, len(first))])


def _slip(rng: random.Random, word: str) -> str:
    if len(word) < 4 or rng.random() < 0.7:
        return word
    place = rng.randrange(1, len(word) - 1)
    return word[:place] + word[place + 1 :]


async def ask_all(services: Services, desk: str, probes: Sequence[Probe]) -> Answers:
    """Everything that a desk says to some questions, as bytes that can be compared."""
    return tuple([await _said(services, desk, probe) for probe in probes])


async def _said(services: Services, desk: str, probe: Probe) -> str:
    reply = await services.ask(desk, probe.question)
    record = reply_record(reply, 0.0, with_why=True)
    offered = (
        await services.complete_names(desk, probe.typed),
        await services.complete_claims(desk, probe.typed),
        await services.stories.complete(desk, probe.typed),
    )
    shown = sheet_text(reply_sheet(reply, with_why=True))
    return f"{json.dumps(record, sort_keys=True)}\n{shown}\n{offered!r}"


async def fill_related(services: Services, desk: str, count: int) -> None:
    """Let a desk hold the sample articles, and more about the same people and their neighbours."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    texts = [*texts, *_recombined(texts)]
    read = min(count, len(texts))
    for number, text in enumerate(texts[:read]):
        await services.add_text(desk, f"related {number}", text)
    store = await services._desks.get(desk)
    for number in range(count - read):
        extraction = numbered(number, 4)
        await store.write(add_article, extraction, unresolved(extraction), ADDED_AT)


def _recombined(texts: Sequence[str]) -> list[str]:
    """As many articles again, each of a few paragraphs of the others under a title of its own."""
    rng = random.Random(5)
    paragraphs = [part for text in texts for part in text.split("\n\n")[2:] if len(part) > 80]
    return [
        f"Roundup number {number} on {WORDS[number]} and {WORDS[-number]}\n\n"
        + "\n\n".join(rng.sample(paragraphs, 4))
        for number in range(1, len(texts) + 1)
    ]


async def measure(count: int, related: int) -> str:
    """One line on how many answers changed."""
    with tempfile.TemporaryDirectory() as folder:
        services = Services(Path(folder))
        for path in sorted(SAMPLES.glob("*.txt")):
            await services.add_file(OWN, path.name, path.read_bytes())
        probes = questions(count, seed=1)
        alone = await ask_all(services, OWN, probes)
        await fill_related(services, OTHER, related)
        beside = await ask_all(services, OWN, probes)
        held = (await services.counts(OTHER)).articles
        await services.close()
    changed = sum(before != after for before, after in zip(alone, beside, strict=True))
    found = sum('"found": true' in answer for answer in alone)
    return (
        f"{count:,} questions, {found:,} of them answered; {held} articles on the other desk:"
        f" {changed} answers changed"
    )


def main() -> None:
    """Print the line."""
    print(asyncio.run(measure(QUESTIONS, RELATED)))


if __name__ == "__main__":
    main()
