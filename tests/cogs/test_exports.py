"""`/export`: the desk's data, for Manage Server alone and for their eyes alone."""

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from cogs.rights import NEEDS_MANAGE_SERVER
from presentation import limits
from tests.cogs.desk_room import Newsroom

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("bot")]


@pytest.mark.parametrize("form", ["csv", "jsonl", "sqlite"])
async def test_a_manager_gets_the_file_privately(room: Newsroom, form: str, tmp_path: Path) -> None:
    reply = await room.stand_in.slash(room.manager, room.channel, "export", {"format": form})
    assert reply.ephemeral and reply.deferred
    (file,) = reply.files
    assert file.filename.startswith(str(room.guild.guild_id))
    if form == "jsonl":
        kinds = [json.loads(line)["type"] for line in file.content.splitlines()]
        assert kinds[0] == "desk" and kinds.count("article") == 5
    elif form == "csv":
        with zipfile.ZipFile(io.BytesIO(file.content)) as packed:
            assert "claims.csv" in packed.namelist()
    else:
        (tmp_path / "copy.db").write_bytes(file.content)
        with closing(sqlite3.connect(tmp_path / "copy.db")) as plain:
            (count,) = plain.execute("select count(*) from articles").fetchone()
            assert count == 5


async def test_nobody_else_gets_anything(room: Newsroom) -> None:
    await room.set_contributors()
    for member in (room.alice, room.bob):
        reply = await room.stand_in.slash(member, room.channel, "export", {"format": "csv"})
        refusal = NEEDS_MANAGE_SERVER.replace("/desk", "/export")
        assert reply.ephemeral and refusal in reply.text and not reply.files


async def test_a_server_exports_its_own_desk_alone(room: Newsroom) -> None:
    other = room.stand_in.add_guild("Desk B")
    eve, channel = room.stranger(other), room.first_channel(other)
    reply = await room.stand_in.slash(
        eve, channel, "export", {"format": "jsonl"}, until=lambda r: bool(r.embeds)
    )
    assert reply.ephemeral and not reply.files and "nothing has been added" in reply.text


async def test_a_large_export_is_compressed_and_too_large_a_one_is_said_to_be(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = {"format": "jsonl"}
    monkeypatch.setattr(limits, "ATTACHMENT_BYTES", 60_000)
    reply = await room.stand_in.slash(room.manager, room.channel, "export", options)
    (file,) = reply.files
    with zipfile.ZipFile(io.BytesIO(file.content)) as packed:
        (name,) = packed.namelist()
        assert file.filename == f"{name}.zip" and packed.read(name).startswith(b'{"type":"desk"')
    monkeypatch.setattr(limits, "ATTACHMENT_BYTES", 5_000)
    reply = await room.stand_in.slash(
        room.manager, room.channel, "export", options, until=lambda r: bool(r.embeds)
    )
    assert reply.ephemeral and not reply.files
    assert f"bot.py export jsonl --desk {room.guild.guild_id}" in reply.text.replace("\\", "")
