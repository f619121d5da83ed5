"""The layout of sourcing chains: outlets above, whom they cite below, lines down the right side."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from newsroom.answer import ClaimMatch, StoredClaim
from newsroom.attribution import THIS_ARTICLE, Identity, SourceKey, identity_label
from presentation.claim_blocks import (
    NO_PUBLISHER,
    NO_SOURCE,
    hedge_line,
    manner_words,
    named,
    quoted,
    response_words,
)
from presentation.dates import date_words
from presentation.pictures.lanes import Lane, assign_lanes
from presentation.pictures.network import Network, Node, compose_network
from presentation.pictures.page import Caption, Page
from presentation.pictures.shapes import (
    MARGIN,
    WIDTH,
    Box,
    Drawing,
    Edge,
    Figure,
    Ground,
    Ink,
    Mark,
    Panel,
    Stroke,
    Type,
)
from presentation.pictures.typesetting import Ruler
from presentation.text import inline, join_names, plural

NAME, QUOTE = Type(12, is_bold=True), Type(10.5)
ARROW, SMALL = Type(10, Ink.QUIET), Type(10, Ink.QUIET)
HEDGE, RESPONSE = Type(10, Ink.UNNAMED, is_bold=True), Type(10, Ink.NAMED, is_bold=True)
CLAIMS_OF_ONE = 2
_STEP, _MOST_STEPS, _PAD, _FIGURE = 13.0, 4, 7.0, 15.0
_TURN, _THIN, _GROWS, _THICK = 6.0, 1.4, 0.9, 5.0


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of source looks: every kind differs in figure, outline and words, not only ink."""

    figure: Figure
    edge: Edge
    weight: float
    radius: float
    ink: Ink
    ground: Ground


LOOKS = {
    Identity.NAMED: Look(Figure.DISC, Edge.SOLID, 1.3, 6, Ink.NAMED, Ground.NAMED),
    Identity.UNNAMED: Look(Figure.RING, Edge.DASHED, 1.8, 14, Ink.UNNAMED, Ground.UNNAMED),
    Identity.DOCUMENT: Look(Figure.SHEET, Edge.SOLID, 1.3, 0, Ink.DOCUMENT, Ground.DOCUMENT),
    Identity.NONE: Look(Figure.GAP, Edge.DOTTED, 1.3, 0, Ink.SILENT, Ground.SILENT),
}


@dataclass(slots=True)
class _Ports:
    """Where lines leave and reach the rows."""

    leave: dict[tuple[SourceKey, int | None], float] = field(default_factory=dict)
    reach: dict[SourceKey, float] = field(default_factory=dict)
    says: dict[SourceKey, str] = field(default_factory=dict)


def chain_drawing(
    claims: Sequence[StoredClaim | ClaimMatch], caption: Caption, ruler: Ruler
) -> Drawing:
    """Who says some claims, best first, and through whom; at most twelve nodes."""
    network = compose_network(
        claim.claim if isinstance(claim, ClaimMatch) else claim for claim in claims
    )
    lanes = assign_lanes(network)
    page, ports = Page(ruler), _Ports()
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


def _connect(page: Page, lane: Lane, right: float, ports: _Ports) -> None:
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
    return f"Not drawn: {count}, since their articles say more."


def _levels(network: Network) -> dict[SourceKey, int]:
    levels: dict[SourceKey, int] = {}
    for node in network.nodes:
        above = [levels[arrow.start] for arrow in network.into(node) if arrow.start in levels]
        levels[node.key] = max(above, default=-1) + 1
    return levels


def _row(page: Page, network: Network, node: Node, room: Box, ports: _Ports) -> None:
    """One outlet or source, under the words of the arrow that leads to it."""
    arrows = network.into(node)
    page.y += 9
    if arrows:
        ports.says[node.key] = _arrow_words(network, node)
        page.write_right(ports.says[node.key], ARROW, right=room.right - 1, width=room.width)
        page.y += 1
    top = page.y
    page.y += _PAD - 1
    if node.claims:
        _read(page, node, room, ports)
    else:
        _cited(page, network, node, room)
    page.y += _PAD
    box = Box(room.x, top, room.width, page.y - top)
    page.panels.append(_panel(node, box))
    ports.reach[node.key] = top + _PAD + 7
    ports.leave.setdefault((node.key, None), page.y - _PAD - 3)


