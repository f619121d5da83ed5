"""The sentence encoder that ships, loaded when a meaning is first asked for."""

from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from extraction.shipped import SHIPPED_ENCODER

if TYPE_CHECKING:
    from extraction.meaning.encoder import SentenceEncoder

GRAPH = "sentences.onnx"


def is_at_hand() -> bool:
    """Whether the encoder is there; without it questions are answered by their words alone."""
    return (SHIPPED_ENCODER / GRAPH).exists()


class ShippedEncoder:
    """The encoder behind a lock that lets one thread load it; any number may use it."""

    def __init__(self) -> None:
        self._loading = Lock()

    def encode(self, text: str) -> bytes:
        """The embedding of a text: 384 signed bytes."""
        return self._loaded().encode(text)

    def knows(self, word: str) -> bool:
        """Whether a word is in its vocabulary as a whole."""
        return self._loaded().knows(word)

    def fingerprint(self) -> str:
        """Which encoder it is."""
        return self._loaded().fingerprint

    def _loaded(self) -> "SentenceEncoder":
        with self._loading:
            return self._encoder

    @cached_property
    def _encoder(self) -> "SentenceEncoder":
        from extraction.meaning.encoder import SentenceEncoder

        return SentenceEncoder(SHIPPED_ENCODER / GRAPH)
