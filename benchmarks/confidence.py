"""Whether confidence means what it says: `python -m benchmarks.confidence`.

A proposal is right if it is matched with a labelled claim (see `passage_matches`) and its sign is
right. Prints for each reader, on held-out passages, the share that is right by confidence, the
expected error (mean distance of confidence and share over tenths, weighted by proposals) with a
95 % interval from resampling passages and beside what chance alone gives, and how well confidence
sorts: the chance that a right proposal has more of it than a wrong one. `--svg FILE` draws the
diagram of the last reader.

`--fit` fits the shipped curves again, of all readers or those of `--reader`, on the passages for
tuning or on another `--part`: logistic, one for each way of finding; crossvalidated, isotonic steps
were worse. Of a reader that was trained on these, `--predictions FILE` has the scores from training
without them.
"""

import argparse
import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from benchmarks.confidence_diagram import reliability
from benchmarks.passage_files import read_passages
from benchmarks.passage_matches import outcome_of
from benchmarks.passage_model import PASSAGE_PARTS, Passage
from benchmarks.passage_readings import ReadClaim, read_claims, read_predictions
from benchmarks.passage_scores import RESAMPLES, SEED
from benchmarks.reading_subjects import NAMES
from contention.extraction import confidence
from contention.extraction.combine import CombinedReader, reader_for
from contention.extraction.confidence import UNCHANGED, WORTHWHILE, Curve

RIDGE = 0.001
GRID = np.array([*np.linspace(0.05, 0.95, 19), 0.975, 0.99])
TENTHS = 10
CHANCES = 50
Vector = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
FILE = Path(confidence.__file__).with_name(confidence.FILE)


@dataclass(frozen=True)
class Scored:
    """A proposal's confidence, and whether it is right."""

    passage: int
    found_by: str
    confidence: float
    right: bool


def scored(
    passages: Sequence[Passage], claims: Callable[[Passage], Sequence[ReadClaim]]
) -> list[Scored]:
    """All proposals for passages."""
    found: list[Scored] = []
    for number, passage in enumerate(passages):
        outcome = outcome_of(passage, claims(passage))
        right = {id(pair.read) for pair in outcome.found if pair.sign}
        found += (
            Scored(number, each.found_by, each.confidence, id(each) in right)
            for each in outcome.claims
        )
    return found


def fitted(found: Sequence[Scored]) -> dict[str, Curve]:
    """A curve for each way of finding."""
    by_finding: dict[str, list[Scored]] = defaultdict(list)
    for each in found:
        by_finding[each.found_by].append(each)
    return {name: curve_of(each) for name, each in sorted(by_finding.items())}


def curve_of(found: Sequence[Scored]) -> Curve:
    """A logistic curve of the log-odds of the score (Platt), as points; barely regularised."""
    scores = np.array([each.confidence for each in found])
    right = np.array([each.right for each in found], dtype=float)
    inputs = np.column_stack([np.ones_like(scores), _log_odds(scores)])

    def loss(weights: Vector) -> float:
        logits = inputs @ weights
        return float(np.logaddexp(0, logits).sum() - right @ logits + RIDGE * weights @ weights)

    weights = minimize(loss, np.array([0.0, 1.0]), method="BFGS").x
    shares = 1 / (1 + np.exp(-weights[0] - weights[1] * _log_odds(GRID)))
    return tuple(zip(GRID.round(3).tolist(), shares.round(3).tolist(), strict=True))


def _log_odds(scores: Vector) -> Vector:
    inside = np.clip(scores, 0.01, 0.99)
    return np.log(inside / (1 - inside))


def expected_error(found: Sequence[Scored]) -> float:
    """Mean distance of confidence and share right over tenths, weighted by proposals."""
    total = sum(abs(sure - share) * number for sure, share, number in tenths(found))
    return total / len(found) if found else math.nan


def tenths(found: Sequence[Scored]) -> Iterator[tuple[float, float, int]]:
    """Mean confidence, share right and number of each tenth that has proposals."""
    by_tenth: dict[int, list[Scored]] = defaultdict(list)
    for each in found:
        by_tenth[min(int(each.confidence * TENTHS), TENTHS - 1)].append(each)
    for _, inside in sorted(by_tenth.items()):
        number = len(inside)
        sure = sum(each.confidence for each in inside) / number
        yield sure, sum(each.right for each in inside) / number, number


