"""JSON records hold the contract's keys to the letter."""

import json
from dataclasses import replace
from datetime import datetime

from newsroom.answer import Answer, ClaimMatch, QuestionKind, Unanswered
from newsroom.article import Article, Span
from newsroom.attribution import Claim, Hedge, Manner, Response, ResponseKind, SourcingChain
from newsroom.entity import Entity, EntityKind, Mention, MentionForm, Role
from newsroom.extraction import Extraction
from presentation.records import extraction_record, ingested_record, reply_record
from tests.presentation.examples import (
    CLAIM,
    INGESTED,
    JOURNAL,
    KIRIYENKO,
    SILENT,
    THIS,
    answer,
    card_answer,
    question,
)

TEXT = "Kiriyenko, a deputy head, allegedly left, the Journal said."
ARTICLE = Article("seed", TEXT, "Title", published_at=datetime(2024, 10, 25, 11, 19))
ENTITY = Entity(
    "Sergey Kiriyenko",
    EntityKind.PERSON,
    ("Kiriyenko",),
    (Role("a deputy head", Span(11, 24)),),
    (Mention("Kiriyenko", Span(0, 9), MentionForm.NAME),),
)
READ = Claim(
    "allegedly left",
    (Span(26, 40),),
    (Span(54, 58),),
    (Span(42, 53),),
    Manner.INDIRECT,
    SourcingChain((THIS, JOURNAL)),
    Span(0, 59),
    hedges=(Hedge("allegedly", Span(26, 35)),),
)


def test_an_extraction_is_the_contracts() -> None:
    record = extraction_record(Extraction(ARTICLE, (), (ENTITY,), (READ,)))
    wanted = {"id": "seed", "title": "Title", "outlet": None, "text": TEXT}
    assert wanted.items() <= record.items()
    assert record["published_at"] == "2024-10-25T11:19:00"
    (entity,), (claim,) = record["entities"], record["claims"]
    assert entity == {
        "name": "Sergey Kiriyenko",
        "kind": "person",
        "aliases": ["Kiriyenko"],
        "roles": [{"text": "a deputy head", "span": [11, 24], "past": False}],
        "mentions": [{"text": "Kiriyenko", "span": [0, 9], "form": "name"}],
    }
    assert claim["id"] == 0
    assert claim["content"] == [[26, 40]]
    assert claim["cue"] == [[54, 58]]
    assert claim["source"] == [[42, 53]]
    assert claim["manner"] == "indirect"
    assert claim["hedges"] == [{"text": "allegedly", "span": [26, 35]}]
    assert claim["response"] is None
    assert claim["chain"][0] == {
        "label": "this article",
        "identity": "named",
        "kind": "outlet",
        "span": None,
        "entity": None,
        "number": "one",
        "evidence": "explicit",
    }
    assert claim["chain"][1]["span"] == [0, 4]
    assert claim["chain"][1]["entity"] == "Wall Street Journal"


def test_a_response_names_its_party() -> None:
    response = Response(ResponseKind.NO_COMMENT, "Musk", Span(0, 4), "Elon Musk")
    claim = replace(READ, response=response)
    record = extraction_record(Extraction(ARTICLE, (), (), (claim,)))
    wanted = {"kind": "no_comment", "party": "Musk", "span": [0, 4], "entity": "Elon Musk"}
    assert record["claims"][0]["response"] == wanted


def test_a_reply_is_the_contracts() -> None:
    reply = answer(QuestionKind.SOURCES, CLAIM, matches=(KIRIYENKO,), independent_sources=1)
    record = reply_record(reply, 3.1999)
    assert record.keys() >= {
        *("question", "kind", "found", "answer", "matches", "claims", "suggestions", "ms")
    }
    assert (record["kind"], record["found"], record["ms"]) == ("sources", True, 3.2)
    assert record["suggestions"] == []
    (match,), (claim,) = record["matches"], record["claims"]
    assert match.keys() == {"name", "kind", "alias", "score"}
    assert match["kind"] == "person"
    assert claim["id"] == 12
    assert claim["text"] == CLAIM.text
    assert claim["score"] == 0.9
    assert claim["manner"] == "indirect"
    assert claim["hedges"] == ["is said to", "allegedly"]
    assert claim["identity"] == "unnamed"
    assert claim["article"] == {
        "title": CLAIM.citation.title,
        "outlet": "The Harbour Ledger",
        "published_at": "2024-10-25T11:19:00",
        "url": "https://ledger.example/starlink",
    }
    assert [(link["label"], link["identity"]) for link in claim["chain"]] == [
        ("this article", "named"),
        ("Wall Street Journal", "named"),
        ("a former Russian intelligence officer", "unnamed"),
    ]
    json.dumps(record)


def test_claims_come_best_first_and_at_most_ten() -> None:
    found = tuple(ClaimMatch(SILENT, n / 20) for n in range(20))
    reply = Answer(question(QuestionKind.TIMELINE), "20.", claims=found, matches=(KIRIYENKO,) * 20)
    record = reply_record(reply, 0)
    scores = [claim["score"] for claim in record["claims"]]
    assert scores == sorted(scores, reverse=True)
    assert (len(scores), scores[0], len(record["matches"])) == (10, 0.95, 10)


def test_a_cards_claims_are_given() -> None:
    claims = reply_record(card_answer(), 1)["claims"]
    assert [(claim["id"], claim["score"]) for claim in claims] == [(12, 1.0), (14, 1.0)]


def test_nothing_found_is_not_found() -> None:
    reply = Unanswered(question(QuestionKind.NONE), "“x” was not found.", (KIRIYENKO,))
    record = reply_record(reply, 1)
    assert (record["found"], record["kind"]) == (False, "none")
    assert record["suggestions"] == ["Sergey Kiriyenko"]
    assert "not found" in record["answer"]
    assert record["claims"] == record["matches"] == []


def test_an_addition_is_counted() -> None:
    record = ingested_record(INGESTED)
    assert record["title"] == INGESTED.citation.title
    assert (record["known"], record["entities"], record["claims"]) == (False, 16, 15)
    json.dumps(record)
