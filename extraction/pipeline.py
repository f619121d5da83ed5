"""Article in, Extraction out: the boundary behind which reading may change without notice."""

from pathlib import Path

import spacy
from spacy.language import Language

from extraction.attribution.attributions import extract_attributions
from extraction.claims.composing import compose_claims
from extraction.corrections import extract_corrections
from extraction.entities.index import extract_entities
from extraction.parsing import parse
from extraction.shipped import SHIPPED_ENCODER
from extraction.tagging.component import FACTORY
from newsroom.article import Article
from newsroom.errors import SettingError
from newsroom.extraction import Extraction

SHIPPED_MODEL = Path(__file__).resolve().parent.parent / "models" / "byline_en"


class Reader:
    """Reads articles with one language pipeline; not to be shared between threads."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    @classmethod
    def load(cls, model: str | None = None) -> "Reader":
        """A reader with the shipped pipeline or any installed English spaCy pipeline.

        Raises SettingError when there is no such pipeline.
        """
        name = model or str(SHIPPED_MODEL)
        try:
            nlp = spacy.load(name)
        except (OSError, ValueError, ImportError) as error:
            raise SettingError(
                f"NLP_MODEL: no spaCy pipeline can be loaded from {name!r}; give the name or path"
                " of an installed English pipeline, or unset it to use the one that ships."
            ) from error
        missing = {"tagger", "parser"} - set(nlp.pipe_names)
        if nlp.lang != "en" or missing:
            raise SettingError(
                f"NLP_MODEL: {name!r} is no English pipeline with a tagger and a parser."
            )
        if FACTORY not in nlp.pipe_names:
            _add_encoder(nlp)
        return cls(nlp)

    @property
    def description(self) -> str:
        """The pipeline's name, version and components in one line."""
        meta = self._nlp.meta
        return (
            f"{meta['lang']}_{meta['name']} {meta['version']} ({', '.join(self._nlp.pipe_names)})"
        )

    def read(self, article: Article) -> Extraction:
        """Everything that the article says, and who says so."""
        parsed = parse(self._nlp, article)
        sentences = parsed.sentences()
        index = extract_entities(parsed)
        claims = compose_claims(parsed, sentences, index, extract_attributions(parsed))
        corrections = extract_corrections(article)
        return Extraction(article, sentences, index.entities, claims, corrections)


def _add_encoder(nlp: Language) -> None:
    try:
        nlp.add_pipe(FACTORY, last=True)
    except (OSError, ValueError, RuntimeError) as error:
        raise SettingError(
            f"The encoder in {SHIPPED_ENCODER} cannot be loaded ({type(error).__name__}): get the"
            " folder anew from the repository, whole."
        ) from error
