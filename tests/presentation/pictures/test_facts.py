"""A picture says what the answer's text says, and nothing that the text does not."""

import re
from datetime import UTC, datetime

import pytest

from newsroom.answer import Answer, ClaimMatch, Question, QuestionKind, StoredClaim
from newsroom.story import IndependentSource, Story, StoryAnswer, StoryHead, StoryId
from presentation.pictures.chains import chain_drawing
from presentation.pictures.page import Caption
from presentation.pictures.picture import caption_of, chain_claims, draw_reply, has_picture
from presentation.pictures.shapes import Drawing
from presentation.pictures.timeline import timeline_drawing
from presentation.wording import reply_sheet, sheet_text
from tests.presentation.examples import card_answer
from tests.presentation.pictures.checking import ENDLESS
from tests.presentation.pictures.desk import CAPTION, DATES, EVERY_KIND, FIVE, INSIDER, THIS

MOMENT = datetime(2026, 3, 1, tzinfo=UTC)
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


def test_a_story_is_drawn_by_its_main_point_and_counted_in_its_own_words() -> None:
    notes = ("Main point, told by 5 of 5 articles: “x”.", "Another note.")
    head = StoryHead(StoryId(1), "x", 5, MOMENT, MOMENT)
    story = Story(head, (), (), (), None, (), (), (), main_point=FIVE)
    question = Question("the port", QuestionKind.STORY, "port")
    reply = StoryAnswer(question, "5 articles.", notes, independent_sources=25, story=story)
    assert chain_claims(reply) == FIVE
    caption = caption_of(reply)
    assert (caption.independent_sources, caption.about) == (None, notes[0])
    text = chain_drawing(FIVE, caption, ENDLESS).text
    assert text.index("5 articles.") < text.index(notes[0]) < text.index("Another note.")
    assert "Independent sources" not in text
    picture = draw_reply(reply)
    assert picture is not None and notes[0] in picture.description


def test_a_story_without_a_main_point_is_drawn_by_whom_it_cites() -> None:
    cited = IndependentSource(INSIDER, FIVE[:2], ())
    voice = IndependentSource(THIS, (EVERY_KIND[3],), (), is_voice=True)
    head = StoryHead(StoryId(1), "x", 5, MOMENT, MOMENT)
    story = Story(head, (), (), (cited, voice), None, (), (), ())
    question = Question("the port", QuestionKind.STORY, "port")
    reply = StoryAnswer(question, "5 articles.", story=story)
    assert chain_claims(reply) == FIVE[:2]
    assert not has_picture(StoryAnswer(question, "5 articles."))


def test_nothing_to_draw_is_no_picture() -> None:
    for reply in (_answer(QuestionKind.TIMELINE, FIVE), _answer(QuestionKind.SOURCES, ())):
        assert not has_picture(reply) and draw_reply(reply) is None
    assert draw_reply(card_answer()) is None
