"""Bodies in every packing; bombs are stopped while they unpack."""

import gzip
import tracemalloc
import zlib
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fetching.bodies import BROKEN, TOO_LARGE, UNASKED, Body
from newsroom.errors import FetchError

LIMIT = 100_000


def raw_deflate(content: bytes) -> bytes:
    """What some servers call "deflate": packed without a header."""
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(content) + packer.flush()


PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "identity": bytes,
    "gzip": lambda content: gzip.compress(content),
    "X-GZIP ": lambda content: gzip.compress(content),
    "deflate": lambda content: zlib.compress(content),
}


def pieces(content: bytes, size: int) -> Iterator[bytes]:
    """The content as it may arrive."""
    for start in range(0, len(content), size):
        yield content[start : start + size]


def received(encoding: str, content: bytes, size: int = 1000) -> bytes:
    """What a body comes to."""
    body = Body(encoding, LIMIT)
    for piece in pieces(content, size):
        body.add(piece)
    return body.whole()


@given(st.binary(max_size=5000), st.sampled_from(sorted(PACKINGS)), st.integers(1, 999))
def test_every_packing_is_undone_however_it_arrives(
    content: bytes, encoding: str, size: int
) -> None:
    assert received(encoding, PACKINGS[encoding](content), size) == content


@given(st.binary(min_size=20, max_size=2000), st.integers(1, 300))
def test_deflate_without_a_header_is_read_too(content: bytes, size: int) -> None:
    assert received("deflate", raw_deflate(content), max(size, 2)) == content


def test_gzip_of_several_parts_is_one_body() -> None:
    assert received("gzip", gzip.compress(b"one ") + gzip.compress(b"two"), 7) == b"one two"


@pytest.mark.parametrize("encoding", ["", "gzip", "deflate"])
def test_what_is_just_small_enough_is_taken_and_one_byte_more_is_not(encoding: str) -> None:
    content = b"a" * LIMIT
    assert received(encoding, PACKINGS[encoding](content)) == content
    with pytest.raises(FetchError) as caught:
        received(encoding, PACKINGS[encoding](content + b"b"))
    assert str(caught.value) == TOO_LARGE.format(0.1)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
@pytest.mark.parametrize("copies", [1, 40])
def test_a_bomb_never_takes_more_memory_than_the_limit(encoding: str, copies: int) -> None:
    bomb = PACKINGS[encoding](b"\0" * 80_000_000) * copies
    tracemalloc.start()
    try:
        with pytest.raises(FetchError, match="larger than"):
            received(encoding, bomb, 65_536)
        assert tracemalloc.get_traced_memory()[1] < 10 * LIMIT
    finally:
        tracemalloc.stop()


def test_a_bomb_in_many_small_parts_is_stopped_too() -> None:
    with pytest.raises(FetchError, match="larger than"):
        received("gzip", gzip.compress(b"a" * 500) * 3000)


@pytest.mark.parametrize("encoding", ["br", "zstd", "compress", "gzip, gzip", "aes128gcm"])
def test_packings_that_were_not_asked_for_are_refused(encoding: str) -> None:
    with pytest.raises(FetchError) as caught:
        Body(encoding, LIMIT)
    assert str(caught.value) == UNASKED


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        ("gzip", b"this is no gzip"),
        ("deflate", b"\xff\xff\xff\xff\xff"),
        ("gzip", gzip.compress(b"cut off" * 100)[:-20]),
        ("gzip", gzip.compress(b"followed") + b"by rubbish"),
    ],
)
def test_damaged_bodies_are_said_to_be_damaged(encoding: str, content: bytes) -> None:
    with pytest.raises(FetchError) as caught:
        received(encoding, content)
    assert str(caught.value) == BROKEN
