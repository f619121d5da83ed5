"""What the command line says of embargoes; whoever has the machine sees them all."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from commandline.clock import local_zone
from commandline.output import json_line, say
from newsroom.article import ArticleId
from newsroom.embargo import Embargo, Embargoed, EmbargoedArticle, Terms
from newsroom.errors import NewsroomError
from newsroom.until import read_until
from presentation.embargoes import text_lines
from presentation.trust import forgotten_line
from services import Services

BOTH = "--embargo-until and --embargo-role go together: until when, and to whom it is open."
WHICH = "Name the article as `embargo list` does, such as E3/1."
NONE = "No embargo stands on desk {}."


@dataclass(frozen=True, slots=True)
class Wanted:
    """The embargo that is asked for: until when, for whom and why."""

    until: str | None
    roles: tuple[int, ...]
    reason: str = ""


OPENLY = Wanted(None, ())


def terms_of(wanted: Wanted) -> Terms | None:
    """The terms that are asked for, in this machine's zone; None where none are."""
    if wanted.until is None and not wanted.roles:
        return None
    if wanted.until is None or not wanted.roles:
        raise NewsroomError(BOTH)
    now = datetime.now(UTC)
    roles = tuple(dict.fromkeys(wanted.roles))
    return Terms(_moment(wanted.until, now), roles, None, now, wanted.reason.strip())


async def close(
    services: Services, desk: str, article: int | None, story: str | None, wanted: Wanted
) -> int:
    """Move an article or a story under an embargo."""
    terms = terms_of(wanted)
    assert terms is not None, "the options are required"
    if article is not None:
        closed = await services.embargoes.close_articles(desk, (ArticleId(article),), terms)
    else:
        closed = await services.embargoes.close_story(desk, story or "", terms)
    _say(closed)
    return 0


async def show(services: Services, desk: str, as_json: bool) -> int:
    """Every embargo of a desk, a block or a line of JSON each."""
    standing = await services.embargoes.open_to(desk, (), is_manager=True)
    shown = await services.embargoes.show(standing)
    for each in shown:
        if as_json:
            say(json_line(_record(each)))
        else:
            _say(each)
    if not shown and not as_json:
        say(NONE.format(desk))
    return 0


async def lift(services: Services, desk: str, number: int) -> int:
    """End an embargo now."""
    await services.embargoes.lift(await _find(services, desk, number), datetime.now(UTC))
    say(f"Embargo {number} is lifted; what it held is open.")
    return 0


async def extend(services: Services, desk: str, number: int, until: str) -> int:
    """Let an embargo stand until another time."""
    now, embargo = datetime.now(UTC), await _find(services, desk, number)
    changed = await services.embargoes.extend(embargo, _moment(until, now), now)
    _say(*await services.embargoes.show((changed,)))
    return 0


async def open_for(services: Services, desk: str, number: int, roles: tuple[int, ...]) -> int:
    """Open an embargo to other roles."""
    embargo = await _find(services, desk, number)
    wanted = tuple(dict.fromkeys(roles))
    changed = await services.embargoes.open_for(embargo, wanted, datetime.now(UTC))
    _say(*await services.embargoes.show((changed,)))
    return 0


async def forget(services: Services, desk: str, article: str) -> int:
    """Delete an article that is under embargo; 1 when the file's log still holds it."""
    named = EmbargoedArticle.read(article)
    if named is None:
        raise NewsroomError(WHICH)
    embargo = await _find(services, desk, named.number)
    forgotten = await services.embargoes.forget(embargo, named.article_id)
    say(f"{named} of desk {desk}: {forgotten_line(forgotten)}")
    return 0 if forgotten.is_swept else 1


async def _find(services: Services, desk: str, number: int) -> Embargo:
    return await services.embargoes.find(desk, number, (), is_manager=True)


def _moment(text: str, now: datetime) -> datetime:
    return read_until(text, now, ZoneInfo(local_zone()))


def _say(shown: Embargoed) -> None:
    for line in text_lines(shown):
        say(line)


def _record(shown: Embargoed) -> dict[str, object]:
    embargo, terms = shown.embargo, shown.embargo.terms
    articles = [
        {"article": str(EmbargoedArticle(embargo.number, one.article_id)), "title": one.title}
        for one in shown.articles
    ]
    return {
        "embargo": embargo.number,
        "until": terms.until.isoformat(),
        "roles": list(terms.roles),
        "reason": terms.reason,
        "articles": articles,
    }
