"""The tagger: an encoder, a causal-or-not head, and a chain of slots, one relation each.

A slot points at six boundaries (first and last token of cause, effect and signal), each a
distribution over tokens; position 0 stands for "no signal". The next slot sees, added to the
states, where the slots before it pointed, so that it can point elsewhere.
"""

from copy import deepcopy
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from training.encoder import HIDDEN, Embeddings, Layer, Shape

SLOTS = 3
BOUNDARIES = 6


@dataclass(frozen=True)
class Outputs:
    """Raw scores: causal (batch,), present (batch, slots), pointers (batch, slots, 6, tokens)."""

    causal: Tensor
    present: Tensor
    pointers: Tensor


class Member(nn.Module):
    """Everything of a tagger above the word embeddings."""

    def __init__(self, layers: nn.ModuleList, shape: Shape) -> None:
        super().__init__()
        self.layers = layers
        self.slot_layer = deepcopy(layers[-1])
        self.slots = nn.Parameter(torch.randn(SLOTS, shape.width) * 0.02)
        self.pointed = nn.Parameter(torch.randn(BOUNDARIES, shape.width) * 0.02)
        self.pointers = nn.Linear(shape.width, BOUNDARIES)
        self.causal = _head(shape, 1)
        self.present = _head(shape, 1)
        self.dropout = nn.Dropout(shape.dropout)

    def forward(self, states: Tensor, mask: Tensor, hidden: Tensor, done: int = 0) -> Outputs:
        """Read tokens (batch, tokens, width); `mask` is 1 for tokens, 0 for padding.

        `done` layers have been gone through already.
        """
        padding = (1.0 - mask) * HIDDEN
        for layer in self.layers[done:]:
            states = layer(states, hidden)
        causal = self.causal(_summary(states, mask)).squeeze(-1)
        pointers, present = [], []
        for slot in range(SLOTS):
            states = self.slot_layer(states + self.slots[slot], hidden)
            scores = self.pointers(self.dropout(states)).transpose(1, 2) + padding[:, None, :]
            pointers.append(scores)
            present.append(self.present(_summary(states, mask)).squeeze(-1))
            states = states + torch.softmax(scores, -1).transpose(1, 2) @ self.pointed
        return Outputs(causal, torch.stack(present, 1), torch.stack(pointers, 1))


class Tagger(nn.Module):
    """Embeddings, and the first `shared` layers, shared by members that are averaged."""

    def __init__(self, embeddings: Embeddings, members: list[Member], shared: int = 0) -> None:
        super().__init__()
        self.embeddings = embeddings
        self.members = nn.ModuleList(members)
        self.shared = shared

    def each(self) -> list[Member]:
        """Return the members with their type."""
        return [member for member in self.members if isinstance(member, Member)]

    def forward(self, ids: Tensor, mask: Tensor) -> Outputs:
        """Score a batch of token ids (batch, tokens)."""
        states = self.embeddings(ids)
        hidden = self.embeddings.hidden(mask)
        for layer in self.each()[0].layers[: self.shared]:
            states = layer(states, hidden)
        outputs = [member(states, mask, hidden, self.shared) for member in self.each()]
        if len(outputs) == 1:
            return outputs[0]
        return average(outputs)


def average(outputs: list[Outputs]) -> Outputs:
    """Average members: scores of the two heads, probabilities of the pointers."""
    pointers = torch.stack([torch.softmax(o.pointers, -1) for o in outputs]).mean(0)
    return Outputs(
        torch.stack([o.causal for o in outputs]).mean(0),
        torch.stack([o.present for o in outputs]).mean(0),
        torch.log(pointers + 1e-9),
    )


def share(member: Member, first: Member, shared: int) -> None:
    """Give a member the lowest layers of another and keep them as they are."""
    for own, other in zip(member.layers[:shared], first.layers[:shared], strict=True):
        own.load_state_dict(other.state_dict())
        for parameter in own.parameters():
            parameter.requires_grad_(False)


def build(embeddings: Embeddings, layers: nn.ModuleList, shape: Shape, seed: int) -> Tagger:
    """Put fresh heads, drawn from `seed`, on a pretrained encoder; the embeddings stay fixed."""
    torch.manual_seed(seed)
    for parameter in embeddings.parameters():
        parameter.requires_grad_(False)
    return Tagger(embeddings, [Member(deepcopy(layers), shape)])


def _head(shape: Shape, outputs: int) -> nn.Module:
    return nn.Sequential(
        nn.Dropout(shape.dropout),
        nn.Linear(2 * shape.width, shape.width),
        nn.Tanh(),
        nn.Dropout(shape.dropout),
        nn.Linear(shape.width, outputs),
    )


def _summary(states: Tensor, mask: Tensor) -> Tensor:
    """First token and mean over tokens, (batch, 2 * width)."""
    weights = mask[:, :, None]
    mean = (states * weights).sum(1) / weights.sum(1)
    return torch.cat([states[:, 0], mean], -1)


__all__ = [
    "BOUNDARIES", "SLOTS", "Layer", "Member", "Outputs", "Tagger", "average", "build", "share"
]  # fmt: skip
