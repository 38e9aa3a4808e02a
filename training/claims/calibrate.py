"""How sure the model should be: `python -m training.claims.calibrate --models RUN.pt …`.

Fits a logistic regression of whether a claim is right on the scores of its pair and spans, on
passages that the models were not trained on: those for tuning, and with `--folds` what each
model, by its place, kept out of development. Prints the coefficients, shares right by confidence,
and what is found at which cut.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from benchmarks.passage_files import FOLDER

from training.claims.evaluate import Matched, matched_claims, predict
from training.claims.start import load_run
from training.claims.texts import passage_texts
from training.encoders import encoder_folder, load_tokenizer

RIDGE = 1.0
BINS = 10


def fitted(told: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Coefficients of columns (n, k), and a constant, by Newton's method with a small ridge."""
    columns = np.hstack([told, np.ones((len(told), 1))])
    found = np.zeros(columns.shape[1])
    ridge = RIDGE * np.diag([1.0] * told.shape[1] + [0.0])
    for _ in range(50):
        sure = 1 / (1 + np.exp(-(columns @ found)))
        slope = columns.T @ (right - sure) - ridge @ found
        curve = (columns * (sure * (1 - sure))[:, None]).T @ columns + ridge
        found = found + np.linalg.solve(curve, slope)
    return found


def reliability(sure: np.ndarray, right: np.ndarray) -> tuple[list[dict[str, float]], float]:
    """Claims, mean confidence and share right by tenths, and the expected error."""
    rows, error = [], 0.0
    place = np.minimum((sure * BINS).astype(int), BINS - 1)
    for each in range(BINS):
        inside = place == each
        if inside.any():
            mean, share = float(sure[inside].mean()), float(right[inside].mean())
            rows.append({"claims": int(inside.sum()), "confidence": round(mean, 3),
                         "right": round(share, 3)})  # fmt: skip
            error += float(inside.mean()) * abs(mean - share)
    return rows, error


def main() -> None:
    """Print the coefficients, and the reliability with half of the texts fitted on the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=Path, nargs="+", required=True, help="by fold, from 0")
    parser.add_argument("--folds", type=int, help="in how many development was divided")
    parser.add_argument("--tuning", type=Path, default=FOLDER / "tuning", help="passages")
    options = parser.parse_args()
    torch.set_num_threads(1)
    tokenizer = load_tokenizer(encoder_folder())
    texts = passage_texts([FOLDER / "development"], tokenizer) if options.folds else []
    tuning = passage_texts([options.tuning], tokenizer)
    matched: list[tuple[int, Matched]] = []
    total = 0
    for fold, path in enumerate(options.models):
        own = [*tuning, *(texts[fold :: options.folds] if options.folds else [])]
        model = load_run(path).eval()
        for number, text in enumerate(own):
            total += len(text.claims)
            matched.append((number, matched_claims([text], predict(model, [text], 0.02))))
    told = np.array([p.claim.scores for _, each in matched for p, _ in each])
    right = np.array([gold is not None for _, each in matched for _, gold in each], float)
    half = np.array([number % 2 for number, each in matched for _ in each])
    sure = np.zeros(len(told))
    for own in (0, 1):
        other = fitted(told[half != own], right[half != own])
        sure[half == own] = 1 / (1 + np.exp(-(told[half == own] @ other[:-1]) - other[-1]))
    rows, error = reliability(sure, right)
    print(json.dumps({"confidence": [round(float(x), 4) for x in fitted(told, right)],
                      "error": round(error, 4)}))  # fmt: skip
    for row in rows:
        print(json.dumps(row))
    for cut in np.arange(0.2, 0.6, 0.05):
        kept = sure >= cut
        found = float(right[kept].sum())
        print(json.dumps({"cut": round(float(cut), 2), "found": round(found / total, 3),
                          "precision": round(found / max(1, int(kept.sum())), 3)}))  # fmt: skip


if __name__ == "__main__":
    main()
