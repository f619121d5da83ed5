"""A story in words: every part under its heading, each line with its article and sentence."""

from dataclasses import replace
from datetime import UTC, datetime

from newsroom.answer import Question, QuestionKind
from newsroom.attribution import ResponseKind
from newsroom.story import (
    DisputedPoint,
    IndependentSource,
    JoinedBy,
    Membership,
    PartyResponses,
    Story,
    StoryAnswer,
    StoryArticle,
    StoryHead,
    StoryId,
)
from presentation import limits
from presentation.ingesting import ingested_sheet
from presentation.records import ingested_record, reply_record
from presentation.sheet import Block
from presentation.story_blocks import head_words, joined_words
from presentation.wording import reply_sheet, sheet_text
from tests.presentation.examples import CITATION, CLAIM, INFERRED, INGESTED, OFFICER, UNSTATED

DAY = datetime(2024, 10, 25, tzinfo=UTC)
HEAD = StoryHead(StoryId(4), "Putin asked Musk", 2, DAY, DAY)
BEGAN = Membership(JoinedBy.BEGAN, 0.0, (), DAY)
LIKE = Membership(JoinedBy.LIKENESS, 0.61, ("names Elon Musk", "the same day"), DAY)
OFFICERS = IndependentSource(OFFICER, (CLAIM,), (CITATION, UNSTATED), "Wall Street Journal")
STORY = Story(
    HEAD,
    (StoryArticle(CITATION, BEGAN), StoryArticle(UNSTATED, LIKE, CITATION.article_id, 0.93)),
    ((CITATION, UNSTATED),),
    (OFFICERS,),
    OFFICERS,
    (CLAIM,),
    (DisputedPoint("Kremlin", (CLAIM,), (INFERRED,)),),
    (PartyResponses("Kremlin", (CLAIM,)),),
)
ASKED = Question("what's the story with Starlink?", QuestionKind.STORY, "Starlink")


def told(story: Story = STORY, asked: Question = ASKED) -> StoryAnswer:
    """The story as an answer."""
    return StoryAnswer(asked, "1 voice.", independent_sources=1, story=story)


def blocks(reply: StoryAnswer) -> tuple[Block, ...]:
    """The blocks that a reader sees."""
    return reply_sheet(reply).blocks


def test_every_part_has_its_heading_in_order() -> None:
    headings = [block.heading for block in blocks(told()) if block.heading]
    assert headings == [
        "Articles",
        "Independent sources",
        "Disputed",
        "Who has answered",
        "Timeline",
    ]


def test_who_has_answered_comes_first_where_silences_are_asked_for() -> None:
    asked = replace(ASKED, responses=(ResponseKind.NO_COMMENT,))
    assert blocks(told(asked=asked))[0].heading == "Who has answered"


def test_a_wire_copy_stands_under_what_it_repeats() -> None:
    article = blocks(told())[0]
    (copy,) = (line.text for line in article.lines if line.label == "Same text")
    assert "Why Starlink stops short" in copy and "93% in common" in copy


def test_a_source_says_who_repeats_it_and_through_whom() -> None:
    source = blocks(told())[1]
    lines = {line.label: line.text for line in source.lines}
    assert lines["Told by"] == "The Harbour Ledger and publisher not stated (2 articles)"
    assert lines["Known through"] == "Wall Street Journal"
    assert "hedged" in lines and "Sentence" in lines and "Article" in lines


def test_a_source_that_may_be_another_says_so() -> None:
    double = replace(OFFICERS, may_be_also=(1,))
    story = replace(STORY, sources=(double, replace(OFFICERS, may_be_also=(0,))))
    (line,) = (line for line in blocks(told(story))[1].lines if line.label == "May be")
    assert line.text == "the same person as a former Russian intelligence officer; nobody says"


def test_every_claim_shown_names_its_article() -> None:
    for block in blocks(told())[1:]:
        assert any(line.label == "Article" for line in block.lines), block.title


def test_hedges_are_shown_wherever_a_claim_is() -> None:
    for block in blocks(told())[1:]:
        if any("leave Starlink off" in line.text for line in block.lines if not line.label):
            assert any(line.label == "hedged" for line in block.lines), block.title


def test_who_says_what_is_denied_is_told_and_where_nobody_does() -> None:
    dispute = blocks(told())[2]
    assert dispute.title == "denied by the Kremlin"
    (says,) = (line.text for line in dispute.lines if line.label == "Says so")
    assert "It was a person" in says and "Chen Pei-ju" in says
    alone = replace(STORY, disputed=(DisputedPoint("Kremlin", (CLAIM,)),))
    assert "no claim that says it" in str(blocks(told(alone))[2].lines[-1])
    vague = replace(STORY, disputed=(DisputedPoint("Kremlin", (CLAIM,), (), INFERRED),))
    assert blocks(told(vague))[2].lines[-1].label == "Before it"


def test_how_an_article_came_here_is_told_unless_it_was_first() -> None:
    parted = replace(STORY, voices=((CITATION,), (UNSTATED,)))
    first, second = blocks(told(parted))[:2]
    assert {line.label for line in first.lines} == {"Published"}
    (why,) = (line.text for line in second.lines if line.label == "Belongs here")
    assert why == "names Elon Musk; the same day (0.61)"
    moved = Membership(JoinedBy.PERSON, 1.0, (), DAY, "ada")
    by_hand = replace(parted, articles=(STORY.articles[0], StoryArticle(UNSTATED, moved)))
    assert blocks(told(by_hand))[1].lines[-1].text == "by ada"


def test_more_than_fits_is_counted() -> None:
    party = PartyResponses("Kremlin", (CLAIM,) * (limits.STORY_RESPONSES_SHOWN + 2))
    text = sheet_text(reply_sheet(told(replace(STORY, responses=(party,)))))
    assert "And: 2 more times" in text


def test_json_holds_what_is_shown() -> None:
    record = reply_record(told(), 1.0)
    story = record["story"]
    assert record["kind"] == "story" and story["name"] == "Putin asked Musk"
    assert story["voices"] == [[1, 2]] and story["articles"][1]["copy_of"] == 1
    assert story["independent_sources"][0]["through"] == "Wall Street Journal"
    assert story["rests_mainly_on"] == 0
    assert story["timeline"][0]["hedges"] == ["is said to", "allegedly"]
    assert "story" not in reply_record(replace(told(), story=None), 1.0)


def test_an_addition_tells_its_story() -> None:
    sheet = ingested_sheet(replace(INGESTED, story=HEAD))
    (line,) = (line for line in sheet.blocks[0].lines if line.label == "Story")
    assert line.text == joined_words(HEAD) == "joins story: Putin asked Musk (2 articles)"
    assert joined_words(replace(HEAD, articles=1)) == "begins a story"
    assert head_words(HEAD) == "Putin asked Musk (2 articles)"
    assert ingested_record(INGESTED)["story"] is None
