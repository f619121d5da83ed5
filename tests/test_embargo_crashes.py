"""Whatever ends the process, no embargoed article is lost, seen early, or there twice."""

import asyncio
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from extraction.pipeline import Reader
from extraction.reading import read_text
from newsroom.answer import Answer
from newsroom.curation import Note
from newsroom.embargo import Stage
from services import Services
from tests.embargo_world import (
    DESK,
    HOUR,
    NOW,
    TEXTS,
    Killed,
    Life,
    Readings,
    add_closed,
    close,
    closed_texts,
    mortal,
    open_services,
    texts_of,
)

Act = Callable[[Services], Coroutine[Any, Any, object]]

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 120.0
MINISTER = "Oona Vexley"
KILLS = (("close", 4), *(("settle", step) for step in (2, 4, 6, 4, 4, 3)))
"""What each process begins, and at which step it is killed; later ones find less left to do."""
STEPS = st.none() | st.integers(1, 14)


@pytest.fixture(scope="module")
def readings() -> Readings:
    """What each text says."""
    reader = Reader.load()
    return {text: reader.read(read_text(text[:12], text)) for text in TEXTS}


def spawn(folder: Path, known: Path, step: int, what: str) -> tuple[int, str]:
    """One process that is killed at a step: how it ended, and what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.embargo_world", folder, known, str(step), what],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    return done.returncode, done.stdout + done.stderr


def test_killed_while_it_is_closed_and_while_it_comes(tmp_path: Path, readings: Readings) -> None:
    known, folder = tmp_path / "readings", tmp_path / "data"
    known.write_bytes(pickle.dumps(readings))

    async def fill() -> None:
        services = open_services(folder, readings)
        for text in TEXTS[:2]:
            await services.add_text(DESK, text[:12], text)
        await services.close()

    async def held() -> tuple[list[str], list[str]]:
        services = open_services(folder, readings)
        found = sorted((await texts_of(services, DESK)).values()), await closed_texts(services)
        await services.close()
        return found

    asyncio.run(fill())
    for what, step in KILLS:
        code, said = spawn(folder, known, step, what)
        assert code == -signal.SIGKILL, said
        is_open, closed = asyncio.run(held())
        assert set(is_open) | set(closed) >= set(TEXTS[:2]), "nothing is lost"
        assert len(is_open) == len(set(is_open)), "nothing is there twice"
    code, said = spawn(folder, known, 10**6, "settle")
    assert code == 0 and said.startswith("done"), said
    assert asyncio.run(held()) == (sorted(TEXTS[:2]), [])


@pytest.fixture(scope="module")
def begun(readings: Readings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with one text, on which and on whose minister somebody noted something, and one more
    text under embargo."""
    folder = tmp_path_factory.mktemp("begun")

    async def fill() -> None:
        services = open_services(folder, readings)
        await services.add_text(DESK, "one", TEXTS[0])
        note = Note("Ida (7)", NOW)
        await services.claim_curation.add_note(DESK, "#1", "Ask again.", note)
        await services.curation.describe(DESK, MINISTER, "of the harbour party", note)
        await add_closed(services, TEXTS[1], NOW + HOUR)
        await services.close()

    asyncio.run(fill())
    return folder


ACTS: dict[str, Act] = {
    "close": lambda services: close(services, TEXTS[0], NOW + HOUR),
    "add": lambda services: add_closed(services, TEXTS[2], NOW + HOUR),
    "release": lambda services: services.embargoes.settle(DESK, NOW + HOUR),
}


@pytest.mark.parametrize("what", ACTS)
def test_ended_at_every_step_it_goes_on_where_it_was(
    tmp_path: Path, readings: Readings, begun: Path, what: str
) -> None:
    async def ended_at(step: int) -> bool:
        """Whether the process ended there; then all is as it must be."""
        folder = tmp_path / str(step)
        await asyncio.to_thread(shutil.copytree, begun, folder)
        services = open_services(folder, readings)
        is_ended = False
        with mortal(Life(step)):
            try:
                await ACTS[what](services)
            except Killed:
                is_ended = True
        await services._desks.close()
        services = open_services(folder, readings)
        held = [*(await texts_of(services, DESK)).values()]
        early = set(held) - {TEXTS[0]}
        assert not early or what == "release", "nothing is seen before its time"
        await services.embargoes.settle(DESK, NOW)
        is_open, closed = [*(await texts_of(services, DESK)).values()], await closed_texts(services)
        both = sorted([*is_open, *closed])
        assert both[:2] == sorted(TEXTS[:2]) or TEXTS[2] in both
        assert len(both) == len(set(both)) >= 2, "nothing is lost, and nothing in both"
        await services.embargoes.settle(DESK, NOW + HOUR)
        assert sorted((await texts_of(services, DESK)).values()) == both
        assert await closed_texts(services) == []
        acts = await services.claim_curation.newest(DESK)
        assert [one.judgement.words for one in acts] == ["Ask again."], "what was judged is there"
        told = await services.who(DESK, MINISTER)
        assert isinstance(told, Answer) and told.card is not None and not told.choices
        assert told.card.desk_description == "of the harbour party", "and of whom it was judged"
        assert told.card.article_count == len(both)
        entries = await services.audit.list(DESK)
        assert (await services.audit.check(DESK)).fault is None
        released = [entry.objects for entry, _ in entries if entry.command == "embargo release"]
        named = [each for each in released if each.startswith("embargo:")]
        assert len(named) == len({each.split()[0] for each in named}), "each is told of once"
        await services.close()
        return is_ended

    steps = next(step for step in range(1, 40) if not asyncio.run(ended_at(step)))
    assert steps > 7


