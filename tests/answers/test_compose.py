"""First lines and warnings: what an answer says before its evidence."""

from dataclasses import replace

from answers.compose import (
    compose_choices,
    compose_claims,
    compose_not_found,
    compose_publication,
    compose_quotes,
    compose_responses,
    compose_sources,
    compose_timeline,
)
from newsroom.answer import (
    Answer,
    ClaimMatch,
    NameMatch,
    Question,
    QuestionKind,
    StoredClaim,
    Unanswered,
)
from newsroom.article import Citation, Span
from newsroom.attribution import DateMention, Response, ResponseKind
from newsroom.entity import EntityId, EntityKind
from tests.answers.test_sourcing import COURIER, ENGINEER, MAYOR, claim

ASKED = Question("who says the beams cracked?", QuestionKind.SOURCES, "beams cracked")


def matches(*claims: StoredClaim) -> tuple[ClaimMatch, ...]:
    return tuple(ClaimMatch(one, 1.0 - 0.1 * i) for i, one in enumerate(claims))


def responded(kind: ResponseKind) -> StoredClaim:
    response = Response(kind, "Dale Huxtable", Span(0, 4))
    return replace(claim(1, MAYOR), response=response)


def test_one_unnamed_source_is_said_plainly_and_first() -> None:
    answer = compose_sources(ASKED, matches(claim(1, COURIER, ENGINEER), claim(2, COURIER)))
    assert "single source: a bridge engineer (one unnamed source)" in answer.headline
    assert answer.independent_sources == 1
    assert any("rests on one unnamed source" in note for note in answer.notes)


def test_no_source_is_said_in_words() -> None:
    answer = compose_sources(ASKED, matches(claim(1)))
    assert "No source is given" in answer.headline
    assert answer.independent_sources == 0


def test_claims_without_a_source_among_sourced_ones_are_pointed_out() -> None:
    answer = compose_claims(ASKED, matches(claim(1, MAYOR), claim(2)))
    assert any("No source is given for 1 claim" in note for note in answer.notes)


def test_not_found_says_so_and_offers_at_most_three_names() -> None:
    near = tuple(
        NameMatch(EntityId(i), f"Name {i}", EntityKind.PERSON, f"Name {i}", 0.6) for i in range(9)
    )
    reply = compose_not_found(replace(ASKED, subject="meteor strike"), near)
    assert isinstance(reply, Unanswered)
    assert "meteor strike" in reply.reason
    assert "not found" in reply.reason
    assert len(reply.suggestions) == 3


def test_an_ambiguous_name_is_a_choice_and_no_answer() -> None:
    both = tuple(
        NameMatch(EntityId(i), name, EntityKind.PERSON, name, 0.9)
        for i, name in enumerate(("Ann Moor", "Elke Moor"))
    )
    answer = compose_choices(replace(ASKED, subject="moor"), both)
    assert answer.choices == both
    assert "Ann Moor, Elke Moor" in answer.headline


def test_a_reply_that_denies_nothing_is_not_called_a_denial() -> None:
    asked = replace(ASKED, responses=(ResponseKind.DENIAL,), speaker="Huxtable")
    answer = compose_responses(asked, "Dale Huxtable", matches(responded(ResponseKind.REPLY)))
    assert isinstance(answer, Answer)
    assert answer.headline.startswith("A denial by Dale Huxtable is not recorded")
    assert any("neither confirms nor denies" in note for note in answer.notes)


def test_a_denial_is_reported_as_one() -> None:
    asked = replace(ASKED, responses=(ResponseKind.DENIAL,))
    answer = compose_responses(asked, "Dale Huxtable", matches(responded(ResponseKind.DENIAL)))
    assert isinstance(answer, Answer)
    assert "a denial" in answer.headline


def test_silence_in_the_articles_is_no_statement_about_the_world() -> None:
    reply = compose_responses(ASKED, "the ministry", ())
    assert isinstance(reply, Unanswered)
    assert reply.reason.startswith("No response by the ministry is recorded: not found")


def test_a_quotation_without_a_speaker_names_nobody() -> None:
    answer = compose_quotes(ASKED, matches(claim(1)))
    assert answer.headline == "No speaker is named."


def test_a_denial_is_not_called_said() -> None:
    answer = compose_quotes(ASKED, matches(responded(ResponseKind.DENIAL)))
    assert answer.headline == "Denied by Rosa Lindqvist."


def test_a_timeline_runs_from_the_earliest_date() -> None:
    late = replace(claim(1, MAYOR), dates=(DateMention("in 2030", Span(0, 7), "2030"),))
    early = replace(claim(2, MAYOR), dates=(DateMention("since 2022", Span(0, 10), "2022/.."),))
    undated = claim(3, MAYOR)
    answer = compose_timeline(ASKED, matches(late, early, undated))
    assert [match.claim.claim_id for match in answer.claims] == [2, 1]


def test_an_unknown_publisher_is_called_not_stated() -> None:
    citation: Citation = claim(1).citation
    answer = compose_publication(ASKED, [citation])
    assert isinstance(answer, Answer)
    assert "publisher not stated" in answer.headline
    assert "3 March 2031" in answer.headline
