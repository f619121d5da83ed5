"""A desk's embargoes beside its backup, and back in their place with it."""

import shutil
from pathlib import Path

from newsroom.embargo import Embargo
from storage.backup import copy_backup
from storage.embargo_files import (
    LAST,
    file_of,
    folder_of,
    list_embargoes,
    remove_all,
    write_terms,
)


def begin_copies(target: Path) -> None:
    """Make room for the embargoes of a backup; those of an earlier one under its name go."""
    remove_all(target)


def copy_terms(embargo: Embargo, target: Path) -> Path:
    """Write an embargo's terms beside a backup; the file that its articles are to be copied to."""
    write_terms(target, embargo)
    return file_of(target, embargo.number)


def prepare_embargoes(source: Path, desk: Path) -> Path:
    """Copy a backup's embargoes near to a desk, once each proves sound; else a StoreError.

    The path is what `place_embargoes` takes.
    """
    fresh = desk.with_name(f".restore-{desk.name}")
    remove_all(fresh)
    for each in list_embargoes(source):
        write_terms(fresh, each)
        copy_backup(file_of(source, each.number), file_of(fresh, each.number))
    counter = folder_of(desk) / LAST
    if counter.exists():  # the numbers go on after the highest that was ever given here
        folder_of(fresh).mkdir(parents=True, exist_ok=True)
        shutil.copy(counter, folder_of(fresh) / LAST)
    return fresh


def place_embargoes(fresh: Path, desk: Path, spare: Path) -> None:
    """Put prepared embargoes where a desk has them; those that were there are kept at a spare."""
    if list_embargoes(desk):
        folder_of(desk).replace(folder_of(spare))
    remove_all(desk)
    if folder_of(fresh).exists():
        folder_of(fresh).replace(folder_of(desk))
