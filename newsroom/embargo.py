"""What is closed to all but some roles until a time, and how far that has come."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from newsroom.article import ArticleId, Citation
from newsroom.audit import AuditMark
from newsroom.entity import EntityId

OWN_NUMBERS = 1_000_000_000
"""From here on an embargo's file numbers whom and what its desk does not know."""
_ARTICLE = re.compile(r"[Ee](\d{1,6})/(\d{1,12})", re.ASCII)


class Stage(StrEnum):
    """How far an embargo has come; it only ever goes forward."""

    SETTING = "setting"
    STANDING = "standing"
    RELEASING = "releasing"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class Terms:
    """Until when something is closed, to whom it is open, who closed it and why.

    `set_by` is a Discord user's id; None for the command line, or where they had it erased.
    """

    until: datetime
    roles: tuple[int, ...]
    set_by: int | None
    set_at: datetime
    reason: str = ""


class Cut(NamedTuple):
    """How far a desk has come: on the one whose audit has been there numbers mean the same.

    Up to `last_entity` entities are those of then; numbers from `OWN_NUMBERS` on are no desk's.
    """

    audit: AuditMark
    last_entity: EntityId


@dataclass(frozen=True, slots=True)
class Embargo:
    """One embargo of a desk.

    `taken` are the digests of texts that are moved out of the desk's file while it is being set.
    `released_at` is from when on its articles count as added, fixed when the release begins.
    `cut_at` is how far the desk had come when they were taken out of its file.
    """

    desk: str
    number: int
    terms: Terms
    stage: Stage = Stage.SETTING
    taken: tuple[str, ...] = ()
    released_at: datetime | None = None
    cut_at: Cut | None = None

    @property
    def name(self) -> str:
        """The name of the desk that its file is: "123/4" is embargo 4 of desk 123."""
        return f"{self.desk}/{self.number}"

    def is_open_to(self, role_ids: Collection[int], *, is_manager: bool) -> bool:
        """Whether somebody with these roles may know of it."""
        held = is_manager or not set(self.terms.roles).isdisjoint(role_ids)
        return held and self.stage is Stage.STANDING

    def is_due(self, now: datetime) -> bool:
        """Whether its time has come; what has begun to be released is due whatever the clock."""
        return self.stage in (Stage.RELEASING, Stage.RELEASED) or self.terms.until <= now


class Embargoed(NamedTuple):
    """An embargo with the articles in it."""

    embargo: Embargo
    articles: tuple[Citation, ...]


class EmbargoedArticle(NamedTuple):
    """Where an embargoed article is: "E3/1" is article 1 of embargo 3."""

    number: int
    article_id: ArticleId

    @classmethod
    def read(cls, text: str) -> "EmbargoedArticle | None":
        """The article that "E3/1" names; None for anything else."""
        found = _ARTICLE.fullmatch(text.strip())
        return cls(int(found[1]), ArticleId(int(found[2]))) if found else None

    def __str__(self) -> str:
        return f"E{self.number}/{self.article_id}"


class EmbargoCounts(NamedTuple):
    """What a manager is told of embargoes: how many stand, and when the next ends."""

    standing: int
    next_at: datetime | None
