"""Chains as one network: what is shared is one, what does not fit is counted."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from newsroom.answer import StoredClaim
from newsroom.attribution import Identity, Source
from presentation.pictures.network import NODES_SHOWN, Network, compose_network
from tests.presentation.hostile import CLAIMS, few
from tests.presentation.pictures.checking import SOME
from tests.presentation.pictures.desk import (
    AGENCY,
    AUDIT,
    EVERY_KIND,
    FIVE,
    INSIDER,
    MAYOR,
    OFFICIALS,
    claim,
)


def _labels(network: Network) -> list[str]:
    return [
        (node.citation.outlet or "?")
        if node.citation
        else node.source.label
        if node.source
        else "-"
        for node in network.nodes
    ]


def test_five_outlets_lead_to_one_person() -> None:
    network = compose_network(FIVE)
    assert _labels(network)[-2:] == ["Agence Nordique", "a person close to the talks"]
    assert len(network.nodes) == network.total == 7
    assert network.is_end(network.nodes[-1]) and not network.is_end(network.nodes[-2])
    assert network.nodes[-1].outlets == 5


def test_an_outlet_that_is_read_and_cited_is_one() -> None:
    ledger = Source("Harbour Ledger", Identity.NAMED, "organisation")
    network = compose_network([claim(1, "Northgate Wire", "x", ledger, AGENCY), FIVE[0]])
    assert _labels(network)[:2] == ["Northgate Wire", "The Harbour Ledger"]
    assert network.nodes[1].source == ledger and network.nodes[1].claims == (FIVE[0],)


def test_unnamed_sources_of_two_articles_stay_two() -> None:
    network = compose_network([claim(1, "A", "x", INSIDER), claim(2, "B", "x", INSIDER)])
    assert len(network.nodes) == 4


def test_articles_without_a_publisher_are_not_one_outlet() -> None:
    network = compose_network([claim(1, None, "x", AGENCY), claim(2, None, "y", AGENCY)])
    assert len(network.nodes) == 3


def test_the_article_s_own_voice_leads_nowhere() -> None:
    network = compose_network([claim(1, "A", "x")])
    assert len(network.nodes) == 1 and network.arrows == ()


def test_an_outlet_that_cites_itself_gets_no_arrow_to_itself() -> None:
    own = Source("the Agence Nordique", Identity.NAMED, "organisation")
    network = compose_network([claim(1, "Agence Nordique", "x", own, MAYOR)])
    assert len(network.nodes) == 2 and len(network.arrows) == 1


def test_outlets_that_cite_each_other_are_both_drawn() -> None:
    star = Source("The Star", Identity.NAMED, "organisation")
    network = compose_network(
        [claim(1, "The Star", "x", AGENCY), claim(2, "Agence Nordique", "x", star)]
    )
    assert len(network.nodes) == 2 and len(network.arrows) == 2


def test_headlines_are_left_out_where_the_article_says_more() -> None:
    headline = replace(claim(3, "A", "Headline 3", AUDIT), sentence="Headline 3")
    assert headline.is_headline
    network = compose_network([headline, FIVE[0]])
    assert network.headlines == 1 and len(network.nodes) == 3
    alone = compose_network([headline])
    assert alone.headlines == 0 and len(alone.nodes) == 2


def test_what_no_longer_fits_is_left_out_whole_and_counted() -> None:
    many = [claim(n, f"Outlet {n}", "x", AGENCY, OFFICIALS) for n in range(1, 30)]
    network = compose_network(many)
    assert len(network.nodes) == NODES_SHOWN and network.total == 31
    assert all(network.into(node) for node in network.nodes[-2:])


def test_a_chain_longer_than_the_picture_loses_its_middle_and_says_so() -> None:
    links = [Source(f"link {n}", Identity.NAMED, "person") for n in range(30)]
    network = compose_network([claim(1, "A", "x", *links)])
    assert len(network.nodes) == NODES_SHOWN and network.total == 31
    assert [arrow.skipped for arrow in network.arrows if arrow.skipped] == [31 - NODES_SHOWN]
    assert _labels(network)[0] == "A" and _labels(network)[-1] == "link 29"


def test_whoever_cites_comes_before_whoever_is_cited() -> None:
    network = compose_network(EVERY_KIND)
    rows = {node.key: row for row, node in enumerate(network.nodes)}
    assert all(rows[arrow.start] < rows[arrow.end] for arrow in network.arrows)


@SOME
@given(few(CLAIMS, 12))
def test_any_claims_make_a_network(claims: tuple[StoredClaim, ...]) -> None:
    network = compose_network(claims)
    keys = [node.key for node in network.nodes]
    assert len(keys) == len(set(keys)) <= min(NODES_SHOWN, network.total)
    assert all(arrow.start in keys and arrow.end in keys for arrow in network.arrows)
    assert bool(keys) == bool(claims)


@SOME
@given(st.permutations(FIVE))
def test_the_end_stays_the_end_whatever_comes_first(claims: list[StoredClaim]) -> None:
    assert compose_network(claims).nodes[-1].outlets == 5
