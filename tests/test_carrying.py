"""What was judged of an article's claims is carried with it into another file, whole and once."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path

import pytest
from sqlite_utils import Database

from carrying import carry
from claim_curation import add_note, set_source, set_status, tell_history, undo
from curation import merge
from embargo_moves import _copy, _leave
from keeping import keep, keep_at
from matching.folding import fold
from matching.revising import find_same_claim
from newsroom.article import ArticleId
from newsroom.attribution import ClaimId, Identity
from newsroom.carried import JudgedClaim, WordedClaim
from newsroom.curation import DoubtKind, Note, Verdict
from newsroom.entity import EntityKind, NameRecord
from newsroom.judged_claim import ClaimStatus, SourceWanted
from storage.articles import remove_article
from storage.claims import find_claims_by, get_claim
from storage.connections import open_writer
from storage.entities import find_entities_named
from storage.judged_claims import list_worded, load_judged
from storage.judgements import record_review
from storage.name_import import import_names
from storage.whole_texts import list_article_ids
from tests.storage.factories import ADDED_AT, KEYS, ferry, numbered
from tests.storage.interchanging import exported, fill, kept_from

AT = datetime(2025, 5, 1, 12, tzinfo=UTC)
HULL, DENIAL, OTHERS = ClaimId(1), ClaimId(2), 30
FIRST, SECOND = ArticleId(1), ArticleId(2)
ROOK = NameRecord("Ines Rook", EntityKind.PERSON, ())


def note(minutes: int, reason: str = "the log says so") -> Note:
    """Somebody judges, so many minutes after noon."""
    return Note("Ida (7)", AT + timedelta(minutes=minutes), reason)


@contextmanager
def opened(path: Path) -> Iterator[Database]:
    """A desk that knows Ines Rook."""
    db = open_writer(path, fold, KEYS)
    import_names(db, [ROOK])
    yield db
    assert db.execute("pragma foreign_key_check").fetchall() == []
    db.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Database]:
    """A desk on which everything was judged of a ferry's hull that can be."""
    with opened(tmp_path / "desk.db") as db:
        keep(db, ferry(), ADDED_AT)
        set_status(db, HULL, ClaimStatus.DISPUTED, note(0))
        set_status(db, HULL, ClaimStatus.CORRECTED, note(1), "sailed with a scratched hull")
        set_source(
            db, HULL, SourceWanted("Ines Rook", Identity.NAMED, reveals=True), note(2, "she agreed")
        )
        add_note(db, HULL, "Ask again in June.", note(3))
        undo(db, None, HULL, note(4, "it was said in May"))
        add_note(db, HULL, "It was Odile.", note(5), is_confidential=True)
        record_review(db, DoubtKind.SOURCE.value, (HULL, 0), Verdict.DIFFERENT, note(6))
        yield db


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Database]:
    """Another desk, on which the ferry's article and its claims have other numbers."""
    with opened(tmp_path / "other.db") as db:
        keep(db, numbered(3, OTHERS), ADDED_AT)
        keep(db, ferry(), ADDED_AT)
        yield db


def told(db: Database, claim_id: ClaimId) -> list[tuple[object, ...]]:
    """All that was judged of a claim, but for numbers."""
    history = tell_history(db, claim_id)
    records = [one.judgement for one in history.records]
    order = {judgement.judgement_id: place for place, judgement in enumerate(records)}
    return [
        (
            one.act, one.judged_by, one.judged_at, one.reason, one.said, one.status, one.words,
            one.source.source if one.source else None, one.is_confidential,
            order[one.undoes] if one.undoes is not None else None,
        )
        for one in records
    ]  # fmt: skip


def test_all_that_was_judged_comes_along_there_and_back(
    desk: Database, other: Database, tmp_path: Path
) -> None:
    carry(other, SECOND, load_judged(desk, FIRST))
    there = ClaimId(HULL + OTHERS)
    assert len(told(desk, HULL)) == 6 and told(other, there) == told(desk, HULL)
    claim, before = get_claim(other, there), get_claim(desk, HULL)
    assert claim.source_review == before.source_review and claim.mark and before.mark
    assert (claim.chain, claim.mark.wording) == (before.chain, before.mark.wording)
    (rook,) = find_entities_named(other, (fold("Ines Rook"),))
    assert [one.claim_id for one in find_claims_by(other, rook.entity_id, 9)] == [there]
    with opened(tmp_path / "back.db") as back:
        keep(back, ferry(), ADDED_AT)
        carry(back, FIRST, load_judged(other, SECOND))
        assert told(back, HULL) == told(desk, HULL)
        assert get_claim(back, HULL) == before


