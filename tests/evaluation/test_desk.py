"""The desk's measures on one small article: verdicts, shares by article, questions by kind."""

from typing import Any

from evaluation.desk import Mark, Verdict, mark_extraction, score_extraction, score_questions
from newsroom.article import Article, Span
from newsroom.attribution import (
    THIS_ARTICLE,
    Claim,
    Identity,
    Manner,
    Response,
    ResponseKind,
    Source,
    SourcingChain,
)
from newsroom.entity import Entity, EntityKind, Mention, MentionForm, Role
from newsroom.extraction import Extraction

TEXT = "Jane Roe, a nurse, may sue, officials said. Roe would not comment."


def span(words: str) -> Span:
    """Where some words first stand in TEXT."""
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def marked(words: str, **more: Any) -> dict[str, Any]:
    """Words of the text as the desk notes them."""
    found = span(words)
    return {"text": words, "span": [found.start_char, found.end_char], **more}


ARTICLE = {
    "entities": [
        marked("Jane Roe", name="Jane Roe", kind="person", forms=[marked("Roe would")],
               nominals=[marked("a nurse")], roles=[marked("nurse")]),
        {"name": "Fairplay Board", "span": None, "kind": "organisation", "forms": [],
         "nominals": [], "roles": []},
    ],
    "claims": [
        marked("may sue", anchor="may sue", hedges=[marked("may")], response=None,
               chain=[{"label": "officials", "identity": "unnamed", "entity": None}]),
        marked("would not comment", anchor="would not comment", hedges=[], chain=[],
               response={"kind": "declined", "who": "Roe", **marked("would not comment"),
                         "anchor": "would not comment"}),
    ],
}  # fmt: skip


def extraction(kind: EntityKind) -> Extraction:
    """What we read: one entity, one claim with its source, and a refusal."""
    roe = Entity(
        "Jane Roe",
        kind,
        roles=(Role("a nurse", span("a nurse")),),
        mentions=(
            Mention("Jane Roe", span("Jane Roe"), MentionForm.NAME),
            Mention("Roe", span("Roe would"), MentionForm.NAME),
        ),
    )
    here = Source(THIS_ARTICLE, Identity.NAMED, "outlet")
    officials = Source("officials", Identity.UNNAMED, "group", span("officials"))
    refusal = Response(ResponseKind.REFUSAL, "Jane Roe", span("would not comment"))
    claims = tuple(
        Claim(
            words,
            (span(words),),
            (),
            (),
            Manner.INDIRECT,
            SourcingChain(links),
            span(words),
            response=response,
        )
        for words, links, response in (
            ("may sue", (here, officials), None),
            ("would not comment", (here, officials), refusal),
        )
    )
    return Extraction(Article("x", TEXT, ""), (), (roe,), claims)


def verdicts(kind: EntityKind = EntityKind.PERSON) -> dict[str, list[bool]]:
    """Every verdict by its measure."""
    found: dict[str, list[bool]] = {}
    for verdict in mark_extraction(ARTICLE, extraction(kind)):
        found.setdefault(verdict.measure, []).append(verdict.is_right)
    return found


def test_each_thing_that_the_desk_marks_has_a_verdict() -> None:
    assert verdicts() == {
        "entities": [True, False],
        "kinds of those found": [True],
        "forms": [True],
        "nominals": [False],
        "roles": [True],
        "claims": [True, True],
        "innermost source": [True, False],
        "identity": [True, False],
        "identity: unnamed": [True],
        "identity: none": [False],
        "hedges": [False],
        "responses": [True],
        "responses: declined": [True],
    }


def test_a_kind_counts_among_the_entities_that_were_found() -> None:
    assert verdicts(EntityKind.PLACE)["kinds of those found"] == [False]


def test_shares_are_kept_article_by_article() -> None:
    first = [Verdict("roles", True, ""), Verdict("roles", False, ""), Verdict("forms", True, "")]
    scores = {score.name: score for score in score_extraction([first, []])}
    assert scores["roles"].counts == ((1, 2, 2), (0, 0, 0))
    assert scores["roles"].value == 0.5
    assert scores["roles"].bar == 0.75


def test_questions_are_counted_by_kind_and_by_what_was_loaded() -> None:
    asked = (("one", "a", "who", True), ("one", "b", "who", False), ("one", "b", "quote", True),
             ("cross", "x1", "who", False))  # fmt: skip
    marks = [Mark(loaded, name, {"kind": kind}, passed) for loaded, name, kind, passed in asked]
    scores = {score.name: score.counts for score in score_questions(marks)}
    assert scores["one, who"] == ((1, 1, 1), (0, 1, 1))
    assert scores["one, quote"] == ((0, 0, 0), (1, 1, 1))
    assert scores["one, every kind"] == ((1, 1, 1), (1, 2, 2))
    assert scores["cross, every kind"] == ((0, 1, 1),)
    assert scores["all, every kind"] == ()
