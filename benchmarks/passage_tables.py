"""Figures of readers on passages, as text, as Markdown and as JSON."""

import math
from collections.abc import Iterator, Sequence

from benchmarks.passage_model import STANCES
from benchmarks.passage_scores import FIGURES, NUMBERS, ReaderScore, classes

CLASSES = ("kind ", "words ", "register ")
_ALSO = {"words ": ("right_way",), "register ": ("right_way",)}
"""what is told besides: proposals have no construction"""


def table(score: ReaderScore) -> Iterator[str]:
    """All figures of one reader on one half."""
    total = score.total
    yield f"{score.reader}, {score.half.replace('_', '-')}: " + ", ".join(
        f"{total[key]} {title}" for key, title in NUMBERS.items()
    )
    for figure in FIGURES.values():
        low, high = score.interval(figure)
        yield f"  {figure.title:55}{_number(figure.of(total))}  {_number(low)}–{_number(high)}"
    yield f"  {'by stance':23}" + "".join(f"{c:>10}" for c in ("labelled", "found", "right"))
    for stance in STANCES:
        counts = [total[f"{key}/{stance}"] for key in ("labelled", "found", "stance")]
        share = _number(counts[2] / counts[1] if counts[1] else math.nan)
        yield f"  {stance:23}" + "".join(f"{n:>10}" for n in counts[:2]) + f"{share:>10}"
    for prefix in CLASSES:
        columns = ("found", "usable", "sign", "stance", *_ALSO.get(prefix, ()))
        yield f"  {'by ' + prefix:23}{'labelled':>10}" + "".join(f"{c:>10}" for c in columns)
        for name, here in classes(score, prefix):
            cells = "".join(f"{_number(FIGURES[column].of(here)):>10}" for column in columns)
            yield f"  {name:23}{here['labelled']:>10}{cells}"


def comparison(scores: Sequence[ReaderScore]) -> Iterator[str]:
    """Readers side by side, as Markdown."""
    yield "| | " + " | ".join(f"{s.reader}, {s.half.replace('_', '-')}" for s in scores) + " |"
    yield "|---|" + "--:|" * len(scores)
    for key, title in NUMBERS.items():
        yield f"| {title} | " + " | ".join(str(score.total[key]) for score in scores) + " |"
    for figure in FIGURES.values():
        cells = []
        for score in scores:
            low, high = score.interval(figure)
            cells.append(f"{figure.of(score.total):.2f} ({low:.2f}–{high:.2f})")
        yield f"| {figure.title} | " + " | ".join(cells) + " |"


def by_classes(scores: Sequence[ReaderScore]) -> Iterator[str]:
    """Found and usable by construction, length and register, readers side by side."""
    tables = [{prefix: dict(classes(score, prefix)) for prefix in CLASSES} for score in scores]
    for prefix in CLASSES:
        heads = " | ".join(f"{score.reader}: found, usable" for score in scores)
        yield f"\n| {prefix.strip()} | labelled | {heads} |"
        yield "|---|--:|" + "--:|" * len(scores)
        for name, counts in tables[0][prefix].items():
            cells = (
                ", ".join(_number(FIGURES[key].of(each[name])) for key in ("found", "usable"))
                for each in (table[prefix] for table in tables)
            )
            yield f"| {name} | {counts['labelled']} | " + " | ".join(cells) + " |"


def as_json(score: ReaderScore) -> dict[str, object]:
    """The same figures as plain values."""
    total = score.total
    return {
        "reader": score.reader,
        "half": score.half,
        **{key: total[key] for key in NUMBERS},
        "figures": {
            key: {"value": _rounded(figure.of(total)),
                  "interval": [_rounded(each) for each in score.interval(figure)]}
            for key, figure in FIGURES.items()
        },
        "stances": {
            stance: {key: total[f"{key}/{stance}"] for key in ("labelled", "found", "stance")}
            for stance in STANCES
        },
        **{
            prefix.strip(): {
                name: {"labelled": counts["labelled"]}
                | {key: _rounded(FIGURES[key].of(counts))
                   for key in ("found", "usable", "sign", "stance", "holder", "right_way")}
                for name, counts in classes(score, prefix)
            }
            for prefix in CLASSES
        },
    }  # fmt: skip


def _number(value: float) -> str:
    return "   –" if math.isnan(value) else f"{value:.2f}"


def _rounded(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 4)
