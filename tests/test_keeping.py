"""Texts kept on a desk as versions: one transaction each, nothing lost, every span in its text."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from keeping import OLDER, find_held, keep, keep_at
from matching.folding import fold
from matching.sentences import squeezed
from newsroom.answer import Answer
from newsroom.article import ArticleId, Span
from newsroom.attribution import ClaimId
from newsroom.desk import Ingested
from newsroom.entity import Entity, EntityKind, Mention, MentionForm, Role
from newsroom.errors import NewsroomError
from newsroom.extraction import Extraction
from newsroom.version import ClaimFate, Correction, CorrectionKind
from services import Services
from storage.articles import find_article, remove_article
from storage.claims import find_claims_of_article, get_claim, search_claims
from storage.connections import open_writer
from storage.corrections import corrections_of, find_corrections_since
from storage.entities import find_entities_named, load_card
from storage.meanings import WIDTH, Meaning, fill_meanings
from storage.versions import find_changes_since, list_changed, load_history
from storage.whole_claims import find_gone, list_gone, load_whole_claims
from tests.matching.edited import EDITS, LINES, SENTENCES, edit, read
from tests.storage.factories import KEYS, check_indexes

NOW = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
NAMES = ("Odile Brandt", "Northwire", "Ines Rook")
EDITED = tuple(
    text.replace("allegedly ", "").replace("two million", "three million")
    for text in SENTENCES
    if not text.startswith("Rain")
)
NOTE = "Correction: the price was three million."


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = open_writer(tmp_path / "desk.db", fold, KEYS)
    yield database
    database.close()


def article(sentences: Sequence[str], name: str = "ferry", **fields: object) -> Extraction:
    """What a reader makes of some sentences, with the people named in them."""
    extraction = read(sentences)
    text = extraction.article.text
    entities = tuple(_entity(text, each) for each in NAMES if each in text)
    notes = tuple(
        Correction(CorrectionKind.CORRECTION, sentence.span.of(text), sentence.span)
        for sentence in extraction.sentences
        if sentence.span.of(text).startswith("Correction")
    )
    named = replace(extraction.article, name=name, title="Ferry sold", **fields)  # type: ignore[arg-type]
    return replace(extraction, article=named, entities=entities, corrections=notes)


def _entity(text: str, name: str) -> Entity:
    start = text.index(name)
    place = Span(start, start + len(name))
    mention = Mention(name, place, MentionForm.NAME)
    return Entity(name, EntityKind.PERSON, (), (Role(name, place),), (mention,))


def dump(db: Database) -> list[str]:
    """Everything that the file holds."""
    return list(db.conn.iterdump())


def check_desk(db: Database) -> None:
    """Every stored span holds in the current text, and every index and reference is in order."""
    assert db.execute("pragma foreign_key_check").fetchall() == []
    check_indexes(db)
    texts = dict(db.execute("select article_id, text from articles").fetchall())
    for table, words in (("mentions", "text"), ("roles", "text"), ("corrections", "text")):
        for key, start, end, held in db.execute(
            f"select article_id, start_char, end_char, {words} from {table}"
            " where start_char is not null"
        ):
            assert texts[key][start:end] == held, table
    for table in ("hedges", "claim_dates"):
        for key, start, end, held in db.execute(
            f"select article_id, start_char, end_char, h.text from {table} h join claims"
            " using (claim_id)"
        ):
            assert texts[key][start:end] == held, table
    for key, start, end, held in db.execute(
        "select article_id, sentence_start, sentence_end, sentence from claims"
    ):
        assert texts[key][start:end] == held
    for key, text, start, end in db.execute(
        "select article_id, c.text, s.start_char, s.end_char from claim_spans s join claims c"
        " using (claim_id) where part = 'content'"
    ):
        assert squeezed(texts[key][start:end]) == squeezed(text)
    for key, label, start, end in db.execute(
        "select article_id, label, start_char, end_char from chain_links join claims"
        " using (claim_id) where start_char is not null"
    ):
        assert squeezed(texts[key][start:end]) == squeezed(label)
    for key in texts:
        rows = db.execute("select position from claims where article_id = ? order by 1", [key])
        assert [row[0] for row in rows] == list(range(_claims(db, key)))


def _claims(db: Database, article_id: int) -> int:
    sql = "select count(*) from claims where article_id = ?"
    return int(db.execute(sql, [article_id]).fetchone()[0])


def test_the_same_text_again_changes_no_row(db: Database) -> None:
    first = keep(db, article(SENTENCES), NOW)
    before = dump(db)
    for again in (article(SENTENCES), article(SENTENCES, "other name")):
        assert keep(db, again, NOW + HOUR) == replace(first, is_known=True)
        assert find_held(db, again.article, NOW) == replace(first, is_known=True)
    assert keep_at(db, first.citation.article_id, article(SENTENCES), NOW).is_known
    spaced = replace(article(SENTENCES).article, text="\n\n".join(SENTENCES))
    assert keep(db, replace(article(SENTENCES), article=spaced), NOW).is_known
    assert dump(db) == before


def test_a_changed_text_is_another_version_of_one_article(db: Database) -> None:
    first = keep(db, article(SENTENCES), NOW)
    second = keep(db, article((*EDITED, NOTE)), NOW + HOUR)
    assert second.citation.article_id == first.citation.article_id
    assert (second.is_known, second.version) == (False, 2)
    assert second.change is not None
    fates = {claim.claim_id: claim.fate for claim in second.change.claims}
    assert fates == {
        1: ClaimFate.ALTERED,
        3: ClaimFate.ALTERED,
        7: ClaimFate.ADDED,
        4: ClaimFate.GONE,
    }
    check_desk(db)
    history = load_history(db, first.citation.article_id)
    assert [version.text for version in history.versions] == [
        " ".join(SENTENCES),
        " ".join((*EDITED, NOTE)),
    ]
    assert [version.seen_at for version in history.versions] == [NOW, NOW + HOUR]
    assert history.changes == (second.change,)
    assert [noted.correction.text for noted in history.corrections] == [NOTE]


def test_what_has_gone_is_left_out_of_answers_and_found_by_its_number(db: Database) -> None:
    article_id = keep(db, article(SENTENCES), NOW).citation.article_id
    before = get_claim(db, ClaimId(4))
    keep(db, article(EDITED), NOW + HOUR)
    assert search_claims(db, [("rain",)], 9) == () and search_claims(db, [("price",)], 9)
    assert 4 not in {c.claim_id for c in find_claims_of_article(db, article_id, 99)}
    with pytest.raises(NewsroomError, match="no claim #4"):
        get_claim(db, ClaimId(4))
    found = find_gone(db, ClaimId(4))
    assert found is not None and found[1] == 2
    assert found[0] == replace(before, sources=(), about=())
    keep(db, article(SENTENCES[:5]), NOW + 2 * HOUR)
    assert get_claim(db, ClaimId(4)) == before and find_gone(db, ClaimId(4)) is None
    check_desk(db)


def test_a_note_stays_on_record_when_the_article_drops_it(db: Database) -> None:
    article_id = keep(db, article((*SENTENCES, NOTE)), NOW).citation.article_id
    keep(db, article((*EDITED, NOTE)), NOW + HOUR)
    (noted,) = corrections_of(db, (article_id,))
    assert (noted.version, noted.seen_at) == (1, NOW) and noted.correction.span is not None
    third = keep(db, article(EDITED), NOW + 2 * HOUR)
    (noted,) = corrections_of(db, (article_id,))
    assert noted.correction.span is None and noted.correction.text == NOTE
    assert third.change is not None and third.change.corrections == ()
    assert find_corrections_since(db, NOW) == (noted,)
    assert find_corrections_since(db, NOW + HOUR) == ()


def test_changes_are_found_since_a_moment_oldest_first(db: Database) -> None:
    keep(db, article(SENTENCES), NOW)
    second = keep(db, article(EDITED), NOW + HOUR)
    third = keep(db, article((*EDITED, NOTE)), NOW + 2 * HOUR)
    other = tuple(f"Eel number {n} was stolen at the pier, keeper said." for n in range(9))
    keep(db, article(other, "eels", outlet="The Eel"), NOW + HOUR)
    found = find_changes_since(db, NOW)
    assert [one.change for one in found] == [second.change, third.change]
    assert [one.seen_at for one in found] == [NOW + HOUR, NOW + 2 * HOUR]
    assert find_changes_since(db, NOW + 2 * HOUR) == found[1:]
    assert list_changed(db, 1) == found[1:]
    assert find_changes_since(db, NOW + 3 * HOUR) == ()


def test_a_text_that_was_once_is_known_when_given_and_news_at_its_address(db: Database) -> None:
    article_id = keep(db, article(SENTENCES), NOW).citation.article_id
    keep(db, article(EDITED), NOW + HOUR)
    before = dump(db)
    given_again = keep(db, article(SENTENCES), NOW + 2 * HOUR)
    assert given_again.is_known and given_again.note == OLDER.format(1, 2)
    assert dump(db) == before
    taken_back = keep_at(db, article_id, article(SENTENCES), NOW + 2 * HOUR)
    assert (taken_back.is_known, taken_back.version) == (False, 3)
    check_desk(db)


def test_a_text_that_another_article_has_is_that_one(db: Database) -> None:
    one = keep(db, article(SENTENCES, url="https://a.example/1"), NOW)
    two = keep(db, article(EDITED, url="https://a.example/2"), NOW)
    assert two.version == 1 and two.citation.article_id != one.citation.article_id
    before = dump(db)
    found = keep_at(db, one.citation.article_id, article(EDITED), NOW)
    assert found.is_known and found.citation.article_id == two.citation.article_id
    assert dump(db) == before


def test_a_record_of_a_known_address_is_a_version_whatever_it_says(db: Database) -> None:
    first = keep(db, article(SENTENCES, url="https://a.example/1"), NOW)
    other = tuple(f"Eel number {n} was stolen at the pier, keeper said." for n in range(9))
    second = keep(db, article(other, "eels", url="https://a.example/1"), NOW + HOUR)
    assert second.citation.article_id == first.citation.article_id and second.version == 2
    gone = {one.numbered.claim_id for one in list_gone(db, first.citation.article_id)}
    assert gone == {1, 2, 3, 4, 5, 6}
    assert second.citation.title == "Ferry sold" and second.citation.url == "https://a.example/1"


def test_people_keep_their_numbers_counts_and_dates(db: Database) -> None:
    keep(db, article(SENTENCES), NOW)
    (mayor,) = find_entities_named(db, ["odile brandt"])
    (agency,) = find_entities_named(db, ["northwire"])
    told = "Ines Rook took the helm, Odile Brandt said."
    published = datetime(2031, 3, 6, 9, 0)
    without = tuple(text.replace("Northwire", "an agency") for text in SENTENCES)
    keep(db, article((*without, told), published_at=published), NOW + HOUR)
    check_desk(db)
    (still,) = find_entities_named(db, ["odile brandt"])
    assert still.entity_id == mayor.entity_id and still.weight == 1
    assert still.last_seen == published.replace(tzinfo=UTC)
    assert find_entities_named(db, ["northwire"]) == ()
    with pytest.raises(NewsroomError):
        load_card(db, agency.entity_id, 9)
    assert len(find_entities_named(db, ["ines rook"])) == 1
    card = load_card(db, mayor.entity_id, 9)
    assert card.article_count == 1 and [role.text for role in card.roles] == ["Odile Brandt"]


def test_what_a_sentence_means_is_kept_and_only_changed_ones_wait(db: Database) -> None:
    asked: list[str] = []

    def encode(text: str) -> bytes:
        asked.append(text)
        return bytes([1]) * WIDTH

    meaning = Meaning(encode, lambda: "one")
    keep(db, article(SENTENCES), NOW)
    assert fill_meanings(db, meaning, 99) == 6
    asked.clear()
    keep(db, article((*EDITED, NOTE)), NOW + HOUR)
    assert fill_meanings(db, meaning, 99) == 3
    assert sorted(asked) == sorted((EDITED[0], EDITED[2], NOTE))
    held = {row[0] for row in db.execute("select claim_id from meanings")}
    assert held == {row[0] for row in db.execute("select claim_id from claims")}


def test_a_changed_article_stays_in_its_story_with_its_new_words(db: Database) -> None:
    first = keep(db, article(SENTENCES), NOW)
    words = "select word from story_words where article_id = 1 order by 1"
    before = db.execute(words).fetchall()
    other = tuple(f"Eel number {n} was stolen at Rookham pier, keeper said." for n in range(9))
    second = keep(db, article(other), NOW + HOUR)
    assert second.version == 1, "nothing of it is the same"
    third = keep_at(db, first.citation.article_id, article((*other, NOTE)), NOW + 2 * HOUR)
    assert third.story is not None and first.story is not None
    assert third.story.story_id == first.story.story_id
    assert db.execute(words).fetchall() != before


def test_a_wire_copy_of_another_outlet_is_an_article_of_its_own(db: Database) -> None:
    first = keep(db, article(SENTENCES, outlet="Northwire"), NOW)
    second = keep(db, article(EDITED, outlet="The Harbour Ledger"), NOW)
    assert second.version == 1 and second.citation.article_id != first.citation.article_id


def test_a_version_that_fails_midway_leaves_nothing(db: Database) -> None:
    keep(db, article(SENTENCES), NOW)
    before = dump(db)
    broken = article(EDITED)
    entity = replace(broken.entities[0], mentions=(Mention("no", Span(0, 2), MentionForm.NAME),))
    db.execute("begin")
    with pytest.raises(ValueError, match="span"):
        keep(db, replace(broken, entities=(entity,)), NOW + HOUR)
    db.conn.rollback()
    assert dump(db) == before


def test_removal_leaves_no_version_no_gone_claim_and_no_note(db: Database) -> None:
    other = tuple(f"Eel number {n} was stolen at Rookham pier, keeper said." for n in range(9))
    keep(db, article(other, "eels"), NOW)
    before = {name: db.table(name).count for name in db.table_names()}
    article_id = keep(db, article(SENTENCES), NOW).citation.article_id
    keep(db, article((*EDITED, NOTE)), NOW + HOUR)
    remove_article(db, article_id)
    audit = ("audit", "audit_head")
    changed = (*audit, "sqlite_sequence", "claims_fts_data", "claims_fts_idx", "claims_fts_docsize")
    after = {name: db.table(name).count for name in db.table_names()}
    assert {n: c for n, c in after.items() if n not in changed} == {
        n: c for n, c in before.items() if n not in changed
    }
    assert find_article(db, article(SENTENCES).article.digest) is None
    kept = keep(db, article(SENTENCES), NOW)
    assert not kept.is_known and kept.version == 1
    check_desk(db)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One desk for every example; what an example adds is rolled back."""
    database = open_writer(tmp_path_factory.mktemp("kept") / "kept.db", fold, KEYS)
    yield database
    database.close()


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=6), st.lists(EDITS, min_size=1, max_size=4))
def test_through_any_edits_no_claim_is_lost_and_every_span_holds(
    shared: Database, lines: list[str], rounds: list[list[tuple[str, int, str]]]
) -> None:
    shared.execute("begin")
    try:
        first = keep(shared, article(lines), NOW)
        known = {one.claim_id for one in load_whole_claims(shared, first.citation.article_id)}
        texts = [" ".join(lines)]
        for number, edits in enumerate(rounds, start=1):
            lines = edit(lines, edits)
            version = _next(shared, first.citation.article_id, lines, number)
            if not version.is_known:
                texts.append(" ".join(lines))
            known |= _check_version(shared, first.citation.article_id, known, version)
        history = load_history(shared, first.citation.article_id)
        assert [one.text for one in history.versions] == texts
        assert [one.number for one in history.versions] == list(range(1, len(texts) + 1))
    finally:
        shared.conn.rollback()


