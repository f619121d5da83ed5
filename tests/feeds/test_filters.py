"""Filters in words: how they are read, what passes, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.filters import (
    MAX_CHARS,
    AllOf,
    AnyOf,
    FilterError,
    Node,
    Not,
    Term,
    read_filter,
    sift,
    spell,
)

ITEM = {
    "title": "Starlink over Taïwan: “red tape” again",
    "summary": "The islanders’ sanctions office said no. Café closed.",
}

READINGS = (
    ("taiwan OR starlink NOT sport", "(taiwan OR starlink) AND NOT sport"),
    ("taiwan or starlink not sport", "(taiwan OR starlink) AND NOT sport"),
    ("taiwan starlink", "taiwan AND starlink"),
    ("taiwan AND starlink", "taiwan AND starlink"),
    ("a OR b c OR d", "(a OR b) AND (c OR d)"),
    ("a OR (b c)", "a OR (b AND c)"),
    ("-sport taiwan", "NOT sport AND taiwan"),
    ('-"red tape"', 'NOT "red tape"'),
    ("NOT (a OR b)", "NOT (a OR b)"),
    ("NOT a OR b", "NOT a OR b"),
    ("NOT NOT a", "NOT NOT a"),
    ("((a))", "a"),
    ("“Red  Tape” «x y»", '"red tape" AND "x y"'),
    ("covid-19", '"covid 19"'),
    ("sanction*", "sanction*"),
    ('"or" b', '"or" AND b'),
    ("Café", "cafe"),
)


@pytest.mark.parametrize(("written", "spelt"), READINGS)
def test_a_filter_is_read_in_one_way_and_says_which(written: str, spelt: str) -> None:
    assert spell(read_filter(written)) == spelt
    assert read_filter(spelt) == read_filter(written)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("a OR", "ends where a word is missing"),
        ("OR a", "lacks a word at OR"),
        ("a AND OR b", "lacks a word at OR"),
        ("NOT", "ends where"),
        ("(a", "opening bracket"),
        ("a)", "closing bracket"),
        ("()", "lacks a word at )"),
        ('"a', "quotation mark"),
        ("!!!", "no letter or digit"),
        ("*", "no letter or digit"),
        ("-", "no letter or digit"),
        ("(" * 60 + "a" + ")" * 60, "too many brackets"),
        ("NOT " * 60 + "a", "too many brackets"),
        ("a" * (MAX_CHARS + 1), "at most"),
    ],
)
def test_what_is_amiss_is_said_in_one_line(written: str, words: str) -> None:
    with pytest.raises(FilterError) as caught:
        read_filter(written)
    assert words in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("written", "passes", "reason"),
    [
        ("taiwan OR starlink NOT sport", True, "has taiwan in the title, starlink in the title"),
        ("taiwan NOT sanction*", False, "has sanction* in the summary"),
        ("taiwan NOT sanction", True, "has taiwan in the title"),
        ('"red tape"', True, 'has "red tape" in the title'),
        ('"tape red"', False, 'has not "tape red"'),
        ("taiwan sport", False, "has not sport"),
        ("(sport OR chess) taiwan", False, "has not sport OR chess"),
        ("NOT sport", True, "meets NOT sport"),
        ("cafe", True, "has cafe in the summary"),
        ("star", False, "has not star"),
        ("NOT (taiwan sport)", True, "meets NOT (taiwan AND sport)"),
    ],
)
def test_the_rule_that_decided_is_named(written: str, passes: bool, reason: str) -> None:
    verdict = sift(read_filter(written), ITEM)
    assert (verdict.passes, verdict.reason) == (passes, reason)


terms = st.builds(
    Term,
    st.lists(st.sampled_from(("taiwan", "sport", "or", "not", "and", "x1")), min_size=1, max_size=2)
    .map(tuple),
    st.booleans(),
)  # fmt: skip


def _flat(kind: type[AllOf] | type[AnyOf], parts: list[Node]) -> Node:
    flat: list[Node] = []
    for part in parts:
        flat += part.parts if isinstance(part, kind) else (part,)
    return kind(tuple(flat))


nodes = st.recursive(
    terms,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: _flat(AllOf, parts)),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: _flat(AnyOf, parts)),
    ),
    max_leaves=6,
)


def holds(node: Node, words: list[str]) -> bool:
    """The same question, answered the slow and simple way."""
    if isinstance(node, Not):
        return not holds(node.part, words)
    if isinstance(node, AllOf):
        return all(holds(part, words) for part in node.parts)
    if isinstance(node, AnyOf):
        return any(holds(part, words) for part in node.parts)
    *firsts, last = node.words
    size = len(node.words)
    runs = [words[start : start + size] for start in range(len(words) - size + 1)]
    return any(
        run[:-1] == firsts and (run[-1].startswith(last) if node.is_open else run[-1] == last)
        for run in runs
    )


@given(nodes)
def test_every_filter_reads_as_it_is_spelt(node: Node) -> None:
    text = spell(node)
    if len(text) <= MAX_CHARS:
        assert read_filter(text) == node


@given(nodes, st.lists(st.sampled_from("taiwan sport sports or not x1 x12 rain".split())))
def test_what_passes_is_what_the_words_mean(node: Node, words: list[str]) -> None:
    verdict = sift(node, {"title": " ".join(words).upper()})
    assert verdict.passes is holds(node, words)
    assert verdict.reason
    assert sift(Not(node), {"title": " ".join(words)}).passes is not verdict.passes


@given(st.text(max_size=60) | st.text('ab*"()- ORNT“', max_size=40))
def test_any_words_are_a_filter_or_one_line(written: str) -> None:
    try:
        node = read_filter(written)
    except FilterError as error:
        assert str(error)
        return
    assert read_filter(spell(node)) == node
    sift(node, {"title": written})
