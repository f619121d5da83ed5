"""What is suggested while an option is being typed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from discord.app_commands import Choice

from newsroom.answer import NameMatch, StoredClaim
from newsroom.article import Citation
from newsroom.embargo import Embargo, EmbargoedArticle
from newsroom.story import StoryHead
from presentation import limits
from presentation.claim_marks import label_of
from presentation.embargoes import MARK
from presentation.text import fit, inline, length, plural
from services import Services

log = logging.getLogger("byline.discord")

T = TypeVar("T")
Pairs = Sequence[tuple[str, str]]
"""Labels with the values that they stand for."""
Find = Callable[[str], Awaitable[Pairs]]
CLOSED_FIRST, CLOSED_MOST = 5, 10
"""How many of an embargo, and of all of them, come before what the desk offers."""


async def suggest_names(
    services: Services, guild_id: int | None, typed: str, seen: Sequence[Embargo] = ()
) -> list[Choice[str]]:
    """Names of the desk for what was typed so far, and of the embargoes in `seen`, marked."""
    if guild_id is None:
        return []

    async def find(place: str) -> Pairs:
        found = await _in_time(services.complete_names(place, typed))
        return [(_name_label(match), fit(match.name, limits.CHOICE_VALUE, "")) for match in found]

    return _unique(await _with_embargoed(str(guild_id), seen, find, find))


async def suggest_entities(
    services: Services, guild_id: int | None, typed: str
) -> list[Choice[str]]:
    """Entities of the desk for what was typed so far, each picked by its number."""
    if guild_id is None:
        return []
    found = await _in_time(services.complete_names(str(guild_id), typed))
    return _unique([(_name_label(match), f"#{match.entity_id}") for match in found])


async def suggest_labelled(
    finding: Awaitable[Sequence[tuple[str, str]]], typed: str
) -> list[Choice[str]]:
    """Of some labels with their values those that hold what was typed."""
    wanted = typed.strip().casefold()
    found = await _in_time(finding)
    return _unique(
        [
            (label, value)
            for label, value in found
            if wanted in label.casefold() and length(value) <= limits.CHOICE_VALUE
        ]
    )


async def suggest_claims(
    services: Services, guild_id: int | None, typed: str, seen: Sequence[Embargo] = ()
) -> list[Choice[str]]:
    """Claims of the desk for what was typed so far; a long one is picked by its number.

    Those of the embargoes in `seen` come marked, and are picked by their words.
    """
    if guild_id is None:
        return []

    async def find(place: str) -> Pairs:
        found = await _in_time(services.complete_claims(place, typed))
        return [(label_of(claim, limits.CHOICE_NAME), _claim_value(claim)) for claim in found]

    async def find_closed(place: str) -> Pairs:
        found = await _in_time(services.complete_claims(place, typed))
        return [(claim.text, fit(claim.text, limits.CHOICE_VALUE, "")) for claim in found]

    return _unique(await _with_embargoed(str(guild_id), seen, find, find_closed))


async def suggest_numbered_claims(
    services: Services, guild_id: int | None, typed: str
) -> list[Choice[str]]:
    """The claims of the open desk alone, each with its number and picked by it."""
    if guild_id is None:
        return []
    found = await _in_time(services.complete_claims(str(guild_id), typed))
    return _unique(
        [
            (f"#{claim.claim_id} {label_of(claim, limits.CHOICE_NAME)}", f"#{claim.claim_id}")
            for claim in found
        ]
    )


async def suggest_stories(
    services: Services, guild_id: int | None, typed: str, seen: Sequence[Embargo] = ()
) -> list[Choice[str]]:
    """Stories of the desk for what was typed so far, each picked by its number.

    Those of the embargoes in `seen` come marked, and are picked by their names.
    """
    if guild_id is None:
        return []

    async def find(place: str) -> Pairs:
        found = await _in_time(services.stories.complete(place, typed))
        return [(_story_label(head), f"#{head.story_id}") for head in found]

    async def find_closed(place: str) -> Pairs:
        found = await _in_time(services.stories.complete(place, typed))
        return [(_story_label(head), fit(head.name, limits.CHOICE_VALUE, "")) for head in found]

    return _unique(await _with_embargoed(str(guild_id), seen, find, find_closed))


async def _with_embargoed(desk: str, seen: Sequence[Embargo], find: Find, closed: Find) -> Pairs:
    """What the embargoes offer, marked and few, before what the desk offers; all at once."""
    *behind, is_open = await asyncio.gather(*(closed(each.name) for each in seen), find(desk))
    marked = [(MARK + label, value) for each in behind for label, value in each[:CLOSED_FIRST]]
    return [*marked[:CLOSED_MOST], *is_open]


async def suggest_articles(
    services: Services, guild_id: int | None, typed: str, seen: Sequence[Embargo] = ()
) -> list[Choice[str]]:
    """Articles of the desk for what was typed so far, each picked by its number.

    Those of the embargoes in `seen` come marked, and are picked as "E3/1".
    """
    if guild_id is None:
        return []

    async def find(place: str) -> Pairs:
        found = await _in_time(services.stories.complete_articles(place, typed))
        number = place.partition("/")[2]
        return [(_article_label(each), _article_value(each, number)) for each in found]

    return _unique(await _with_embargoed(str(guild_id), seen, find, find))


def _article_value(citation: Citation, embargo: str) -> str:
    if embargo:
        return str(EmbargoedArticle(int(embargo), citation.article_id))
    return f"#{citation.article_id}"


def _story_label(head: StoryHead) -> str:
    told = f" ({plural(head.articles, 'article')}, {head.last_at:%Y-%m-%d})"
    return fit(inline(head.name), limits.CHOICE_NAME - len(told)) + told


def _article_label(citation: Citation) -> str:
    outlet = f"{inline(citation.outlet)}: " if citation.outlet else ""
    return f"{outlet}{citation.title}"


def _name_label(match: NameMatch) -> str:
    if match.alias.casefold() == match.name.casefold():
        return f"{match.name} ({match.kind})"
    return f"{match.name} ({match.kind}), also “{match.alias}”"


def _claim_value(claim: StoredClaim) -> str:
    return claim.text if length(claim.text) <= limits.CHOICE_VALUE else f"#{claim.claim_id}"


def _unique(pairs: Sequence[tuple[str, str]]) -> list[Choice[str]]:
    """One choice for each value, as many as Discord shows."""
    labels: dict[str, str] = {}
    for label, value in pairs:
        shown = fit(inline(label), limits.CHOICE_NAME)
        if shown and value.strip():
            labels.setdefault(value, shown)
    choices = [Choice(name=label, value=value) for value, label in labels.items()]
    return choices[: limits.CHOICES]


async def _in_time(search: Awaitable[Sequence[T]]) -> Sequence[T]:
    """What was found, or nothing where the search failed or took too long to be of use."""
    try:
        return await asyncio.wait_for(search, limits.AUTOCOMPLETE_SECONDS)
    except Exception as error:
        log.warning("No suggestions: %s", type(error).__name__)
        return ()


async def suggest_feeds(services: Services, guild_id: int | None, typed: str) -> list[Choice[str]]:
    """The desk's feeds whose title or address holds what was typed; picked by number."""
    if guild_id is None:
        return []
    found = await _in_time(services.feeds.list(str(guild_id)))
    wanted = typed.strip().casefold()
    labels = [(f"#{feed.feed_id} {feed.title or ''} {feed.url}", feed) for feed in found]
    return _unique(
        [(label, f"#{feed.feed_id}") for label, feed in labels if wanted in label.casefold()]
    )


async def suggest_changed(
    services: Services, guild_id: int | None, typed: str
) -> list[Choice[str]]:
    """Articles of the desk that have changed, for what was typed of their titles so far."""
    if guild_id is None:
        return []
    found = await _in_time(services.versions.complete(str(guild_id), typed))
    return _unique([(_article_label(each), f"#{each.article_id}") for each in found])
