"""What a desk is told about itself: what was added, what it holds, what was asked."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, NewType

from newsroom.article import ArticleId, Citation
from newsroom.audit import LastFailure
from newsroom.entity import EntityId, EntityKind, MentionForm
from newsroom.story import StoryHead
from newsroom.version import Change

AskId = NewType("AskId", int)


@dataclass(frozen=True, slots=True)
class Ingested:
    """What came of adding one article; `is_known` when the desk already held the same text.

    `story` is the story that it joined or began; None while it waits for one.
    `version` is the one that the desk holds now; `change` is what is new in it where this addition
    made it. `note` says what else there is to know, such as that its address was asked. With
    `embargo` it is under the embargo of that number.
    """

    citation: Citation
    is_known: bool
    entity_count: int
    claim_count: int
    attributed_count: int
    sentence_count: int
    unclaimed: tuple[str, ...] = ()
    story: StoryHead | None = None
    version: int = 1
    change: Change | None = None
    note: str = ""
    embargo: int | None = None


@dataclass(frozen=True, slots=True)
class DeskCounts:
    """How much a desk holds."""

    articles: int
    entities: int
    aliases: int
    claims: int
    sources: int


@dataclass(frozen=True, slots=True)
class AliasCandidate:
    """One look-up form of an entity, as storage offers it to matching.

    `form` is NAME for names and aliases, NOMINAL for roles and descriptions. `folded` is what the
    desk's fold made of it. `weight` grows with the entity's mentions on the desk.
    """

    entity_id: EntityId
    name: str
    kind: EntityKind
    alias: str
    folded: str
    form: MentionForm
    weight: int
    last_seen: datetime | None


class KnownWord(NamedTuple):
    """A word of the desk's names, how many forms hold it, and whether articles speak of one."""

    word_id: int
    word: str
    names: int
    is_mentioned: bool = False


class NamedSo(NamedTuple):
    """An alias and the name of its entity, as they are written and folded."""

    alias: str
    folded: str
    name: str
    folded_name: str


class NearWord(NamedTuple):
    """A known word that a typed one may be; `value` grows with likeness and with rarity."""

    word_id: int
    word: str
    names: int
    value: float


class NameForm(NamedTuple):
    """A folded form by its number; tier 0 is the most talked about, `value` of what brought it."""

    name_id: int
    folded: str
    tier: int
    value: float


@dataclass(frozen=True, slots=True)
class Ask:
    """A question put in a channel, kept so that its buttons work after a restart.

    `command` is the slash command's name, `options` its options as (name, value) pairs. `embargo`
    is the number of the embargo that is asked, in whose file it is kept then; None for the desk.
    """

    command: str
    options: tuple[tuple[str, str], ...]
    user_id: int
    asked_at: datetime
    embargo: int | None = None

    def place(self, desk: str) -> str:
        """The desk that is asked: the one of that name, or one of its embargoes."""
        return desk if self.embargo is None else f"{desk}/{self.embargo}"


@dataclass(frozen=True, slots=True)
class DeskRoles:
    """Discord role ids that a desk gave its readers, contributors and editors; None until set."""

    contributor: int | None = None
    editor: int | None = None
    reader: int | None = None


@dataclass(frozen=True, slots=True)
class DeskState:
    """How a desk stands: sizes, when it last read and posted, and what last failed.

    `owed_edits` are messages that wait to be corrected, `refused_edits` those that could not be.
    """

    counts: DeskCounts
    schema: str
    file_bytes: int
    log_bytes: int
    feeds: int
    paused_feeds: int
    last_feed_at: datetime | None
    last_digest_at: datetime | None
    last_failure: LastFailure | None
    has_roles: bool
    kept_days: int | None
    owed_edits: int = 0
    refused_edits: int = 0


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What went with an article; without `is_swept` the file's log still holds its bytes."""

    article_id: ArticleId
    entities: int
    claims: int
    is_swept: bool


@dataclass(frozen=True, slots=True)
class KeptOfYou:
    """How much of one kind a desk keeps about a member."""

    what: str
    count: int
