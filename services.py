"""The use cases: add an article, answer a question, import names, describe a desk.

The console and the bot hold the same `Services`; nothing is opened or loaded before it is used.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

from answering import CHOICES, answer_question, resembling, show_claim, show_entity
from ask_desk import AskDesk
from auditing import Auditing
from claim_desk import ClaimCuration
from curation_desk import Curation
from digest_desk import DigestDesk
from embargoes import Embargoes
from embedding import embed_claims, shipped_meaning
from exporting import Exports
from following import Feeds
from forgetting import Forgetting, merged
from gathering import Fetch, Web, cleaned, fetch_from
from importing import import_all
from keeping import find_held, keep
from leaving import Leaving
from lookup import complete
from matching.folding import fold
from matching.follow_ups import Before, continue_question
from matching.keys import indexed_words, word_keys
from matching.questions import read_question
from mending import Posts
from newsroom.answer import NameMatch, Question, QuestionKind, Reply, StoredClaim
from newsroom.article import Article
from newsroom.asking import bounded, bounded_question
from newsroom.attribution import ClaimId
from newsroom.desk import DeskCounts, DeskRoles, DeskState, Ingested, KeptOfYou
from newsroom.embargo import Embargo
from newsroom.entity import EntityId, NameRecord
from newsroom.extraction import Extraction
from newsroom.typed import read_hashed
from restoring import Restoring
from storage.articles import count_desk
from storage.audit import record_act
from storage.claims import list_claims
from storage.command_fingerprint import CommandFingerprint
from storage.connections import NameKeys
from storage.database import Database
from storage.desk_settings import get_roles, set_roles
from storage.status import find_state
from storage.store import Desks, Store
from story_desk import StoryDesk
from versioning import VersionDesk
from watch_desk import WatchDesk

if TYPE_CHECKING:
    from extraction.pipeline import Reader

T = TypeVar("T")


def build_services(
    data_dir: Path, nlp_model: str | None = None, *, allow_private_urls: bool = False
) -> "Services":
    """The services over one data folder, with the shipped pipeline or another one."""
    return Services(data_dir, nlp_model, fetch_from(allow_private=allow_private_urls))


class Services:
    """Everything that Byline can do, by desk; each desk is closed to all others."""

    def __init__(
        self, data_dir: Path, nlp_model: str | None = None, fetch: Fetch | None = None
    ) -> None:
        self._nlp_model = nlp_model
        self._desks = Desks(data_dir, fold, NameKeys(indexed_words, word_keys))
        self.asks, self.digests = AskDesk(self._desks), DigestDesk(self._desks)
        self.watches = WatchDesk(self._desks)
        self._reader: Reader | None = None
        self._reading = ThreadPoolExecutor(1, thread_name_prefix="reading")
        self._meaning = shipped_meaning()
        self._roles: WeakKeyDictionary[Store, DeskRoles] = WeakKeyDictionary()
        self.fingerprint = CommandFingerprint(data_dir)
        self.audit, self.leaving = Auditing(self._desks), Leaving(self._desks)
        self.forgetting, self.versions = Forgetting(self._desks), VersionDesk(self._desks)
        self.stories = StoryDesk(self._desks, self._meaning)
        self.curation = Curation(self._desks, self.import_names)
        self.claim_curation, self.posts = ClaimCuration(self._desks), Posts(self._desks)
        fetch = fetch or fetch_from(allow_private=False)
        self.web = Web(self._desks, fetch, self._extract, self._settle)
        self.feeds = Feeds(self._desks, fetch, self._add_fed_page, self._add_entry)
        self.embargoes = Embargoes(self._desks, self._extract, self._settle)
        self.exports, self.restoring = Exports(self._desks), Restoring(self._desks, self.embargoes)

    async def close(self) -> None:
        """Finish what is under way and close every desk."""
        await asyncio.to_thread(self._reading.shutdown)
        await self._desks.close()

    # -- articles

    async def extract_text(self, name: str, text: str) -> Extraction:
        """What a text says, without storing it."""
        return await self._read(lambda reader: reader.read(_read_text(name, text)))

    async def extract_file(self, filename: str, content: bytes) -> Extraction:
        """What a file's article says, without storing it."""
        return await self._extract(await asyncio.to_thread(_read_file, filename, content))

    async def extract_record(self, record: Mapping[str, object]) -> Extraction:
        """What an article given as a record says, without storing it."""
        return await self._extract(_read_record(record))

    async def add_text(
        self,
        desk: str,
        name: str,
        text: str,
        title: str | None = None,
        seen: Sequence[Embargo] = (),
    ) -> Ingested:
        """Read a text and keep it; the same text again changes nothing.

        Another version of what one of the embargoes in `seen` holds is kept there. Raises
        UnreadableInput where there is no article in it.
        """
        return await self._add(desk, _read_text(name, text, title), seen)

    async def add_file(
        self, desk: str, filename: str, content: bytes, seen: Sequence[Embargo] = ()
    ) -> Ingested:
        """Read a file's article and keep it; raises UnreadableInput for what is none."""
        return await self._add(desk, await asyncio.to_thread(_read_file, filename, content), seen)

    async def add_page(
        self, desk: str, url: str, seen: Sequence[Embargo] = (), now: datetime | None = None
    ) -> Ingested:
        """Keep the article at an address, as `web.add` does, where what is there of it is."""
        place = await self.embargoes.place_at(desk, seen, cleaned(url)) if seen else desk
        adding = lambda there: self.web.add(there, url, now)  # noqa: E731
        return await self.embargoes.keep_at(desk, place, adding)

    async def add_record(
        self, desk: str, record: Mapping[str, object], seen: Sequence[Embargo] = ()
    ) -> Ingested:
        """Keep an article given as a record: `text`, perhaps id, title, outlet, date and url."""
        return await self._add(desk, _read_record(record), seen)

    async def load_reader(self) -> str:
        """Load the language pipeline now and say which it is."""
        return await self._read(lambda reader: reader.description)

    async def _add(self, desk: str, article: Article, seen: Sequence[Embargo] = ()) -> Ingested:
        place = await self.embargoes.place_for(desk, seen, article) if seen else desk
        return await self.embargoes.keep_at(desk, place, lambda there: self._keep(there, article))

    async def _keep(self, desk: str, article: Article) -> Ingested:
        store = await self._desks.get(desk)
        known = await store.read(find_held, article, datetime.now(UTC))
        if known is not None:
            return known
        extraction = await self._extract(article)
        kept = await store.write(keep, extraction, datetime.now(UTC))
        await self._settle(store)
        return kept

    async def embed_claims(self, desk: str) -> None:
        """Embed every claim of a desk that waits for it, as after an upgrade."""
        if self._desks.find(desk) is not None:
            await embed_claims(await self._desks.get(desk), self._meaning, most=None)

    async def _settle(self, store: Store) -> None:
        """What follows when an article has been kept, and may as well come later."""
        await embed_claims(store, self._meaning)

    async def _add_fed_page(self, desk: str, url: str, now: datetime) -> Ingested:
        """Keep the page that a feed's entry leads to; what is closed stays so, whoever reads it."""
        return await self.add_page(desk, url, await self.embargoes.standing(desk), now)

    async def _add_entry(self, desk: str, title: str, text: str, outlet: str | None) -> Ingested:
        """Keep the text that a feed's entry holds itself."""
        record = {"title": title, "text": text, "outlet": outlet}
        article = await asyncio.to_thread(_read_record, record)
        return await self._add(desk, article, await self.embargoes.standing(desk))

    async def _extract(self, article: Article) -> Extraction:
        return await self._read(lambda reader: reader.read(article))

    async def _read(self, use: Callable[["Reader"], T]) -> T:
        """Run on the one thread that owns the language pipeline, loaded at the first use."""

        def with_reader() -> T:
            if self._reader is None:
                from extraction.pipeline import Reader

                self._reader = Reader.load(self._nlp_model)
            return use(self._reader)

        return await asyncio.get_running_loop().run_in_executor(self._reading, with_reader)

    # -- questions

    async def ask(
        self,
        desk: str,
        question: str,
        *,
        is_continued: bool = False,
        asked_at: datetime | None = None,
    ) -> Reply:
        """Any question in plain words, or `#12`; `is_continued` where it was typed in fewer.

        What is new is told as of `asked_at`, or of this moment.
        """
        picked = await self._picked(desk, question)
        if picked is not None:
            return picked
        read = read_question(bounded(question))
        whole = replace(read, is_continued=is_continued, asked_at=asked_at)
        return await self._answer(desk, whole)

    def continue_question(
        self, question: str, previous: Reply | None, *, only_explicit: bool = False
    ) -> str:
        """The question with what it leans on in the answer before put into words."""
        return continue_question(question, Before.of(previous), only_explicit=only_explicit)

    async def who(self, desk: str, name: str) -> Reply:
        """Who or what a name or description stands for."""
        return await self._answer(desk, Question(name, QuestionKind.WHO, name.strip()))

    async def sources(self, desk: str, claim: str) -> Reply:
        """Who stands behind the claims that fit some words; `#12` is the claim of that number."""
        picked = await self._picked(desk, claim)
        if picked is not None:
            return picked
        read = read_question(bounded(claim))
        subject = read.subject if read.kind is QuestionKind.SOURCES else claim.strip()
        question = Question(claim, QuestionKind.SOURCES, subject)
        if read.kind is QuestionKind.SOURCES:
            question = replace(question, identity=read.identity, is_single=read.is_single)
        return await self._answer(desk, question)

    async def claims(self, desk: str, about: str) -> Reply:
        """What is claimed about an entity or topic."""
        return await self._answer(desk, Question(about, QuestionKind.CLAIMS, about.strip()))

    async def quote(self, desk: str, words: str | None, speaker: str | None) -> Reply:
        """Who said some words, what somebody said, or both."""
        text = " ".join(part for part in (speaker, words) if part)
        question = Question(
            text, QuestionKind.QUOTE, (words or "").strip(), speaker=(speaker or "").strip() or None
        )
        return await self._answer(desk, question)

    async def timeline(self, desk: str, about: str) -> Reply:
        """What happened when."""
        return await self._answer(desk, Question(about, QuestionKind.TIMELINE, about.strip()))

    async def check(self, desk: str, text: str) -> Reply:
        """The claims on the desk that resemble some text, with their sources."""
        store = await self._desks.get(desk)
        question = bounded_question(Question(text, QuestionKind.SOURCES, text.strip()))
        return await store.read(resembling, question, self._meaning)

    async def show(self, desk: str, entity_id: EntityId, kind: QuestionKind) -> Reply:
        """The answer about an entity that was picked from several."""
        store = await self._desks.get(desk)
        return await store.read(show_entity, Question("", kind, ""), entity_id)

    async def complete_names(self, desk: str, typed: str) -> tuple[NameMatch, ...]:
        """Names for what was typed so far, most talked about first."""
        store = await self._desks.get(desk)
        return await store.read_at_once(complete, bounded(typed))

    async def complete_claims(self, desk: str, typed: str) -> tuple[StoredClaim, ...]:
        """Claims for what was typed so far, best first; the newest before anything is typed."""
        store = await self._desks.get(desk)
        if not typed.strip():
            return await store.read_at_once(list_claims, CHOICES)
        question = bounded_question(Question(typed, QuestionKind.SOURCES, typed.strip()))
        reply = await store.read_at_once(resembling, question)
        return tuple(match.claim for match in getattr(reply, "claims", ()))

    async def _picked(self, desk: str, claim: str) -> Reply | None:
        number = read_hashed(claim)
        if number is None:
            return None
        store = await self._desks.get(desk)
        return await store.read(show_claim, claim, ClaimId(number))

    async def _answer(self, desk: str, question: Question) -> Reply:
        if question.kind is QuestionKind.STORY:
            return await self.stories.answer(desk, question)
        store = await self._desks.get(desk)
        return await store.read(answer_question, bounded_question(question), self._meaning)

    # -- desks

    async def kept_of(self, desk: str, user_id: int) -> tuple[KeptOfYou, ...]:
        """What a desk and its embargoes keep about a member."""
        kept = await self.forgetting.kept_of(desk, user_id)
        return merged(kept, await self.embargoes.kept_of(desk, user_id))

    async def erase_kept(self, desk: str, user_id: int) -> tuple[KeptOfYou, ...]:
        """Erase what a desk and its embargoes keep about a member."""
        return await self.embargoes.erase(desk, user_id)

    async def import_names(
        self, desk: str, rows: Iterable[NameRecord], progress: Callable[[int], None] | None = None
    ) -> int:
        """Keep a list of names, however long, in bounded memory; how many were read."""
        return await import_all(await self._desks.get(desk), rows, progress)

    async def counts(self, desk: str) -> DeskCounts:
        """How much a desk holds."""
        store = await self._desks.get(desk)
        return await store.read(count_desk)

    async def state(self, desk: str) -> DeskState:
        """How a desk stands: sizes, when it last read and posted, and what last failed."""
        store = await self._desks.get(desk)
        return await store.read(find_state)

    async def roles(self, desk: str) -> DeskRoles:
        """Which Discord roles may read, add and correct; asked for at every step, so remembered."""
        store = await self._desks.get(desk)
        known = self._roles.get(store)
        return known or self._roles.setdefault(store, await store.read_at_once(get_roles))

    async def set_roles(self, desk: str, roles: DeskRoles) -> None:
        """Change which Discord roles may read, add and correct."""
        store = await self._desks.get(desk)
        self._roles.pop(store, None)
        await store.write(_set_roles, roles)
        self._roles[store] = roles


def _set_roles(db: Database, roles: DeskRoles) -> None:
    set_roles(db, roles)
    held = (("reader", roles.reader), ("contributor", roles.contributor), ("editor", roles.editor))
    record_act(db, *((kind, role) for kind, role in held if role), command="desk roles")


def _read_text(name: str, text: str, title: str | None = None) -> Article:
    from extraction.reading import read_text

    return read_text(name, text, title=title)


def _read_file(filename: str, content: bytes) -> Article:
    from extraction.reading import read_file

    return read_file(filename, content)


def _read_record(record: Mapping[str, object]) -> Article:
    from extraction.reading import read_record

    return read_record(record)
