"""The development desk: 24 articles worked by hand, and their questions.

`python -m evaluation.desk [--extraction] [--misses]`. Entities, forms, roles, chains and identities
of what was extracted; then every question with only its article loaded, and the cross-article ones
with all. Intervals resample articles, those of the cross-article questions the questions. Texts
come from PolNeAR; 14 of the articles are in its training part: nothing trained may have seen them.
"""

import argparse
import asyncio
import gzip
import json
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.bootstrap import Count
from evaluation.folding import fold
from evaluation.scores import Score, print_scores, share
from extraction.pipeline import Reader
from extraction.reading import read_text
from newsroom.answer import Unanswered
from newsroom.article import Span
from newsroom.attribution import Claim, ResponseKind
from newsroom.entity import Entity
from newsroom.extraction import Extraction
from presentation.wording import reply_sheet, sheet_text
from services import Services, build_services

DATA = Path("../shared/data")
CASES = Path("tests/cases")
PROBES = ("invented", "near_misses")
"""Questions of our own that nothing answers: invented names, and real ones with absent topics."""
_DESK_WORDS = {ResponseKind.REFUSAL: "declined"}
EXTRACTION, QUESTIONS = "desk extraction", "desk questions"
BARS = {
    "entities": 0.92,
    "forms": 0.85,
    "roles": 0.75,
    "innermost source": 0.75,
    "identity": 0.90,
}
MEASURES = (
    "entities",
    "kinds of those found",
    "forms",
    "nominals",
    "roles",
    "claims",
    "innermost source",
    "identity",
    "hedges",
    "responses",
)
EVERY_KIND = "every kind"


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


@dataclass(frozen=True, slots=True)
class Verdict:
    """One thing that was to be read, and whether it was; `detail` tells a reader what it is."""

    measure: str
    is_right: bool
    detail: str


def mark_extraction(article: dict[str, Any], extraction: Extraction) -> Iterator[Verdict]:
    """Everything that the desk marks in one article, each with its verdict."""
    for marked in article["entities"]:
        yield from _entity_verdicts(marked, _entity(marked, extraction.entities))
    for marked in article["claims"]:
        yield from _claim_verdicts(marked, _claim(Span(*marked["span"]), extraction.claims))
        if marked["response"]:
            kind = marked["response"]["kind"]
            is_right = _has_response(marked["response"], extraction.claims)
            for measure in ("responses", f"responses: {kind}"):
                yield Verdict(measure, is_right, marked["response"]["anchor"])


def _entity_verdicts(marked: dict[str, Any], found: Entity | None) -> Iterator[Verdict]:
    name = marked["name"]
    yield Verdict("entities", found is not None, name)
    if found is not None:
        detail = f"{name}: {marked['kind']}, read as {found.kind.value}"
        yield Verdict("kinds of those found", found.kind.value == marked["kind"], detail)
    for measure in ("forms", "nominals"):
        for item in marked[measure]:
            yield Verdict(measure, _mentions(found, Span(*item["span"])), f"{name}: {item['text']}")
    for role in marked["roles"]:
        yield Verdict("roles", _has_role(found, role["text"]), f"{name}: {role['text']}")


def _claim_verdicts(marked: dict[str, Any], claim: Claim | None) -> Iterator[Verdict]:
    chain = marked["chain"]
    wanted = chain[-1]["identity"] if chain else "none"
    found = " > ".join(link.label for link in claim.chain.links[1:]) if claim else "no claim"
    identity = claim.chain.identity.value if claim else "no claim"
    labels = " > ".join(link["label"] for link in chain)
    anchor = marked["anchor"]
    yield Verdict("claims", claim is not None, anchor)
    detail = f"{anchor!r}: {labels!r}, read as {found!r}"
    yield Verdict("innermost source", _same_source(chain, claim), detail)
    detail = f"{anchor!r}: {labels!r} {wanted}, read as {found!r} {identity}"
    for measure in ("identity", f"identity: {wanted}"):
        yield Verdict(measure, _same_identity(chain, claim), detail)
    for hedge in marked["hedges"]:
        yield Verdict("hedges", _has_hedge(claim, hedge["text"]), f"{anchor!r}: {hedge['text']}")


