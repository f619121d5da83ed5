"""Whatever is kept comes back the same, and whatever is typed finds or finds nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from lookup import complete, find_candidates
from matching.folding import fold
from newsroom.answer import StoredClaim
from newsroom.article import Article, ArticleId, Citation, Sentence, Span
from newsroom.article import BlockKind as Block
from newsroom.attribution import (
    Claim,
    ClaimId,
    DateMention,
    Evidence,
    Hedge,
    Identity,
    Manner,
    Number,
    Response,
    ResponseKind,
    Source,
    SourcingChain,
)
from newsroom.desk import Ask, DeskRoles
from newsroom.entity import Entity, EntityId, EntityKind, Mention, MentionForm, NameRecord
from newsroom.extraction import Extraction
from storage.articles import add_article
from storage.asks import find_ask, record_ask
from storage.claim_rows import load_claims
from storage.connections import open_writer
from storage.desk_settings import get_roles, set_roles
from storage.entities import (
    find_entities_named,
    find_known,
)
from storage.name_import import import_names
from tests.storage.factories import KEYS

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)
QUERY_LANGUAGE = st.text(st.sampled_from("\"'*()^:-+{}[]\0\ud800 abNEARORDT"), max_size=30)
ZONES = st.integers(-840, 840).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(timezones=st.none() | ZONES)
SPANS = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: Span(*sorted(pair)))
SOURCES = st.builds(
    Source, WORDS, st.sampled_from(Identity), WORDS, st.none() | SPANS,
    st.none() | st.just("Ada") | WORDS, st.sampled_from(Number), st.sampled_from(Evidence),
)  # fmt: skip
RESPONSES = st.builds(
    Response, st.sampled_from(ResponseKind), WORDS, SPANS, st.none() | st.just("Ada") | WORDS
)
NAMES = (
    "Ottoline Farquhar",
    "Benedek Szalontai",
    "Margarethe Oduya",
    "Thorvald Ingersoll",
    "Philippa Wainwright",
    "Ignatius Marchetti",
    "Rosalind Abernathy",
    "Bartholomew Kvist",
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One desk for every example; what an example adds is rolled back."""
    db = open_writer(tmp_path_factory.mktemp("anything") / "anything.db", fold, KEYS)
    import_names(db, [NameRecord(name, EntityKind.PERSON) for name in NAMES])
    import_names(db, [NameRecord(f"Person {a}{b}", EntityKind.PERSON) for a in "kl" for b in "xyz"])
    yield db
    db.close()


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    """An article of any text, with one claim whose hedges and dates stand in that text."""
    text = draw(WORDS)
    pieces = st.lists(SPANS.map(lambda span: (span, span.of(text))), max_size=3)
    claim = Claim(
        draw(WORDS),
        draw(st.tuples(SPANS)),
        draw(st.lists(SPANS, max_size=2).map(tuple)),
        (),
        draw(st.sampled_from(Manner)),
        SourcingChain(tuple(draw(st.lists(SOURCES, min_size=1, max_size=4)))),
        draw(SPANS),
        tuple(Hedge(words, span) for span, words in draw(pieces)),
        draw(st.none() | RESPONSES),
        tuple(DateMention(w, span, draw(st.none() | WORDS)) for span, w in draw(pieces)),
        about=draw(st.lists(st.just("Ada") | WORDS, max_size=3).map(tuple)),
    )
    article = Article(
        draw(WORDS), text, draw(WORDS), draw(st.none() | WORDS), draw(st.none() | WORDS),
        draw(st.none() | MOMENTS), None, draw(st.none() | WORDS),
    )  # fmt: skip
    mention = Mention(text[:2], Span(0, min(2, len(text))), MentionForm.NAME)
    ada = Entity("Ada", EntityKind.PERSON, mentions=(mention,))
    return Extraction(article, (Sentence(Span(0, len(text)), Block.BODY, 0),), (ada,), (claim,))


def expected(extraction: Extraction, article_id: ArticleId, ada: EntityId) -> StoredClaim:
    """The one claim of a generated article as the desk should hold it."""
    (claim,), article = extraction.claims, extraction.article
    return StoredClaim(
        ClaimId(1),
        Citation(article_id, article.title, article.outlet, article.published_at, article.url),
        claim.text,
        claim.sentence.of(article.text),
        claim.manner,
        claim.chain,
        tuple(hedge.text for hedge in claim.hedges),
        claim.response,
        claim.dates,
        (ada,) if "Ada" in claim.about else (),
        tuple(ada for link in claim.chain.links if link.entity == "Ada"),
    )


