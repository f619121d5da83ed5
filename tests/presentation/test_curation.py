"""Judgements in words and embeds: whole, within limits, and nothing in them works on Discord."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings

from newsroom.article import ArticleId, Citation
from newsroom.curation import (
    Case,
    Doubt,
    DoubtKind,
    Judgement,
    JudgementId,
    JudgementKind,
    Note,
    PartView,
    Proposal,
    Record,
    Sketch,
    Words,
)
from newsroom.entity import EntityId, EntityKind
from presentation import limits
from presentation.curation import (
    case_lines,
    done_line,
    imported_lines,
    proposal_lines,
    record_line,
    sketch_line,
)
from presentation.curation_embeds import curation_embed
from tests.presentation.hostile import TEXTS

AT = datetime(2025, 3, 1, 9, 5, tzinfo=UTC)


def record(kind: JudgementKind, *names: str, text: str = "", is_undone: bool = False) -> Record:
    """A judgement on some entities."""
    words = (Words(EntityId(1), text),) if text else ()
    note = Note("Ida (7)", AT, "the byline says so")
    undoes = JudgementId(2) if kind is JudgementKind.UNDONE else None
    return Record(
        Judgement(JudgementId(3), kind, note, words=words, undoes=undoes), names, is_undone
    )


@pytest.mark.parametrize("kind", JudgementKind)
def test_every_kind_is_told_with_who_when_and_why(kind: JudgementKind) -> None:
    line = record_line(record(kind, "Ada", "Bo", text="words"))
    assert line.startswith("3: ") and "{" not in line
    assert "Ida (7), 2025-03-01 09:05 UTC: the byline says so" in line
    assert ("Ada" in line) is (kind is not JudgementKind.IMPORTED)


def test_many_names_are_counted_and_what_is_undone_is_said() -> None:
    line = record_line(record(JudgementKind.MERGED, *"ABCDEF", is_undone=True))
    assert "“A”, “B”, “C” and “D” and 2 more" in line and line.endswith("undone since")
    split = record_line(record(JudgementKind.SPLIT, "Ada", "Bo"))
    assert split.startswith("3: took “Ada” out of “Bo” — ")
    assert done_line(record(JudgementKind.HIDDEN, "Ada")).endswith("To undo it: undo 3.")


def test_a_description_taken_away_is_told_as_nothing() -> None:
    assert "described “Ada” as nothing" in record_line(record(JudgementKind.DESCRIBED, "Ada"))


def test_a_sketch_is_one_line() -> None:
    sketch = Sketch(EntityId(4), "Ada", EntityKind.PERSON, ("A.",), "a poet", "dean", 1, 2)
    assert sketch_line(sketch) == (
        "#4 Ada — person; dean; a poet; also “A.”; 1 article, 2 claims about it"
    )


@settings(max_examples=60, deadline=None)
@given(text=TEXTS)
def test_hostile_words_neither_work_nor_burst_an_embed(text: str) -> None:
    sketch = Sketch(EntityId(1), text, EntityKind.PERSON, (text,) * 9, text, text, 1, 1)
    citation = Citation(ArticleId(1), text, text, None, None)
    against = (record(JudgementKind.SPLIT, text, text, text=text),) * 40
    case = Case(
        Doubt(DoubtKind.JOINED, 1, 1, 1.0, (text,)),
        (sketch,),
        PartView(EntityId(1), text, citation),
    )
    for lines in (
        proposal_lines(Proposal(sketch, sketch, against)),
        case_lines(case),
        imported_lines(1, (text,) * 300),
    ):
        embed = curation_embed(lines, text)
        assert embed.description is not None and len(embed) <= limits.EMBED_TOTAL
        assert len(embed.description) <= limits.EMBED_DESCRIPTION
        assert "@everyone" not in embed.description and "<@" not in embed.description
