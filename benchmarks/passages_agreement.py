"""How far two labellers agree on passages: `python -m benchmarks.passages_agreement`.

Compares the labels of `second/` with the first labels of the same passages and prints a table, with
95 % intervals from resampling passages. `--differences ID…` lists instead what differs in passages.
"""

import argparse
import re
import sys
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks.passage_files import FOLDER, PassageError, passage_paths, read_passage
from benchmarks.passage_model import (
    AUTHOR,
    OTHERS,
    PASSAGE_HALVES,
    Passage,
    PassageClaim,
    PassageEnd,
)
from benchmarks.reading_score import content_words
from contention.coding.agreement.reliability import cohens_kappa

LEAST = 0.5
"""mean overlap of both ends from which two claims are one"""
RESAMPLES, SEED = 1_000, 20_110_125
_PREPOSITION = re.compile(r"\b(?:of|in|on|for|from|to|at|by|with|between|among|per|under)\b")


@dataclass(frozen=True)
class ClaimPair:
    """One claim by two labellers."""

    first: PassageClaim
    second: PassageClaim
    shared: int
    """content words that both have, of cause and effect"""
    words: int
    """content words of cause and effect of both"""

    @property
    def ends(self) -> tuple[tuple[PassageEnd, PassageEnd], ...]:
        """Both causes and both effects."""
        return tuple(zip(self.first.ends, self.second.ends, strict=True))


@dataclass(frozen=True)
class TwiceLabelled:
    """A passage with the labels of both, and the claims that they have in common."""

    first: Passage
    second: Passage
    half: str
    pairs: tuple[ClaimPair, ...] = field(default=())

    @property
    def claims(self) -> int:
        """Claims of both labellers together."""
        return len(self.first.claims) + len(self.second.claims)


def compared(first: Passage, second: Passage, half: str) -> TwiceLabelled:
    """Match claims within each sentence one to one; raises `PassageError` if sentences differ."""
    if first.sentences != second.sentences:
        raise PassageError(f"{first.id}: the labellers' sentences differ")
    pairs = [
        pair
        for number in range(1, len(first.sentences) + 1)
        for pair in _matched(first.claims_in(number), second.claims_in(number))
    ]
    return TwiceLabelled(first, second, half, tuple(pairs))


def all_compared(folder: Path = FOLDER) -> tuple[TwiceLabelled, ...]:
    """All passages that have second labels."""
    return tuple(
        compared(read_passage(path), read_passage(folder / "second" / path.name), half)
        for half in PASSAGE_HALVES
        for path in passage_paths(half, folder)
        if (folder / "second" / path.name).exists()
    )


def _matched(first: Sequence[PassageClaim], second: Sequence[PassageClaim]) -> Iterator[ClaimPair]:
    overlaps = np.array([[_overlap(one, other) for other in second] for one in first])
    overlaps = overlaps.reshape(len(first), len(second))
    rows, columns = linear_sum_assignment(-overlaps)
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        if overlaps[row, column] >= LEAST:
            ends = _ends_shared(first[row], second[column])
            shared, words = (sum(end[place] for end in ends) for place in (0, 1))
            yield ClaimPair(first[row], second[column], int(shared), int(words))


def _overlap(one: PassageClaim, other: PassageClaim) -> float:
    """Mean overlap of the ends; 0 if either end has no word in common."""
    causes, effects = (end[2] for end in _ends_shared(one, other))
    return (causes + effects) / 2 if causes and effects else 0.0


def _ends_shared(one: PassageClaim, other: PassageClaim) -> list[tuple[int, int, float]]:
    return [_shared(*ends) for ends in zip(one.ends, other.ends, strict=True)]


def _shared(one: PassageEnd, other: PassageEnd) -> tuple[int, int, float]:
    """Words in common, words of both, and the Dice coefficient, by the best of the right words."""
    found = []
    for mine in (one.span, *one.also):
        for theirs in (other.span, *other.also):
            words, others = content_words(mine.words), content_words(theirs.words)
            common, total = (words & others).total(), words.total() + others.total()
            found.append((common, total, 2 * common / (total or 1)))
    return max(found, key=lambda each: each[2])


