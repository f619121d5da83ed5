"""The layout of sourcing chains: outlets above, whom they cite below, lines down the right side."""

from collections.abc import Sequence

from newsroom.answer import ClaimMatch, StoredClaim
from newsroom.links import LinkKey
from presentation.pictures.cards import (
    PAD,
    Ports,
    node_label,
    node_panel,
    write_cited,
    write_read,
)
from presentation.pictures.lanes import Lane, assign_lanes
from presentation.pictures.looks import SMALL
from presentation.pictures.network import Network, Node, compose_network
from presentation.pictures.page import Caption, Page
from presentation.pictures.shapes import MARGIN, WIDTH, Box, Drawing, Edge, Stroke
from presentation.pictures.typesetting import Ruler
from presentation.text import join_names, plural

_STEP, _MOST_STEPS = 13.0, 4
_TURN, _THIN, _GROWS, _THICK = 6.0, 1.4, 0.9, 5.0


def chain_drawing(
    claims: Sequence[StoredClaim | ClaimMatch], caption: Caption, ruler: Ruler
) -> Drawing:
    """Who says some claims, best first, and through whom; at most twelve nodes."""
    network = compose_network(
        claim.claim if isinstance(claim, ClaimMatch) else claim for claim in claims
    )
    lanes = assign_lanes(network)
    page, ports = Page(ruler), Ports()
    page.open(caption)
    gutter = max((lane.offset for lane in lanes), default=0.0) + MARGIN
    levels = _levels(network)
    for node in network.nodes:
        indent = _STEP * min(levels[node.key], _MOST_STEPS)
        room = Box(MARGIN + indent, page.y, WIDTH - MARGIN - indent - gutter, 0)
        _row(page, network, node, room, ports)
    for lane in lanes:
        _connect(page, lane, WIDTH - gutter, ports)
    return page.close(caption, _left_out(network), _headlines(network))


def _connect(page: Page, lane: Lane, right: float, ports: Ports) -> None:
    """The lines into one source: each citer's joins the trunk, which grows with every one."""
    x, end = right + lane.offset, ports.reach[lane.target]
    leaving: dict[float, bool] = {}
    with_claims = {arrow.start for arrow in lane.arrows if arrow.claim is not None}
    for arrow in lane.arrows:
        if arrow.claim is None and arrow.start in with_claims:
            continue
        y = ports.leave.get((arrow.start, arrow.claim), ports.leave[arrow.start, None])
        leaving[y] = leaving.get(y, True) and arrow.is_inferred
    for side in ([y for y in leaving if y < end], [y for y in leaving if y >= end]):
        ordered = sorted(side, key=lambda y: -abs(y - end))
        for number, y in enumerate(ordered, start=1):
            edge = Edge.DASHED if leaving[y] else Edge.SOLID
            turn = min(_TURN, abs(end - y) / 2) * (1 if y < end else -1)
            page.strokes.append(Stroke(((right, y), (x, y), (x, y + turn)), edge=edge))
            weight = min(_THIN + _GROWS * (number - 1), _THICK)
            if number < len(ordered):
                points: tuple[tuple[float, float], ...] = (
                    (x, y + turn),
                    (x, ordered[number] + turn),
                )
                page.strokes.append(Stroke(points, weight=weight))
            else:
                points = ((x, y + turn), (x, end), (right, end))
                says = ports.says[lane.target]
                page.strokes.append(Stroke(points, weight=weight, is_arrow=True, says=says))


def _left_out(network: Network) -> str:
    shown = len(network.nodes)
    return f"Top {shown} of {network.total} sources and outlets." if shown < network.total else ""


def _headlines(network: Network) -> str:
    if not network.headlines:
        return ""
    count = plural(network.headlines, "headline")
    return f"Not drawn: {count}, where the article says more."


def _levels(network: Network) -> dict[LinkKey, int]:
    levels: dict[LinkKey, int] = {}
    for node in network.nodes:
        above = [levels[arrow.start] for arrow in network.into(node) if arrow.start in levels]
        levels[node.key] = max(above, default=-1) + 1
    return levels


def _row(page: Page, network: Network, node: Node, room: Box, ports: Ports) -> None:
    """One outlet or source, under the words of the arrow that leads to it."""
    arrows = network.into(node)
    page.y += 9
    if arrows:
        ports.says[node.key] = _arrow_words(network, node)
        page.write_right(ports.says[node.key], SMALL, right=room.right - 1, width=room.width - 2)
        page.y += 1
    top = page.y
    page.y += PAD - 1
    if node.claims:
        write_read(page, node, room, ports)
    else:
        write_cited(page, network, node, room)
    page.y += PAD
    box = Box(room.x, top, room.width, page.y - top)
    page.panels.append(node_panel(node, box))
    ports.reach[node.key] = top + PAD + 7
    ports.leave.setdefault((node.key, None), page.y - PAD - 3)


def _arrow_words(network: Network, node: Node) -> str:
    """Who cites a source, which of it only the context tells, and what is skipped."""
    labels = {each.key: node_label(each) for each in network.nodes}
    citing: dict[str, list[bool]] = {}
    arrows = network.into(node)
    for arrow in arrows:
        citing.setdefault(labels[arrow.start], []).append(arrow.is_inferred)
    if len(citing) > 3:
        words = f"cited by {len(citing)} of those shown"
        inferred = sum(all(marks) for marks in citing.values())
        words += f" ({inferred} of them inferred from context)" if inferred else ""
    else:
        suffixes = {
            name: " (inferred from context)" if all(m) else "" for name, m in citing.items()
        }
        words = f"cited by {join_names([name + suffix for name, suffix in suffixes.items()])}"
    if skipped := max(arrow.skipped for arrow in arrows):
        words += f", through {plural(skipped, 'link')} not shown"
    return words
