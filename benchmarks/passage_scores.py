"""Figures of a reader on passages: sums over passages, shares, and 95 % intervals."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.passage_maps import map_counts
from benchmarks.passage_matches import PassageOutcome, outcome_of
from benchmarks.passage_model import STANCES, Passage
from benchmarks.passage_readings import ReadClaim

RESAMPLES, SEED = 1_000, 20_110_125
LENGTHS = (12, 20, 30)
"""words: classes of sentences up to these, and above"""
UNPLAIN = tuple(stance for stance in STANCES if stance != "asserted")


@dataclass(frozen=True)
class PassageFigure:
    """A share of sums: `part` over `whole`, each a sum of counts."""

    title: str
    part: tuple[str, ...]
    whole: tuple[str, ...]

    def of(self, counts: Mapping[str, int]) -> float:
        """The share; NaN if there is nothing to share."""
        whole = sum(counts.get(key, 0) for key in self.whole)
        return sum(counts.get(key, 0) for key in self.part) / whole if whole else math.nan


def _figure(title: str, part: str, whole: str) -> PassageFigure:
    return PassageFigure(title, tuple(part.split()), tuple(whole.split()))


FIGURES: Mapping[str, PassageFigure] = {
    "found": _figure("found with both ends", "found", "labelled"),
    "touched": _figure("… by a word of each end", "touched", "labelled"),
    "usable": _figure("usable as they stand", "usable", "labelled"),
    "usable_but_names": _figure("… but for how names are put", "usable_but_names", "labelled"),
    "right_way": _figure("right way round, of all proposals", "way/right", "read"),
    "order": _figure("… of those about a labelled pair", "way/right", "way/right way/reversed"),
    "precision": _figure("precision: proposals that find a claim", "found", "read"),
    "sign": _figure("sign right, of found", "sign", "found"),
    "stance": _figure("stance right, of found", "stance", "found"),
    "stance_unplain": _figure(
        "stance right, of found that are not plainly asserted",
        " ".join(f"stance/{each}" for each in UNPLAIN),
        " ".join(f"found/{each}" for each in UNPLAIN),
    ),
    "holder": _figure("holder right, of found", "holder", "found"),
    "holder_other": _figure("… of found that are not the author's", "holder/other", "found/other"),
    "whole_ends": _figure("both ends whole, of found", "whole_ends", "found"),
    "good_names": _figure("both names usable, of found", "names_usable", "found"),
    "names": _figure("names a claim, of all proposals", "names", "read"),
    "names_labelled": _figure("… of all labels", "names_labelled", "labelled"),
    "names_found": _figure("names a claim, of found", "names_found", "found"),
    "names_found_labelled": _figure("… of their labels", "names_found_labelled", "found"),
    "joined_precision": _figure("mentions under one name: are one", "joined_right", "joined"),
    "joined_recall": _figure("mentions of one: under one name", "joined_right", "joined_labelled"),
    "loops_kept": _figure("stated loops that close", "loops_kept", "loops_stated"),
}
NUMBERS = {
    "passages": "passages", "labelled": "labelled claims", "read": "proposals",
    "loops_read": "loops closed", "loops_wrong": "loops closed wrongly",
}  # fmt: skip


def counts_of(outcome: PassageOutcome) -> Counter[str]:
    """Counts of one passage, in all and by construction, length, register and stance."""
    counts = map_counts(outcome)
    counts["passages"] = 1
    counts["read"] = len(outcome.claims)
    for way in outcome.ways:
        counts[f"way/{way}"] += 1
    found = {pair.label.number: pair for pair in outcome.found}
    for label in outcome.passage.claims:
        pair = found.get(label.number)
        right = ["labelled", *(["touched"] if label.number in outcome.touched else [])]
        if pair is not None:
            right += ["found", *(["usable"] if pair.usable else [])]
            right += [field for field in _FIELDS if getattr(pair, field)]
            right += ["names_usable"] if pair.names else []
            right += ["usable_but_names"] if pair.right_but_names else []
        classes = [f"/kind {label.kind}", f"/{_length(outcome.passage, label.sentence)}",
                   f"/register {outcome.passage.register}", f"/{label.stance}"]  # fmt: skip
        classes += [] if label.holder == "author" else ["/other"]
        counts.update(f"{each}{suffix}" for each in right for suffix in ("", *classes))
    for claim, way in zip(outcome.claims, outcome.ways, strict=True):
        length = _length(outcome.passage, claim.sentence)
        for suffix in (f"/{length}", f"/register {outcome.passage.register}"):
            counts[f"read{suffix}"] += 1
            counts[f"way/{way}{suffix}"] += 1
    return counts


_FIELDS = ("sign", "stance", "holder", "whole_ends")


def _length(passage: Passage, sentence: int) -> str:
    words = len(passage.sentences[sentence - 1].split())
    for low, high in zip((1, *(each + 1 for each in LENGTHS)), LENGTHS, strict=False):
        if words <= high:
            return f"words {low}–{high}"
    return f"words above {LENGTHS[-1]}"


@dataclass(frozen=True)
class ReaderScore:
    """One reader on one half."""

    reader: str
    half: str
    by_passage: tuple[Counter[str], ...]

    @property
    def total(self) -> Counter[str]:
        """Counts of all passages together."""
        return sum(self.by_passage, Counter[str]())

    def interval(self, figure: PassageFigure) -> tuple[float, float]:
        """95 % percentile interval from passages drawn with replacement, by a fixed seed."""
        parts, wholes = (
            np.array([sum(each.get(key, 0) for key in keys) for each in self.by_passage])
            for keys in (figure.part, figure.whole)
        )
        size = len(self.by_passage)
        drawn = np.random.default_rng(SEED).integers(size, size=(RESAMPLES, size))
        whole = wholes[drawn].sum(axis=1).astype(float)
        whole[whole == 0] = math.nan
        values = parts[drawn].sum(axis=1) / whole
        if np.isnan(values).all():
            return math.nan, math.nan
        low, high = np.nanpercentile(values, (2.5, 97.5))
        return float(low), float(high)


def score_reader(
    reader: str,
    half: str,
    passages: Sequence[Passage],
    claims: Callable[[Passage], Sequence[ReadClaim]],
) -> tuple[ReaderScore, tuple[PassageOutcome, ...]]:
    """The score of a reader, and what it made of each passage."""
    outcomes = tuple(outcome_of(passage, claims(passage)) for passage in passages)
    return ReaderScore(reader, half, tuple(map(counts_of, outcomes))), outcomes


def classes(score: ReaderScore, prefix: str) -> list[tuple[str, Counter[str]]]:
    """Counts by construction, length or register (`kind `, `words `, `register `), by number."""
    total = score.total
    names = {key.partition(f"/{prefix}")[2] for key in total if f"/{prefix}" in key}
    rows = [
        (name, Counter({key.removesuffix(f"/{prefix}{name}"): n for key, n in total.items()
                        if key.endswith(f"/{prefix}{name}")}))
        for name in names
    ]  # fmt: skip
    if prefix == "words ":
        return sorted(rows, key=lambda row: (row[0].startswith("above"), int(row[0].split("–")[0])
                                             if "–" in row[0] else 0))  # fmt: skip
    return sorted(rows, key=lambda row: (-row[1]["labelled"], row[0]))
