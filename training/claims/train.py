"""Train the claim model: `python -m training.claims.train --corpus CORPUS --out RUN.pt …`."""

import argparse
import json
import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

import torch
from benchmarks.passage_files import FOLDER
from torch import Tensor, nn

from training.claims.evaluate import predict, score
from training.claims.losses import answers, claim_loss
from training.claims.network import ClaimModel
from training.claims.start import load_run, load_teacher, new_model, shrunk
from training.claims.swapped_verbs import Verbs, swapped, verbs_of
from training.claims.taught import asked, taught_loss, unlabelled_texts
from training.claims.texts import Text, corpus_texts, passage_texts
from training.claims.windows import ClaimBatch, batches, drawn
from training.encoders import encoder_folder, load_tokenizer
from training.precision import half_precision

MASK = 103


@dataclass(frozen=True)
class Recipe:
    """Everything that a run depends on besides its data and its seed."""

    epochs: int = 10
    steps: int = 0
    """that the schedule is made for; 0 for as many as the epochs are thought to take"""
    tokens: int = 768
    """of a batch"""
    longest: int = 192
    rate: float = 2e-4
    layer_decay: float = 0.9
    head_rate: float = 1e-3
    weight_decay: float = 0.01
    warm_up: float = 0.1
    masked: float = 0.06
    averaging: float = 0.995
    corpus_share: float = 1.0
    """of the corpus' sentences that are read in an epoch, others in the next"""
    swapped: float = 0.4
    """share of the verbs of effect that give way to others"""
    frozen: int = 0
    """lowest layers that stay as they are"""
    repeats: int = 2
    """how often passages are read in an epoch, in other windows each time"""
    teacher_weight: float = 1.0
    """of the teacher's answers beside the labels"""
    unlabelled_share: float = 1.0
    """of the texts without labels that are read in an epoch, others in the next"""


def main() -> None:
    """Run one training and write the averaged weights; a run that stopped goes on where it was."""
    options = _options()
    torch.set_num_threads(options.threads)
    recipe = Recipe(**{f.name: getattr(options, f.name) for f in fields(Recipe)})
    print(json.dumps({"seed": options.seed, **asdict(recipe)}), flush=True)
    tokenizer = load_tokenizer(encoder_folder())
    development = passage_texts([FOLDER / "development"], tokenizer)
    kept_out = [] if options.all else development[options.fold :: options.folds]
    training = [text for text in development if text not in kept_out]
    training += passage_texts(options.passages, tokenizer)
    corpus = corpus_texts(options.corpus, tokenizer, everything=options.all)
    model = _begun(options)
    for layer in model.layers[: recipe.frozen]:
        layer.requires_grad_(False)
    print(f"{len(training)} passages, {len(corpus)} sentences of the corpus", flush=True)
    lessons = Lessons(training, corpus, verbs_of(tokenizer))
    if options.teacher:
        teacher = load_teacher(options.teacher)
        texts = unlabelled_texts(options.unlabelled, tokenizer) if options.unlabelled else []
        lessons = replace(lessons, teacher=teacher, unlabelled=texts)
    fit(model, lessons, recipe, options, kept_out)


def _begun(options: argparse.Namespace) -> ClaimModel:
    """The model that is trained."""
    if options.start is None:
        return new_model(options.seed, options.tagger, options.mpnet)
    model = load_run(options.start)
    return shrunk(model, options.layers) if options.layers else model


@dataclass(frozen=True)
class Lessons:
    """What is learnt from."""

    passages: Sequence[Text]
    corpus: Sequence[Text]
    verbs: Verbs
    teacher: ClaimModel | None = None
    unlabelled: Sequence[Text] = ()
    """what the teacher alone knows the answers to"""


