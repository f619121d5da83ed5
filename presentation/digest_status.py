"""When channels get their digests, what became of the last one, and why nothing went out."""

from collections.abc import Sequence
from datetime import datetime

import discord

from newsroom.digest import Delivery, DeliveryState, DigestStatus, PauseReason
from presentation import limits
from presentation.edition_sheet import day_words, moment_words
from presentation.embeds import ANSWER, WARNING
from presentation.text import CUT, length, plain, plural

NONE_SCHEDULED = (
    "No channel that you can see gets a digest. Somebody with Manage Server sets one with"
    " /digest schedule; /digest now shows what is new today."
)
REFUSED = (
    "Three digests in a row could not be posted: the channel is gone, or Byline lacks View Channel,"
    " Send Messages, Embed Links or Read Message History there, or others than this desk's readers"
    " can read along and who scheduled it is no longer an editor. Mend that and use"
    " /digest schedule again."
)


def status_embed(statuses: Sequence[DigestStatus]) -> discord.Embed:
    """The state of each channel's digest; what does not fit is counted."""
    if not statuses:
        return discord.Embed(title="Digests", description=NONE_SCHEDULED, colour=ANSWER)
    parts: list[str] = []
    for status in statuses:
        part = "\n".join(status_lines(status))
        if length("\n\n".join((*parts, part))) > limits.PAGE_TEXT:
            parts.append(f"{CUT} and {plural(len(statuses) - len(parts), 'more channel')}")
            break
        parts.append(part)
    is_resting = any(status.schedule.pause_reason is PauseReason.REFUSED for status in statuses)
    return discord.Embed(
        title="Digests",
        description="\n\n".join(parts),
        colour=WARNING if is_resting else ANSWER,
    )


def status_lines(status: DigestStatus) -> tuple[str, ...]:
    """One channel's digest in a few lines."""
    schedule = status.schedule
    where = (
        f"**<#{schedule.channel_id}>**: each day at {schedule.at:%H:%M} ({plain(schedule.zone)})"
    )
    return (where, f"Last: {_last_words(status)}", f"Next: {_next_words(status)}")


def _last_words(status: DigestStatus) -> str:
    last, zone = status.last, status.schedule.zone
    if last is None:
        return "none yet"
    at = _at(last.finished_at or last.tried_at, zone)
    day = day_words(last.edition_on)
    match last.state:
        case DeliveryState.POSTED:
            return f"posted for {day}, {plural(last.parts_sent, 'message')}, {at}"
        case DeliveryState.QUIET:
            since = plain(moment_words(last.covered_since, zone))
            return f"for {day}, {at}: nothing had changed since {since}, so nothing was posted"
        case _:
            return f"for {day}, not posted yet: {_fault_words(last)}"


def _fault_words(last: Delivery) -> str:
    if last.fault is None:
        return "under way"
    return f"{plural(last.attempts, 'attempt')} failed, the last with {last.fault}"


def _next_words(status: DigestStatus) -> str:
    schedule = status.schedule
    if schedule.pause_reason is PauseReason.REFUSED:
        return f"paused. {REFUSED}"
    if status.next_at is None or status.next_on is None:
        return "paused; /digest schedule ends that"
    return f"for {day_words(status.next_on)}, {_at(status.next_at, schedule.zone)}"


def _at(moment: datetime, zone: str) -> str:
    return f"on {plain(moment_words(moment, zone))}"
