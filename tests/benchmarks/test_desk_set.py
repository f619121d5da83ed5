"""The generated desk: the same from the same seed, spans that hold, words spread as in texts."""

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.desk_set import KEYS, make_articles, write_desk
from benchmarks.desk_world import Size
from matching.folding import fold, words
from newsroom.attribution import Identity, Manner
from newsroom.extraction import Extraction
from storage.articles import count_desk
from storage.connections import open_reader

SMALL = Size(articles=30, claims=600)


@pytest.fixture(scope="module")
def articles() -> tuple[Extraction, ...]:
    return tuple(make_articles(SMALL))


def test_the_same_seed_makes_the_same_articles(articles: tuple[Extraction, ...]) -> None:
    assert articles == tuple(make_articles(SMALL))
    assert articles != tuple(make_articles(Size(30, 600, seed=12)))
    assert len({extraction.article.digest for extraction in articles}) == SMALL.articles
    assert sum(len(extraction.claims) for extraction in articles) == SMALL.claims


def test_every_span_holds_in_the_text(articles: tuple[Extraction, ...]) -> None:
    for extraction in articles:
        text = extraction.article.text
        for claim in extraction.claims:
            assert claim.content[0].of(text) == claim.text
            assert claim.sentence.contains(claim.content[0])
            assert all(date.span.of(text) == date.text for date in claim.dates)
            for link in claim.chain.links[1:]:
                assert link.span is not None
                assert link.span.of(text).casefold()[0] == link.label.casefold()[0] or link.entity
        for entity in extraction.entities:
            assert all(mention.span.of(text) == mention.text for mention in entity.mentions)
            assert all(role.span.of(text) == role.text for role in entity.roles)


def test_claims_come_from_every_kind_of_source(articles: tuple[Extraction, ...]) -> None:
    claims = [claim for extraction in articles for claim in extraction.claims]
    assert {claim.chain.identity for claim in claims} == set(Identity)
    assert {claim.manner for claim in claims} == {Manner.DIRECT, Manner.INDIRECT}
    assert {len(claim.chain.links) for claim in claims} == {1, 2, 3}
    assert any(claim.response for claim in claims)
    assert any(claim.hedges for claim in claims)
    assert any(claim.dates for claim in claims)


def test_a_few_words_are_common_and_most_are_rare() -> None:
    held: Counter[str] = Counter()
    for extraction in make_articles(Size(300, 6_000)):
        for claim in extraction.claims:
            held.update(set(words(claim.text)))
    counts = [count for _, count in held.most_common()]
    assert counts[0] > 0.6 * 6_000
    assert counts[len(counts) // 10] < 0.01 * 6_000
    assert len(counts) > 2_000


def test_a_desk_holds_what_was_generated(tmp_path: Path) -> None:
    path = tmp_path / "desks" / "made.db"
    assert write_desk(path, SMALL) == SMALL.claims
    db = open_reader(path, fold, KEYS)
    counts = count_desk(db)
    db.close()
    assert (counts.articles, counts.claims) == (SMALL.articles, SMALL.claims)
    names = {
        (each.name, each.kind)
        for extraction in make_articles(SMALL)
        for each in extraction.entities
    }
    assert counts.entities == len(names)
