"""The use cases of curation, by desk: each is one transaction of the desk's store."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from datetime import datetime
from io import StringIO
from typing import Concatenate, ParamSpec, TypeVar

import curation
import reviewing
from extraction.names_file import read_names
from newsroom.curation import Case, JudgementId, Note, PartView, Proposal, Record, Sketch, Verdict
from newsroom.entity import EntityId, NameRecord
from newsroom.errors import UnreadableInput
from storage.audit import record_act
from storage.curation_views import list_forms, list_hidden
from storage.database import Database
from storage.store import Desks

CHOICES = 25

Progress = Callable[[int], None]
ImportNames = Callable[[str, Iterable[NameRecord], Progress | None], Awaitable[int]]
"""Keeps the names of a list on a desk, however long it is; how many there were."""

P = ParamSpec("P")
T = TypeVar("T")


class Curation:
    """Everything that people may correct about who is who.

    An entity is named by its number ("#12") or by a name that is nobody else's.
    """

    def __init__(self, desks: Desks, import_names: ImportNames) -> None:
        self._desks, self._import_names = desks, import_names

    async def propose(self, desk: str, kept: str, other: str) -> Proposal:
        """What a merge would join, and what stands against it."""

        def propose(db: Database) -> Proposal:
            both = curation.find_entity(db, kept), curation.find_entity(db, other)
            return curation.propose_merge(db, *both)

        return await self._read(desk, propose)

    async def merge(
        self, desk: str, both: tuple[str, str], note: Note, *, overrule: curation.Overrule = False
    ) -> Record:
        """Make the second entity one with the first, by whose name it goes."""

        def merge(db: Database) -> Record:
            kept, other = (curation.find_entity(db, each) for each in both)
            return curation.merge(db, kept, other, note, overrule=overrule)

        return await self._write(desk, merge)

    async def split(self, desk: str, entity: str, what: str, note: Note) -> Record:
        """Take an article ("#3") or a form out of an entity."""
        return await self._of(desk, entity, curation.split, what, note)

    async def add_alias(self, desk: str, entity: str, form: str, note: Note) -> Record:
        """Call an entity by a form."""
        return await self._of(desk, entity, curation.add_alias, form, note)

    async def remove_alias(self, desk: str, entity: str, form: str, note: Note) -> Record:
        """Say that a form is none of an entity's."""
        return await self._of(desk, entity, curation.remove_alias, form, note)

    async def describe(self, desk: str, entity: str, text: str, note: Note) -> Record:
        """Say who or what an entity is."""
        return await self._of(desk, entity, curation.describe, text, note)

    async def hide(self, desk: str, entity: str, note: Note) -> Record:
        """Leave an entity out of answers and suggestions."""
        return await self._of(desk, entity, curation.hide, note)

    async def show(self, desk: str, entity: str, note: Note) -> Record:
        """Take a hidden entity into answers again."""

        def show(db: Database) -> Record:
            entity_id = curation.find_entity(db, entity)
            return curation.hide(db, entity_id, note, is_shown=True)

        return await self._write(desk, show)

    async def undo(self, desk: str, number: int | None, note: Note) -> Record:
        """Take a judgement back, the last without a number."""
        wanted = None if number is None else JudgementId(number)
        return await self._write(desk, lambda db: curation.undo(db, wanted, note))

    async def import_file(
        self, desk: str, content: bytes, note: Note
    ) -> tuple[int, tuple[str, ...]]:
        """Keep the names of a CSV file, and that somebody brought them; which rows were left out.

        Raises UnreadableInput where the first line does not name the columns.
        """
        refused: list[str] = []

        def refuse(where: str, why: str) -> None:
            refused.append(f"{where}: {why}")

        text = StringIO(content.decode("utf-8-sig", "surrogateescape"), newline="")
        try:
            rows = read_names(text, refuse)
            count = await self.import_rows(desk, rows, note, lambda: len(refused))
        except UnreadableInput as error:
            raise UnreadableInput(f"{note.reason}: {error}.") from None
        return count, tuple(refused)

    async def import_rows(
        self,
        desk: str,
        rows: Iterable[NameRecord],
        note: Note,
        left_out: Callable[[], int],
        progress: Progress | None = None,
    ) -> int:
        """Keep the names of a list, and that somebody brought it: its name is the note's reason.

        `left_out` tells, once all are read, how many rows were none; how many names there were.
        """
        count = await self._import_names(desk, rows, progress)
        words = f"{note.reason}: {count} names, {left_out()} rows left out"
        kept = replace(note, reason=words)
        await self._write(desk, lambda db: curation.record_import(db, kept))
        return count

    async def newest(self, desk: str) -> tuple[Record, ...]:
        """The newest judgements, with whether each stands."""
        return await self._read(desk, curation.list_newest)

    async def parts(self, desk: str, entity: str) -> tuple[PartView, ...]:
        """The articles of an entity, by the names that they give it."""
        return await self._read(
            desk, lambda db: curation.list_split(db, curation.find_entity(db, entity))
        )

    async def forms(self, desk: str, entity: str) -> tuple[str, ...]:
        """The names that an entity goes by."""
        return await self._read(desk, lambda db: list_forms(db, curation.find_entity(db, entity)))

    async def hidden(self, desk: str) -> tuple[Sketch, ...]:
        """Entities that are hidden."""
        return await self._read(desk, lambda db: list_hidden(db, CHOICES))

    async def next_case(self, desk: str, now: datetime) -> Case | None:
        """The worst of what is doubtful."""
        return await self._read(desk, lambda db: reviewing.next_case(db, now))

    async def judge_case(
        self, desk: str, key: tuple[str, int, int], verdict: Verdict, note: Note
    ) -> Record | None:
        """What a person says of a doubt; the judgement where that changed who is who."""
        return await self._write(desk, lambda db: reviewing.judge_case(db, key, verdict, note))

    async def _of(
        self,
        desk: str,
        entity: str,
        act: Callable[Concatenate[Database, EntityId, P], Record],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Record:
        """An act on the entity that some words name."""
        return await self._write(
            desk, lambda db: act(db, curation.find_entity(db, entity), *args, **kwargs)
        )

    async def _read(self, desk: str, work: Callable[[Database], T]) -> T:
        store = await self._desks.get(desk)
        return await store.read(work)

    async def _write(self, desk: str, work: Callable[[Database], T]) -> T:
        """Do it, with an entry in the audit for what changed who is who."""

        def recorded(db: Database) -> T:
            result = work(db)
            if isinstance(result, Record):
                record_act(db, ("judgement", result.judgement.judgement_id), command="entity")
            return result

        store = await self._desks.get(desk)
        return await store.write(recorded)
