"""Transport compression: one stream a connection, flushed after every frame."""

import zlib
from collections.abc import Callable
from importlib import import_module
from typing import Any

Encoder = Callable[[bytes], bytes]


def encoder_for(requested: str | None) -> Encoder | None:
    """What turns a frame into bytes for the wire; `None` where plain text was asked for."""
    if requested == "zlib-stream":
        deflate = zlib.compressobj()
        return lambda frame: deflate.compress(frame) + deflate.flush(zlib.Z_SYNC_FLUSH)
    if requested == "zstd-stream":
        # discord.py asks for this only where one of its zstd packages is installed.
        stream: Any = _zstandard()
        return lambda frame: stream(frame)
    return None


def _zstandard() -> Encoder:
    try:
        package: Any = import_module("zstandard")
        stream = package.ZstdCompressor().compressobj()
        flush_block = package.COMPRESSOBJ_FLUSH_BLOCK
        return lambda frame: stream.compress(frame) + stream.flush(flush_block)
    except ImportError:
        built_in: Any = import_module("compression.zstd").ZstdCompressor()
        return lambda frame: built_in.compress(frame, mode=built_in.FLUSH_BLOCK)
