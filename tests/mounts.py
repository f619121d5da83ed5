"""Disks of a test's own: a process in a room where a small or unwritable disk is mounted."""

import json
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 180.0
_SMALL = 'mount -t tmpfs -o size="$1" none "$2"'
_FIXED = 'mount --bind "$2" "$2" && mount -o remount,bind,ro "$2"'


@cache
def _refusal() -> str:
    """Why this machine lets no process mount a disk for itself alone; nothing where it does."""
    if shutil.which("unshare") is None:
        return "there is no `unshare` here"
    probe = 'mkdir -p "$0" && mount -t tmpfs none "$0" && mount -o remount,ro "$0"'
    tried = subprocess.run(
        ["unshare", "-r", "-m", "sh", "-c", probe, "/tmp"],
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if tried.returncode == 0 else f"no disk can be mounted here: {tried.stderr.strip()}"


def on_small_disk(module: str, folder: Path, kilobytes: int, *args: object) -> Any:
    """What a module says as JSON, run in a process for which the folder is a disk of that size."""
    return _run(_SMALL, module, folder, f"{kilobytes}k", args)


def on_fixed_disk(module: str, folder: Path, *args: object) -> Any:
    """What a module says as JSON, run in a process that cannot write to the folder."""
    return _run(_FIXED, module, folder, "", args)


def _run(mount: str, module: str, folder: Path, size: str, args: tuple[object, ...]) -> Any:
    if why := _refusal():
        pytest.skip(why)
    script = f'{mount} && shift 2 && exec "$@"'
    own = [sys.executable, "-m", module, str(folder), *map(str, args)]
    done = subprocess.run(
        ["unshare", "-r", "-m", "sh", "-c", script, "sh", size, str(folder), *own],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
