"""From corpora to the pipeline that ships, in one command: `python -m training.train`."""

import argparse
import os
import shutil
import sys
from itertools import chain
from pathlib import Path
from time import monotonic
from typing import Any

import spacy
import srsly  # type: ignore[import-untyped]
from spacy.language import Language

from evaluation.language import report
from training.build import DATA, build_syntax, missing_corpora
from training.fit import fit

BUILD = Path("build")
MODELS = Path("models")
NAME = "byline_en"
FIGURES = ("<!-- figures -->", "<!-- end of figures -->")
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
META = {
    "name": "byline_en",
    "version": "2.0.0",
    "description": "English news: tags, features, lemmas, UD parse and sentences.",
    "license": "CC BY-SA 4.0 where its corpora allow; see README.md beside this folder",
}


def assemble(syntax: Path, target: Path) -> Language:
    """The trained pipeline as it ships, with no word in it but labels and lemmas."""
    joined = spacy.load(syntax)
    staging = target.with_suffix(".new")
    shutil.rmtree(staging, ignore_errors=True)
    joined.to_disk(staging, exclude=["vocab"])
    nlp = spacy.load(staging)
    for string in (*chain(*nlp.pipe_labels.values()), *lemma_strings(joined)):
        nlp.vocab.strings.add(string)
    nlp.meta.update(META)
    nlp.meta["performance"] = {}
    shutil.rmtree(staging)
    nlp.to_disk(staging)
    swap(staging, target)
    return nlp


def lemma_strings(nlp: Language) -> set[str]:
    """The pieces of words that the edit trees of the lemmatizer put in and take out."""
    lemmatizer: Any = nlp.get_pipe("trainable_lemmatizer")
    trees = srsly.msgpack_loads(lemmatizer.trees.to_bytes())["trees"]
    hashes = {tree[side] for tree in trees for side in ("orig", "subst") if side in tree}
    return {nlp.vocab.strings[number] for number in hashes}


def swap(staging: Path, target: Path) -> None:
    """Put a finished folder in the place of the old one."""
    old = target.with_suffix(".old")
    if target.exists():
        target.rename(old)
    staging.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def write_figures(card: Path, figures: str) -> None:
    """Replace what stands between the marks of the model card."""
    begin, end = FIGURES
    before, _, rest = card.read_text("utf-8").partition(begin)
    after = rest.partition(end)[2]
    card.write_text(f"{before}{begin}\n\n{figures}\n\n{end}{after}", "utf-8")


def megabytes(folder: Path) -> float:
    """The size of all files under a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def main() -> None:
    """Build, train, assemble, measure, and write the figures into the card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the corpora")
    options = parser.parse_args()
    if missing := missing_corpora(options.data):
        sys.exit(f"No corpora to train on: {missing} is missing. Name their folder with --data.")
    os.environ |= ONE_THREAD
    start = monotonic()
    BUILD.mkdir(exist_ok=True)
    build_syntax(options.data, BUILD)
    syntax = fit("syntax", BUILD, BUILD / "runs" / "syntax")
    minutes = (monotonic() - start) / 60
    nlp = assemble(syntax, MODELS / NAME)
    size = f"{megabytes(MODELS / NAME):.1f} MB on disk; trained in {minutes:.0f} minutes on a core."
    figures = f"{report(nlp, options.data)}\n\n{size}"
    write_figures(MODELS / "README.md", figures)
    print(figures)


if __name__ == "__main__":
    main()
