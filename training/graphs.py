"""Encoders as the graphs that run: 8-bit weights, and word embeddings kept once for all of them.

All of our encoders leave the word embeddings of MiniLM as they are, 11.7 MB of 8-bit numbers.
"""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto
from onnx.external_data_helper import set_external_data
from onnxruntime.quantization import QuantType, quantize_dynamic

from extraction.graphs import WORDS

OPSET = 17


def write_graph(
    encoder: Any, target: Path, inputs: Sequence[str], outputs: Sequence[str], vocabulary: int
) -> None:
    """Write an encoder in PyTorch as a graph whose inputs are 1 x length (int64) each.

    Weights are quantised a channel at a time; the words, a row for each of `vocabulary` pieces, go
    to `words.bin` beside it.
    """
    encoder.eval()
    target.parent.mkdir(parents=True, exist_ok=True)
    row = torch.ones(1, 16, dtype=torch.int64)
    with TemporaryDirectory() as scratch:
        whole = Path(scratch) / target.name
        torch.onnx.export(
            encoder,
            (row,) * len(inputs),
            str(whole),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes={name: {1: "length"} for name in inputs},
            opset_version=OPSET,
            dynamo=False,
        )
        quantize_dynamic(
            whole,
            target,
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"],
        )
    share_words(target, vocabulary)


def share_words(graph: Path, vocabulary: int) -> None:
    """Move the table with a row for each of `vocabulary` pieces out of a graph into `words.bin`.

    The file beside the graph is written where there is none; ValueError where it holds others.
    """
    model = onnx.load(graph)
    table = next(one for one in model.graph.initializer if list(one.dims)[:1] == [vocabulary])
    assert table.data_type in (TensorProto.UINT8, TensorProto.INT8), table.data_type
    raw = table.raw_data or np.array(table.int32_data, np.uint8).tobytes()
    shared = graph.with_name(WORDS)
    if not shared.exists():
        shared.write_bytes(raw)
    elif shared.read_bytes() != raw:
        raise ValueError(f"{shared} holds other words than {graph}")
    table.ClearField("int32_data")
    table.raw_data = raw
    set_external_data(table, WORDS, offset=0, length=len(raw))
    table.ClearField("raw_data")
    table.data_location = TensorProto.EXTERNAL
    graph.write_bytes(model.SerializeToString())
