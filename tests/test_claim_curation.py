"""Correcting what is said: judgements on claims are recorded, shown, undone and kept."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from answering import answer_question
from answers.sourcing import independent_sources, story_sources
from claim_curation import (
    add_note,
    find_claim,
    list_newest,
    set_source,
    set_status,
    tell_history,
    undo,
)
from correcting import tell_gone
from curation import merge
from editions import Scope, compose
from matching.folding import fold
from newsroom.answer import Answer, Question, QuestionKind
from newsroom.article import ArticleId
from newsroom.attribution import ClaimId, Identity
from newsroom.curation import Note
from newsroom.edition import Heading
from newsroom.entity import EntityKind, NameRecord
from newsroom.errors import NewsroomError
from newsroom.judged_claim import ClaimAct, ClaimRecord, ClaimStatus, SourceWanted
from presentation.edition_sheet import edition_sheet
from presentation.records import reply_record
from presentation.wording import reply_sheet, sheet_text
from storage.articles import add_article, remove_article
from storage.claims import (
    find_claims_by,
    find_claims_of_article,
    find_claims_resting_on,
    get_claim,
)
from storage.connections import open_writer
from storage.doubts import load_rested
from storage.entities import find_entities_named
from storage.name_import import import_names
from storage.versions import load_old_text
from tests.storage.factories import ADDED_AT, KEYS, check_indexes, ferry, numbered, unresolved
from tests.storage.interchanging import SECRET, exported
from tests.test_judged_versions import longer, revise

AT = datetime(2025, 5, 1, 12, tzinfo=UTC)
NOTE = Note("Ida (7)", AT, "the log says so")
HULL, DENIAL = ClaimId(1), ClaimId(2)
CORRECTED, WITHDRAWN = ClaimStatus.CORRECTED, ClaimStatus.WITHDRAWN
ASKED = Question("who says the hull was cracked?", QuestionKind.SOURCES, "cracked hull")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Database]:
    """A desk that has read of a ferry, whose hull one unnamed inspector calls cracked."""
    db = open_writer(tmp_path / "local.db", fold, KEYS)
    add_article(db, ferry(), unresolved(ferry()), ADDED_AT)
    import_names(db, [NameRecord("Ines Rook", EntityKind.PERSON, ("Rook",))])
    yield db
    check_indexes(db)
    assert db.execute("pragma foreign_key_check").fetchall() == []
    db.close()


def told(db: Database) -> tuple[Answer, str]:
    """What the desk answers on the hull, and in which words."""
    reply = answer_question(db, ASKED)
    assert isinstance(reply, Answer)
    return reply, sheet_text(reply_sheet(reply))


def test_a_correction_is_called_one_and_stands_beside_what_was_read(desk: Database) -> None:
    set_status(desk, HULL, CORRECTED, NOTE, "sailed with a scratched hull")
    reply, text = told(desk)
    assert (
        "Correction: “sailed with a scratched hull” — Ida (7), 1 May 2025: the log says so" in text
    )
    assert "As the article has it: “sailed with a cracked hull on 3 February”" in text
    assert (
        "hedged: “allegedly”" in text and "Warning: the desk has corrected 1 claim below." in text
    )
    (record,) = [one for one in reply_record(reply, 1.0)["claims"] if one["id"] == HULL]
    assert record["text"] == "sailed with a cracked hull on 3 February"
    assert record["desk"]["status"] == "corrected" and record["hedges"] == ["allegedly"]
    assert record["desk"]["correction"] == "sailed with a scratched hull"


def test_a_correction_is_found_by_its_own_words(desk: Database) -> None:
    asked = Question("who says it was freshly varnished?", QuestionKind.CLAIMS, "freshly varnished")
    assert not isinstance(answer_question(desk, asked), Answer)
    set_status(desk, HULL, CORRECTED, NOTE, "sailed with a freshly-varnished hull")
    reply = answer_question(desk, asked)
    assert isinstance(reply, Answer) and [one.claim.claim_id for one in reply.claims] == [HULL]
    varnish = replace(asked, subject="fresh varnish")
    assert isinstance(answer_question(desk, varnish), Answer)
    assert told(desk)[0].claims[0].claim.claim_id == HULL, "and by those that were read"
    undo(desk, None, HULL, NOTE)
    assert not isinstance(answer_question(desk, asked), Answer)
    set_status(desk, HULL, CORRECTED, NOTE, "paid 12,500 for the EB-5 hull")
    for number in ("12500", "12,500", "EB5"):
        assert isinstance(answer_question(desk, replace(asked, subject=f"{number} paid")), Answer)


def test_what_is_withdrawn_is_found_marked_and_supports_nothing(desk: Database) -> None:
    before, _ = told(desk)
    assert before.independent_sources == 1
    set_status(desk, HULL, WITHDRAWN, NOTE)
    reply, text = told(desk)
    assert reply.independent_sources == 0 and "Withdrawn by the desk: Ida (7)" in text
    assert "the desk has withdrawn 1 claim below" in text
    assert "one unnamed source:" not in text.split("\n\n")[0]
    claim = get_claim(desk, HULL)
    assert independent_sources([claim]) == () and story_sources([claim]) == ()
    undo(desk, None, HULL, NOTE)
    assert told(desk)[0] == before


def test_every_status_has_its_words(desk: Database) -> None:
    for status, words in (
        (ClaimStatus.CONFIRMED, "Confirmed by the desk: Ida (7)"),
        (ClaimStatus.DISPUTED, "Disputed by the desk: Ida (7)"),
    ):
        set_status(desk, HULL, status, NOTE)
        assert words in told(desk)[1]
        with pytest.raises(NewsroomError, match="already"):
            set_status(desk, HULL, status, NOTE)
    undo(desk, None, HULL, NOTE)
    mark = get_claim(desk, HULL).mark
    assert mark and mark.status and mark.status.status is ClaimStatus.CONFIRMED


@pytest.mark.parametrize(
    ("status", "wording", "why"),
    [
        (CORRECTED, "  ", "needs its wording"),
        (WITHDRAWN, "another", "Only a correction"),
        (CORRECTED, "x" * 1001, "1,000 characters"),
        (CORRECTED, "the source is Ivan Petrov", "seems to name a source"),
    ],
)
def test_bad_judgements_say_what_to_do_and_change_nothing(
    desk: Database, status: ClaimStatus, wording: str, why: str
) -> None:
    with pytest.raises(NewsroomError, match=why):
        set_status(desk, HULL, status, NOTE, wording)
    assert list_newest(desk) == () and get_claim(desk, HULL).mark is None


def test_counts_and_warnings_follow_a_corrected_source(desk: Database) -> None:
    assert "rests on one unnamed source" in told(desk)[1]
    with pytest.raises(NewsroomError, match="leaves its source unnamed"):
        set_source(desk, HULL, SourceWanted("Ines Rook", Identity.NAMED), NOTE)
    wanted = SourceWanted("rook", Identity.NAMED, reveals=True)
    set_source(desk, HULL, wanted, NOTE)
    reply, text = told(desk)
    assert reply.independent_sources == 1 and "rests on one unnamed source" not in text
    assert "Correction of the source: Ines Rook (named) — Ida (7)" in text
    assert "Chain: this article (Tarnby Courier) → Ines Rook (named)" in text
    assert "Chain as read: this article (Tarnby Courier) → a former inspector (one unnamed" in text
    (rook,) = find_entities_named(desk, ["ines rook"])
    assert [one.claim_id for one in find_claims_by(desk, rook.entity_id, 9)] == [HULL]
    (inspector,) = find_entities_named(desk, ["former inspector"])
    assert find_claims_by(desk, inspector.entity_id, 9) == ()
    assert find_claims_resting_on(desk, Identity.UNNAMED, True, 9) == ()
    assert HULL in [one.claim_id for one in find_claims_resting_on(desk, Identity.NAMED, True, 9)]
    assert load_rested(desk) == ()
    record = reply_record(reply, 1.0)["claims"][0]
    assert record["chain"][-1]["label"] == "Ines Rook"
    assert record["desk"]["chain_as_read"][-1]["label"] == "a former inspector"
    undo(desk, None, None, NOTE)
    assert [one.claim_id for one in find_claims_by(desk, inspector.entity_id, 9)] == [HULL]


def test_a_source_in_words_nobody_or_several(desk: Database) -> None:
    set_source(desk, HULL, SourceWanted("two deckhands", Identity.UNNAMED, True), NOTE)
    assert "two deckhands (unnamed sources)" in told(desk)[1]
    set_source(desk, HULL, SourceWanted("the ship's log", Identity.DOCUMENT), NOTE)
    assert get_claim(desk, HULL).chain.identity is Identity.DOCUMENT
    set_source(desk, HULL, SourceWanted("", Identity.NONE), NOTE)
    claim = get_claim(desk, HULL)
    assert claim.chain.identity is Identity.NONE and independent_sources([claim]) == ()
    for wanted in (
        SourceWanted("", Identity.NAMED),
        SourceWanted("x", Identity.NONE),
        SourceWanted("#999", Identity.DOCUMENT),
        SourceWanted("#1", Identity.UNNAMED),
        SourceWanted("", Identity.NONE),
    ):
        with pytest.raises(NewsroomError):
            set_source(desk, HULL, wanted, NOTE)


def test_a_source_goes_by_whom_it_was_merged_into(desk: Database) -> None:
    set_source(desk, HULL, SourceWanted("Ines Rook", Identity.NAMED, reveals=True), NOTE)
    (rook,) = find_entities_named(desk, ["ines rook"])
    (mayor,) = find_entities_named(desk, ["odile brandt"])
    merge(desk, mayor.entity_id, rook.entity_id, NOTE)
    claim = get_claim(desk, HULL)
    assert claim.chain.innermost.label == "Odile Brandt" and claim.sources == (mayor.entity_id,)
    found = [one.claim_id for one in find_claims_by(desk, mayor.entity_id, 9)]
    assert HULL in found


def test_a_note_that_names_a_source_is_refused_or_for_editors_alone(desk: Database) -> None:
    add_note(desk, HULL, "The shipyard was asked on Monday.", NOTE)
    assert "Note by the desk: The shipyard was asked on Monday. — Ida (7)" in told(desk)[1]
    for words in (SECRET, "Ines Rook", "met Wilhelmina Tarrow in Tarnby"):
        with pytest.raises(NewsroomError, match="seems to name a source"):
            add_note(desk, HULL, words, NOTE)
    before = exported(desk, with_discord_ids=True), told(desk)
    record = add_note(desk, HULL, SECRET, NOTE, is_confidential=True)
    assert (exported(desk, with_discord_ids=True), told(desk)) == before
    undo(desk, record.judgement.judgement_id, None, NOTE)
    assert (exported(desk, with_discord_ids=True), told(desk)) == before
    kept = [each.judgement.words for each in tell_history(desk, HULL).records]
    assert SECRET in kept
    assert desk.execute(
        "select count(*) from claims_fts where claims_fts match 'wilhelmina'"
    ).fetchone() == (0,)


def test_a_reason_that_names_a_source_is_refused(desk: Database) -> None:
    leaky = replace(NOTE, reason="Wilhelmina Tarrow told us")
    with pytest.raises(NewsroomError, match="seems to name a source"):
        set_status(desk, HULL, ClaimStatus.CONFIRMED, leaky)
    set_status(desk, DENIAL, ClaimStatus.CONFIRMED, leaky)


def test_any_judgement_is_undone_by_its_number_and_later_ones_stay(desk: Database) -> None:
    first = set_status(desk, HULL, WITHDRAWN, NOTE).judgement.judgement_id
    add_note(desk, HULL, "asked the yard", NOTE)
    back = undo(desk, first, None, NOTE)
    assert back.undid and back.undid.judgement_id == first
    mark = get_claim(desk, HULL).mark
    assert (
        mark and mark.status is None and [note.words for note in mark.notes] == ["asked the yard"]
    )
    with pytest.raises(NewsroomError, match="undone already"):
        undo(desk, first, None, NOTE)
    undo(desk, back.judgement.judgement_id, None, NOTE)
    assert get_claim(desk, HULL).is_withdrawn
    assert [each.is_undone for each in list_newest(desk)] == [False, True, False, False]
    with pytest.raises(NewsroomError, match="not on claim #2"):
        undo(desk, first, DENIAL, NOTE)
    with pytest.raises(NewsroomError, match="nothing to undo on claim #2"):
        undo(desk, None, DENIAL, NOTE)
    with pytest.raises(NewsroomError, match="no judgement 99"):
        undo(desk, type(first)(99), None, NOTE)


def test_a_claim_is_named_by_number_or_by_its_words(desk: Database) -> None:
    assert find_claim(desk, "#1") == find_claim(desk, "1") == HULL
    assert find_claim(desk, "sailed with a cracked hull on 3 February") == HULL
    for named in ("#99", "", "cracked", "#" + "9" * 30, "9" * 5_000, "#²"):
        with pytest.raises(NewsroomError):
            find_claim(desk, named)


def test_judgements_survive_a_version(desk: Database) -> None:
    set_status(desk, HULL, CORRECTED, NOTE, "sailed with a scratched hull")
    set_source(desk, HULL, SourceWanted("two deckhands", Identity.UNNAMED, True), NOTE)
    mark = get_claim(desk, HULL).mark
    revise(desk, 1, longer(ferry()))
    kept = get_claim(desk, HULL)
    assert kept.mark == mark and kept.chain.innermost.label == "two deckhands"


def test_judgements_stay_with_a_claim_that_goes_and_comes_back(desk: Database) -> None:
    article_id = add_article(desk, numbered(7, 6), unresolved(numbered(7, 6)), ADDED_AT)
    (first, *_) = find_claims_of_article(desk, article_id, 9)
    set_status(desk, first.claim_id, CORRECTED, NOTE, "thing 0 stays open")
    revise(desk, article_id, numbered(7, 5, first=1))
    gone = tell_gone(desk, f"#{first.claim_id}", first.claim_id)
    assert isinstance(gone, Answer)
    text = sheet_text(reply_sheet(gone))
    assert "no longer in the article" in text and "thing 0 stays open" in text
    add_note(desk, first.claim_id, "the article has dropped it", NOTE)
    assert tell_history(desk, first.claim_id).gone_in == 2
    revise(desk, article_id, numbered(7, 6))
    again = get_claim(desk, first.claim_id).mark
    assert again and again.wording == "thing 0 stays open" and len(again.notes) == 1


def test_a_claim_that_says_something_else_since_tells_what_was_judged(desk: Database) -> None:
    set_status(desk, HULL, ClaimStatus.CONFIRMED, NOTE)
    desk.execute("update claims set text = 'sailed with a dented hull' where claim_id = 1")
    assert "Judged when it said: “sailed with a cracked hull on 3 February”" in told(desk)[1]


def test_what_was_read_is_never_touched(desk: Database) -> None:
    before = load_old_text(desk, ArticleId(1))
    set_status(desk, HULL, CORRECTED, NOTE, "sailed")
    set_source(desk, HULL, SourceWanted("two deckhands", Identity.UNNAMED, True), NOTE)
    assert load_old_text(desk, ArticleId(1)) == before


def test_a_forgotten_article_takes_its_judgements_along(desk: Database) -> None:
    add_article(desk, numbered(4, 1), unresolved(numbered(4, 1)), ADDED_AT)
    set_status(desk, HULL, CORRECTED, NOTE, "sailed with a scratched hull")
    undo(desk, None, None, NOTE)
    add_note(desk, HULL, SECRET, NOTE, is_confidential=True)
    (speaker,) = find_entities_named(desk, ["person4x0"])
    wanted = SourceWanted(f"#{speaker.entity_id}", Identity.NAMED, reveals=True)
    set_source(desk, HULL, wanted, NOTE)
    remove_article(desk, ArticleId(2))
    assert get_claim(desk, HULL).chain.innermost.label == "somebody whom the desk has forgotten"
    assert "Person4x0" not in "\n".join(desk.conn.iterdump())
    remove_article(desk, ArticleId(1))
    dump = "\n".join(desk.conn.iterdump())
    for words in ("cracked", "scratched", SECRET, "the log says so"):
        assert words not in dump


def edition(db: Database, since: datetime, until: datetime) -> str:
    """The digest of what was judged between two moments, in words."""
    heading = Heading(date(2025, 5, 1), date(2025, 5, 1), "UTC", since)
    scope = Scope((), ArticleId(1), None, since=since, until=until)
    return sheet_text(edition_sheet(compose(db, scope, heading).edition))


def test_the_next_digest_lists_a_correction_once(desk: Database) -> None:
    day = timedelta(days=1)
    set_status(desk, HULL, CORRECTED, NOTE, "sailed with a scratched hull")
    first = edition(desk, AT - day, AT)
    assert "Correction #1: Correction: “sailed with a scratched hull”. Read as" in first
    assert "Hedged: “allegedly”" in first and "Why: the log says so" in first
    assert "Correction #1" not in edition(desk, AT, AT + day)
    undo(desk, None, None, replace(NOTE, judged_at=AT + day))
    assert "Correction taken back #1" in edition(desk, AT, AT + day)
    set_status(desk, DENIAL, WITHDRAWN, replace(NOTE, judged_at=AT + 3 * day))
    undo(desk, None, None, replace(NOTE, judged_at=AT + 3 * day))
    assert "#2" not in edition(desk, AT + 2 * day, AT + 3 * day)


JUDGED = st.sampled_from(ClaimStatus) | st.sampled_from(Identity) | st.text("ab", min_size=1)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One desk for every example; what an example does is rolled back."""
    db = open_writer(tmp_path_factory.mktemp("judged") / "judged.db", fold, KEYS)
    add_article(db, ferry(), unresolved(ferry()), ADDED_AT)
    yield db
    db.close()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(st.tuples(st.sampled_from([HULL, DENIAL]), JUDGED), max_size=6))
