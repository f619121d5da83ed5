"""Labelled passages: which names, roles, nominals and pronouns belong to which entity."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from extraction.pipeline import Reader
from extraction.reading import read_text
from newsroom.entity import Entity, MentionForm
from newsroom.extraction import Extraction

CASES = Path(__file__).parent.parent / "cases" / "entities.jsonl"
BARS = {"entity": 0.95, "kind": 0.9, "form": 0.9, "role": 0.85, "nominal": 0.85, "pronoun": 0.85,
        "apart": 1.0, "open": 0.9}  # fmt: skip

Mark = tuple[str, str, bool]


def load_cases() -> list[dict[str, Any]]:
    """The labelled passages."""
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines() if line]


def test_labelled_passages_are_read_as_marked(reader: Reader) -> None:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    missed: list[str] = []
    for case in load_cases():
        for measure, what, is_right in _marks(case, reader.read(read_text("case", case["text"]))):
            total[measure] += 1
            right[measure] += is_right
            if not is_right:
                missed.append(f"{case['id']}: {measure} {what}")
    for measure in BARS:
        print(f"{measure:8} {right[measure]}/{total[measure]}")
    print(*missed, sep="\n")
    shares = {measure: right[measure] / total[measure] for measure in BARS}
    assert all(shares[measure] >= bar for measure, bar in BARS.items()), (shares, missed)


def _marks(case: Mapping[str, Any], extraction: Extraction) -> Iterator[Mark]:
    for label in case["entities"]:
        entity = _find(label["name"], extraction)
        yield "entity", label["name"], entity is not None
        if entity is not None:
            yield from _entity_marks(label, entity)
    for one, other in case["apart"]:
        same = _find(one, extraction)
        yield "apart", f"{one} / {other}", same is None or same is not _find(other, extraction)
    for words in case["open"]:
        resolved = [
            mention.text
            for entity in extraction.entities
            for mention in entity.mentions
            if mention.form is not MentionForm.NAME and mention.text == words
        ]
        yield "open", words, not resolved


def _entity_marks(label: Mapping[str, Any], entity: Entity) -> Iterator[Mark]:
    if label["kind"] is not None:
        yield "kind", f"{label['name']} is {entity.kind}", entity.kind.value == label["kind"]
    for form in label["forms"]:
        yield "form", form, form in (entity.name, *entity.aliases)
    for words, is_past in (
        *((role, False) for role in label["roles"]),
        *((role, True) for role in label["past"]),
    ):
        found = {role.text: role.is_past for role in entity.roles}
        yield "role", f"{words} in {found}", found.get(words) is is_past
    for measure, form in (("nominal", MentionForm.NOMINAL), ("pronoun", MentionForm.PRONOUN)):
        said = {mention.text for mention in entity.mentions if mention.form is form}
        for words in label[f"{measure}s"]:
            yield measure, f"{words} of {label['name']}", words in said


def _find(name: str, extraction: Extraction) -> Entity | None:
    for entity in extraction.entities:
        if name in (entity.name, *entity.aliases):
            return entity
    return None


def test_every_mention_stands_where_it_says(reader: Reader) -> None:
    for case in load_cases():
        extraction = reader.read(read_text("case", case["text"]))
        text = extraction.article.text
        for entity in extraction.entities:
            assert all(mention.span.of(text) == mention.text for mention in entity.mentions)
            assert all(role.span.of(text) == role.text for role in entity.roles)


def test_pronouns_are_marked_as_inferred(reader: Reader) -> None:
    for case in load_cases():
        for entity in reader.read(read_text("case", case["text"])).entities:
            pronouns = [m for m in entity.mentions if m.form is MentionForm.PRONOUN]
            assert all(mention.is_inferred for mention in pronouns)


def test_a_description_beside_the_name_is_not_inferred(reader: Reader) -> None:
    extraction = reader.read(
        read_text("mill", "Petra Sund, the owner of the mill, left. The owner did not speak.\n")
    )
    sund = next(entity for entity in extraction.entities if entity.name == "Petra Sund")
    said = {m.text: m.is_inferred for m in sund.mentions if m.form is MentionForm.NOMINAL}
    assert said == {"the owner of the mill": False, "The owner": True}


def test_reading_names_stays_linear(reader: Reader) -> None:
    paragraph = "Odile Brandt met Colm Adair in Tarnby. She thanked him. Brandt left.\n\n"
    extraction = reader.read(read_text("long", "A meeting\n\n" + paragraph * 200))
    assert len(extraction.entities) == 3
