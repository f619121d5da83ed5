"""How memory is kept by a process that serves for weeks: the interpreter's, and the C library's.

Python's collector of cycles looks at every object that may be in one, while everything waits: with
the models and the modules, for 0.2 s every five seconds. glibc gives nearly every thread an arena
of its own, and raises the size from which a block is mapped by itself, and so given back once it is
free, to that of the largest block freed so far. Behind some twenty threads that draw, read and look
things up, that kept 120 of 570 MB that nobody used, and it grew. What is free between blocks that
are in use it keeps for ever, unless it is asked for it: some 30 MB after an hour's work.
"""

import asyncio
import ctypes
import gc
import platform
import sys

ARENAS = 2
"""As many as hardware threads that a small machine has: the interpreter runs one at a time."""
MAPPED_FROM_BYTES = 1024 * 1024
"""From this size on a block goes back to the system as soon as it is free, say a picture's."""
KEPT_BYTES = 16 * 1024 * 1024
"""How much free memory at the top may be kept for what comes next."""
LOOK_EVERY_S = 60.0
"""How often it is asked whether something has been loaded that stays."""
TRIM_EVERY_S = 20.0
"""How often what is free is given back, which takes some milliseconds."""

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8


def give_back_freed_memory() -> bool:
    """Keep little that is free; call before the threads start.

    False where another C library is used, which is left as it is. The numbers of the parameters
    are those of mallopt(3).
    """
    glibc = _glibc()
    if glibc is None:
        return False
    wanted = {
        _M_ARENA_MAX: ARENAS,
        _M_MMAP_THRESHOLD: MAPPED_FROM_BYTES,
        _M_TRIM_THRESHOLD: KEPT_BYTES,
    }
    taken = [glibc.mallopt(parameter, value) for parameter, value in wanted.items()]
    return taken == [1] * len(wanted)


async def give_back_what_lies_between() -> None:
    """Give back what is free between blocks that are in use, now and then; until cancelled.

    Does nothing where another C library is used: malloc_trim(3) is glibc's alone.
    """
    glibc = _glibc()
    while glibc is not None:
        await asyncio.sleep(TRIM_EVERY_S)
        await asyncio.to_thread(glibc.malloc_trim, ctypes.c_size_t(0))


def _glibc() -> ctypes.CDLL | None:
    """The C library, where it is glibc."""
    return ctypes.CDLL(None) if platform.libc_ver()[0] == "glibc" else None


async def set_aside_what_stays() -> None:
    """Keep the collector from what is loaded, now and later; until cancelled.

    A model loads when it is first used, and brings modules, by which that is noticed. What is set
    aside and not referred to any more is freed all the same, but for cycles.
    """
    loaded = 0
    while True:
        if len(sys.modules) != loaded:
            loaded = len(sys.modules)
            gc.collect()
            gc.freeze()
        await asyncio.sleep(LOOK_EVERY_S)
