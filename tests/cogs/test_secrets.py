"""A planted token is found nowhere, and no log holds a word of an article or a question."""

import asyncio
import io
import logging
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from commandline import logs
from newsroom.answer import Reply as DeskReply
from newsroom.desk import Ingested
from services import Services
from settings import Secret, Settings
from tests.cogs.desk_room import Newsroom
from tests.discord_stand_in.replies import Reply
from tests.discord_stand_in.world import Upload

pytestmark = pytest.mark.asyncio

PHRASES = ("Zorquavelt", "Hjimsley", "cracked hull", "kwyjibo steward", "Ostrowhistle")
ARTICLE = Upload(
    "ferry.txt",
    b"Zorquavelt ferry unsafe\n\nThe ferry allegedly sailed with a cracked hull, a kwyjibo steward"
    b' said on Monday. "We knew," Ada Hjimsley told reporters at Ostrowhistle.\n',
    "text/plain",
)


class Leaky(Services):
    """Breaks with the token and the article in the words of its errors, and in their causes."""

    def __init__(self, data_dir: Path, token: str) -> None:
        super().__init__(data_dir)
        self._token = token

    async def who(self, desk: str, name: str) -> DeskReply:
        """Fail with everything that must stay unsaid."""
        try:
            raise ValueError(f"{self._token}: {PHRASES[2]}")
        except ValueError as error:
            raise RuntimeError(f"{name} {PHRASES[0]} {self._token}") from error

    async def add_text(
        self, desk: str, name: str, text: str, title: str | None = None, seen: object = ()
    ) -> Ingested:
        """Fail likewise, in a group."""
        raise ExceptionGroup(text, [KeyError(self._token), ValueError(PHRASES[1])])

    async def embed_claims(self, desk: str) -> None:
        """Fail in the background."""
        raise RuntimeError(f"{self._token} {PHRASES[4]}")


@contextmanager
def logged(level: str, token: str) -> Iterator[io.StringIO]:
    """What `run` would log meanwhile."""
    root, kept = logging.getLogger(), {}
    before, was = root.handlers[:], root.level
    for name in logs.QUIET:
        kept[name] = logging.getLogger(name).level
    stream, error = io.StringIO(), sys.stderr
    try:
        sys.stderr = stream
        logs.set_up(level, token)
        yield stream
    finally:
        sys.stderr = error
        root.handlers[:] = before
        root.setLevel(was)
        for name, each in kept.items():
            logging.getLogger(name).setLevel(each)


async def _use_everything(room: Newsroom) -> list[Reply]:
    stand_in, channel = room.stand_in, room.channel
    message = stand_in.post(room.alice, channel, "A kwyjibo steward saw the cracked hull.")
    mention = f"{stand_in.bot.mention} who is Zorquavelt Hjimsley?"
    form = await stand_in.slash(room.manager, channel, "add")
    return [
        await stand_in.slash(room.manager, channel, "add", {"file": ARTICLE}, until=_told),
        await stand_in.slash(room.alice, channel, "ask", {"question": "who is Hjimsley?"}),
        await stand_in.slash(room.alice, channel, "claims", {"about": "cracked hull"}),
        await stand_in.slash(room.alice, channel, "who", {"name": "Hjimsley"}, until=_told),
        await stand_in.message_command(room.alice, channel, message, "Check this claim"),
        *(await stand_in.say(room.alice, channel, mention)),
        await stand_in.submit(room.manager, form, {"Text": ARTICLE.content.decode()}, until=_told),
        await stand_in.slash(room.bob, channel, "add", {"file": ARTICLE}, until=_told),
        await stand_in.slash(room.manager, channel, "forget", {"article": "4711"}, until=_told),
        await stand_in.slash(room.alice, channel, "mydata show"),
        await stand_in.slash(room.manager, channel, "desk status"),
    ]


def _told(reply: Reply) -> bool:
    return bool(reply.text)


@pytest.mark.parametrize("level", ["DEBUG", "INFO"])
async def test_neither_token_nor_words_get_out(room: Newsroom, level: str) -> None:
    token = room.stand_in.token
    with logged(level, token) as log:
        services = Leaky(room.data_dir, token)
        async with room.running(services):
            replies = await _use_everything(room)
            await asyncio.sleep(0.1)
        logging.getLogger("byline").info("even said outright: %s", token)
    said = log.getvalue()
    for part in ("RuntimeError", "ValueError", "ExceptionGroup", "in who", "[token]"):
        assert part in said, part
    assert token not in said and token[10:] not in said
    for phrase in (*PHRASES, "who is"):
        assert phrase.lower() not in said.lower(), phrase
    assert all(token not in reply.text for reply in replies)
    assert not any(phrase in replies[-1].text for phrase in PHRASES), "the status quotes nothing"
    for file in room.data_dir.rglob("*"):
        assert not file.is_file() or token.encode() not in file.read_bytes(), file.name


async def test_the_audit_holds_no_word_of_article_or_question(room: Newsroom) -> None:
    async with room.running(Leaky(room.data_dir, room.stand_in.token)):
        await _use_everything(room)
        await asyncio.sleep(0.1)
    path = room.data_dir / "desks" / f"{room.guild.guild_id}.db"
    with closing(sqlite3.connect(path)) as db:
        entries = db.execute("select * from audit").fetchall()
        assert {entry[4] for entry in entries} >= {"add", "who", "forget"}
        assert {"done", "refused", "failed:RuntimeError"} <= {entry[6] for entry in entries}
        said = repr(entries).lower()
        copy = "\n".join(db.iterdump())
    for phrase in (*PHRASES, "who is"):
        assert phrase.lower() not in said, phrase
    assert "Zorquavelt" in copy and room.stand_in.token not in copy


async def test_the_settings_hide_the_token_however_they_are_shown() -> None:
    settings = Settings(discord_token=Secret("planted.token.0123456789"))
    for shown in (repr(settings), str(settings), f"{settings!r:>9}", f"{settings.discord_token}"):
        assert "planted" not in shown and "0123456789" not in shown
