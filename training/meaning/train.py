"""From corpora to the sentence encoder that ships: `python -m training.meaning.train`.

The teacher is all-MiniLM-L6-v2; the student begins as some of its layers and learns to give the
same embeddings.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from extraction.meaning.pieces import pieces_of
from extraction.meaning.shipped import GRAPH
from extraction.shipped import SHIPPED_ENCODER
from extraction.tagging.wordpieces import WordPieces
from training.build import DATA, SEED, missing_corpora
from training.encoder.export import starting_point
from training.encoder.network import LAYERS, pretrained
from training.meaning.export import export
from training.meaning.fit import embed, fit
from training.meaning.student import SentenceEncoder
from training.meaning.texts import read_texts

OUTPUT = Path("build/meaning")
EPOCHS = 2


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the texts, embed them with the teacher, train the student."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the corpora")
    parser.add_argument("--output", type=Path, default=OUTPUT, help="folder for every epoch")
    parser.add_argument("--target", type=Path, default=SHIPPED_ENCODER, help="where it goes")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--limit", type=int, help="only N texts of each corpus, to try it out")
    options = parser.parse_args(arguments)
    if missing := missing_corpora(options.data):
        sys.exit(f"No corpora to train on: {missing} is missing. Name their folder with --data.")
    if options.limit and options.target == SHIPPED_ENCODER:
        parser.error("--limit trains a trial that must not ship: name another --target")
    start = starting_point()
    vocabulary = WordPieces.read(start / "vocab.txt")
    encoder = pretrained(start)
    texts = read_texts(options.data, SEED, options.limit)
    rows = [pieces_of(text, vocabulary) for text in texts]
    taught = embed(SentenceEncoder.of(encoder, range(LAYERS)), rows)
    print(f"{len(rows)} texts", flush=True)
    student = SentenceEncoder.of(encoder)
    fit(student, rows, taught, options.output, epochs=options.epochs, seed=SEED)
    export(student, start / "vocab.txt", options.target)
    print(f"\nThe last epoch of {options.output} is now {options.target / GRAPH}.")


if __name__ == "__main__":
    main()
