"""The sourcing chains of some claims as one network: links that chains share are merged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from newsroom.answer import StoredClaim
from newsroom.article import Citation
from newsroom.attribution import Evidence, Source
from newsroom.links import LinkKey, LinkKeys

NODES_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Node:
    """An outlet that was read, a source that is cited, or both.

    `claims` are those read in it. `outlets` are the outlets read whose chains end or pass here.
    """

    key: LinkKey
    source: Source | None = None
    citation: Citation | None = None
    claims: tuple[StoredClaim, ...] = ()
    outlets: int = 0


@dataclass(frozen=True, slots=True)
class Arrow:
    """Somebody citing somebody: `claim` is the claim that it starts from, where it was read here.

    `skipped` links between the two are not shown.
    """

    start: LinkKey
    end: LinkKey
    claim: int | None = None
    is_inferred: bool = False
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes in the order in which they are drawn, whoever cites before whoever is cited."""

    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    total: int
    headlines: int = 0

    def into(self, node: Node) -> tuple[Arrow, ...]:
        """The arrows that lead to a node."""
        return tuple(arrow for arrow in self.arrows if arrow.end == node.key)

    def is_end(self, node: Node) -> bool:
        """Whether a node is cited and cites nobody."""
        cites = any(arrow.start == node.key for arrow in self.arrows)
        return not cites and bool(self.into(node))


@dataclass(frozen=True, slots=True)
class _Path:
    """One claim's chain: a key, a source and the number of links skipped before it, each."""

    claim: StoredClaim
    keys: tuple[LinkKey, ...]
    sources: tuple[Source | None, ...]
    skipped: tuple[int, ...]


def compose_network(claims: Iterable[StoredClaim], most: int = NODES_SHOWN) -> Network:
    """The chains of some claims, best first; claims whose chains no longer fit are left out.

    Headlines are left out where what stands below them is attributed, as they are not counted.
    """
    drawn, headlines = _without_headlines(tuple(claims))
    keys_of = LinkKeys()
    paths = [_path(claim, keys_of.of(claim)) for claim in drawn]
    total = len({key for path in paths for key in path.keys})
    shown: list[_Path] = []
    keys: set[LinkKey] = set()
    for path in paths:
        short = path if shown else _shortened(path, most)
        if len(keys | set(short.keys)) <= most:
            keys |= set(short.keys)
            shown.append(short)
    arrows = tuple(dict.fromkeys(arrow for path in shown for arrow in _arrows(path)))
    order = _order(shown, arrows)
    nodes = tuple(_counted(_node(key, shown), order, arrows, shown) for key in order)
    return Network(nodes, arrows, total, headlines)


def _without_headlines(claims: Sequence[StoredClaim]) -> tuple[Sequence[StoredClaim], int]:
    below = [claim for claim in claims if not claim.is_headline]
    if not any(len(claim.chain.links) > 1 for claim in below):
        return claims, 0
    return below, len(claims) - len(below)


def _path(claim: StoredClaim, found: Sequence[LinkKey]) -> _Path:
    keys: list[LinkKey] = [found[0]]
    sources: list[Source | None] = [None]
    for key, link in zip(found[1:], claim.chain.links[1:], strict=True):
        if key == keys[-1]:
            sources[-1] = sources[-1] or link
        else:
            keys.append(key)
            sources.append(link)
    return _Path(claim, tuple(keys), tuple(sources), (0,) * len(keys))


def _shortened(path: _Path, most: int) -> _Path:
    """A chain with its middle left out where it is longer than a whole picture."""
    if len(set(path.keys)) <= most:
        return path
    head, tail = most // 2, most - most // 2
    gap = len(path.keys) - most
    return replace(
        path,
        keys=path.keys[:head] + path.keys[-tail:],
        sources=path.sources[:head] + path.sources[-tail:],
        skipped=(0,) * head + (gap,) + (0,) * (tail - 1),
    )


def _arrows(path: _Path) -> Iterable[Arrow]:
    for place in range(1, len(path.keys)):
        source = path.sources[place]
        is_inferred = source is not None and source.evidence is Evidence.INFERRED
        yield Arrow(
            path.keys[place - 1],
            path.keys[place],
            path.claim.claim_id if place == 1 else None,
            is_inferred,
            path.skipped[place],
        )


def _node(key: LinkKey, paths: Sequence[_Path]) -> Node:
    node = Node(key)
    for path in paths:
        if path.keys[0] == key:
            citation = node.citation or path.claim.citation
            node = replace(node, citation=citation, claims=(*node.claims, path.claim))
        for found, source in zip(path.keys, path.sources, strict=True):
            if found == key and node.source is None:
                node = replace(node, source=source)
    return node


def _counted(
    node: Node, order: Sequence[LinkKey], arrows: Sequence[Arrow], paths: Sequence[_Path]
) -> Node:
    """The node with the number of outlets read from which it can be reached."""
    reached = {node.key}
    for _ in order:
        reached |= {arrow.start for arrow in arrows if arrow.end in reached}
    return replace(node, outlets=len({path.keys[0] for path in paths} & reached))


def _order(paths: Sequence[_Path], arrows: Sequence[Arrow]) -> tuple[LinkKey, ...]:
    """Whoever cites before whoever is cited, and as near to it as can be."""
    found = tuple(dict.fromkeys(key for path in paths for key in path.keys))
    citing = {key: tuple(a.start for a in arrows if a.end == key) for key in found}
    placed: dict[LinkKey, None] = {}
    cites = {arrow.start for arrow in arrows}
    for key in (*(key for key in found if key not in cites), *found):
        _place(key, citing, placed, set())
    return tuple(placed)


def _place(
    key: LinkKey,
    citing: dict[LinkKey, tuple[LinkKey, ...]],
    placed: dict[LinkKey, None],
    under_way: set[LinkKey],
) -> None:
    """Place everybody who cites a source, those with citers of their own first, then the source."""
    if key in placed or key in under_way:
        return
    under_way.add(key)
    for start in sorted(citing[key], key=lambda start: not citing[start]):
        _place(start, citing, placed, under_way)
    placed[key] = None
