"""What channels are sent by themselves: digests, and what watches find."""

from dataclasses import replace

from newsroom.digest import PauseReason
from storage.interchange.fields import Part, day, discord_id, flag, moment, number_of, text, whole

PAUSED_FOR = text("pause_reason", optional=True, choices=PauseReason)
AFTER_THE_LAST = """max(t.starts_on, coalesce(
    (select date(max(d.edition_on), '+1 day') from deliveries d
     where d.channel_id = t.channel_id and d.state <> 'pending'), t.starts_on))"""
"""Deliveries stay behind: no day that has had its digest is to have another."""

SCHEDULES = Part(
    "schedule",
    "digest_schedules",
    "channel_id",
    (
        discord_id("channel_id"),
        text("zone"),
        text("at"),
        replace(day("starts_on"), read=AFTER_THE_LAST),
        whole("after_article"),
        moment("covered_until"),
        discord_id("scheduled_by"),
        moment("paused_at", optional=True),
        PAUSED_FOR,
        whole("refusals"),
    ),
    "t.channel_id",
)

WATCHES = Part(
    "watch",
    "watches",
    "watch_id",
    (
        number_of("watch", "watch", "watch_id"),
        discord_id("channel_id"),
        discord_id("user_id"),
        number_of("entity", "entity_id", "entity_id", optional=True),
        text("words"),
        flag("pings", "pings"),
        whole("after_claim"),
        moment("made_at"),
        moment("muted_at", optional=True),
        PAUSED_FOR,
        whole("refusals"),
    ),
    "t.watch_id",
)
