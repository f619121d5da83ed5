"""Passages of running text, set as newsrooms set them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from training.texts import PARAGRAPH_BREAK, Sentence, Text, Word

GAPS = (PARAGRAPH_BREAK, PARAGRAPH_BREAK, "\n", " ")
LONGEST_PASSAGE = 8
CURLED = 0.45
HEADLINE = 0.04
LOWERED = 0.03
RENAMED = 0.3


def passages(text: Text, random: Random) -> Iterator[tuple[Sentence, ...]]:
    """The text cut into runs of one to eight sentences, none of them left out."""
    start = 0
    while start < len(text.sentences):
        end = start + random.randint(1, LONGEST_PASSAGE)
        yield text.sentences[start:end]
        start = end


def vary(passage: tuple[Sentence, ...], random: Random) -> tuple[Sentence, ...]:
    """The passage as another desk might print it: its quotes, a headline, a careless start."""
    is_curled = random.random() < CURLED
    varied = []
    for position, sentence in enumerate(passage):
        ends_paragraph = position + 1 == len(passage) or passage[position + 1].opens_paragraph
        if ends_paragraph and random.random() < HEADLINE:
            sentence = as_headline(sentence, in_capitals=random.random() < 0.5)
        elif random.random() < LOWERED:
            sentence = lowered(sentence)
        varied.append(curled(sentence) if is_curled else sentence)
    return tuple(varied)


def renamed(
    passage: tuple[Sentence, ...], names: Sequence[str], random: Random
) -> tuple[Sentence, ...]:
    """The passage, or now and then the same passage about people of other names."""
    if not names or random.random() >= RENAMED:
        return passage
    chosen: dict[str, str] = {}

    def rename(word: Word) -> Word:
        is_person = word.entity in {"B-PERSON", "I-PERSON"}
        if not (is_person and word.text.isalpha() and word.text.istitle()):
            return word
        return replace(word, text=chosen.setdefault(word.text, random.choice(names)))

    return tuple(
        replace(sentence, words=tuple(map(rename, sentence.words))) for sentence in passage
    )


def curled(sentence: Sentence) -> Sentence:
    """The sentence with printer's quotes, apostrophes and dashes."""
    words: list[Word] = []
    is_open = True
    for word in sentence.words:
        text = word.text
        if text == '"':
            opens = word.xpos == "``" or (word.xpos != "''" and not word.space_after and is_open)
            text = "“" if opens else "”"
        elif text == "--":
            text = "—"
        elif "'" in text and text != "''":
            opens = text == "'" and (word.xpos == "``" or not word.space_after) and is_open
            text = text.replace("'", "‘" if opens else "’")
        words.append(replace(word, text=text))
        is_open = word.space_after
    return replace(sentence, words=tuple(words))


def as_headline(sentence: Sentence, *, in_capitals: bool) -> Sentence:
    """The sentence without its final stop and, if asked, With Capitals Like These."""
    words = list(sentence.words)
    governors = {word.head for word in words}
    if len(words) > 1 and words[-1].text == "." and len(words) not in governors:
        words.pop()
    if in_capitals:
        words = [
            replace(word, text=word.text[:1].upper() + word.text[1:])
            if len(word.text) > 3 and word.text.islower()
            else word
            for word in words
        ]
    return replace(sentence, words=tuple(words))


def lowered(sentence: Sentence) -> Sentence:
    """The sentence begun without a capital, unless a name or "I" begins it."""
    first, *others = sentence.words
    if first.text == "I" or first.xpos.startswith("NNP") or not first.text.istitle():
        return sentence
    return replace(sentence, words=(replace(first, text=first.text.lower()), *others))
