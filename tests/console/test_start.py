"""What a command loads before it is needed: as little as can be."""

import subprocess
import sys

from tests.console.conftest import ROOT

HEAVY = "aiohttp discord spacy trafilatura lxml pypdf numpy onnxruntime idna yarl".split()


def test_a_question_loads_neither_the_web_nor_the_language_pipeline() -> None:
    words = f"import bot, sys; print([name for name in {HEAVY} if name in sys.modules])"
    shown = subprocess.run(
        [sys.executable, "-c", words], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert shown.stdout == "[]\n"
