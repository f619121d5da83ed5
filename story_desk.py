"""The use cases of stories: tell one, complete a name, move an article, sort an older desk."""

from datetime import UTC, datetime

from answering import answer_question
from newsroom.answer import Question, QuestionKind, Reply
from newsroom.article import ArticleId, Citation
from newsroom.asking import bounded_question
from newsroom.story import StoryHead, StoryMove
from storage.meanings import Meaning
from storage.store import Desks, Store
from storage.story_traits import count_pending
from storage.story_views import list_citations_like
from storytelling import complete_stories, join_pending, list_whole, move_article, words_typed

PENDING_ROUNDS = 8
"""How many batches of an older desk's articles one use sorts at most; the next goes on."""
CHOICES, LISTED = 25, 200


class StoryDesk:
    """Everything that Byline can do with stories, by desk."""

    def __init__(self, desks: Desks, meaning: Meaning | None) -> None:
        self._desks, self._meaning = desks, meaning

    async def tell(self, desk: str, name: str) -> Reply:
        """The story that some words mean; `#12` is the story of that number."""
        return await self.answer(desk, Question(name, QuestionKind.STORY, name.strip()))

    async def answer(self, desk: str, question: Question) -> Reply:
        """The answer to a question about a story, once waiting articles are sorted."""
        store = await self._sorted(desk)
        return await store.read(answer_question, bounded_question(question), self._meaning)

    async def complete(self, desk: str, typed: str) -> tuple[StoryHead, ...]:
        """Stories for what was typed so far, newest first."""
        store = await self._desks.get(desk)
        return await store.read_at_once(complete_stories, typed)

    async def complete_articles(self, desk: str, typed: str) -> tuple[Citation, ...]:
        """Articles for what was typed of their titles so far, newest first."""
        store = await self._desks.get(desk)
        return await store.read_at_once(list_citations_like, words_typed(typed), CHOICES)

    async def list(self, desk: str) -> tuple[tuple[StoryHead, tuple[Citation, ...]], ...]:
        """The newest stories with their articles."""
        store = await self._sorted(desk)
        return await store.read(list_whole, LISTED)

    async def move(self, desk: str, article: ArticleId, story: str, judged_by: str) -> StoryMove:
        """Put an article into another story, for good: by its number or name, or `new`."""
        store = await self._sorted(desk)
        return await store.write(move_article, article, story, judged_by, datetime.now(UTC))

    async def _sorted(self, desk: str) -> Store:
        """The desk's store, with what waits for a story sorted: a bounded number of articles."""
        store = await self._desks.get(desk)
        if await store.read(count_pending):
            for _ in range(PENDING_ROUNDS):
                if not await store.write(join_pending, datetime.now(UTC)):
                    break
        return store
