"""A sentence encoder of few layers, in PyTorch; it begins as some layers of its teacher."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.encoder.network import EPSILON, POSITIONS, VOCABULARY, WIDTH, Encoder, Layer

KEPT = (0, 2, 5)
"""Which layers of its teacher a student begins as."""


class SentenceEncoder(nn.Module):
    """Pieces in, one embedding of length 1 a text out."""

    def __init__(self, layers: int = len(KEPT)) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))

    @classmethod
    def of(cls, encoder: Encoder, kept: Sequence[int] = KEPT) -> "SentenceEncoder":
        """A copy of an encoder's embeddings and of some of its layers, without its heads."""
        weights = encoder.state_dict()
        own = cls(len(kept))
        state = {name: value for name, value in weights.items() if name in own.state_dict()}
        for number, layer in enumerate(kept):
            prefix = f"layers.{layer}."
            for name, value in weights.items():
                if name.startswith(prefix):
                    state[f"layers.{number}.{name.removeprefix(prefix)}"] = value
        own.load_state_dict(state)
        return own

    def forward(self, pieces: Tensor, mask: Tensor | None = None) -> Tensor:
        """Pieces and where they stand, batch x pieces; embeddings, batch x width."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        states = self.norm(self.words(pieces) + self.positions(places)[None])
        attended = None if mask is None else mask[:, None, None, :]
        for layer in self.layers:
            states = layer(states, attended)
        if mask is None:
            mean = states.mean(1)
        else:
            mean = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        return functional.normalize(mean, dim=1)
