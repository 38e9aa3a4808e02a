"""Train one tagger: `python -m training.train --corpus FOLDER --seed 1 --out run-1.pt`."""

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path

import torch

from training.encoders import encoder_folder, load_encoder, load_taggers, load_tokenizer
from training.evaluate import evaluate, predict
from training.examples import Example, examples, read_corpus, split
from training.fit import Lesson, Recipe, fit
from training.label import Labelled
from training.network import Tagger, build, share


def main() -> None:
    """Run one training and write the averaged weights of the member."""
    options = _options()
    torch.set_num_threads(options.threads)
    recipe = Recipe(**{f.name: getattr(options, f.name) for f in fields(Recipe)})
    print(json.dumps({"seed": options.seed, **asdict(recipe)}), flush=True)
    tokenizer = load_tokenizer(encoder_folder())
    training, held_out = split(read_corpus(options.corpus))
    if options.all:
        training = [*training, *held_out]
    tagger = build(*load_encoder(options.mpnet), options.seed)
    if options.start is not None:
        tagger.each()[0].load_state_dict(torch.load(options.start, weights_only=True))
    if options.beside is not None:
        share(tagger.each()[0], load_taggers([options.beside])[0].each()[0], options.shared)

    def report(epoch: int, averaged: Tagger) -> None:
        if not options.all:
            outputs = predict(averaged, examples(held_out, tokenizer))
            scores = evaluate(outputs, held_out, tokenizer)
            print(json.dumps({"epoch": epoch, **asdict(scores)}), flush=True)

    began = time.monotonic()
    course = lessons(examples(training, tokenizer), options.labels)
    averaged = fit(tagger, course, recipe, options.seed, report)
    print(f"trained in {time.monotonic() - began:.0f} s on {len(training)} sentences", flush=True)
    torch.save(averaged.members[0].state_dict(), options.out)


def lessons(items: Sequence[Example], labels: Sequence[Sequence[Path]]) -> list[Lesson]:
    """Sentences with what the teachers say of them, and each time other variants of them.

    `labels` names files of `training.label`: first those of the sentences themselves, in order,
    then those of the variants for the first epoch, the second and so on. Raises ValueError where
    the first hold other sentences than `items`.
    """
    if not labels:
        return [Lesson(items)]
    own, *others = (_joined([Labelled.load(path) for path in paths]) for paths in labels)
    if own.ids != [item.ids for item in items]:
        raise ValueError(f"{labels[0]} labels other sentences than are trained on")
    if not others:
        return [Lesson(items, own.outputs)]
    return [Lesson([*items, *other.examples()], [*own.outputs, *other.outputs]) for other in others]


def _joined(parts: Sequence[Labelled]) -> Labelled:
    return Labelled([i for p in parts for i in p.ids], [o for p in parts for o in p.outputs])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder with train_*.csv")
    parser.add_argument("--out", type=Path, required=True, help="where to write the weights")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--all", action="store_true", help="train on held-out parts too")
    parser.add_argument("--start", type=Path, help="go on from these trained weights")
    parser.add_argument("--beside", type=Path, help="share the lowest layers of these weights")
    parser.add_argument("--shared", type=int, default=3, help="how many layers --beside shares")
    parser.add_argument("--mpnet", type=Path, help="train MPNet, from its checkpoint's folder")
    parser.add_argument(
        "--labels", type=Path, nargs="+", action="append", default=[],
        help="what teachers say: once for the sentences, then for variants, epoch by epoch",
    )  # fmt: skip
    for field in fields(Recipe):
        default = field.default
        parser.add_argument(
            f"--{field.name.replace('_', '-')}", type=type(default), default=default
        )
    return parser.parse_args()


if __name__ == "__main__":
    main()
