"""Cleaning labels that a machine gave, by letting the mentions of a form vote."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from training.labels import Span, spans, tagged
from training.texts import Sentence, Text, Word

NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})

HOUSE_STYLE = dict.fromkeys(
    ("White House", "United Nations", "U.N.", "UN", "Kremlin", "Pentagon", "GOP"), "ORG"
)

Ballots = dict[str, Counter[str]]


def count_forms(texts: Iterable[Text]) -> Ballots:
    """How often each form of a name bears each label; a full name votes for its last word too."""
    ballots: Ballots = defaultdict(Counter)
    for text in texts:
        for sentence in text.sentences:
            for label, start, end in spans(sentence.words):
                if label in NAMED:
                    ballots[form(sentence.words[start:end])][label] += 1
                    if label == "PERSON" and end - start > 1:
                        ballots[sentence.words[end - 1].text][label] += 1
    return ballots


def form(words: Iterable[Word]) -> str:
    """The form of a mention: its words, one space apart."""
    return " ".join(word.text for word in words)


def winners(ballots: Ballots, *, least: int = 1, share: float = 0.5) -> dict[str, str]:
    """The label of each form with enough votes, if one label has its share; house style wins."""
    elected = {}
    for name, votes in ballots.items():
        label, count = votes.most_common(1)[0]
        if votes.total() >= least and count >= share * votes.total():
            elected[name] = label
    return elected | HOUSE_STYLE


def relabel(text: Text, labels: Mapping[str, str]) -> Text:
    """The text with each mention under the label elected for its form, where there is one."""
    return replace(text, sentences=tuple(_relabel(s, labels) for s in text.sentences))


def _relabel(sentence: Sentence, labels: Mapping[str, str]) -> Sentence:
    words = sentence.words
    return _with_spans(
        sentence,
        [
            (labels.get(form(words[start:end]), label) if label in NAMED else label, start, end)
            for label, start, end in spans(words)
        ],
    )


def vote(text: Text) -> Text:
    """The text after a vote: one label for a form, and a form tagged once is tagged everywhere.

    A mention is added only where it stands alone: between other capitals it may be part of a
    longer name ("Trump" in "Trump Tower").
    """
    elected = winners(count_forms([text]))
    known = {tuple(name.split(" ")): label for name, label in elected.items()}
    longest = max(map(len, known), default=0)
    relabelled = relabel(text, elected)
    return replace(text, sentences=tuple(_spread(s, known, longest) for s in relabelled.sentences))


def _spread(sentence: Sentence, known: Mapping[tuple[str, ...], str], longest: int) -> Sentence:
    words = sentence.words
    found = list(spans(words))
    taken = {position for _, start, end in found for position in range(start, end)}
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + longest), start, -1):
            label = known.get(tuple(word.text for word in words[start:end]))
            if label and _stands_alone(words, start, end, taken):
                found.append((label, start, end))
                taken.update(range(start, end))
                break
        start += 1
    return _with_spans(sentence, found)


def _stands_alone(words: tuple[Word, ...], start: int, end: int, taken: Collection[int]) -> bool:
    around = [words[i] for i in (start - 1, end) if 0 <= i < len(words)]
    return (
        not any(position in taken for position in range(start, end))
        and all(word.xpos.startswith("NNP") for word in words[start:end])
        and not any(word.xpos.startswith("NNP") for word in around)
    )


def _with_spans(sentence: Sentence, found: list[Span]) -> Sentence:
    """The sentence with other entities, and its unknown words still unknown where none is."""
    unknown = {i for i, word in enumerate(sentence.words) if word.entity is None}
    changed = tagged(sentence.words, found, unknown)
    return replace(changed, opens_paragraph=sentence.opens_paragraph)