def _panel(node: Node, box: Box) -> Panel:
    if node.claims or node.source is None:
        return Panel(box, Ground.CARD, Ink.LINE, Edge.SOLID, 1.0)
    look = LOOKS[node.source.identity]
    return Panel(box, look.ground, look.ink, look.edge, look.weight, look.radius)


def _cited(page: Page, network: Network, node: Node, room: Box) -> None:
    """A source: who it is and how far it is identified."""
    if node.source is None:
        return
    look = LOOKS[node.source.identity]
    x = room.x + _PAD + _FIGURE + 6
    width = room.right - _PAD - 4 - x
    figure = Box(room.x + _PAD, page.y + 1, _FIGURE, _FIGURE)
    page.marks.append(Mark(look.figure, figure, look.ink))
    label = named(node.source.label, node.source.entity)
    page.write(label, NAME, x=x, width=width, most=3, ground=look.ground)
    is_bold = node.source.identity is Identity.UNNAMED
    page.write(
        identity_label(node.source),
        Type(11, look.ink, is_bold),
        x=x,
        width=width,
        most=2,
        ground=look.ground,
    )
    outlets = sum(1 for each in network.nodes if each.claims)
    if network.is_end(node) and outlets > 1 and node.outlets > 1:
        words = f"{node.outlets} of {plural(outlets, 'outlet')} lead here"
        page.write(words, Type(11, is_bold=True), x=x, width=width, ground=look.ground)


def _read(page: Page, node: Node, room: Box, ports: _Ports) -> None:
    """An outlet that was read: its name, the day, and what it says how firmly."""
    x, width = room.x + _PAD, room.width - 2 * _PAD
    ground, day = Ground.CARD, _standing(node)
    top = page.y
    taken = page.write(_label(node), NAME, x=x, width=width, most=2, ground=ground)
    beside = width - taken - 8
    if page.ruler.width(day, SMALL) <= beside and page.y <= top + NAME.leading + 0.01:
        page.y = top + NAME.leading - SMALL.leading - 1.0
        page.write_right(day, SMALL, right=x + width, width=beside, ground=ground)
        page.y = top + NAME.leading
    else:
        page.write(day, SMALL, x=x, width=width, most=2, ground=ground)
    for claim in node.claims[:CLAIMS_OF_ONE]:
        page.y += 3
        ports.leave[node.key, claim.claim_id] = page.y + QUOTE.leading / 2
        _claim(page, claim, x, width)
    if more := node.claims[CLAIMS_OF_ONE:]:
        page.y += 3
        for claim in more:
            ports.leave[node.key, claim.claim_id] = page.y + SMALL.leading / 2
        words = f"and {plural(len(more), 'more claim')}"
        page.write(words, SMALL, x=x, width=width, ground=Ground.CARD)


def _standing(node: Node) -> str:
    """The articles that were read, and how the outlet is identified where others cite it."""
    articles = {claim.citation.article_id: claim.citation for claim in node.claims}
    if len(articles) > 1:
        words = plural(len(articles), "article")
    else:
        citation = next(iter(articles.values()))
        words = date_words(citation.published_at).split(",")[0]
    return f"{words}; {identity_label(node.source)}" if node.source else words


def _claim(page: Page, claim: StoredClaim, x: float, width: float) -> None:
    ground = Ground.CARD
    page.write(quoted(claim.text), QUOTE, x=x, width=width, most=2, ground=ground)
    if claim.hedges:
        page.write(str(hedge_line(claim)), HEDGE, x=x, width=width, most=3, ground=ground)
    if claim.response:
        words = response_words(claim.response)
        page.write(words, RESPONSE, x=x, width=width, most=3, ground=ground)
    if len(claim.chain.links) == 1:
        page.marks.append(Mark(Figure.GAP, Box(x, page.y + 1, 11, 11), Ink.SILENT))
        silent = Type(10, Ink.SILENT)
        page.write(NO_SOURCE, silent, x=x + 15, width=width - 15, most=2, ground=ground)
    else:
        page.write(manner_words(claim), SMALL, x=x, width=width, most=1, ground=ground)


def _arrow_words(network: Network, node: Node) -> str:
    """Who cites a source, which of it only the context tells, and what is skipped."""
    labels = {each.key: _label(each) for each in network.nodes}
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


def _label(node: Node) -> str:
    unstated = f"{THIS_ARTICLE} ({NO_PUBLISHER})"
    if node.citation:
        return inline(node.citation.outlet or "") or unstated
    return named(node.source.label, node.source.entity) if node.source else unstated
