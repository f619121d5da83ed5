"""Which of the claims found are shown."""

from dataclasses import replace

from answers.selection import as_matches, dated, related, sourced_first
from newsroom.answer import ClaimMatch, Question, QuestionKind
from newsroom.article import Span
from newsroom.attribution import DateMention
from tests.answers.test_sourcing import MAYOR, claim

TIMELINE = Question("timeline of the beams", QuestionKind.TIMELINE, "beams")
WHEN = Question("when did the beams crack", QuestionKind.TIMELINE, "beams crack")


def _ids(matches: tuple[ClaimMatch, ...]) -> list[int]:
    return [match.claim.claim_id for match in matches]


def test_what_comes_near_the_best_is_shown() -> None:
    found = [ClaimMatch(claim(1), 0.8), ClaimMatch(claim(2), 0.7), ClaimMatch(claim(3), 0.3)]
    assert _ids(related(found)) == [1, 2]
    assert _ids(related(found, 0.1)) == [1, 2, 3]


def test_whoever_is_cited_comes_first() -> None:
    found = [ClaimMatch(claim(1), 0.9), ClaimMatch(claim(2, MAYOR), 0.85)]
    assert _ids(sourced_first(found, sure=0.7)) == [2, 1]


def test_where_nobody_near_is_cited_a_sure_fit_further_off_counts() -> None:
    found = [ClaimMatch(claim(1), 1.0), ClaimMatch(claim(2, MAYOR), 0.72)]
    assert _ids(sourced_first(found, sure=0.7)) == [1, 2]
    assert _ids(sourced_first(found, sure=0.75)) == [1]


def test_one_date_is_sought_more_narrowly_than_a_course_of_things() -> None:
    found = [
        ClaimMatch(replace(claim(n), dates=(DateMention("then", Span(0, 4), "2030"),)), score)
        for n, score in ((1, 1.0), (2, 0.5))
    ]
    assert _ids(dated(TIMELINE, found)) == [1, 2]
    assert _ids(dated(WHEN, found)) == [1]
    assert dated(WHEN, [ClaimMatch(claim(3), 1.0)]) == ()


def test_the_same_claim_comes_once() -> None:
    assert _ids(as_matches([claim(1), claim(2), claim(1)])) == [1, 2]
