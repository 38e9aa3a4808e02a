"""Proposed merges on labelled pairs of factor names: `python -m benchmarks.merges`.

A proposal is right where the pair is labelled as it is proposed: the same, or the opposite.
Precision is the share of proposals that are right, recall the share of the pairs labelled same or
opposite that are proposed and right. Beside that: how many pairs of the worked cases' own factors,
which their coders keep apart, would be proposed.
"""

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path
from typing import Literal

import yaml

from contention.case.load import load_case
from contention.coding.merges import pairs
from contention.coding.merges.pairs import compare
from contention.extraction.naming.title_words import name_of, proper_words
from contention.extraction.naming.vectors import Vectors

FOLDER = Path(__file__).parent / "data" / "factor_names"
CASES = Path(__file__).parent.parent / "cases"
HALVES = ("development", "held_out")
THRESHOLDS = tuple(hundredths / 100 for hundredths in range(34, 92, 3))
EMBEDDINGS_ALONE = 0.37
"""Cosine from which embeddings alone say that two names are the same; see `--tune`."""

Label = Literal["same", "opposite", "different"]
Judge = Callable[[str, str], Label]


@dataclass(frozen=True)
class Pair:
    """Two names and what a careful person says of them."""

    id: str
    label: Label
    first: str
    second: str


@dataclass(frozen=True)
class Score:
    """How the proposals of one way fare on one half."""

    way: str
    half: str
    pairs: int
    proposed: int
    right: int
    wanted: int
    turned_wrongly: int
    """proposed with the other label of same and opposite"""

    @property
    def precision(self) -> float:
        """Right among the proposed; 1 where nothing is proposed."""
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        """Right among the wanted."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        total = self.proposed + self.wanted
        return 2 * self.right / total if total else 1.0


def read_pairs(half: str, folder: Path = FOLDER) -> tuple[Pair, ...]:
    """The labelled pairs of one half, in the order of the file."""
    entries = yaml.safe_load((folder / f"{half}.yaml").read_text("utf-8"))
    return tuple(Pair(**entry) for entry in entries)


def ways(vectors: Vectors) -> Mapping[str, Judge]:
    """Each way to compare two names."""
    return {
        "words": lambda one, two: _label(one, two, None),
        "embeddings": lambda one, two: (
            "same" if whole(one, two, vectors) >= EMBEDDINGS_ALONE else "different"
        ),
        "both": lambda one, two: _label(one, two, vectors),
    }


def _label(one: str, two: str, vectors: Vectors | None) -> Label:
    found = compare(one, two, vectors)
    if found is None:
        return "different"
    return "opposite" if found.turned else "same"


def whole(one: str, two: str, vectors: Vectors) -> float:
    """Cosine of two whole names."""
    return vectors.likeness(*([word.text for word in name_of(each).words] for each in (one, two)))


def score(way: str, half: str, labelled: Sequence[Pair], judge: Judge) -> Score:
    """What one way makes of labelled pairs."""
    said = [(pair.label, judge(pair.first, pair.second)) for pair in labelled]
    proposed = [(label, found) for label, found in said if found != "different"]
    return Score(
        way,
        half,
        len(labelled),
        len(proposed),
        sum(label == found for label, found in proposed),
        sum(label != "different" for label, _ in said),
        sum("different" != label != found for label, found in proposed),
    )


def kept_apart(case: Path, vectors: Vectors | None) -> tuple[int, int]:
    """Proposals among the factors of a worked case, and how many pairs there are."""
    loaded, problems = load_case(case)
    if loaded is None:
        raise SystemExit("\n".join(map(str, problems)))
    titles = [factor.title for factor in loaded.factors.values()]
    proper = proper_words(titles)
    every = list(combinations(titles, 2))
    return sum(compare(*pair, vectors, proper) is not None for pair in every), len(every)


def tuned(vectors: Vectors) -> list[str]:
    """Figures of the development half by threshold: of embeddings alone, then of both."""
    half = read_pairs("development")
    lines = ["embeddings alone, cosine from which names are the same:"]
    for least in THRESHOLDS:

        def judge(one: str, two: str, least: float = least) -> Label:
            return "same" if whole(one, two, vectors) >= least else "different"

        found = score("embeddings", "development", half, judge)
        lines.append(f"  {least:.2f}  precision {found.precision:.3f}  F1 {found.f1:.3f}")
    lines.append("both, likeness of embeddings from which names are proposed:")
    shipped = pairs.LEAST_EMBEDDINGS
    for least in THRESHOLDS:
        pairs.LEAST_EMBEDDINGS = least
        found = score("both", "development", half, ways(vectors)["both"])
        apart = sum(kept_apart(case, vectors)[0] for case in worked_cases())
        lines.append(
            f"  {least:.2f}  precision {found.precision:.3f}  F1 {found.f1:.3f}  "
            f"of factors kept apart {apart}"
        )
    pairs.LEAST_EMBEDDINGS = shipped
    return lines


def worked_cases() -> list[Path]:
    """The cases that ship with the project."""
    return [case for case in sorted(CASES.iterdir()) if (case / "case.yaml").is_file()]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures of every way on both halves."""
    parser = argparse.ArgumentParser(prog="benchmarks.merges", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument(
        "--tune", action="store_true", help="figures by threshold, development half only"
    )
    parser.add_argument(
        "--errors", action="store_true", help="list development pairs that are labelled otherwise"
    )
    options = parser.parse_args(arguments)
    vectors = Vectors.load()
    if options.tune:
        print("\n".join(tuned(vectors)))
        return
    found = [
        score(way, half, read_pairs(half), judge)
        for half in HALVES
        for way, judge in ways(vectors).items()
    ]
    apart = {
        case.name: {way: kept_apart(case, v) for way, v in (("words", None), ("both", vectors))}
        for case in worked_cases()
    }
    if options.json:
        scores = [
            asdict(s) | {"precision": s.precision, "recall": s.recall, "f1": s.f1} for s in found
        ]
        print(json.dumps({"scores": scores, "kept_apart": apart}, indent=1))
    else:
        print(_table(found, apart))
    if options.errors:
        print("\n".join(_errors(ways(vectors)["both"])))


def _table(found: Sequence[Score], apart: Mapping[str, Mapping[str, tuple[int, int]]]) -> str:
    lines = [f"{'':14}{'way':12}{'proposed':>9}{'precision':>11}{'recall':>8}{'f1':>7}"]
    lines += [
        f"{s.half:14}{s.way:12}{s.proposed:>9}{s.precision:>11.3f}{s.recall:>8.3f}{s.f1:>7.3f}"
        for s in found
    ]
    for case, counts in apart.items():
        said = "; ".join(f"{way} {proposed}" for way, (proposed, _) in counts.items())
        pairs = next(iter(counts.values()))[1]
        lines.append(f"{case}: of {pairs} pairs of its factors, proposed by {said}")
    return "\n".join(lines)


def _errors(judge: Judge) -> list[str]:
    """Development pairs only: the held-out half is not for looking at."""
    return [
        f"{pair.id} {pair.label}, proposed as {found}: {pair.first} | {pair.second}"
        for pair in read_pairs("development")
        if (found := judge(pair.first, pair.second)) != pair.label
    ]


if __name__ == "__main__":
    main()
