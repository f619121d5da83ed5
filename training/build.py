"""Corpora into the files that spaCy trains on, under one folder."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from spacy.tokens import DocBin
from spacy.vocab import Vocab

from training.augmentation import GAPS, passages, vary
from training.corpora import (
    read_conllu,
    read_iob,
    read_lines,
)
from training.reporting import read_frames, reported
from training.silver import count_forms, relabel, vote, winners
from training.texts import Text, compose_doc

DATA = Path("../shared/data")
SEED = 1605
SYNTAX_ROUNDS = 2
TREEBANKS = {"ewt": "ewt/en_ewt-ud-{}.conllu.gz", "gum": "gum/en_gum-ud-{}.conllu.gz"}
UNER = "uner/en_ewt-ud-{}.iob2.gz"
GMB = "gmb/ner_dataset.csv.gz"
POLNEAR = "polnear_train.jsonl.gz"
NAMES = "names/wd_russian_80.tsv.gz"
DESK = "desk/articles"


def missing_corpora(data: Path) -> Path | None:
    """The first corpus file or folder that is not there."""
    parts = ("train", "dev", "test")
    names = [name.format(part) for name in (*TREEBANKS.values(), UNER) for part in parts]
    paths = [data / name for name in (*names, GMB, POLNEAR, NAMES, DESK)]
    return next((path for path in paths if not path.exists()), None)


def read_treebank(data: Path, name: str, part: str) -> list[Text]:
    """One part (train, dev or test) of EWT or GUM."""
    return list(read_conllu(read_lines(data / TREEBANKS[name].format(part))))


def read_uner(data: Path, part: str) -> list[Text]:
    """One part (train, dev or test) of Universal NER, with the paragraphs of EWT under it."""
    openers = {
        (text.text_id, sentence.text)
        for text in read_treebank(data, "ewt", part)
        for sentence in text.sentences
        if sentence.opens_paragraph
    }
    return [
        replace(
            text,
            sentences=tuple(
                replace(sentence, opens_paragraph=(text.text_id, sentence.text) in openers)
                for sentence in text.sentences
            ),
        )
        for text in read_iob(read_lines(data / UNER.format(part)))
    ]


def build_syntax(data: Path, build: Path) -> None:
    """Write the passages that tagger, parser and lemmatizer learn from, and their dev part."""
    random = Random(SEED)
    train = [text for name in TREEBANKS for text in read_treebank(data, name, "train")]
    frames = read_frames()
    rounds = [reported(text, frames, random) for text in train * SYNTAX_ROUNDS]
    write_passages(rounds, build / "syntax_train.spacy", random)
    dev = [text for name in TREEBANKS for text in read_treebank(data, name, "dev")]
    write_texts(dev, build / "syntax_dev.spacy")


def cleaned(silver: list[Text], gold: list[Text]) -> Iterator[Text]:
    """Silver texts after two votes: of all corpora where they nearly agree, then in each text."""
    agreed = winners(count_forms([*silver, *gold]), least=5, share=0.7)
    return (vote(relabel(text, agreed)) for text in silver)


def write_passages(texts: list[Text], path: Path, random: Random) -> None:
    """Write the texts in shuffled order as varied passages of a few sentences each."""
    random.shuffle(texts)
    vocab = Vocab()
    docs = DocBin()
    for text in texts:
        for passage in passages(text, random):
            docs.add(compose_doc(vocab, vary(passage, random), random.choice(GAPS)))
    docs.to_disk(path)


def write_texts(texts: Iterable[Text], path: Path) -> None:
    """Write each text whole and as it is."""
    vocab = Vocab()
    docs = DocBin(docs=[compose_doc(vocab, text.sentences) for text in texts])
    docs.to_disk(path)