def test_twice_is_once_and_what_came_later_is_added(desk: Database, other: Database) -> None:
    carry(other, SECOND, load_judged(desk, FIRST))
    undo(desk, None, HULL, note(7, "she takes it back"))
    for _ in range(2):
        carry(other, SECOND, load_judged(desk, FIRST))
        assert told(other, ClaimId(HULL + OTHERS)) == told(desk, HULL)


def test_what_was_judged_there_stands(
    desk: Database, other: Database, caplog: pytest.LogCaptureFixture
) -> None:
    there = ClaimId(HULL + OTHERS)
    set_status(other, there, ClaimStatus.CONFIRMED, note(-9))
    before = get_claim(other, there)
    carry(other, SECOND, load_judged(desk, FIRST))
    assert get_claim(other, there).mark == before.mark
    assert "Article 2: judgements on 1 of its claims were left out" in caplog.text
    assert "hull" not in caplog.text and "Ida" not in caplog.text


def test_a_source_that_is_not_known_there_is_kept_in_words(desk: Database, tmp_path: Path) -> None:
    plain = open_writer(tmp_path / "plain.db", fold, KEYS)
    keep(plain, ferry(), ADDED_AT)
    carry(plain, FIRST, load_judged(desk, FIRST))
    mark = get_claim(plain, HULL).mark
    assert mark and mark.source and mark.source.source
    assert mark.source.source.source.label == "Ines Rook" and mark.source.source.entity_id is None
    import_names(plain, [ROOK, replace(ROOK, kind=EntityKind.ORGANISATION)])
    with opened(tmp_path / "back.db") as back:
        keep(back, ferry(), ADDED_AT)
        carry(back, FIRST, load_judged(plain, FIRST))
        assert get_claim(back, HULL) == get_claim(desk, HULL)
    plain.close()


def test_of_two_of_one_name_neither_is_taken_and_a_merged_one_is_who_they_are(
    desk: Database, other: Database, tmp_path: Path
) -> None:
    import_names(other, [replace(ROOK, kind=EntityKind.ORGANISATION)])
    carry(other, SECOND, load_judged(desk, FIRST))
    mark = get_claim(other, ClaimId(HULL + OTHERS)).mark
    assert mark and mark.source and mark.source.source and mark.source.source.entity_id is None
    with opened(tmp_path / "third.db") as third:
        import_names(third, [replace(ROOK, kind=EntityKind.ORGANISATION)])
        one, two = find_entities_named(third, (fold("Ines Rook"),))
        merge(third, one.entity_id, two.entity_id, note(0))
        keep(third, ferry(), ADDED_AT)
        carry(third, FIRST, load_judged(desk, FIRST))
        found = get_claim(third, HULL).mark
        assert found and found.source and found.source.source
        assert found.source.source.entity_id in (one.entity_id, two.entity_id)


def test_a_claim_that_its_article_dropped_keeps_what_was_judged_of_it(tmp_path: Path) -> None:
    with opened(tmp_path / "one.db") as one, opened(tmp_path / "two.db") as two:
        keep(two, ferry(), ADDED_AT)
        for db, article_id in ((one, FIRST), (two, SECOND)):
            keep(db, numbered(1, 6), ADDED_AT)
            keep_at(db, article_id, numbered(1, 3, first=3), ADDED_AT)
        set_status(one, HULL, ClaimStatus.WITHDRAWN, note(0))
        assert tell_history(one, HULL).gone_in == 2
        carry(two, SECOND, load_judged(one, FIRST))
        (dropped,) = load_judged(two, SECOND)
        assert told(two, dropped.claim.claim_id) == told(one, HULL)
        assert tell_history(two, dropped.claim.claim_id).gone_in == 2


def test_what_is_judged_while_it_is_copied_keeps_it_where_it_is(desk: Database) -> None:
    copied = _copy(desk, FIRST)
    add_note(desk, DENIAL, "Ask her lawyer.", note(8))
    assert not _leave(desk, FIRST, copied) and len(list_worded(desk, FIRST)) == 2
    assert _leave(desk, FIRST, _copy(desk, FIRST)) and list_worded(desk, FIRST) == ()


def test_an_export_brings_it_to_a_desk_that_has_the_article(
    desk: Database, other: Database
) -> None:
    there, export = ClaimId(HULL + OTHERS), exported(desk)
    for key in ("added", "known", "known"):
        counts = getattr(kept_from(other, export), key)
        assert (counts["claim_judgement"], counts["review"]) == (5, 1)
        assert told(other, there) == told(desk, HULL)[:-1], "all but what is confidential"
    assert get_claim(other, there).source_review == get_claim(desk, HULL).source_review


def test_an_export_brings_it_with_the_article_where_that_is_new(
    desk: Database, tmp_path: Path
) -> None:
    with opened(tmp_path / "own.db") as own:
        keep(own, numbered(3, OTHERS), ADDED_AT)
        kept = kept_from(own, exported(desk))
        assert kept.refused == [] and kept.added["claim_judgement"] == 5
        (one,) = load_judged(own, SECOND)
        assert told(own, one.claim.claim_id) == told(desk, HULL)[:-1]
        remove_article(own, SECOND)
        assert kept_from(own, exported(desk)).added["claim_judgement"] == 5, "forgotten, and back"


