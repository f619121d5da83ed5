"""Passages keep every sentence, and what is set anew keeps its parse."""

from random import Random

import pytest

from training.augmentation import as_headline, curled, passages, renamed
from training.reporting import fill, framed, is_statement, read_frames, reported
from training.texts import Sentence, Text, Word


def test_passages_leave_no_sentence_out() -> None:
    text = Text("long", tuple(Sentence((Word(str(number)),)) for number in range(40)))
    runs = list(passages(text, Random(1)))
    assert tuple(sentence for run in runs for sentence in run) == text.sentences
    assert all(1 <= len(run) <= 8 for run in runs)


def test_quotes_are_curled_by_the_side_they_stand_on(harbour: Text) -> None:
    assert curled(harbour.sentences[0]).text == "“We don’t know,” the mayor said."


def test_a_headline_has_no_final_stop(harbour: Text) -> None:
    headline = as_headline(harbour.sentences[1], in_capitals=True)
    assert headline.text == "Old Port of Varnholm Reopened"


def test_one_person_keeps_one_new_name_through_a_passage() -> None:
    sentences = tuple(
        Sentence((Word("Quill", entity="B-PERSON"), Word(verb, entity="O")))
        for verb in ("spoke", "left")
    )
    passage = next(
        varied
        for seed in range(50)
        if (varied := renamed(sentences, ("Okafor", "Ito"), Random(seed))) != sentences
    )
    first, second = (sentence.words[0].text for sentence in passage)
    assert first == second != "Quill"


@pytest.mark.parametrize("frame", read_frames(), ids=lambda frame: frame.text)
def test_every_frame_is_a_tree_around_its_gap(frame: Sentence, harbour: Text) -> None:
    statement = harbour.sentences[1]
    assert is_statement(statement)
    words = framed(statement, fill(frame, Random(0))).words
    assert [word.relation for word in words if not word.head] == ["ROOT"]
    for number, word in enumerate(words, 1):
        seen = {number}
        while word.head:
            assert word.head not in seen
            seen.add(word.head)
            word = words[word.head - 1]


def test_a_statement_hangs_under_the_verb_that_reports_it(harbour: Text) -> None:
    frame = next(frame for frame in read_frames() if "told OUTLET that" in frame.text)
    words = framed(harbour.sentences[1], fill(frame, Random(0))).words
    told, reopened = (next(w for w in words if w.text == form) for form in ("told", "reopened"))
    assert words[reopened.head - 1] is told and reopened.relation == "ccomp"
    assert words[-1].text == "." and words[words[-1].head - 1] is told


def test_reported_texts_keep_their_paragraphs(harbour: Text) -> None:
    varied = reported(harbour, read_frames(), Random(1))
    assert sum(sentence.opens_paragraph for sentence in varied.sentences) == 2
