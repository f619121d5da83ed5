"""The alternative text: the same facts, within Discord's limit, cut between facts only."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from newsroom.answer import StoredClaim
from newsroom.attribution import identity_label
from presentation import limits
from presentation.claim_blocks import quoted, response_words
from presentation.pictures.alternative import chains_alternative, fitted, timeline_alternative
from presentation.text import length
from tests.presentation.hostile import CLAIMS, TEXTS, few
from tests.presentation.pictures.checking import SOME
from tests.presentation.pictures.desk import DATES, EVERY_KIND, FIVE


@SOME
@given(few(TEXTS, 4), few(CLAIMS, 12))
def test_it_keeps_the_limit(opening: tuple[str, ...], claims: tuple[StoredClaim, ...]) -> None:
    dated = [claim for claim in claims if claim.dates]
    for text in (chains_alternative(opening, claims), timeline_alternative(opening, dated)):
        assert 0 < length(text) <= limits.FILE_DESCRIPTION


@SOME
@given(st.lists(st.text("abc ", min_size=1, max_size=300).filter(str.strip), max_size=20))
def test_what_is_left_out_is_counted(items: list[str]) -> None:
    lines = fitted(("Top.",), items).split("\n")
    left = int(lines[-1].split()[1]) if lines[-1].startswith("…") else 0
    shown = lines[1:-1] if left else lines[1:]
    assert len(shown) + left == len(items)
    assert shown == [item.strip() for item in items[: len(shown)]]


def test_chains_hedges_responses_and_identities_are_in_it() -> None:
    text = chains_alternative(("Independent sources: 1.",), EVERY_KIND[:3])
    assert "Independent sources: 1." in text
    for one in EVERY_KIND[:3]:
        assert one.citation.outlet and one.citation.outlet in text
        assert all(quoted(hedge) in text for hedge in one.hedges)
        assert not one.response or response_words(one.response) in text
        assert all(f"{link.label} ({identity_label(link)})" in text for link in one.chain.links[1:])


def test_long_claims_are_shortened_before_any_is_left_out() -> None:
    long = [replace(one, text=f"{one.text} {'and so on ' * 30}") for one in FIVE]
    text = chains_alternative((), long)
    assert "more:" not in text and "The port loses it and so on" in text
    assert all(one.citation.outlet and one.citation.outlet in text for one in FIVE)


def test_dates_are_in_it() -> None:
    text = timeline_alternative((), DATES[:2])
    assert "“late last year” = about December 2023: “Event 2”" in text


def test_the_same_chain_twice_is_said_once() -> None:
    assert chains_alternative((), (FIVE[0], FIVE[0])) == chains_alternative((), (FIVE[0],))
