"""A fine-tuned encoder as the files that run: an ONNX graph with 8-bit weights, and its labels."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from extraction.tagging.schemes import ATTRIBUTION, NAMES
from training.encoder.network import Encoder

OPSET = 17


def export(encoder: Encoder, vocabulary: Path, folder: Path) -> None:
    """Write `encoder.onnx`, `vocab.txt` and `labels.json` into a folder.

    The graph reads one window a run: pieces, cases and quoted, each 1 x pieces (int64); it gives
    attribution and names, each 1 x pieces x labels. Weights are quantised a channel at a time.
    """
    encoder.eval()
    folder.mkdir(parents=True, exist_ok=True)
    row = torch.ones(1, 16, dtype=torch.int64)
    with TemporaryDirectory() as scratch:
        whole = Path(scratch) / "encoder.onnx"
        torch.onnx.export(
            encoder,
            (row, row, row),
            str(whole),
            input_names=["pieces", "cases", "quoted"],
            output_names=["attribution", "names"],
            dynamic_axes={name: {1: "length"} for name in ("pieces", "cases", "quoted")},
            opset_version=OPSET,
            dynamo=False,
        )
        quantize_dynamic(
            whole,
            folder / "encoder.onnx",
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"],
        )
    (folder / "vocab.txt").write_text(vocabulary.read_text("utf-8"), "utf-8")
    steps = encoder.steps.detach().tolist()
    labels = {"attribution": ATTRIBUTION, "names": NAMES, "attribution_steps": steps}
    (folder / "labels.json").write_text(json.dumps(labels) + "\n", "utf-8")
