"""Claims found by what they mean: the same as weighing every one, and gone with their article."""

import hashlib

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from newsroom.article import ArticleId
from storage.articles import add_article, remove_article
from storage.meanings import (
    CODE_BYTES,
    LEAST_SHARED,
    WIDTH,
    Meaning,
    encode_and_weigh,
    fill_meanings,
    find_near,
)
from tests.storage.factories import ADDED_AT, ferry, numbered, unresolved


def _encode(text: str) -> bytes:
    """A toy: each word has a random embedding of its own, a text the sum of its words'."""
    total = np.zeros(WIDTH)
    for word in text.casefold().split():
        seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8])
        total += np.random.default_rng(seed).normal(size=WIDTH)
    length = float(np.linalg.norm(total)) or 1.0
    embedding: bytes = np.clip(np.rint(total / length * 400), -127, 127).astype(np.int8).tobytes()
    return embedding


TOY = Meaning(_encode, lambda: "toy")
OTHER = Meaning(_encode, lambda: "other")


def _waiting(db: Database) -> int:
    count: int = db.execute("select count(*) from meaning_pending").fetchone()[0]
    return count


@pytest.fixture
def held(db: Database) -> Database:
    """A desk with an article and three numbered ones, all of them embedded."""
    for extraction in (ferry(), *(numbered(n, 4, day=n) for n in (1, 2, 3))):
        add_article(db, extraction, unresolved(extraction), ADDED_AT)
    while fill_meanings(db, TOY, 3):
        pass
    return db


def test_claims_wait_until_they_are_embedded_some_at_a_time(db: Database) -> None:
    add_article(db, numbered(1, 5), unresolved(numbered(1, 5)), ADDED_AT)
    waiting = _waiting(db)
    assert waiting == db.execute("select count(*) from claims").fetchone()[0]
    assert find_near(db, TOY, "anything", 5) == ()
    assert fill_meanings(db, TOY, 2) == 2
    assert _waiting(db) == waiting - 2
    assert fill_meanings(db, TOY, 100) == waiting - 2
    assert fill_meanings(db, TOY, 100) == 0


def test_the_same_sentence_is_nearest(held: Database) -> None:
    claim_id, sentence = held.execute("select claim_id, sentence from claims").fetchone()
    found = dict(find_near(held, TOY, sentence, 50))
    assert found[claim_id] == pytest.approx(1.0, abs=0.01)
    assert list(found.values()) == sorted(found.values(), reverse=True)


def test_another_encoder_finds_nothing_until_it_has_embedded_the_desk(held: Database) -> None:
    assert find_near(held, OTHER, "cracked hull", 5) == ()
    assert encode_and_weigh(held, OTHER, "cracked hull", [1, 2]) == ()
    while fill_meanings(held, OTHER, 5):
        pass
    assert find_near(held, TOY, "cracked hull", 5) == ()
    assert find_near(held, OTHER, "The ferry allegedly sailed with a cracked hull", 5)


def test_only_the_claims_named_are_weighed(held: Database) -> None:
    weighed = encode_and_weigh(held, TOY, "the ferry sailed", [1, 2, 999])
    assert [claim_id for claim_id, _ in weighed] == [1, 2]


def test_a_claim_in_a_sentence_that_changed_is_embedded_anew(held: Database) -> None:
    held.execute("update claims set sentence = 'Wholly other words stand here' where claim_id = 1")
    assert encode_and_weigh(held, TOY, "anything", [1]) == ()
    assert fill_meanings(held, TOY, 10) == 1
    assert find_near(held, TOY, "Wholly other words stand here", 1)[0][0] == 1
    held.execute("update claims set sentence = sentence")
    assert fill_meanings(held, TOY, 10) == 0


def test_nothing_of_a_removed_article_is_left(held: Database) -> None:
    ids = [row[0] for row in held.execute("select claim_id from claims where article_id = 1")]
    assert ids
    remove_article(held, ArticleId(1))
    kept = held.execute("select claim_id from meanings where claim_id <= ?", [max(ids)]).fetchall()
    assert kept == []
    (codes,) = held.execute("select codes from meaning_codes where block = 0").fetchone()
    for claim_id in ids:
        assert codes[claim_id * CODE_BYTES : (claim_id + 1) * CODE_BYTES] == bytes(CODE_BYTES)
    others = [row[0] for row in held.execute("select claim_id from meanings")]
    assert others
    assert all(any(codes[one * CODE_BYTES : (one + 1) * CODE_BYTES]) for one in others)


@given(st.lists(st.sampled_from("ferry cracked hull mayor denied claim number 3 rain".split())))
@example(["cracked"] * 4 + ["mayor", "denied", "rain"])  # empty places were nearer once
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_codes_find_what_weighing_every_claim_finds(held: Database, asked: list[str]) -> None:
    text = " ".join(asked)
    every = [row[0] for row in held.execute("select claim_id from claims")]
    weighed = sorted(encode_and_weigh(held, TOY, text, every), key=lambda one: (-one[1], one[0]))
    assert find_near(held, TOY, text, 5) == tuple(
        one for one in weighed[:5] if one[1] >= LEAST_SHARED
    )
