"""Questions that share no word with the claim that answers them, on made-up articles."""

import asyncio
from collections.abc import Iterator

import pytest

from newsroom.answer import Answer, Reply, Unanswered
from presentation.records import reply_record
from presentation.wording import reply_sheet, sheet_text
from services import Services, build_services
from tests.matching.cases import read_cases

DESK = "reworded"
CASES = tuple(read_cases("paraphrases.jsonl"))
INVENTED = tuple(row["q"] for row in read_cases("invented.jsonl"))


class Room:
    """The services over a desk with all the claims, five an article."""

    def __init__(self, runner: asyncio.Runner, services: Services) -> None:
        self.runner, self.services = runner, services

    def ask(self, question: str) -> Reply:
        """The answer to a question."""
        return self.runner.run(self.services.ask(DESK, question))


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A desk of sixteen short articles."""
    with asyncio.Runner() as runner:
        services = build_services(tmp_path_factory.mktemp("data"))
        for number in range(0, len(CASES), 5):
            text = "\n\n".join(row["claim"] for row in CASES[number : number + 5])
            runner.run(services.add_text(DESK, f"case-{number}", text, f"Case {number}"))
        yield Room(runner, services)
        runner.run(services.close())


def _sentences(reply: Reply) -> list[str]:
    shown = reply.claims if isinstance(reply, Answer) else reply.near
    return [match.claim.sentence for match in shown]


def test_claims_are_found_in_other_words(room: Room) -> None:
    found = [row["claim"] in _sentences(room.ask(row["asked"]))[:3] for row in CASES]
    print(f"{sum(found)} of {len(found)}")
    assert sum(found) >= 0.6 * len(found)


def test_what_is_found_by_its_meaning_says_so(room: Room) -> None:
    for row in CASES:
        reply = room.ask(row["asked"])
        by_meaning = [m for m in getattr(reply, "claims", ()) if "means nearly" in str(m.reasons)]
        text = sheet_text(reply_sheet(reply)).casefold()
        assert not by_meaning or "not found in these words" in text
        if isinstance(reply, Unanswered):
            assert "not found" in text
            assert not reply.near or "may be something else" in text


def test_what_may_be_meant_is_no_answer_in_a_record(room: Room) -> None:
    replies = [room.ask(row["asked"]) for row in CASES]
    offered = [reply for reply in replies if isinstance(reply, Unanswered) and reply.near]
    assert offered
    for reply in offered:
        record = reply_record(reply, 1.0)
        assert not record["found"]
        assert [claim["text"] for claim in record["claims"]] == [m.claim.text for m in reply.near]


def test_nothing_invented_is_answered(room: Room) -> None:
    assert [q for q in INVENTED if not isinstance(room.ask(q), Unanswered)] == []


def test_a_text_to_check_is_found_in_other_words(room: Room) -> None:
    row = next(row for row in CASES if row["asked"].startswith("no more physician"))
    reply = room.runner.run(room.services.check(DESK, row["asked"]))
    assert row["claim"] in _sentences(reply)
