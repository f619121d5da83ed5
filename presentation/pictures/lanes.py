"""Which lines run side by side: one lane for each source that is cited, as few as can be."""

from dataclasses import dataclass

from newsroom.links import LinkKey
from presentation.pictures.network import Arrow, Network

FIRST, APART = 13.0, 10.0


@dataclass(frozen=True, slots=True)
class Lane:
    """The line that gathers every arrow to one source, and how far right of the rows it runs."""

    target: LinkKey
    arrows: tuple[Arrow, ...]
    offset: float


def assign_lanes(network: Network) -> tuple[Lane, ...]:
    """A lane for each source that is cited; lines that would run side by side are kept apart."""
    rows = {node.key: row for row, node in enumerate(network.nodes)}
    taken: list[list[tuple[float, float]]] = []
    lanes = []
    for node in network.nodes:
        arrows = network.into(node)
        if not arrows:
            continue
        # Within a row a line is reached at the top and leaves below.
        ends = [rows[node.key] + 0.2, *(rows[arrow.start] + 0.6 for arrow in arrows)]
        span = (min(ends), max(ends))
        lane = next((n for n, spans in enumerate(taken) if _is_free(span, spans)), len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append(span)
        lanes.append(Lane(node.key, arrows, FIRST + APART * lane))
    return tuple(lanes)


def _is_free(span: tuple[float, float], taken: list[tuple[float, float]]) -> bool:
    return all(span[1] < start or end < span[0] for start, end in taken)
