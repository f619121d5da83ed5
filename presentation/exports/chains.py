"""Sources as an export for others shows them: an unnamed one keeps to what the article says.

The desk may know more of an unnamed source than the article, such as which entity an editor took it
for; that stays on the desk.
"""

from typing import Any

from newsroom.attribution import Evidence, Identity, Number, Source, SourcingChain
from newsroom.judged_claim import ClaimMark, told_of

Record = dict[str, Any]
OWN_TERMS = "urn:byline:"
MARK = "mark"
"""Under which key a claim's record has what the desk made of it."""


def source_of(link: Record) -> Source:
    """One link of a chain; the name behind it only where the article names it."""
    identity = Identity(link["identity"])
    return Source(
        link["label"],
        identity,
        link["kind"],
        entity=(link.get("known_as") or link["entity"]) if identity is Identity.NAMED else None,
        number=Number(link["number"]),
        evidence=Evidence(link["evidence"]),
    )


def chain_of(claim: Record) -> SourcingChain | None:
    """A claim's chain; None where the desk holds none."""
    links = tuple(map(source_of, claim["chain"]))
    return SourcingChain(links) if links else None


def desk_of(claim: Record) -> tuple[str | None, str | None, str | None]:
    """The status, the corrected wording and the source that the desk gives a claim.

    Whom the article leaves unnamed stays so, though the desk may know the name.
    """
    mark: ClaimMark | None = claim.get(MARK)
    if mark is None:
        return None, None, None
    status, wording, source = told_of(mark)
    judged = mark.source.source if mark.source else None
    is_named = judged is not None and judged.source.identity is Identity.NAMED
    is_hidden = claim["identity"] == Identity.UNNAMED and is_named
    return status, wording, None if is_hidden else source


def names_in(article: Record) -> dict[int, str]:
    """The name of each entity of an article; of several made one that of the desk, hidden out."""
    return {
        each["entity"]: each["known_as"] if each.get("read_as") else each["name"]
        for each in sorted(article["entities"], key=lambda each: each.get("read_as") is not None)
        if not each.get("hidden")
    }


def article_iri(article: Record) -> str:
    """An article's address, or where it has none that can be one, the digest of its text."""
    url = article["url"] or ""
    is_address = url.startswith(("http://", "https://")) and not set(url) & set(' \t\r\n"<>')
    return url if is_address else f"{OWN_TERMS}article:{article['sha256']}"


def claim_iri(article: Record, position: int) -> str:
    """The same claim of the same text has the same name on every desk."""
    return f"{OWN_TERMS}claim:{article['sha256']}:{position}"
