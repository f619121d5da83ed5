"""The encoder as a spaCy component: names into `doc.ents`, attributions into `doc.spans`."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from extraction.parsing import ARTICLE
from extraction.shipped import SHIPPED_ENCODER
from extraction.tagging.encoder import Encoder, Head, Scores
from extraction.tagging.linking import WordAttribution, Words, WordSpan, linked
from extraction.tagging.schemes import spans, viterbi
from extraction.tagging.units import Quoted, Unit, units
from newsroom.article import Span as Characters

FACTORY = "byline_encoder"
GROUP = "attributions"
_SUBJECTS_OF_THEIR_OWN = frozenset({"it", "there"})


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
        paragraphs = [list(_paragraphs(doc)) for doc in docs]
        read = [
            self._units(doc, places)
            for doc, own in zip(docs, paragraphs, strict=True)
            for places in own
        ]
        attribution, names = self._encoder.read(read)
        quoted = [unit.quoted is not Quoted.OUTSIDE for part in read for unit in part]
        start = 0
        for doc, own in zip(docs, paragraphs, strict=True):
            here = slice(start, start + sum(map(len, own)))
            _set_names(doc, own, names[here], self._encoder.names)
            tagged = zip(
                _paths(own, attribution[here], self._encoder.attribution),
                _parted(own, quoted[here]),
                strict=True,
            )
            _set_attributions(doc, tagged, self._encoder.attribution.labels)
            start = here.stop

    def _units(self, doc: Doc, places: Sequence[int]) -> list[Unit]:
        bounds = [(doc[i].idx, doc[i].idx + len(doc[i].text)) for i in places]
        paragraph = Characters(bounds[0][0], bounds[-1][1])
        return units(doc.text, paragraph, bounds, self._encoder.vocabulary)


def _paragraphs(doc: Doc) -> Iterator[list[int]]:
    """Positions of the words of each paragraph; white space is none, a line break parts two."""
    places: list[int] = []
    for token in doc:
        if not token.is_space:
            places.append(token.i)
        elif places and "\n" in token.text:
            yield places
            places = []
    if places:
        yield places


def _set_names(doc: Doc, paragraphs: Sequence[Sequence[int]], scores: Scores, head: Head) -> None:
    doc.ents = [
        Span(doc, places[first], places[last - 1] + 1, label=kind)
        for places, path in _paths(paragraphs, scores, head)
        for kind, first, last in spans(path, head.labels)
    ]


def _set_attributions(
    doc: Doc,
    tagged: Iterable[tuple[tuple[Sequence[int], list[int]], Sequence[bool]]],
    labels: Sequence[str],
) -> None:
    sentences = _sentence_numbers(doc)
    group: list[Span] = []
    number = 0
    for (places, path), quoted in tagged:
        words = Words([sentences[i] for i in places], quoted, partial(_goes_on, doc, places))
        for attribution in linked(spans(path, labels), words):
            group += [
                Span(doc, places[first], places[last - 1] + 1, label=label, span_id=str(number))
                for label, part in _parts(attribution)
                for first, last in part
            ]
            number += 1
    doc.spans[GROUP] = group


def _parted(paragraphs: Sequence[Sequence[int]], row: Sequence[bool]) -> Iterator[Sequence[bool]]:
    """A row with a value for each word, cut into the paragraphs."""
    start = 0
    for places in paragraphs:
        yield row[start : start + len(places)]
        start += len(places)


def _paths(
    paragraphs: Sequence[Sequence[int]], scores: Scores, head: Head
) -> Iterator[tuple[Sequence[int], list[int]]]:
    """Each paragraph with the best labels of its words."""
    start = 0
    for places in paragraphs:
        end = start + len(places)
        yield places, viterbi(scores[start:end], head.steps, head.labels)
        start = end


def _parts(attribution: WordAttribution) -> tuple[tuple[str, list[WordSpan]], ...]:
    return (
        ("CUE", attribution.cue),
        ("CONTENT", attribution.content),
        ("SOURCE", attribution.source),
    )


def _goes_on(doc: Doc, places: Sequence[int], word: int) -> bool:
    """Whether a cue may share the subject before it: not "it is unclear", which has its own."""
    return doc[places[word]].lower_ not in _SUBJECTS_OF_THEIR_OWN


def _sentence_numbers(doc: Doc) -> list[int]:
    number = 0
    numbers = []
    for token in doc:
        number += bool(token.is_sent_start)
        numbers.append(number)
    return numbers


@Language.factory(
    FACTORY,
    default_config={"model": None},
    assigns=["doc.ents", "doc.spans"],
    requires=["token.sent_start"],
)
def make_component(nlp: Language, name: str, model: str | None) -> EncoderComponent:
    """The component with the encoder of a folder, by default the one that ships."""
    if "ner" in nlp.pipe_names:
        nlp.disable_pipe("ner")
    return EncoderComponent(Encoder(Path(model) if model else SHIPPED_ENCODER))
