"""What is freed goes back to the system, and what stays is not looked at again and again."""

import asyncio
import gc
import platform
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from commandline import memory

ROOT = Path(__file__).resolve().parents[2]

THREADS = """
import ctypes, sys, threading
from commandline.memory import give_back_freed_memory

print(give_back_freed_memory() if sys.argv[1] == "with" else None)
libc = ctypes.CDLL(None)
libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
libc.free.argtypes = [ctypes.c_void_p]
libc.fopen.restype = ctypes.c_void_p
together = threading.Barrier(8)

def take():
    together.wait()
    libc.malloc(4096)
    together.wait()

threads = [threading.Thread(target=take) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
libc.free(libc.malloc(8_000_000))  # which would raise the size that blocks are mapped from
block = libc.malloc(4_000_000)
report = ctypes.c_void_p(libc.fopen(sys.argv[2].encode(), b"w"))
libc.malloc_info(0, report)
libc.fclose(report)
"""


def arenas_and_mapped(how: str, report: Path) -> tuple[str, int, int]:
    """What a process said, with how many arenas it ended, and how many bytes were mapped apart."""
    said = subprocess.run(
        [sys.executable, "-c", THREADS, how, str(report)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    words = report.read_text()
    mapped = words.rpartition('<total type="mmap"')[2].partition('size="')[2].partition('"')[0]
    return said, words.count("<heap nr="), int(mapped)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="it is for glibc alone")
def test_threads_share_arenas_and_large_blocks_are_mapped_apart(tmp_path: Path) -> None:
    _, arenas, mapped = arenas_and_mapped("without", tmp_path / "without.xml")
    assert arenas > memory.ARENAS
    said, fewer, apart = arenas_and_mapped("with", tmp_path / "with.xml")
    assert said == "True"
    assert fewer <= memory.ARENAS
    assert apart >= mapped + 4_000_000


HOLES = """
import asyncio, ctypes
from commandline import memory

libc = ctypes.CDLL(None)
libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
libc.free.argtypes = [ctypes.c_void_p]
blocks = [libc.malloc(60_000) for _ in range(1_000)]
for block in blocks:
    ctypes.memset(block, 1, 60_000)
for place, block in enumerate(blocks):
    if place % 10:
        libc.free(block)  # every tenth stays, so that no end of the heap is free

def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096

async def main():
    memory.TRIM_EVERY_S = 0.01
    before = resident()
    task = asyncio.create_task(memory.give_back_what_lies_between())
    while resident() > before - 30_000_000:
        await asyncio.sleep(0.01)
    task.cancel()

asyncio.run(asyncio.wait_for(main(), 30))
print("given back")
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="it is for glibc alone")
def test_what_is_free_between_blocks_in_use_is_given_back() -> None:
    said = subprocess.run(
        [sys.executable, "-c", HOLES], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()
    assert said == "given back"


def test_another_c_library_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "libc_ver", lambda: ("", ""))
    monkeypatch.setattr("ctypes.CDLL", lambda name: pytest.fail("it was asked for"))
    assert memory.give_back_freed_memory() is False
    asyncio.run(memory.give_back_what_lies_between())


@pytest.mark.asyncio
async def test_what_is_loaded_is_set_aside_and_so_is_what_is_loaded_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(memory, "LOOK_EVERY_S", 0.0)
    gc.unfreeze()
    task = asyncio.create_task(memory.set_aside_what_stays())
    try:
        await asyncio.sleep(0)
        first = gc.get_freeze_count()
        assert first > 0
        later: list[list[int]] = [[] for _ in range(1000)]
        await asyncio.sleep(0)
        assert gc.get_freeze_count() < first + len(later)
        monkeypatch.setitem(sys.modules, "loaded_when_used", ModuleType("loaded_when_used"))
        await asyncio.sleep(0)
        assert gc.get_freeze_count() >= first + len(later) // 2
    finally:
        task.cancel()
        gc.unfreeze()
