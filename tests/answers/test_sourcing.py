"""Independent sources: the ends of chains, counted once however many outlets repeat them."""

from dataclasses import replace
from datetime import datetime

from answers.sourcing import independent_sources, is_one_unnamed
from newsroom.answer import StoredClaim
from newsroom.article import ArticleId, Citation
from newsroom.attribution import ClaimId, Identity, Manner, Number, Source, SourcingChain

ARTICLE = Source("this article", Identity.NAMED, "outlet")
COURIER = Source("Northern Courier", Identity.NAMED, "organisation", entity="Northern Courier")
ENGINEER = Source("a bridge engineer", Identity.UNNAMED, "person")
ENGINEERS = Source("two engineers", Identity.UNNAMED, "group", number=Number.SEVERAL)
MAYOR = Source("Rosa Lindqvist", Identity.NAMED, "person", entity="Rosa Lindqvist")


def claim(article: int, *links: Source, outlet: str | None = None) -> StoredClaim:
    citation = Citation(ArticleId(article), "Bridge", outlet, datetime(2031, 3, 3), None)
    chain = SourcingChain((ARTICLE, *links))
    return StoredClaim(
        ClaimId(article),
        citation,
        "the beams cracked",
        "The beams cracked.",
        Manner.INDIRECT,
        chain,
    )


def test_three_outlets_repeating_one_report_are_one_source() -> None:
    claims = [claim(1, COURIER), claim(2, COURIER), claim(3, COURIER)]
    assert [source.label for source in independent_sources(claims)] == ["Northern Courier"]


def test_an_outlet_that_passes_on_a_deeper_source_is_not_counted_beside_it() -> None:
    claims = [claim(1, COURIER), claim(2, COURIER, ENGINEER)]
    assert [source.label for source in independent_sources(claims)] == ["a bridge engineer"]


def test_an_outlet_that_is_read_here_and_cites_another_is_not_counted_beside_it() -> None:
    own = claim(2, MAYOR, outlet="The Northern Courier")
    assert independent_sources([claim(1, COURIER), own]) == (MAYOR,)


def test_an_outlet_cited_by_itself_or_by_the_one_that_it_cites_still_counts() -> None:
    star = Source("The Star", Identity.NAMED, "organisation")
    own = claim(1, COURIER, outlet="Northern Courier")
    assert independent_sources([own]) == (COURIER,)
    ring = [claim(1, COURIER, outlet="The Star"), claim(2, star, outlet="Northern Courier")]
    assert independent_sources(ring) == (COURIER, star)


def test_the_same_unnamed_source_through_one_outlet_is_one() -> None:
    other = Source("one bridge engineer", Identity.UNNAMED, "person")
    claims = [claim(1, COURIER, ENGINEER), claim(2, COURIER, other)]
    assert len(independent_sources(claims)) == 1


def test_unnamed_sources_of_two_articles_stay_two_whatever_their_wording() -> None:
    assert len(independent_sources([claim(1, ENGINEER), claim(2, ENGINEER)])) == 2


def test_a_headline_adds_no_source_to_what_stands_below_it() -> None:
    report = Source("report", Identity.DOCUMENT, "document")
    headline = replace(claim(1, report), sentence="Bridge")
    assert len(independent_sources([headline, claim(1, COURIER)])) == 1
    assert len(independent_sources([headline])) == 1


def test_the_articles_own_voice_is_no_source() -> None:
    assert independent_sources([claim(1)]) == ()


def test_named_and_unnamed_sources_add_up() -> None:
    claims = [claim(1, MAYOR), claim(2, COURIER, ENGINEERS), claim(3, MAYOR)]
    assert len(independent_sources(claims)) == 2


def test_only_a_single_unnamed_end_is_warned_of() -> None:
    assert is_one_unnamed(ENGINEER)
    assert not is_one_unnamed(ENGINEERS)
    assert not is_one_unnamed(MAYOR)
