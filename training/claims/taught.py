"""What a pupil learns from a larger model's answers, on texts with labels and without."""

from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from contention.documents.segmentation import sentences
from training.claims.losses import (
    ATTRIBUTE_WEIGHTS,
    PAIR_WEIGHT,
    POSSIBLE,
    ROLE_WEIGHTS,
    Answers,
    Tables,
    answers,
)
from training.claims.network import ClaimModel
from training.claims.pairs import Labelled, attribute_scores, labelled, link_scores, pair_states
from training.claims.texts import Pieces, Text
from training.claims.windows import ClaimBatch
from training.precision import half_precision

LIKELY = 0.1
"""what a pair is at least, by the teacher, for its attributes to count"""
SPANS_OF_ONE = 0.3
"""weight of a likely pair: several pairs of spans stand for one claim"""
SHORTEST, LONGEST_SENTENCE = 5, 120
"""pieces"""


def asked(teacher: ClaimModel, batch: ClaimBatch) -> Answers:
    """What a teacher says."""
    with torch.no_grad():
        with half_precision():
            scores = teacher(batch.ids, batch.mask, batch.foreign)
        return answers(teacher, scores, batch)


def taught_loss(pupil: Answers, teacher: Answers, batch: ClaimBatch) -> tuple[Tensor, Tensor]:
    """How far the pupil's spans, and its pairs, are from the teacher's."""
    spans = _span_loss(pupil.table, teacher.table)
    total, count = torch.zeros(()), 0
    for row, (one, two) in enumerate(zip(pupil.found, teacher.found, strict=True)):
        where = batch.windows[row]
        both = ([*one[0], *two[0]], [*one[1], *two[1]])
        given = labelled(where, [], both)
        if len(given.pairs):
            total = total + _pair_loss(pupil, teacher, batch, row, given)
            count += len(where.sentences)
    return spans, PAIR_WEIGHT * total / max(count, 1)


def _span_loss(own: Tables, told: Tables) -> Tensor:
    possible = told.scores > POSSIBLE
    each = functional.binary_cross_entropy_with_logits(
        own.scores, torch.sigmoid(told.scores), reduction="none"
    )
    by_role = each.masked_fill(~possible, 0.0).sum((2, 3))
    return (by_role * torch.tensor(ROLE_WEIGHTS)).sum(1).mean()


def _pair_loss(
    pupil: Answers, teacher: Answers, batch: ClaimBatch, row: int, given: Labelled
) -> Tensor:
    """Of one window: whether each pair is a claim, and what kind of claim a likely one is."""
    where = batch.windows[row]
    with torch.no_grad():
        told = pair_states(teacher.scores, row, where, given.pairs)
        chance = torch.sigmoid(link_scores(teacher.model, told))
    own = pair_states(pupil.scores, row, where, given.pairs)
    weight = torch.where(chance > LIKELY, SPANS_OF_ONE, 1.0)
    loss = functional.binary_cross_entropy_with_logits(
        link_scores(pupil.model, own), chance, weight=weight, reduction="sum"
    )
    kept = np.flatnonzero(chance.numpy() > LIKELY)
    if not len(kept):
        return loss
    share = SPANS_OF_ONE * chance[torch.from_numpy(kept)]
    with torch.no_grad():
        right = attribute_scores(teacher.model, teacher.scores, row, where, told, kept)
    read = attribute_scores(pupil.model, pupil.scores, row, where, own, kept)
    for scores, target, each in zip(read, right, ATTRIBUTE_WEIGHTS, strict=True):
        far = functional.cross_entropy(scores, target.softmax(-1), reduction="none")
        loss = loss + each * (far * share).sum()
    return loss


def unlabelled_texts(folder: Path, tokenizer: Tokenizer) -> list[Text]:
    """Plain texts, one a file, as runs of sentences of a usual length."""
    found: list[Text] = []
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text("utf-8")
        kept = [text[a:b] for a, b in sentences(text, [(0, len(text))])]
        pieces = Pieces(tokenizer, [" ".join(each.split()) for each in kept])
        usual = tuple(s for s in pieces.sentences if SHORTEST <= len(s.ids) <= LONGEST_SENTENCE)
        if len(usual) > 1:
            found.append(Text(path.stem, usual, (), target=True))
    return found
