"""The commands that the bot registers, everywhere or in one guild."""

from .command_rules import SLASH, check_command, check_commands
from .form import Form
from .refusals import JsonObject, unknown
from .rest import Answer, Call
from .world import Guild, World

EVERYWHERE = "/applications/{application_id}/commands"
IN_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"


class CommandRoutes:
    """Keeps registered commands; a name and type that stay keep their identifier."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._registered: dict[int, list[JsonObject]] = {}

    def routes(self) -> list[tuple[str, str, Answer]]:
        """Method, path and answer of each route."""
        listed: list[tuple[str, str, Answer]] = []
        for template in (EVERYWHERE, IN_GUILD):
            one = f"{template}/{{command_id}}"
            listed += [
                ("GET", template, self._list),
                ("PUT", template, self._replace),
                ("POST", template, self._upsert),
                ("GET", one, self._get),
                ("PATCH", one, self._edit),
                ("DELETE", one, self._delete),
            ]
        return listed

    def visible_in(self, guild: Guild | None) -> list[JsonObject]:
        """What a user can pick: the guild's own commands first, then those for everywhere."""
        own = self._registered.get(guild.guild_id, []) if guild else []
        return own + self._registered.get(0, [])

    def names(self) -> set[str]:
        """The names of all registered commands."""
        return {command["name"] for held in self._registered.values() for command in held}

    async def _list(self, call: Call) -> list[JsonObject]:
        return self._scope(call)

    async def _replace(self, call: Call) -> list[JsonObject]:
        known, commands = self._scope(call), call.body or []
        form = Form()
        check_commands(form, commands)
        form.raise_if_rejected()
        known[:] = [self._stored(call, command, known) for command in commands]
        return known

    async def _upsert(self, call: Call) -> JsonObject:
        known = self._scope(call)
        form = Form()
        check_command(form, (), call.body)
        form.raise_if_rejected()
        stored = self._stored(call, call.body, known)
        known[:] = [held for held in known if held["id"] != stored["id"]] + [stored]
        return stored

    async def _get(self, call: Call) -> JsonObject:
        return self._find(call)

    async def _edit(self, call: Call) -> JsonObject:
        command = self._find(call)
        form = Form()
        check_command(form, (), command | call.body)
        form.raise_if_rejected()
        command.update(call.body)
        return command

    async def _delete(self, call: Call) -> None:
        self._scope(call).remove(self._find(call))

    def _scope(self, call: Call) -> list[JsonObject]:
        if call.number("application_id") != self._world.application_id:
            raise unknown("Application")
        guild_id = call.number("guild_id") if "guild_id" in call.parameters else 0
        if guild_id and guild_id not in self._world.guilds:
            raise unknown("Guild")
        return self._registered.setdefault(guild_id, [])

    def _find(self, call: Call) -> JsonObject:
        wanted = call.parameters["command_id"]
        for command in self._scope(call):
            if command["id"] == wanted:
                return command
        raise unknown("application command")

    def _stored(self, call: Call, command: JsonObject, known: list[JsonObject]) -> JsonObject:
        kind = command.get("type", SLASH)
        same = [held for held in known if (held["name"], held["type"]) == (command["name"], kind)]
        permissions = command.get("default_member_permissions")
        stored = {
            "description": "", "options": [], "nsfw": False, "contexts": None,
            "integration_types": [0], "dm_permission": True, **command,
            "id": same[0]["id"] if same else str(self._world.ids.next()), "type": kind,
            "application_id": str(self._world.application_id),
            "version": str(self._world.ids.next()),
            "default_member_permissions": None if permissions is None else str(permissions),
        }  # fmt: skip
        if "guild_id" in call.parameters:
            stored["guild_id"] = call.parameters["guild_id"]
        return stored
