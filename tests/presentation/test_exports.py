"""Tables, JSON-LD and annotations: what they say of a claim, and what they keep to themselves."""

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presentation.exports import annotations, json_ld, tables

TEXT = "Ferry unsafe\n\nThe hull was allegedly cracked, an inspector told the Courier."
CLAIM = "The hull was allegedly cracked"


def place(words: str) -> list[int]:
    """Where some words stand in the text."""
    start = TEXT.index(words)
    return [start, start + len(words)]


def link(label: str, identity: str, kind: str, entity: str | None = None) -> dict[str, Any]:
    """A link of a chain."""
    return {
        "label": label,
        "identity": identity,
        "kind": kind,
        "span": None,
        "entity": entity,
        "entity_id": None,
        "number": "one",
        "evidence": "explicit",
    }


def article(**changed: object) -> dict[str, Any]:
    """An article with one claim of an unnamed source, whose name the desk has come to know."""
    claim = {
        "claim": 7,
        "text": CLAIM,
        "sentence": TEXT.split("\n\n")[1],
        "manner": "indirect",
        "identity": "unnamed",
        "single": True,
        "response_kind": "denial",
        "response_party": "the mayor",
        "response_entity": None,
        "response_span": place("Ferry"),
        "spans": [
            {"part": "content", "position": 0, "span": place("The hull was")},
            {"part": "content", "position": 1, "span": place("cracked")},
            {"part": "cue", "position": 0, "span": place("told")},
            {"part": "source", "position": 0, "span": place("an inspector")},
        ],
        "chain": [
            link("this article", "named", "outlet"),
            link("the Courier", "named", "organisation", "Tarnby Courier"),
            link("an inspector", "unnamed", "person", "Ines Secret"),
        ],
        "hedges": [{"text": "allegedly", "span": place("allegedly")}],
        "about": [{"entity": 3}],
    }
    return {
        "article": 4,
        "sha256": "ab" * 32,
        "title": "Ferry unsafe",
        "outlet": "Harbour Ledger",
        "byline": None,
        "published_at": "2025-03-01T18:05:00",
        "url": "https://ledger.example/ferry",
        "added_at": "2025-03-02T09:30:00+00:00",
        "text": TEXT,
        "story": {"story": 2},
        "entities": [{"entity": 3, "name": "=HYPERLINK()", "kind": "other", "mention_count": 2}],
        "mentions": [{"entity": 3, "text": "Ferry", "span": place("Ferry"), "form": "name"}],
        "claims": [claim],
        **changed,
    }


def rows(record: dict[str, Any]) -> dict[str, list[dict[str, object]]]:
    """The rows of an article under the names of their columns, by table."""
    found: dict[str, list[dict[str, object]]] = {name: [] for name in tables.TABLES}
    for name, row in tables.article_rows(record, {}):
        columns = [str(column) for column in tables.TABLES[name]]
        found[name].append(dict(zip(columns, row, strict=True)))
    return found


def test_a_claim_can_be_read_by_a_reporter() -> None:
    (claim,) = rows(article())["claims"]
    assert claim["claim"] == CLAIM and claim["article"] == "Ferry unsafe"
    assert claim["sourcing_chain"] == (
        "this article (Harbour Ledger) → the Courier (named) → an inspector (one unnamed source)"
    )
    assert (claim["identity"], claim["hedges"]) == ("unnamed", "allegedly")
    assert claim["response"] == "denial by the mayor"
    assert claim["date"] == "2025-03-01T18:05:00" and claim["number_of_sources"] == "one"


def test_an_unnamed_source_keeps_to_what_the_article_says() -> None:
    record = article()
    shown = [
        repr(rows(record)),
        json.dumps(list(json_ld.article_nodes(record))),
        json.dumps(list(annotations.article_annotations(record))),
    ]
    for text in shown:
        assert "Ines Secret" not in text and "inspector" in text


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "'x", "＝1+1"])
def test_no_cell_is_taken_for_a_formula(cell: str) -> None:
    assert tables.harmless(cell) == f"'{cell}"


