"""Let teachers label sentences and their variants: `python -m training.label --corpus FOLDER …`.

Writes one file for each seed of variants (0 for the sentences themselves), to be read by
`training.train --labels`. Held-out sentences have files of their own (`--held-out`), and their
variants are made of held-out sentences only, so that a run without them sees no word of theirs.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import torch

from training.augment import variants, words_of
from training.encoders import encoder_folder, load_encoder, load_taggers, load_tokenizer
from training.evaluate import predict
from training.examples import ABSENT, Example, examples, read_corpus, split
from training.network import BOUNDARIES, SLOTS, Outputs, average


@dataclass(frozen=True)
class Labelled:
    """Sentences as ids, and what the teachers say of each."""

    ids: list[tuple[int, ...]]
    outputs: list[Outputs]

    def save(self, path: Path) -> None:
        """Write in half precision."""
        tensors = [(o.causal.half(), o.present.half(), o.pointers.half()) for o in self.outputs]
        torch.save({"ids": [list(ids) for ids in self.ids], "outputs": tensors}, path)

    @classmethod
    def load(cls, path: Path) -> "Labelled":
        """Read what `save` wrote."""
        stored = torch.load(path, weights_only=True)
        outputs = [Outputs(*(t.float() for t in tensors)) for tensors in stored["outputs"]]
        return cls([tuple(ids) for ids in stored["ids"]], outputs)

    def examples(self) -> list[Example]:
        """The sentences without annotation."""
        blank = ((ABSENT,) * BOUNDARIES,) * SLOTS
        return [Example(ids, 0.0, blank, labelled=False) for ids in self.ids]


def ask(groups: list[list[Outputs]]) -> list[Outputs]:
    """Average several teachers' outputs sentence by sentence."""
    return [average(list(group)) for group in zip(*groups, strict=True)]


def numbered(path: Path, seed: int) -> Path:
    """The file for the variants of one seed."""
    return path.with_name(f"{path.name}-{seed}.pt")


def _said_before(path: Path, items: list[Example]) -> list[Outputs]:
    before = Labelled.load(path)
    if before.ids != [item.ids for item in items]:
        raise ValueError(f"{path} labels other sentences")
    return before.outputs


def main() -> None:
    """Label what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--teachers", type=Path, nargs="*", default=[])
    parser.add_argument("--mpnet", type=Path, help="folder of MPNet, if one of them is one")
    parser.add_argument(
        "--beside", type=Path, nargs="*", default=[],
        help="files BESIDE-SEED.pt of other teachers, each counting as one more teacher",
    )  # fmt: skip
    parser.add_argument("--held-out", action="store_true", help="the held-out sentences")
    parser.add_argument("--seeds", type=int, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True, help="files are OUT-SEED.pt")
    options = parser.parse_args()
    torch.set_num_threads(1)
    tokenizer = load_tokenizer(encoder_folder())
    sentences = split(read_corpus(options.corpus))[options.held_out]
    items = examples(sentences, tokenizer)
    words = words_of(tokenizer, load_encoder(None)[0].words.weight)
    teachers = load_taggers(options.teachers, options.mpnet)
    for seed in options.seeds:
        chosen = variants(items, words, seed) if seed else items
        said = [predict(teacher, chosen) for teacher in teachers]
        said += [_said_before(numbered(beside, seed), chosen) for beside in options.beside]
        outputs = ask(said)
        path = numbered(options.out, seed)
        Labelled([item.ids for item in chosen], outputs).save(path)
        print(f"{path}: {len(chosen)} sentences", flush=True)


if __name__ == "__main__":
    main()
