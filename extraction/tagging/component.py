"""The encoder as a spaCy component: names into `doc.ents`, attributions into `doc.spans`."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from extraction.tagging.encoder import Encoder, Head, Scores
from extraction.tagging.linking import WordAttribution, linked
from extraction.tagging.schemes import spans, viterbi
from extraction.tagging.units import Unit, units
from newsroom.article import Span as Characters

FACTORY = "byline_encoder"
GROUP = "attributions"
ARTICLE = "article"
SHIPPED_ENCODER = Path(__file__).resolve().parents[2] / "models" / "byline_encoder"


class EncoderComponent:
    """Tags documents; those of one article, as `doc.user_data["article"]` tells, together.

    Each attribution is a number: the spans of the group "attributions" bear it as `id`, and CUE,
    CONTENT or SOURCE as their label.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def __call__(self, doc: Doc) -> Doc:
        """Tag one document by itself."""
        self._tag([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = 0) -> Iterator[Doc]:
        """Tag documents in order; neighbours of one article are each other's context."""
        for article, docs in groupby(stream, lambda doc: doc.user_data.get(ARTICLE)):
            if article is None:
                yield from map(self, docs)
            else:
                together = list(docs)
                self._tag(together)
                yield from together

    def _tag(self, docs: Sequence[Doc]) -> None:
        words = [[token.i for token in doc if not token.is_space] for doc in docs]
        read = [self._units(doc, places) for doc, places in zip(docs, words, strict=True)]
        attribution, names = self._encoder.read(read)
        start = 0
        for doc, places in zip(docs, words, strict=True):
            own = slice(start, start + len(places))
            _set_names(doc, places, names[own], self._encoder.names)
            _set_attributions(doc, places, attribution[own], self._encoder.attribution)
            start = own.stop

    def _units(self, doc: Doc, places: Sequence[int]) -> list[Unit]:
        bounds = [(doc[i].idx, doc[i].idx + len(doc[i].text)) for i in places]
        text = doc.text
        return units(text, Characters(0, len(text)), bounds, self._encoder.vocabulary)


def _set_names(doc: Doc, places: Sequence[int], scores: Scores, head: Head) -> None:
    path = viterbi(scores, head.steps, head.labels)
    doc.ents = [
        Span(doc, places[start], places[end - 1] + 1, label=kind)
        for kind, start, end in spans(path, head.labels)
    ]


def _set_attributions(doc: Doc, places: Sequence[int], scores: Scores, head: Head) -> None:
    path = viterbi(scores, head.steps, head.labels)
    sentences = _sentence_numbers(doc, places)
    found = linked(spans(path, head.labels), [(0, len(places))], sentences)
    doc.spans[GROUP] = [
        Span(doc, places[start], places[end - 1] + 1, label=label, span_id=str(number))
        for number, attribution in enumerate(found)
        for label, part in _parts(attribution)
        for start, end in part
    ]


def _parts(attribution: WordAttribution) -> tuple[tuple[str, list[tuple[int, int]]], ...]:
    return (
        ("CUE", attribution.cue),
        ("CONTENT", attribution.content),
        ("SOURCE", attribution.source),
    )


def _sentence_numbers(doc: Doc, places: Sequence[int]) -> list[int]:
    number = 0
    numbers = []
    for token in doc:
        number += bool(token.is_sent_start)
        numbers.append(number)
    return [numbers[i] for i in places]


@Language.factory(
    FACTORY,
    default_config={"model": None},
    assigns=["doc.ents", "doc.spans"],
    requires=["token.sent_start"],
)
def make_component(nlp: Language, name: str, model: str | None) -> EncoderComponent:
    """The component with the encoder of a folder, by default the one that ships."""
    return EncoderComponent(Encoder(Path(model) if model else SHIPPED_ENCODER))
