"""A desk brought back: from an export, line by line, or whole from a backup."""

import asyncio
import logging
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from carrying import judge_imported
from embargoes import Embargoes
from feeds.filters import read_filter
from newsroom.errors import NewsroomError, StoreError, UnreadableInput
from newsroom.export import Restored
from replaying import replay
from storage.audit import record_act
from storage.backup import (
    back_up,
    check_sound,
    copy_backup,
    find_last_backup,
    put_in_place,
    record_backup,
    touch,
)
from storage.database import Database
from storage.embargo_backup import place_embargoes, prepare_embargoes, put_backup
from storage.interchange.checking import Damaged, check_header, read_line
from storage.interchange.numbering import ARTICLE, Numbering, begin_numbering, count_new_entities
from storage.interchange.restoring import Kept, keep_lines
from storage.store import Desks, Store
from storage.story_traits import load_body
from storage.targets import find_target
from storytelling import keep_words

log = logging.getLogger(__name__)

LINE_BYTES = 64_000_000
"""Far above any article with all that was read in it; what is longer is refused by its number."""
BATCH_LINES, BATCH_BYTES = 500, 4_000_000
"""How many lines, and how much of them, one transaction keeps at most."""
MARK, BOM = b'{"type":"desk"', b"\xef\xbb\xbf"

Refuse = Callable[[int, str], None]
"""Is told of a line that was left out: its number, and why."""
Line = tuple[int, bytes]


class Restoring:
    """Desks backed up and brought back."""

    def __init__(self, desks: Desks, embargoes: Embargoes) -> None:
        self._desks, self._embargoes = desks, embargoes

    @staticmethod
    def recognises(beginning: bytes) -> bool:
        """Whether a file that begins so is an export of a desk, in whatever version."""
        bare = beginning.removeprefix(BOM).lstrip().replace(b" ", b"")
        return bare.startswith(MARK)

    async def import_lines(
        self, desk: str, lines: BinaryIO, refuse: Refuse, progress: Callable[[int], None]
    ) -> Restored:
        """Keep what an export holds; what the desk has already is skipped, a bad line refused.

        Raises UnreadableInput where the first line is not that of an export.
        """
        numbered = _numbered(lines)
        holds = await asyncio.to_thread(_read_header, numbered)
        store = await self._desks.get(desk)
        numbering = await store.write(begin_numbering)
        all_kept, refused, last = Kept(), 0, 0
        batches = _batches(numbered)
        while batch := await asyncio.to_thread(next, batches, None):
            kept = await _keep_batch(store, numbering, batch)
            refused += _tell(kept, refuse)
            all_kept.take(kept)
            last = batch[-1][0]
            progress(last)
        judged = await store.write(judge_imported)
        refused += _tell(judged, refuse)
        all_kept.take(judged)
        for kind, count in holds.items():
            found = all_kept.added.get(kind, 0) + all_kept.known.get(kind, 0)
            if found < count and not refused:
                refuse(last, f"the file ends here, with {found} of {count} lines of type {kind}")
                refused += 1
        all_kept.added["entity"] = await store.write(count_new_entities)
        return Restored(tuple(all_kept.added.items()), tuple(all_kept.known.items()), refused)

    async def backup(self, desk: str, target: Path) -> int:
        """Copy a desk into a new file while it is written to, and remember when.

        Its embargoes are copied into a folder beside that file; how many there are. Nothing goes
        under an embargo or comes out of one meanwhile, so that nothing is missing from both.
        """
        if self._desks.find(desk) is None:
            raise NewsroomError(f"There is no desk {desk}: nothing has been added to it yet.")
        store, moment = await self._desks.get(desk), datetime.now(UTC)
        place = find_target(target, store.path.parent)
        async with self._embargoes.alone(desk):
            with _room_beside(place, target) as fresh:
                await store.read_apart(back_up, fresh, store.path)
                copied = await self._embargoes.copy(desk, fresh)
                await asyncio.to_thread(put_backup, fresh, place)
        try:
            await store.write(record_backup, moment)
        except StoreError:
            log.warning("Desk %s: backed up, which the desk could not note", desk)
        return copied

    async def check(self, desk: str) -> None:
        """Raise StoreError where a desk's file is damaged, or can be read and not written."""
        store = await self._desks.get(desk)
        await store.read_apart(check_sound, store.path)
        await store.write(touch)

    async def last_backup(self, desk: str) -> datetime | None:
        """When a desk was last backed up; None where that is not known."""
        if self._desks.find(desk) is None:
            return None
        return await (await self._desks.get(desk)).read(find_last_backup)

    async def restore(self, desk: str, source: Path, *, replaces: bool) -> Path | None:
        """Make a backup the desk, once it proves sound; the old file's new name, if one was there.

        Raises StoreError for a file that is no sound backup, and where a desk is in the way.
        """
        return await asyncio.to_thread(self._restore, desk, source, replaces)

    def _restore(self, desk: str, source: Path, replaces: bool) -> Path | None:
        place = self._desks.path(desk)
        if not source.is_file():
            raise StoreError(f"{source}: no such file.")
        if place.exists() and place.samefile(source):
            raise StoreError(f"{source} is the desk itself.")
        if place.exists() and not replaces:
            raise StoreError(
                f"There is a desk {desk} already: name another one with --desk, or have it kept"
                " aside with --replace."
            )
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=place.parent, prefix=".restore-") as room:
                fresh = Path(room, place.name)
                copy_backup(source, fresh)
                self._desks.open_at(fresh)
                prepare_embargoes(source, fresh, place)
                spare = _aside(place)
                aside = spare if place.exists() else None
                put_in_place(fresh, place, aside)
                place_embargoes(fresh, place, spare)
                return aside
        except OSError as error:
            reason = (error.strerror or "cannot be written").lower()
            raise StoreError(f"{source} could not be restored: {reason}.") from error