def _span_f1(passages: Sequence[TwiceLabelled]) -> float:
    return _share(2 * sum(len(each.pairs) for each in passages), _total(passages))


def _stating_kappa(passages: Sequence[TwiceLabelled]) -> float:
    """Agreement on whether a sentence states a claim at all."""
    return cohens_kappa(
        [
            (bool(each.first.claims_in(number)), bool(each.second.claims_in(number)))
            for each in passages
            for number in range(1, len(each.first.sentences) + 1)
        ]
    )


def _word_f1(passages: Sequence[TwiceLabelled]) -> float:
    pairs = list(_pairs(passages))
    return _share(2 * sum(pair.shared for pair in pairs), sum(pair.words for pair in pairs))


def _kappa(value: Callable[[PassageClaim], Hashable]) -> "Figure":
    return lambda passages: cohens_kappa(
        [(value(pair.first), value(pair.second)) for pair in _pairs(passages)]
    )


def _equal(value: Callable[[PassageClaim], Hashable]) -> "Figure":
    return lambda passages: _mean(
        [value(pair.first) == value(pair.second) for pair in _pairs(passages)]
    )


def _holders(passages: Sequence[TwiceLabelled]) -> float:
    return _mean([_same_holder(pair.first, pair.second) for pair in _pairs(passages)])


def _same_holder(first: PassageClaim, second: PassageClaim) -> bool:
    if first.holder == second.holder:
        return True
    if {first.holder, second.holder} & {AUTHOR, OTHERS}:
        return False
    return bool(content_words(first.holder) & content_words(second.holder))


def _heads(passages: Sequence[TwiceLabelled]) -> float:
    return _mean(
        [
            head_noun(one.name) == head_noun(other.name)
            for pair in _pairs(passages)
            for one, other in pair.ends
        ]
    )


def _direction(passages: Sequence[TwiceLabelled]) -> float:
    """Agreement on polarity or sign, of which the words and the names chosen turn one alone."""
    return _mean(
        [
            pair.first.polarity == pair.second.polarity or pair.first.sign == pair.second.sign
            for pair in _pairs(passages)
        ]
    )


def _sign_of_like_names(passages: Sequence[TwiceLabelled]) -> float:
    return cohens_kappa(
        [
            (pair.first.sign, pair.second.sign)
            for pair in _pairs(passages)
            if all(head_noun(one.name) == head_noun(other.name) for one, other in pair.ends)
        ]
    )


@cache
def head_noun(name: str) -> str:
    """The last word before the first preposition, without the ending of a plural."""
    before = _PREPOSITION.split(name.lower())[0].split() or name.lower().split()
    word = before[-1]
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("xes", "ches", "shes", "sses")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _pairs(passages: Sequence[TwiceLabelled]) -> Iterator[ClaimPair]:
    for passage in passages:
        yield from passage.pairs


def _total(passages: Sequence[TwiceLabelled]) -> int:
    return sum(passage.claims for passage in passages)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")


def _mean(values: Sequence[bool]) -> float:
    return _share(sum(values), len(values))


Figure = Callable[[Sequence[TwiceLabelled]], float]
FIGURES: Mapping[str, Figure] = {
    "states a claim or none, of sentences: kappa": _stating_kappa,
    "claims found by both: F1": _span_f1,
    "words of their ends: F1": _word_f1,
    "polarity: share": _equal(lambda claim: claim.polarity),
    "polarity: kappa": _kappa(lambda claim: claim.polarity),
    "sign: share": _equal(lambda claim: claim.sign),
    "sign: kappa": _kappa(lambda claim: claim.sign),
    "polarity or sign: share": _direction,
    "sign where all head nouns agree: kappa": _sign_of_like_names,
    "stance: share": _equal(lambda claim: claim.stance),
    "stance: kappa": _kappa(lambda claim: claim.stance),
    "holder: share": _holders,
    "author or another: kappa": _kappa(lambda claim: claim.holder == AUTHOR),
    "head nouns of names: share": _heads,
    "kind of construction: share": _equal(lambda claim: claim.kind),
}
"""of claims found by both, unless it says otherwise"""


