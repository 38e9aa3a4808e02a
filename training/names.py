"""Fit what evidence weighs when mentions are put together and pronouns led back.

    python -m training.names            # fit on all passages and write naming/weights.json
    python -m training.names --check    # cross-validated figures on the development passages

Two logistic regressions on the passages that may be trained on, by Newton's method with a ridge:
of pairs of mentions (one quantity or not), and of pronouns with what stands before them.
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from benchmarks.passage_files import read_passage, read_passages
from benchmarks.passage_model import Passage
from benchmarks.passage_names import (
    given_claims,
    measured,
    name_near,
    names_at,
    said_for,
)
from benchmarks.passage_readings import document_of
from numpy.typing import NDArray
from scipy.optimize import minimize

from contention.documents.document import ReadDocument
from contention.extraction.naming import antecedents, likeness
from contention.extraction.naming.antecedents import Candidates, evidence, points
from contention.extraction.naming.likeness import compared
from contention.extraction.naming.mentions import mention_of, mentions_of
from contention.extraction.naming.settle import settled, surroundings_of
from contention.extraction.naming.trained import WEIGHTS, Weighing
from contention.extraction.proposals import Proposal

Matrix = NDArray[np.float64]
Rows = list[tuple[dict[str, float], bool]]
RIDGE = 3.0
FOLDS = 5
MORE = Path(__file__).parent / "passages"


@dataclass(frozen=True)
class Examples:
    """What one passage teaches."""

    likeness: Rows
    antecedents: tuple[Rows, ...]
    """the candidates for each pronoun"""


def examples(passage: Passage) -> Examples:
    """Every pair of mentions that is compared, and every candidate for a pronoun."""
    document = document_of(passage)
    claims = given_claims(passage, document)
    mentions = mentions_of(document, claims)
    names = names_at(passage, document)
    pairs = [
        (found, names[mentions[one].place] == names[mentions[two].place])
        for one, two, found in compared(mentions, surroundings_of(document, claims, mentions))
    ]
    return Examples(pairs, tuple(_pointers(passage, document)))


def _pointers(passage: Passage, document: ReadDocument) -> Iterator[Rows]:
    claims = given_claims(passage, document, pointing=True)
    known, names = Candidates(document, claims), names_at(passage, document)
    for claim, proposal in zip(passage.claims, claims, strict=True):
        for role, end in zip(("cause", "effect"), claim.ends, strict=True):
            phrase = getattr(proposal, role)
            if said_for(passage, claim, end) is None or not points(document, phrase):
                continue
            pointer = mention_of(document, phrase)
            other = proposal.effect if role == "cause" else proposal.cause
            found = list(known.before(pointer, (other.start, other.end)))
            right = [name_near(each.mention.place, names) == end.name for each in found]
            if any(right):
                yield [
                    (dict(evidence(pointer, each, rank, role)), fits)
                    for rank, (each, fits) in enumerate(zip(found, right, strict=True))
                ]
                known.remember(found[right.index(True)], pointer)


def fit(rows: Rows, features: Sequence[str], steps: int = 30) -> Weighing:
    """Weights of the features, and the constant."""
    x = np.array([[row[key] for key in features] for row, _ in rows], float)
    y = np.array([same for _, same in rows], float)
    scale = np.where(x.std(0) > 0, x.std(0), 1.0)
    design = np.hstack([(x - x.mean(0)) / scale, np.ones((len(x), 1))])
    weights = np.zeros(design.shape[1])
    ridge = np.diag([RIDGE] * x.shape[1] + [0.0])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (p - y) + ridge @ weights
        curve = (design * (p * (1 - p))[:, None]).T @ design + ridge
        weights = weights - np.linalg.solve(curve, slope)
    raw = weights[:-1] / scale
    by = {key: round(float(value), 4) for key, value in zip(features, raw, strict=True)}
    return Weighing(by, round(float(weights[-1] - raw @ x.mean(0)), 4))


def fit_choice(sets: Sequence[Rows], features: Sequence[str]) -> Weighing:
    """Weights by which the right one of each set is chosen: a conditional logit."""
    tables = [np.array([[row[key] for key in features] for row, _ in rows]) for rows in sets]
    right = [np.array([fits for _, fits in rows]) for rows in sets]
    scale = np.concatenate(tables).std(0)
    scale[scale == 0] = 1.0

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        total, slope = RIDGE / 2 * float(weights @ weights), RIDGE * weights
        for table, fits in zip(tables, right, strict=True):
            x = table / scale
            odds = np.exp(x @ weights - (x @ weights).max())
            of_all, of_right = odds / odds.sum(), odds * fits / (odds * fits).sum()
            total -= float(np.log((odds * fits).sum() / odds.sum()))
            slope = slope + (of_all - of_right) @ x
        return total, slope

    found = minimize(loss, np.zeros(len(features)), jac=True, method="L-BFGS-B").x / scale
    by = {key: round(float(value), 4) for key, value in zip(features, found, strict=True)}
    return Weighing(by, 0.0)


def fitted(found: Iterable[Examples]) -> dict[str, Weighing]:
    """Both models."""
    every = list(found)
    pairs = [row for each in every for row in each.likeness]
    sets = [rows for each in every for rows in each.antecedents]
    return {
        "likeness": fit(pairs, likeness.FEATURES),
        "antecedents": fit_choice(sets, antecedents.FEATURES),
    }


def checked(passages: Sequence[Passage], more: Sequence[Passage]) -> dict[str, float]:
    """The figures of passages of which each is tried with weights fitted without it."""
    taught, others = [examples(each) for each in passages], [examples(each) for each in more]
    by: dict[str, dict[str, Weighing]] = {}
    for fold in range(FOLDS):
        rest = [each for at, each in enumerate(taught) if at % FOLDS != fold]
        found = fitted([*rest, *others])
        by |= {passage.id: found for passage in passages[fold::FOLDS]}

    def naming(document: ReadDocument, claims: Sequence[Proposal]) -> tuple[Proposal, ...]:
        return settled(document, claims, by[document.id])

    return measured(passages, naming)


def main() -> None:
    """Fit, and check or write."""
    parser = argparse.ArgumentParser(prog="training.names", description=__doc__)
    parser.add_argument("--check", action="store_true", help="print figures by cross-validation")
    passages = read_passages("development")
    more = [read_passage(path) for path in sorted(MORE.glob("*.yaml"))]
    if parser.parse_args().check:
        for key, value in checked(passages, more).items():
            print(f"{key:40}{value:9.3f}")
        return
    found = fitted(map(examples, (*passages, *more)))
    read = {name: {"constant": each.constant, "weights": each.weights}
            for name, each in found.items()}  # fmt: skip
    out = Path(likeness.__file__).parent / WEIGHTS
    out.write_text(json.dumps(read, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
