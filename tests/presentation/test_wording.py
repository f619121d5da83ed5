"""Ordinary answers show every hedge, the whole chain and the quoted text in full."""

import pytest

from newsroom.answer import Answer, QuestionKind, Unanswered
from newsroom.attribution import Response, ResponseKind
from presentation.claim_blocks import named, quoted, response_words, says_more
from presentation.embeds import reply_pages
from presentation.terminal import render_reply
from presentation.wording import reply_sheet, sheet_text
from tests.presentation.drawing import drawn
from tests.presentation.examples import (
    CITATION,
    CLAIM,
    HERE,
    INFERRED,
    KIRIYENKO,
    SILENT,
    TEXT,
    UNSTATED,
    answer,
    card_answer,
    question,
)

CHAIN = (
    "this article (The Harbour Ledger) → Wall Street Journal (named) →"
    " a former Russian intelligence officer (one unnamed source)"
)


def _text(reply: Answer | Unanswered) -> str:
    return sheet_text(reply_sheet(reply))


def test_a_claim_stands_under_its_innermost_source() -> None:
    (block,) = reply_sheet(answer(QuestionKind.SOURCES, CLAIM)).blocks
    assert block.title == "a former Russian intelligence officer — one unnamed source"
    assert [str(line) for line in block.lines] == [
        f"“{TEXT}”",
        "hedged: “is said to”, “allegedly”",
        f"Chain: {CHAIN}",
        "Manner: paraphrase, not quoted words",
        "When: “at the end of last year” = about December 2023",
        "Response: denial by the Kremlin",
        f"Whole sentence: “At the end of last year {TEXT}, the Journal reported.”",
        "Article: “Putin asked Musk to leave Starlink off over Taiwan, report says” —"
        " The Harbour Ledger, 25 October 2024, 11:19 (time zone not stated)",
    ]
    assert block.url == "https://ledger.example/starlink"


@pytest.mark.parametrize("width", [80, 120])
def test_every_medium_shows_hedges_chain_and_quotation_in_full(width: int) -> None:
    reply = answer(QuestionKind.SOURCES, CLAIM)
    (page,) = reply_pages(reply)
    shown = " ".join(drawn(render_reply(reply), width).split())
    for words in (f"“{TEXT}”", "“is said to”, “allegedly”", "denial by the Kremlin"):
        assert words in _text(reply)
        assert words in (page.description or "")
        assert words in shown
    assert CHAIN in _text(reply)
    assert CHAIN in (page.description or "")
    assert CHAIN in shown


def test_no_source_is_said_to_be_none() -> None:
    (block,) = reply_sheet(answer(QuestionKind.CLAIMS, SILENT)).blocks
    assert block.title == "no source given: the article says it in its own voice"
    text = _text(answer(QuestionKind.CLAIMS, SILENT))
    assert "Chain: this article (publisher not stated) → no source given" in text
    assert "publisher not stated, date not stated" in text
    assert "Whole sentence" not in text


def test_an_inferred_link_is_marked_and_named() -> None:
    (block,) = reply_sheet(answer(QuestionKind.QUOTE, INFERRED)).blocks
    assert block.title == "she, that is Chen Pei-ju — named (inferred from context)"
    assert str(block.lines[0]) == "“It was a person”"
    assert "she, that is Chen Pei-ju (named) (inferred from context)" in str(block.lines[1])
    assert "Manner: quoted words" in map(str, block.lines)


def test_a_timeline_goes_by_date() -> None:
    blocks = reply_sheet(answer(QuestionKind.TIMELINE, SILENT, CLAIM, INFERRED)).blocks
    assert [block.title for block in blocks] == [
        "“in July 2022” = July 2022",
        "“at the end of last year” = about December 2023",
        "date not stated",
    ]
    assert "Said by: a former Russian intelligence officer — one unnamed source" in map(
        str, blocks[1].lines
    )
    assert "“then” (no calendar date follows from it)" in _text(
        answer(QuestionKind.QUOTE, INFERRED)
    )


