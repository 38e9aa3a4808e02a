"""The two measures of the Causal News Corpus shared task.

Sub-task 2 follows Tan et al. (RECESS, IJCNLP-AACL 2023) and the evaluation script of the corpus:
only sentences with annotated relations, predictions cut to their number, missing ones counted as
empty, the pairing of predictions and annotations with the best F1, and fair counting. Causes and
effects form one layer of labels, signals another: an effect is never compared with a signal.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, permutations

from benchmarks.corpus import GoldRelation, Span
from benchmarks.fair import Counts, LabelledSpan, count

_MOST_PAIRINGS = 5040


@dataclass(frozen=True)
class Scores:
    """Precision, recall and their harmonic mean, between 0 and 1."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True)
class Layers:
    """A relation as token spans: causes and effects in one layer, signals in the other."""

    arguments: tuple[LabelledSpan, ...] = ()
    signals: tuple[LabelledSpan, ...] = ()


def score_labels(gold: Sequence[bool], predicted: Sequence[bool]) -> Scores:
    """Score sub-task 1, the class "causal" being the positive one."""
    pairs = list(zip(gold, predicted, strict=True))
    counts = Counts(
        correct=sum(g and p for g, p in pairs),
        spurious=sum(p and not g for g, p in pairs),
        missed=sum(g and not p for g, p in pairs),
    )
    return Scores(counts.precision, counts.recall, counts.f1)


def score_relations(
    sentences: Iterable[tuple[str, Sequence[GoldRelation], Sequence[GoldRelation]]],
) -> Scores:
    """Score sub-task 2 on (text, annotated relations, predicted relations, best first)."""
    total = Counts()
    for text, gold, predicted in sentences:
        if gold:
            total += count_sentence(text, gold, predicted)
    return Scores(total.precision, total.recall, total.f1)


def count_sentence(
    text: str, gold: Sequence[GoldRelation], predicted: Sequence[GoldRelation]
) -> Counts:
    """Count one sentence under the pairing with the highest F1."""
    tokens = token_offsets(text)
    targets = [layers(tokens, relation) for relation in gold]
    found = [layers(tokens, relation) for relation in predicted[: len(gold)]]
    found += [Layers()] * (len(gold) - len(found))
    table = [[_compare(target, guess) for guess in found] for target in targets]
    best: Counts | None = None
    for order in islice(permutations(range(len(found))), _MOST_PAIRINGS):
        counts = sum((table[row][column] for row, column in enumerate(order)), Counts())
        if best is None or counts.f1 > best.f1:
            best = counts
    return best or Counts()


def token_offsets(text: str) -> list[Span]:
    """Offsets of the corpus's tokens: what stands between single spaces."""
    return [match.span() for match in re.finditer(r"[^ ]+", text)]


def layers(tokens: Sequence[Span], relation: GoldRelation) -> Layers:
    """Put a relation's character spans on tokens.

    The corpus's script closes a span on the word that carries the closing tag only if it is not
    the word that opened it: a one-word argument runs on to the next argument or to the end of
    the sentence. That is repeated here, for annotations and predictions alike.
    """
    arguments = [
        (label, *_token_span(tokens, span))
        for label, span in (("C", relation.cause), ("E", relation.effect))
    ]
    arguments = sorted((a for a in arguments if a[1] < a[2]), key=lambda a: a[1])
    ends = [start for _, start, _ in arguments[1:]] + [len(tokens)]
    running = [
        (label, start, max(limit, end) if end - start == 1 else end)
        for (label, start, end), limit in zip(arguments, ends, strict=True)
    ]
    signals = [("S", *_token_span(tokens, span)) for span in relation.signals]
    return Layers(tuple(running), tuple(s for s in signals if s[1] < s[2]))


def _compare(target: Layers, found: Layers) -> Counts:
    return count(target.arguments, found.arguments) + count(target.signals, found.signals)


def _token_span(tokens: Sequence[Span], span: Span) -> Span:
    inside = [i for i, (start, end) in enumerate(tokens) if start < span[1] and span[0] < end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)