def interval(figure: Figure, passages: Sequence[TwiceLabelled]) -> tuple[float, float]:
    """95 % percentile interval from passages drawn with replacement, by a fixed seed."""
    generator = np.random.default_rng(SEED)
    drawn = generator.integers(len(passages), size=(RESAMPLES, len(passages)))
    values = np.array([figure([passages[place] for place in row]) for row in drawn.tolist()])
    if np.isnan(values).all():
        return float("nan"), float("nan")
    low, high = np.nanpercentile(values, (2.5, 97.5))
    return float(low), float(high)


def table(passages: Sequence[TwiceLabelled]) -> list[str]:
    """The figures of all passages with intervals, and of each half, as Markdown."""
    halves = [[each for each in passages if each.half == half] for half in PASSAGE_HALVES]
    rows = [
        "| | all | 95 % | " + " | ".join(half.replace("_", "-") for half in PASSAGE_HALVES) + " |",
        "|---|" + "--:|" * (2 + len(halves)),
        f"| passages | {len(passages)} | | "
        + " | ".join(str(len(half)) for half in halves) + " |",
        f"| claims, first and second | {_counts(passages)} | | "
        + " | ".join(map(_counts, halves)) + " |",
    ]  # fmt: skip
    for title, figure in FIGURES.items():
        low, high = interval(figure, passages)
        parts = " | ".join(f"{figure(half):.2f}" for half in halves)
        rows.append(f"| {title} | {figure(passages):.2f} | {low:.2f}–{high:.2f} | {parts} |")
    return rows


def _counts(passages: Sequence[TwiceLabelled]) -> str:
    first = sum(len(each.first.claims) for each in passages)
    return f"{first}, {_total(passages) - first}"


def by_register(passages: Sequence[TwiceLabelled]) -> Iterator[str]:
    """A line for each register: claims found by both, polarity and stance of these."""
    for register in sorted({each.first.register for each in passages}):
        mine = [each for each in passages if each.first.register == register]
        found = ", ".join(
            f"{title} {FIGURES[title](mine):.2f}"
            for title in ("claims found by both: F1", "polarity: kappa", "stance: kappa")
        )
        yield f"{register} ({len(mine)}): {found}"


def differences(passage: TwiceLabelled) -> Iterator[str]:
    """What one labeller has and the other has not, sentence by sentence."""
    paired = {id(claim) for pair in passage.pairs for claim in (pair.first, pair.second)}
    for number, sentence in enumerate(passage.first.sentences, 1):
        found = [
            f"  {mark} {_line(claim)}"
            for mark, side in (("first ", passage.first), ("second", passage.second))
            for claim in side.claims_in(number)
            if id(claim) not in paired
        ]
        for pair in passage.pairs:
            if pair.first.sentence == number and _particulars(pair.first) != _particulars(
                pair.second
            ):
                found += [f"  first≠ {_line(pair.first)}", f"  second≠ {_line(pair.second)}"]
        if found:
            yield f"{passage.first.id} {number}: {sentence}"
            yield from found


def _particulars(claim: PassageClaim) -> tuple[str, str, str, bool]:
    return claim.sign, claim.polarity, claim.stance, claim.holder == AUTHOR


def _line(claim: PassageClaim) -> str:
    cause, effect = claim.ends
    return (
        f"{claim.number}: “{cause.span.words}” → “{effect.span.words}” {claim.sign} "
        f"({claim.polarity}) {claim.stance}, {claim.holder}, {claim.kind} "
        f"[{cause.name} → {effect.name}]"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; see above."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--differences", nargs="+", metavar="ID", default=[])
    given = parser.parse_args(arguments)
    passages = all_compared()
    if not passages:
        print("no passage has second labels", file=sys.stderr)
        return 1
    if given.differences:
        chosen = [each for each in passages if each.first.id in given.differences]
        print(*(line for each in chosen for line in differences(each)), sep="\n")
        return 0
    print(*table(passages), "", *by_register(passages), sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
