"""A forgotten article leaves no byte in the data folder; a forgotten person leaves no name."""

import sqlite3
import zlib
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from newsroom.article import ArticleId
from newsroom.audit import Act, current_act
from newsroom.curation import Note
from newsroom.desk import Ask
from newsroom.digest import Wanted
from newsroom.errors import NewsroomError
from newsroom.judged_claim import ClaimStatus
from newsroom.page import Page
from newsroom.watch import WatchWanted
from services import Services
from storage.pages import keep_page
from watching import collect

pytestmark = pytest.mark.asyncio

DESK = "local"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
PHRASES = (
    "Zorquavelt Hjimsley", "xylograph archivist", "Brumvaldian Kestrelry", "jettisoned vqellum",
    "Ostrowhistle Pier", "kwyjibo steward", "mavrodaphnic ledger", "Yttrigold Consortium",
    "seventeen flumpets", "Professor Quillfeather", "grommeted barquentine", "Lixirgate Inquiry",
    "purple zanthoxyl", "Drumblecastle", "fourteen obeliskoids", "whifflegate memo",
    "Sir Pontefrax Dool", "umbrelliferous tariff", "Ghelmund Strait", "nocturnal vizcacha",
)  # fmt: skip
TEXT = (
    "Zorquavelt Hjimsley quits over Lixirgate Inquiry\n\n"
    "Zorquavelt Hjimsley, the xylograph archivist of the Brumvaldian Kestrelry, allegedly"
    " jettisoned vqellum at Ostrowhistle Pier on Monday, a kwyjibo steward said.\n\n"
    '"The mavrodaphnic ledger belongs to the Yttrigold Consortium," Professor Quillfeather told'
    " reporters. He counted seventeen flumpets on a grommeted barquentine.\n\n"
    "According to the Lixirgate Inquiry, purple zanthoxyl was stored in Drumblecastle with fourteen"
    " obeliskoids. Sir Pontefrax Dool denied that a whifflegate memo had named him.\n\n"
    "The umbrelliferous tariff on the Ghelmund Strait was cited by the nocturnal vizcacha lobby,"
    " spokesman Harl Trivven said.\n"
)
WORDS = tuple(sorted({word.lower() for phrase in PHRASES for word in phrase.split()} - {
    "seventeen", "fourteen", "professor", "purple", "sir", "inquiry", "strait", "pier", "steward",
    "archivist", "nocturnal", "tariff", "ledger", "memo", "consortium", "jettisoned",
}))  # fmt: skip
CHANGED = TEXT.replace(" He counted seventeen flumpets on a grommeted barquentine.", "") + (
    "\nCorrection: An earlier version of this article said that Professor Quillfeather counted"
    " seventeen flumpets.\n"
)
OTHER = (
    "Harbour council meets on the ferry\n\nMayor Ada Lunt said on Tuesday that the ferry would be"
    " sold. According to The Courier, Zorquavelt Hjimsley may buy it, Ines Rook said.\n"
)


@pytest_asyncio.fixture
async def services(tmp_path: Path) -> AsyncIterator[Services]:
    made = Services(tmp_path)
    yield made
    await made.close()


def found_in(folder: Path, words: tuple[str, ...]) -> set[str]:
    """Which words the files of a folder hold: as they are, in UTF-16, and in packed pages."""
    content = b"\0".join(file.read_bytes() for file in folder.rglob("*") if file.is_file()).lower()
    return {
        word for word in words if word.encode() in content or word.encode("utf-16-le") in content
    }


def rows_with(folder: Path, words: tuple[str, ...]) -> set[tuple[str, str]]:
    """Which tables of the desk say a word, in any column, packed pages unpacked."""
    found = set()
    with closing(sqlite3.connect(folder / "desks" / f"{DESK}.db")) as db:
        tables = db.execute("select name from pragma_table_list where strict = 1").fetchall()
        for (table,) in tables:
            for row in db.execute(f"select * from {table}"):
                said = " ".join(_readable(value) for value in row).lower()
                found |= {(table, word) for word in words if word in said}
    return found


def _readable(value: object) -> str:
    if not isinstance(value, bytes):
        return str(value)
    try:
        return zlib.decompress(value).decode("utf-8", "replace")
    except zlib.error:
        return value.decode("latin-1")


