"""The desk's own commands: for Manage Server alone."""

import pytest

from cogs.rights import NEEDS_MANAGE_SERVER
from tests.cogs.desk_room import Newsroom

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("bot")]


async def test_roles_are_set_one_by_one_and_shown(room: Newsroom) -> None:
    editors = room.guild.add_role("editors")
    before = await room.stand_in.slash(room.manager, room.channel, "desk roles")
    assert before.ephemeral and before.text.count("not set") == 2
    await room.set_contributors()
    options = {"editor": editors}
    after = await room.stand_in.slash(room.manager, room.channel, "desk roles", options)
    shown = await room.stand_in.slash(room.manager, room.channel, "desk roles")
    assert shown.text == after.text
    assert f"<@&{room.role.role_id}>" in shown.text and f"<@&{editors.role_id}>" in shown.text


async def test_status_counts_what_is_kept(room: Newsroom) -> None:
    reply = await room.stand_in.slash(room.manager, room.channel, "desk status")
    assert "5 articles" in reply.text and reply.ephemeral


async def test_others_are_refused_privately(room: Newsroom) -> None:
    for command in ("desk roles", "desk status"):
        reply = await room.stand_in.slash(room.bob, room.channel, command)
        assert NEEDS_MANAGE_SERVER in reply.text and reply.ephemeral


async def test_owner_may_do_everything(room: Newsroom) -> None:
    owner = room.guild.members[room.guild.owner.user_id]
    reply = await room.stand_in.slash(owner, room.channel, "desk status")
    assert "5 articles" in reply.text


async def test_roles_of_one_server_mean_nothing_in_another(room: Newsroom) -> None:
    await room.set_contributors()
    other = room.stand_in.add_guild("Desk B")
    eve, channel = room.stranger(other), room.first_channel(other)
    shown = await room.stand_in.slash(eve, channel, "desk roles")
    counted = await room.stand_in.slash(eve, channel, "desk status")
    assert shown.text.count("not set") == 2 and "0 articles" in counted.text
