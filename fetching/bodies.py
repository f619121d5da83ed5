"""Bodies unpacked piece by piece, so that a small one cannot become a huge one in memory."""

import zlib

from newsroom.errors import FetchError

TOO_LARGE = "The page is larger than {:.0f} MB, more than is read from the web."
BROKEN = "The page arrived damaged and cannot be unpacked."
UNASKED = "The server sent the page packed in a way that was not asked for."

ACCEPTED = "gzip, deflate"
_ANY_HEADER, _NO_HEADER = 47, -15
_PACKED = frozenset({"gzip", "x-gzip", "deflate"})


class Body:
    """Takes the pieces of a body as they come; holds no more than the limit, packed or unpacked."""

    def __init__(self, encoding: str, limit: int) -> None:
        encoding = encoding.strip().lower()
        if encoding and encoding != "identity" and encoding not in _PACKED:
            raise FetchError(UNASKED)
        self._limit, self._arrived, self._begins = limit, 0, encoding == "deflate"
        self._unpacker = zlib.decompressobj(_ANY_HEADER) if encoding in _PACKED else None
        self._content = bytearray()

    def add(self, piece: bytes) -> None:
        """Take the next piece; raises FetchError once the body is too large or no body at all."""
        self._arrived += len(piece)
        if self._arrived > self._limit:
            raise self._too_large()
        if self._unpacker is None:
            self._content += piece
            return
        while piece:
            piece = self._unpack(piece)

    def whole(self) -> bytes:
        """The body; raises FetchError where its end is missing."""
        if self._unpacker is not None and self._arrived and not self._unpacker.eof:
            raise FetchError(BROKEN, is_passing=True)
        return bytes(self._content)

    def _unpack(self, piece: bytes) -> bytes:
        """Unpack as much as the limit lets through; what is left of the piece."""
        assert self._unpacker is not None
        if self._unpacker.eof:  # gzip may be several parts, one behind the other
            self._unpacker = zlib.decompressobj(_ANY_HEADER)
        try:
            self._content += self._unpacker.decompress(piece, self._limit + 1 - len(self._content))
        except zlib.error:
            if not self._begins or self._content:
                raise FetchError(BROKEN) from None
            self._unpacker = zlib.decompressobj(_NO_HEADER)  # "deflate", as some servers read it
            self._begins = False
            return piece
        self._begins = False
        if len(self._content) > self._limit:
            raise self._too_large()
        return self._unpacker.unconsumed_tail or self._unpacker.unused_data

    def _too_large(self) -> FetchError:
        self._content.clear()
        return FetchError(TOO_LARGE.format(self._limit / 1e6))
