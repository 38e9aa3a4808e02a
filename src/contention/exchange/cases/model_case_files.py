"""The files of a case that is made of a model file."""

import math
from collections.abc import Iterator
from itertools import chain, count
from pathlib import Path

from contention.case.storage.new_case import identifier, quoted
from contention.exchange.cases.from_model import UNITLESS, ModelCase, ModelFactor

MOST_NOTE = 2000
"""characters of a variable's documentation"""


def model_path(case: ModelCase) -> str:
    """Path of the model in the case."""
    return f"models/{identifier(case.file.stem, 'model')}{case.file.suffix.lower()}"


def data_paths(case: ModelCase) -> dict[str, Path]:
    """Path in the case → table that it is given; no other file there has this name."""
    taken = {model_path(case), *(f"models/{path}" for path in case.model.source.files)}
    names = {path.lower() for path in taken}
    found: dict[str, Path] = {}
    for file in case.data:
        stem, suffix = identifier(file.stem, "data"), file.suffix.lower()
        endings = chain(("",), (f"_{number}" for number in count(2)))
        tried = (f"models/{stem}{ending}{suffix}" for ending in endings)
        path = next(each for each in tried if each not in names)
        names.add(path)
        found[path] = file
    return found


def case_files(case: ModelCase, title: str = "", account: str = "") -> dict[str, bytes]:
    """Path in the case → content; the model itself, and tables that it reads, in `models/`."""
    title = " ".join(title.split()) or case.title
    texts = {
        ".gitignore": ".contention/\n",
        "factors.yaml": "\n".join(_factors(case)),
        "scenarios.yaml": "\n".join(_scenarios(case)),
        "contentions.yaml": "\n".join(_contentions(case)),
        "case.yaml": "\n".join(_head(case, title, account or identifier(title, "model"))),
    }
    files = {path: content.encode("utf-8") for path, content in texts.items()}
    folder = case.file.parent
    tables = {f"models/{path}": (folder / path).read_bytes() for path in case.model.source.files}
    tables |= {path: given.read_bytes() for path, given in data_paths(case).items()}
    return {model_path(case): case.file.read_bytes(), **tables, **files}


def number(value: float) -> str:
    """A number as YAML, with all its digits."""
    return f"{value:.0f}" if value == int(value) and abs(value) < 1e15 else repr(value)


def _head(case: ModelCase, title: str, account: str) -> Iterator[str]:
    source, run = case.model.source, case.model.run
    yield f"title: {quoted(title)}"
    yield 'question: ""'
    yield "time:                       # as the model has it, in its own unit"
    yield f"  unit: {quoted(source.run.time_units.strip())}"
    yield f"  start: {number(run.start)}"
    yield f"  present: {number(run.start)}                # scenarios act from here on"
    yield f"  end: {number(run.end)}"
    yield f"  step: {number(run.step)}"
    yield f"  method: {source.run.method}"
    yield "holders: {}"
    yield "documents: {}"
    yield "accounts:"
    yield f"  {account}:"
    yield f"    title: {quoted(title)}"
    yield f"    model: {model_path(case)}"
    if case.data:
        yield f"    data: [{', '.join(data_paths(case))}]"
    yield ""


def _factors(case: ModelCase) -> Iterator[str]:
    yield "# The variables of the model. A parameter with a `range` is uncertain: draws are uniform"
    yield "# between its ends. One without is certain; `constant: …` gives it another number."
    for each in case.factors:
        yield from _factor(each)
    yield ""


def _factor(factor: ModelFactor) -> Iterator[str]:
    shown = factor.shown
    yield f"{factor.id}:"
    yield f"  title: {quoted(shown.label)}"
    own = f"{shown.value:g} in the model"
    if factor.constant and math.isfinite(shown.value):
        yield f"  kind: parameter           # {own}"
    else:
        yield "  kind: variable"
    unit = " ".join(shown.units.split())
    if unit and unit.casefold() not in UNITLESS:
        yield f"  unit: {quoted(unit)}"
    if factor.range is not None:
        low, high = factor.range
        yield f"  range: [{number(low)}, {number(high)}]"
    note = " ".join(shown.documentation.split())[:MOST_NOTE]
    if note:
        yield f"  note: {quoted(note)}"


def _scenarios(case: ModelCase) -> Iterator[str]:
    yield "scenarios:"
    yield "  as_it_is:"
    yield "    title: The model as it is"
    parameter = next((each for each in case.factors if each.constant), None)
    if parameter is not None:
        yield "  # A scenario sets parameters, or other variables, from a time of the model on:"
        yield "  # changed:"
        yield f"  #   title: Another {parameter.shown.label}".rstrip()
        yield "  #   note: why this number"
        yield "  #   actions:"
        value = number(2 * parameter.shown.value or 1.0)
        yield f"  #     - {{set: {parameter.id}, to: {value}, at: present}}"
    yield ""


def _contentions(case: ModelCase) -> Iterator[str]:
    outcome = next(
        (each for each in case.factors if each.shown.label in case.model.structure.stocks),
        case.factors[-1],
    )
    yield "contentions: []"
    yield "# What the model is to be asked. Replace the line above:"
    yield "# contentions:"
    yield "#   - id: rises"
    yield f"#     title: {outcome.shown.label} rises"
    yield f"#     test: final({outcome.id} @ as_it_is) > initial({outcome.id} @ as_it_is)"
    yield "# Between scenarios: final(… @ changed) > final(… @ as_it_is); a number:"
    yield "# max(… @ as_it_is) > 100; see docs/models.md and docs/expressions.md."
    yield ""
