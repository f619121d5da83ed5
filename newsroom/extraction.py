"""Everything that was read in one article."""

from dataclasses import dataclass

from newsroom.article import Article, Sentence
from newsroom.attribution import Claim
from newsroom.entity import Entity


@dataclass(frozen=True, slots=True)
class Extraction:
    """An article with its entities, claims and sentences, in text order."""

    article: Article
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
