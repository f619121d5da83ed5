"""The encoder by itself: predictions are spans of the text, its tags as they were linked."""

from evaluation.encoder import tagging
from extraction.shipped import SHIPPED_ENCODER
from extraction.tagging.encoder import Encoder

TEXT = (
    "Taxes will rise, the mayor said.\n\n“Nobody asked us,” said Jane Roe, a nurse at the harbour."
)


def test_tags_become_spans_of_the_text() -> None:
    events = tagging(Encoder(SHIPPED_ENCODER))("harbour", TEXT)
    cues = [[TEXT[start:end] for start, end in event["cue"]] for event in events]
    assert cues == [["said"], ["said"]]
    sources = ["".join(TEXT[start:end] for start, end in event["source"]) for event in events]
    assert "mayor" in sources[0] and "Roe" in sources[1]