@given(st.one_of(st.text(), st.text("=+-@'\t\r\n＝,\"x", max_size=9)))
def test_every_cell_comes_back(cell: str) -> None:
    written = io.StringIO(newline="")
    csv.writer(written).writerow([tables.harmless(cell), tables.harmless(7), "end"])
    ((first, number, _),) = csv.reader(io.StringIO(written.getvalue(), newline=""))
    assert (tables.restored(first), number) == (cell, "7")
    assert not first.startswith(tuple("=+-@\t\r\n＝＋－＠"))


def test_entities_are_counted_over_the_articles() -> None:
    counts: tables.Counts = {}
    for _ in range(2):
        list(tables.article_rows(article(), counts))
    entity = {"entity": 3, "name": "Ferry", "kind": "product", "description": None}
    entity |= {"imported": True, "names": [{"text": "the ferry", "form": "nominal"}]}
    assert list(tables.entity_rows(entity, counts)) == [
        ("entities", (3, "Ferry", "product", None, "yes", 2, 4)),
        ("aliases", (3, "Ferry", "the ferry", "nominal")),
    ]


def test_a_claim_is_one_of_schema_org_and_no_review() -> None:
    page, claim = json_ld.article_nodes(article())
    assert page["@type"] == "NewsArticle" and page["@id"] == "https://ledger.example/ferry"
    assert claim["@type"] == "Claim" and claim["appearance"] == {"@id": page["@id"]}
    assert claim["firstAppearance"]["publisher"]["name"] == "Tarnby Courier"
    assert claim["author"] == {"@type": "Person", "description": "an inspector"}
    chain = claim["byline:sourcingChain"]
    assert [link["byline:identity"] for link in chain] == ["named", "named", "unnamed"]
    assert chain[0]["byline:agent"] == {"@id": page["@id"]}
    own = {key for key in claim if not key.startswith(("@", "byline:"))}
    assert own == {"text", "appearance", "firstAppearance", "author"}, "terms of schema.org"
    assert "ClaimReview" not in json.dumps([page, claim])


def test_the_article_s_own_voice_has_no_author() -> None:
    record = article()
    record["claims"][0]["chain"] = [link("this article", "named", "outlet")]
    (page, claim) = json_ld.article_nodes(record)
    assert "author" not in claim and claim["firstAppearance"] == {"@id": page["@id"]}


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", 'https://a.example/"><x'])
def test_an_article_without_an_address_is_known_by_its_text(url: str | None) -> None:
    page, claim = json_ld.article_nodes(article(url=url))
    assert page["@id"] == f"urn:byline:article:{'ab' * 32}" and "url" not in page
    assert claim["@id"] == f"urn:byline:claim:{'ab' * 32}:0"


def test_annotations_find_their_words_by_place_and_by_quote() -> None:
    found = list(annotations.article_annotations(article()))
    labels = [each["body"][0]["value"] for each in found]
    assert labels == ["mention", "claim", "cue", "source", "hedge", "response"]
    assert len({each["id"] for each in found}) == len(found)
    targets = [
        target
        for each in found
        for target in (each["target"] if isinstance(each["target"], list) else [each["target"]])
    ]
    assert len(targets) == len(found) + 1, "an interrupted claim has a target for each piece"
    for target in targets:
        position, quote = target["selector"]
        assert position["type"] == "TextPositionSelector" and quote["type"] == "TextQuoteSelector"
        start, end = position["start"], position["end"]
        assert TEXT[start:end] == quote["exact"]
        before, after = quote.get("prefix", ""), quote.get("suffix", "")
        assert TEXT[:start].endswith(before) and TEXT[end:].startswith(after)
        assert (before == "") == (start == 0) and len(before) <= 32
        assert TEXT.count(before + quote["exact"] + after) == 1
