"""The development desk: 24 articles worked by hand, and their questions.

`python -m evaluation.desk [--misses]`. Entities, forms, roles, chains and identities of what was
extracted; then every question with only its article loaded, and the cross-article ones with all.
Texts come from PolNeAR; 14 of the articles are in its training part, which nothing here trained on
may contain.
"""

import argparse
import asyncio
import gzip
import json
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.tables import print_table
from extraction.pipeline import Reader
from extraction.reading import read_text
from newsroom.article import Span
from newsroom.attribution import Claim, ResponseKind
from newsroom.entity import Entity
from newsroom.extraction import Extraction
from presentation.wording import reply_sheet, sheet_text
from services import Services, build_services

DATA = Path("../shared/data")
_DESK_WORDS = {ResponseKind.REFUSAL: "declined"}
_FOLD = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


def load_articles() -> list[dict[str, Any]]:
    """The annotations, each with its text under `text`."""
    marked = [
        json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((DATA / "desk" / "articles").glob("*.json"))
    ]
    texts = dict(_texts({article["id"] for article in marked}))
    return [article | {"text": texts[article["id"]]} for article in marked]


def _texts(wanted: set[str]) -> Iterator[tuple[str, str]]:
    for name in ("polnear_train.jsonl.gz", "polnear_dev.jsonl.gz"):
        with gzip.open(DATA / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                if record["id"] in wanted:
                    yield record["id"], record["text"]


def fold(text: str) -> str:
    """Quotes and dashes to ASCII, lower case, single spaces: the desk's own rule."""
    return " ".join(text.translate(_FOLD).lower().split())


def count_extraction(article: dict[str, Any], extraction: Extraction) -> Counter[str]:
    """Right and total per measure for one article, as "measure" and "measure of"."""
    counts: Counter[str] = Counter()
    for marked in article["entities"]:
        found = _entity(marked, extraction.entities)
        counts["entities of"] += 1
        counts["entities"] += found is not None
        for measure, items in (("forms", marked["forms"]), ("nominals", marked["nominals"])):
            counts[f"{measure} of"] += len(items)
            counts[measure] += sum(_mentions(found, Span(*item["span"])) for item in items)
        counts["roles of"] += len(marked["roles"])
        counts["roles"] += sum(_has_role(found, role["text"]) for role in marked["roles"])
    for marked in article["claims"]:
        claim = _claim(Span(*marked["span"]), extraction.claims)
        counts["claims of"] += 1
        counts["claims"] += claim is not None
        counts["innermost source of"] += 1
        counts["innermost source"] += _same_source(marked["chain"], claim)
        counts["identity of"] += 1
        counts["identity"] += _same_identity(marked["chain"], claim)
        counts["hedges of"] += len(marked["hedges"])
        counts["hedges"] += sum(_has_hedge(claim, hedge["text"]) for hedge in marked["hedges"])
        if marked["response"]:
            counts["responses of"] += 1
            counts["responses"] += any(
                c.response is not None
                and _DESK_WORDS.get(c.response.kind, c.response.kind.value)
                == marked["response"]["kind"]
                for c in extraction.claims
                if c.sentence.overlaps(Span(*marked["response"]["span"]))
            )
    return counts


def _entity(marked: dict[str, Any], entities: Sequence[Entity]) -> Entity | None:
    spans = [Span(*marked["span"])] if marked["span"] else []
    spans += [Span(*form["span"]) for form in marked["forms"]]
    names = {fold(marked["name"]), *(fold(form["text"]) for form in marked["forms"])}
    for entity in entities:
        if names & {fold(entity.name), *map(fold, entity.aliases)}:
            return entity
    for entity in entities:
        if any(_mentions(entity, span) for span in spans):
            return entity
    return None


def _mentions(entity: Entity | None, span: Span) -> bool:
    return entity is not None and any(m.span.overlaps(span) for m in entity.mentions)


def _has_role(entity: Entity | None, text: str) -> bool:
    wanted = fold(text)
    return entity is not None and any(
        wanted in fold(role.text) or fold(role.text) in wanted for role in entity.roles
    )


def _claim(anchor: Span, claims: Sequence[Claim]) -> Claim | None:
    def overlap(claim: Claim) -> int:
        return sum(
            max(0, min(s.end_char, anchor.end_char) - max(s.start_char, anchor.start_char))
            for s in claim.content
        )

    best = max(claims, key=overlap, default=None)
    return best if best is not None and overlap(best) > 0 else None


def _same_source(chain: Sequence[dict[str, Any]], claim: Claim | None) -> bool:
    if claim is None:
        return False
    if not chain or len(claim.chain.links) == 1:
        return not chain and len(claim.chain.links) == 1
    wanted = {fold(chain[-1]["label"]), fold(chain[-1]["entity"] or chain[-1]["label"])}
    found = fold(claim.chain.innermost.label)
    words = {word for label in wanted for word in label.split() if len(word) > 3}
    return any(found in label or label in found for label in wanted) or bool(
        words & set(found.split())
    )


def _same_identity(chain: Sequence[dict[str, Any]], claim: Claim | None) -> bool:
    if claim is None:
        return False
    wanted = chain[-1]["identity"] if chain else "none"
    return claim.chain.identity.value == wanted


def _has_hedge(claim: Claim | None, text: str) -> bool:
    wanted = fold(text)
    return claim is not None and any(
        fold(hedge.text) in wanted or wanted in fold(hedge.text) for hedge in claim.hedges
    )


@dataclass(frozen=True, slots=True)
class Mark:
    """One question asked of a desk that holds one article, all of them, or across them."""

    loaded: str
    question: dict[str, Any]
    has_passed: bool


async def ask_all(articles: Sequence[dict[str, Any]]) -> list[Mark]:
    """Every question, marked by the desk's own rule."""
    heads = sorted((fold(article["title"]) for article in articles), key=len, reverse=True)
    with tempfile.TemporaryDirectory() as folder:
        services = build_services(Path(folder), None)
        try:
            return [mark async for mark in _marks(services, articles, heads)]
        finally:
            await services.close()


async def _marks(
    services: Services, articles: Sequence[dict[str, Any]], heads: Sequence[str]
) -> AsyncIterator[Mark]:
    for number, article in enumerate(articles):
        record = {
            "id": article["id"],
            "text": article["text"],
            "outlet": article["publisher"],
            "published_at": article["date"],
            "title": article["title"],
        }
        await services.add_record(f"one-{number}", record)
        await services.add_record("all", record)
        for question in article["questions"]:
            yield Mark("one", question, await _passes(services, f"one-{number}", question, heads))
    for article in articles:
        for question in article["questions"]:
            if question["kind"] != "none":
                yield Mark("all", question, await _passes(services, "all", question, heads))
    cross = json.loads((DATA / "desk" / "cross_questions.json").read_text(encoding="utf-8"))
    for question in cross if isinstance(cross, list) else cross["questions"]:
        yield Mark("cross", question, await _passes(services, "all", question, heads))


async def _passes(
    services: Services, desk: str, question: dict[str, Any], heads: Sequence[str]
) -> bool:
    answer = fold(sheet_text(reply_sheet(await services.ask(desk, question["q"]))))
    for head in heads:
        answer = answer.replace(head, " ")
    any_of, all_of, none_of = question["expect_any"], question["expect_all"], question["forbid"]
    return (
        (not any_of or any(fold(text) in answer for text in any_of))
        and all(fold(text) in answer for text in all_of)
        and not any(fold(text) in answer for text in none_of)
    )


def report_extraction(articles: Sequence[dict[str, Any]]) -> None:
    """Print what was read rightly, a measure a row."""
    reader = Reader.load()
    counts: Counter[str] = Counter()
    for article in articles:
        counts += count_extraction(article, reader.read(read_text(article["id"], article["text"])))
    rows = []
    for name in (name for name in counts if not name.endswith(" of")):
        right, total = counts[name], counts[f"{name} of"]
        rows.append((name, f"{right}/{total}", f"{right / total:.3f}"))
    print_table("Development desk: extraction", ("measure", "right", "share"), rows)


def report_questions(marks: Sequence[Mark]) -> None:
    """Print the questions answered rightly, a row for each kind and what was loaded."""
    rows = []
    for loaded in ("one", "all", "cross"):
        asked = [mark for mark in marks if mark.loaded == loaded]
        for kind in (*sorted({mark.question["kind"] for mark in asked}), "every kind"):
            group = [m.has_passed for m in asked if kind in ("every kind", m.question["kind"])]
            share = f"{sum(group) / len(group):.2f}"
            rows.append((loaded, kind, f"{sum(group)}/{len(group)}", share))
    print_table("Development desk: questions", ("loaded", "kind", "right", "share"), rows)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print every question that failed")
    arguments = parser.parse_args()
    if not (DATA / "desk").exists():
        print(f"Development desk: skipped, {DATA / 'desk'} is not at hand.")
        return
    articles = load_articles()
    report_extraction(articles)
    marks = asyncio.run(ask_all(articles))
    report_questions(marks)
    for mark in marks if arguments.misses else ():
        if not mark.has_passed:
            print(mark.loaded, mark.question["id"], mark.question["kind"], mark.question["q"])


if __name__ == "__main__":
    main()