def _has_response(marked: dict[str, Any], claims: Sequence[Claim]) -> bool:
    return any(
        claim.response is not None
        and _DESK_WORDS.get(claim.response.kind, claim.response.kind.value) == marked["kind"]
        for claim in claims
        if claim.sentence.overlaps(Span(*marked["span"]))
    )


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
    article: str
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
            passed = await _passes(services, f"one-{number}", question, heads)
            yield Mark("one", article["id"], question, passed)
    for article in articles:
        for question in article["questions"]:
            if question["kind"] != "none":
                passed = await _passes(services, "all", question, heads)
                yield Mark("all", article["id"], question, passed)
    cross = json.loads((DATA / "desk" / "cross_questions.json").read_text(encoding="utf-8"))
    for question in cross if isinstance(cross, list) else cross["questions"]:
        passed = await _passes(services, "all", question, heads)
        yield Mark("cross", question["id"], question, passed)
    for kind in PROBES:
        with (CASES / f"{kind}.jsonl").open(encoding="utf-8") as lines:
            for number, row in enumerate(map(json.loads, lines)):
                probe = {"id": str(number), "q": row["q"], "kind": kind}
                is_refused = isinstance(await services.ask("all", row["q"]), Unanswered)
                yield Mark("refused", str(number), probe, is_refused)


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


def score_extraction(verdicts: Sequence[Sequence[Verdict]]) -> tuple[Score, ...]:
    """A figure for each measure, from the verdicts article by article."""
    names = dict.fromkeys(verdict.measure for article in verdicts for verdict in article)
    return tuple(
        Score(
            EXTRACTION, name, tuple(_count(article, name) for article in verdicts), BARS.get(name)
        )
        for name in (*MEASURES, *sorted(set(names) - set(MEASURES)))
    )


def _count(verdicts: Sequence[Verdict], measure: str) -> Count:
    own = [verdict.is_right for verdict in verdicts if verdict.measure == measure]
    return share(sum(own), len(own))


def score_questions(marks: Sequence[Mark]) -> tuple[Score, ...]:
    """A figure for each kind of question and what was loaded."""
    scores = []
    for loaded in ("one", "all", "cross", "refused"):
        asked = [mark for mark in marks if mark.loaded == loaded]
        articles = list(dict.fromkeys(mark.article for mark in asked))
        for kind in (*sorted({mark.question["kind"] for mark in asked}), EVERY_KIND):
            group = [m for m in asked if kind in (EVERY_KIND, m.question["kind"])]
            counts = (_passed([m for m in group if m.article == name]) for name in articles)
            scores.append(Score(QUESTIONS, f"{loaded}, {kind}", tuple(counts)))
    return tuple(scores)


def _passed(marks: Sequence[Mark]) -> Count:
    return share(sum(mark.has_passed for mark in marks), len(marks))


def run(*, with_questions: bool = True, with_misses: bool = False) -> tuple[Score, ...]:
    """Measure and print one or both tables; nothing without the data."""
    if not (DATA / "desk").exists():
        print(f"Development desk: skipped, {DATA / 'desk'} is not at hand.")
        return ()
    articles = load_articles()
    reader = Reader.load()
    verdicts = [
        list(mark_extraction(article, reader.read(read_text(article["id"], article["text"]))))
        for article in articles
    ]
    scores = score_extraction(verdicts)
    print_scores("Development desk: extraction", "share", scores)
    if with_misses:
        print_missed(articles, verdicts)
    if not with_questions:
        return scores
    marks = asyncio.run(ask_all(articles))
    asked = score_questions(marks)
    print_scores("Development desk: questions", "share", asked)
    for mark in marks if with_misses else ():
        if not mark.has_passed:
            print(mark.loaded, mark.article, mark.question["id"], mark.question["q"], sep=" | ")
    return (*scores, *asked)


def print_missed(articles: Sequence[dict[str, Any]], verdicts: Sequence[Sequence[Verdict]]) -> None:
    """Print each thing that was not read rightly, a line each, once."""
    for measure in MEASURES:
        for article, own in zip(articles, verdicts, strict=True):
            for verdict in own:
                if verdict.measure == measure and not verdict.is_right:
                    print(measure, article["id"], " ".join(verdict.detail.split()), sep=" | ")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--extraction", action="store_true", help="leave the questions out")
    parser.add_argument("--misses", action="store_true", help="print everything that failed")
    options = parser.parse_args()
    run(with_questions=not options.extraction, with_misses=options.misses)


if __name__ == "__main__":
    main()
