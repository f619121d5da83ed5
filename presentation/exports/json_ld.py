"""Claims in the words of schema.org, and in our own where it has none.

Only `Claim`: a `ClaimReview` would say that somebody has judged whether it is true.
"""

from collections.abc import Iterator

from newsroom.attribution import Identity, Source, SourcingChain, identity_label
from presentation.exports.chains import (
    OWN_TERMS,
    Record,
    article_iri,
    chain_of,
    claim_iri,
    desk_of,
)

CONTEXT = [
    "https://schema.org",
    {
        "byline": f"{OWN_TERMS}terms:",
        "byline:sourcingChain": {"@container": "@list"},
    },
]
_TYPES = {
    "person": "Person",
    "organisation": "Organization",
    "outlet": "Organization",
    "document": "CreativeWork",
}


def article_nodes(article: Record) -> Iterator[Record]:
    """An article and everything that it claims, as nodes of one graph."""
    iri = article_iri(article)
    published = {"datePublished": article["published_at"]} if article["published_at"] else {}
    publisher = (
        {"publisher": {"@type": "Organization", "name": article["outlet"]}}
        if article["outlet"]
        else {}
    )
    url = {"url": iri} if not iri.startswith(OWN_TERMS) else {}
    headline = {"headline": article["title"]}
    yield {"@type": "NewsArticle", "@id": iri} | headline | publisher | published | url
    for position, claim in enumerate(article["claims"]):
        yield _claim(article, claim, position, iri)


def _claim(article: Record, claim: Record, position: int, iri: str) -> Record:
    chain = chain_of(claim)
    node: Record = {
        "@type": "Claim",
        "@id": claim_iri(article, position),
        "text": claim["text"],
        "appearance": {"@id": iri},
        "firstAppearance": _first_appearance(chain, article["outlet"]) or {"@id": iri},
        "byline:sentence": claim["sentence"],
        "byline:manner": claim["manner"],
        "byline:sourceIdentity": claim["identity"],
    }
    if chain and len(chain.links) > 1:
        node["author"] = _agent(chain.innermost)
        outermost = _link(chain.links[0], {"@id": iri})
        cited = [_link(link, _agent(link)) for link in chain.links[1:]]
        node["byline:sourcingChain"] = [outermost, *cited]
    terms = ("byline:deskStatus", "byline:deskCorrection", "byline:deskSource")
    node |= {term: told for term, told in zip(terms, desk_of(claim), strict=True) if told}
    if claim["hedges"]:
        node["byline:hedge"] = [hedge["text"] for hedge in claim["hedges"]]
    if claim["response_kind"]:
        node["byline:response"] = {
            "byline:responseKind": claim["response_kind"],
            "byline:responseParty": claim["response_party"],
        }
    return node


def _first_appearance(chain: SourcingChain | None, outlet: str | None) -> Record | None:
    """The work of somebody else that the article cites for it; None where it cites none."""
    for link in chain.links[1:-1] if chain else ():
        if link.identity is Identity.DOCUMENT:
            return {"@type": "CreativeWork", "name": link.label}
        name = link.entity or link.label
        is_outlet = link.kind in ("organisation", "outlet") and link.identity is Identity.NAMED
        if is_outlet and name != outlet:
            publisher = {"@type": "Organization", "name": name}
            return {"@type": "CreativeWork", "publisher": publisher}
    return None


def _agent(source: Source) -> Record:
    """Who says it: by name where the article names them, else by its description alone."""
    kind = {"@type": _TYPES.get(source.kind, "Thing")}
    if source.identity is Identity.NAMED:
        return kind | {"name": source.entity or source.label}
    if source.identity is Identity.DOCUMENT:
        return {"@type": "CreativeWork", "name": source.label}
    return kind | {"description": source.label}


def _link(source: Source, agent: Record) -> Record:
    return {
        "byline:label": source.label,
        "byline:identity": source.identity.value,
        "byline:identityInWords": identity_label(source),
        "byline:number": source.number.value,
        "byline:evidence": source.evidence.value,
        "byline:agent": agent,
    }
