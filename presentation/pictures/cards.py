"""What stands in the boxes of a picture of chains: an outlet that was read, or who is cited."""

from dataclasses import dataclass, field

from newsroom.answer import StoredClaim
from newsroom.attribution import THIS_ARTICLE, Identity, identity_label
from newsroom.links import LinkKey
from presentation.claim_blocks import (
    NO_PUBLISHER,
    NO_SOURCE,
    day_of,
    hedge_line,
    manner_words,
    named,
    quoted,
    response_words,
)
from presentation.claim_marks import short_marks
from presentation.pictures.looks import HEDGE, LOOKS, NAME, QUOTE, RESPONSE, SMALL
from presentation.pictures.network import Network, Node
from presentation.pictures.page import Page
from presentation.pictures.shapes import Box, Edge, Figure, Ground, Ink, Mark, Panel, Type
from presentation.text import inline, plural

CLAIMS_OF_ONE = 2
PAD = 7.0
_FIGURE = 15.0


@dataclass(slots=True)
class Ports:
    """Where lines leave and reach the boxes, and what the arrows say."""

    leave: dict[tuple[LinkKey, int | None], float] = field(default_factory=dict)
    reach: dict[LinkKey, float] = field(default_factory=dict)
    says: dict[LinkKey, str] = field(default_factory=dict)


def node_panel(node: Node, box: Box) -> Panel:
    """The box of an outlet or a source."""
    if node.claims or node.source is None:
        return Panel(box, Ground.CARD, Ink.LINE, Edge.SOLID, 1.0)
    look = LOOKS[node.source.identity]
    return Panel(box, look.ground, look.ink, look.edge, look.weight, look.radius)


def write_cited(page: Page, network: Network, node: Node, room: Box) -> None:
    """A source: who it is and how far it is identified."""
    if node.source is None:
        return
    look = LOOKS[node.source.identity]
    x = room.x + PAD + _FIGURE + 6
    width = room.right - PAD - 4 - x
    figure = Box(room.x + PAD, page.y + 1, _FIGURE, _FIGURE)
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


def write_read(page: Page, node: Node, room: Box, ports: Ports) -> None:
    """An outlet that was read: its name, the day, and what it says how firmly."""
    x, width = room.x + PAD, room.width - 2 * PAD
    ground, day = Ground.CARD, _standing(node)
    taken = page.write(node_label(node), NAME, x=x, width=width, most=2, ground=ground)
    page.write_beside(day, SMALL, NAME, x=x, width=width, taken=taken, ground=ground)
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
        words = day_of(citation)
    return f"{words}; {identity_label(node.source)}" if node.source else words


def _claim(page: Page, claim: StoredClaim, x: float, width: float) -> None:
    ground = Ground.CARD
    page.write(quoted(claim.text), QUOTE, x=x, width=width, most=2, ground=ground)
    for words in short_marks(claim):
        page.write(words, HEDGE, x=x, width=width, most=3, ground=ground)
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


def node_label(node: Node) -> str:
    """What an outlet or a source is called."""
    unstated = f"{THIS_ARTICLE} ({NO_PUBLISHER})"
    if node.citation:
        return inline(node.citation.outlet or "") or unstated
    return named(node.source.label, node.source.entity) if node.source else unstated
