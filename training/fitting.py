"""Fitting: how a reader learns from sentences, and from reviews whose ratings stand for what their sentences say.

Rule     a sentence's loss is cross-entropy over four chances.  A review's is the squared distance between a rating and
         the mean tone of the sentences that mention the aspect, weighed by how surely they do (several instances, one
         label).  Aspects named in words are read by the reader itself, as when it is used
Source   AdamW, one cycle of learning rates; Adam in 16 bits on the CPU
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from corpora import Review, Sentence
from models import Deep, Swift, masked_mean
from tokenizers import Tokenizer
from torch import Tensor, nn


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how boldly to learn."""

    epochs: int = 2
    batch: int = 32
    reviews: int = 8
    rates: tuple[float, float, float] = (0.0, 1e-4, 6e-4)
    """Learning rates of the word vectors (0 leaves them), the encoder and the head."""
    refresh: int = 12
    """After so many steps the vectors of aspects are read anew; 0 means with every step, and with gradients every second."""
    seed: int = 5


class Tone(nn.Module):
    """A line from the mean tone of the sentences to a rating."""

    def __init__(self) -> None:
        super().__init__()
        self.slope, self.shift = nn.Parameter(torch.tensor(1.0)), nn.Parameter(torch.tensor(0.0))

    def forward(self, chances: Tensor, weights: Tensor) -> Tensor:
        """Give a rating for chances (sentences, 4), weights 1 for the sentences of the review."""
        mention = ((1.0 - chances[:, 0]) * weights).sum() + 0.05
        return self.slope * ((chances[:, 3] - chances[:, 1]) * weights).sum() / mention + self.shift


