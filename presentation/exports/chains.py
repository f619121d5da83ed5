"""Sources as an export for others shows them: an unnamed one keeps to what the article says.

The desk may know more of an unnamed source than the article, such as which entity an editor took it
for; that stays on the desk.
"""

from typing import Any

from newsroom.attribution import Evidence, Identity, Number, Source, SourcingChain

Record = dict[str, Any]
OWN_TERMS = "urn:byline:"


def source_of(link: Record) -> Source:
    """One link of a chain; the name behind it only where the article names it."""
    identity = Identity(link["identity"])
    return Source(
        link["label"],
        identity,
        link["kind"],
        entity=link["entity"] if identity is Identity.NAMED else None,
        number=Number(link["number"]),
        evidence=Evidence(link["evidence"]),
    )


def chain_of(claim: Record) -> SourcingChain | None:
    """A claim's chain; None where the desk holds none."""
    links = tuple(map(source_of, claim["chain"]))
    return SourcingChain(links) if links else None


def article_iri(article: Record) -> str:
    """An article's address, or where it has none that can be one, the digest of its text."""
    url = article["url"] or ""
    is_address = url.startswith(("http://", "https://")) and not set(url) & set(' \t\r\n"<>')
    return url if is_address else f"{OWN_TERMS}article:{article['sha256']}"


def claim_iri(article: Record, position: int) -> str:
    """The same claim of the same text has the same name on every desk."""
    return f"{OWN_TERMS}claim:{article['sha256']}:{position}"
