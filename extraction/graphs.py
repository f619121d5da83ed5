"""An exported encoder opened to run: one thread, on the processor alone."""

from pathlib import Path

from onnxruntime import InferenceSession, SessionOptions

WORDS = "words.bin"
"""The word embeddings that all encoders in a folder share."""


def open_graph(graph: Path) -> InferenceSession:
    """A session on a graph that has `words.bin` beside it; OSError if either is missing."""
    for needed in (graph, graph.with_name(WORDS)):
        needed.stat()
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