def padded(rows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Give ids and mask of rows of unlike length."""
    length = max(map(len, rows))
    ids = torch.zeros(len(rows), length, dtype=torch.long)
    mask = torch.zeros(len(rows), length, dtype=torch.long)
    for at, row in enumerate(rows):
        ids[at, : len(row)] = torch.tensor(row)
        mask[at, : len(row)] = 1
    return ids, mask


def batches(lengths: Sequence[int], size: int, rng: random.Random) -> list[list[int]]:
    """Give places in batches of like length, shuffled."""
    order = list(range(len(lengths)))
    rng.shuffle(order)
    found: list[list[int]] = []
    for start in range(0, len(order), size * 40):
        some = sorted(order[start : start + size * 40], key=lambda at: lengths[at])
        found += [some[at : at + size] for at in range(0, len(some), size)]
    rng.shuffle(found)
    return found


class Fitting:
    """A reader as it learns."""

    def __init__(self, reader: Deep | Swift, pieces: Tokenizer, plan: Plan) -> None:
        self.reader, self.pieces, self.plan = reader, pieces, plan
        self.line = Tone()
        self.held: dict[str, Tensor] = {}
        self.turn = True
        self.rng = random.Random(plan.seed)
        words = list(reader.words.parameters())
        head = [*reader.aspects.parameters(), *self.line.parameters()]
        known = {id(one) for one in (*words, *head)}
        rest = [one for one in reader.parameters() if id(one) not in known]
        for one in words:
            one.requires_grad_(plan.rates[0] > 0)
        groups = [(words, plan.rates[0]), (rest, plan.rates[1]), (head, plan.rates[2])]
        self.rates = [rate for _, rate in groups if rate > 0]
        self.steps = torch.optim.AdamW(
            [{"params": some, "lr": rate} for some, rate in groups if rate > 0], weight_decay=0.01
        )

    def vectors(self, phrases: Sequence[str]) -> list[Tensor]:
        """Give the vectors of aspects in words, read by the reader as it is now."""
        wanted = [one for one in dict.fromkeys(phrases) if one not in self.held]
        if wanted:
            read = sorted(zip((made.ids for made in self.pieces.encode_batch(wanted)), wanted, strict=True),
                          key=lambda one: len(one[0]))  # fmt: skip
            for start in range(0, len(read), 128):
                rows, names = zip(*read[start : start + 128], strict=True)
                ids, mask = padded(rows)
                with torch.set_grad_enabled(self.plan.refresh == 0 and self.turn):
                    means = masked_mean(self.reader.encode(ids, mask)[0], mask)
                self.held.update(zip(names, means, strict=True))
        return [self.held[one] for one in phrases]

    def of_sentences(self, some: Sequence[Sentence]) -> Tensor:
        """Give the loss of a batch of sentences."""
        read = [self.pieces.encode(one.text) for one in some]
        ids, mask = padded([made.ids for made in read])
        hidden, _ = self.reader.encode(ids, mask)
        phrases = [ask.aspect for one in some for ask in one.asks if isinstance(ask.aspect, str)]
        names = list(dict.fromkeys(phrases))
        place = {name: at for at, name in enumerate(names)}
        bank = [one.to(hidden.dtype) for one in self.vectors(names)]
        widest = max(1, *(len(one.asks) for one in some))
        where, targets, weights = [], [], []
        for at, one in enumerate(some):
            row = []
            for ask in one.asks:
                spot = self.spot(bank, hidden[at], read[at].offsets, ask.aspect, place)
                if spot is not None:
                    row.append((spot, ask.target, ask.weight))
            row += [(0, (1.0, 0.0, 0.0, 0.0), 0.0)] * (widest - len(row))
            where.append([spot for spot, _, _ in row])
            targets.append([known for _, known, _ in row])
            weights.append([weight for _, _, weight in row])
        query = torch.stack(bank)[torch.tensor(where)]
        logits = self.reader.aspects(hidden, mask, query).float()
        weight = torch.tensor(weights)
        losses = -(torch.tensor(targets) * logits.log_softmax(-1)).sum(-1) * weight
        return losses.sum() / weight.sum().clamp(min=1.0)

    @staticmethod
    def spot(bank: list[Tensor], hidden: Tensor, offsets: list[tuple[int, int]], aspect: str | tuple[int, int],
             place: dict[str, int]) -> int | None:  # fmt: skip
        """Give where an aspect's vector stands in the bank; that of a marked span is put there."""
        if isinstance(aspect, str):
            return place[aspect]
        start, end = aspect
        pieces = [i for i, (a, b) in enumerate(offsets) if b > a and a < end and b > start]
        if not pieces:
            return None
        bank.append(hidden[pieces].mean(0))
        return len(bank) - 1

    def of_reviews(self, some: Sequence[Review]) -> Tensor:
        """Give the loss of a batch of reviews."""
        read = self.pieces.encode_batch([text for one in some for text in one.sentences])
        ids, mask = padded([made.ids for made in read])
        hidden, _ = self.reader.encode(ids, mask)
        chosen = {names: self.rng.choice(names) for one in some for names, _ in one.ratings}
        places = {names: at for at, names in enumerate(chosen)}
        query = torch.stack(self.vectors(list(chosen.values()))).to(hidden.dtype)
        chances = self.reader.aspects(hidden, mask, query).float().softmax(-1)
        losses, at = [], 0
        for one in some:
            mine = chances[at : at + len(one.sentences)]
            at += len(one.sentences)
            for names, rating in one.ratings:
                told = mine[:, places[names]]
                losses.append((self.line(told, torch.ones(len(told))) - rating) ** 2)
        return torch.stack(losses).mean()

    def run(self, sentences: list[Sentence], reviews: list[Review], at: Path, share: float = 0.3) -> None:
        """Learn; what is reached after each round stands in the file, and a second run goes on from there."""
        plan = self.plan
        lengths = [len(made.ids) for made in self.pieces.encode_batch([one.text for one in sentences])]
        every = -(-len(sentences) // plan.batch)
        total = plan.epochs * every + 5
        cycle = torch.optim.lr_scheduler.OneCycleLR(self.steps, self.rates, total_steps=total, pct_start=0.1)
        start, first = time.time(), 0
        if at.exists():
            state = torch.load(at, weights_only=False)
            self.reader.load_state_dict(state["reader"])
            self.line.load_state_dict(state["line"])
            self.steps.load_state_dict(state["steps"])
            cycle.load_state_dict(state["cycle"])
            self.rng.setstate(state["random"])
            torch.set_rng_state(state["torch"])
            first = state["epoch"]
        self.reader.train()
        seen, mean = 0, 0.0
        for epoch in range(first, plan.epochs):
            for batch in batches(lengths, plan.batch, self.rng):
                if not plan.refresh or seen % plan.refresh == 0:
                    self.held = {}
                self.turn = seen % 2 == 0
                with torch.autocast("cpu", dtype=torch.bfloat16, enabled=isinstance(self.reader, Deep)):
                    loss = self.of_sentences([sentences[one] for one in batch])
                    if reviews and seen % 4 == 0:
                        loss = loss + 4 * share * self.of_reviews(self.rng.sample(reviews, plan.reviews))
                self.steps.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(self.reader.parameters(), 1.0)
                self.steps.step()
                cycle.step()
                seen += 1
                mean = 0.98 * mean + 0.02 * loss.item()
                if seen % 50 == 0:
                    told = mean / (1 - 0.98**seen)
                    print(f"round {epoch + 1} step {seen} of {every * plan.epochs} loss {told:.3f} "
                          f"{time.time() - start:.0f} s", flush=True)  # fmt: skip
            torch.save({"reader": self.reader.state_dict(), "line": self.line.state_dict(),
                        "steps": self.steps.state_dict(), "cycle": cycle.state_dict(), "epoch": epoch + 1,
                        "random": self.rng.getstate(), "torch": torch.get_rng_state()}, at)  # fmt: skip
        self.reader.eval()