class Embargoing(RuleBasedStateMachine):
    """Articles opened, closed, extended, lifted and due, with the process ending at any step."""

    readings: Readings

    @initialize()
    def begin(self) -> None:
        """An empty desk."""
        self.folder = tempfile.TemporaryDirectory()
        self.runner = asyncio.Runner()
        self.services = open_services(Path(self.folder.name), self.readings)
        self.now, self.open, self.closed = NOW, set[str](), dict[str, datetime]()

    def _do(self, act: Act, step: int | None) -> bool:
        """Do something, or begin to: the process ends at a step and is started again."""
        life = Life(step or 10**9)
        with mortal(life), suppress(Killed):
            self.runner.run(act(self.services))
            return True
        self.runner.run(self.services._desks.close())
        self.services = open_services(Path(self.folder.name), self.readings)
        return False

    def _settle(self) -> None:
        self.runner.run(self.services.embargoes.settle(DESK, self.now))
        due = {text for text, until in self.closed.items() if until <= self.now}
        self.open |= due
        for text in due:
            del self.closed[text]

    def _standing(self) -> set[str]:
        return set(self.runner.run(closed_texts(self.services)))

    @rule(text=st.sampled_from(TEXTS))
    def add_openly(self, text: str) -> None:
        """Somebody adds a text to the desk, whether it is closed elsewhere or not."""
        self.runner.run(self.services.add_text(DESK, text[:12], text))
        self.open.add(text)

    @rule(text=st.sampled_from(TEXTS), hours=st.integers(1, 4), step=STEPS)
    def add_under_embargo(self, text: str, hours: int, step: int | None) -> None:
        """Somebody adds a draft that is nowhere yet."""
        if text in self.open or text in self.closed:
            return
        until = self.now + hours * HOUR
        if self._do(lambda services: add_closed(services, text, until), step):
            self.closed[text] = until
            return
        self._settle()
        if text in self._standing():
            self.closed[text] = until

    @precondition(lambda self: self.open - self.closed.keys())
    @rule(data=st.data(), hours=st.integers(1, 4), step=STEPS)
    def close_one(self, data: st.DataObject, hours: int, step: int | None) -> None:
        """An editor closes what is open: it is open no more, or nothing has happened."""
        text = data.draw(st.sampled_from(sorted(self.open - self.closed.keys())))
        until = self.now + hours * HOUR
        done = self._do(lambda services: close(services, text, until), step)
        self._settle()
        if done or text in self._standing():
            self.open.discard(text)
            self.closed[text] = until

    @precondition(lambda self: self.closed)
    @rule(data=st.data(), hours=st.integers(1, 6), step=STEPS)
    def extend(self, data: st.DataObject, hours: int, step: int | None) -> None:
        """An editor lets one stand until another time."""
        text = data.draw(st.sampled_from(sorted(self.closed)))
        until = self.now + hours * HOUR
        found = self._find(text)
        done = self._do(lambda services: services.embargoes.extend(found, until, self.now), step)
        self.closed[text] = until if done else self._find(text).terms.until

    @precondition(lambda self: self.closed)
    @rule(data=st.data(), step=STEPS)
    def lift(self, data: st.DataObject, step: int | None) -> None:
        """An editor ends one before its time."""
        text = data.draw(st.sampled_from(sorted(self.closed)))
        found = self._find(text)
        done = self._do(lambda services: services.embargoes.lift(found, self.now), step)
        self._settle()
        if done or text not in self._standing():
            self.closed.pop(text, None)
            self.open.add(text)

    @rule(hours=st.integers(-3, 3), step=STEPS)
    def wait(self, hours: int, step: int | None) -> None:
        """Time passes, or the clock is moved back, and what is due comes."""
        self.now += hours * HOUR + timedelta(seconds=1)
        self._do(lambda services: services.embargoes.settle(DESK, self.now), step)
        self._settle()

    def _find(self, text: str) -> Any:
        for each in self.runner.run(self.services._desks.embargoes(DESK)):
            held = self.runner.run(texts_of(self.services, each.name)).values()
            if text in held and each.stage is Stage.STANDING:
                return each
        raise AssertionError("an article is lost")

    @invariant()
    def what_is_open_is_there_once_and_what_is_closed_is_not(self) -> None:
        """The desk shows just what is open; nothing that was ever kept is gone."""
        shown = list(self.runner.run(texts_of(self.services, DESK)).values())
        assert sorted(shown) == sorted(self.open)
        assert self._standing() == set(self.closed)

    def teardown(self) -> None:
        """Close the files."""
        if hasattr(self, "services"):
            self.runner.run(self.services.close())
            self.runner.close()
            self.folder.cleanup()


def test_nothing_is_lost_seen_early_or_there_twice(readings: Readings) -> None:
    Embargoing.readings = readings
    Embargoing.TestCase.settings = settings(
        max_examples=8,
        stateful_step_count=12,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    case = Embargoing.TestCase("runTest")
    case.runTest()
