"""Text cut into tokens in a time that grows with its length, whatever it holds.

spaCy's tokenizer takes mark after mark from the ends of what stands between two spaces and looks at
the rest each time: twice as many quotation marks in a row take it four times as long.
"""

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

LONGEST_RUN = 200
"""Addresses aside, nothing in an article is as long without a space; what is longer is cut."""
_RUN = re.compile(rf"\S{{{LONGEST_RUN},}}")


def make_doc(nlp: Language, text: str) -> Doc:
    """The tokens of a text; a run without spaces that is too long is cut before it is read."""
    if not _RUN.search(text):
        return nlp.make_doc(text)
    words: list[str] = []
    spaces: list[bool] = []
    for piece in _pieces(text):
        doc = nlp.make_doc(piece)
        words += [token.text for token in doc]
        spaces += [bool(token.whitespace_) for token in doc]
    return Doc(nlp.vocab, words=words, spaces=spaces)


def _pieces(text: str) -> Iterator[str]:
    """Stretches that together are the text: what is between long runs, and the runs in parts."""
    after = 0
    for run in _RUN.finditer(text):
        if after < run.start():
            yield text[after : run.start()]
        after = run.end()
        for start in range(run.start(), after, LONGEST_RUN):
            yield text[start : min(start + LONGEST_RUN, after)]
    if after < len(text):
        yield text[after:]