def interval(found: Sequence[Scored]) -> tuple[float, float]:
    """95 % interval of the expected error, from passages drawn with replacement."""
    size = max((each.passage for each in found), default=0) + 1
    sums = np.zeros((3, size, TENTHS))
    for each in found:
        tenth = min(int(each.confidence * TENTHS), TENTHS - 1)
        sums[:, each.passage, tenth] += (1.0, each.confidence, each.right)
    drawn = np.random.default_rng(SEED).integers(size, size=(RESAMPLES, size))
    numbers, sure, right = (each[drawn].sum(axis=1) for each in sums)
    errors = np.abs(sure - right).sum(axis=1) / numbers.sum(axis=1)
    low, high = np.percentile(errors, (2.5, 97.5))
    return float(low), float(high)


def by_chance(found: Sequence[Scored]) -> float:
    """The expected error if confidence were exact, since so many proposals are drawn by chance."""
    generator = np.random.default_rng(SEED)
    errors = [
        expected_error([
            replace(each, right=bool(drawn < each.confidence))
            for each, drawn in zip(found, generator.random(len(found)), strict=True)
        ])
        for _ in range(CHANCES)
    ]  # fmt: skip
    return sum(errors) / CHANCES


def sorting(found: Sequence[Scored]) -> float:
    """The chance that a right proposal has more confidence than a wrong one; ties count half."""
    right = np.array([each.confidence for each in found if each.right])
    wrong = np.array([each.confidence for each in found if not each.right])
    if not right.size or not wrong.size:
        return math.nan
    above = (right[:, None] > wrong).mean()
    return float(above + (right[:, None] == wrong).mean() / 2)


def lines(title: str, found: Sequence[Scored]) -> Iterator[str]:
    """What is printed about one reader."""
    low, high = interval(found)
    yield (
        f"{title}: {len(found)} proposals, expected error {expected_error(found):.3f} "
        f"({low:.3f}–{high:.3f}; by chance {by_chance(found):.3f}), sorts {sorting(found):.2f}"
    )
    yield "  confidence   proposals   right"
    for sure, share, number in tenths(found):
        yield f"  {sure:10.2f}{number:12}{share:8.2f}"
    kept = [each for each in found if each.confidence >= WORTHWHILE]
    right = sum(each.right for each in kept)
    every = sum(each.right for each in found)
    yield (
        f"  from {WORTHWHILE}: {len(kept)} of {len(found)} proposals, "
        f"{right} of the {every} right ones; {right / max(1, len(kept)):.2f} are right"
    )


def reading(reader: CombinedReader) -> Callable[[Passage], Sequence[ReadClaim]]:
    """What a reader makes of a passage."""
    return lambda passage: read_claims(passage, lambda document: reader.find(document).proposals)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; see above."""
    parser = argparse.ArgumentParser(prog="benchmarks.confidence", description=__doc__)
    parser.add_argument("--fit", action="store_true", help="write the curves of the package")
    parser.add_argument("--reader", action="append", choices=NAMES, help="default: all")
    parser.add_argument("--predictions", type=Path, metavar="FILE", help="scores to fit to")
    parser.add_argument("--svg", type=Path, metavar="FILE", help="draw the last reader's diagram")
    parser.add_argument("--part", choices=PASSAGE_PARTS, default="tuning", help="to fit on")
    options = parser.parse_args(arguments)
    readers = {name: reader_for(name) for name in options.reader or NAMES}
    if options.fit:
        _fit(readers.values(), read_passages(options.part), options.predictions)
        return 0
    passages = read_passages("held_out")
    found: list[Scored] = []
    for name, reader in readers.items():
        found = scored(passages, reading(reader))
        print(*lines(name, found), sep="\n")
    if options.svg is not None:
        title = f"Confidence of {name} on held-out passages"
        options.svg.write_text(reliability(list(tenths(found)), title), encoding="utf-8")
    return 0


def _predicted(
    claims: Mapping[str, Sequence[ReadClaim]],
) -> Callable[[Passage], Sequence[ReadClaim]]:
    return lambda passage: claims[passage.id]


def _fit(
    readers: Iterable[CombinedReader], passages: Sequence[Passage], given: Path | None
) -> None:
    curves = json.loads(FILE.read_text("utf-8")) if FILE.exists() else {}
    for reader in readers:
        if given is None:
            claims = reading(replace(reader, curves=UNCHANGED))
        else:
            claims = _predicted(read_predictions(given, passages))
        curves[reader.name] = fitted(scored(passages, claims))
    FILE.write_text(json.dumps(curves, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
