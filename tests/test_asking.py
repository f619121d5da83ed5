"""Words of any length and sort: an answer, or one line that says why there is none."""

import asyncio
from pathlib import Path

from benchmarks.outsize import DESK, outsize, ways
from newsroom.answer import Question, QuestionKind
from newsroom.asking import LONGEST, bounded, bounded_question
from newsroom.errors import NewsroomError
from services import Services
from tests.cogs.desk_room import SAMPLES


def test_words_of_every_sort_get_an_answer_in_every_way(tmp_path: Path) -> None:
    asyncio.run(_ask_all(Services(tmp_path)))


async def _ask_all(services: Services) -> None:
    path = min(SAMPLES.glob("*.txt"))
    await services.add_file(DESK, path.name, path.read_bytes())
    for matter, words in outsize("Kiriyenko spoke to Musk.", "Elon Musk").items():
        for way, ask in ways(services).items():
            try:
                assert await ask(words) is not None, (matter, way)
            except NewsroomError:
                assert matter in ("digits", "odd digits"), (matter, way)
    await services.close()


def test_a_long_question_is_read_up_to_a_whole_word() -> None:
    words = "who is Musk? " * 400
    cut = bounded(words)
    assert words.startswith(cut) and LONGEST - 13 < len(cut) <= LONGEST and cut[-1] in "?sk"
    assert bounded("x" * 9_999) == "x" * LONGEST and bounded("who?") == "who?"
    question = bounded_question(Question(words, QuestionKind.QUOTE, words, speaker=words))
    assert question.text == question.subject == question.speaker == cut