def test_judging_and_undoing_it_all_leaves_the_export_as_it_was(
    shared: Database, acts: list[tuple[ClaimId, ClaimStatus | Identity | str]]
) -> None:
    shared.execute("begin")
    try:
        before = _without_judgements(shared), told(shared)
        made = []
        for claim_id, act in acts:
            try:
                made.append(_judge(shared, claim_id, act).judgement.judgement_id)
            except NewsroomError:
                continue  # it stands so already
        once = told(shared)
        for number in reversed(made):
            undo(shared, number, None, NOTE)
        assert (_without_judgements(shared), told(shared)) == before
        for each in list_newest(shared, limit=len(made)):
            assert each.judgement.act is ClaimAct.UNDONE
            undo(shared, each.judgement.judgement_id, None, NOTE)
        assert told(shared) == once
    finally:
        shared.conn.rollback()


def _judge(db: Database, claim_id: ClaimId, act: ClaimStatus | Identity | str) -> ClaimRecord:
    if isinstance(act, ClaimStatus):
        return set_status(db, claim_id, act, NOTE, "it held" if act is CORRECTED else "")
    if isinstance(act, Identity):
        who = "" if act is Identity.NONE else "the yard"
        return set_source(db, claim_id, SourceWanted(who, act, reveals=True), NOTE)
    return add_note(db, claim_id, act, NOTE)


def _without_judgements(db: Database) -> list[bytes]:
    lines = exported(db, with_discord_ids=True).splitlines()
    return [line for line in lines if not line.startswith(b'{"type":"claim_judgement"')]
