"""How the C library keeps memory for a process that serves for weeks.

glibc gives nearly every thread an arena of its own, and raises the size from which a block is
mapped by itself, and so given back once it is free, to that of the largest block freed so far.
Behind some twenty threads that draw, read and look things up, that kept 120 of 570 MB that nobody
used, and it grew.
"""

import ctypes
import platform

ARENAS = 2
"""As many as hardware threads that a small machine has: the interpreter runs one at a time."""
MAPPED_FROM_BYTES = 1024 * 1024
"""From this size on a block goes back to the system as soon as it is free, say a picture's."""
KEPT_BYTES = 16 * 1024 * 1024
"""How much free memory at the top may be kept for what comes next."""
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8


def give_back_freed_memory() -> bool:
    """Keep little that is free; call before the threads start.

    False where another C library is used, which is left as it is. The numbers of the parameters
    are those of mallopt(3).
    """
    if platform.libc_ver()[0] != "glibc":
        return False
    mallopt = ctypes.CDLL(None).mallopt
    wanted = {
        _M_ARENA_MAX: ARENAS,
        _M_MMAP_THRESHOLD: MAPPED_FROM_BYTES,
        _M_TRIM_THRESHOLD: KEPT_BYTES,
    }
    refused = [parameter for parameter, value in wanted.items() if mallopt(parameter, value) != 1]
    return not refused
