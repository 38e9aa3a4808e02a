"""Checks and measures labelled passages: `python -m benchmarks.passages [FILE…]`.

Prints every fault of the files (all passages by default) and statistics of their sentences and
claims; exit status 1 if there are faults. `--strip DIR` writes copies without labels instead, for
somebody who labels the same sentences without having seen the first labels.
"""

import argparse
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.passage_files import FOLDER, checked_passage, passage_paths, stripped
from benchmarks.passage_model import PASSAGE_HALVES, Passage

LONG, SHORT = 30, 8


@dataclass(frozen=True)
class PassageFigures:
    """Statistics of passages; lengths in words, shares of all sentences."""

    passages: int
    sentences: int
    claims: int
    median_words: float
    long: float
    """share of sentences above 30 words"""
    longest: int
    short: float
    """share of sentences up to 8 words"""
    without_claims: float
    kinds: Counter[str]
    stances: Counter[str]

    @property
    def claims_per_sentence(self) -> float:
        """Mean over all sentences."""
        return self.claims / self.sentences


def figures_of(passages: Sequence[Passage]) -> PassageFigures:
    """The statistics of one or more passages together."""
    lengths = [len(sentence.split()) for passage in passages for sentence in passage.sentences]
    claims = [claim for passage in passages for claim in passage.claims]
    stating = {(passage.id, claim.sentence) for passage in passages for claim in passage.claims}
    return PassageFigures(
        passages=len(passages),
        sentences=len(lengths),
        claims=len(claims),
        median_words=statistics.median(lengths),
        long=sum(length > LONG for length in lengths) / len(lengths),
        longest=max(lengths),
        short=sum(length <= SHORT for length in lengths) / len(lengths),
        without_claims=1 - len(stating) / len(lengths),
        kinds=Counter(claim.kind for claim in claims),
        stances=Counter(claim.stance for claim in claims),
    )


def lines(title: str, figures: PassageFigures) -> list[str]:
    """What is printed about one or more passages."""
    kinds = ", ".join(f"{kind} {count}" for kind, count in figures.kinds.most_common())
    stances = ", ".join(f"{stance} {count}" for stance, count in figures.stances.most_common())
    return [
        f"{title}: {figures.sentences} sentences, {figures.claims} claims, "
        f"{figures.claims_per_sentence:.2f} a sentence, {figures.without_claims:.0%} without",
        f"  words: median {figures.median_words:g}, above {LONG} {figures.long:.0%}, "
        f"up to {SHORT} {figures.short:.0%}, longest {figures.longest}",
        f"  kinds: {kinds}",
        f"  stances: {stances}",
    ]


def check(paths: Sequence[Path]) -> int:
    """Print faults and statistics; 1 if there are faults."""
    passages: list[Passage] = []
    status = 0
    for path in paths:
        passage, faults = checked_passage(path)
        for fault in faults:
            print(fault)
            status = 1
        if passage is not None:
            passages.append(passage)
            print("\n".join(lines(passage.id, figures_of([passage]))))
    if len(passages) > 1:
        print("\n".join(lines(f"all {len(passages)}", figures_of(passages))))
    return status


def strip(paths: Sequence[Path], folder: Path) -> int:
    """Write the passages without labels into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in paths:
        (folder / path.name).write_text(stripped(path), encoding="utf-8")
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; see above."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--strip", type=Path, metavar="DIR", help="write copies without labels")
    given = parser.parse_args(arguments)
    paths = given.files or [path for half in PASSAGE_HALVES for path in passage_paths(half, FOLDER)]
    return check(paths) if given.strip is None else strip(paths, given.strip)


if __name__ == "__main__":
    raise SystemExit(main())
