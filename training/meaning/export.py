"""A sentence encoder as the file that runs, beside the encoder that reads articles."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.encoder.export import OPSET
from training.encoder.network import VOCABULARY
from training.meaning.student import SentenceEncoder
from training.words import share_words

GRAPH = "sentences.onnx"


def export(student: SentenceEncoder, vocabulary: Path, folder: Path) -> None:
    """Write `sentences.onnx`, and `words.bin` and `vocab.txt` where they are missing.

    The graph reads one text a run: pieces, 1 x length (int64); it gives embedding, 1 x 384, of
    length 1. Weights are quantised a channel at a time.
    """
    student.eval()
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as scratch:
        whole = Path(scratch) / GRAPH
        torch.onnx.export(
            student,
            (torch.ones(1, 16, dtype=torch.int64),),
            str(whole),
            input_names=["pieces"],
            output_names=["embedding"],
            dynamic_axes={"pieces": {1: "length"}},
            opset_version=OPSET,
            dynamo=False,
        )
        quantize_dynamic(
            whole,
            folder / GRAPH,
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"],
        )
    share_words(folder / GRAPH, VOCABULARY)
    if not (folder / "vocab.txt").exists():
        shutil.copyfile(vocabulary, folder / "vocab.txt")
