"""Train one tagger: `python -m training.train --corpus FOLDER --seed 1 --out run-1.pt`."""

import argparse
import json
import time
from dataclasses import asdict, fields
from pathlib import Path

import torch

from training.encoders import encoder_folder, load_encoder, load_taggers, load_tokenizer
from training.evaluate import evaluate, predict
from training.examples import examples, read_corpus, split
from training.fit import Recipe, fit
from training.network import Outputs, Tagger, average, build


def main() -> None:
    """Run one training and write the averaged weights of the member."""
    options = _options()
    torch.set_num_threads(options.threads)
    recipe = Recipe(**{f.name: getattr(options, f.name) for f in fields(Recipe)})
    print(json.dumps({"seed": options.seed, **asdict(recipe)}), flush=True)
    tokenizer = load_tokenizer(encoder_folder())
    sentences = read_corpus(options.corpus)
    training, held_out = split(sentences)
    if options.all:
        training = sentences
    tagger = build(*load_encoder(options.mpnet), options.seed)
    if options.start is not None:
        tagger.each()[0].load_state_dict(torch.load(options.start, weights_only=True))
    teacher = None
    if options.teachers:
        taught = [predict(t, training, tokenizer) for t in load_taggers(options.teachers, options.mpnet)]
        teacher = combine(taught)

    def report(epoch: int, averaged: Tagger) -> None:
        if not options.all:
            scores = evaluate(predict(averaged, held_out, tokenizer), held_out, tokenizer)
            print(json.dumps({"epoch": epoch, **asdict(scores)}), flush=True)

    began = time.monotonic()
    averaged = fit(tagger, examples(training, tokenizer), recipe, options.seed, teacher, report)
    print(f"trained in {time.monotonic() - began:.0f} s on {len(training)} sentences", flush=True)
    torch.save(averaged.members[0].state_dict(), options.out)


def combine(outputs: list[list[Outputs]]) -> list[Outputs]:
    """Average several taggers' outputs sentence by sentence."""
    return [average(list(group)) for group in zip(*outputs, strict=True)]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder with train_*.csv")
    parser.add_argument("--out", type=Path, required=True, help="where to write the weights")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--mpnet", type=Path, help="train MPNet, from its checkpoint's folder")
    parser.add_argument("--all", action="store_true", help="train on held-out parts too")
    parser.add_argument("--start", type=Path, help="go on from these trained weights")
    parser.add_argument("--teachers", type=Path, nargs="*", default=[], help="trained weights")
    for field in fields(Recipe):
        default = field.default
        parser.add_argument(
            f"--{field.name.replace('_', '-')}", type=type(default), default=default
        )
    return parser.parse_args()


if __name__ == "__main__":
    main()
