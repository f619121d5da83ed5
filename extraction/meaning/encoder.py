"""The sentence encoder at work: a text in, an embedding of 384 small numbers out."""

from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extraction.graphs import open_graph
from extraction.meaning.pieces import pieces_of
from extraction.tagging.wordpieces import WordPieces

SCALE = 400.0
"""What a number of an embedding of length 1 is multiplied by; few are beyond 0.3."""


class SentenceEncoder:
    """A sentence encoder on one thread; may be shared between threads."""

    def __init__(self, graph: Path) -> None:
        """Load a graph, with `words.bin` and `vocab.txt` beside it; OSError if one is missing."""
        self.fingerprint = sha256(graph.read_bytes()).hexdigest()[:16]
        self._vocabulary = WordPieces.read(graph.with_name("vocab.txt"))
        self._session = open_graph(graph)

    def knows(self, word: str) -> bool:
        """Whether a word is in the vocabulary as a whole, as names of few people are not."""
        return len(self._vocabulary.cut(word)) == 1

    def encode(self, text: str) -> bytes:
        """The embedding of a text: 384 signed bytes, all zero where it has no words."""
        pieces = pieces_of(text, self._vocabulary)
        if len(pieces) < 3:
            return bytes(self._session.get_outputs()[0].shape[1])
        (found,) = self._session.run(["embedding"], {"pieces": np.array([pieces], np.int64)})
        scaled: NDArray[np.int8] = np.clip(np.rint(found[0] * SCALE), -127, 127).astype(np.int8)
        return scaled.tobytes()
