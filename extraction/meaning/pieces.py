"""A text as the word pieces that the sentence encoder reads."""

from extraction.tagging.wordpieces import WordPieces

MOST_PIECES = 128


def pieces_of(text: str, vocabulary: WordPieces) -> list[int]:
    """The pieces of a text between its opening and closing marks; the rest of a long one is cut."""
    pieces: list[int] = []
    for word in text.split():
        if len(pieces) >= MOST_PIECES:
            break
        pieces.extend(vocabulary.cut(word))
    return [vocabulary.first, *pieces[: MOST_PIECES - 2], vocabulary.separator]
