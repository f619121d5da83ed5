"""Articles that no reporter wrote: read to the end, and every span is true to the text."""

from hypothesis import given
from hypothesis import strategies as st

from extraction.pipeline import Reader
from extraction.reading import read_text
from newsroom.errors import UnreadableInput
from newsroom.extraction import Extraction
from tests.extraction.test_pipeline import spans
from tests.fuzzing.profile import FEW
from tests.fuzzing.strategies import LINES, PROSE

_READERS: list[Reader] = []


def reader() -> Reader:
    """The one reader of this room."""
    if not _READERS:
        _READERS.append(Reader.load())
    return _READERS[0]


def check(extraction: Extraction) -> None:
    """Every span says what stands in the text, and every claim has words."""
    text = extraction.article.text
    assert all(span.of(text) == words for span, words in spans(extraction))
    for sentence in extraction.sentences:
        assert 0 <= sentence.span.start_char < sentence.span.end_char <= len(text)
    for claim in extraction.claims:
        assert claim.content and claim.chain.links
        for part in (*claim.content, *claim.cue, *claim.source, claim.sentence):
            assert 0 <= part.start_char < part.end_char <= len(text)
    for entity in extraction.entities:
        assert entity.mentions and all(mention.text for mention in entity.mentions)


@FEW
@given(st.lists(PROSE | LINES, min_size=1, max_size=4).map("\n\n".join))
def test_hostile_articles_are_read(text: str) -> None:
    try:
        article = read_text("hostile", text)
    except UnreadableInput:
        return
    check(reader().read(article))
