"""Readers: the files of each corpus into texts of sentences of words."""

import csv
import gzip
import json
import re
from collections.abc import Collection, Iterable, Iterator
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

from training.mentions import named_mentions
from training.texts import Sentence, Text, Word, spaced

TIGHT_BEFORE = re.compile(r"[.,;:!?%)\]]+|'[a-z]*|n't")
TIGHT_AFTER = {"(", "[", "$"}


def read_lines(path: Path, encoding: str = "utf-8") -> Iterator[str]:
    """The lines of a gzipped file, without their ends."""
    with gzip.open(path, "rt", encoding=encoding) as lines:
        for line in lines:
            yield line.rstrip("\n")


def read_conllu(lines: Iterable[str]) -> Iterator[Text]:
    """Texts of a treebank in CoNLL-U, with the mentions that GUM keeps in its last column."""
    text_id, opens_paragraph = "", False
    rows: list[list[str]] = []
    sentences: list[Sentence] = []
    for line in [*lines, ""]:
        if line.startswith("# newdoc id"):
            if sentences:
                yield Text(text_id, tuple(sentences))
            text_id, sentences = line.partition("=")[2].strip(), []
        elif line.startswith("# newpar"):
            opens_paragraph = True
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif rows and not line:
            sentences.append(Sentence(tuple(_words(rows)), opens_paragraph))
            rows, opens_paragraph = [], False
    yield Text(text_id, tuple(sentences))


def _words(rows: list[list[str]]) -> Iterator[Word]:
    """Syntactic words; what a multiword token says of the space after it goes to its last word."""
    tight: set[int] = set()
    for number, *_, misc in rows:
        first, _, last = number.partition("-")
        tight.update(range(int(float(first)), int(last or 0)))
        if "SpaceAfter=No" in misc and "." not in number:
            tight.add(int(last or first))
    syntactic = [row for row in rows if row[0].isdigit()]
    has_mentions = any("Entity=" in row[9] for row in syntactic)
    entities = named_mentions(syntactic) if has_mentions else [None] * len(syntactic)
    for row, entity in zip(syntactic, entities, strict=True):
        number, text, lemma, upos, xpos, feats, head, relation, _, _ = row
        yield Word(
            text,
            int(number) not in tight,
            lemma,
            upos,
            xpos,
            "" if feats == "_" else feats,
            int(head),
            "ROOT" if relation == "root" else relation,
            entity,
        )


def read_iob(lines: Iterable[str]) -> Iterator[Text]:
    """Texts in IOB2 with a `# text` comment for every sentence, as Universal NER ships them."""
    text_id, printed = "", ""
    rows: list[list[str]] = []
    sentences: list[Sentence] = []
    for line in [*lines, ""]:
        if line.startswith("# newdoc id"):
            if sentences:
                yield Text(text_id, tuple(sentences))
            text_id, sentences = line.partition("=")[2].strip(), []
        elif line.startswith("# text ="):
            printed = line.partition("=")[2].strip()
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif rows and not line:
            spaces = spaced([row[1] for row in rows], printed)
            spaces[-1] = True
            words = zip(rows, spaces, strict=True)
            sentences.append(
                Sentence(tuple(Word(row[1], space, entity=row[2]) for row, space in words))
            )
            rows = []
    yield Text(text_id, tuple(sentences))


def read_gmb(lines: Iterable[str], sentences_per_text: int = 12) -> Iterator[Text]:
    """Texts of the Groningen excerpt, a dozen sentences each: it has no document borders."""
    sentences: list[Sentence] = []
    rows: list[list[str]] = []
    for row in [*islice(csv.reader(lines), 1, None), ["Sentence: end", "", "", ""]]:
        if row[0] and rows:
            sentences.append(Sentence(tuple(_printed_words(rows)), len(sentences) % 3 == 0))
            rows = []
        rows.append(row)
    for start in range(0, len(sentences), sentences_per_text):
        yield Text(f"gmb-{start}", tuple(sentences[start : start + sentences_per_text]))


def _printed_words(rows: list[list[str]]) -> Iterator[Word]:
    """Words with the spaces that a printer would set between them."""
    in_quotes = False
    spaces = []
    for (_, form, *_), (_, following, *_) in pairwise([*rows, ["", "", "", ""]]):
        if form == '"':
            in_quotes = not in_quotes
        opens = form in TIGHT_AFTER or (form == '"' and in_quotes)
        closes = TIGHT_BEFORE.fullmatch(following) or (following == '"' and in_quotes)
        spaces.append(not (opens or closes))
    for (_, form, tag, entity), space in zip(rows, spaces, strict=True):
        yield Word(form, space, xpos=tag, entity=entity)


def read_polnear(lines: Iterable[str], excluded: Collection[str] = ()) -> Iterator[Text]:
    """Texts of PolNeAR with the names that CoreNLP saw in them; nothing else of it is read."""
    for line in lines:
        article = json.loads(line)
        if article["id"] not in excluded:
            yield Text(article["id"], tuple(_silver_sentences(article)))


def _silver_sentences(article: dict[str, Any]) -> Iterator[Sentence]:
    printed = article["text"]
    end = 0
    for tokens in article["sentences"]:
        opens_paragraph = "\n" in printed[end : tokens[0][0]]
        bounds = [(token[0], token[1]) for token in tokens]
        spaces = [printed[e : e + 1].isspace() for _, e in bounds]
        previous = "O"
        words = []
        for (s, e), space, token in zip(bounds, spaces, tokens, strict=True):
            kind = token[4]
            prefix = "" if kind == "O" else "I-" if kind == previous else "B-"
            words.append(Word(printed[s:e], space, xpos=token[3], entity=prefix + kind))
            previous = kind
        yield Sentence(tuple(words), opens_paragraph)
        end = bounds[-1][1]


def read_latin_names(lines: Iterable[str], least: int) -> tuple[str, ...]:
    """Names in Latin letters from a transliteration table, if counted often enough."""
    rows = (line.split("\t") for line in lines)
    return tuple(name.title() for name, _, count in rows if int(count) >= least and name.isalpha())


def read_desk_training_ids(folder: Path) -> frozenset[str]:
    """Articles of the training part that were worked by hand, and so must never be trained on."""
    articles = (json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json")))
    return frozenset(article["id"] for article in articles if article["split"] == "train")
