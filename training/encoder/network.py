"""MiniLM-L6 with two embeddings of our own and a linear head for each task, in PyTorch.

all-MiniLM-L6-v2 (Apache 2.0) gives the weights to start from. Its vocabulary has no capitals, so
letter case and the state of quotation marks come in as learned embeddings that start at zero.
"""

from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from extraction.tagging.schemes import ATTRIBUTION, NAMES
from extraction.tagging.units import Case, Quoted

WIDTH = 384
HEADS = 12
LAYERS = 6
INNER = 1536
VOCABULARY = 30_522
POSITIONS = 512
EPSILON = 1e-12


class Layer(nn.Module):
    """One transformer layer with the norms behind its halves, as in BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.widen, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.attended, self.fed = (nn.LayerNorm(WIDTH, eps=EPSILON) for _ in range(2))

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        """States (batch x pieces x width) in, states out; `mask` is True where a piece stands."""
        batch, pieces, _ = states.shape

        def split(part: nn.Linear) -> Tensor:
            shaped: Tensor = part(states)
            return shaped.view(batch, pieces, HEADS, WIDTH // HEADS).transpose(1, 2)

        mixed = functional.scaled_dot_product_attention(
            split(self.query), split(self.key), split(self.value), attn_mask=mask
        )
        joined = mixed.transpose(1, 2).reshape(batch, pieces, WIDTH)
        states = self.attended(states + self.output(joined))
        result: Tensor = self.fed(states + self.narrow(functional.gelu(self.widen(states))))
        return result


class Encoder(nn.Module):
    """Pieces in, scores of attribution labels and of name labels out."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.cases = nn.Embedding(len(Case), WIDTH)
        self.quoted = nn.Embedding(len(Quoted), WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.attribution = nn.Linear(WIDTH, len(ATTRIBUTION))
        self.names = nn.Linear(WIDTH, len(NAMES))
        self.steps = nn.Parameter(torch.zeros(len(ATTRIBUTION), len(ATTRIBUTION)))
        for embedding in (self.cases, self.quoted):
            nn.init.zeros_(embedding.weight)

    def states(self, pieces: Tensor, cases: Tensor, quoted: Tensor, mask: Tensor | None) -> Tensor:
        """The last layer's states, batch x pieces x width."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        states = self.words(pieces) + self.positions(places)[None]
        states = self.norm(states + self.cases(cases) + self.quoted(quoted))
        attended = None if mask is None else mask[:, None, None, :]
        for layer in self.layers:
            states = layer(states, attended)
        return states

    def forward(
        self, pieces: Tensor, cases: Tensor, quoted: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """Scores for every piece: batch x pieces x labels, of both heads."""
        states = self.states(pieces, cases, quoted, mask)
        return self.attribution(states), self.names(states)


def pretrained(folder: Path) -> Encoder:
    """An encoder with MiniLM's weights from a folder with `model.safetensors`."""
    weights = load_file(folder / "model.safetensors")
    encoder = Encoder()
    embeddings = "embeddings."
    kinds = weights[f"{embeddings}token_type_embeddings.weight"][0]
    renamed = {
        "words.weight": weights[f"{embeddings}word_embeddings.weight"],
        "positions.weight": weights[f"{embeddings}position_embeddings.weight"] + kinds,
        "norm.weight": weights[f"{embeddings}LayerNorm.weight"],
        "norm.bias": weights[f"{embeddings}LayerNorm.bias"],
    }
    places = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "output": "attention.output.dense",
        "attended": "attention.output.LayerNorm",
        "widen": "intermediate.dense",
        "narrow": "output.dense",
        "fed": "output.LayerNorm",
    }
    for number in range(LAYERS):
        for ours, theirs in places.items():
            for kind in ("weight", "bias"):
                source = weights[f"encoder.layer.{number}.{theirs}.{kind}"]
                renamed[f"layers.{number}.{ours}.{kind}"] = source
    missing, unexpected = encoder.load_state_dict(renamed, strict=False)
    own = ("cases.", "quoted.", "attribution.", "names.", "steps")
    assert not unexpected and all(name.startswith(own) for name in missing), missing
    return encoder


def trained(weights: Path) -> Encoder:
    """An encoder with the weights that training left in a file."""
    encoder = Encoder()
    encoder.load_state_dict(torch.load(weights))
    return encoder


class Joined(nn.Module):
    """Encoders of several runs side by side: the mean of their scores is better than each.

    They share their word embeddings, which training leaves as they were.
    """

    def __init__(self, encoders: Sequence[Encoder]) -> None:
        super().__init__()
        for encoder in encoders[1:]:
            encoder.words = encoders[0].words
        self.encoders = nn.ModuleList(encoders)
        self.steps = torch.stack([encoder.steps.detach() for encoder in encoders]).mean(0)

    def forward(self, pieces: Tensor, cases: Tensor, quoted: Tensor) -> tuple[Tensor, Tensor]:
        """Scores for every piece: batch x pieces x labels, of both heads."""
        scores = [encoder(pieces, cases, quoted) for encoder in self.encoders]
        attribution, names = (torch.stack(parts).mean(0) for parts in zip(*scores, strict=True))
        return attribution, names


def path_loss(scores: Tensor, steps: Tensor, gold: Tensor, known: Tensor) -> Tensor:
    """Mean negative log-likelihood a word of the gold paths under a linear-chain CRF.

    `scores` batch x words x labels, `gold` batch x words, `known` True where a word stands; words
    are packed to the left.
    """
    lengths = known.sum(1)
    picked = scores.gather(2, gold.clamp(min=0)[..., None])[..., 0]
    walked = steps[gold[:, :-1].clamp(min=0), gold[:, 1:].clamp(min=0)]
    path = (picked * known).sum(1) + (walked * known[:, 1:]).sum(1)
    forward = scores[:, 0]
    for position in range(1, scores.shape[1]):
        ahead = torch.logsumexp(forward[:, :, None] + steps, dim=1) + scores[:, position]
        forward = torch.where(known[:, position, None], ahead, forward)
    return (torch.logsumexp(forward, dim=1) - path).sum() / lengths.sum()
