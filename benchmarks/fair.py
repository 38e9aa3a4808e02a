"""Fair counting of labelled spans (Ortmann, LREC 2022): every error is counted once.

A span that is nearly right (right place and wrong label, wrong boundary, or both) is one error,
half a false positive and half a false negative. Matching goes from the most to the least
alike: identical spans, identical places, overlaps with the same label, overlaps with another.
Several spans may share one counterpart as long as tokens of it are left over.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

LabelledSpan = tuple[str, int, int]
"""Label, first token, and the token after the last."""


@dataclass(frozen=True)
class Counts:
    """Correct spans, spurious spans, missed spans, and spans nearly right."""

    correct: int = 0
    spurious: int = 0
    missed: int = 0
    nearly: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.correct + other.correct,
            self.spurious + other.spurious,
            self.missed + other.missed,
            self.nearly + other.nearly,
        )

    @property
    def precision(self) -> float:
        """Correct over predicted, 0 where nothing was predicted."""
        return _ratio(self.correct, self.correct + self.spurious + self.nearly / 2)

    @property
    def recall(self) -> float:
        """Correct over annotated, 0 where nothing was annotated."""
        return _ratio(self.correct, self.correct + self.missed + self.nearly / 2)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return _ratio(2 * self.precision * self.recall, self.precision + self.recall)


@dataclass
class _Open:
    """A span not yet counted, with the tokens that no error has used up."""

    label: str
    start: int
    end: int
    tokens: frozenset[int]

    @property
    def length(self) -> int:
        return self.end - self.start


def count(gold: Sequence[LabelledSpan], predicted: Sequence[LabelledSpan]) -> Counts:
    """Count agreement of two annotations of one sentence."""
    targets, found = list(gold), list(predicted)
    correct = _pair_off(targets, found, same_label=True)
    nearly = _pair_off(targets, found, same_label=False)
    open_targets, open_found = _opened(targets), _opened(found)
    used_targets: list[_Open] = []
    used_found: list[_Open] = []
    for same_label in (True, False):
        nearly += _overlaps(open_targets, open_found, used_targets, used_found, same_label)
    return replace(
        Counts(correct=correct, nearly=nearly),
        spurious=len(open_found),
        missed=len(open_targets),
    )


def _pair_off(targets: list[LabelledSpan], found: list[LabelledSpan], *, same_label: bool) -> int:
    """Remove pairs with identical places from both lists, and say how many."""
    pairs = 0
    for target in list(targets):
        match = next(
            (
                span
                for span in found
                if span[1:] == target[1:] and (span[0] == target[0]) == same_label
            ),
            None,
        )
        if match is not None:
            targets.remove(target)
            found.remove(match)
            pairs += 1
    return pairs


def _opened(spans: list[LabelledSpan]) -> list[_Open]:
    opened = [_Open(label, a, b, frozenset(range(a, b))) for label, a, b in spans]
    return sorted(opened, key=lambda span: span.length)


def _overlaps(
    targets: list[_Open],
    found: list[_Open],
    used_targets: list[_Open],
    used_found: list[_Open],
    same_label: bool,
) -> int:
    """Count overlaps one to one, then leftovers against spans that are already counted."""
    pairs = 0
    for spans, partners, used, partners_used in (
        (targets, found, used_targets, used_found),
        (targets, used_found, used_targets, None),
        (found, used_targets, used_found, None),
    ):
        for span in list(spans):
            match = _most_alike(span, partners, same_label, fresh=partners_used is not None)
            if match is None:
                continue
            shared = span.tokens & match.tokens
            span.tokens, match.tokens = span.tokens - shared, match.tokens - shared
            spans.remove(span)
            used.append(span)
            if partners_used is not None:
                partners.remove(match)
                partners_used.append(match)
            pairs += 1
    return pairs


def _most_alike(
    span: _Open, partners: list[_Open], same_label: bool, *, fresh: bool
) -> _Open | None:
    candidates = [
        other
        for other in partners
        if (other.label == span.label) == same_label
        and other.start < span.end
        and span.start < other.end
        and (fresh or span.tokens & other.tokens)
    ]
    return min(candidates, key=lambda other: _distance(span, other), default=None)


def _distance(span: _Open, other: _Open) -> tuple[int, int, int, int]:
    shared = len(span.tokens & other.tokens)
    return -shared, len(span.tokens) - shared, len(other.tokens) - shared, other.length


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
