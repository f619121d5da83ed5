"""Training one part of the pipeline with spaCy."""

import sys
from pathlib import Path

from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config
from thinc.api import NumpyOps, set_current_ops

CONFIGS = Path(__file__).parent


def fit(part: str, build: Path, output: Path, overrides: dict[str, object] | None = None) -> Path:
    """Train the part that PART.cfg describes and return the folder of its best state.

    NumPy multiplies matrices about three times faster here than the default of spaCy.
    """
    set_current_ops(NumpyOps(use_blis=False))
    paths = {
        "paths.train": str(build / f"{part}_train.spacy"),
        "paths.dev": str(build / f"{part}_dev.spacy"),
    }
    config = load_config(CONFIGS / f"{part}.cfg", overrides={**paths, **(overrides or {})})
    output.mkdir(parents=True, exist_ok=True)
    nlp = init_nlp(config)
    train(nlp, output, stdout=sys.stdout, stderr=sys.stderr)
    return output / "model-best"
