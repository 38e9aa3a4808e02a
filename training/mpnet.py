"""MPNet as an encoder for a teacher: BERT's layers with relative positions in their attention.

Its word pieces are BERT's under other numbers, so the rows of its table are put in BERT's order:
teacher and student read the same ids, and their tokens stand at the same places.
"""

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from training.encoder import Embeddings, Layer, Shape

SHAPE = Shape(width=768, heads=12, inner=3072, layers=12, epsilon=1e-5)
BUCKETS = 32
FARTHEST = 128
_FIRST_PLACE = 2
_SHIFT = 4
_MOVED = {0: 1, 101: 0, 102: 2, 103: 30526}
"""BERT's padding, first token, last token and mask, and where MPNet's table has them."""

_RENAMED = {
    "mixed": "attention.attn.o",
    "attention_norm": "attention.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "output_norm": "output.LayerNorm",
}


class RelativeEmbeddings(Embeddings):
    """Embeddings that also hold the bias for the distance between two tokens, for all layers."""

    def __init__(self, shape: Shape) -> None:
        super().__init__(shape)
        self.distances = nn.Embedding(BUCKETS, shape.heads)

    def hidden(self, mask: Tensor) -> Tensor:
        """What is added to attention scores: (batch, heads, tokens, tokens)."""
        places = torch.arange(mask.shape[1], device=mask.device)
        bias: Tensor = self.distances(buckets(places[None, :] - places[:, None]))
        return bias.permute(2, 0, 1)[None] + super().hidden(mask)


def buckets(distance: Tensor) -> Tensor:
    """Number distances (key minus query): one bucket each up to 7, then on a log scale to 128.

    Later keys have the upper half of the buckets, as in T5.
    """
    half, exact = BUCKETS // 2, BUCKETS // 4
    away = distance.abs()
    scale = math.log(FARTHEST / exact)
    far = exact + (torch.log(away.clamp(min=1) / exact) / scale * (half - exact)).long()
    near = torch.where(away < exact, away, far.clamp(max=half - 1))
    return near + half * (distance > 0)


def load_mpnet(folder: Path) -> tuple[Embeddings, nn.ModuleList]:
    """Read embeddings and layers from an MPNet checkpoint in safetensors format."""
    stored = load_file(folder / "model.safetensors")
    words = stored["embeddings.word_embeddings.weight"]
    rows = torch.arange(SHAPE.words) + _SHIFT
    for own, theirs in _MOVED.items():
        rows[own] = theirs
    embeddings = RelativeEmbeddings(SHAPE)
    embeddings.load_state_dict(
        {
            "words.weight": words[rows],
            "positions.weight": stored["embeddings.position_embeddings.weight"][_FIRST_PLACE:],
            "segment": torch.zeros(SHAPE.width),
            "norm.weight": stored["embeddings.LayerNorm.weight"],
            "norm.bias": stored["embeddings.LayerNorm.bias"],
            "distances.weight": stored["encoder.relative_attention_bias.weight"],
        }
    )
    layers = nn.ModuleList(Layer(SHAPE) for _ in range(SHAPE.layers))
    for number, layer in enumerate(layers):
        layer.load_state_dict(_renamed(stored, f"encoder.layer.{number}."))
    return embeddings, layers


def _renamed(stored: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    renamed = {
        f"{own}.{kind}": stored[f"{prefix}{theirs}.{kind}"]
        for own, theirs in _RENAMED.items()
        for kind in ("weight", "bias")
    }
    for kind in ("weight", "bias"):
        parts = [stored[f"{prefix}attention.attn.{p}.{kind}"] for p in ("q", "k", "v")]
        renamed[f"joined.{kind}"] = torch.cat(parts)
    return renamed
