"""The word embeddings of exported encoders, kept once for all of them.

All of our encoders leave the word embeddings of MiniLM as they are, 11.7 MB of 8-bit numbers.
"""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto
from onnx.external_data_helper import set_external_data

WORDS = "words.bin"


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