def test_an_export_changes_nothing_that_was_judged_there(desk: Database, other: Database) -> None:
    there = ClaimId(HULL + OTHERS)
    set_status(other, there, ClaimStatus.CONFIRMED, note(-9))
    record_review(other, DoubtKind.SOURCE.value, (there, 0), Verdict.SAME, note(-9))
    before = get_claim(other, there)
    kept = kept_from(other, exported(desk))
    assert get_claim(other, there) == before and "claim_judgement" not in kept.added
    assert len(kept.refused) == 6 and all(
        "judged that claim otherwise" in why for _, why in kept.refused
    )


def test_a_note_of_the_desk_s_own_keeps_nothing_out(desk: Database, other: Database) -> None:
    there = ClaimId(HULL + OTHERS)
    add_note(other, there, "Ask the yard.", note(-9))
    assert kept_from(other, exported(desk)).refused == []
    words = [row[:-1] for row in told(other, there)]
    assert words[1:] == [row[:-1] for row in told(desk, HULL)[:-1]]


def test_what_is_about_no_claim_of_the_desk_is_named(desk: Database, other: Database) -> None:
    other.execute("delete from claims where claim_id = ?", [HULL + OTHERS])
    kept = kept_from(other, exported(desk))
    assert len(kept.refused) == 6
    assert all("which its article does not make here" in why for _, why in kept.refused)


@pytest.mark.parametrize(
    ("act", "changes", "why"),
    [
        (8, {"undoes": 99}, "no judgement on that claim before it"),
        (8, {"undoes": 1}, "no judgement on that claim before it"),
        (8, {"status": "confirmed"}, "does not say what its act is to say"),
        (9, {"judgement": 2}, "stands twice"),
        (9, {"claim": 77}, "speaks of claim 77"),
    ],
)
def test_a_line_that_cannot_be_said_is_named(
    desk: Database, other: Database, act: int, changes: dict[str, object], why: str
) -> None:
    set_status(desk, DENIAL, ClaimStatus.CONFIRMED, note(8))
    undo(desk, None, DENIAL, note(9))
    add_note(desk, DENIAL, "Ask her lawyer.", note(10))
    lines, wanted = exported(desk).split(b"\n"), f'"judgement":{act},'.encode()
    (place,) = [at for at, line in enumerate(lines) if wanted in line.replace(b" ", b"")]
    lines[place] = json.dumps(json.loads(lines[place]) | changes).encode()
    ((number, reason),) = kept_from(other, b"\n".join(lines)).refused
    assert number == place + 1 and why in reason


@pytest.mark.parametrize("seed", range(4))
def test_of_a_whole_desk_every_claim_is_judged_as_it_was(tmp_path: Path, seed: int) -> None:
    with opened(tmp_path / "one.db") as one, opened(tmp_path / "two.db") as two:
        fill(one, seed)
        keep(two, numbered(3, OTHERS), ADDED_AT)
        kept = kept_from(two, exported(one, with_discord_ids=True))
        assert [why for _, why in kept.refused if "claim" in why] == []
        brought = {
            (each.claim.sentence, each.claim.text): each.claim.claim_id
            for article_id in list_article_ids(two)
            for each in load_judged(two, article_id)
        }
        judged = [load_judged(one, article_id) for article_id in list_article_ids(one)]
        assert any(judged)
        for each in chain.from_iterable(judged):
            acts = [act for act in told(one, each.claim.claim_id) if not act[8]]
            there = brought[each.claim.sentence, each.claim.text]
            assert told(two, there) == acts


def test_a_claim_is_known_by_its_sentence_and_words() -> None:
    def worded(number: int, text: str, sentence: str = "It sank, they said.") -> WordedClaim:
        return WordedClaim(ClaimId(number), sentence, text)

    def find(place: int, *among: WordedClaim) -> ClaimId | None:
        wanted = worded(99, "it sank off Tarnby")
        return find_same_claim(JudgedClaim(wanted, place, (), ()), among)

    same, again = worded(4, "it sank off Tarnby"), worded(6, "it sank off Tarnby")
    near, far = worded(5, "that it sank off Tarnby"), worded(7, "nobody drowned at all")
    elsewhere = worded(8, "it sank off Tarnby", "They said so twice.")
    assert find(0, far, elsewhere, near, same, again) == 4
    assert find(1, far, elsewhere, near, same, again) == 6
    assert find(2, near, same) == 4, "where there are fewer than before, the first"
    assert find(0, far, elsewhere, near) == 5
    assert find(0, far, elsewhere) is None and find(0) is None