def test_a_card_says_who_it_is() -> None:
    text = _text(card_answer())
    for words in (
        "Sergey Kiriyenko — person",
        "Role as reported: deputy head of the presidential administration — The Harbour Ledger",
        "Role as reported: prime minister of Russia (then) — publisher not stated",
        "Also called: Kiriyenko and Sergei Kirienko",
        "Described as: “the official”",
        "From the desk's list of names: Russian politician",
        "First seen: 25 October 2024\n",
        "Last seen: 26 October 2024\n",
        "What is said about Sergey Kiriyenko",
        "What Sergey Kiriyenko says",
        "Articles",
        "Independent sources: 2",
        f"Chain: {CHAIN}",
    ):
        assert words in text
    assert text.index("deputy head of") < text.index("prime minister")


def test_articles_are_listed_with_publisher_and_date() -> None:
    listed = Answer(question(QuestionKind.SOURCES), "Two articles.", citations=(CITATION, UNSTATED))
    text = _text(listed)
    assert "Published: The Harbour Ledger, 25 October 2024, 11:19" in text
    assert "Published: publisher not stated, date not stated" in text
    assert "Link: https://ledger.example/starlink" in text


def test_nothing_found_offers_the_nearest_names() -> None:
    reason = "“Kirijenk” was not found on this desk."
    sheet = reply_sheet(Unanswered(question(QuestionKind.WHO), reason, (KIRIYENKO,)))
    assert not sheet.is_found
    assert sheet_text(sheet) == f"{reason}\n\nNearest names: Sergey Kiriyenko (person)"


def test_choices_are_listed_with_their_kind() -> None:
    text = _text(answer(QuestionKind.WHO, choices=(KIRIYENKO, KIRIYENKO)))
    assert "It could be: Sergey Kiriyenko (person); Sergey Kiriyenko (person)" in text


@pytest.mark.parametrize(
    ("headline", "shown"), [("3 claims.", True), ("Independent sources: 1. One.", False)]
)
def test_independent_sources_are_counted_once(headline: str, shown: bool) -> None:
    reply = Answer(question(QuestionKind.SOURCES), headline, independent_sources=1)
    assert ("Independent sources: 1" in reply_sheet(reply).notes) is shown


def test_notes_and_headline_are_shown_as_they_are() -> None:
    notes = ("Warning: all of this rests on one unnamed source: a man.", "No time zone.")
    text = _text(answer(QuestionKind.SOURCES, CLAIM, notes=notes))
    assert text.startswith("\n".join(("2 claims in 1 article.", *notes)))


@pytest.mark.parametrize("kind", ResponseKind)
def test_every_response_has_words(kind: ResponseKind) -> None:
    assert "the Kremlin" in response_words(Response(kind, "the Kremlin", HERE))


def test_a_reply_neither_confirms_nor_denies() -> None:
    words = response_words(Response(ResponseKind.REPLY, "Mr Trump", HERE))
    assert words == "reply by Mr Trump that neither confirms nor denies"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("he left", "“he left”"),
        ("“he left”", "“he left”"),
        ("“a” and “b”", "““a” and “b””"),
        ("", "“”"),
        ('"', '“"”'),
    ],
)
def test_quotation_marks_are_put_once(text: str, shown: str) -> None:
    assert quoted(text) == shown


@pytest.mark.parametrize(
    ("label", "entity", "shown"),
    [
        ("the paper", "Wall Street Journal", "the paper, that is Wall Street Journal"),
        ("the Journal", "Wall Street Journal", "the Journal"),
        ("WSJ", None, "WSJ"),
        ("", "", "not stated"),
    ],
)
def test_a_source_is_named_where_its_words_do_not(
    label: str, entity: str | None, shown: str
) -> None:
    assert named(label, entity) == shown


def test_a_sentence_that_adds_nothing_is_not_repeated() -> None:
    assert not says_more("“He left,” ", "He left")
    assert says_more("He left, she said.", "He left")


def test_a_response_of_nobody_in_particular_is_worded_as_such() -> None:
    denied = Response(ResponseKind.DENIAL, "", HERE)
    assert response_words(denied) == "denial by somebody whom the article does not name here"
    assert response_words(Response(ResponseKind.DENIAL, "", HERE, "Kremlin")) == "denial by Kremlin"
