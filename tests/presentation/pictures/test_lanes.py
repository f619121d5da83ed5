"""The lines beside the rows: one lane a source, and no two lines on top of each other."""

from itertools import combinations

from hypothesis import given

from newsroom.answer import StoredClaim
from newsroom.attribution import Identity, Source
from presentation.pictures.lanes import APART, FIRST, assign_lanes
from presentation.pictures.network import Network, compose_network
from tests.presentation.hostile import CLAIMS, few
from tests.presentation.pictures.checking import SOME
from tests.presentation.pictures.desk import AGENCY, AUDIT, FIVE, MAYOR, OFFICIALS, claim

STAR = Source("The Star", Identity.NAMED, "organisation")
CROSSING = (
    claim(1, "The Star", "x", AGENCY, MAYOR),
    claim(2, "Agence Nordique", "x", STAR, OFFICIALS),
    claim(3, "Ledger", "x", AUDIT),
    claim(4, "Ledger", "x", OFFICIALS),
    claim(5, "Post", "x", AUDIT, MAYOR),
)


def _check(network: Network) -> None:
    rows = {node.key: row for row, node in enumerate(network.nodes)}
    lanes = assign_lanes(network)
    assert {lane.target for lane in lanes} == {arrow.end for arrow in network.arrows}
    assert sum(len(lane.arrows) for lane in lanes) == len(network.arrows)
    for one, other in combinations(lanes, 2):
        if one.offset == other.offset:
            spans = []
            for lane in (one, other):
                ends = [rows[lane.target], *(rows[arrow.start] for arrow in lane.arrows)]
                spans.append((min(ends), max(ends)))
            (_, end), (start, _) = sorted(spans)
            assert end <= start, (one, other)


def test_lines_that_overlap_run_in_lanes_of_their_own() -> None:
    network = compose_network(CROSSING)
    _check(network)
    assert len({lane.offset for lane in assign_lanes(network)}) > 1


def test_lines_that_follow_each_other_share_a_lane() -> None:
    assert {lane.offset for lane in assign_lanes(compose_network(FIVE))} == {FIRST}
    assert FIRST > 0 and APART > 0


@SOME
@given(few(CLAIMS, 12))
def test_no_two_lines_lie_on_each_other(claims: tuple[StoredClaim, ...]) -> None:
    _check(compose_network(claims))
