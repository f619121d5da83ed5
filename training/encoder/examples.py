"""Corpora as windows of word pieces with labels for the encoder's heads."""

import gzip
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from spacy.lang.en import English

from extraction.quotations import find_quotations
from extraction.reading import read_text
from extraction.tagging.linking import WordAttribution, labelled
from extraction.tagging.schemes import ATTRIBUTION, NAMES
from extraction.tagging.units import Unit, units
from extraction.tagging.windows import Window, pack
from extraction.tagging.wordpieces import WordPieces
from newsroom.article import BlockKind, Span
from training.augmentation import passages, renamed, vary
from training.labels import spans as entity_spans
from training.texts import Sentence, Text

IGNORED = -1
CURLED = 0.35
INVERTED = 0.3
_PRONOUNS = frozenset("he she they it i we who which that".split())
_NAME_NUMBERS = {label: number for number, label in enumerate(NAMES)}
_ATTRIBUTION_NUMBERS = {label: number for number, label in enumerate(ATTRIBUTION)}
_TOKENIZER = English().tokenizer


@dataclass(frozen=True, slots=True)
class Example:
    """One window and the label number of each core word for both heads; IGNORED where unknown."""

    window: Window
    attribution: list[int]
    names: list[int]


@dataclass(slots=True)
class _Labelled:
    """Paragraphs of units, and the labels of all their words side by side."""

    paragraphs: list[list[Unit]] = field(default_factory=list)
    attribution: list[int] = field(default_factory=list)
    names: list[int] = field(default_factory=list)

    def examples(self, vocabulary: WordPieces) -> Iterator[Example]:
        for window in pack(self.paragraphs, vocabulary.first, vocabulary.separator):
            core = slice(window.words.start, window.words.stop)
            yield Example(window, self.attribution[core], self.names[core])


def read_articles(path: Path, excluded: Collection[str] = ()) -> Iterator[dict[str, Any]]:
    """PolNeAR's articles as their file has them."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            if article["id"] not in excluded:
                yield article


def article_examples(
    article: Mapping[str, Any], silver: Text | None, vocabulary: WordPieces, random: Random
) -> list[Example]:
    """Windows of an article in PolNeAR's shape: attributions by its first annotator, names by
    machine; quotation marks and the order of speaker and "said" vary."""
    text = curled(article["text"]) if random.random() < CURLED else article["text"]
    labelled_article = _Labelled()
    names = _name_characters(article, silver) if silver else {}
    events = article["attributions"][min(article["attributions"])]
    for paragraph in paragraphs_of(article["id"], text):
        words = words_of(text, paragraph)
        if not words:
            continue
        read = units(text, paragraph, words, vocabulary)
        named = _name_labels(words, names, is_known=silver is not None)
        attributions = [_in_words(event, words) for event in events]
        forms = [text[start:end] for start, end in words]
        for item in attributions:
            if random.random() < INVERTED and _may_be_inverted(item, attributions, forms):
                (start, middle), (_, end) = item.source[0], item.cue[0]
                for row in (read, named, forms):
                    row[start:end] = [*row[middle:end], *row[start:middle]]
                turn = start + end - middle
                item.cue, item.source = [(start, turn)], [(turn, end)]
        labels = labelled(attributions, len(words))
        labelled_article.paragraphs.append(read)
        labelled_article.attribution += [_ATTRIBUTION_NUMBERS[label] for label in labels]
        labelled_article.names += named
    return list(labelled_article.examples(vocabulary))


def _may_be_inverted(
    item: WordAttribution, others: Sequence[WordAttribution], forms: Sequence[str]
) -> bool:
    """Whether "…," Roe said may as well read "…," said Roe."""
    if len(item.source) != 1 or len(item.cue) != 1 or item.source[0][1] != item.cue[0][0]:
        return False
    (start, middle), (_, end) = item.source[0], item.cue[0]
    is_plain = forms[middle:end] in (["said"], ["says"]) and forms[start].lower() not in _PRONOUNS
    follows = any(close in (start, start - 1) for _, close in item.content)
    edges = {edge for o in others if o is not item for s in _all_spans(o) for edge in s}
    return is_plain and follows and not any(start < edge < end for edge in edges)


def _all_spans(item: WordAttribution) -> list[tuple[int, int]]:
    return [*item.content, *item.cue, *item.source]


def paragraphs_of(name: str, text: str) -> list[Span]:
    """The blocks of running text, as reading finds them."""
    skipped = (BlockKind.BYLINE, BlockKind.DATELINE)
    return [block.body for block in read_text(name, text).blocks if block.kind not in skipped]


def words_of(text: str, paragraph: Span) -> list[tuple[int, int]]:
    """The words of a paragraph as characters [start, end) of the text; white space is none."""
    offset = paragraph.start_char
    return [
        (offset + token.idx, offset + token.idx + len(token.text))
        for token in _TOKENIZER(paragraph.of(text))
        if not token.is_space
    ]


def _in_words(
    event: Mapping[str, Sequence[tuple[int, int]]], words: Sequence[tuple[int, int]]
) -> WordAttribution:
    def cut(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        found = []
        for start, end in spans:
            inside = [i for i, (s, e) in enumerate(words) if s < end and start < e]
            if inside:
                found.append((inside[0], inside[-1] + 1))
        return sorted(found)

    return WordAttribution(cut(event["cue"]), cut(event["content"]), cut(event["source"]))


def _name_characters(article: Mapping[str, Any], silver: Text) -> dict[int, tuple[str, int] | None]:
    """For each character in a silver entity its kind and the entity's start; None if unknown."""
    known: dict[int, tuple[str, int] | None] = {}
    for tokens, sentence in zip(article["sentences"], silver.sentences, strict=True):
        for word, token in zip(sentence.words, tokens, strict=True):
            if word.entity is None:
                known.update(dict.fromkeys(range(token[0], token[1])))
        for kind, start, end in entity_spans(sentence.words):
            first, last = tokens[start][0], tokens[end - 1][1]
            known.update(dict.fromkeys(range(first, last), (kind, first)))
    return known


