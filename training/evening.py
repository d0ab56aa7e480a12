"""Evening: take out of a reader's products the few channels that are far larger than the rest, so that 8 bits suffice.

Makes    the same reader, where eight channels of the widest inputs are multiplied in 32 bits and the rest within a range
Rule     a channel's size is the largest it showed on sample sentences; the rest is kept within the largest of the rest
Source   the idea of mixed decomposition: Dettmers et al. (2022), LLM.int8()
"""

from __future__ import annotations

import copy
from collections.abc import Sequence

import torch
from fitting import padded
from models import Deep, Swift
from tokenizers import Tokenizer
from torch import Tensor, nn

CHANNELS = 8


class Parted(nn.Module):
    """A linear layer whose largest inputs go a way of their own."""

    def __init__(self, held: nn.Linear, largest: Tensor, low: float) -> None:
        super().__init__()
        order = largest.argsort(descending=True)
        top = largest[order[CHANNELS]].item()
        self.low, self.high = max(low, -top), top
        self.register_buffer("where", order[:CHANNELS].sort().values)
        self.rest = copy.deepcopy(held)
        self.apart = nn.Linear(CHANNELS, held.out_features, bias=False)
        self.apart.weight.data = held.weight.data[:, self.where].clone()
        self.rest.weight.data[:, self.where] = 0.0

    def forward(self, given: Tensor) -> Tensor:
        """Give what the layer gave before."""
        return self.rest(given.clamp(self.low, self.high)) + self.apart(given.index_select(-1, self.where))


def wide_ones(reader: Deep | Swift) -> list[tuple[nn.Module, str]]:
    """Give the layers with large inputs: the module that holds each, and its name there."""
    if isinstance(reader, Deep):
        return [(layer, name) for layer in reader.layers for name in ("wide", "narrow")]
    return [(part, str(at)) for part in (reader.wide, reader.narrow) for at in range(len(part))]


@torch.no_grad()
def evened(reader: Deep | Swift, pieces: Tokenizer, texts: Sequence[str]) -> Deep | Swift:
    """Give a reader that says the same and is less uneven within."""
    made = copy.deepcopy(reader).eval()
    spots = wide_ones(made)
    largest: dict[int, Tensor] = {}
    lowest: dict[int, float] = {}

    def watch(at: int):  # noqa: ANN202 - a hook
        def see(_module: nn.Module, given: tuple[Tensor, ...]) -> None:
            seen = given[0].abs().flatten(0, -2).amax(0)
            largest[at] = torch.maximum(largest[at], seen) if at in largest else seen
            lowest[at] = min(lowest.get(at, 0.0), given[0].min().item())

        return see

    hooks = [getattr(held, name).register_forward_pre_hook(watch(at)) for at, (held, name) in enumerate(spots)]
    rows = sorted((one.ids for one in pieces.encode_batch(list(texts))), key=len)
    for start in range(0, len(rows), 16):
        made.encode(*padded(rows[start : start + 16]))
    for hook in hooks:
        hook.remove()
    for at, (held, name) in enumerate(spots):
        setattr(held, name, Parted(getattr(held, name), largest[at], lowest[at]))
    return made