def fit(
    model: ClaimModel,
    lessons: Lessons,
    recipe: Recipe,
    options: argparse.Namespace,
    kept_out: Sequence[Text],
) -> None:
    """Train in place; after each epoch write what is needed to go on, and the averaged weights."""
    torch.manual_seed(options.seed)
    groups = list(_groups(model, recipe))
    optimizer = torch.optim.AdamW(groups, weight_decay=recipe.weight_decay, fused=True)
    steps = recipe.steps or _steps(lessons, recipe)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, _cosine(steps, recipe.warm_up))
    averaged, taken, first = deepcopy(model), 0, 0
    going = options.out.with_suffix(".going")
    if going.exists():
        taken, first = _resume(going, model, averaged, optimizer, schedule)
    for epoch in range(first, recipe.epochs):
        draw = random.Random(options.seed * 1000 + epoch)  # noqa: S311 - no secrets
        torch.manual_seed(options.seed * 1000 + epoch)
        model.train()
        began, totals = time.monotonic(), torch.zeros(2)
        for batch in _batches(lessons, recipe, draw):
            totals += _step(model, batch, recipe, optimizer, lessons.teacher)
            schedule.step()
            taken += 1
            _follow(averaged, model, min(recipe.averaging, taken / (taken + 10)))
            if taken % 50 == 0:
                print(f"  {taken}/{steps} {totals[0]:.1f} {totals[1]:.1f}", flush=True)
        taught = f"epoch {epoch + 1} {totals[0]:.1f} {totals[1]:.1f}"
        print(f"{taught} {time.monotonic() - began:.0f} s", flush=True)
        parts = {"model": model, "averaged": averaged, "optimizer": optimizer}
        stored = {name: part.state_dict() for name, part in parts.items()}
        stored |= {"schedule": schedule.state_dict(), "taken": taken, "epoch": epoch + 1}
        _write(stored, going)
        _write(averaged.state_dict(), options.out)
        if kept_out:
            print(json.dumps(score(kept_out, predict(averaged, kept_out))), flush=True)


def _write(what: dict[str, Any], path: Path) -> None:
    """Write a file whole or not at all: a run may be stopped at any moment."""
    beside = path.with_suffix(f"{path.suffix}.part")
    torch.save(what, beside)
    beside.replace(path)


def _steps(lessons: Lessons, recipe: Recipe) -> int:
    """Batches of all epochs, which are full to 85 % on average."""
    parts = (
        (recipe.repeats, lessons.passages),
        (recipe.corpus_share, lessons.corpus),
        (recipe.unlabelled_share, lessons.unlabelled),
    )
    pieces = sum(share * len(s.ids) for share, texts in parts for t in texts for s in t.sentences)
    return int(recipe.epochs * pieces / (0.85 * recipe.tokens))


def _resume(
    going: Path,
    model: ClaimModel,
    averaged: ClaimModel,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LambdaLR,
) -> tuple[int, int]:
    """Take up what an epoch left, with the rates asked for now; steps taken and the next epoch."""
    stored: dict[str, Any] = torch.load(going, weights_only=False)
    model.load_state_dict(stored["model"])
    averaged.load_state_dict(stored["averaged"])
    optimizer.load_state_dict(stored["optimizer"])
    rates = schedule.base_lrs
    schedule.load_state_dict(stored["schedule"])
    schedule.base_lrs = rates
    return stored["taken"], stored["epoch"]


def _batches(lessons: Lessons, recipe: Recipe, draw: random.Random) -> list[ClaimBatch]:
    """What an epoch reads, shuffled: some of the corpus, the passages, texts without labels."""
    some = draw.sample(list(lessons.corpus), int(len(lessons.corpus) * recipe.corpus_share))
    windows = drawn(_varied(some, lessons.verbs, recipe, draw), recipe.longest, draw)
    for _ in range(recipe.repeats):
        varied = _varied(lessons.passages, lessons.verbs, recipe, draw)
        windows += drawn(varied, recipe.longest, draw)
    found = list(batches(windows, recipe.tokens, draw))
    others = list(lessons.unlabelled)
    others = draw.sample(others, int(len(others) * recipe.unlabelled_share))
    windows = drawn(others, recipe.longest, draw)
    found += (replace(each, labelled=False) for each in batches(windows, recipe.tokens, draw))
    draw.shuffle(found)
    return found


