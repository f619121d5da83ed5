"""The seed article's claims: whether each has its sourcing chain, identities and hedges.

A gold claim is compared with the claim of ours whose content shares most characters with it; where
several stand in one sentence, with those of its own part. Chains agree link by link, this article
left out: the label's words stand in the other's, entity names and aliases allowed, and the identity
is the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluation.folding import same_label
from evaluation.scores import Score, print_scores, share
from extraction.pipeline import Reader
from extraction.reading import read_text
from newsroom.article import Span
from newsroom.attribution import Claim, Identity, Source

TABLE = "seed claims"
_GoldClaim = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Link:
    """A gold link of a chain: every name that it goes by, the label first, and its identity."""

    names: tuple[str, ...]
    identity: Identity

    def agrees(self, source: Source) -> bool:
        """Whether a source of ours is this one, and identified alike."""
        ours = [source.label, *([source.entity] if source.entity else [])]
        is_same = any(same_label(name, label) for name in self.names for label in ours)
        return is_same and source.identity is self.identity


@dataclass(frozen=True, slots=True)
class Compared:
    """A gold claim beside ours; `hedges` are those of the gold one, `found` how many we have."""

    number: str
    text: str
    chain: tuple[Link, ...]
    claim: Claim | None
    hedges: int
    found: int

    @property
    def is_right(self) -> bool:
        """Whether both chains agree, link by link."""
        if self.claim is None:
            return False
        ours = self.claim.chain.links[1:]
        return len(ours) == len(self.chain) and all(
            link.agrees(source) for link, source in zip(self.chain, ours, strict=True)
        )


def compare(gold: Mapping[str, Any], claims: Sequence[Claim]) -> list[Compared]:
    """Every gold claim beside the nearest of ours."""
    entities = {entity["id"]: entity for entity in gold["entities"]}
    compared = []
    for marked in gold["claims"]:
        claim = nearest(anchors(marked, gold["claims"]), claims)
        chain = tuple(_link(link, entities) for link in marked["chain"] if link["level"] > 0)
        wanted = [Span(*hedge["span"]) for hedge in marked["hedges"]]
        ours = {hedge.span for hedge in claim.hedges} if claim else set()
        found = sum(span in ours for span in wanted)
        text = (marked.get("part") or marked)["text"]
        compared.append(Compared(marked["id"], text, chain, claim, len(wanted), found))
    return compared


def _link(link: Mapping[str, Any], entities: Mapping[str, Mapping[str, Any]]) -> Link:
    entity = entities.get(link.get("entity", ""), {"name": link["label"], "aliases": []})
    identity = Identity.NAMED if link["named"] else Identity.UNNAMED
    if link["kind"] == "document":
        identity = Identity.DOCUMENT
    return Link((link["label"], entity["name"], *entity["aliases"]), identity)


def anchors(marked: _GoldClaim, claims: Sequence[_GoldClaim]) -> tuple[Span, ...]:
    """Where a gold claim stands: its part, or its sentence without the parts of the others."""
    if "part" in marked:
        return (Span(*marked["part"]["span"]),)
    start, end = marked["span"]
    rest = []
    for other in sorted(
        Span(*claim["part"]["span"])
        for claim in claims
        if claim["sentence"] == marked["sentence"] and "part" in claim
    ):
        rest.append(Span(start, other.start_char))
        start = other.end_char
    return tuple(span for span in (*rest, Span(start, end)) if span.start_char < span.end_char)


def nearest(places: Sequence[Span], claims: Sequence[Claim]) -> Claim | None:
    """The claim that shares most characters with some places, the shortest of several."""

    def shared(claim: Claim) -> int:
        return sum(
            max(0, min(s.end_char, p.end_char) - max(s.start_char, p.start_char))
            for s in claim.content
            for p in places
        )

    def length(claim: Claim) -> int:
        return sum(span.end_char - span.start_char for span in claim.content)

    best = max(claims, key=lambda claim: (shared(claim), -length(claim)), default=None)
    return best if best is not None and shared(best) else None


def run(gold: Mapping[str, Any], text: str) -> tuple[Score, ...]:
    """Read the seed article, print the table and each miss with both chains."""
    compared = compare(gold, Reader.load().read(read_text("article", text)).claims)
    scores = (
        Score(TABLE, "chains", tuple(share(item.is_right, 1) for item in compared)),
        Score(TABLE, "hedges", tuple(share(item.found, item.hedges) for item in compared)),
    )
    print_scores("Seed claims", "share", scores)
    for item in compared:
        if not item.is_right:
            print(f"{item.number} {item.text!r}")
            print(f"    wanted {_chain(item)}\n    found  {_found(item.claim)}")
    return scores


def _chain(item: Compared) -> str:
    links = (f"{link.names[0]} ({link.identity.value})" for link in item.chain)
    return " > ".join(("this article", *links))


def _found(claim: Claim | None) -> str:
    if claim is None:
        return "no claim"
    links = (f"{link.label} ({link.identity.value})" for link in claim.chain.links[1:])
    return " > ".join(("this article", *links)) + f": {claim.text!r}"
