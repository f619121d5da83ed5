"""A server that leaves: sealed at once, purged in time, open again if it is back before."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leaving import BAD_DAYS, KEPT_DAYS
from newsroom.desk import DeskRoles
from newsroom.errors import NewsroomError, StoreError
from services import Services
from storage import seals

DESK, OTHER, ELSEWHERE = (f"118000000000000000{number}" for number in (1, 2, 3))
NOW = datetime(2026, 3, 28, 12, tzinfo=UTC)  # a day before the clocks change
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TEXT = "The ferry was sold\n\nThe ferry has been sold, harbour master Ines Rook said on Tuesday.\n"


@pytest_asyncio.fixture
async def services(tmp_path: Path) -> AsyncIterator[Services]:
    made = Services(tmp_path)
    await made.add_text(DESK, "ferry", TEXT)
    yield made
    await made.close()


async def look_for_a_day(services: Services, first: datetime) -> tuple[str, ...]:
    """What is purged by somebody who looks every hour from some moment on, for a day."""
    looks = [await services.leaving.purge_due(first + hour * HOUR) for hour in range(25)]
    assert not any(looks[:-1]), "nothing goes before it was seen to be due for a whole day"
    return looks[-1]


def files(folder: Path) -> list[str]:
    return sorted(file.name for file in (folder / "desks").iterdir())


@pytest.mark.asyncio
async def test_nothing_of_a_sealed_desk_can_be_read_or_written(services: Services) -> None:
    assert await services.leaving.seal(DESK, NOW)
    for reading in (
        services.who(DESK, "Rook"), services.complete_names(DESK, "R"), services.counts(DESK),
        services.roles(DESK), services.add_text(DESK, "again", TEXT), services.audit.list(DESK),
        services.stories.list(DESK), services.feeds.list(DESK), services.state(DESK),
        services.forgetting.kept_of(DESK, 1),
    ):  # fmt: skip
        with pytest.raises(StoreError, match="sealed"):
            await reading
    assert not await services.leaving.seal(DESK, NOW + DAY), "it keeps the day on which it left"


@pytest.mark.asyncio
async def test_another_desk_neither_gets_it_nor_is_touched(services: Services) -> None:
    await services.add_text(OTHER, "other", TEXT.replace("ferry", "bridge"))
    await services.leaving.seal(DESK, NOW)
    assert not await services.leaving.restore(OTHER)
    assert (await services.counts(OTHER)).articles == 1
    with pytest.raises(StoreError, match="sealed"):
        await services.counts(DESK)
    await look_for_a_day(services, NOW + 400 * DAY)
    assert (await services.counts(OTHER)).articles == 1


@pytest.mark.asyncio
async def test_a_server_that_is_back_in_time_finds_everything(services: Services) -> None:
    await services.set_roles(DESK, DeskRoles(contributor=5, reader=6))
    await services.leaving.seal(DESK, NOW)
    assert await services.leaving.purge_due(NOW + 29 * DAY) == ()
    assert await services.leaving.restore(DESK)
    assert (await services.counts(DESK)).articles == 1
    assert (await services.roles(DESK)).reader == 6
    assert await look_for_a_day(services, NOW + 400 * DAY) == ()
    commands = [entry.command for entry, _ in await services.audit.list(DESK)]
    assert commands == ["return", "leave", "desk roles", "add"]


@pytest.mark.asyncio
async def test_when_the_time_is_up_nothing_is_left(services: Services, tmp_path: Path) -> None:
    await services.set_roles(DESK, DeskRoles(contributor=5))
    await services.leaving.seal(DESK, NOW)
    almost = NOW + KEPT_DAYS * DAY - timedelta(seconds=1)
    assert await services.leaving.purge_due(almost) == ()
    assert await look_for_a_day(services, almost + timedelta(seconds=1)) == (DESK,)
    assert files(tmp_path) == []
    assert (await services.counts(DESK)).articles == 0, "who comes back begins anew"
    assert await services.roles(DESK) == DeskRoles()


@pytest.mark.asyncio
async def test_the_days_are_the_desk_s_own(services: Services, tmp_path: Path) -> None:
    assert await services.leaving.kept_days(DESK) == KEPT_DAYS == 30
    for bad in (0, -1, 366):
        with pytest.raises(NewsroomError, match=BAD_DAYS[:20]):
            await services.leaving.set_kept_days(DESK, bad)
    await services.leaving.set_kept_days(DESK, 2)
    await services.leaving.seal(DESK, NOW)
    assert await services.leaving.purge_due(NOW + 1.9 * DAY) == ()
    assert await look_for_a_day(services, NOW + 2 * DAY) == (DESK,)
    assert files(tmp_path) == []


@pytest.mark.asyncio
async def test_a_clock_that_leaps_ahead_and_comes_back_deletes_nothing(services: Services) -> None:
    await services.leaving.seal(DESK, NOW)
    for leap in (31 * DAY, 365 * DAY, 40 * DAY):
        for hour in range(20):
            assert await services.leaving.purge_due(NOW + leap + hour * HOUR) == ()
        assert await services.leaving.purge_due(NOW - 365 * DAY) == ()
        assert await services.leaving.purge_due(NOW + DAY) == ()
    for times in range(11):  # each leap counts as two hours, however far it goes
        assert await services.leaving.purge_due(NOW + (50 + 100 * times) * DAY) == ()
    await services.leaving.purge_due(NOW + DAY)
    assert await services.leaving.restore(DESK)
    assert (await services.counts(DESK)).articles == 1


@pytest.mark.asyncio
async def test_a_bot_that_is_seldom_on_deletes_in_the_end(services: Services) -> None:
    await services.leaving.seal(DESK, NOW)
    first = NOW + 30 * DAY
    looks = [await services.leaving.purge_due(first + night * DAY) for night in range(13)]
    assert looks == [()] * 12 + [(DESK,)]


@pytest.mark.asyncio
async def test_who_left_while_the_bot_was_away_is_sealed_at_its_start(services: Services) -> None:
    await services.add_text("local", "own", TEXT.replace("ferry", "tram"))
    for desk in (OTHER, ELSEWHERE, "2031"):
        await services.add_text(desk, "other", TEXT.replace("ferry", "bridge"))
    await services.leaving.seal_absent({OTHER}, lambda desk: desk != ELSEWHERE, NOW)
    for desk in ("local", OTHER, ELSEWHERE, "2031"):
        assert (await services.counts(desk)).articles == 1
    with pytest.raises(StoreError, match="sealed"):
        await services.counts(DESK)


class Stopped(Exception):
    """The process ended here."""


@given(stop=st.integers(0, 8), is_back=st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_purge_that_was_stopped_anywhere_is_finished(
    tmp_path_factory: pytest.TempPathFactory, stop: int, is_back: bool
) -> None:
    folder = tmp_path_factory.mktemp("purge")
    desk, other = folder / f"{DESK}.db", folder / f"{OTHER}.db"
    for path in (desk, other):
        for part in ("", "-wal", "-shm"):
            path.with_name(path.name + part).write_text("said")
    seals.seal(desk, NOW)
    steps = 0
    unlink = Path.unlink

    def counted(self: Path, missing_ok: bool = False) -> None:
        nonlocal steps
        if steps == stop:
            raise Stopped
        steps += 1
        unlink(self, missing_ok)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "unlink", counted)
        try:
            seals.purge(desk)
        except Stopped:
            assert seals.is_sealed(desk), "half a desk is open to nobody"
    if is_back:
        seals.unseal(desk)
    else:
        seals.purge(desk)
    assert not seals.is_sealed(desk)
    assert sorted(file.name for file in folder.iterdir()) == [
        other.name, f"{other.name}-shm", f"{other.name}-wal",
    ]  # fmt: skip


@pytest.mark.parametrize("content", ["", "{}", '{"left_at": "yesterday"}', "null"])
def test_a_seal_that_cannot_be_read_still_seals(tmp_path: Path, content: str) -> None:
    desk = tmp_path / f"{DESK}.db"
    desk.with_suffix(".sealed").write_text(content)
    assert seals.is_sealed(desk)
    left_at = seals.sealed_at(desk)
    assert left_at and left_at.year >= 2024
