"""Who and what exists: guilds with their roles, channels and members, and messages with files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import discord

from .clock import Clock, Snowflakes
from .refusals import JsonObject

Announce = Callable[[str, "Guild", object], None]
TEXT_CHANNEL, DM_CHANNEL = 0, 1
EVERYDAY = discord.Permissions(
    view_channel=True, send_messages=True, embed_links=True, attach_files=True,
    read_message_history=True, add_reactions=True, use_application_commands=True,
)  # fmt: skip


@dataclass(eq=False, slots=True)
class User:
    """An account, the bot's included."""

    user_id: int
    name: str
    is_bot: bool = False

    @property
    def mention(self) -> str:
        """What a message says to mention this account."""
        return f"<@{self.user_id}>"


@dataclass(eq=False, slots=True)
class Role:
    """A role of one guild; the one with the guild's own identifier is everyone's."""

    role_id: int
    name: str
    permissions: discord.Permissions
    position: int = 0


@dataclass(eq=False, slots=True)
class Upload:
    """A file that a member sends with a command or a message."""

    filename: str
    content: bytes
    content_type: str | None = None
    description: str | None = None


@dataclass(eq=False, slots=True)
class Attachment:
    """A stored file, downloadable from the stand-in's own address."""

    attachment_id: int
    upload: Upload
    url: str


@dataclass(eq=False, slots=True)
class Message:
    """A message as it stands now; edits change it in place."""

    message_id: int
    channel: "Channel"
    author: User
    created_at: datetime
    content: str = ""
    embeds: list[JsonObject] = field(default_factory=list)
    components: list[JsonObject] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    reactions: list[str] = field(default_factory=list)
    flags: int = 0
    kind: int = 0
    edited_at: datetime | None = None
    replies_to: "Message | None" = None
    seen_only_by: User | None = None
    interaction: JsonObject | None = None
    nonce: str | None = None
    is_deleted: bool = False


@dataclass(eq=False, slots=True)
class Channel:
    """A text channel of a guild, or the direct messages of one user with the bot."""

    channel_id: int
    name: str
    guild: "Guild | None" = None
    recipient: User | None = None
    bot: User | None = None
    overwrites: dict[int, tuple[discord.Permissions, discord.Permissions]] = field(
        default_factory=dict
    )
    messages: dict[int, Message] = field(default_factory=dict)

    @property
    def mention(self) -> str:
        """What a message says to point at this channel."""
        return f"<#{self.channel_id}>"

    def overwrite(
        self,
        target: "Member | Role",
        *,
        allow: discord.Permissions | None = None,
        deny: discord.Permissions | None = None,
    ) -> None:
        """Allow or deny something in this channel only, for one member or one role."""
        target_id = target.role_id if isinstance(target, Role) else target.user.user_id
        nothing = discord.Permissions.none()
        self.overwrites[target_id] = (allow or nothing, deny or nothing)
        if self.guild:
            self.guild.announce("CHANNEL_UPDATE", self.guild, self)


@dataclass(eq=False, slots=True)
class Member:
    """An account in one guild."""

    user: User
    guild: "Guild"
    roles: list[Role]
    joined_at: datetime
    nick: str | None = None

    @property
    def mention(self) -> str:
        """What a message says to mention this member."""
        return self.user.mention

    def permissions_in(self, channel: Channel | None = None) -> discord.Permissions:
        """What this member may do, in one channel or in the guild at large."""
        everyone = self.guild.roles[self.guild.guild_id]
        granted = discord.Permissions(everyone.permissions.value)
        for role in self.roles:
            granted |= role.permissions
        if granted.administrator or self.guild.owner is self.user:
            return discord.Permissions.all()
        for targets in self._overwrite_order(channel):
            allow, deny = discord.Permissions.none(), discord.Permissions.none()
            for allowed, denied in targets:
                allow, deny = allow | allowed, deny | denied
            granted = (granted & ~deny) | allow
        return granted

    def _overwrite_order(
        self, channel: Channel | None
    ) -> list[list[tuple[discord.Permissions, discord.Permissions]]]:
        overwrites = channel.overwrites if channel else {}
        layers = [
            [self.guild.guild_id], [role.role_id for role in self.roles], [self.user.user_id],
        ]  # fmt: skip
        return [[overwrites[key] for key in layer if key in overwrites] for layer in layers]


