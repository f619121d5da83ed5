"""Everything that was read in one article."""

from dataclasses import dataclass

from newsroom.article import Article, Sentence
from newsroom.attribution import Claim
from newsroom.entity import Entity
from newsroom.version import Correction


@dataclass(frozen=True, slots=True)
class Extraction:
    """An article with its entities, claims, sentences and notes of correction, in text order."""

    article: Article
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    corrections: tuple[Correction, ...] = ()
