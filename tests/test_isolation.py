"""A desk answers the same to the last byte whatever another desk holds."""

import asyncio
from pathlib import Path

import pytest

from benchmarks.isolation import Answers, ask_all, fill_related, questions
from services import Services

QUERIES, RELATED = 60, 40
OWN, OTHER = "1180000000000000001", "1180000000000000002"
SAMPLES = Path(__file__).resolve().parents[1] / "samples"


async def _answers(services: Services) -> Answers:
    return await ask_all(services, OWN, questions(QUERIES, seed=7))


@pytest.mark.asyncio
async def test_another_desk_changes_no_byte_of_an_answer(tmp_path: Path) -> None:
    services = Services(tmp_path)
    for path in sorted(SAMPLES.glob("*.txt"))[:3]:
        await services.add_file(OWN, path.name, path.read_bytes())
    alone = await _answers(services)
    await fill_related(services, OTHER, RELATED)
    assert (await services.counts(OTHER)).articles == RELATED
    beside = await _answers(services)
    assert beside == alone
    answered = [answer for answer in alone if '"found": true' in answer]
    assert len(answered) > QUERIES // 4, "most questions must have something to leak into"
    await services.close()


@pytest.mark.asyncio
async def test_the_same_questions_do_tell_desks_apart(tmp_path: Path) -> None:
    services = Services(tmp_path)
    path = next(SAMPLES.glob("harbour*.txt"))
    await services.add_file(OWN, path.name, path.read_bytes())
    before = await _answers(services)
    await fill_related(services, OWN, RELATED)
    assert await _answers(services) != before, "in the desk itself the articles must show"
    await services.close()


@pytest.mark.asyncio
async def test_desks_asked_at_once_do_not_mix(tmp_path: Path) -> None:
    services = Services(tmp_path)
    paths = sorted(SAMPLES.glob("*.txt"))
    for desk, path in ((OWN, paths[0]), (OTHER, paths[1])):
        await services.add_file(desk, path.name, path.read_bytes())
    asked = questions(20, seed=3)
    alone = [await ask_all(services, desk, asked) for desk in (OWN, OTHER)]
    at_once = await asyncio.gather(*(ask_all(services, desk, asked) for desk in (OWN, OTHER)))
    assert list(at_once) == alone
    await services.close()
