"""Figures of the language pipeline on text it never saw: `python -m evaluation.language [MODEL]`.

Everything is measured on raw running text, paragraph breaks included, so that a mistake of the
tokenizer counts against every figure. All figures are F1 over characters: a token is right when its
ends and its label are. Attachment is counted without punctuation, relations with their subtypes.
Names follow our own conventions (no titles); what a corpus leaves open is neither right nor wrong.
"""

import argparse
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from evaluation.scores import Score
from extraction.tagging.component import FACTORY
from training.build import DATA, TREEBANKS, read_treebank, read_uner
from training.labels import GROUPS, normalise
from training.texts import Text, compose_doc

MODEL = Path("models/byline_en")
TABLES = ("language", "language names, UNER", "language names, GUM")
UNER_TYPES = ("PERSON", "ORG", "GPE")
GUM_TYPES = (*UNER_TYPES, "DATE")

Facts = dict[str, set[Hashable]]


@dataclass(slots=True)
class Tally:
    """Counts behind one F1 score."""

    right: int = 0
    found: int = 0
    expected: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where nothing is right."""
        return 2 * self.right / (self.found + self.expected) if self.right else 0.0


@dataclass(slots=True)
class Row:
    """One line of the report: where the text is from, and a tally for each figure."""

    name: str
    tallies: dict[str, Tally] = field(default_factory=dict)

    def count(self, found: Facts, expected: Facts) -> None:
        """Add one document to every figure."""
        for figure in expected:
            tally = self.tallies.setdefault(figure, Tally())
            tally.right += len(found[figure] & expected[figure])
            tally.found += len(found[figure])
            tally.expected += len(expected[figure])


def syntax_facts(doc: Doc) -> Facts:
    """What the document says of its tokens and sentences, anchored to characters."""
    tokens = [token for token in doc if not token.is_space]
    attached = [token for token in tokens if token.dep_ != "punct"]
    return {
        "tokens": {_ends(token) for token in tokens},
        "XPOS": {(_ends(token), token.tag_) for token in tokens},
        "UPOS": {(_ends(token), token.pos_) for token in tokens},
        "features": {(_ends(token), str(token.morph)) for token in tokens},
        "lemmas": {(_ends(token), token.lemma_) for token in tokens},
        "UAS": {(_ends(token), _ends(token.head)) for token in attached},
        "LAS": {(_ends(token), _ends(token.head), token.dep_) for token in attached},
        "sentences": {
            (words[0].idx, words[-1].idx + len(words[-1]))
            for sentence in doc.sents
            if (words := [token for token in sentence if not token.is_space])
        },
    }


def _ends(token: Token) -> tuple[int, int]:
    return token.idx, token.idx + len(token)


def name_facts(doc: Doc, types: Iterable[str], open_characters: set[int]) -> Facts:
    """The entities of each type, and of all, that touch no character left open."""
    facts: Facts = {name: set() for name in (*types, "all")}
    for span in doc.ents:
        label = "GPE" if span.label_ in {"LOC", "FAC"} else span.label_
        ends = (span.start_char, span.end_char)
        if label in facts and open_characters.isdisjoint(range(*ends)):
            facts[label].add(ends)
            facts["all"].add((label, ends))
    return facts


def measure_syntax(nlp: Language, name: str, texts: Iterable[Text]) -> Row:
    """Tags, lemmas, attachment and sentence ends over some treebank texts."""
    row = Row(name)
    for text in texts:
        expected = compose_doc(nlp.vocab, text.sentences)
        row.count(syntax_facts(nlp(expected.text)), syntax_facts(expected))
    return row


def measure_names(nlp: Language, name: str, texts: Iterable[Text], types: tuple[str, ...]) -> Row:
    """Entities over some texts, for the types that their corpus marks."""
    row = Row(name)
    for text in texts:
        ours = normalise(text, GROUPS, is_gold=True)
        expected = compose_doc(nlp.vocab, ours.sentences)
        left_open = {
            character
            for token in expected
            if not token.ent_iob
            for character in range(*_ends(token))
        }
        found = name_facts(nlp(expected.text), types, left_open)
        row.count(found, name_facts(expected, types, left_open))
    return row


def measure_speed(nlp: Language, texts: Iterable[Text]) -> float:
    """Words a second of processor time, one text at a time, after one text to warm up."""
    printed = [compose_doc(nlp.vocab, text.sentences).text for text in texts]
    nlp(printed[0])
    start = process_time()
    words = sum(not token.is_space for text in printed for token in nlp(text))
    return words / (process_time() - start)


def render(rows: Iterable[Row]) -> str:
    """A Markdown table with a line for each row, in per cent."""
    rows = list(rows)
    figures = list(rows[0].tallies)
    lines = [("F1", *figures), ("---", *("---:" for _ in figures))]
    lines += [(row.name, *(f"{100 * row.tallies[f].f1:.1f}" for f in figures)) for row in rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def measure_all_syntax(nlp: Language, data: Path, part: str) -> tuple[Row, ...]:
    """Tags, lemmas and parses on one part of both treebanks."""
    ewt, gum = (read_treebank(data, name, part) for name in ("ewt", "gum"))
    sets = (("EWT", ewt), ("GUM", gum), ("GUM, news only", _news(gum)))
    return tuple(measure_syntax(nlp, name, texts) for name, texts in sets)


def measure_all_names(nlp: Language, data: Path, part: str) -> tuple[tuple[Row, ...], ...]:
    """The names of UNER and of GUM on one part of each; a table for each."""
    gum, uner = read_treebank(data, "gum", part), read_uner(data, part)
    sets = (("GUM", gum), ("GUM, news only", _news(gum)))
    return (
        (measure_names(nlp, "UNER (EWT)", uner, UNER_TYPES),),
        tuple(measure_names(nlp, name, texts, GUM_TYPES) for name, texts in sets),
    )


def _news(gum: Iterable[Text]) -> list[Text]:
    return [text for text in gum if text.text_id.startswith("GUM_news")]


def report(nlp: Language, data: Path, part: str = "test") -> str:
    """The figures of tags and parses, and the speed, on one part of the corpora, as Markdown."""
    speed = measure_speed(nlp, _news(read_treebank(data, "gum", part)))
    said = f"{speed:,.0f} words a second on one core, the whole pipeline."
    return f"{render(measure_all_syntax(nlp, data, part))}\n\n{said}"


def run(model: Path = MODEL, data: Path = DATA, part: str = "dev") -> tuple[Score, ...]:
    """Measure and print a pipeline's figures, names by the encoder; nothing without the corpora."""
    if not (data / TREEBANKS["ewt"].format(part)).exists():
        print(f"Language pipeline: skipped, {data} is not at hand.")
        return ()
    nlp = spacy.load(model)
    syntax = measure_all_syntax(nlp, data, part)
    if FACTORY not in nlp.pipe_names:
        nlp.add_pipe(FACTORY)
    tables = (syntax, *measure_all_names(nlp, data, part))
    print(f"\nLanguage pipeline, {part} parts\n")
    print("\n\n".join(map(render, tables)))
    return tuple(
        Score(table, f"{row.name}, {figure}", ((tally.right, tally.found, tally.expected),))
        for table, rows in zip(TABLES, tables, strict=True)
        for row in rows
        for figure, tally in row.tallies.items()
    )


def main() -> None:
    """Print the figures of the shipped pipeline, or of another."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("model", nargs="?", type=Path, default=MODEL)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the corpora")
    parser.add_argument("--part", choices=("dev", "test"), default="dev")
    options = parser.parse_args()
    run(options.model, options.data, options.part)


if __name__ == "__main__":
    main()
