"""An entity and articles in words: who somebody is as reported, and where that stands."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from newsroom.answer import EntityCard, ReportedRole, StoredClaim
from newsroom.article import Citation
from presentation import limits
from presentation.claim_blocks import claim_block, listed, publication_words, quoted, url_of
from presentation.dates import date_words
from presentation.sheet import Block, Line
from presentation.text import inline, plural


def card_blocks(card: EntityCard) -> Iterator[Block]:
    """Who or what it is, what is said about it, what it says, and the articles."""
    yield Block(f"{inline(card.name)} — {card.kind.value}", tuple(_identity_lines(card)))
    yield from _claims_under(f"What is said about {inline(card.name)}", card.about)
    about = {claim.claim_id for claim in card.about}
    said = [claim for claim in card.said if claim.claim_id not in about]
    yield from _claims_under(f"What {inline(card.name)} says", said)
    shown = card.articles[: limits.ARTICLES_SHOWN]
    for number, citation in enumerate(shown):
        yield article_block(citation, None if number else "Articles")


def article_block(citation: Citation, heading: str | None = None) -> Block:
    """One article: its title, who published it and when."""
    published = Line("Published", publication_words(citation))
    return Block(quoted(citation.title), (published,), url_of(citation), heading=heading)


def card_footer(card: EntityCard) -> str:
    """How much the desk holds on the entity, where that is more than is shown."""
    shown = len({claim.claim_id for claim in (*card.about, *card.said)})
    if card.claim_count <= shown and card.article_count <= limits.ARTICLES_SHOWN:
        return ""
    claims = plural(card.claim_count, "claim")
    return f"{claims} in {plural(card.article_count, 'article')} on this desk"


def _claims_under(heading: str, claims: Sequence[StoredClaim]) -> Iterator[Block]:
    for number, claim in enumerate(claims[: limits.CLAIMS_SHOWN]):
        yield claim_block(claim, None if number else heading)


def _identity_lines(card: EntityCard) -> Iterator[Line]:
    roles = _distinct(card.roles)
    for role in roles[: limits.NAMES_SHOWN]:
        yield Line("Role as reported", _role_words(role))
    if hidden := roles[limits.NAMES_SHOWN :]:
        yield Line("Role as reported", f"{len(hidden)} more")
    if reported := tuple(alias for alias in card.aliases if alias not in card.desk_aliases):
        yield Line("Also called", listed(reported, limits.NAMES_SHOWN))
    if card.desk_aliases:
        yield Line("Alias added by the desk", listed(card.desk_aliases, limits.NAMES_SHOWN))
    if card.nominals:
        nominals = tuple(quoted(nominal) for nominal in card.nominals)
        yield Line("Described as", listed(nominals, limits.NAMES_SHOWN))
    if card.desk_description:
        yield Line("Described by the desk", inline(card.desk_description))
    if card.description:
        yield Line("From the desk's list of names", inline(card.description))
    if card.first_seen:
        yield Line("First seen", _day_words(card.first_seen))
    if card.last_seen:
        yield Line("Last seen", _day_words(card.last_seen))
    if card.merged:
        yield Line("Merged by the desk", f"{plural(card.merged + 1, 'entity', 'entities')} in one")
    yield Line("On this desk", plural(card.article_count, "article"))


def _distinct(roles: Sequence[ReportedRole]) -> list[ReportedRole]:
    """The roles, the same words once, current ones first."""
    once: dict[tuple[str, bool], ReportedRole] = {}
    for role in sorted(roles, key=lambda role: role.is_past):
        once.setdefault((inline(role.text).casefold(), role.is_past), role)
    return list(once.values())


def _role_words(role: ReportedRole) -> str:
    then = " (then)" if role.is_past else ""
    return f"{inline(role.text)}{then} — {publication_words(role.citation)}"


def _day_words(moment: datetime) -> str:
    """The day alone: the desk keeps these moments without the article's own time zone."""
    return date_words(moment.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None))