def _name_labels(
    words: Sequence[tuple[int, int]],
    names: Mapping[int, tuple[str, int] | None],
    *,
    is_known: bool,
) -> list[int]:
    if not is_known:
        return [IGNORED] * len(words)
    labels: list[int] = []
    before: tuple[str, int] | None = None
    for start, end in words:
        places = [i for i in range(start, end) if i in names]
        entity = names[places[0]] if places else None
        if places and entity is None:
            labels.append(IGNORED)
        elif entity is None:
            labels.append(0)
        else:
            labels.append(_NAME_NUMBERS[f"{'I' if entity == before else 'B'}-{entity[0]}"])
        before = entity
    return labels


def text_examples(
    text: Text, vocabulary: WordPieces, random: Random, names: Sequence[str] = ()
) -> list[Example]:
    """Windows of a text with marked names, varied as newsrooms print; no attributions known."""
    sentences = [
        sentence
        for passage in passages(text, random)
        for sentence in vary(renamed(passage, names, random), random)
    ]
    made = _Labelled()
    for paragraph in _paragraphs(sentences):
        printed = ""
        words: list[tuple[int, int]] = []
        for word in (word for sentence in paragraph for word in sentence.words):
            if word.text.strip():
                words.append((len(printed), len(printed) + len(word.text)))
                made.names.append(_NAME_NUMBERS[word.entity] if word.entity else IGNORED)
            printed += word.text + " " * word.space_after
        made.attribution += [IGNORED] * len(words)
        made.paragraphs.append(units(printed, Span(0, len(printed)), words, vocabulary))
    return list(made.examples(vocabulary))


def _paragraphs(sentences: Iterable[Sentence]) -> list[list[Sentence]]:
    paragraphs: list[list[Sentence]] = []
    for sentence in sentences:
        if sentence.opens_paragraph or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(sentence)
    return paragraphs


def curled(text: str) -> str:
    """The text with printer's quotation marks, every character where it was."""
    printed = list(text.replace("'", "’"))
    start = 0
    for line in text.splitlines(keepends=True):
        for quotation in find_quotations(text, Span(start, start + len(line))):
            if text[quotation.outer.start_char] == '"':
                printed[quotation.outer.start_char] = "“"
                if not quotation.is_open:
                    printed[quotation.outer.end_char - 1] = "”"
        start += len(line)
    return "".join(printed)
