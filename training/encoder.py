"""The BERT encoder, written out so that it exports to ONNX without another library."""

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

HIDDEN = -1e4

_RENAMED = {
    "mixed": "attention.output.dense",
    "attention_norm": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "output_norm": "output.LayerNorm",
}


@dataclass(frozen=True)
class Shape:
    """Sizes of the encoder; the defaults are those of MiniLM-L6."""

    width: int = 384
    heads: int = 12
    inner: int = 1536
    layers: int = 6
    words: int = 30522
    positions: int = 512
    dropout: float = 0.1
    epsilon: float = 1e-12


class Layer(nn.Module):
    """One transformer layer with the norm after each half, as in BERT."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.attention_dropout = shape.dropout
        """without it, attention is several times as fast on a processor"""
        self.joined = nn.Linear(shape.width, 3 * shape.width)
        self.mixed = nn.Linear(shape.width, shape.width)
        self.attention_norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.inner = nn.Linear(shape.width, shape.inner)
        self.outer = nn.Linear(shape.inner, shape.width)
        self.output_norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.dropout = nn.Dropout(shape.dropout)

    def forward(self, states: Tensor, hidden: Tensor) -> Tensor:
        """Map (batch, tokens, width); `hidden` is added to attention scores (see Embeddings)."""
        batch, tokens, width = states.shape
        joined = self.joined(states).view(batch, tokens, 3, self.heads, width // self.heads)
        query, key, value = joined.permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(
            query, key, value, attn_mask=hidden.to(query.dtype),
            dropout_p=self.attention_dropout if self.training else 0.0,
        )  # fmt: skip
        return self.finish(states, mixed.transpose(1, 2).reshape(batch, tokens, width))

    def finish(self, states: Tensor, mixed: Tensor) -> Tensor:
        """What follows attention: `mixed` are the values that it has mixed."""
        states = self.attention_norm(states + self.dropout(self.mixed(mixed)))
        inner = self.outer(functional.gelu(self.inner(states)))
        normed: Tensor = self.output_norm(states + self.dropout(inner))
        return normed


class Embeddings(nn.Module):
    """Words, positions and the (single) segment, added and normed."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.words, shape.width)
        self.positions = nn.Embedding(shape.positions, shape.width)
        self.segment = nn.Parameter(torch.zeros(shape.width))
        self.norm = nn.LayerNorm(shape.width, eps=shape.epsilon)

    def forward(self, ids: Tensor) -> Tensor:
        """Map (batch, tokens) ids to (batch, tokens, width)."""
        places = torch.arange(ids.shape[1], device=ids.device)
        states: Tensor = self.norm(self.words(ids) + self.positions(places) + self.segment)
        return states

    def hidden(self, mask: Tensor) -> Tensor:
        """What is added to attention scores: (batch, 1, 1, tokens), very negative at padding."""
        return ((1.0 - mask) * HIDDEN)[:, None, None, :]


def load_pretrained(folder: Path, shape: Shape) -> tuple[Embeddings, nn.ModuleList]:
    """Read embeddings and layers from a BERT checkpoint in safetensors format."""
    stored = load_file(folder / "model.safetensors")
    embeddings = Embeddings(shape)
    embeddings.load_state_dict(
        {
            "words.weight": stored["embeddings.word_embeddings.weight"],
            "positions.weight": stored["embeddings.position_embeddings.weight"],
            "segment": stored["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": stored["embeddings.LayerNorm.weight"],
            "norm.bias": stored["embeddings.LayerNorm.bias"],
        }
    )
    layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
    for number, layer in enumerate(layers):
        layer.load_state_dict(_renamed(stored, f"encoder.layer.{number}."))
    return embeddings, layers


def _renamed(stored: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    """One layer's weights under our names, with query, key and value in one matrix."""
    renamed = {
        f"{own}.{kind}": stored[f"{prefix}{theirs}.{kind}"]
        for own, theirs in _RENAMED.items()
        for kind in ("weight", "bias")
    }
    for kind in ("weight", "bias"):
        parts = [stored[f"{prefix}attention.self.{p}.{kind}"] for p in ("query", "key", "value")]
        renamed[f"joined.{kind}"] = torch.cat(parts)
    return renamed