def _next(db: Database, article_id: ArticleId, lines: Sequence[str], number: int) -> Ingested:
    return keep_at(db, article_id, article(lines), NOW + number * HOUR)


def _check_version(
    db: Database, article_id: ArticleId, known: set[ClaimId], version: Ingested
) -> set[ClaimId]:
    """Every claim that there ever was is there or marked as gone; what became of each is told."""
    check_desk(db)
    now = {one.claim_id for one in load_whole_claims(db, article_id)}
    gone = {one.numbered.claim_id for one in list_gone(db, article_id)}
    assert not now & gone and known <= now | gone
    if version.change is not None:
        told = {claim.claim_id: claim.fate for claim in version.change.claims}
        assert now - known == {key for key, fate in told.items() if fate is ClaimFate.ADDED}
        assert {key for key, fate in told.items() if fate is ClaimFate.GONE} <= gone
        altered = sum(fate is ClaimFate.ALTERED for fate in told.values())
        assert version.change.carried + altered == len(now & known) - sum(
            fate is ClaimFate.RESTORED for fate in told.values()
        )
    return now


def test_claims_are_written_back_as_they_were_read(db: Database) -> None:
    extraction = article(SENTENCES)
    article_id = keep(db, extraction, NOW).citation.article_id
    assert tuple(one.claim for one in load_whole_claims(db, article_id)) == extraction.claims


