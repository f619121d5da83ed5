"""The encoder by itself, before any rule: `python -m evaluation.encoder [FOLDER]`.

By PolNeAR's measure, on the training articles that were held out and on the development part. What
the whole reading makes of the same tags is in `evaluation.polnear`.
"""

import argparse
from collections.abc import Callable, Sequence
from itertools import accumulate, islice
from pathlib import Path

from evaluation.polnear import Event, measure, print_measures
from evaluation.scores import Score
from extraction.shipped import SHIPPED_ENCODER
from extraction.tagging.encoder import Encoder
from extraction.tagging.linking import Words, WordSpan, linked
from extraction.tagging.schemes import spans, viterbi
from extraction.tagging.units import Quoted, units
from training.build import DATA
from training.encoder.examples import paragraphs_of, read_articles, words_of
from training.encoder.split import held_out_articles

DEVELOPMENT = "polnear_dev.jsonl.gz"
_STOPS = (".", "!", "?")


def tagging(encoder: Encoder) -> Callable[[str, str], Sequence[Event]]:
    """What an encoder predicts: its best tags linked, sentences told by full stops alone."""

    def predict(name: str, text: str) -> list[Event]:
        paragraphs = [(place, words_of(text, place)) for place in paragraphs_of(name, text)]
        cut = [units(text, place, words, encoder.vocabulary) for place, words in paragraphs]
        scores, _ = encoder.read(cut)
        head, start = encoder.attribution, 0
        events: list[Event] = []
        for (_, words), read in zip(paragraphs, cut, strict=True):
            path = viterbi(scores[start : start + len(words)], head.steps, head.labels)
            start += len(words)
            quoted = [unit.quoted is not Quoted.OUTSIDE for unit in read]
            known = Words(_sentences(text, words), quoted)
            for item in linked(spans(path, head.labels), known):
                parts = {"content": item.content, "source": item.source, "cue": item.cue}
                events.append({part: _characters(found, words) for part, found in parts.items()})
        return events

    return predict


def _sentences(text: str, words: Sequence[tuple[int, int]]) -> list[int]:
    stops = (text[start:end] in _STOPS for start, end in words)
    return list(accumulate(stops, initial=0))[: len(words)]


def _characters(
    found: Sequence[WordSpan], words: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    return [(words[first][0], words[end - 1][1]) for first, end in found]


def score_held_out(folder: Path, data: Path, limit: int | None = None) -> tuple[Score, ...]:
    """Every figure of an exported encoder on the articles on which choices are made."""
    return measure(islice(held_out_articles(data), limit), tagging(Encoder(folder)))


def score_development(folder: Path, data: Path, limit: int | None = None) -> tuple[Score, ...]:
    """Every figure of an exported encoder on PolNeAR's development part."""
    return measure(islice(read_articles(data / DEVELOPMENT), limit), tagging(Encoder(folder)))


def main() -> None:
    """Print the figures of an encoder on both sets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=SHIPPED_ENCODER)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the corpora")
    parser.add_argument("--limit", type=int, help="read only the first N articles of each")
    options = parser.parse_args()
    if not (options.data / DEVELOPMENT).exists():
        print(f"Encoder: skipped, {options.data / DEVELOPMENT} is not at hand.")
        return
    for title, scored in (
        ("held-out training articles", score_held_out),
        ("development part", score_development),
    ):
        scores = scored(options.folder, options.data, options.limit)
        print_measures(f"Encoder alone, PolNeAR {title}", scores)


if __name__ == "__main__":
    main()