def _aside(place: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    names = (place.with_name(f"{place.stem}.{stamp}{n}.replaced") for n in ("", *"abcdefgh"))
    return next(name for name in names if not name.exists())


@contextmanager
def _room_beside(place: Path, named: Path) -> Iterator[Path]:
    """A file beside another, to be written whole before it takes its place."""
    try:
        with tempfile.TemporaryDirectory(dir=place.parent, prefix=".backup-") as room:
            yield Path(room, place.name)
    except OSError as error:
        reason = (error.strerror or "cannot be written").lower()
        raise NewsroomError(f"{named}: {reason}; nothing was backed up.") from error


async def _keep_batch(store: Store, numbering: Numbering, batch: list[Line]) -> Kept:
    whole = [line for line in batch if len(line[1]) <= LINE_BYTES]
    kept = await store.write(keep, numbering, whole)
    long = f"longer than {LINE_BYTES // 1_000_000} MB, which no article is"
    kept.refused += [(number, long) for number, line in batch if len(line) > LINE_BYTES]
    return kept


def _tell(kept: Kept, refuse: Refuse) -> int:
    """Tell of the lines that were left out, and how many there are."""
    for number, reason in sorted(kept.refused):
        refuse(number, reason)
    return len(kept.refused)


def keep(db: Database, numbering: Numbering, lines: list[Line]) -> Kept:
    """Keep some lines, what they judge, and of each new article the words that tell of it."""
    kept = keep_lines(db, numbering, lines, read_filter)
    replay(db, kept)
    for article_id in kept.sorted_articles:
        keep_words(db, article_id, load_body(db, article_id))
    if count := kept.added.get(ARTICLE):
        record_act(db, ("articles", count), command="import")
    return kept


def _numbered(lines: BinaryIO) -> Iterator[Line]:
    """The lines of a file with their numbers; one that is too long comes cut."""
    number = 0
    while line := lines.readline(LINE_BYTES + 1):
        number += 1
        rest = line
        while len(rest) == LINE_BYTES + 1 and not rest.endswith(b"\n"):
            rest = lines.readline(LINE_BYTES + 1)
        if line.strip():
            yield number, line


def _read_header(lines: Iterator[Line]) -> dict[str, int]:
    try:
        _, line = next(lines, (0, b""))
        return check_header(read_line(line.removeprefix(BOM)))
    except Damaged as error:
        raise UnreadableInput(str(error)) from None


def _batches(lines: Iterator[Line]) -> Iterator[list[Line]]:
    batch: list[Line] = []
    size = 0
    for line in lines:
        batch.append(line)
        size += len(line[1])
        if len(batch) == BATCH_LINES or size > BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
