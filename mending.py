"""Messages that stand in channels, mended: corrected in place, or taken back with their article.

What a message owes is a row, written in the transaction of the judgement or the deletion itself. An
edit may be made twice and comes to the same, so that a process may end anywhere.
"""

import logging
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from digests.schedule import LEASE, PAUSED_AFTER, next_try
from newsroom.answer import StoredClaim
from newsroom.attribution import ClaimId
from newsroom.audit import REFUSED
from newsroom.errors import PostGone, PostRefused
from newsroom.post import Contents, EditKind, OwedEdit, Post
from storage.audit import record_act
from storage.claim_judgements import is_judged_since, was_marked
from storage.claim_rows import load_claims
from storage.database import Database
from storage.posts import (
    claims_judged_since,
    drop_post,
    due_edits,
    put_off_edit,
    record_post,
    settle_edit,
    take_edit,
)
from storage.store import Desks, Store
from storage.whole_claims import find_gone

log = logging.getLogger("byline.posts")

AT_A_TIME = 20
"""So many messages a desk edits at one beat; more come with the next."""
COMMAND = "post edit"


class PostEditor(Protocol):
    """Whoever edits the bot's messages; raises PostRefused where Discord will not have it, and
    PostGone where there is nothing left to edit."""

    async def correct(
        self, post: Post, claims: Sequence[StoredClaim], taken_back: Collection[ClaimId]
    ) -> None:
        """Mark in a message what was judged of some of its claims; the same again is no change.

        Of those in `taken_back` nothing stands now, and something did when it was written.
        """

    async def remove(self, post: Post) -> None:
        """Put one sentence in the place of a message."""


class Posts:
    """The messages of the bot in the channels of each desk's server."""

    def __init__(self, desks: Desks) -> None:
        self._desks = desks

    async def record(self, desk: str, post: Post, contents: Contents) -> None:
        """Remember what a message shows."""
        store = await self._desks.get(desk)
        await store.write(record_post, post, contents)

    async def is_judged_since(self, desk: str, claims: Sequence[ClaimId], moment: datetime) -> bool:
        """Whether anything was judged of any of some claims after a moment."""
        store = await self._desks.get(desk)
        return await store.read(is_judged_since, claims, moment)

    async def mend(self, desk: str, editor: PostEditor, now: datetime) -> None:
        """Make the edits that are due; on a server without a desk there are none."""
        if self._desks.find(desk) is not None:
            await mend_posts(await self._desks.get(desk), editor, now)


async def mend_posts(store: Store, editor: PostEditor, now: datetime) -> None:
    """Make the edits that are due on one desk; one that fails does not hold up the others."""
    for owed in await store.read(due_edits, now, AT_A_TIME):
        if await store.write(take_edit, owed, now + LEASE):
            await _mend_safely(store, editor, owed, now)


async def _mend_safely(store: Store, editor: PostEditor, owed: OwedEdit, now: datetime) -> None:
    try:
        if owed.edit is EditKind.REMOVE:
            await editor.remove(owed.post)
        elif claims := await store.read(claims_to_correct, owed):
            await editor.correct(owed.post, claims, await store.read(taken_back, owed, claims))
        await store.write(finish, owed)
    except PostGone:
        await store.write(give_up, owed)
    except PostRefused as error:
        log.warning("Message %s refused: %s", owed.post.message_id, type(error).__name__)
        await store.write(note_refusal, owed, now)
    except Exception as error:
        log.error("Message %s failed: %s", owed.post.message_id, type(error).__name__)
        await store.write(put_off_edit, owed, next_try(owed.attempts + 1, now))


def claims_to_correct(db: Database, owed: OwedEdit) -> tuple[StoredClaim, ...]:
    """The claims of a message that were judged since it was written, as they stand now."""
    found = claims_judged_since(db, owed.post_id)
    claims = {claim.claim_id: claim for claim in load_claims(db, found)}
    for claim_id in found:
        if claim_id not in claims and (gone := find_gone(db, claim_id)) is not None:
            claims[claim_id] = gone[0]
    return tuple(claims.values())


def taken_back(db: Database, owed: OwedEdit, claims: Sequence[StoredClaim]) -> frozenset[ClaimId]:
    """Those of a message's claims that it shows with what stands of them no longer."""
    plain = [
        claim.claim_id
        for claim in claims
        if claim.mark is None or not (claim.mark.status or claim.mark.source)
    ]
    return was_marked(db, plain, owed.post.posted_at)


def finish(db: Database, owed: OwedEdit) -> None:
    """An edit is made, and the audit says so."""
    settle_edit(db, owed)
    record_act(db, *_objects(owed), command=COMMAND)


def note_refusal(db: Database, owed: OwedEdit, now: datetime) -> None:
    """Count a refusal; after the third in a row nothing more is tried."""
    later = next_try(owed.attempts + 1, now)
    if put_off_edit(db, owed, later, is_refused=True) >= PAUSED_AFTER:
        give_up(db, owed)


def give_up(db: Database, owed: OwedEdit) -> None:
    """A message or its channel is gone, or out of reach: the audit says so, and it is forgotten."""
    drop_post(db, owed.post_id)
    record_act(db, *_objects(owed), outcome=REFUSED, command=COMMAND)


def _objects(owed: OwedEdit) -> tuple[tuple[str, int], tuple[str, int]]:
    return ("channel", owed.post.channel_id), ("message", owed.post.message_id)