@settings(max_examples=120, deadline=None)
@given(extraction=extractions(), added_at=MOMENTS)
def test_a_claim_of_any_words_comes_back_equal(
    shared: Database, extraction: Extraction, added_at: datetime
) -> None:
    shared.execute("begin")
    try:
        article_id = add_article(shared, extraction, (None,), added_at)
        (ada,) = find_entities_named(shared, ["ada"])
        assert load_claims(shared, [1]) == (expected(extraction, article_id, ada.entity_id),)
    finally:
        shared.conn.rollback()


@settings(max_examples=200, deadline=None)
@given(typed=ANYTHING | QUERY_LANGUAGE, limit=st.integers(0, 8))
def test_nothing_typed_breaks_a_look_up(shared: Database, typed: str, limit: int) -> None:
    for query in (typed, fold(typed)):
        assert len(find_candidates(shared, query, limit)) <= limit
        completed = complete(shared, query, limit)
        assert len({found.entity_id for found in completed}) == len(completed) <= limit


@settings(max_examples=80, deadline=None)
@given(name=WORDS.filter(fold), cut=st.integers(1, 30))
def test_a_kept_name_is_found_and_completed(shared: Database, name: str, cut: int) -> None:
    shared.execute("begin")
    try:
        import_names(shared, [NameRecord(name, EntityKind.WORK)])
        assert find_candidates(shared, fold(name), 20)[0].folded == fold(name)
        begun = fold(name)[:cut]
        assert name in {found.name for found in complete(shared, begun, 100)}
    finally:
        shared.conn.rollback()


@settings(max_examples=100, deadline=None)
@given(
    name=st.sampled_from(NAMES), at=st.integers(1, 14), slip=st.sampled_from(["drop", "swap", "z"])
)
def test_a_slip_of_the_finger_is_offered_its_name(
    shared: Database, name: str, at: int, slip: str
) -> None:
    typed = {
        "drop": name[:at] + name[at + 1 :],
        "swap": name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        "z": name[:at] + "z" + name[at + 1 :],
    }[slip]
    found = find_candidates(shared, fold(typed), 20)
    assert name in {candidate.name for candidate in found}


@settings(max_examples=60, deadline=None)
@given(
    command=WORDS,
    options=st.lists(st.tuples(ANYTHING, ANYTHING), max_size=3).map(tuple),
    ids=st.tuples(st.integers(0, 2**63 - 1), st.none() | st.integers(1, 2**64)),
    moment=st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=ZONES),
)
def test_asks_and_roles_come_back_equal(
    shared: Database,
    command: str,
    options: tuple[tuple[str, str], ...],
    ids: tuple[int, int | None],
    moment: datetime,
) -> None:
    ask = Ask(command, options, ids[0], moment)
    roles = DeskRoles(ids[1], ids[0] or None)
    shared.execute("begin")
    try:
        assert find_ask(shared, record_ask(shared, ask)) == ask
        set_roles(shared, roles)
        assert get_roles(shared) == roles
    finally:
        shared.conn.rollback()


def test_names_without_a_letter_are_not_taken_for_one_another(desk_path: Path) -> None:
    db = open_writer(desk_path, fold, KEYS)
    bands = [NameRecord(name, EntityKind.ORGANISATION) for name in ("!!!", "+/-", "!!!")]
    import_names(db, bands)
    import_names(db, bands[:1])
    kept = find_known(db, [EntityId(number) for number in range(1, 5)])
    assert [(entity.name, entity.aliases) for entity in kept] == [("!!!", ()), ("+/-", ())]
    db.close()


def test_one_and_two_letter_words_are_found_among_many(shared: Database) -> None:
    shared.execute("begin")
    short = ("X", "Li Bo", "O", "U.S.", "E. M. Ó")
    import_names(shared, [NameRecord(name, EntityKind.PERSON) for name in short])
    for name in short:
        assert find_candidates(shared, fold(name), 5)[0].name == name
        assert name in {found.name for found in complete(shared, fold(name), 9)}
    shared.conn.rollback()


def test_the_article_s_moment_is_the_entity_s(db: Database) -> None:
    article = Article("a", "Ada.", "A", published_at=datetime(2025, 1, 1, 1, tzinfo=UTC))
    mention = Mention("Ada", Span(0, 3), MentionForm.NAME)
    ada = Entity("Ada", EntityKind.PERSON, mentions=(mention,) * 2)
    add_article(db, Extraction(article, (), (ada,), ()), (None,), datetime(2026, 1, 1))
    (found,) = find_entities_named(db, ["ada"])
    assert (found.weight, found.last_seen) == (2, article.published_at)
