"""The use cases of correcting claims, by desk: each is one transaction of the desk's store."""

from collections.abc import Callable
from typing import TypeVar

import claim_curation
from answering import resembling
from claim_curation import ClaimHistory
from newsroom.answer import Answer, Question, QuestionKind
from newsroom.attribution import ClaimId
from newsroom.curation import Note
from newsroom.errors import NewsroomError
from newsroom.judged_claim import (
    ClaimJudgementId,
    ClaimRecord,
    ClaimStatus,
    SourceWanted,
)
from newsroom.typed import read_number
from storage.audit import record_act
from storage.database import Database
from storage.store import Desks

T = TypeVar("T")
NEAREST = 3
SHOWN = 80


class ClaimCuration:
    """Everything that people may correct about what is said.

    A claim is named by its number ("#12") or by exactly its words.
    """

    def __init__(self, desks: Desks) -> None:
        self._desks = desks

    async def set_status(
        self, desk: str, claim: str, status: ClaimStatus, note: Note, wording: str = ""
    ) -> ClaimRecord:
        """Say how the desk takes a claim; a correction comes with its wording."""

        def judge(db: Database) -> ClaimRecord:
            return claim_curation.set_status(db, _find(db, claim), status, note, wording)

        return await self._write(desk, judge)

    async def set_source(
        self, desk: str, claim: str, wanted: SourceWanted, note: Note
    ) -> ClaimRecord:
        """Say who really stands behind a claim."""
        return await self._write(
            desk, lambda db: claim_curation.set_source(db, _find(db, claim), wanted, note)
        )

    async def add_note(
        self, desk: str, claim: str, words: str, note: Note, *, is_confidential: bool = False
    ) -> ClaimRecord:
        """Write a note on a claim; a confidential one is for editors alone."""

        def add(db: Database) -> ClaimRecord:
            claim_id = _find(db, claim)
            return claim_curation.add_note(
                db, claim_id, words, note, is_confidential=is_confidential
            )

        return await self._write(desk, add)

    async def undo(
        self, desk: str, number: int | None, claim: str | None, note: Note
    ) -> ClaimRecord:
        """Take a judgement back; without a number the last, on a claim if one is given."""
        wanted = None if number is None else ClaimJudgementId(number)

        def take_back(db: Database) -> ClaimRecord:
            claim_id = None if claim is None else _find(db, claim)
            return claim_curation.undo(db, wanted, claim_id, note)

        return await self._write(desk, take_back)

    async def newest(self, desk: str, claim: str | None = None) -> tuple[ClaimRecord, ...]:
        """The newest judgements on a claim or the whole desk, for editors."""

        def find(db: Database) -> tuple[ClaimRecord, ...]:
            return claim_curation.list_newest(db, None if claim is None else _find(db, claim))

        return await self._read(desk, find)

    async def history(self, desk: str, claim: str) -> ClaimHistory:
        """A claim as it was read, with all that was judged of it, for editors."""
        return await self._read(desk, lambda db: claim_curation.tell_history(db, _find(db, claim)))

    async def _read(self, desk: str, work: Callable[[Database], T]) -> T:
        store = await self._desks.get(desk)
        return await store.read(work)

    async def _write(self, desk: str, work: Callable[[Database], ClaimRecord]) -> ClaimRecord:
        """Do it, with an entry in the audit that has the numbers alone."""

        def recorded(db: Database) -> ClaimRecord:
            record = work(db)
            judgement = record.judgement
            objects = ("claim", judgement.claim_id), ("claim_judgement", judgement.judgement_id)
            record_act(db, *objects, command="claim")
            return record

        store = await self._desks.get(desk)
        return await store.write(recorded)


def _find(db: Database, claim: str) -> ClaimId:
    """The claim that is meant; where none is, NewsroomError with the nearest and their numbers."""
    try:
        return claim_curation.find_claim(db, claim)
    except NewsroomError as error:
        if not claim.strip() or read_number(claim) is not None:
            raise
        reply = resembling(db, Question(claim, QuestionKind.SOURCES, claim.strip()))
        near = [match.claim for match in reply.claims] if isinstance(reply, Answer) else []
        listed = "; ".join(f"#{one.claim_id} “{one.text[:SHOWN]}”" for one in near[:NEAREST])
        hint = f" Nearest: {listed}." if listed else ""
        raise NewsroomError(f"{error}{hint}") from None
