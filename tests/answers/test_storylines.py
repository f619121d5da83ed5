"""A story composed from claims: voices, disputes, answers and silences, and its first line."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from answers.storylines import compose_story, compose_story_answer, fold_copies, is_silent
from newsroom.answer import Question, QuestionKind, StoredClaim
from newsroom.article import ArticleId, Citation, Span
from newsroom.attribution import (
    ClaimId,
    DateMention,
    Identity,
    Manner,
    Response,
    ResponseKind,
    Source,
    SourcingChain,
)
from newsroom.story import (
    Denied,
    JoinedBy,
    Membership,
    Story,
    StoryArticle,
    StoryHead,
    StoryId,
)

DAY = datetime(2031, 9, 15, tzinfo=UTC)
HEAD = StoryHead(StoryId(4), "Quay sinks", 3, DAY, DAY.replace(day=20))
ARTICLE = Source("this article", Identity.NAMED, "outlet")
TRIBUNE = Source("Tribune", Identity.NAMED, "organisation", entity="Tribune")
PILOT = Source("a harbour pilot", Identity.UNNAMED, "person")
MAYOR = Source("Rosa Lindqvist", Identity.NAMED, "person", entity="Rosa Lindqvist")
HERE = Span(0, 1)
ASKED = Question("what's the story with the quay?", QuestionKind.STORY, "quay")


def item(number: int, outlet: str | None, copy_of: int | None = None) -> StoryArticle:
    """An article of the story."""
    citation = Citation(ArticleId(number), f"Title {number}", outlet, DAY.replace(day=number), None)
    how = Membership(JoinedBy.LIKENESS, 0.5, (), DAY)
    return StoryArticle(citation, how, ArticleId(copy_of) if copy_of else None, 0.9)


ITEMS = (item(1, "Echo"), item(2, "Courier"), item(3, "Signal"))


def claim(number: int, article: int, *links: Source, **changed: object) -> StoredClaim:
    """A claim of one of the articles."""
    plain = StoredClaim(
        ClaimId(number),
        ITEMS[article - 1].citation,
        f"the quay sank by {number} metres",
        f"Sentence {number}.",
        Manner.INDIRECT,
        SourcingChain((ARTICLE, *links)),
    )
    return replace(plain, **changed)  # type: ignore[arg-type]


def answered(number: int, article: int, party: str, kind: ResponseKind) -> StoredClaim:
    """A claim that reports what a party answered."""
    return claim(number, article, MAYOR, response=Response(kind, party, HERE))


def story(*claims: StoredClaim, **more: object) -> Story:
    """A story of the three articles and some claims."""
    return compose_story(HEAD, ITEMS, claims, {}, **more)  # type: ignore[arg-type]


def test_copies_of_a_copy_are_the_first_ones_voice() -> None:
    articles = (item(1, "Wire"), item(2, "Echo", 1), item(3, "Courier", 2), item(4, "Signal"))
    voices = fold_copies(articles)
    assert [voices[ArticleId(n)].outlet for n in (1, 2, 3, 4)] == ["Wire", "Wire", "Wire", "Signal"]
    told = compose_story(HEAD, articles, (), {})
    assert [[each.outlet for each in group] for group in told.voices] == [
        ["Wire", "Echo", "Courier"],
        ["Signal"],
    ]


def test_two_articles_that_are_each_the_other_s_copy_end_somewhere() -> None:
    articles = (item(1, "Wire", 2), item(2, "Echo", 1))
    assert set(fold_copies(articles)) == {1, 2}


def test_a_copy_of_an_article_of_no_matter_here_is_its_own_voice() -> None:
    assert fold_copies((item(1, "Echo", 99),))[ArticleId(1)].outlet == "Echo"


def test_the_first_line_says_how_much_and_what_it_rests_on() -> None:
    told = story(*(claim(n, n, TRIBUNE, PILOT) for n in (1, 2, 3)))
    reply = compose_story_answer(ASKED, told)
    assert reply.headline == (
        "3 articles from 3 outlets; 1 independent source;"
        " rests mainly on one unnamed source: a harbour pilot, through Tribune."
    )
    assert reply.independent_sources == 1
    assert "Warning: all that is attributed here rests on one unnamed source." in reply.notes


def test_the_main_point_has_sources_of_its_own_and_keeps_its_hedges() -> None:
    point = (claim(1, 1, TRIBUNE, hedges=("allegedly",)), claim(2, 2, TRIBUNE))
    told = story(*point, claim(3, 3, MAYOR), main_point=point)
    reply = compose_story_answer(ASKED, told)
    assert "2 independent sources, 1 of them for its main point" in reply.headline
    (note,) = (note for note in reply.notes if note.startswith("Main point, told by 2 of 3"))
    assert "(hedged: allegedly)" in note and "Sources of it: Tribune" in note


def test_outlets_that_are_not_stated_are_not_counted() -> None:
    nobody = tuple(replace(one, citation=replace(one.citation, outlet=None)) for one in ITEMS)
    told = compose_story(HEAD, nobody, (), {})
    assert compose_story_answer(ASKED, told).headline.startswith("3 articles, outlet not stated;")


def test_who_is_silent_is_named_where_that_is_asked() -> None:
    told = story(
        answered(1, 1, "the port", ResponseKind.DENIAL),
        answered(2, 1, "the owner", ResponseKind.NO_COMMENT),
        answered(3, 2, "the bank", ResponseKind.NOT_REACHED),
    )
    asked = replace(ASKED, responses=(ResponseKind.NO_COMMENT, ResponseKind.REFUSAL))
    reply = compose_story_answer(asked, told)
    assert reply.headline.startswith(
        "Not commented: the owner (no comment), the bank (not reached)."
    )
    assert [(party.party, is_silent(party)) for party in told.responses] == [
        ("the port", False),
        ("the owner", True),
        ("the bank", True),
    ]
    nobody = compose_story_answer(asked, story())
    assert nobody.headline.startswith("Nobody is recorded as not having commented.")


def test_a_party_that_answered_later_is_not_silent() -> None:
    told = story(
        answered(1, 1, "the port", ResponseKind.NO_COMMENT),
        answered(2, 2, "the port", ResponseKind.REPLY),
    )
    (party,) = told.responses
    assert party.kinds == (ResponseKind.NO_COMMENT, ResponseKind.REPLY) and not is_silent(party)


def test_denials_of_one_thing_are_one_point_with_who_says_it() -> None:
    said = claim(1, 1, MAYOR)
    first = answered(2, 1, "the port", ResponseKind.DENIAL)
    vague = answered(3, 2, "the port", ResponseKind.DENIAL)
    other = answered(4, 3, "the bank", ResponseKind.DENIAL)
    denied = {ClaimId(2): Denied((said,)), ClaimId(3): Denied(), ClaimId(4): Denied(before=said)}
    told = compose_story(HEAD, ITEMS, (said, vague, first, other), denied)
    assert [(point.party, point.denials, point.against) for point in told.disputed] == [
        ("the port", (first, vague), (said,)),
        ("the bank", (other,), ()),
    ]
    assert told.disputed[1].before is said


def test_a_denial_by_nobody_in_particular_is_no_point() -> None:
    assert story(answered(1, 1, "", ResponseKind.DENIAL)).disputed == ()


def test_the_timeline_is_earliest_first_and_says_the_same_once() -> None:
    def dated(number: int, edtf: str | None, text: str = "") -> StoredClaim:
        dates = (DateMention("then", HERE, edtf),)
        return claim(number, 1, MAYOR, dates=dates, **({"text": text} if text else {}))

    told = story(
        dated(1, "2031-09-14", "it sank"),
        dated(2, None),
        dated(3, "2031-02"),
        dated(4, "2031-09-14", "It  sank"),
    )
    assert [one.claim_id for one in told.timeline] == [3, 1]


def test_whoever_is_named_and_never_heard_is_told() -> None:
    told = story(
        claim(1, 1, MAYOR),
        answered(2, 2, "the port", ResponseKind.NO_COMMENT),
        foremost=("Rosa Lindqvist", "the port", "Echo", "Omar Tveit"),
    )
    assert told.unheard == ("Omar Tveit",)


@pytest.mark.parametrize("pending", [0, 3])
def test_what_waits_to_be_sorted_is_said(pending: int) -> None:
    notes = compose_story_answer(ASKED, story(), pending=pending).notes
    assert any("wait to be sorted" in note for note in notes) is bool(pending)


def test_other_stories_that_fit_are_named_with_their_numbers() -> None:
    other = replace(HEAD, story_id=StoryId(9), name="Crane falls")
    notes = compose_story_answer(ASKED, story(), others=(other,)).notes
    assert "Other stories that fit: “Crane falls” (story 9)." in notes


def test_wire_copy_is_said_to_be_one_voice() -> None:
    told = compose_story(HEAD, (item(1, "Wire"), item(2, "Echo", 1)), (), {})
    notes = compose_story_answer(ASKED, told).notes
    assert "1 article repeats another's text: wire copy counts as one voice." in notes


def test_that_a_huge_story_is_not_read_whole_is_said() -> None:
    notes = compose_story_answer(ASKED, replace(story(), is_cut=True)).notes
    assert "The story has more claims than are read: those of its newest articles count." in notes