@dataclass(eq=False, slots=True)
class Guild:
    """One Discord server; changes reach a connected bot as events."""

    guild_id: int
    name: str
    owner: User
    clock: Clock
    ids: Snowflakes
    announce: Announce
    roles: dict[int, Role] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    updates_channel: Channel | None = None

    def add_role(self, name: str, permissions: discord.Permissions | None = None) -> Role:
        """A new role above the existing ones."""
        nothing = discord.Permissions.none()
        role = Role(self.ids.next(), name, permissions or nothing, len(self.roles))
        self.roles[role.role_id] = role
        self.announce("GUILD_ROLE_CREATE", self, role)
        return role

    def add_channel(self, name: str, *, deny_bot: discord.Permissions | None = None) -> Channel:
        """A new text channel; `deny_bot` takes something from the bot there."""
        channel = Channel(self.ids.next(), name, self)
        if deny_bot is not None:
            channel.overwrites[self.bot.user.user_id] = (discord.Permissions.none(), deny_bot)
        self.channels[channel.channel_id] = channel
        self.announce("CHANNEL_CREATE", self, channel)
        return channel

    def remove_channel(self, channel: Channel) -> None:
        """Delete a channel with all that is in it."""
        del self.channels[channel.channel_id]
        self.announce("CHANNEL_DELETE", self, channel)

    def add_member(
        self,
        who: str | User,
        *,
        roles: Sequence[Role] = (),
        permissions: discord.Permissions | None = None,
        nick: str | None = None,
    ) -> Member:
        """A member with these roles; `permissions` come through a role of their own."""
        user = who if isinstance(who, User) else User(self.ids.next(), who)
        held = list(roles)
        if permissions is not None:
            held.append(self.add_role(f"{user.name}'s permissions", permissions))
        member = Member(user, self, held, self.clock.moment(), nick)
        self.members[user.user_id] = member
        self.announce("GUILD_MEMBER_ADD", self, member)
        return member

    @property
    def bot(self) -> Member:
        """The bot as a member of this guild."""
        return next(member for member in self.members.values() if member.user.is_bot)


class World:
    """Everything that exists on this Discord."""

    def __init__(self, clock: Clock, announce: Announce) -> None:
        self.clock = clock
        self.ids = Snowflakes(clock)
        self.announce = announce
        self.bot = User(self.ids.next(), "byline", is_bot=True)
        self.application_id = self.ids.next()
        self.guilds: dict[int, Guild] = {}
        self.direct: dict[int, Channel] = {}
        self.files: dict[int, Attachment] = {}
        self.base_url = ""

    def add_guild(self, name: str, bot_permissions: discord.Permissions) -> Guild:
        """A guild with everyone's role, an owner and the bot, but no channel yet."""
        owner = User(self.ids.next(), f"{name} owner")
        guild = Guild(
            self.ids.next(), name, owner, self.clock, self.ids, lambda *_: None,
        )  # fmt: skip
        guild.roles[guild.guild_id] = Role(
            guild.guild_id, "@everyone", discord.Permissions(EVERYDAY.value)
        )
        guild.add_member(owner)
        guild.add_member(self.bot, permissions=bot_permissions)
        self.guilds[guild.guild_id] = guild
        guild.announce = self.announce
        self.announce("GUILD_CREATE", guild, guild)
        return guild

    def find_channel(self, channel_id: int) -> Channel | None:
        """A channel of any guild, or direct messages."""
        for guild in self.guilds.values():
            if channel_id in guild.channels:
                return guild.channels[channel_id]
        return next((dm for dm in self.direct.values() if dm.channel_id == channel_id), None)

    def find_user(self, user_id: int) -> User | None:
        """An account known from any guild or direct messages."""
        if user_id == self.bot.user_id:
            return self.bot
        for guild in self.guilds.values():
            if user_id in guild.members:
                return guild.members[user_id].user
        channel = self.direct.get(user_id)
        return channel.recipient if channel else None

    def direct_channel(self, user: User) -> Channel:
        """The direct messages between a user and the bot, opened on first use."""
        if user.user_id not in self.direct:
            self.direct[user.user_id] = Channel(
                self.ids.next(), user.name, recipient=user, bot=self.bot
            )
        return self.direct[user.user_id]

    def store(self, upload: Upload, channel: Channel) -> Attachment:
        """Keep a file under an address that the client can download."""
        attachment_id = self.ids.next()
        path = f"attachments/{channel.channel_id}/{attachment_id}/{upload.filename}"
        stored = Attachment(attachment_id, upload, f"{self.base_url}/{path}")
        self.files[attachment_id] = stored
        return stored
