"""A sentence encoder as the file that runs, beside the encoder that reads articles."""

import shutil
from pathlib import Path

from extraction.meaning.shipped import GRAPH
from training.encoder.network import VOCABULARY
from training.graphs import write_graph
from training.meaning.student import SentenceEncoder


def export(student: SentenceEncoder, vocabulary: Path, folder: Path) -> None:
    """Write `sentences.onnx`, and `words.bin` and `vocab.txt` where they are missing.

    The graph reads one text a run: pieces, 1 x length (int64); it gives embedding, 1 x 384, of
    length 1. Weights are quantised a channel at a time.
    """
    write_graph(student, folder / GRAPH, ("pieces",), ("embedding",), VOCABULARY)
    if not (folder / "vocab.txt").exists():
        shutil.copyfile(vocabulary, folder / "vocab.txt")
