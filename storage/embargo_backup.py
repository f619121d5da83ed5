"""A desk's embargoes beside its backup, and back in their place with it."""

import shutil
from pathlib import Path

from newsroom.embargo import Embargo
from storage.backup import copy_backup
from storage.embargo_files import (
    LAST,
    file_of,
    folder_of,
    has_embargoes,
    read_embargoes,
    remove_all,
    write_terms,
)


def copy_terms(embargo: Embargo, target: Path) -> Path:
    """Write an embargo's terms beside a backup; the file that its articles are to be copied to."""
    write_terms(target, embargo)
    return file_of(target, embargo.number)


def put_backup(fresh: Path, target: Path) -> None:
    """Put a backup that is whole, with its embargoes, in the place of an earlier one.

    The embargoes come first: stopped in between, nothing is missing from both.
    """
    spare = fresh.with_name(f"before-{fresh.name}")
    if folder_of(target).exists():
        folder_of(target).replace(folder_of(spare))
    if folder_of(fresh).exists():
        folder_of(fresh).replace(folder_of(target))
    fresh.replace(target)


def prepare_embargoes(source: Path, fresh: Path, desk: Path) -> None:
    """Copy a backup's embargoes beside a fresh file, once each proves sound; else a StoreError."""
    for each in read_embargoes(source):
        write_terms(fresh, each)
        copy_backup(file_of(source, each.number), file_of(fresh, each.number))
    counter = folder_of(desk) / LAST
    if counter.exists():  # the numbers go on after the highest that was ever given here
        folder_of(fresh).mkdir(parents=True, exist_ok=True)
        shutil.copy(counter, folder_of(fresh) / LAST)


def place_embargoes(fresh: Path, desk: Path, spare: Path) -> None:
    """Put prepared embargoes where a desk has them; those that were there are kept at a spare."""
    if has_embargoes(desk):
        folder_of(desk).replace(folder_of(spare))
    remove_all(desk)
    if folder_of(fresh).exists():
        folder_of(fresh).replace(folder_of(desk))
