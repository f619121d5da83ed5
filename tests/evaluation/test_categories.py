"""Kinds of gold attributions, told from words, tags and heads."""

import pytest

from evaluation.categories import CONTENTS, CUES, SOURCES, Record

TEXT = (
    "“Taxes rise,” said Jane Roe, a nurse. He wants “more.” Officials are in denial that it rains."
)

TOKENS = (
    ("Taxes", "tax", "NNS", "O", 2),
    ("rise", "rise", "VBP", "O", 3),
    ("said", "say", "VBD", "O", 0),
    ("Jane", "Jane", "NNP", "PERSON", 5),
    ("Roe", "Roe", "NNP", "PERSON", 3),
    ("nurse", "nurse", "NN", "O", 5),
    ("He", "he", "PRP", "O", 8),
    ("wants", "want", "VBZ", "O", 0),
    ("more", "more", "JJR", "O", 8),
    ("Officials", "official", "NNS", "O", 12),
    ("are", "be", "VBP", "O", 12),
    ("denial", "denial", "NN", "O", 0),
)


def _record() -> Record:
    rows = [
        [TEXT.index(word), TEXT.index(word) + len(word), lemma, tag, name, head, "dep"]
        for word, lemma, tag, name, head in TOKENS
    ]
    return Record({"text": TEXT, "sentences": [rows]})


def _spans(*words: str) -> list[tuple[int, int]]:
    return [(TEXT.index(word), TEXT.index(word) + len(word)) for word in words]


def _kinds(content: str, source: str, cue: str) -> tuple[str, str, str]:
    event = {
        "content": _spans(content),
        "source": _spans(source) if source else [],
        "cue": _spans(cue) if cue else [],
    }
    return _record().categories(event)


def test_quoted_words_of_a_named_speaker() -> None:
    assert _kinds("“Taxes rise,”", "Jane Roe, a nurse", "said") == (
        "content: direct quotation",
        "source: named",
        "cue: say-type verb",
    )


def test_a_pronoun_that_wants_half_in_quotes() -> None:
    assert _kinds("wants “more.”", "He", "wants") == (
        "content: mixed",
        "source: pronoun",
        "cue: other verb",
    )


def test_a_nominal_with_a_noun_for_a_cue() -> None:
    assert _kinds("that it rains", "Officials", "are in denial") == (
        "content: indirect",
        "source: nominal",
        "cue: nominal cue",
    )


@pytest.mark.parametrize(("cue", "kind"), [("", "no cue"), ("“", "other cue")])
def test_without_words_for_source_or_cue(cue: str, kind: str) -> None:
    assert _kinds("it rains", "", cue)[1:] == ("source: none", f"cue: {kind}")


def test_according_to_is_a_kind_of_its_own() -> None:
    record = Record({"text": "It rains, according to Roe.", "sentences": []})
    event = {"content": [(0, 8)], "source": [(23, 26)], "cue": [(10, 22)]}
    assert record.categories(event)[2] == "cue: according to"


def test_every_kind_that_is_told_is_listed() -> None:
    for content, source, cue in (_kinds("it rains", "He", "said"), _kinds("it rains", "", "")):
        assert content.removeprefix("content: ") in CONTENTS
        assert source.removeprefix("source: ") in SOURCES
        assert cue.removeprefix("cue: ") in CUES
