"""What every corpus is read into: texts of sentences of words, and spaCy documents made of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from spacy.tokens import Doc
from spacy.vocab import Vocab

PARAGRAPH_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a corpus: its form, whether a space follows, and what annotators said of it.

    `head` is the position of the governor in the sentence, counted from 1, and 0 at the root.
    `entity` is an IOB2 tag, or None where the corpus does not say.
    """

    text: str
    space_after: bool = True
    lemma: str = ""
    upos: str = ""
    xpos: str = ""
    feats: str = ""
    head: int = 0
    relation: str = ""
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and whether a paragraph begins with it."""

    words: tuple[Word, ...]
    opens_paragraph: bool = False

    @property
    def text(self) -> str:
        """The sentence as it was printed."""
        return "".join(word.text + " " * word.space_after for word in self.words).strip()


@dataclass(frozen=True, slots=True)
class Text:
    """One document of a corpus."""

    text_id: str
    sentences: tuple[Sentence, ...]


def spaced(words: Sequence[str], text: str) -> list[bool]:
    """For each word whether a space follows it in the text that the words were cut from."""
    spaces, position = [], 0
    for word in words:
        position = text.index(word, position) + len(word)
        spaces.append(position < len(text) and text[position].isspace())
    return spaces


def compose_doc(vocab: Vocab, sentences: Iterable[Sentence], gap: str = PARAGRAPH_BREAK) -> Doc:
    """A reference document of running text; paragraphs are kept apart by the gap.

    A gap of line breaks is a token of its own, as the tokenizer makes it, and belongs to the
    sentence before. Where no word has a relation, the document carries no parse.
    """
    words: list[Word] = []
    heads: list[int] = []
    starts: list[bool | int | None] = []
    for sentence in sentences:
        if words and sentence.opens_paragraph:
            words[-1] = replace(words[-1], space_after=gap == " ")
            if gap != " ":
                heads.append(len(words) - 1)
                starts.append(False)
                words.append(_break(gap))
        offset = len(words)
        for position, word in enumerate(sentence.words):
            heads.append(offset + (word.head - 1 if word.head else position))
            starts.append(position == 0)
            words.append(word)
    entities = [word.entity for word in words]
    parsed = any(word.relation == "ROOT" for word in words)
    return Doc(
        vocab,
        words=[word.text for word in words],
        spaces=[word.space_after for word in words],
        tags=[word.xpos for word in words] if parsed else None,
        pos=[word.upos for word in words] if parsed else None,
        morphs=[word.feats for word in words] if parsed else None,
        lemmas=[word.lemma for word in words] if parsed else None,
        heads=heads if parsed else None,
        deps=[word.relation for word in words] if parsed else None,
        sent_starts=None if parsed else starts,
        ents=cast(list[str], entities) if any(entities) else None,
    )


def _break(gap: str) -> Word:
    """The token that stands for the blank between two paragraphs."""
    return Word(gap, False, lemma=gap, upos="SPACE", xpos="_SP", relation="dep", entity="O")
