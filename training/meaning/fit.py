"""Teaching a student the embeddings of its teacher."""

import math
from collections.abc import Sequence
from pathlib import Path
from random import Random
from time import monotonic

import torch
from torch import Tensor

from training.batching import batches_of
from training.meaning.student import SentenceEncoder

BATCH = 64
RATE = 4e-4
WARM_UP = 0.05
RELATIONS = 5.0
"""What the likeness between the texts of a batch counts beside the embeddings themselves."""


def padded(rows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Pieces side by side, and where they stand; both batch x longest."""
    longest = max(map(len, rows))
    pieces = torch.tensor([[*row, *[0] * (longest - len(row))] for row in rows])
    lengths = torch.tensor([len(row) for row in rows])
    return pieces, torch.arange(longest)[None] < lengths[:, None]


def embed(encoder: SentenceEncoder, rows: Sequence[Sequence[int]]) -> Tensor:
    """Embeddings of many texts, texts x width, in half precision to save memory."""
    encoder.eval()
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    found = torch.zeros(len(rows), encoder.words.embedding_dim, dtype=torch.float16)
    with torch.inference_mode():
        for start in range(0, len(order), BATCH):
            some = order[start : start + BATCH]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                vectors = encoder(*padded([rows[i] for i in some]))
            found[some] = vectors.to(torch.float16)
            if start // BATCH % 200 == 0:
                print(f"teacher: {start}/{len(order)}", flush=True)
    return found.clone()


def fit(
    student: SentenceEncoder,
    rows: Sequence[Sequence[int]],
    taught: Tensor,
    folder: Path,
    *,
    epochs: int,
    seed: int,
) -> SentenceEncoder:
    """Train on texts and their teacher's embeddings; each epoch is left as `epoch-N.pt`."""
    torch.manual_seed(seed)
    random = Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    student.words.weight.requires_grad_(False)
    learning = [parameter for parameter in student.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(learning, lr=RATE, weight_decay=0.01, fused=True)
    total = epochs * math.ceil(len(rows) / BATCH)
    warm = max(1, int(WARM_UP * total))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, (total - step) / (total - warm))
    )
    step, started, losses = 0, monotonic(), 0.0
    for number in range(1, epochs + 1):
        student.train()
        for some in batches_of([len(row) for row in rows], BATCH, random):
            pieces, mask = padded([rows[i] for i in some])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                given = student(pieces, mask)
            loss = loss_of(given.float(), taught[some].float())
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learning, 1.0)
            optimizer.step()
            optimizer.zero_grad()
            schedule.step()
            step += 1
            losses += float(loss.detach())
            if step % 100 == 0:
                print(
                    f"epoch {number} step {step}/{total} loss {losses / 100:.4f}"
                    f" {monotonic() - started:.0f} s",
                    flush=True,
                )
                losses = 0.0
        partial = folder / "epoch.partial"
        torch.save(student.state_dict(), partial)
        partial.replace(folder / f"epoch-{number}.pt")
    return student


def loss_of(given: Tensor, taught: Tensor) -> Tensor:
    """How far embeddings, and the likenesses between them, are from their teacher's."""
    own = 1 - (given * taught).sum(1).mean()
    between = (given @ given.T - taught @ taught.T).square().mean()
    return own + RELATIONS * between
