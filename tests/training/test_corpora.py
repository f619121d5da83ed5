"""The corpora are read as they were printed."""

import spacy
from spacy.training import Example

from training.corpora import read_gmb, read_iob, read_polnear
from training.texts import Text, compose_doc

IOB = """\
# newdoc id = ferry
# text = Ada Quill's ferry sailed.
1\tAda\tB-PER\t-\tme
2\tQuill\tI-PER\t-\tme
3\t's\tO\t-\tme
4\tferry\tO\t-\tme
5\tsailed\tO\t-\tme
6\t.\tO\t-\tme
"""


def entities(text: Text) -> list[list[str | None]]:
    return [[word.entity for word in sentence.words] for sentence in text.sentences]


def test_spaces_are_those_of_the_printed_sentence(harbour: Text) -> None:
    first, second = harbour.sentences
    assert first.text == '"We don\'t know," the mayor said.'
    assert second.text == "Old Port of Varnholm reopened."


def test_paragraphs_are_kept_apart_and_sentences_found_again(harbour: Text) -> None:
    nlp = spacy.blank("en")
    doc = compose_doc(nlp.vocab, harbour.sentences)
    assert doc.text.startswith('"We don\'t know," the mayor said.\n\nOld Port')
    assert [len(sentence) for sentence in doc.sents] == [12, 6]
    assert doc[4].head.text == "said" and doc[9].dep_ == "ROOT"
    example = Example(nlp.make_doc(doc.text), doc)
    assert [token.text for token in example.predicted] == [token.text for token in doc]


def test_gum_mentions_become_names_only_under_a_proper_noun(harbour: Text) -> None:
    first, second = entities(harbour)
    assert set(first) == {"O"}
    assert second == ["B-place", "I-place", "I-place", "I-place", "O", "O"]


def test_iob_takes_its_spaces_from_the_text_comment() -> None:
    (text,) = read_iob(IOB.splitlines())
    assert text.sentences[0].text == "Ada Quill's ferry sailed."
    assert entities(text) == [["B-PER", "I-PER", "O", "O", "O", "O"]]


def test_gmb_is_set_as_a_printer_would() -> None:
    rows = ['Sentence: 1,"""",``,O', ",Stop,VB,O", ",it,PRP,O", ",.,.,O", ',"""",``,O', ",Go,VB,O"]
    (text,) = read_gmb(["Sentence #,Word,POS,Tag", *rows])
    assert text.sentences[0].text == '"Stop it." Go'


def test_polnear_leaves_out_the_articles_worked_by_hand() -> None:
    article = (
        '{"id": "a1", "text": "Quill spoke.", "sentences":'
        ' [[[0, 5, "Quill", "NNP", "PERSON", 2, "nsubj"], [6, 11, "speak", "VBD", "O", 0, "root"],'
        ' [11, 12, ".", ".", "O", 2, "punct"]]]}'
    )
    (text,) = read_polnear([article])
    assert text.sentences[0].text == "Quill spoke."
    assert entities(text) == [["B-PERSON", "O", "O"]]
    assert not list(read_polnear([article], excluded={"a1"}))
