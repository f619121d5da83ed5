"""A picture says what the answer's text says, and nothing that the text does not."""

import re

import pytest

from newsroom.answer import Answer, ClaimMatch, Question, QuestionKind, StoredClaim
from presentation.pictures.chains import chain_drawing
from presentation.pictures.page import Caption
from presentation.pictures.picture import draw_reply, has_picture
from presentation.pictures.shapes import Drawing
from presentation.pictures.timeline import timeline_drawing
from presentation.wording import reply_sheet, sheet_text
from tests.presentation.examples import card_answer
from tests.presentation.pictures.checking import ENDLESS
from tests.presentation.pictures.desk import CAPTION, DATES, EVERY_KIND, FIVE

OURS = re.compile(
    r"“who says that .*”|cited by .+|\d+ of \d+ outlets lead here|\d+ articles|[A-Z][a-z]{2} \d{4}"
    r"|\d{4}|Dashed: not exactly then\. Dotted: open at one end\.|Independent sources: 1"
)
"""What only the picture says: who cites whom is the text's chains told from the other end."""


def _answer(kind: QuestionKind, claims: tuple[StoredClaim, ...]) -> Answer:
    return Answer(
        Question(CAPTION.asked, kind, "port"),
        CAPTION.headline,
        CAPTION.notes,
        claims=tuple(ClaimMatch(one, 1.0) for one in claims),
        independent_sources=None if kind is QuestionKind.TIMELINE else 1,
    )


def _strange(drawing: Drawing, answer: Answer) -> list[str]:
    told = sheet_text(reply_sheet(answer))
    return [
        line.text
        for line in drawing.words
        if line.text not in told and not OURS.fullmatch(line.text)
    ]


@pytest.mark.parametrize("claims", [FIVE, EVERY_KIND])
def test_every_word_of_the_chains_is_in_the_text_answer(claims: tuple[StoredClaim, ...]) -> None:
    drawing = chain_drawing(claims, CAPTION, ENDLESS)
    assert _strange(drawing, _answer(QuestionKind.SOURCES, claims)) == []


def test_every_word_of_the_timeline_is_in_the_text_answer() -> None:
    caption = Caption(CAPTION.asked, CAPTION.headline, CAPTION.notes)
    drawing = timeline_drawing(DATES, caption, ENDLESS)
    assert _strange(drawing, _answer(QuestionKind.TIMELINE, DATES)) == []


def test_who_is_cited_by_whom_is_in_the_chains_of_the_text() -> None:
    told = sheet_text(reply_sheet(_answer(QuestionKind.SOURCES, EVERY_KIND)))
    drawn = chain_drawing(EVERY_KIND, CAPTION, ENDLESS).text
    assert "cited by Agence Nordique" in drawn
    assert "Agence Nordique (named) → a person close to the talks (one unnamed source)" in told


def test_the_picture_of_a_reply_is_a_timeline_only_where_one_was_asked_for() -> None:
    chains = draw_reply(_answer(QuestionKind.SOURCES, FIVE))
    assert chains is not None and chains.name == "sourcing.png"
    assert "Independent sources: 1." in chains.description
    dates = draw_reply(_answer(QuestionKind.TIMELINE, DATES))
    assert dates is not None and dates.name == "timeline.png"
    assert CAPTION.headline in dates.description


def test_nothing_to_draw_is_no_picture() -> None:
    for reply in (_answer(QuestionKind.TIMELINE, FIVE), _answer(QuestionKind.SOURCES, ())):
        assert not has_picture(reply) and draw_reply(reply) is None
    assert draw_reply(card_answer()) is None
