"""Files and records into articles: every header field, every limit, every bad input."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from extraction.layout import read_layout
from extraction.parsing import parse
from extraction.pipeline import SHIPPED_MODEL
from extraction.quotations import find_quotations
from extraction.reading import MAX_CHARS, read_file, read_record, read_text
from newsroom.article import BlockKind, Span
from newsroom.errors import UnreadableInput

CASES = Path(__file__).parent.parent / "cases" / "layouts.jsonl"
LEDGER = """Harbour wall fails its test
The Tidewater Gazette | 3 March 2031
By Ines Calder

PORT ELLERY (Tidewater Gazette) — The harbour wall gave way during a test on Monday.

What happens next
The council meets on Thursday to vote on repairs, which it has put off twice before.
"""


def test_header_lines_are_read_and_kept_out_of_the_body() -> None:
    article = read_text("wall", LEDGER)
    assert article.title == "Harbour wall fails its test"
    assert article.outlet == "The Tidewater Gazette"
    assert article.byline == "Ines Calder"
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2031-03-03T00:00:00"
    assert article.published_span is not None
    assert article.published_span.of(LEDGER) == "3 March 2031"
    kinds = [block.kind for block in article.blocks]
    assert kinds[:3] == [BlockKind.HEADLINE, BlockKind.DATELINE, BlockKind.BYLINE]
    assert kinds[4] is BlockKind.SUBHEAD
    assert article.blocks[3].body.of(LEDGER).startswith("The harbour wall gave way")


def test_outlet_is_read_from_a_dateline_in_brackets() -> None:
    text = "Ferry late again\n\nOBAN (Northwire) — The ferry sailed four hours late.\nIt is back."
    assert read_text("ferry", text).outlet == "Northwire"


def test_text_is_kept_to_the_letter() -> None:
    content = "\ufeffTitle here\r\nBody with a tab\tand two  spaces.\r\n".encode()
    assert read_file("a.txt", content).text.encode() == content


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_common_encodings_are_read(encoding: str) -> None:
    text = "Café owners protest\nThe café’s owners closed their doors on Monday.\n"
    assert read_file("cafe.txt", text.encode(encoding)).text.endswith(text[-20:])


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\r\n", "empty"),
        ("photo.txt", bytes(range(256)) * 40, "not a text file"),
        ("report.pdf", b"%PDF-1.7", "no PDF that can be read"),
        ("page.html", b"<p>Hello</p>", "no article was found"),
        ("huge.txt", b"word " * (MAX_CHARS // 4), "longer than an article"),
        ("enormous.txt", b"word " * MAX_CHARS, "longer than an article"),
    ],
)
def test_what_is_no_article_is_one_clear_line(name: str, content: bytes, words: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        read_file(name, content)
    assert words in str(caught.value)
    assert name.partition(".")[0] in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_record_states_its_own_header() -> None:
    record = {
        "id": "r1",
        "text": "Rain fell. It stopped.",
        "title": "Rain",
        "outlet": "Weatherly",
        "published_at": "2031-05-06T07:08:00",
        "url": "https://weatherly.example/rain",
    }
    article = read_record(record)
    assert (article.name, article.title, article.outlet) == ("r1", "Rain", "Weatherly")
    assert article.published_at is not None
    assert article.published_at.hour == 7


def test_a_record_without_text_is_refused() -> None:
    with pytest.raises(UnreadableInput, match="no `text`"):
        read_record({"id": "r2", "title": "Nothing"})


PIECES = (
    "Harbour wall fails|By Ines Calder|PORT ELLERY (AP) — The wall gave way.|“We saw it.|"
    "• Nobody\u00a0was hurt|Photo: A/AFP|\u200b|\ufeff|\r\n|\n\n|\t|\u2009|…|'No,' he said.|"
    "Updated 3 March 2031|What happens next|\u2028|(Reporting by A; editing by B)|"
    "Dr. Vane of the U.S. left. He cried.|é|😀"
).split("|")


def is_printed(char: str) -> bool:
    return not char.isspace() and unicodedata.category(char) != "Cf"


def load_cases() -> list[dict[str, Any]]:
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", load_cases(), ids=lambda case: case["id"])
def test_pages_as_they_come(case: dict[str, Any]) -> None:
    article = read_text("page", case["text"])
    assert [block.kind.value for block in article.blocks] == case["kinds"]
    for field in ("title", "outlet", "byline"):
        assert case.get(field) in (None, getattr(article, field))
    bodies = [b.body.of(article.text) for b in article.blocks if b.kind is BlockKind.BODY]
    assert bodies[0].startswith(case.get("opens", ""))
    assert case.get("last") in (None, bodies[-1])


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(SHIPPED_MODEL)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=14))
def test_every_printed_character_is_in_exactly_one_sentence(
    nlp: Language, pieces: list[str]
) -> None:
    text = "Title\n" + " ".join(pieces)
    sentences = parse(nlp, read_text("any", text)).sentences()
    covered = [i for s in sentences for i in range(s.span.start_char, s.span.end_char)]
    assert len(covered) == len(set(covered))
    assert not [i for i in range(len(text)) if is_printed(text[i]) and i not in set(covered)]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("‘I don’t know,’ he said. ‘It’s gone.’", ["I don’t know,", "It’s gone."]),
        ("'We are done,' he said.", ["We are done,"]),
        ("It was rock 'n' roll in the '90s, and the dogs' tails wagged.", []),
        ("\"I said 'no,' twice,\" he said.", ["I said 'no,' twice,"]),
        ("„Ja“, he said, «no».", ["Ja", "no"]),
        ("The so-called ‘expert’ left.", ["expert"]),
    ],
)
def test_quotation_marks_of_every_press(text: str, quoted: list[str]) -> None:
    found = find_quotations(text, Span(0, len(text)))
    assert [quotation.inner.of(text) for quotation in found] == quoted


@given(st.text(max_size=400))
def test_blocks_cover_every_printed_character_once(text: str) -> None:
    layout = read_layout(text)
    covered = [
        i for block in layout.blocks for i in range(block.span.start_char, block.span.end_char)
    ]
    assert len(covered) == len(set(covered))
    missing = [text[i] for i in range(len(text)) if i not in set(covered) and is_printed(text[i])]
    assert not missing


@pytest.mark.parametrize("before", ["\x0b", "\x85", "\u2028", "\ufeff\x1c \n", "\u3000\n"])
def test_a_title_is_the_first_line_with_words(before: str) -> None:
    assert read_text("odd", f"{before}Ferry sold\n\nIt was sold.").title == "Ferry sold"


@pytest.mark.parametrize("text", ["\x85", "\u2028 \u3000", "\ufeff\ufeff", "\x1c"])
def test_white_space_of_any_kind_is_no_text(text: str) -> None:
    with pytest.raises(UnreadableInput, match="the text is empty"):
        read_text("odd", text)


def test_half_a_character_is_refused() -> None:
    with pytest.raises(UnreadableInput, match="not valid Unicode text"):
        read_record({"id": "a", "text": "The ferry was sold.\ud800"})


def test_what_an_article_is_called_does_not_break_the_line_that_refuses_it() -> None:
    for refused in ({"id": "a\n\nb" * 99}, {"id": "a\nb", "text": " "}):
        with pytest.raises(UnreadableInput) as error:
            read_record(refused)
        assert "\n" not in str(error.value) and len(str(error.value)) < 200


def test_what_is_utf_8_is_never_read_as_something_else() -> None:
    content = "said \x1f\x1f𑀀".encode()
    with pytest.raises(UnreadableInput, match="not a text file"):
        read_file("a.txt", content)
    assert read_file("a.txt", "café".encode("cp1252")).text == "café"
