"""Parsed article to entities: names, roles, nominals and pronouns under one roof."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extraction.descriptions import find_nominals, find_roles
from extraction.names import NameCluster, cluster_names, find_names, key
from extraction.parsing import ParsedArticle
from extraction.references import Reference, References
from newsroom.article import BlockKind, Span
from newsroom.entity import Entity, Mention, MentionForm, Role


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
    names = find_names(parsed)
    clusters = cluster_names(names)
    roles = find_roles(parsed.article.text, clusters)
    nominals = find_nominals(parsed, names)
    references = References(parsed, clusters, roles).resolve(nominals)
    entities = tuple(
        _entity(
            parsed.article.text,
            cluster,
            roles.get(position, ()),
            [r for r in references if r.cluster == position],
        )
        for position, cluster in enumerate(clusters)
    )
    located = [
        Located(mention.span, position, mention.form)
        for position, entity in enumerate(entities)
        for mention in entity.mentions
    ]
    return EntityIndex(entities, tuple(sorted(located, key=lambda m: m.span)))


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
            is_inferred=True,
        )
        for r in references
    ]
    aliases = tuple(form for form in map(_printed, cluster.forms) if key(form) != key(name))
    mentions = tuple(sorted([*by_name, *by_reference], key=lambda mention: mention.span))
    return Entity(name, cluster.kind, tuple(dict.fromkeys(aliases)), roles, mentions)


def _mention(text: str, span: Span, form: MentionForm, *, is_inferred: bool = False) -> Mention:
    return Mention(span.of(text), span, form, is_inferred)


def _printed(form: str) -> str:
    return form.strip(' \t"“”,;:')


def is_running_text(kind: BlockKind) -> bool:
    """Whether claims are read from such a block: headlines and body text, not page furniture."""
    return kind in (BlockKind.HEADLINE, BlockKind.BODY)
