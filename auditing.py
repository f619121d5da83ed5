"""The audit as a use case: what was refused or failed is recorded, and the chain is checked."""

from dataclasses import replace
from datetime import datetime, timedelta

from newsroom.audit import DONE, FAILED, REFUSED, AuditReport, Entry
from newsroom.errors import NotPermitted
from storage.audit import check_audit, list_entries, record_act
from storage.store import Desks

LISTED = 50
WHOLE_EVERY = timedelta(hours=24)
"""How old a reading of the whole audit may be before all of it is read again."""


class Auditing:
    """The audit of every desk; what is written records itself, in its own transaction."""

    def __init__(self, desks: Desks) -> None:
        self._desks = desks
        self._checked: dict[str, AuditReport] = {}

    async def end(self, desk: str, error: BaseException | None = None) -> None:
        """Record how the act of this task ended, where nothing of it has been recorded yet.

        A refusal or a failure is recorded in any case, by its class alone.
        """
        store = await self._desks.get(desk)
        await store.write(record_act, outcome=_outcome(error))

    async def shared(self, desk: str, articles: tuple[int, ...]) -> None:
        """Record that an answer was shown to a channel, by the articles that it quotes."""
        store = await self._desks.get(desk)
        await store.write(record_act, *(("article", number) for number in articles))

    async def check(self, desk: str) -> AuditReport:
        """Whether the audit is as it was written."""
        store = await self._desks.get(desk, even_sealed=True)
        return await store.read_apart(check_audit)

    async def look_over(self, desk: str, now: datetime) -> AuditReport:
        """The same at little cost, however long the audit is: what came since it was last checked.

        All of it is read where this process has not done so for a day, or its end has changed.
        """
        known = self._checked.pop(desk, None)
        if known and known.whole_at and now - known.whole_at >= WHOLE_EVERY:
            known = None
        store = await self._desks.get(desk, even_sealed=True)
        report = await store.read(check_audit, known)
        if report.fault is None:
            self._checked[desk] = replace(report, whole_at=report.whole_at or now)
        return report

    async def list(self, desk: str) -> tuple[tuple[Entry, str | None], ...]:
        """The newest entries, each with the name that is still kept for its pseudonym."""
        store = await self._desks.get(desk)
        return await store.read(list_entries, LISTED)


def _outcome(error: BaseException | None) -> str:
    if error is None:
        return DONE
    return REFUSED if isinstance(error, NotPermitted) else FAILED.format(type(error).__name__)
