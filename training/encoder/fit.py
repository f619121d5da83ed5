"""Fine-tuning the encoder on both tasks at once."""

import math
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import monotonic

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from extraction.tagging.wordpieces import WordPieces
from training.batching import batches_of
from training.encoder.examples import IGNORED, Example
from training.encoder.network import LAYERS, Encoder, path_loss

BATCH = 8
RATE = 1.5e-4
HEAD_RATE = 1e-3
LAYER_DECAY = 0.9
WARM_UP = 0.06
MASKED = 0.05
AVERAGING = 0.998
NAMES_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows side by side; `places` and labels are words packed to the left."""

    pieces: Tensor
    cases: Tensor
    quoted: Tensor
    mask: Tensor
    places: Tensor
    attribution: Tensor
    names: Tensor


def collate(examples: Sequence[Example]) -> Batch:
    """Pad some windows to one shape."""

    def padded(rows: Sequence[Sequence[int]], filler: int) -> Tensor:
        longest = max(map(len, rows))
        return torch.tensor([[*row, *[filler] * (longest - len(row))] for row in rows])

    pieces = padded([example.window.pieces for example in examples], IGNORED)
    return Batch(
        pieces.clamp(min=0),
        padded([example.window.cases for example in examples], 0),
        padded([example.window.quoted for example in examples], 0),
        pieces != IGNORED,
        padded([example.window.places for example in examples], 0),
        padded([example.attribution for example in examples], IGNORED),
        padded([example.names for example in examples], IGNORED),
    )


def batches(examples: list[Example], random: Random) -> Iterator[Batch]:
    """Shuffled batches of windows of about the same length."""
    lengths = [len(example.window.pieces) for example in examples]
    for group in batches_of(lengths, BATCH, random):
        yield collate([examples[i] for i in group])


def loss_of(encoder: Encoder, batch: Batch, vocabulary: WordPieces) -> tuple[Tensor, Tensor]:
    """Losses of both heads; a share of the pieces is hidden from the encoder."""
    hidden = torch.rand(batch.pieces.shape) < MASKED
    hidden &= batch.pieces != vocabulary.separator
    hidden &= batch.pieces != vocabulary.first
    pieces = batch.pieces.masked_fill(hidden, vocabulary.mask)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        attribution, names = encoder(pieces, batch.cases, batch.quoted, batch.mask)
    attribution, names = (
        _at_words(scores.float(), batch.places) for scores in (attribution, names)
    )
    zero = attribution.sum() * 0.0
    said = named = zero
    rows = (batch.attribution != IGNORED).any(1)
    if rows.any():
        scores, gold = attribution[rows], batch.attribution[rows]
        each = functional.cross_entropy(scores.transpose(1, 2), gold, ignore_index=IGNORED)
        said = 0.5 * each + 0.5 * path_loss(scores, encoder.steps, gold, gold != IGNORED)
    if (batch.names != IGNORED).any():
        named = functional.cross_entropy(names.transpose(1, 2), batch.names, ignore_index=IGNORED)
    return said, named


def _at_words(scores: Tensor, places: Tensor) -> Tensor:
    return scores.gather(1, places[..., None].expand(-1, -1, scores.shape[2]))


def _groups(encoder: Encoder) -> list[dict[str, object]]:
    """Parameters with their learning rates: heads fast, lower layers slow, words not at all."""
    encoder.words.weight.requires_grad_(False)
    rates: dict[float, list[Tensor]] = {}
    for name, parameter in encoder.named_parameters():
        if not parameter.requires_grad:
            continue
        depth = int(name.split(".")[1]) if name.startswith("layers.") else -1
        rate = RATE * LAYER_DECAY ** (LAYERS - 1 - depth)
        if name.startswith(("attribution.", "names.", "cases.", "quoted.")):
            rate = HEAD_RATE
        elif name == "steps":
            rate = 5 * HEAD_RATE
        rates.setdefault(rate, []).append(parameter)
    return [{"params": parameters, "lr": rate} for rate, parameters in rates.items()]


def fit(
    encoder: Encoder,
    epochs: Sequence[list[Example]],
    vocabulary: WordPieces,
    folder: Path,
    seed: int,
) -> Encoder:
    """Train on one list of examples an epoch; the running average of the weights.

    After every epoch `folder` holds the average as `epoch-N.pt`.
    """
    torch.manual_seed(seed)
    random = Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    optimizer = torch.optim.AdamW(_groups(encoder), weight_decay=0.01, fused=True)
    total = sum(math.ceil(len(examples) / BATCH) for examples in epochs)
    warm = max(1, int(WARM_UP * total))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, (total - step) / (total - warm))
    )
    average = deepcopy(encoder)
    step = 0
    for number, examples in enumerate(epochs, start=1):
        encoder.train()
        losses = np.zeros(2)
        started = monotonic()
        for batch in batches(examples, random):
            said, named = loss_of(encoder, batch, vocabulary)
            (said + NAMES_WEIGHT * named).backward()
            torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            schedule.step()
            step += 1
            losses += (float(said.detach()), float(named.detach()))
            keep = min(AVERAGING, step / (step + 10))
            with torch.no_grad():
                for ours, theirs in zip(average.parameters(), encoder.parameters(), strict=True):
                    if theirs.requires_grad:
                        ours.lerp_(theirs, 1 - keep)
            if step % 50 == 0:
                print(
                    f"epoch {number} step {step}/{total} attribution {losses[0] / 50:.4f}"
                    f" names {losses[1] / 50:.4f} {monotonic() - started:.0f} s",
                    flush=True,
                )
                losses[:] = 0
        partial = folder / "epoch.partial"
        torch.save(average.state_dict(), partial)
        partial.replace(folder / f"epoch-{number}.pt")
    return average
