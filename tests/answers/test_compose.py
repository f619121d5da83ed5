"""First lines and warnings: what an answer says before its evidence."""

from dataclasses import replace

from answers.compose import (
    compose_choices,
    compose_claims,
    compose_not_found,
    compose_parties,
    compose_publication,
    compose_quotes,
    compose_responses,
    compose_sources,
    compose_timeline,
    compose_together,
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


def responded(kind: ResponseKind, number: int = 1) -> StoredClaim:
    response = Response(kind, "Dale Huxtable", Span(0, 4))
    return replace(claim(number, MAYOR), response=response)


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
    assert answer.headline == "Denied by Rosa Lindqvist (named)."


def test_a_timeline_runs_from_the_earliest_date() -> None:
    late = replace(claim(1, MAYOR), dates=(DateMention("in 2030", Span(0, 7), "2030"),))
    early = replace(claim(2, MAYOR), dates=(DateMention("since 2022", Span(0, 10), "2022/.."),))
    undated = claim(3, MAYOR)
    answer = compose_timeline(ASKED, matches(late, early, undated))
    assert [match.claim.claim_id for match in answer.claims] == [2, 1]


def test_only_the_best_dates_are_shown_in_their_order() -> None:
    found = [
        ClaimMatch(
            replace(claim(n), dates=(DateMention("then", Span(0, 4), f"{2000 + n}"),)),
            0.9 if n > 5 else 0.5,
        )
        for n in range(1, 16)
    ]
    answer = compose_timeline(ASKED, found)
    assert [match.claim.claim_id for match in answer.claims] == list(range(6, 16))


def test_the_first_line_says_whose_the_best_fit_is() -> None:
    told = compose_claims(ASKED, matches(claim(1, MAYOR), claim(2)))
    assert told.headline.startswith("2 claims in 2 articles; the best fit is said by ")
    own = compose_claims(ASKED, matches(claim(2)))
    assert own.headline == "1 claim in 1 article; the best fit is in the article's own voice."


def test_words_that_only_come_near_are_not_passed_off_as_an_answer() -> None:
    asked = replace(ASKED, speaker="the mayor", subject="dredging")
    answer = compose_quotes(asked, matches(claim(1, MAYOR)), is_near=True)
    assert answer.headline == "Nothing here by “the mayor” is sure to be about “dredging”."


def test_parties_come_once_each_before_their_other_claims() -> None:
    first, again = responded(ResponseKind.REFUSAL), responded(ResponseKind.REFUSAL, 8)
    other = responded(ResponseKind.NO_COMMENT, 9)
    response = replace(other.response, party="the port", entity=None) if other.response else None
    other = replace(other, response=response)
    answer = compose_parties(ASKED, matches(first, again, other))
    assert "2 parties" in answer.headline
    assert [match.claim.claim_id for match in answer.claims] == [
        first.claim_id, other.claim_id, again.claim_id,
    ]  # fmt: skip


def test_what_is_said_on_behalf_of_a_party_is_no_response_of_its_own() -> None:
    asked = replace(ASKED, responses=(ResponseKind.DENIAL,))
    answer = compose_responses(asked, "Ruritania", matches(claim(1, MAYOR)))
    assert isinstance(answer, Answer)
    assert answer.headline.startswith("A denial by Ruritania is not recorded.")


def test_several_questions_are_answered_together() -> None:
    who = compose_claims(replace(ASKED, subject="port"), matches(claim(1, MAYOR)))
    none = compose_not_found(replace(ASKED, subject="velodrome"))
    both = compose_together(ASKED, (who, none))
    assert isinstance(both, Answer)
    assert both.headline == who.headline
    assert both.notes[0] == "“velodrome”: nothing on this desk fits."
    assert isinstance(compose_together(ASKED, (none, none)), Unanswered)


def test_claims_that_say_something_else_are_said_to_be_left_out() -> None:
    answer = compose_sources(ASKED, matches(claim(1, MAYOR)), left_out=2)
    assert any(note.startswith("Left out: 2 other claims") for note in answer.notes)


def test_an_unknown_publisher_is_called_not_stated() -> None:
    citation: Citation = claim(1).citation
    answer = compose_publication(ASKED, [citation])
    assert isinstance(answer, Answer)
    assert "publisher not stated" in answer.headline
    assert "3 March 2031" in answer.headline
