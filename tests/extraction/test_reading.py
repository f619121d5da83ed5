"""Files and records into articles: every header field, every limit, every bad input."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.layout import read_layout
from extraction.reading import MAX_CHARS, read_file, read_record, read_text
from newsroom.article import BlockKind
from newsroom.errors import UnreadableInput

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
        ("report.pdf", b"%PDF-1.7", "not supported yet"),
        ("page.html", b"<p>Hello</p>", "not supported yet"),
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


@given(st.text(max_size=400))
def test_blocks_cover_every_printed_character_once(text: str) -> None:
    layout = read_layout(text)
    covered = [
        i for block in layout.blocks for i in range(block.span.start_char, block.span.end_char)
    ]
    assert len(covered) == len(set(covered))
    missing = [text[i] for i in range(len(text)) if i not in set(covered) and text[i].isalnum()]
    assert not missing
