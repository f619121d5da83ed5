"""PDF files to articles: paragraphs, running heads, and files that are traps."""

import textwrap
import zlib

import pytest

from extraction.documents.pages import read_page
from extraction.documents.pdf import NO_TEXT, NOT_PDF, TOO_LONG, read_pdf
from extraction.reading import read_file
from newsroom.errors import UnreadableInput
from newsroom.page import Page
from tests.web_stand_in.pages import GERMAN, PARAGRAPHS, TITLE
from tests.web_stand_in.pdf import pdf

PLAIN = tuple(each.replace("“", '"').replace("”", '"').replace("— ", "- ") for each in PARAGRAPHS)


def lines_of(*paragraphs: str, gap: bool = True) -> list[str]:
    """Paragraphs set in lines, perhaps with a blank line between."""
    lines: list[str] = []
    for paragraph in paragraphs:
        lines += textwrap.wrap(paragraph, 70) + ([""] if gap else [])
    return lines


def refusal(content: bytes) -> str:
    """Why a file is not read."""
    with pytest.raises(UnreadableInput) as caught:
        read_pdf("ferry", content)
    return str(caught.value)


@pytest.mark.parametrize("gap", [True, False])
def test_lines_are_joined_to_paragraphs(gap: bool) -> None:
    article = read_pdf("ferry", pdf([[TITLE, "", *lines_of(*PLAIN[:2], gap=gap)]], TITLE))
    assert article.text == "\n\n".join((TITLE, *PLAIN[:2])) + "\n"
    assert article.title == TITLE


def test_running_heads_and_page_numbers_are_left_out() -> None:
    sheets = [
        ["The Tarnby Post", *lines_of(PLAIN[number], gap=False), f"Page {number + 1} of 4"]
        for number in range(4)
    ]
    text = read_pdf("ferry", pdf(sheets)).text
    assert "The Tarnby Post" not in text and "Page" not in text
    assert all(paragraph in text for paragraph in PLAIN[1:4])


def test_a_word_parted_at_a_lines_end_is_whole_again() -> None:
    line = "The ferry was sold by the council on Monday to a group of is-"
    article = read_pdf("ferry", pdf([[TITLE, "", line, "landers, said the mayor.", *PLAIN[3:]]]))
    assert "a group of islanders, said the mayor." in article.text


def test_a_title_that_the_file_does_not_show_is_not_believed() -> None:
    article = read_pdf("ferry", pdf([[TITLE, "", *lines_of(*PLAIN)]], "Microsoft Word - x.doc"))
    assert article.title == TITLE


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7", b"%PDF-", b"junk", b"\0" * 500, pdf([[TITLE, *PLAIN]])[:300],
     pdf([[TITLE]], packed=b"no zlib"), b"%PDF-1.4\ntrailer << /Root 1 0 R >>\n%%EOF"],
)  # fmt: skip
def test_files_that_are_no_pdf_are_said_to_be_none(content: bytes) -> None:
    assert refusal(content) in (NOT_PDF, NO_TEXT)


def test_pictures_of_pages_and_other_languages_are_refused() -> None:
    assert refusal(pdf([[], []])) == NO_TEXT
    german = [text.replace("–", "-") for text in GERMAN]
    assert refusal(pdf([lines_of(*german)])).startswith("The text is in German")
    assert refusal(pdf([["x"]] * 101)) == TOO_LONG


@pytest.mark.parametrize("step", [b" ", b"q Q ", b"(a) Tj ", b"[(a)] TJ ", b"BT ET "])
def test_files_that_unpack_to_very_much_are_given_up_soon(step: bytes) -> None:
    packer = zlib.compressobj(9)
    packed = packer.compress(b"BT /F1 11 Tf ")
    for _ in range(60_000_000 // (len(step) * 1000)):
        packed += packer.compress(step * 1000)
    assert refusal(pdf([["x"]], packed=packed + packer.flush())) == NOT_PDF


def test_many_pages_of_much_text_are_given_up_at_the_first_ones() -> None:
    words = b"(" + b"The mayor said no. " * 100 + b") Tj T* "
    packed = zlib.compress(b"BT /F1 11 Tf 14 TL " + words * 1500 + b"ET")
    assert refusal(pdf([["x"]] * 60, packed=packed)) == TOO_LONG


def test_files_that_draw_without_end_are_given_up() -> None:
    step = b"(a) Tj "
    packed = zlib.compress(b"BT /F1 11 Tf " + step * 60_000 + b"ET")
    assert refusal(pdf([["x"]] * 100, packed=packed)) in (NOT_PDF, TOO_LONG, NO_TEXT)


def test_files_and_pages_are_known_by_their_first_bytes() -> None:
    content = pdf([[TITLE, "", *lines_of(*PLAIN)]])
    assert read_file("Ferry.PDF", content).name == "Ferry"
    page = Page("https://tarnby.example/ferry.pdf?utm_id=1", "text/html", None, content)
    assert read_page(page).url == "https://tarnby.example/ferry.pdf"
    with pytest.raises(UnreadableInput, match=r"bad\.pdf: the file is no PDF"):
        read_file("bad.pdf", b"hello")
