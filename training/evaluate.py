"""Score a tagger on sentences, with the same decoder and measures as the shipped model."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
import torch
from benchmarks.corpus import GoldRelation, GoldSentence
from benchmarks.scoring import score_labels, score_relations
from tokenizers import Tokenizer

from contention.extraction.model.boundaries import boundaries
from contention.extraction.model.span_decoding import rank
from training.examples import LONGEST, Example, batches
from training.network import Outputs, Tagger
from training.precision import half_precision


@dataclass(frozen=True)
class Evaluation:
    """Scores on a set of sentences, and the cut on the probability that was used."""

    subtask1: dict[str, float]
    subtask2: dict[str, float]
    cut: float
    best_cut: float
    best_f1: float


@torch.no_grad()
def predict(tagger: Tagger, items: Sequence[Example]) -> list[Outputs]:
    """Run the tagger; outputs stand in order, each with a batch dimension of one."""
    tagger.eval()
    found: list[Outputs | None] = [None] * len(items)
    for batch in batches(items, 32, None):
        with half_precision():
            outputs = tagger(batch.ids, batch.mask)
        for row, place in enumerate(batch.places):
            length = len(items[place].ids)
            found[place] = Outputs(
                outputs.causal[row : row + 1].float(),
                outputs.present[row : row + 1].float(),
                outputs.pointers[row : row + 1, :, :, :length].float(),
            )
    return [outputs for outputs in found if outputs is not None]


def evaluate(
    outputs: Sequence[Outputs],
    sentences: Sequence[GoldSentence],
    tokenizer: Tokenizer,
    cut: float = 0.5,
) -> Evaluation:
    """Score outputs on both sub-tasks."""
    gold = [bool(s.causal) for s in sentences]
    surety = [float(torch.sigmoid((o.causal[0] + o.present[0, 0]) / 2)) for o in outputs]
    cuts = {c: score_labels(gold, [p >= c for p in surety]).f1 for c in np.arange(0.1, 0.9, 0.02)}
    best = max(cuts, key=lambda c: cuts[c])
    relations = [
        (s.text, s.relations, _relations(o, s.text, tokenizer))
        for s, o in zip(sentences, outputs, strict=True)
    ]
    return Evaluation(
        asdict(score_labels(gold, [p >= cut for p in surety])),
        asdict(score_relations(relations)),
        cut,
        float(best),
        cuts[best],
    )


def _relations(outputs: Outputs, text: str, tokenizer: Tokenizer) -> list[GoldRelation]:
    offsets = tokenizer.encode(text).offsets[:LONGEST]
    starts, ends = boundaries(text, offsets)
    pointers = torch.log_softmax(outputs.pointers[0], -1).numpy()
    present = torch.sigmoid(outputs.present[0]).numpy()
    found = []
    for ranked in rank(pointers, present, starts, ends):
        spans = ranked.spans
        places = [
            (offsets[span[0]][0], offsets[span[1]][1])
            for span in (spans.cause, spans.effect, spans.signal)
            if span is not None
        ]
        found.append(GoldRelation(places[0], places[1], tuple(places[2:])))
    return found
