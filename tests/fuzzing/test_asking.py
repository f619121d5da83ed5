"""Questions in any characters: an answer within every limit or one line, and what was meant."""

import asyncio
import shutil
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlite_utils import Database

from newsroom.answer import Answer, Unanswered
from newsroom.errors import NewsroomError
from newsroom.story import StoryAnswer
from presentation import limits
from presentation.embeds import error_embed, reply_pages
from services import Services
from storage.claims import search_claims
from storage.connections import open_reader
from tests.cogs.desk_room import SEED
from tests.fuzzing.profile import SOME
from tests.fuzzing.strategies import LINES, QUESTIONS
from tests.presentation.hostile import check_embed
from tests.storage.factories import KEYS, fold

ASKED = QUESTIONS | LINES
OPERATORS = st.text("\"'*()^:-+{}[]\0\ud800 ,.", max_size=6)
WORDS = ("starlink", "taiwan", "putin", "musk", "satellite", "near", "not", "or", "and", "report")


class Desk:
    """A desk that has read the samples, asked one question after the other."""

    def __init__(self, folder: Path, runner: asyncio.Runner) -> None:
        self.services, self._runner = Services(folder), runner
        self.path = folder / "desks" / f"{SEED}.db"

    def asked(self, command: str, text: str) -> object:
        """The answer; None where there is one line instead, which fits an embed."""
        calls: dict[str, Callable[[], Coroutine[Any, Any, object]]] = {
            "ask": lambda: self.services.ask(SEED, text),
            "who": lambda: self.services.who(SEED, text),
            "sources": lambda: self.services.sources(SEED, text),
            "claims": lambda: self.services.claims(SEED, text),
            "quote": lambda: self.services.quote(SEED, text, None),
            "timeline": lambda: self.services.timeline(SEED, text),
            "story": lambda: self.services.stories.tell(SEED, text),
            "check": lambda: self.services.check(SEED, text),
            "changes": lambda: self.services.versions.history(SEED, text),
            "entity": lambda: self.services.curation.propose(SEED, text, "Putin"),
        }
        try:
            return self._runner.run(calls[command]())
        except NewsroomError as error:
            check_embed(error_embed(str(error)))
            return None

    def offered(self, typed: str) -> None:
        """Ask for every kind of suggestion."""
        services = self.services
        for found in (
            services.complete_names(SEED, typed),
            services.complete_claims(SEED, typed),
            services.stories.complete(SEED, typed),
            services.stories.complete_articles(SEED, typed),
            services.versions.complete(SEED, typed),
        ):
            assert len(self._runner.run(found)) <= 10 * limits.CHOICES


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, seed_dir: Path) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("asked")
    shutil.copytree(seed_dir, folder, dirs_exist_ok=True)
    with asyncio.Runner() as runner:
        made = Desk(folder, runner)
        yield made
        runner.run(made.services.close())


@pytest.fixture(scope="module")
def held(desk: Desk) -> Iterator[Database]:
    desk.offered("a")
    db = open_reader(desk.path, fold, KEYS)
    yield db
    db.close()


COMMANDS = (
    "ask", "ask", "who", "sources", "claims", "quote", "timeline", "story", "check", "changes",
    "entity",
)  # fmt: skip


@SOME
@given(st.sampled_from(COMMANDS), ASKED)
@example("sources", "#²")
@example("changes", "#" + "9" * 5_000)
@example("story", "9" * 5_000)
@example("entity", "#" + "9" * 5_000)
def test_anything_may_be_asked(desk: Desk, command: str, text: str) -> None:
    reply = desk.asked(command, text)
    if isinstance(reply, Answer | StoryAnswer | Unanswered):
        for page in reply_pages(reply):
            check_embed(page)


@SOME
@given(ASKED)
def test_anything_may_be_typed(desk: Desk, typed: str) -> None:
    desk.offered(typed)


@SOME
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), OPERATORS, OPERATORS)
def test_marks_around_words_change_nothing_of_what_is_found(
    held: Database, words: list[str], before: str, after: str
) -> None:
    marked = search_claims(held, [[f"{before}{word}{after}"] for word in words], 50)
    assert marked == search_claims(held, [[word] for word in words], 50)


@SOME
@given(st.sampled_from(("NEAR", "AND", "OR", "NOT", "near(", "not *", "^or")))
def test_what_would_be_an_operator_is_a_word(held: Database, word: str) -> None:
    wanted = "".join(filter(str.isalpha, word)).lower()
    for claim, _ in search_claims(held, [[word]], 50):
        said = (claim.text, claim.sentence, *(link.label for link in claim.chain.links))
        assert any(wanted in each.lower() for each in (*said, claim.citation.title))
