"""Score the figures that are found in labelled sentences: `python -m benchmarks.figures`.

A figure is found where its value is; of those found, the shares with the right unit, upper end,
comparator, date, subject (it holds the words asked for, endings apart) and source are printed.
"""

import argparse
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

from contention.documents.files import document_from_text
from contention.extraction.factor_names import stem
from contention.extraction.figures.find import find_figures
from contention.extraction.proposals import ProposedFigure
from contention.language.quantities import Unit, parse_unit

FOLDER = Path(__file__).parent / "data" / "figure_sentences"
FIELDS = ("unit", "high", "comparator", "date", "subject", "source")
Half = Literal["development", "held_out"]
HALVES: tuple[Half, ...] = ("development", "held_out")


@dataclass(frozen=True)
class GoldFigure:
    """A figure as it was labelled."""

    value: float
    high: float | None
    unit: str
    comparator: str
    subject: tuple[str, ...]
    date: str | None
    source: str | None


@dataclass(frozen=True)
class FigureScores:
    """How many figures were found, and how many of those have each field right."""

    precision: float
    recall: float
    right: Mapping[str, float]
    wrong: tuple[str, ...]
    """what is missing, made up or wrong, a line each"""


def read_half(half: Half) -> list[tuple[str, list[GoldFigure]]]:
    """Sentences with their figures."""
    entries = yaml.safe_load((FOLDER / f"{half}.yaml").read_text("utf-8"))
    return [(entry["text"], [_gold(each) for each in entry["figures"]]) for entry in entries]


def _gold(entry: Mapping[str, Any]) -> GoldFigure:
    date = entry.get("date")
    return GoldFigure(
        float(entry["value"]),
        float(entry["high"]) if "high" in entry else None,
        entry["unit"],
        entry.get("comparator", "exactly"),
        tuple(map(str, entry["subject"])),
        None if date is None else str(date),
        entry.get("source"),
    )


def score(sentences: Sequence[tuple[str, list[GoldFigure]]]) -> FigureScores:
    """Score the reader on labelled sentences."""
    found = asked = hits = 0
    right = dict.fromkeys(FIELDS, 0)
    wrong: list[str] = []
    for text, gold in sentences:
        figures = list(find_figures(document_from_text(text)))
        found, asked = found + len(figures), asked + len(gold)
        for each in gold:
            figure = next(
                (f for f in figures if math.isclose(f.value, each.value, rel_tol=1e-3)), None
            )
            if figure is None:
                wrong.append(f"missed {each.value:g}: {text}")
                continue
            figures.remove(figure)
            hits += 1
            faults = dict(_faults(figure, each))
            for field in FIELDS:
                right[field] += field not in faults
            wrong += [f"{field} {said}: {text}" for field, said in faults.items()]
        wrong += [f"made up {each.value:g} {each.unit}: {text}" for each in figures]
    shares = {field: count / max(1, hits) for field, count in right.items()}
    return FigureScores(hits / max(1, found), hits / max(1, asked), shares, tuple(wrong))


def _of_value(figures: Sequence[ProposedFigure], value: float) -> ProposedFigure | None:
    same = (each for each in figures if math.isclose(each.value, value, rel_tol=1e-3))
    return next(same, None)


def _faults(figure: ProposedFigure, gold: GoldFigure) -> Iterator[tuple[str, str]]:
    if not _same_unit(figure.unit, gold.unit):
        yield "unit", f"{figure.unit!r}, not {gold.unit!r}"
    if figure.high != gold.high:
        yield "high", f"{figure.high}"
    if figure.comparator != gold.comparator:
        yield "comparator", f"{figure.comparator}, not {gold.comparator}"
    if figure.date != gold.date:
        yield "date", f"{figure.date}, not {gold.date}"
    said = {stem(word) for word in figure.subject.split()}
    if not {stem(word) for word in gold.subject} <= said:
        yield "subject", f"{figure.subject!r}"
    if (gold.source or "") not in (figure.source or "") or bool(gold.source) != bool(figure.source):
        yield "source", f"{figure.source!r}, not {gold.source!r}"


def _same_unit(one: str, two: str) -> bool:
    first, second = parse_unit(one), parse_unit(two)
    return isinstance(first, Unit) and isinstance(second, Unit) and first.same(second) and (
        not first.dimensionless or one == two
    )  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the scores on both halves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--errors", action="store_true", help="list the errors on development")
    options = parser.parse_args(arguments)
    scores = {half: score(read_half(half)) for half in HALVES}
    if options.json:
        shown = {half: {"precision": s.precision, "recall": s.recall, **s.right}
                 for half, s in scores.items()}  # fmt: skip
        print(json.dumps(shown, indent=2))
        return
    print(f"{'figures':14}" + "".join(f"{name:>11}" for name in ("precision", "recall", *FIELDS)))
    for half, s in scores.items():
        print(
            f"{half:14}" + "".join(f"{v:11.3f}" for v in (s.precision, s.recall, *s.right.values()))
        )
    if options.errors:
        print("\n".join(scores["development"].wrong))


if __name__ == "__main__":
    main()