async def add_probe(services: Services) -> ArticleId:
    """The article with a page, a question in its words and a story moved by hand."""
    added = await services.add_text(DESK, "lixirgate", TEXT)
    article = added.citation.article_id
    store = await services._desks.get(DESK)
    page = Page("https://kestrelry.example/lixirgate", "text/html", "utf-8", TEXT.encode())
    await store.write(keep_page, article, "https://kestrelry.example/lixirgate", page, NOW)
    await services.asks.keep(
        DESK, Ask("sources", (("claim", TEXT.splitlines()[2]),), 7, datetime.now(UTC))
    )
    await services.stories.move(DESK, article, "new", "ada")
    wanted = WatchWanted(5, 7, "Zorquavelt Hjimsley", None, pings=False)
    await services.watches.add(DESK, wanted, NOW)
    await services.watches.add(DESK, WatchWanted(5, 7, None, "Ghelmund Strait", False), NOW)
    await services.digests.schedule(DESK, Wanted(5, "08:30", "UTC", 7), NOW)
    store = await services._desks.get(DESK)
    (number,) = await store.read(
        lambda db: db.execute("select min(claim_id) from claims where article_id = ?", [article])
        .fetchone()
    )  # fmt: skip
    judged = Note("Ida (7)", NOW, "checked")
    await services.claim_curation.set_status(DESK, f"#{number}", ClaimStatus.DISPUTED, judged)
    changed = await services.add_text(DESK, "lixirgate", CHANGED)
    assert (changed.citation.article_id, changed.version) == (article, 2)
    await store.write(collect, NOW)
    return article


async def test_no_byte_of_a_forgotten_article_is_left(services: Services, tmp_path: Path) -> None:
    first = await services.add_text(DESK, "harbour", OTHER.replace("Zorquavelt Hjimsley", "Rook"))
    article = await add_probe(services)
    await (await services._desks.get(DESK)).checkpoint()
    assert len(WORDS) >= 20 and found_in(tmp_path, WORDS) == set(WORDS)
    tables = {table for table, _ in rows_with(tmp_path, WORDS)}
    assert tables >= {"articles", "asks", "claims", "entities", "mentions", "pages", "vocabulary",
                      "article_versions", "gone_claims", "version_changes", "corrections",
                      "watches", "claim_judgements"}  # fmt: skip
    forgotten = await services.forgetting.forget(DESK, article)
    assert forgotten.is_swept and forgotten.claims > 3 and forgotten.entities > 5
    assert rows_with(tmp_path, WORDS) == set()
    assert found_in(tmp_path, WORDS) == set()
    assert (await services.counts(DESK)).articles == 1
    with pytest.raises(NewsroomError, match="no article"):
        await services.forgetting.find(DESK, article)
    entry, _ = (await services.audit.list(DESK))[0]
    assert (entry.command, entry.objects) == ("forget", f"article:{article}")
    assert (await services.forgetting.find(DESK, first.citation.article_id)).title


async def test_what_another_article_says_too_stays_by_that_alone(
    services: Services, tmp_path: Path
) -> None:
    article = await add_probe(services)
    await services.add_text(DESK, "harbour", OTHER)
    await services.forgetting.forget(DESK, article)
    assert found_in(tmp_path, WORDS) == {"zorquavelt", "hjimsley"}
    kept = [watch.words for watch in await services.watches.list(DESK)]
    assert kept == ["Zorquavelt Hjimsley"], "only the watch on what nothing else says went"
    reply = await services.who(DESK, "Zorquavelt Hjimsley")
    assert "archivist" not in repr(reply)


async def test_the_same_text_may_come_again(services: Services) -> None:
    first = await add_probe(services)
    await services.forgetting.forget(DESK, first)
    again = await services.add_text(DESK, "lixirgate", TEXT)
    assert not again.is_known and again.citation.article_id > first


async def test_a_person_is_shown_and_erased_and_the_chain_holds(
    services: Services, tmp_path: Path
) -> None:
    mine, other = 424_242_424_242, 515_151_515_151
    for user_id, name in ((mine, "Vellichor Ames"), (other, "Bo Rask")):
        current_act.set(Act("add", "", user_id, name, NOW))
        added = await services.add_text(DESK, f"by {name}", OTHER.replace("Tuesday", name))
        await services.asks.keep(DESK, Ask("who", (("name", "Lunt"),), user_id, NOW))
        await services.stories.move(DESK, added.citation.article_id, "new", f"{name} ({user_id})")
    kept = await services.forgetting.kept_of(DESK, mine)
    assert [each.count for each in kept] == [1, 1, 1]
    current_act.set(Act("mydata erase", "", mine, "Vellichor Ames", NOW))
    assert await services.forgetting.erase(DESK, mine) == kept
    current_act.set(None)
    assert await services.forgetting.kept_of(DESK, mine) == ()
    assert len(await services.forgetting.kept_of(DESK, other)) == 3
    assert rows_with(tmp_path, (str(mine),)) == set()
    assert found_in(tmp_path, (str(mine),)) == set()
    report = await services.audit.check(DESK)
    assert report.fault is None and report.entries >= 5
    names = [name for _, name in await services.audit.list(DESK)]
    assert f"Bo Rask ({other})" in names and not any("Vellichor" in (name or "") for name in names)
