"""Reporting sentences made of the plain ones in a treebank.

Treebanks of the web hold few sentences such as "officials told Reuters that taxes would rise", and
newspapers little else. FRAMES.CONLLU holds such sentences with a gap for what is reported; a
statement from a treebank fills it, and its parse hangs under the frame's.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from random import Random

from training.corpora import read_conllu
from training.texts import Sentence, Text, Word

FRAMES = Path(__file__).with_name("frames.conllu")
GAP, REST = "CLAUSE", "REST"
RATE = 0.4
LENGTHS = range(4, 26)
LOOSE = frozenset({"parataxis", "discourse", "vocative", "list", "dep", "dislocated", "goeswith"})
QUOTES = frozenset('"“”‘()[]:;?!')
FILLERS = {
    "FIRST": "Jane Omar Ada Peter Maria Wei Lena Samir Ruth Ivan Grace Tomas Aisha Hugh Olga Raj",
    "LAST": "Roe Haddad Quill Novak Silva Chen Becker Mbeki Larsen Petrov Walsh Okafor Singh Marsh"
    " Torres Dunne Kaplan Ito Farrell Moreau Hassan Whitlock Ferro Lindqvist Pryce Ortega Banerjee"
    " Mr._Dunne Ms._Okafor Mr._Larsen Ms._Chen Mrs._Walsh Dr._Singh",
    "OUTLET": "Reuters Bloomberg CNN Politico Newsweek Axios NPR Xinhua ProPublica BBC Haaretz AFP"
    " Fox_News Bloomberg_News NBC_News Sky_News the_BBC the_Guardian the_Boston_Globe the_Herald"
    " the_Washington_Post the_Times the_Seattle_Times the_Telegraph",
    "BODY": "Oxfam Greenpeace Unicef Interpol Siemens Boeing Lufthansa Fairplay_Board"
    " Harbour_Authority Grain_Traders'_Guild Teachers'_Union Northern_Rail River_Trust"
    " Lake_Bank Coast_Guard Football_Federation Auditing_Chamber City_Council"
    " Justice_Department State_Treasury",
    "PLACE": "Boston Lagos Leeds Lyon Ohio Karachi Quito Oslo Nairobi Perth Detroit Gdansk",
    "DAY": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}


def read_frames() -> tuple[Sentence, ...]:
    """The frames that ship with this package."""
    (text,) = read_conllu(FRAMES.read_text("utf-8").splitlines())
    return text.sentences


def reported(text: Text, frames: tuple[Sentence, ...], random: Random) -> Text:
    """The text with some of its plain statements in frames."""
    return replace(text, sentences=tuple(_reported(text, frames, random)))


def _reported(text: Text, frames: tuple[Sentence, ...], random: Random) -> Iterator[Sentence]:
    may_go_on = False
    for sentence in text.sentences:
        if not is_statement(sentence) or random.random() >= RATE:
            yield quoted(sentence) if may_go_on and is_statement(sentence) else sentence
            may_go_on = False
            continue
        frame = fill(random.choice(frames), random)
        slots = {word.text for word in frame.words}
        if REST in slots and not subject_end(sentence):
            yield sentence
            may_go_on = False
            continue
        yield replace(framed(sentence, frame), opens_paragraph=sentence.opens_paragraph)
        if GAP not in slots:
            yield replace(sentence, opens_paragraph=False)
        may_go_on = frame.words[0].text == '"'


def is_statement(sentence: Sentence) -> bool:
    """Whether the sentence is one plain clause, with a subject first and a full stop last."""
    words = sentence.words
    roots = [number for number, word in enumerate(words, 1) if not word.head]
    if len(words) not in LENGTHS or words[-1].text != "." or len(roots) != 1:
        return False
    relations = {word.relation for word in words[:-1] if word.head == roots[0]}
    subjects = [
        number
        for number, word in enumerate(words, 1)
        if word.head == roots[0] and word.relation in {"nsubj", "nsubj:pass", "expl"}
    ]
    return (
        bool(subjects)
        and subjects[0] < roots[0]
        and not relations & LOOSE
        and not any(word.text in QUOTES or word.head == len(words) for word in words)
        and words[0].upos not in {"PUNCT", "CCONJ"}
        and words[0].text[:1].isupper()
    )


def fill(frame: Sentence, random: Random) -> Sentence:
    """The frame with one of each word's alternatives, and a name wherever it asks for one."""
    groups = [_filled(word, random) for word in frame.words]
    ends = list(accumulate(map(len, groups)))
    words: list[Word] = []
    for (*parts, last), end in zip(groups, ends, strict=True):
        words += [replace(part, head=end) for part in parts]
        words.append(replace(last, head=ends[last.head - 1] if last.head else 0))
    words[0] = replace(words[0], text=words[0].text[:1].upper() + words[0].text[1:])
    return replace(frame, words=tuple(words))


