"""How the world looks as Discord's JSON."""

import re
from datetime import datetime
from typing import Any

import discord

from .refusals import JsonObject
from .world import DM_CHANNEL, TEXT_CHANNEL, Attachment, Channel, Guild, Member, Message, Role, User

USER_MENTION = re.compile(r"<@!?(\d+)>")
ROLE_MENTION = re.compile(r"<@&(\d+)>")


def _when(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def user_json(user: User) -> JsonObject:
    """An account as other users see it."""
    return {
        "id": str(user.user_id), "username": user.name, "discriminator": "0",
        "global_name": None if user.is_bot else user.name.title(), "avatar": None,
        "bot": user.is_bot, "public_flags": 0, "flags": 0,
    }  # fmt: skip


def bare_member_json(member: Member) -> JsonObject:
    """A member without the account, as it comes beside an author."""
    return {
        "nick": member.nick, "avatar": None, "roles": [str(role.role_id) for role in member.roles],
        "joined_at": _when(member.joined_at), "premium_since": None, "deaf": False, "mute": False,
        "flags": 0, "pending": False, "communication_disabled_until": None,
    }  # fmt: skip


def member_json(member: Member, channel: Channel | None = None) -> JsonObject:
    """A member with the account and, given a channel, the permissions there."""
    body = bare_member_json(member) | {"user": user_json(member.user)}
    if channel is not None:
        body["permissions"] = str(member.permissions_in(channel).value)
    return body


def role_json(role: Role) -> JsonObject:
    """A role of a guild."""
    return {
        "id": str(role.role_id), "name": role.name, "color": 0, "hoist": False, "icon": None,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "unicode_emoji": None, "position": role.position, "managed": False, "flags": 0,
        "permissions": str(role.permissions.value), "mentionable": False,
    }  # fmt: skip


def channel_json(channel: Channel) -> JsonObject:
    """A guild's text channel or direct messages."""
    last = max(channel.messages, default=None)
    body: JsonObject = {
        "id": str(channel.channel_id), "last_message_id": str(last) if last else None, "flags": 0,
    }  # fmt: skip
    if channel.guild is None:
        recipients = [user_json(channel.recipient)] if channel.recipient else []
        return body | {"type": DM_CHANNEL, "recipients": recipients}
    overwrites = [
        {"id": str(target_id), "type": int(target_id not in channel.guild.roles),
         "allow": str(allow.value), "deny": str(deny.value)}
        for target_id, (allow, deny) in channel.overwrites.items()
    ]  # fmt: skip
    position = list(channel.guild.channels).index(channel.channel_id)
    return body | {
        "type": TEXT_CHANNEL, "guild_id": str(channel.guild.guild_id), "name": channel.name,
        "position": position, "permission_overwrites": overwrites, "parent_id": None,
        "topic": None, "nsfw": False, "rate_limit_per_user": 0,
    }  # fmt: skip


def guild_json(guild: Guild, *, with_members: bool) -> JsonObject:
    """A guild as GUILD_CREATE brings it; without the members intent only the bot is listed."""
    members = guild.members.values() if with_members else [guild.bot]
    return {
        "id": str(guild.guild_id), "name": guild.name, "icon": None, "splash": None,
        "owner_id": str(guild.owner.user_id), "banner": None, "description": None,
        "roles": [role_json(role) for role in guild.roles.values()], "emojis": [],
        "channels": [channel_json(channel) for channel in guild.channels.values()],
        "members": [member_json(member) for member in members],
        "member_count": len(guild.members), "large": False, "unavailable": False,
        "joined_at": _when(guild.bot.joined_at), "features": [], "stickers": [], "threads": [],
        "presences": [], "voice_states": [], "stage_instances": [], "soundboard_sounds": [],
        "guild_scheduled_events": [], "afk_timeout": 300, "afk_channel_id": None,
        "verification_level": 0, "default_message_notifications": 0, "mfa_level": 0,
        "explicit_content_filter": 0, "nsfw_level": 0, "premium_tier": 0, "system_channel_id": None,
        "system_channel_flags": 0, "rules_channel_id": None,
        "public_updates_channel_id": _id_of(guild.updates_channel),
        "preferred_locale": "en-GB", "application_id": None, "vanity_url_code": None,
        "premium_progress_bar_enabled": False, "discovery_splash": None,
    }  # fmt: skip


def _id_of(channel: Channel | None) -> str | None:
    return str(channel.channel_id) if channel else None


def attachment_json(attachment: Attachment) -> JsonObject:
    """A stored file."""
    upload = attachment.upload
    return {
        "id": str(attachment.attachment_id), "filename": upload.filename,
        "description": upload.description, "content_type": upload.content_type,
        "size": len(upload.content), "url": attachment.url, "proxy_url": attachment.url, "flags": 0,
    }  # fmt: skip


def mentioned_users(message: Message) -> list[User]:
    """Whom a message mentions: by name in its text, or by replying to them."""
    channel = message.channel
    members = channel.guild.members.values() if channel.guild else ()
    present = [member.user for member in members] + [channel.recipient, channel.bot]
    by_id = {user.user_id: user for user in present if user}
    named = [int(match[1]) for match in USER_MENTION.finditer(message.content)]
    found = {user_id: by_id[user_id] for user_id in named if user_id in by_id}
    if message.replies_to and not message.author.is_bot:
        found[message.replies_to.author.user_id] = message.replies_to.author
    return list(found.values())


def message_json(message: Message, *, is_nested: bool = False) -> JsonObject:
    """A message in full."""
    guild = message.channel.guild
    body: JsonObject = {
        "id": str(message.message_id), "channel_id": str(message.channel.channel_id),
        "author": user_json(message.author), "content": message.content,
        "timestamp": _when(message.created_at), "edited_timestamp": _when(message.edited_at),
        "tts": False, "pinned": False, "type": message.kind, "flags": message.flags,
        "mention_everyone": False, "mention_roles": ROLE_MENTION.findall(message.content),
        "mentions": [user_json(user) for user in mentioned_users(message)],
        "attachments": [attachment_json(attachment) for attachment in message.attachments],
        "embeds": message.embeds, "components": message.components,
        "reactions": [
            {"emoji": {"id": None, "name": name}, "count": 1, "me": True, "me_burst": False,
             "count_details": {"burst": 0, "normal": 1}, "burst_colors": []}
            for name in message.reactions
        ],
    }  # fmt: skip
    if message.replies_to and not is_nested:
        reference = {
            "type": 0,
            "message_id": str(message.replies_to.message_id),
            "channel_id": str(message.channel.channel_id),
        } | ({"guild_id": str(guild.guild_id)} if guild else {})
        body["message_reference"] = reference
        original = message.replies_to
        body["referenced_message"] = (
            None if original.is_deleted else message_json(original, is_nested=True)
        )
    if message.interaction:
        origin = message.interaction
        body["interaction_metadata"] = origin | {"authorizing_integration_owners": {}}
        if "name" in origin:
            body["interaction"] = origin
    return body


def without_content(body: JsonObject) -> JsonObject:
    """The same message for a bot that may not read it."""
    hidden: JsonObject = body | {"content": "", "embeds": [], "attachments": [], "components": []}
    if hidden.get("referenced_message"):
        hidden["referenced_message"] = without_content(hidden["referenced_message"])
    return hidden


def may_read_content(message: Message, bot: User, intents: discord.Intents) -> bool:
    """The message-content rule: with the intent, or when mentioned, author, or in private."""
    return (
        intents.message_content
        or message.author is bot
        or message.channel.guild is None
        or bot in mentioned_users(message)
    )


def readable_json(message: Message, bot: User, intents: discord.Intents) -> JsonObject:
    """A message as far as this bot is allowed to read it."""
    body = message_json(message)
    if not may_read_content(message, bot, intents):
        body = without_content(body)
    elif message.replies_to and not may_read_content(message.replies_to, bot, intents):
        reference: Any = body.get("referenced_message")
        body["referenced_message"] = without_content(reference) if reference else None
    return body


def message_event_json(message: Message, bot: User, intents: discord.Intents) -> JsonObject:
    """The same as an event brings it, beside its guild and the author's membership."""
    body = readable_json(message, bot, intents)
    guild = message.channel.guild
    if guild:
        body["guild_id"] = str(guild.guild_id)
        if member := guild.members.get(message.author.user_id):
            body["member"] = bare_member_json(member)
    return body
