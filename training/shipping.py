"""Shipping: a reader as one ONNX file of whole numbers, small and the same in any batch.

Reads    a fitted reader, and sentences on which the range of every activation is measured
Makes    a graph: ids (B, L), mask (B, L), query (K, d) -> probabilities (B, K, 4), mean (B, d), tokens (B, L, d), and
         for swift static (B, d)
Rule     products of matrices in 8 bits with ranges fixed beforehand, so that no text's answer hangs on those read beside
         it; word vectors in 8 bits with a scale for each row; all else in 32 bits
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from evening import evened
from fitting import padded
from models import Deep, Swift, masked_mean
from onnx import helper, numpy_helper
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process
from tokenizers import Tokenizer
from torch import Tensor, nn

OPSET = 17


class Whole(nn.Module):
    """The whole of a reader, from ids to chances."""

    def __init__(self, reader: Deep | Swift) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, mask: Tensor, query: Tensor) -> tuple[Tensor, ...]:
        """Give what the graph gives."""
        hidden, start = self.reader.encode(ids, mask)
        told = self.reader.aspects(hidden, mask, query).softmax(-1), masked_mean(hidden, mask), hidden
        return (*told, masked_mean(start, mask)) if isinstance(self.reader, Swift) else told


def plain_graph(reader: Deep | Swift, at: Path) -> None:
    """Write the graph in 32 bits."""
    ids = torch.randint(5, 900, (3, 12))
    mask = torch.ones_like(ids)
    mask[1, 7:] = 0
    query = torch.randn(4, reader.size)
    outputs = ["probabilities", "mean", "tokens"] + (["static"] if isinstance(reader, Swift) else [])
    axes = {"ids": {0: "texts", 1: "pieces"}, "mask": {0: "texts", 1: "pieces"}, "query": {0: "aspects"},
            "probabilities": {0: "texts", 1: "aspects"}, "mean": {0: "texts"}, "static": {0: "texts"},
            "tokens": {0: "texts", 1: "pieces"}}  # fmt: skip
    torch.onnx.export(
        Whole(reader).eval(), (ids, mask, query), str(at), input_names=["ids", "mask", "query"], output_names=outputs,
        dynamic_axes={name: axes[name] for name in ["ids", "mask", "query", *outputs]}, opset_version=OPSET, dynamo=False,
    )  # fmt: skip


def small_words(model: onnx.ModelProto) -> None:
    """Put the table of word vectors into 8 bits, with a scale for each row."""
    graph = model.graph
    tables = {one.name: one for one in graph.initializer if one.name.endswith("words.weight")}
    place, gather = next((at, node) for at, node in enumerate(graph.node) if node.op_type == "Gather" and
                         node.input[0] in tables)  # fmt: skip
    held = tables[gather.input[0]]
    table = numpy_helper.to_array(held)
    scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-9) / 127.0
    graph.initializer.remove(held)
    graph.initializer.extend(
        [
            numpy_helper.from_array(np.rint(table / scale).astype(np.int8), "words_8bit"),
            numpy_helper.from_array(scale.astype(np.float32), "words_scale"),
        ]
    )
    ids, out = gather.input[1], gather.output[0]
    graph.node.remove(gather)
    made = [
        helper.make_node("Gather", ["words_8bit", ids], ["words_rows"], "words_rows"),
        helper.make_node("Cast", ["words_rows"], ["words_real"], "words_real", to=onnx.TensorProto.FLOAT),
        helper.make_node("Gather", ["words_scale", ids], ["words_scales"], "words_scales"),
        helper.make_node("Mul", ["words_real", "words_scales"], [out], "words_full"),
    ]
    for at, node in enumerate(made):
        graph.node.insert(place + at, node)


class Samples(CalibrationDataReader):
    """Sentences in batches, with aspects asked for, on which ranges are measured."""

    def __init__(self, pieces: Tokenizer, texts: Sequence[str], query: np.ndarray) -> None:
        rows = sorted((made.ids for made in pieces.encode_batch(list(texts))), key=len)
        self.rows: Iterator[dict[str, np.ndarray]] = iter(
            [
                {"ids": ids.numpy(), "mask": mask.numpy(), "query": query}
                for ids, mask in (padded(rows[at : at + 16]) for at in range(0, len(rows), 16))
            ]
        )

    def get_next(self) -> dict[str, np.ndarray] | None:
        """Give the next batch."""
        return next(self.rows, None)


@torch.no_grad()
def queries(reader: Deep | Swift, pieces: Tokenizer, phrases: Sequence[str]) -> np.ndarray:
    """Give the vectors of aspects in words."""
    ids, mask = padded([made.ids for made in pieces.encode_batch(list(phrases))])
    return masked_mean(reader.encode(ids, mask)[0], mask).numpy()


def ship(reader: Deep | Swift, pieces: Tokenizer, texts: Sequence[str], phrases: Sequence[str], at: Path, plain: Path) -> None:  # fmt: skip
    """Write a reader in 32 bits beside our own things, and in 8 bits where it ships from."""
    reader.eval()
    plain_graph(reader, plain)
    query = queries(reader, pieces, phrases)
    with tempfile.TemporaryDirectory() as folder:
        middle = Path(folder) / "middle.onnx"
        plain_graph(evened(reader, pieces, texts), middle)
        model = onnx.load(str(middle))
        small_words(model)
        onnx.save(model, str(middle))
        quant_pre_process(str(middle), str(middle), skip_symbolic_shape=True)
        alone = [node.name for node in onnx.load(str(middle)).graph.node if "/apart/" in node.name]
        quantize_static(
            str(middle), str(at), Samples(pieces, texts, query),
            quant_format=QuantFormat.QDQ, per_channel=True, activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul"], calibrate_method=CalibrationMethod.MinMax,
            nodes_to_exclude=alone,
            extra_options={"MatMulConstBOnly": True, "OpTypesToExcludeOutputQuantization": ["MatMul"]},
        )  # fmt: skip
