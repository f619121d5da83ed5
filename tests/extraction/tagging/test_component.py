"""The encoder inside spaCy pipelines: ours, any other English one, and one that lacks its files."""

from pathlib import Path

import pytest
import spacy

from extraction import pipeline
from extraction.tagging.component import FACTORY, GROUP
from newsroom.errors import SettingError

TEXT = "“The roof will hold for another winter,” Councillor Marta Quill said on Monday."


def test_it_adds_names_and_attributions_to_any_english_pipeline() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe(FACTORY)
    doc = nlp(TEXT)
    assert "Marta Quill" in [name.text for name in doc.ents if name.label_ == "PERSON"]
    parts = {span.label_: span for span in doc.spans[GROUP]}
    assert parts["CUE"].text == "said"
    assert "Marta Quill" in parts["SOURCE"].text
    assert "roof will hold" in parts["CONTENT"].text
    assert len({span.id_ for span in doc.spans[GROUP]}) == 1


def test_the_same_text_is_always_tagged_alike() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(FACTORY)
    docs = [nlp(f"{TEXT}\n\n{TEXT}") for _ in range(2)]
    first, second = ([(s.start, s.end, s.label_, s.id_) for s in doc.spans[GROUP]] for doc in docs)
    assert first == second
    assert len(first) == 6


def test_empty_documents_and_white_space_have_neither() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(FACTORY)
    for text in ("", " \n\n \t"):
        doc = nlp(text)
        assert not doc.ents and not doc.spans[GROUP]


def test_a_missing_encoder_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("extraction.tagging.component.SHIPPED_ENCODER", tmp_path)
    with pytest.raises(SettingError, match=r"^The encoder in .* cannot be loaded.*whole\.$"):
        pipeline.Reader.load()
