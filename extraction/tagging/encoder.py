"""The encoder at work: words of an article in, scores of their labels out."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extraction.graphs import open_graph
from extraction.tagging.schemes import allowed
from extraction.tagging.units import Unit
from extraction.tagging.windows import Window, pack
from extraction.tagging.wordpieces import WordPieces

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Head:
    """One task of the encoder: its labels, and what each step between labels is worth."""

    labels: tuple[str, ...]
    steps: Scores


class Encoder:
    """A fine-tuned encoder on one thread; may be shared between threads."""

    def __init__(self, folder: Path) -> None:
        """Load the graph, words, vocabulary and labels of a folder; OSError if one is missing."""
        self.vocabulary = WordPieces.read(folder / "vocab.txt")
        described = json.loads((folder / "labels.json").read_text("utf-8"))
        attribution, names = tuple(described["attribution"]), tuple(described["names"])
        learned = np.array(described["attribution_steps"], dtype=np.float32)
        self.attribution = Head(attribution, allowed(attribution) + learned)
        self.names = Head(names, allowed(names))
        self._session = open_graph(folder / "encoder.onnx")

    def read(self, paragraphs: Sequence[Sequence[Unit]]) -> tuple[Scores, Scores]:
        """Scores of attribution and of name labels, words x labels, for all words in order."""
        vocabulary = self.vocabulary
        parts = [
            self._read(window)
            for window in pack(paragraphs, vocabulary.first, vocabulary.separator)
        ]
        if not parts:
            shapes = (len(self.attribution.labels), len(self.names.labels))
            return np.zeros((0, shapes[0]), np.float32), np.zeros((0, shapes[1]), np.float32)
        return np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])

    def _read(self, window: Window) -> tuple[Scores, Scores]:
        rows = {"pieces": window.pieces, "cases": window.cases, "quoted": window.quoted}
        inputs = {name: np.array([row], dtype=np.int64) for name, row in rows.items()}
        attribution, names = self._session.run(["attribution", "names"], inputs)
        return attribution[0, window.places], names[0, window.places]
