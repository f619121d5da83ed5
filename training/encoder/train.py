"""From corpora to the encoder that ships, in one command: `python -m training.encoder.train`.

Each run, told apart by its seed, trains some epochs and keeps the best on articles that it held
out; the best of all runs, joined, take the place of the encoder in `models/`.
"""

import argparse
import sys
from collections.abc import Sequence
from itertools import chain, islice
from pathlib import Path
from random import Random

from extraction.shipped import SHIPPED_ENCODER
from extraction.tagging.wordpieces import WordPieces
from training.build import (
    DATA,
    GMB,
    NAMES,
    POLNEAR,
    TREEBANKS,
    cleaned,
    missing_corpora,
    read_treebank,
    read_uner,
)
from training.corpora import (
    read_gmb,
    read_latin_names,
    read_lines,
    read_polnear,
)
from training.encoder.examples import Example, article_examples, read_articles, text_examples
from training.encoder.export import OUTPUT, best_epoch, clear_epochs, ship, starting_point
from training.encoder.fit import fit
from training.encoder.frames import framed_article, read_frames, statements
from training.encoder.network import pretrained
from training.encoder.split import untrained_ids
from training.labels import group_names, normalise

EPOCHS = 6
SEEDS = (1605, 2)
FRAMED = 300
GOLD_NAMES = 0.35
SILVER_NAMES = 0.06


def epochs_of(
    data: Path, vocabulary: WordPieces, count: int, seed: int, limit: int | None = None
) -> list[list[Example]]:
    """The windows of each epoch: every attribution, and a changing share of the marked names.

    A limit takes that many texts of each corpus, for a trial.
    """
    random = Random(seed)
    excluded = untrained_ids(data)
    gmb = list(read_gmb(read_lines(data / GMB, "latin-1")))[:limit]
    groups = group_names(gmb)
    gold_texts = [*read_uner(data, "train")[:limit], *read_treebank(data, "gum", "train")[:limit]]
    gold = [normalise(text, groups, is_gold=True) for text in gold_texts]
    news = list(islice(read_polnear(read_lines(data / POLNEAR), excluded), limit))
    silver = list(cleaned([normalise(t, groups, is_gold=False) for t in [*gmb, *news]], gold))
    by_id = {text.text_id: text for text in silver}
    names = read_latin_names(read_lines(data / NAMES), least=3)
    articles = list(islice(read_articles(data / POLNEAR, excluded), limit))
    frames = read_frames()
    parsed = [text for name in TREEBANKS for text in read_treebank(data, name, "train")]
    clauses = statements(parsed)
    epochs = []
    for _ in range(count):
        windows = [
            example
            for article in articles
            for example in article_examples(article, by_id[article["id"]], vocabulary, random)
        ]
        for number in range(FRAMED if limit is None else min(FRAMED, limit)):
            made = framed_article(f"frames-{number}", frames, clauses, names, random)
            windows += article_examples(made, None, vocabulary, random)
        chosen = random.sample(gold, int(GOLD_NAMES * len(gold)))
        chosen += random.sample(silver[: len(gmb)], int(SILVER_NAMES * len(gmb)))
        marked = (text_examples(text, vocabulary, random, names) for text in chosen)
        epochs.append([*windows, *chain.from_iterable(marked)])
    return epochs


def main(arguments: Sequence[str] | None = None) -> None:
    """Read, fine-tune, choose epochs, export them joined and print their figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the corpora")
    parser.add_argument("--output", type=Path, default=OUTPUT, help="folder for every epoch")
    parser.add_argument("--target", type=Path, default=SHIPPED_ENCODER, help="where the best goes")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS, help="a run for each")
    parser.add_argument("--limit", type=int, help="only N texts of each corpus, to try it out")
    options = parser.parse_args(arguments)
    if missing := missing_corpora(options.data):
        sys.exit(f"No corpora to train on: {missing} is missing. Name their folder with --data.")
    if options.limit and options.target == SHIPPED_ENCODER:
        parser.error("--limit trains a trial that must not ship: name another --target")
    start = starting_point()
    vocabulary = WordPieces.read(start / "vocab.txt")
    best = []
    for seed in options.seeds:
        folder = options.output / f"seed-{seed}"
        epochs = epochs_of(options.data, vocabulary, options.epochs, seed, options.limit)
        print(f"seed {seed}:", [len(examples) for examples in epochs], "windows", flush=True)
        clear_epochs(folder)
        fit(pretrained(start), epochs, vocabulary, folder, seed)
        best.append(best_epoch(folder, start / "vocab.txt", options.data, options.limit))
    ship(best, start / "vocab.txt", options.target, options.data, options.limit)


if __name__ == "__main__":
    main()
