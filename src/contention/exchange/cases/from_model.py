"""A model file as a case: its variables as factors, stated ranges as uncertainty, no contention."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from contention.case.problem import CaseError, Place, Problem
from contention.case.storage.new_case import free_identifier, identifier
from contention.exchange.links.imported import ImportRefusedError
from contention.exchange.losses import Loss, LossReport
from contention.language.functions import RESERVED
from contention.stockflow.compiled_model import Shown
from contention.stockflow.file_model import FileModel, model_in
from contention.stockflow.names import key
from contention.stockflow.source import Variable
from contention.stockflow.tables import Table

MOST_FACTORS = 2000
"""variables that become factors; elements of arrays come last"""
UNITLESS = frozenset({"dmnl", "dimensionless", "unitless", "1", "-"})
OWN_RANGE = "its range in the file is its uncertainty: change `range`, or take it out"


@dataclass(frozen=True)
class ModelFactor:
    """One variable of a model as a factor of a case."""

    id: str
    shown: Shown
    constant: bool
    """whether the file states it as a number"""
    range: tuple[float, float] | None = None
    """of the file, proposed as uncertainty"""


@dataclass(frozen=True)
class ModelCase:
    """What a case takes from a model file."""

    file: Path
    model: FileModel
    factors: tuple[ModelFactor, ...]
    report: LossReport
    data: tuple[Path, ...] = ()
    """tables for variables that have no equation"""

    @property
    def title(self) -> str:
        """The name of the model."""
        return self.model.source.name.strip() or self.file.stem


def is_model(path: Path) -> bool:
    """Whether a file is a Vensim or XMILE model, by its suffix or its first tag."""
    suffix = path.suffix.lower()
    if suffix in (".mdl", ".xmile", ".stmx", ".itmx"):
        return True
    if suffix != ".xml":
        return False
    try:
        with path.open("rb") as opened:
            return b"<xmile" in opened.read(4096)
    except OSError:
        return False


def model_case(file: Path, data: Sequence[Path] = ()) -> ModelCase:
    """Read a model for a case; raises ImportRefusedError with all that keeps it from running.

    `data` are tables for variables that have no equation.
    """
    try:
        model = model_in(file.parent, file.name, [str(each.absolute()) for each in data])
    except CaseError as error:
        raise ImportRefusedError(*error.problems) from None
    limits = _limits(model.source.variables)
    own = [each for each in model.shown if key(each.label) not in model.settings]
    elements = [each for each in own if "[" in each.label]
    scalars = [each for each in own if "[" not in each.label]
    taken = {each.label for each in (*scalars, *elements)[:MOST_FACTORS]}
    factors = tuple(_factors([each for each in own if each.label in taken], model, limits))
    if not factors:
        problem = Problem(Place(file.name), "the model has no variables", "name one that has")
        raise ImportRefusedError(problem)
    report = _report(model, factors, limits, taken)
    return ModelCase(file, model, factors, report, tuple(data))


def _limits(variables: Sequence[Variable]) -> dict[str, tuple[float | None, float | None]]:
    return {key(each.name): each.limits for each in variables}


def _factors(
    shown: Sequence[Shown],
    model: FileModel,
    limits: Mapping[str, tuple[float | None, float | None]],
) -> Iterator[ModelFactor]:
    taken: set[str] = set()
    for each in shown:
        wanted = identifier(each.label, "variable")
        wanted = f"{wanted}_" if wanted in RESERVED else wanted
        id_ = free_identifier(wanted, taken)
        taken.add(id_)
        constant = each.constant and not model.structure.reads.get(each.label)
        low, high = limits.get(key(each.label.split("[")[0]), (None, None))
        known = constant and low is not None and high is not None and low < high
        proposed = (low, high) if known and low <= each.value <= high else None  # type: ignore[operator]
        yield ModelFactor(id_, each, constant, proposed)  # type: ignore[arg-type]


def _report(
    model: FileModel,
    factors: Sequence[ModelFactor],
    limits: Mapping[str, tuple[float | None, float | None]],
    taken: set[str],
) -> LossReport:
    parameters = [each for each in factors if each.constant]
    changed = [Loss("parameter", each.id, OWN_RANGE) for each in parameters if each.range]
    left_out = [*_settings(model), *_tables(model.source.variables)]
    left_out += [
        Loss("variable", each.label, f"one of more than {MOST_FACTORS}; the model still has it")
        for each in model.shown
        if each.label not in taken and key(each.label) not in model.settings
    ]
    left_out += _other_limits(factors, limits)
    kept = (("variable", len(factors) - len(parameters)), ("parameter", len(parameters)))
    notes = (*(str(each) for each in model.notes), *model.source.readings)
    return LossReport(kept, tuple(changed), tuple(left_out), notes)


def _settings(model: FileModel) -> Iterator[Loss]:
    for each in model.shown:
        if key(each.label) in model.settings:
            yield Loss("setting", each.label, "it is under `time` in case.yaml")


def _tables(variables: Sequence[Variable]) -> Iterator[Loss]:
    for each in variables:
        if all(isinstance(equation.body, Table) for equation in each.equations):
            yield Loss("graphical function", each.name, "it has no value of its own")


def _other_limits(
    factors: Sequence[ModelFactor], limits: Mapping[str, tuple[float | None, float | None]]
) -> Iterator[Loss]:
    """Ranges of the file that are not taken as uncertainty."""
    for each in factors:
        low, high = limits.get(key(each.shown.label.split("[")[0]), (None, None))
        if (low is None and high is None) or each.range is not None:
            continue
        what = "its range is not taken: it is computed"
        if each.constant and (low is None or high is None):
            what = "its range is not taken: it has one end only"
        elif each.constant:
            what = "its range is not taken: its value is not within it"
        yield Loss("range", each.id, what)
