"""Lists of names: good rows kept, bad rows named by line."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.names_file import MAX_NAME_CHARS, read_names
from newsroom.entity import EntityKind, NameRecord
from newsroom.errors import UnreadableInput

HEADER = "name,kind,aliases,description\n"


def _read(text: str) -> tuple[list[NameRecord], list[tuple[str, str]]]:
    refused: list[tuple[str, str]] = []
    lines = text.splitlines(keepends=True)
    return list(read_names(lines, lambda where, why: refused.append((where, why)))), refused


def test_a_full_row() -> None:
    records, refused = _read(
        HEADER + 'Sergey Kiriyenko,person,Kiriyenko; S. Kiriyenko ,"deputy head, Kremlin"\n'
    )
    assert not refused
    assert records == [
        NameRecord(
            "Sergey Kiriyenko",
            EntityKind.PERSON,
            ("Kiriyenko", "S. Kiriyenko"),
            "deputy head, Kremlin",
        )
    ]


def test_a_name_is_not_its_own_alias_and_no_alias_counts_twice() -> None:
    records, _ = _read(HEADER + "NASA,organisation,NASA;Nasa;Nasa;;,\n")
    assert records[0].aliases == ("Nasa",)


def test_short_rows_blank_lines_and_missing_kinds_are_fine() -> None:
    records, refused = _read(HEADER + "\nTaipei,place\n\n,,,\nThing\n")
    assert [(each.name, each.kind) for each in records] == [
        ("Taipei", EntityKind.PLACE),
        ("Thing", EntityKind.OTHER),
    ]
    assert not refused


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (",person,,", "the name is empty"),
        ("A,spaceship,,", "'spaceship' is no kind"),
        ("A,person,b,c,d", "more than four fields"),
        ('"A"B,person,,', "no valid CSV"),
        ("A\udcff,person,,", "not UTF-8"),
        ("A" * (MAX_NAME_CHARS + 1) + ",person,,", "longer than"),
    ],
)
def test_a_bad_row_is_named_and_the_rest_kept(row: str, why: str) -> None:
    records, refused = _read(f"{HEADER}Before,person,,\n{row}\nAfter,person,,\n")
    assert [each.name for each in records] == ["Before", "After"]
    assert len(refused) == 1
    assert refused[0][0] == "line 3"
    assert why in refused[0][1]


def test_an_open_quotation_mark_names_every_line_that_it_swallows() -> None:
    records, refused = _read(HEADER + 'A,person,,\n"B,person,,\nC,person,,\n')
    assert [each.name for each in records] == ["A"]
    assert refused[0][0] == "lines 3 to 4"


@pytest.mark.parametrize("text", ["", "\n", "name;kind\n", "Sergey,person,,\n", '"name'])
def test_a_file_without_the_header_is_refused(text: str) -> None:
    with pytest.raises(UnreadableInput, match="name,kind,aliases,description"):
        _read(text)


def test_rows_are_read_one_at_a_time() -> None:
    taken = 0

    def lines() -> Iterator[str]:
        nonlocal taken
        yield HEADER
        for number in range(1_000_000):
            taken += 1
            yield f"Name {number},person,,\n"

    records = read_names(lines(), lambda where, why: None)
    assert next(records).name == "Name 0"
    assert taken < 10


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_no_text_makes_it_fail(text: str) -> None:
    records, refused = _read(HEADER + text)
    assert all(record.name.strip() for record in records)
    assert all(where.startswith("line") and why for where, why in refused)
