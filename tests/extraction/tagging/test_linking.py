"""Labels and attributions: what is written can be read again, and who shares a source."""

import pytest

from extraction.tagging.linking import WordAttribution, Words, labelled, linked
from extraction.tagging.schemes import ATTRIBUTION, spans


def _one_sentence(length: int) -> Words:
    return Words([0] * length, [False] * length)


def _again(attributions: list[WordAttribution], length: int) -> list[WordAttribution]:
    path = [ATTRIBUTION.index(label) for label in labelled(attributions, length)]
    return linked(spans(path, ATTRIBUTION), _one_sentence(length))


def test_quotation_speaker_cue_and_what_goes_on() -> None:
    said = WordAttribution(cue=[(6, 7)], content=[(0, 4), (8, 12)], source=[(5, 6)])
    assert _again([said], 13) == [said]


def test_two_cues_keep_their_own_contents() -> None:
    first = WordAttribution(cue=[(1, 2)], content=[(2, 6)], source=[(0, 1)])
    second = WordAttribution(cue=[(12, 13)], content=[(8, 11)], source=[(13, 15)])
    assert _again([first, second], 16) == [first, second]


def test_the_shorter_content_wins_inside_a_longer_one() -> None:
    outer = WordAttribution(cue=[(1, 2)], content=[(2, 12)], source=[(0, 1)])
    inner = WordAttribution(cue=[(5, 6)], content=[(6, 10)], source=[(4, 5)])
    found = _again([outer, inner], 12)
    assert [item.source for item in found] == [outer.source, inner.source]
    assert found[1].content[0] == inner.content[0]


def test_adding_shares_the_source_of_said() -> None:
    said = WordAttribution(cue=[(1, 2)], content=[(2, 5)], source=[(0, 1)])
    adding = WordAttribution(cue=[(6, 7)], content=[(7, 9)])
    assert _again([said, adding], 9)[1].source == [(0, 1)]


def test_a_cue_inside_what_was_said_shares_nothing() -> None:
    said = WordAttribution(cue=[(1, 2)], content=[(2, 3), (3, 4)], source=[(0, 1)])
    found = linked(
        [
            ("SOURCE>", 0, 1),
            ("CUE", 1, 2),
            ("CONTENT<", 2, 9),
            ("CUE", 9, 10),
            ("CONTENT<", 10, 12),
        ],
        Words([*[0] * 9, *[1] * 3], [False] * 12),
    )
    assert found[1].source == [], "another sentence"
    assert said.source


def test_words_without_a_cue_are_kept() -> None:
    assert linked([("CONTENT<", 0, 5)], _one_sentence(5)) == [WordAttribution(content=[(0, 5)])]
    assert linked([("SOURCE>", 0, 2)], _one_sentence(5)) == []
    assert linked([("CUE", 0, 2)], _one_sentence(5)) == [WordAttribution(cue=[(0, 2)])]


@pytest.mark.parametrize("is_quoted", [True, False])
def test_only_quoted_words_of_another_sentence_are_anybodys(is_quoted: bool) -> None:
    words = Words([0] * 5 + [1] * 4, [False] * 5 + [is_quoted] * 4)
    (said,) = linked(
        [("SOURCE>", 0, 1), ("CUE", 1, 2), ("CONTENT<", 2, 5), ("CONTENT<", 5, 9)], words
    )
    assert said.content == ([(2, 5), (5, 9)] if is_quoted else [(2, 5)])
