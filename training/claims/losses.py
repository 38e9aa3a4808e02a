"""What the claim model is trained to minimise."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from contention.extraction.model.claim_layout import (
    CAUSE,
    EFFECT,
    LONGEST_SPAN,
    POINTER,
)
from training.claims.network import ClaimModel, TokenScores
from training.claims.pairs import Spans, attribute_scores, labelled, link_scores, pair_states
from training.claims.windows import ClaimBatch, PlacedClaim, Window, allowed, placed_claims

CANDIDATES = 5
"""spans of a sentence and role that are paired besides the labelled ones"""
ROLE_WEIGHTS = (1.0, 1.0, 0.4, 0.4, 0.2)
ATTRIBUTE_WEIGHTS = (3.0, 1.5, 0.4, 0.6, 0.3)
PAIR_WEIGHT = 0.5
_NEVER = -1e4
POSSIBLE = _NEVER / 2
"""what the score of a span that may be one is above"""


@dataclass(frozen=True)
class Tables:
    """Scores of the spans of each sentence of a batch, (sentences, roles, pieces, pieces)."""

    scores: Tensor
    """very low where no span may be"""
    rows: Tensor
    """window of each sentence"""
    starts: Tensor
    """where each sentence begins in its window"""


def tables(scores: TokenScores, batch: ClaimBatch) -> Tables:
    """Score every span that may be one."""
    rows, starts, masks = [], [], []
    longest = max(len(s.text.sentences[s.number].ids) for w in batch.windows for s in w.sentences)
    for row, where in enumerate(batch.windows):
        begin, end = allowed(where)
        for each in where.sentences:
            size = len(each.text.sentences[each.number].ids)
            mask = np.zeros((longest, longest), np.bool_)
            piece = slice(each.start, each.start + size)
            mask[:size, :size] = begin[piece, None] & end[None, piece]
            rows.append(row)
            starts.append(each.start)
            masks.append(mask)
    reach = np.arange(longest)[None, :] - np.arange(longest)[:, None]
    good = np.stack(masks) & (reach >= 0) & (reach < LONGEST_SPAN)
    row, start = torch.tensor(rows), torch.tensor(starts)
    inside = (start[:, None] + torch.arange(longest)).clamp(max=batch.ids.shape[1] - 1)
    query, key, bounds = (
        each[row[:, None], inside] for each in (scores.queries, scores.keys, scores.bounds)
    )
    table = torch.einsum("sird,sjrd->srij", query, key)
    table = table + bounds[..., 0].transpose(1, 2)[..., None]
    table = table + bounds[..., 1].transpose(1, 2)[..., None, :]
    return Tables(table.masked_fill(~torch.from_numpy(good)[:, None], _NEVER), row, start)


def span_loss(table: Tables, batch: ClaimBatch, claims: Sequence[Sequence[PlacedClaim]]) -> Tensor:
    """Zero-bounded multi-label loss (Su et al., 2022) by sentence and role."""
    right = torch.zeros_like(table.scores, dtype=torch.bool)
    unsure = torch.zeros_like(right)
    place = {(r, s): i for i, (r, s) in enumerate(zip(table.rows.tolist(), table.starts.tolist(),
                                                      strict=True))}  # fmt: skip
    for row, (where, own) in enumerate(zip(batch.windows, claims, strict=True)):
        starts = [s.start for s in where.sentences]

        def mark(what: Tensor, role: int, span: tuple[int, int], row: int = row,
                 starts: list[int] = starts) -> None:  # fmt: skip
            start = max(s for s in starts if s <= span[0])
            what[place[row, start], role, span[0] - start, span[1] - start] = True

        for claim in own:
            for role, spans in ((CAUSE, claim.cause), (EFFECT, claim.effect)):
                for number, span in enumerate(spans):
                    mark(unsure if number else right, role, span)
                pointer = claim.pointers[role]
                if pointer is not None:
                    mark(right, role, pointer)
                    mark(right, POINTER, pointer)
            for role, span in claim.others:
                mark(right, role, span)
    scores = table.scores.flatten(2)
    possible = scores > POSSIBLE
    right, unsure = right.flatten(2) & possible, unsure.flatten(2)
    zero = torch.zeros_like(scores[..., :1])
    positive = torch.cat([zero, (-scores).masked_fill(~right, _NEVER)], -1).logsumexp(-1)
    negative = torch.cat([zero, scores.masked_fill(right | unsure, _NEVER)], -1).logsumexp(-1)
    weights = torch.tensor(ROLE_WEIGHTS)
    return ((positive + negative) * weights).sum(1).mean()


@torch.no_grad()
def candidates(table: Tables, windows: Sequence[Window]) -> list[tuple[Spans, Spans]]:
    """The likeliest spans of each sentence, by window."""
    found: list[tuple[Spans, Spans]] = [([], []) for _ in windows]
    size = table.scores.shape[-1]
    best, places = table.scores[:, :2].flatten(2).topk(min(CANDIDATES, size * size), -1)
    for sentence, (row, start) in enumerate(
        zip(table.rows.tolist(), table.starts.tolist(), strict=True)
    ):
        for role in (CAUSE, EFFECT):
            for score, at in zip(best[sentence, role].tolist(), places[sentence, role].tolist(),
                                 strict=True):  # fmt: skip
                if score > max(POSSIBLE, -6.0):
                    found[row][role].append((start + at // size, start + at % size))
    return found


@dataclass(frozen=True)
class Answers:
    """What one model says of a batch."""

    model: ClaimModel
    scores: TokenScores
    table: Tables
    found: list[tuple[Spans, Spans]]
    """its likeliest spans, by window"""


def answers(model: ClaimModel, scores: TokenScores, batch: ClaimBatch) -> Answers:
    """From scores of pieces to spans."""
    table = tables(scores, batch)
    return Answers(model, scores, table, candidates(table, batch.windows))


def claim_loss(own: Answers, batch: ClaimBatch) -> tuple[Tensor, Tensor]:
    """Losses of spans and of pairs of one batch."""
    model, scores = own.model, own.scores
    claims = [placed_claims(each) for each in batch.windows]
    spans = span_loss(own.table, batch, claims)
    link, attributes, total = torch.zeros(()), torch.zeros(()), 0
    for row, found in enumerate(own.found):
        where, stated = batch.windows[row], claims[row]
        given = labelled(where, stated, found)
        if not len(given.pairs):
            continue
        states = pair_states(scores, row, where, given.pairs)
        said = link_scores(model, states)
        total += len(where.sentences)
        claim = torch.from_numpy(given.claim)
        counts = torch.bincount(claim.clamp(min=0)[claim >= 0], minlength=len(stated) or 1)
        share = (1.0 / counts.clamp(min=1).sqrt())[claim.clamp(min=0)]
        right = (claim >= 0).float()
        weights = torch.where(claim >= 0, share, (claim == -1).float())
        each = functional.binary_cross_entropy_with_logits(said, right, reduction="none")
        link = link + (each * weights).sum()
        kept = np.flatnonzero(given.claim >= 0)
        if len(kept):
            read = attribute_scores(model, scores, row, where, states, kept)
            attributes = attributes + _attributes(read, claim[kept], stated, share[kept])
    return spans, PAIR_WEIGHT * (link + attributes) / max(total, 1)


def _attributes(
    read: Sequence[Tensor], claim: Tensor, own: Sequence[PlacedClaim], share: Tensor
) -> Tensor:
    gold = torch.tensor([each.attributes for each in own])[claim]
    total = torch.zeros(())
    for number, scores in enumerate(read):
        loss = functional.cross_entropy(
            scores, gold[:, number], ignore_index=-1, reduction="none", label_smoothing=0.02
        )
        total = total + ATTRIBUTE_WEIGHTS[number] * (loss * share).sum()
    return total
