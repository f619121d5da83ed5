"""Which claims a question is about."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.claims import (
    CONFIDENT_CLAIM,
    asks_for_number,
    expand_term,
    is_found,
    named_terms,
    query_terms,
    rank_claims,
    stem_prefix,
)
from matching.folding import fold
from matching.light_words import is_light
from matching.quotations import NEAR_QUOTATION, score_quote
from matching.roots import root
from matching.speakers import speaks_for
from newsroom.answer import ClaimMatch, NameMatch, StoredClaim
from newsroom.entity import EntityId, EntityKind
from tests.matching.cases import stored

HARBOUR = 1
ROTHE = 2
CLAIMS = (
    stored(1, "the harbour will close in June", source="Ilse Rothe", about=[HARBOUR]),
    stored(2, "Dockers threatened to strike over the closure", about=[HARBOUR]),
    stored(3, "the company has no permission to dredge", source="a former engineer"),
    stored(4, "Rothe resigned on 3 May", about=[ROTHE]),
    stored(5, "forces were using the old pier as a store"),
    stored(6, "the governor prepared to buy Brightwave", about=[ROTHE]),
    stored(7, "“Our goal is not to win a race but to keep the port,” she said"),
    stored(8, "ticket prices rose by 40 percent"),
)
VOCABULARY = tuple(
    {
        word: 1
        for claim in CLAIMS
        for word in claim.text.lower().replace(",", "").replace("“", "").split()
    }.items()
)


def _rank(
    subject: str, entity_ids: Sequence[int] = (), claims: Sequence[StoredClaim] = CLAIMS
) -> tuple[ClaimMatch, ...]:
    groups = [
        (
            term,
            *expand_term(term, [(w, n) for w, n in VOCABULARY if w.startswith(stem_prefix(term))]),
        )
        for term in query_terms(subject)
    ]
    found = [(claim, 1.0) for claim in claims]
    ids = frozenset(map(EntityId, entity_ids))
    return rank_claims(groups, found, subject=subject, entity_ids=ids)


@pytest.mark.parametrize(
    ("subject", "claim_id"),
    [
        ("harbour closing", 1),
        ("threats to strike", 2),
        ("dredging licence", 3),
        ("former enginer", 3),
        ("Rothe resignation", 4),
        ("troops use the pier", 5),
        ("brightwave purchase", 6),
        ("our goal is not to win a race", 7),
        ("ticket price 40", 8),
    ],
)
def test_finds(subject: str, claim_id: int) -> None:
    matches = _rank(subject)
    assert is_found(matches)
    assert matches[0].claim.claim_id == claim_id
    assert matches[0].reasons


@pytest.mark.parametrize(
    "subject", ["the meteor strike", "nuclear test at the harbour", "sugar tax", "", "?"]
)
def test_refuses_an_absent_topic(subject: str) -> None:
    assert not is_found(_rank(subject))


def test_an_entity_finds_claims_that_do_not_name_it() -> None:
    matches = _rank("", [ROTHE])
    assert [match.claim.claim_id for match in matches] == [4, 6]
    assert is_found(matches)
    assert matches[0].reasons == ("about an entity asked for",)


def test_an_entity_does_not_carry_a_topic_that_is_absent() -> None:
    many = [stored(number, f"Rothe spoke of item {number}", about=[ROTHE]) for number in range(20)]
    assert not is_found(_rank("Rothe meteor insurance", [ROTHE], many))


def test_reasons_name_the_words() -> None:
    assert _rank("harbour closing")[0].reasons == ("words: harbour, closing",)


def test_query_terms() -> None:
    assert query_terms("what is the claim about the 40 million") == ("40", "million")
    assert query_terms("claims") == ("claims",)
    assert query_terms("O'Neill's office") == ("neills", "office")
    assert query_terms("") == ()


@pytest.mark.parametrize(
    ("term", "vocabulary", "expected"),
    [
        ("twiter", ["twitter", "twice"], "twitter"),
        ("licence", ["licens", "lick"], "licens"),
        ("threatened", ["threat", "three"], "threat"),
        ("disinformation", ["disinform", "disinterest"], "disinform"),
        ("kirienko", ["kiriyenko"], "kiriyenko"),
        ("purchase", [], "buy"),
    ],
)
def test_expands(term: str, vocabulary: list[str], expected: str) -> None:
    assert all(word.startswith(stem_prefix(term)) for word in vocabulary)
    assert expand_term(term, [(word, 1) for word in vocabulary])[0] == expected


@pytest.mark.parametrize(
    ("term", "vocabulary"),
    [
        ("xi", ["x"]),
        ("una", ["un", "unas"]),
        ("plan", ["plan", "plant", "plane"]),
        ("2023", ["2024"]),
    ],
)
def test_does_not_expand(term: str, vocabulary: list[str]) -> None:
    assert not set(expand_term(term, [(word, 1) for word in vocabulary])) & set(vocabulary)


@pytest.mark.parametrize(
    "forms",
    [
        "threat threats threatened threatening threaten",
        "use used using uses users",
        "operate operates operating operation operations operational",
        "fire fires fired firing",
        "plan plans planned planning",
        "license licenses licensed licensing",
        "companies company",
        "parties party",
        "cities city",
    ],
)
def test_forms_of_one_word_share_a_root(forms: str) -> None:
    assert len({root(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("state", "station"),
        ("plane", "plan"),
        ("plan", "plant"),
        ("port", "portion"),
        ("party", "part"),
        ("news", "new"),
    ],
)
def test_different_words_keep_their_roots(left: str, right: str) -> None:
    assert root(left) != root(right)


@given(
    st.lists(
        st.sampled_from(
            "our goals goal is not to win 2,000 races race but the 5G port EB-5".split()
        )
    ),
    st.sampled_from(CLAIMS),
)
def test_no_claim_of_nearly_the_same_words_is_passed_over(
    asked: list[str], near: StoredClaim
) -> None:
    subject = " ".join(asked)
    claim = replace(near, text=f"{subject[:-3]} {near.text}")
    (match,) = rank_claims(
        [[term] for term in query_terms(subject)] or [["port"]],
        [(claim, 1.0)], subject=subject, entity_ids=frozenset(),
    ) or (ClaimMatch(claim, 0.0),)  # fmt: skip
    likeness = score_quote(subject, claim)
    if likeness >= NEAR_QUOTATION and len(fold(subject).split()) >= 4:
        assert match.score >= round(likeness, 4)


def test_score_quote() -> None:
    claim = CLAIMS[6]
    assert score_quote("our goal is not to win a race", claim) == 1.0
    assert score_quote("our gaol is not to win the race", claim) > 0.8
    assert score_quote("nobody has the votes", claim) < 0.5
    assert score_quote("", claim) == 0.0


@given(
    st.text(alphabet=st.characters(), max_size=60),
    st.lists(st.tuples(st.text(max_size=40), st.floats(-50, 50)), max_size=5),
)
def test_ranking_never_fails_and_scores_are_bounded(
    subject: str, texts: list[tuple[str, float]]
) -> None:
    found = [(stored(n, text), relevance) for n, (text, relevance) in enumerate(texts)]
    terms = [(term,) for term in query_terms(subject)]
    matches = rank_claims(terms, found, subject=subject, entity_ids=frozenset())
    assert all(0.0 < match.score <= 1.0 for match in matches)
    assert list(matches) == sorted(matches, key=lambda match: -match.score)
    assert all(0.0 <= score_quote(subject, claim) <= 1.0 for claim, _ in found)
    assert is_found(matches) == any(match.score >= CONFIDENT_CLAIM for match in matches)


def test_words_near_a_claims_sentence_count_for_less() -> None:
    near = replace(stored(20, "it will cost 40 million"), nearby="The harbour needs a new crane.")
    own = stored(21, "the new crane will cost 40 million")
    ranked = _rank("cost of the crane", claims=(near, own))
    assert [match.claim.claim_id for match in ranked] == [21, 20]
    assert ranked[0].score > ranked[1].score > 0.0


@pytest.mark.parametrize(
    ("subject", "claim_id"),
    [
        ("when will the harbour actually close", 1),
        ("what's the reason Rothe resigned so suddenly", 4),
        ("how did ticket prices change", 8),
    ],
)
def test_words_that_only_relate_may_be_missing(subject: str, claim_id: int) -> None:
    ranked = _rank(subject)
    assert ranked[0].claim.claim_id == claim_id
    assert is_found(ranked)


@pytest.mark.parametrize("subject", ["Rothe's yacht race in Malta", "the harbour's polar bears"])
def test_a_name_alone_answers_no_question_about_something_else(subject: str) -> None:
    assert not is_found(_rank(subject, [ROTHE, HARBOUR]))


def test_a_word_that_names_an_entity_is_covered_by_it() -> None:
    match = NameMatch(EntityId(ROTHE), "Ilse Rothe", EntityKind.PERSON, "the governor", 0.96)
    named = named_terms(("governor", "resigned"), (match,))
    assert named == {"governor": frozenset({EntityId(ROTHE)})}
    body = NameMatch(EntityId(7), "Department of Justice", EntityKind.ORGANISATION, "x", 1.0)
    assert "doj" in named_terms(("doj",), (body,))


@pytest.mark.parametrize(
    ("word", "expected"),
    [("wants", True), ("running", True), ("explained", True), ("harbour", False), ("go", True),
     ("personality", False), ("volleyball", False)],
)  # fmt: skip
def test_light_words(word: str, expected: bool) -> None:
    assert is_light(word) is expected


def test_who_speaks_for_a_party() -> None:
    sentence = "Ruritanian Foreign Ministry spokesman Jan Weiss said the dam is sound."
    weiss = stored(30, "the dam is sound", sentence=sentence, source="Jan Weiss")
    assert speaks_for("foreign ministry", weiss)
    assert not speaks_for("the dam", weiss)
    assert not speaks_for("Ruritania Airways", weiss)
    assert not speaks_for("foreign ministry", stored(31, "the dam is sound", sentence=sentence))


@pytest.mark.parametrize("subject", ["who earned 37k", "37,000 dollars earned", "37000 earned"])
def test_numbers_are_the_same_with_and_without_separators(subject: str) -> None:
    claims = (stored(40, "the clerk earned $37,000 last year"), stored(41, "the clerk earned $900"))
    ranked = _rank(subject, claims=claims)
    assert ranked[0].claim.claim_id == 40
    assert ranked[0].score > ranked[-1].score or len(ranked) == 1


def test_a_number_is_sought_where_one_is_asked_for() -> None:
    claims = (stored(50, "dockers went on strike"), stored(51, "eleven dockers went on strike"))
    found = [(claim, 1.0) for claim in claims]
    groups = (("dockers",), ("strike",))
    ids: frozenset[EntityId] = frozenset()
    ranked = rank_claims(
        groups, found, subject="dockers on strike", entity_ids=ids, wants_number=True
    )
    assert [match.claim.claim_id for match in ranked] == [51, 50]
    assert asks_for_number("how many dockers went on strike?")
    assert not asks_for_number("how did the strike end?")
