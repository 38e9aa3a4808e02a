"""The claim model: an encoder, scores of spans by role, and what a pair of spans states.

Spans: Su et al., *Global Pointer* (2022), with rotary positions (Su et al., 2021): the score of a
span is the product of a query at its first and a key at its last piece, plus a score for each
boundary. Pairs: sums of projections of the ends' boundaries, of the words between and of the
sentence, through two layers; for its attributes, a pair looks at the pieces of its sentence.
"""

from dataclasses import dataclass, fields

import torch
from torch import Tensor, nn

from contention.extraction.model.claim_layout import (
    ATTRIBUTES,
    GAZES,
    PARTS,
    PLACES,
    REGIONS,
    ROLES,
)
from training.encoder import Embeddings, Shape

POINTING = 48
"""width of queries and keys"""
LINKING = 64
HIDDEN_PAIR = 192


@dataclass(frozen=True)
class TokenScores:
    """Of each piece: (batch, pieces, …)."""

    queries: Tensor
    """(…, roles, POINTING), turned by position"""
    keys: Tensor
    bounds: Tensor
    """(…, roles, 2): of beginning and ending a span"""
    parts: Tensor
    """(…, PARTS, HIDDEN_PAIR): addends of a pair's state"""
    links: Tensor
    """(…, 4, LINKING): cause's boundaries, effect's boundaries"""
    reading: Tensor
    """(…, 2, HIDDEN_PAIR): keys and values of what pairs look at"""


class PairHead(nn.Module):
    """From a pair's summed state to whether it is a claim."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.places = nn.Embedding(PLACES, HIDDEN_PAIR)
        self.middle = nn.Linear(HIDDEN_PAIR, HIDDEN_PAIR)
        self.out = nn.Linear(HIDDEN_PAIR, 1)
        self.dropout = nn.Dropout(dropout)
        nn.init.normal_(self.places.weight, std=0.02)
        with torch.no_grad():
            self.out.bias[0] = -4.0

    def forward(self, summed: Tensor, places: Tensor, products: Tensor) -> Tensor:
        """Scores (pairs,) of summed parts, place classes and products of links."""
        state = self.dropout(torch.relu(summed + self.places(places)))
        scores: Tensor = self.out(self.dropout(torch.relu(self.middle(state))))
        return scores[:, 0] + products


class AttributeHead(nn.Module):
    """From a pair's state and what it looks at to the claim's attributes."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query = nn.Linear(HIDDEN_PAIR, HIDDEN_PAIR)
        self.regions = nn.Embedding(REGIONS, HIDDEN_PAIR)
        self.middle = nn.Linear(2 * HIDDEN_PAIR, HIDDEN_PAIR)
        self.out = nn.Linear(HIDDEN_PAIR, sum(map(len, ATTRIBUTES)))
        self.dropout = nn.Dropout(dropout)
        nn.init.normal_(self.regions.weight, std=0.1)

    def forward(self, state: Tensor, reading: Tensor, region: Tensor, seen: Tensor) -> Tensor:
        """Scores (pairs, attributes).

        `state` is (pairs, HIDDEN_PAIR), `reading` (pieces, 2, HIDDEN_PAIR), `region` and `seen`
        (pieces of the window beside each pair) are (pairs, pieces).
        """
        width = HIDDEN_PAIR // GAZES
        query = self.query(state).unflatten(-1, (GAZES, width))
        keys, values = (reading[:, i].unflatten(-1, (GAZES, width)) for i in range(2))
        scores = torch.einsum("phw,nhw->phn", query, keys)
        beside = torch.einsum(
            "phw,rhw->phr", query, self.regions.weight.unflatten(-1, (GAZES, width))
        )
        scores = scores + beside.gather(2, region[:, None].expand(-1, GAZES, -1))
        scores = (scores / width**0.5).masked_fill(~seen[:, None], -1e4)
        mixed = torch.einsum("phn,nhw->phw", scores.softmax(-1), values).flatten(1)
        both = self.dropout(torch.cat([state, mixed], -1))
        found: Tensor = self.out(self.dropout(torch.relu(self.middle(both))))
        return found


class ClaimModel(nn.Module):
    """Everything: embeddings (fixed), layers, projections, and the pair head."""

    def __init__(self, embeddings: Embeddings, layers: nn.ModuleList, shape: Shape) -> None:
        super().__init__()
        self.embeddings = embeddings
        self.layers = layers
        self.pointing = nn.Linear(shape.width, len(ROLES) * 2 * POINTING)
        self.bounds = nn.Linear(shape.width, len(ROLES) * 2)
        self.parts = nn.Linear(shape.width, PARTS * HIDDEN_PAIR)
        self.links = nn.Linear(shape.width, 4 * LINKING)
        self.reading = nn.Linear(shape.width, 2 * HIDDEN_PAIR)
        self.pair = PairHead(0.2)
        self.attributes = AttributeHead(0.2)
        self.foreign = nn.Parameter(torch.zeros(shape.width))
        self.dropout = nn.Dropout(shape.dropout)
        for parameter in self.embeddings.parameters():
            parameter.requires_grad_(False)
        with torch.no_grad():
            self.bounds.bias.fill_(-1.0)

    def forward(self, ids: Tensor, mask: Tensor, foreign: Tensor | None = None) -> TokenScores:
        """Score a batch of ids (batch, pieces).

        `foreign` (batch,) is 1 for windows of the corpus, which is labelled by other habits: they
        get a vector of their own, so that nothing but that has to learn the difference.
        """
        states = self.embeddings(ids)
        if foreign is not None:
            states = states + foreign[:, None, None] * self.foreign
        hidden = self.embeddings.hidden(mask)
        for layer in self.layers:
            states = layer(states, hidden)
        scores = self.heads(self.dropout(states))
        return TokenScores(*(getattr(scores, each.name).float() for each in fields(scores)))

    def heads(self, states: Tensor) -> TokenScores:
        """Project states (batch, pieces, width)."""
        batch, pieces, _ = states.shape
        both = self.pointing(states).view(batch, pieces, len(ROLES), 2, POINTING)
        turned = rotated(both)
        return TokenScores(
            turned[:, :, :, 0] / POINTING**0.5,
            turned[:, :, :, 1],
            self.bounds(states).view(batch, pieces, len(ROLES), 2),
            self.parts(states).view(batch, pieces, PARTS, HIDDEN_PAIR),
            self.links(states).view(batch, pieces, 4, LINKING) / LINKING**0.25,
            self.reading(states).view(batch, pieces, 2, HIDDEN_PAIR),
        )


def rotated(both: Tensor) -> Tensor:
    """Turn (batch, pieces, roles, 2, POINTING) by position, halves as pairs."""
    half = POINTING // 2
    rates = 10_000.0 ** (-torch.arange(half, dtype=torch.float32) / half)
    places = torch.arange(both.shape[1], dtype=torch.float32)
    angles = (places[:, None] * rates)[:, None, None, :]
    cosine, sine = torch.cos(angles), torch.sin(angles)
    one, two = both[..., :half], both[..., half:]
    return torch.cat([one * cosine - two * sine, one * sine + two * cosine], -1)