@pytest.mark.asyncio
async def test_one_word_of_a_file_makes_a_version_and_answers_say_what_was_corrected(
    tmp_path: Path,
) -> None:
    services = Services(tmp_path)
    text = (
        "Ferry sold to the islanders\n\nThe ferry allegedly sailed with a cracked hull, a former"
        " inspector said.\n\nThe mayor of Tarnby, Odile Brandt, denied it.\n\nThe price was below"
        " two million crowns, according to the Northwire agency.\n"
    )
    first = await services.add_file("desk", "ferry.txt", text.encode())
    changed = text.replace("two million", "three million") + (
        "\nCorrection, 5 March 2031: An earlier version of this article gave another price.\n"
    )
    second = await services.add_file("desk", "ferry.txt", changed.encode())
    assert second.version == 2 and second.citation.article_id == first.citation.article_id
    reply = await services.claims("desk", "price of three million crowns")
    assert isinstance(reply, Answer)
    assert any(note.startswith("Corrected on 5 March 2031: “Correction") for note in reply.notes)
    gone = await services.add_file(
        "desk",
        "ferry.txt",
        changed.replace("The mayor of Tarnby, Odile Brandt, denied it.", "").encode(),
    )
    assert gone.change is not None
    (dropped,) = [one for one in gone.change.claims if one.fate is ClaimFate.GONE]
    for asking in (services.ask, services.sources):
        told = await asking("desk", f"#{dropped.claim_id}")
        assert isinstance(told, Answer) and "no longer in the article" in told.headline
        assert told.claims[0].claim.claim_id == dropped.claim_id
    with pytest.raises(NewsroomError, match="no claim #9999"):
        await services.ask("desk", "#9999")
    with pytest.raises(NewsroomError, match="no claim"):
        await services.ask("desk", f"#{10**30}")
    await services.close()
