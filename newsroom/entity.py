"""Who and what articles speak of: entities with their names, roles and mentions."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from newsroom.article import Span

EntityId = NewType("EntityId", int)


class EntityKind(StrEnum):
    """What an entity is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    GROUP = "group"
    PRODUCT = "product"
    WORK = "work"
    EVENT = "event"
    DOCUMENT = "document"
    OTHER = "other"


class MentionForm(StrEnum):
    """By what kind of words an entity is mentioned."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in an article's text that speaks of an entity."""

    text: str
    span: Span
    form: MentionForm
    is_inferred: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """A role that an article gives an entity, in the article's words."""

    text: str
    span: Span
    is_past: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, organisation, place … of one article, under all of its forms there."""

    name: str
    kind: EntityKind
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """An entity as the desk holds it, over all articles and imported lists."""

    entity_id: EntityId
    name: str
    kind: EntityKind
    aliases: tuple[str, ...] = ()
    description: str | None = None
    is_imported: bool = False


@dataclass(frozen=True, slots=True)
class NameRecord:
    """One row of a list of names known beforehand."""

    name: str
    kind: EntityKind
    aliases: tuple[str, ...] = ()
    description: str | None = None
