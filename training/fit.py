"""One training run: AdamW with layer-wise rates, averaged weights, masked tokens."""

import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from training.examples import MASK, Batch, Example, batches
from training.losses import gold_loss, labelled_rows, rows, teacher_loss
from training.network import Outputs, Tagger
from training.precision import half_precision


@dataclass(frozen=True)
class Lesson:
    """Sentences for one epoch, and what a teacher says of each, if there is one."""

    items: Sequence[Example]
    teacher: Sequence[Outputs] | None = None


@dataclass(frozen=True)
class Recipe:
    """Everything that a run depends on besides its data and its seed."""

    epochs: int = 8
    batch: int = 24
    rate: float = 1.5e-4
    layer_decay: float = 0.85
    head_rate: float = 5e-4
    weight_decay: float = 0.01
    warm_up: float = 0.1
    smoothing: float = 0.02
    label_smoothing: float = 0.0
    pointer_weight: float = 1.5
    masked: float = 0.08
    averaging: float = 0.99
    teacher_weight: float = 0.7


def fit(
    tagger: Tagger,
    course: Sequence[Lesson],
    recipe: Recipe,
    seed: int,
    report: Callable[[int, Tagger], None] | None = None,
) -> Tagger:
    """Train in place and return the copy with averaged weights.

    Each epoch takes the next lesson of the course, from the first again after the last.
    `report` is called after each epoch with its number and the averaged tagger.
    """
    torch.manual_seed(seed)
    generator = random.Random(seed)  # noqa: S311 - shuffling, not secrets
    optimizer = torch.optim.AdamW(list(_groups(tagger, recipe)), weight_decay=recipe.weight_decay)
    lessons = [course[epoch % len(course)] for epoch in range(recipe.epochs)]
    steps = sum(math.ceil(len(lesson.items) / recipe.batch) for lesson in lessons)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, _cosine(steps, recipe.warm_up))
    averaged, taken = deepcopy(tagger), 0
    for epoch, lesson in enumerate(lessons):
        tagger.train()
        began, total = time.monotonic(), 0.0
        for batch in batches(lesson.items, recipe.batch, generator):
            total += _step(tagger, batch, recipe, generator, lesson.teacher, optimizer)
            schedule.step()
            taken += 1
            _follow(averaged, tagger, min(recipe.averaging, taken / (taken + 10)))
        print(f"epoch {epoch + 1} loss {total:.2f} {time.monotonic() - began:.0f} s", flush=True)
        if report is not None:
            report(epoch + 1, averaged)
    return averaged


def _step(
    tagger: Tagger,
    batch: Batch,
    recipe: Recipe,
    generator: random.Random,
    teacher: Sequence[Outputs] | None,
    optimizer: torch.optim.Optimizer,
) -> float:
    ids = _mask_tokens(batch.ids, recipe.masked, generator)
    with half_precision():
        outputs = tagger(ids, batch.mask)
    outputs = Outputs(outputs.causal.float(), outputs.present.float(), outputs.pointers.float())
    loss = _loss(outputs, batch, recipe, teacher)
    torch.autograd.backward(loss)
    nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad()
    return float(loss.detach())


def _loss(
    outputs: Outputs, batch: Batch, recipe: Recipe, teacher: Sequence[Outputs] | None
) -> Tensor:
    """Loss against the annotation, the teacher or both; variants know the teacher only."""
    gold = torch.zeros(())
    if batch.labelled.any():
        gold = gold_loss(
            rows(outputs, batch.labelled),
            labelled_rows(batch),
            recipe.smoothing,
            recipe.pointer_weight,
            recipe.label_smoothing,
        )
    if teacher is None:
        return gold
    soft = teacher_loss(outputs, _gather(teacher, batch), recipe.pointer_weight)
    share = (1 - recipe.teacher_weight) * batch.labelled.float().mean()
    return share * gold + (1 - share) * soft


def _mask_tokens(ids: Tensor, share: float, generator: random.Random) -> Tensor:
    """Replace a share of the ordinary tokens by [MASK] (ids below 1000 are special or marks)."""
    if share <= 0:
        return ids
    draws = torch.tensor([[generator.random() for _ in row] for row in ids])
    return torch.where((draws < share) & (ids >= 1000), MASK, ids)


def _gather(teacher: Sequence[Outputs], batch: Batch) -> Outputs:
    chosen = [teacher[place] for place in batch.places]
    length = batch.ids.shape[1]
    pointers = [
        nn.functional.pad(o.pointers, (0, length - o.pointers.shape[-1]), value=-1e4)
        for o in chosen
    ]
    return Outputs(
        torch.cat([o.causal for o in chosen]),
        torch.cat([o.present for o in chosen]),
        torch.cat(pointers),
    )


def _groups(tagger: Tagger, recipe: Recipe) -> Iterator[dict[str, object]]:
    """Parameter groups: deeper layers learn faster than shallow ones, fresh heads fastest."""
    for member in tagger.each():
        depth = len(member.layers)
        for number, layer in enumerate(member.layers):
            rate = recipe.rate * recipe.layer_decay ** (depth - 1 - number)
            learning = [p for p in layer.parameters() if p.requires_grad]
            if learning:
                yield {"params": learning, "lr": rate}
        yield {"params": list(member.slot_layer.parameters()), "lr": recipe.rate}
        heads = [member.pointers, member.causal, member.present]
        fresh = [p for head in heads for p in head.parameters()]
        yield {"params": [*fresh, member.slots, member.pointed], "lr": recipe.head_rate}


def _cosine(steps: int, warm_up: float) -> Callable[[int], float]:
    def factor(step: int) -> float:
        progress = step / max(1, steps)
        if progress < warm_up:
            return progress / warm_up
        return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * (progress - warm_up) / (1 - warm_up)))

    return factor


@torch.no_grad()
def _follow(averaged: Tagger, tagger: Tagger, keep: float) -> None:
    for old, new in zip(averaged.parameters(), tagger.parameters(), strict=True):
        if new.requires_grad:
            old.lerp_(new, 1 - keep)
