"""Running: a shipped reader read back from its file, as a teacher."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from vocabulary import tokenizer


class Shipped:
    """A reader's ONNX file and its word pieces.

    Parameters
    ----------
    folder : Path
        Where ``NAME.onnx`` and ``vocab.txt`` stand.
    name : str
        ``swift`` or ``deep``.

    """

    def __init__(self, folder: Path, name: str) -> None:
        self.pieces = tokenizer((folder / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 2
        self.session = onnxruntime.InferenceSession(str(folder / f"{name}.onnx"), options,
                                                    providers=["CPUExecutionProvider"])  # fmt: skip
        self.size = self.session.get_inputs()[2].shape[1]

    def run(self, output: str, texts: Sequence[str], query: np.ndarray) -> np.ndarray:
        """Give an output for every text, in their order."""
        rows = [made.ids for made in self.pieces.encode_batch(list(texts))]
        order = sorted(range(len(rows)), key=lambda at: len(rows[at]))
        found: list[np.ndarray] = [np.empty(0)] * len(rows)
        for start in range(0, len(order), 32):
            some = order[start : start + 32]
            ids = np.zeros((len(some), max(len(rows[at]) for at in some)), np.int64)
            for line, at in enumerate(some):
                ids[line, : len(rows[at])] = rows[at]
            told = self.session.run([output], {"ids": ids, "mask": (ids > 0).astype(np.int64), "query": query})[0]
            for at, one in zip(some, told, strict=True):
                found[at] = one
        return np.stack(found)

    def queries(self, phrases: Sequence[str]) -> np.ndarray:
        """Give the vectors of aspects in words."""
        return self.run("mean", phrases, np.zeros((1, self.size), np.float32))

    def read(self, texts: Sequence[str], query: np.ndarray) -> np.ndarray:
        """Give the chances (texts, aspects, 4)."""
        return self.run("probabilities", texts, query)
