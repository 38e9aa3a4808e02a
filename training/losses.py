"""What the tagger is trained to minimise."""

import torch
from torch import Tensor
from torch.nn import functional

from training.examples import Batch
from training.network import Outputs


def gold_loss(
    outputs: Outputs,
    batch: Batch,
    smoothing: float,
    pointer_weight: float,
    label_smoothing: float = 0.0,
) -> Tensor:
    """Loss against the annotation: causal or not, slots filled, and boundaries of the filled.

    `smoothing` is for the boundaries, `label_smoothing` for the two yes-or-no questions.
    """
    present = (batch.targets[:, :, 0] >= 0).float()
    causal = _binary(outputs.causal, batch.causal, label_smoothing)
    slots = _binary(outputs.present, present, label_smoothing)
    log_probabilities = torch.log_softmax(outputs.pointers.float(), -1)
    kept = batch.targets >= 0
    if not kept.any():
        return causal + slots
    picked = log_probabilities.gather(-1, batch.targets.clamp(min=0)[..., None]).squeeze(-1)
    real = batch.mask[:, None, None, :]
    spread = (log_probabilities * real).sum(-1) / real.sum(-1)
    pointer = -((1 - smoothing) * picked + smoothing * spread)[kept].mean()
    return causal + slots + pointer_weight * pointer


def rows(outputs: Outputs, kept: Tensor) -> Outputs:
    """Outputs of the kept rows of a batch."""
    return Outputs(outputs.causal[kept], outputs.present[kept], outputs.pointers[kept])


def labelled_rows(batch: Batch) -> Batch:
    """The annotated rows of a batch."""
    kept = batch.labelled
    places = tuple(place for place, own in zip(batch.places, kept.tolist(), strict=True) if own)
    return Batch(
        batch.ids[kept], batch.mask[kept], batch.causal[kept], batch.targets[kept],
        kept[kept], places,
    )  # fmt: skip


def _binary(scores: Tensor, targets: Tensor, smoothing: float) -> Tensor:
    softened = targets * (1 - 2 * smoothing) + smoothing
    return functional.binary_cross_entropy_with_logits(scores, softened)


def teacher_loss(outputs: Outputs, teacher: Outputs, pointer_weight: float) -> Tensor:
    """Cross-entropy against a teacher's probabilities, slots weighted by how sure it is of them."""
    filled = torch.sigmoid(teacher.present)
    causal = functional.binary_cross_entropy_with_logits(
        outputs.causal, torch.sigmoid(teacher.causal)
    )
    slots = functional.binary_cross_entropy_with_logits(outputs.present, filled)
    probabilities = torch.softmax(teacher.pointers, -1)
    log_probabilities = torch.log_softmax(outputs.pointers.float(), -1)
    pointer = -(probabilities * log_probabilities).sum(-1).mean(-1)
    return causal + slots + pointer_weight * (pointer * filled).sum() / filled.sum()
