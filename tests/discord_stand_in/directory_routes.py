"""The bot's own account, users, guilds and members."""

from .gateway import Gateway
from .refusals import JsonObject, missing_access, unknown
from .rest import Answer, Call
from .wire import channel_json, guild_json, member_json, role_json, user_json
from .world import Guild, World

GUILD = "/guilds/{guild_id}"


class DirectoryRoutes:
    """Answers about who and what the bot can look up."""

    def __init__(self, world: World, gateway: Gateway, shards: int) -> None:
        self._world, self._gateway, self._shards = world, gateway, shards

    def routes(self) -> list[tuple[str, str, Answer]]:
        """Method, path and answer of each route."""
        return [
            ("GET", "/gateway", self._plain_gateway),
            ("GET", "/gateway/bot", self._bot_gateway),
            ("GET", "/users/@me", self._me),
            ("GET", "/users/@me/guilds", self._my_guilds),
            ("POST", "/users/@me/channels", self._open_direct),
            ("GET", "/users/{user_id}", self._user),
            ("GET", "/applications/@me", self._application),
            ("GET", "/oauth2/applications/@me", self._application),
            ("GET", GUILD, self._one_guild),
            ("GET", f"{GUILD}/channels", self._channels),
            ("GET", f"{GUILD}/roles", self._roles),
            ("GET", f"{GUILD}/members", self._members),
            ("GET", f"{GUILD}/members/{{user_id}}", self._member),
        ]

    async def _plain_gateway(self, call: Call) -> JsonObject:
        return {"url": self._world.base_url.replace("http", "ws", 1) + "/gateway"}

    async def _bot_gateway(self, call: Call) -> JsonObject:
        left = 1000 - self._gateway.identified
        limit = {"total": 1000, "remaining": left, "reset_after": 86_400_000, "max_concurrency": 1}
        plain = await self._plain_gateway(call)
        return plain | {"shards": self._shards, "session_start_limit": limit}

    async def _me(self, call: Call) -> JsonObject:
        return user_json(self._world.bot) | {
            "verified": True, "locale": "en-GB", "mfa_enabled": False, "email": None,
        }  # fmt: skip

    async def _my_guilds(self, call: Call) -> list[JsonObject]:
        return [
            {"id": str(guild.guild_id), "name": guild.name, "icon": None, "owner": False,
             "permissions": str(guild.bot.permissions_in().value), "features": []}
            for guild in self._world.guilds.values()
        ]  # fmt: skip

    async def _open_direct(self, call: Call) -> JsonObject:
        user = self._world.find_user(int(call.body["recipient_id"]))
        if user is None:
            raise unknown("User")
        return channel_json(self._world.direct_channel(user))

    async def _user(self, call: Call) -> JsonObject:
        user = self._world.find_user(call.number("user_id"))
        if user is None:
            raise unknown("User")
        return user_json(user)

    async def _application(self, call: Call) -> JsonObject:
        owner = {"id": "1", "username": "owner", "discriminator": "0", "global_name": None,
                 "avatar": None}  # fmt: skip
        return {
            "id": str(self._world.application_id), "name": self._world.bot.name, "icon": None,
            "description": "", "bot_public": True, "bot_require_code_grant": False, "flags": 0,
            "summary": "", "verify_key": "0" * 64, "team": None, "owner": owner, "rpc_origins": [],
            "approximate_guild_count": len(self._world.guilds), "redirect_uris": [],
            "bot": user_json(self._world.bot),
        }  # fmt: skip

    async def _one_guild(self, call: Call) -> JsonObject:
        return guild_json(self._guild(call), with_members=False)

    async def _channels(self, call: Call) -> list[JsonObject]:
        return [channel_json(channel) for channel in self._guild(call).channels.values()]

    async def _roles(self, call: Call) -> list[JsonObject]:
        return [role_json(role) for role in self._guild(call).roles.values()]

    async def _members(self, call: Call) -> list[JsonObject]:
        return [member_json(member) for member in self._guild(call).members.values()]

    async def _member(self, call: Call) -> JsonObject:
        member = self._guild(call).members.get(call.number("user_id"))
        if member is None:
            raise unknown("Member")
        return member_json(member)

    def _guild(self, call: Call) -> Guild:
        guild = self._world.guilds.get(call.number("guild_id"))
        if guild is None:
            raise missing_access() if call.number("guild_id") else unknown("Guild")
        return guild
