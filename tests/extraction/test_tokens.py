"""Whatever stands in a text, it is cut into tokens that together are the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.lang.en import English

from extraction.parsing import LONGEST_SENTENCE, parse
from extraction.pipeline import Reader
from extraction.reading import read_text
from extraction.tokens import LONGEST_RUN, make_doc

RUNS = st.sampled_from(["“", "a.", "-", "(", "…", "x", " ", "\n", "U.S.", "it's", "台"])


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.tuples(RUNS, st.integers(1, 300)), max_size=4))
def test_the_tokens_are_the_text(runs: list[tuple[str, int]]) -> None:
    text = "".join(piece * times for piece, times in runs)
    assert make_doc(English(), text).text == text


def test_ordinary_text_is_cut_as_ever(reader: Reader) -> None:
    text = "“We said so,” Ada Lunt told https://tarnby.example/2031/03/04/ferry-sold-again.html."
    nlp = reader._nlp
    assert [t.text for t in make_doc(nlp, text)] == [t.text for t in nlp.make_doc(text)]


@pytest.mark.parametrize("mark", ["”", "(", "'", "…"])
def test_no_long_run_reaches_the_tokenizer_whole(
    reader: Reader, mark: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_to: list[str] = []
    whole = reader._nlp.make_doc

    def watched(text: str) -> object:
        given_to.append(text)
        return whole(text)

    monkeypatch.setattr(reader._nlp, "make_doc", watched)
    make_doc(reader._nlp, f"Before {mark * 5_000} after")
    longest = max(len(run) for text in given_to for run in text.split())
    assert longest <= LONGEST_RUN and len(given_to) > 20


def test_a_sentence_that_never_ends_is_cut(reader: Reader) -> None:
    parsed = parse(reader._nlp, read_text("endless", "x " + "Ada Lunt " * 700))
    lengths = [len(sentence) for passage in parsed.passages for sentence in passage.doc.sents]
    assert max(lengths) <= LONGEST_SENTENCE and sum(lengths) > 1_400
