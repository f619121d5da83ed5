"""Parsed article to entities: names, roles, nominals and pronouns under one roof."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extraction.entities.clusters import NameCluster, cluster_names, is_acronym
from extraction.entities.compounds import compose_names
from extraction.entities.descriptions import find_roles
from extraction.entities.names import find_names, key
from extraction.entities.nominals import find_nominals
from extraction.entities.references import Reference, References
from extraction.parsing import ParsedArticle
from newsroom.article import Article, BlockKind, Span
from newsroom.entity import Entity, Mention, MentionForm, Role

_AGENCY = re.compile(r"\(([A-Z]{2,5})\)")


@dataclass(frozen=True, slots=True)
class Located:
    """One mention of an entity, the entity by its position in `EntityIndex.entities`."""

    span: Span
    entity: int
    form: MentionForm


@dataclass(frozen=True, slots=True)
class EntityIndex:
    """The entities of an article, and which of them stands where."""

    entities: tuple[Entity, ...]
    mentions: tuple[Located, ...]

    def within(self, spans: Iterable[Span]) -> tuple[Located, ...]:
        """The mentions inside some spans, in text order."""
        found: dict[Located, None] = {}
        for span in sorted(spans):
            first = bisect_left(self.mentions, span.start_char, key=_start)
            for mention in self.mentions[first:]:
                if mention.span.start_char >= span.end_char:
                    break
                if span.contains(mention.span):
                    found.setdefault(mention)
        return tuple(found)

    def names_within(self, spans: Iterable[Span]) -> tuple[str, ...]:
        """Canonical names of the entities mentioned inside some spans, each once."""
        found = self.within(spans)
        return tuple(dict.fromkeys(self.entities[m.entity].name for m in found))


def _start(mention: Located) -> int:
    return mention.span.start_char


def extract_entities(parsed: ParsedArticle) -> EntityIndex:
    """Every entity that the article names, with all of its forms."""
    names = compose_names(parsed, find_names(parsed))
    clusters = cluster_names(names)
    roles = find_roles(parsed.article.text, clusters)
    nominals = find_nominals(parsed, names)
    references = References(parsed, clusters, roles).resolve(nominals)
    referring: dict[int, list[Reference]] = {}
    for reference in references:
        referring.setdefault(reference.cluster, []).append(reference)
    entities = tuple(
        _entity(parsed.article.text, cluster, roles.get(position, ()), referring.get(position, ()))
        for position, cluster in enumerate(clusters)
    )
    entities = _with_agencies(parsed.article, entities)
    located = [
        Located(mention.span, position, mention.form)
        for position, entity in enumerate(entities)
        for mention in entity.mentions
    ]
    return EntityIndex(entities, tuple(sorted(located, key=lambda m: m.span)))


def _with_agencies(article: Article, entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """News agencies that a dateline abbreviates, "TARNBY (AP)", where the text names them."""
    for block in article.blocks:
        opening = article.text[block.span.start_char : block.body.start_char]
        for match in _AGENCY.finditer(opening):
            start = block.span.start_char + match.start(1)
            mention = _mention(article.text, Span(start, start + len(match[1])), MentionForm.NAME)
            entities = tuple(
                _also_called(entity, mention)
                if is_acronym(match[1], key(entity.name).split())
                else entity
                for entity in entities
            )
    return entities


def _also_called(entity: Entity, mention: Mention) -> Entity:
    mentions = tuple(sorted({*entity.mentions, mention}, key=lambda m: m.span))
    aliases = tuple(dict.fromkeys((*entity.aliases, mention.text)))
    return replace(entity, aliases=aliases, mentions=mentions)


def _entity(
    text: str, cluster: NameCluster, roles: tuple[Role, ...], references: Sequence[Reference]
) -> Entity:
    name = _printed(cluster.name)
    by_name = [_mention(text, s.passage.span(s.tokens), MentionForm.NAME) for s in cluster.spans]
    by_reference = [
        _mention(
            text,
            r.passage.span(r.passage.doc[r.start : r.end]),
            MentionForm.PRONOUN if r.is_pronoun else MentionForm.NOMINAL,
            is_inferred=r.is_inferred,
        )
        for r in references
    ]
    aliases = tuple(form for form in map(_printed, cluster.forms) if key(form) != key(name))
    mentions = tuple(sorted([*by_name, *by_reference], key=lambda mention: mention.span))
    return Entity(name, cluster.kind, tuple(dict.fromkeys(aliases)), roles, mentions)


def _mention(text: str, span: Span, form: MentionForm, *, is_inferred: bool = False) -> Mention:
    return Mention(span.of(text), span, form, is_inferred)


def _printed(form: str) -> str:
    return form.strip(' \t"“”,;:-–—')


def is_running_text(kind: BlockKind) -> bool:
    """Whether claims are read from such a block: headlines and body text, not page furniture."""
    return kind in (BlockKind.HEADLINE, BlockKind.BODY)