def _filled(word: Word, random: Random) -> list[Word]:
    """The words that stand for a word of a frame, the one that governs the others last."""
    if word.text not in FILLERS:
        forms = list(zip(word.text.split("|"), word.lemma.split("|"), strict=True))
        text, lemma = random.choice(forms)
        return [replace(word, text=text, lemma=lemma)]
    *parts, name = random.choice(FILLERS[word.text].split()).split("_")
    named = replace(word, text=name, lemma=name)
    return [*(_name_part(part, named) for part in parts), named]


def _name_part(text: str, name: Word) -> Word:
    if text == "the":
        return Word(text, True, text, "DET", "DT", "Definite=Def|PronType=Art", 0, "det")
    relation = "nmod:desc" if text.endswith(".") else "compound"
    return replace(name, text=text, lemma=text, space_after=True, relation=relation)


def framed(statement: Sentence, frame: Sentence) -> Sentence:
    """The frame around the statement, whose final stop is left out; a frame without a gap as is.

    A frame with a REST gap wants a statement that begins with its subject.
    """
    slots = [word.text for word in frame.words]
    if GAP not in slots:
        return frame
    inside = list(statement.words[:-1])
    gap, cut = slots.index(GAP), subject_end(statement) if REST in slots else len(inside)
    if gap and slots[gap - 1] != '"':
        inside[0] = _uncapitalised(inside[0])
    parts = {GAP: range(cut), REST: range(cut, len(inside))}
    order = [
        (is_inside, position)
        for place, slot in enumerate(slots)
        for is_inside, position in (
            [(True, position) for position in parts[slot]] if slot in parts else [(False, place)]
        )
    ]
    numbers = {item: number for number, item in enumerate(order, 1)}
    root = next(position for position, word in enumerate(inside) if not word.head)
    numbers[False, gap] = numbers[True, root]
    words = []
    for is_inside, position in order:
        word = inside[position] if is_inside else frame.words[position]
        hangs_inside = is_inside and position != root
        if is_inside and position == root:
            word = replace(word, head=frame.words[gap].head, relation=frame.words[gap].relation)
        head = numbers[hangs_inside, word.head - 1] if word.head else 0
        words.append(replace(word, head=head))
    for slot, part in parts.items():
        if slot in slots:
            last = numbers[True, part[-1]] - 1
            space_after = frame.words[slots.index(slot)].space_after
            words[last] = replace(words[last], space_after=space_after)
    return replace(frame, words=tuple(words))


def subject_end(statement: Sentence) -> int:
    """How many words the subject takes, where the sentence begins with it; else 0."""
    words = statement.words
    heads = [word.head - 1 for word in words]
    root = heads.index(-1)

    def branch(position: int) -> int:
        while heads[position] != root:
            position = heads[position]
        return position

    before = [branch(position) for position in range(root)]
    if not before or not words[before[0]].relation.startswith("nsubj"):
        return 0
    end = before.count(before[0])
    return end if before[:end] == [before[0]] * end else 0


def quoted(sentence: Sentence) -> Sentence:
    """The sentence between quotation marks."""
    root = next(number for number, word in enumerate(sentence.words, 1) if not word.head)
    mark = Word('"', lemma='"', upos="PUNCT", head=root + 1, relation="punct")
    words = [replace(word, head=word.head and word.head + 1) for word in sentence.words]
    words[-1] = replace(words[-1], space_after=False)
    opening = replace(mark, xpos="``", space_after=False)
    return replace(sentence, words=(opening, *words, replace(mark, xpos="''")))


def _uncapitalised(word: Word) -> Word:
    """The word as it stands inside a sentence."""
    if word.text == "I" or word.text.startswith("I'") or word.xpos.startswith("NNP"):
        return word
    return replace(word, text=word.text[:1].lower() + word.text[1:])
