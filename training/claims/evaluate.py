"""Quick scores of a claim model on texts kept out: claims found, and what of them is right."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from contention.extraction.model.claim_decoding import (
    Layout,
    PairWeights,
    WindowClaim,
    WindowScores,
    decode,
)
from contention.extraction.model.claim_layout import ATTRIBUTES
from contention.extraction.model.claim_windows import packed
from training.claims.network import ClaimModel
from training.claims.texts import Text, TextClaim
from training.claims.windows import allowed, collate, window

CONFIDENCE = (1.0, 0.35, 0.15, 0.0)
"""of a model that is not calibrated yet"""
Ends = tuple[int, int, int]


@dataclass(frozen=True)
class Prediction:
    """A claim as pieces of sentences: (sentence, first, last)."""

    cause: Ends
    effect: Ends
    claim: WindowClaim


def pair_weights(model: ClaimModel, confidence: tuple[float, float, float, float]) -> PairWeights:
    """The pair head as the reader has it."""
    head = model.pair

    def array(tensor: torch.Tensor) -> np.ndarray:
        return np.ascontiguousarray(tensor.detach().numpy(), np.float32)

    look = model.attributes
    return PairWeights(
        array(head.places.weight), array(head.middle.weight.T), array(head.middle.bias),
        array(head.out.weight.T), array(head.out.bias), array(look.query.weight.T),
        array(look.query.bias), array(look.regions.weight), array(look.middle.weight.T),
        array(look.middle.bias), array(look.out.weight.T), array(look.out.bias), confidence,
    )  # fmt: skip


@torch.no_grad()
def predict(model: ClaimModel, texts: Sequence[Text], least: float = 0.1) -> list[list[Prediction]]:
    """Read texts in the reader's windows, one at a time."""
    model.eval()
    weights = pair_weights(model, CONFIDENCE)
    return [_read(model, text, weights, least) for text in texts]


def _read(model: ClaimModel, text: Text, weights: PairWeights, least: float) -> list[Prediction]:
    found: list[Prediction] = []
    for part in packed([len(s.ids) for s in text.sentences]):
        where = window([(text, number) for number in range(part.first, part.stop)])
        scores = model(*(lambda b: (b.ids, b.mask))(collate([where])))
        layout = Layout((*(s.start for s in where.sentences), where.length - 1), *allowed(where))
        own = WindowScores(*(
            np.ascontiguousarray(getattr(scores, name)[0].numpy())
            for name in ("queries", "keys", "bounds", "parts", "links", "reading")
        ))  # fmt: skip
        claims = decode(own, layout, weights, least)
        found += (
            Prediction(
                _placed(claim.cause, layout, part.first),
                _placed(claim.effect, layout, part.first),
                claim,
            )
            for claim in claims
            if part.first + claim.sentence >= part.new
        )
    return found


def _placed(span: tuple[int, int], layout: Layout, first: int) -> Ends:
    number = int(np.searchsorted(layout.bounds, span[0], side="right")) - 1
    start = layout.bounds[number]
    return first + number, span[0] - start, span[1] - start


Matched = list[tuple[Prediction, TextClaim | None]]


def matched_claims(texts: Sequence[Text], read: Sequence[Sequence[Prediction]]) -> Matched:
    """Each claim read with the label that it finds, the surest first of a text choosing first."""
    matched: Matched = []
    for text, found in zip(texts, read, strict=True):
        left = list(text.claims)
        for each in sorted(found, key=lambda p: -p.claim.confidence):
            fits = [(_fit(claim, each), i) for i, claim in enumerate(left)]
            best = max(fits, default=(0.0, -1))
            matched.append((each, left.pop(best[1]) if best[0] >= 0.5 else None))
    return matched


def score(texts: Sequence[Text], read: Sequence[Sequence[Prediction]]) -> dict[str, float]:
    """The best F1 over cuts, and shares of attributes right at that cut."""
    matched = matched_claims(texts, read)
    matched.sort(key=lambda m: -m[0].claim.confidence)
    right = np.cumsum([gold is not None for _, gold in matched])
    total = sum(len(text.claims) for text in texts)
    f1 = 2 * right / (np.arange(1, len(matched) + 1) + total) if len(matched) else np.zeros(1)
    best = int(np.argmax(f1))
    if not matched:
        return {"f1": 0.0}
    counts: Counter[str] = Counter()
    for each, gold in matched[: best + 1]:
        if gold is not None:
            counts["found"] += 1
            said = (each.claim.polarity, each.claim.stance, each.claim.strength,
                    each.claim.holder_kind)  # fmt: skip
            names = ("polarity", "stance", "strength", "holder")
            for name, value, allowed_, place in zip(names, said, ATTRIBUTES, gold.attributes,
                                                    strict=False):  # fmt: skip
                counts[name] += place >= 0 and allowed_[place] == value
            if gold.attributes[1] > 0:
                counts["unplain"] += 1
                counts["stance_unplain"] += each.claim.stance == ATTRIBUTES[1][gold.attributes[1]]
            whole = _fit(gold, each)
            counts["exact"] += whole > 0.99
    shares = {n: round(counts[n] / max(counts["found"], 1), 3)
              for n in ("polarity", "stance", "strength", "holder", "exact")}  # fmt: skip
    return {
        "f1": round(float(f1[best]), 4), "precision": round(float(right[best] / (best + 1)), 3),
        "recall": round(float(right[best] / total), 3),
        "all": round(float(right[-1] / total), 3),
        "cut": round(matched[best][0].claim.confidence, 3), **shares,
        "stance_unplain": round(counts["stance_unplain"] / max(counts["unplain"], 1), 3),
    }  # fmt: skip


def _fit(claim: TextClaim, found: Prediction) -> float:
    cause = max(_dice((s.sentence, s.first, s.last), found.cause) for s in claim.cause)
    effect = max(_dice((s.sentence, s.first, s.last), found.effect) for s in claim.effect)
    return (cause + effect) / 2 if cause and effect else 0.0


def _dice(one: Ends, two: Ends) -> float:
    if one[0] != two[0]:
        return 0.0
    common = max(0, min(one[2], two[2]) - max(one[1], two[1]) + 1)
    return 2 * common / (one[2] - one[1] + two[2] - two[1] + 2)
