"""Reading speed and memory on one thread: `python -m benchmarks.reading [--words N]`.

The whole reading (parse, names, attributions, claims) stands beside the bare encoder, which gets
nothing but windows that were cut before, in the same run and on the same texts, article by article
in turns, so that both meet the same machine. Speed is in words a CPU second. The texts are those of
PolNeAR's development part where it is at hand, else our samples' paragraphs in new orders.
"""

import argparse
import gzip
import json
import os
import platform
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from time import process_time
from typing import TYPE_CHECKING

from benchmarks.running import SAMPLES, held

if TYPE_CHECKING:
    from extraction.tagging.windows import Window

POLNEAR = Path("../shared/data/polnear_dev.jsonl.gz")
WORDS = 20_000
BAR = 2_000
PARAGRAPHS = 16
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1"
)


def texts_of(words: int) -> tuple[str, list[str]]:
    """Where the texts are from, and as many of them as hold a number of words."""
    if POLNEAR.exists():
        return "PolNeAR, development part", list(_enough(_polnear(), words))
    return "samples, paragraphs permuted", list(_enough(_permuted(), words))


def _enough(texts: Iterator[str], words: int) -> Iterator[str]:
    while words > 0:
        text = next(texts, None)
        if text is None:
            return
        words -= len(text.split())
        yield text


def _polnear() -> Iterator[str]:
    with gzip.open(POLNEAR, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def _permuted() -> Iterator[str]:
    paragraphs = [
        paragraph
        for path in SAMPLES
        for paragraph in path.read_text(encoding="utf-8").split("\n")
        if len(paragraph.split()) > 5
    ]
    random = Random(0)
    while True:
        yield "\n\n".join(random.sample(paragraphs, min(PARAGRAPHS, len(paragraphs))))


def bare_encoder() -> Callable[[Sequence["Window"]], None]:
    """The shipped graph on one thread, run over windows one at a time."""
    import numpy as np

    from extraction.graphs import open_graph
    from extraction.shipped import SHIPPED_ENCODER

    session = open_graph(SHIPPED_ENCODER / "encoder.onnx")

    def run(windows: Sequence["Window"]) -> None:
        for window in windows:
            rows = {"pieces": window.pieces, "cases": window.cases, "quoted": window.quoted}
            inputs = {name: np.array([row], dtype=np.int64) for name, row in rows.items()}
            session.run(["attribution", "names"], inputs)

    return run


def windows_of(texts: Sequence[str]) -> list[list["Window"]]:
    """Each text's words in windows, as the encoder gets them while reading."""
    from extraction.shipped import SHIPPED_ENCODER
    from extraction.tagging.units import units
    from extraction.tagging.windows import pack
    from extraction.tagging.wordpieces import WordPieces
    from training.encoder.examples import paragraphs_of, words_of

    vocabulary = WordPieces.read(SHIPPED_ENCODER / "vocab.txt")
    found = []
    for number, text in enumerate(texts):
        places = paragraphs_of(str(number), text)
        cut = [units(text, place, words_of(text, place), vocabulary) for place in places]
        found.append(list(pack(cut, vocabulary.first, vocabulary.separator)))
    return found


def processor() -> str:
    """The processor's own name where the system tells it."""
    path = Path("/proc/cpuinfo")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())


def measure(words: int) -> None:
    """Read some texts both ways and print speeds, their ratio and the memory held."""
    from extraction.pipeline import Reader
    from extraction.reading import read_text

    source, texts = texts_of(words)
    first, texts = texts[0], texts[1:] or texts
    windows = windows_of(texts)
    before = held()
    reader, encode = Reader.load(), bare_encoder()
    loaded = held()
    encode(windows_of([first])[0])
    reader.read(read_text("warm-up", first))
    whole = bare = 0.0
    for number, text in enumerate(texts):
        started = process_time()
        reader.read(read_text(str(number), text))
        between = process_time()
        encode(windows[number])
        whole += between - started
        bare += process_time() - between
    total = sum(len(text.split()) for text in texts)
    pieces = sum(len(window.pieces) for article in windows for window in article)
    print(f"processor: {processor()}, {os.cpu_count()} cores; one thread each")
    print(f"texts: {source}, {len(texts)} articles, {total:,} words, {pieces:,} pieces read")
    print(
        f"reading: {total / whole:,.0f} words a CPU second whole, {total / bare:,.0f} the bare"
        f" encoder; ratio {bare / whole:.2f}"
    )
    print(f"bar: {BAR:,} words a second a core, {'kept' if total / whole >= BAR else 'MISSED'}")
    print(
        f"memory: {before:.0f} MB before loading, {loaded:.0f} MB loaded, {held():.0f} MB at most"
    )


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=WORDS, help="about how many words to read")
    options = parser.parse_args()
    os.environ |= ONE_THREAD
    measure(options.words)


if __name__ == "__main__":
    main()