def _step(
    model: ClaimModel,
    batch: ClaimBatch,
    recipe: Recipe,
    optimizer: torch.optim.Optimizer,
    teacher: ClaimModel | None,
) -> Tensor:
    """Learn from one batch; its losses of (places, attributes)."""
    ids = _masked(batch.ids, recipe.masked)
    with half_precision():
        scores = model(ids, batch.mask, batch.foreign)
    own, losses = answers(model, scores, batch), torch.zeros(2)
    if batch.labelled:
        losses = losses + torch.stack(claim_loss(own, batch))
    if teacher is not None:
        taught = torch.stack(taught_loss(own, asked(teacher, batch), batch))
        losses = losses + recipe.teacher_weight * taught
    torch.autograd.backward(losses.sum())
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad()
    return losses.detach()


def _varied(texts: Sequence[Text], verbs: Verbs, recipe: Recipe, draw: random.Random) -> list[Text]:
    return [swapped(text, verbs, draw, recipe.swapped) for text in texts]


def _masked(ids: Tensor, share: float) -> Tensor:
    """Replace a share of the ordinary pieces by [MASK] (ids below 1000 are special or marks)."""
    return torch.where((torch.rand(ids.shape) < share) & (ids >= 1000), MASK, ids)


def _groups(model: ClaimModel, recipe: Recipe) -> Iterator[dict[str, object]]:
    """Parameter groups: deeper layers learn faster than shallow ones, fresh heads fastest."""
    depth = len(model.layers)
    for number, layer in enumerate(model.layers):
        rate = recipe.rate * recipe.layer_decay ** (depth - 1 - number)
        if number >= recipe.frozen:
            yield {"params": list(layer.parameters()), "lr": rate}
    heads = (
        model.pointing, model.bounds, model.parts, model.links, model.reading, model.pair,
        model.attributes,
    )  # fmt: skip
    fresh = [p for head in heads for p in head.parameters()]
    yield {"params": [*fresh, model.foreign], "lr": recipe.head_rate}


def _cosine(steps: int, warm_up: float) -> Callable[[int], float]:
    def factor(step: int) -> float:
        progress = min(1.0, step / max(1, steps))
        if progress < warm_up:
            return progress / warm_up
        return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * (progress - warm_up) / (1 - warm_up)))

    return factor


@torch.no_grad()
def _follow(averaged: nn.Module, model: nn.Module, keep: float) -> None:
    for old, new in zip(averaged.parameters(), model.parameters(), strict=True):
        if new.requires_grad:
            old.lerp_(new, 1 - keep)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder with train_*.csv")
    parser.add_argument("--passages", type=Path, nargs="*", default=[], help="further folders")
    parser.add_argument("--tagger", type=Path, help="start from the encoder of this tagger.onnx")
    parser.add_argument("--mpnet", type=Path, help="train the larger encoder in this folder")
    parser.add_argument("--start", type=Path, help="go on from this run's weights")
    parser.add_argument("--layers", type=int, nargs="+", help="with these of its layers only")
    parser.add_argument("--teacher", type=Path, help="learn from this run's answers, too")
    parser.add_argument("--unlabelled", type=Path, help="folder of plain texts for the teacher")
    parser.add_argument("--out", type=Path, required=True, help="where to write the weights")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument(
        "--folds", type=int, default=5, help="one passage of development in so many is kept out"
    )
    parser.add_argument("--fold", type=int, default=0, help="which")
    parser.add_argument("--all", action="store_true", help="keep nothing out")
    for field in fields(Recipe):
        name = f"--{field.name.replace('_', '-')}"
        parser.add_argument(name, type=type(field.default), default=field.default)
    return parser.parse_args()


if __name__ == "__main__":
    main()
