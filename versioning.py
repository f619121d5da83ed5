"""The use cases of versions: what changed in an article, and which articles have changed."""

from collections.abc import Iterable

from newsroom.article import ArticleId, Citation
from newsroom.errors import NewsroomError
from newsroom.typed import read_number
from newsroom.version import ChangedArticle, History
from storage.database import Database
from storage.pages import find_article_at
from storage.store import Desks
from storage.versions import list_changed, load_history

LISTED = 200
UNKNOWN = "“{}” is no article on this desk: give its number, its address, or words of its title."
SEVERAL = "“{}” stands in the titles of several changed articles; give a number: {}."
NO_DESK = "This desk holds no articles yet."


class VersionDesk:
    """What Byline can tell of the versions of articles, by desk."""

    def __init__(self, desks: Desks) -> None:
        self._desks = desks

    async def history(self, desk: str, which: str) -> History:
        """The versions of an article and what changed; by number, address or words of its title."""
        if self._desks.find(desk) is None:
            raise NewsroomError(NO_DESK)
        store = await self._desks.get(desk)
        return await store.read(find_history, which)

    async def changed(self, desk: str) -> tuple[ChangedArticle, ...]:
        """The newest changes of a desk's articles, the newest first."""
        if self._desks.find(desk) is None:
            return ()
        store = await self._desks.get(desk)
        return await store.read(list_changed, LISTED)

    async def complete(self, desk: str, typed: str) -> tuple[Citation, ...]:
        """Changed articles for what was typed of their titles so far, the newest change first."""
        return _titled(await self.changed(desk), typed)


def find_history(db: Database, which: str) -> History:
    """The versions of the one article that some words mean; raises NewsroomError otherwise."""
    number = read_number(which)
    if number is not None:
        return load_history(db, ArticleId(number))
    if "://" in which:
        at = find_article_at(db, _address(which))
        if at is None:
            raise NewsroomError(UNKNOWN.format(which.strip()))
        return load_history(db, at)
    found = _titled(list_changed(db, LISTED), which) if which.strip() else ()
    if not found:
        raise NewsroomError(UNKNOWN.format(which.strip()))
    if len(found) > 1:
        numbers = ", ".join(f"#{one.article_id}" for one in found[:5])
        raise NewsroomError(SEVERAL.format(which.strip(), numbers))
    return load_history(db, found[0].article_id)


def _titled(changed: Iterable[ChangedArticle], typed: str) -> tuple[Citation, ...]:
    """The articles whose title holds every word typed, each once."""
    words = typed.casefold().split()
    found = {
        one.citation.article_id: one.citation
        for one in changed
        if all(word in one.citation.title.casefold() for word in words)
    }
    return tuple(found.values())


def _address(url: str) -> str:
    from extraction.documents.addresses import clean_address

    try:
        return clean_address(url)
    except ValueError:
        return url
