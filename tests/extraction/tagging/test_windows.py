"""Windows cover every word once, in order, and none is longer than the encoder can read."""

from hypothesis import given
from hypothesis import strategies as st

from extraction.tagging.units import Case, Quoted, Unit
from extraction.tagging.windows import AFTER, BEFORE, CORE, pack

FIRST, SEPARATOR = 101, 102
UNITS = st.builds(
    Unit,
    st.lists(st.integers(200, 300), min_size=1, max_size=12).map(tuple),
    st.sampled_from(Case),
    st.sampled_from(Quoted),
    st.booleans(),
)


@given(st.lists(st.lists(UNITS, min_size=1, max_size=60), max_size=6))
def test_every_word_stands_in_one_core(paragraphs: list[list[Unit]]) -> None:
    words = [unit for paragraph in paragraphs for unit in paragraph]
    covered: list[int] = []
    for window in pack(paragraphs, FIRST, SEPARATOR):
        assert len(window.pieces) <= BEFORE + CORE + AFTER + 2
        assert len(window.pieces) == len(window.cases) == len(window.quoted)
        assert (window.pieces[0], window.pieces[-1]) == (FIRST, SEPARATOR)
        assert len(window.words) == len(window.places)
        for number, place in zip(window.words, window.places, strict=True):
            assert window.pieces[place] == words[number].pieces[0]
            assert window.cases[place] == words[number].case
        covered += window.words
    assert covered == list(range(len(words)))


def test_short_paragraphs_share_a_window_and_stay_whole() -> None:
    paragraph = [Unit((200,), Case.LOWER, Quoted.OUTSIDE)] * 90
    windows = list(pack([paragraph] * 4, FIRST, SEPARATOR))
    assert [len(window.words) for window in windows] == [180, 180]
    assert windows[1].places[0] > 1, "the second window begins with words of the first"
