"""The model files of a case: each is read once, and again when a file next to it changes."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from contention.case.model import Case, Times
from contention.case.problem import CaseError, Place, Problem, errors
from contention.stockflow.compiled_model import Shown
from contention.stockflow.compiler import compile_model
from contention.stockflow.names import key
from contention.stockflow.reading.read import read_model
from contention.stockflow.refusal import ModelError
from contention.stockflow.source import Equation, SourceModel, Variable
from contention.stockflow.structure import Structure, structure_of
from contention.stockflow.syntax import Binary, Number, Reference, Unary

KEPT = 8
"""models that stay in memory"""
MOST_FILES = 1000
"""files next to a model that are looked at for changes"""
Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, eq=False)
class FileModel:
    """A model file that can be run."""

    source: SourceModel
    shown: tuple[Shown, ...]
    run: Times
    """start, end, step and method as the file has them; the present is the start"""
    notes: tuple[Problem, ...]
    """warnings and notes of the reader"""

    @cached_property
    def by_key(self) -> Mapping[str, Shown]:
        """What two spellings of a name have in common → the variable."""
        return {key(each.label): each for each in self.shown}

    @cached_property
    def structure(self) -> Structure:
        """What each variable is computed from."""
        return structure_of(self.source)

    @cached_property
    def settings(self) -> frozenset[str]:
        """Keys of the variables that set start, end, step and rows of a run (Vensim)."""
        run = self.source.run
        named = (run.start, run.stop, run.step, run.save_every)
        return frozenset(key(each.name) for each in named if isinstance(each, Reference))


def file_model(case: Case, account: str) -> FileModel:
    """The model that an account is. Raises CaseError if it cannot be run."""
    spec = case.accounts[account]
    if spec.model is None:
        raise ValueError(f"account {account} is made of claims")
    return model_in(case.folder, spec.model, spec.data)


def model_in(folder: Path, path: str, data: Sequence[str] = ()) -> FileModel:
    """The model in a file of a folder. Raises CaseError, with `.problems`, if it cannot be run.

    `data` are paths of tables for variables that have no equation.
    """
    file = folder / path
    tables = tuple((str((folder / each).resolve()), each) for each in data)
    try:
        stamp = _stamp(file, [Path(table) for table, _ in tables])
    except OSError as error:
        message = f"cannot be opened: {error.strerror or error}"
        raise CaseError((Problem(Place(path), message, "put the model there"),)) from None
    found = _read(file.resolve(), path, tables, stamp)
    if isinstance(found, tuple):
        raise CaseError(found)
    return found


def _stamp(file: Path, tables: Sequence[Path]) -> Stamp:
    """Changes when the model changes, a table that it is given, or one next to it."""
    files = sorted(each for each in file.parent.iterdir() if each.is_file())[:MOST_FILES]
    given = (each for each in tables if each.is_file())
    found = [(each, each.stat()) for each in dict.fromkeys((file, *given, *files))]
    return tuple((each.name, stat.st_mtime_ns, stat.st_size) for each, stat in found)


@lru_cache(maxsize=KEPT)
def _read(
    file: Path, shown: str, tables: tuple[tuple[str, str], ...], stamp: Stamp
) -> FileModel | tuple[Problem, ...]:
    del stamp
    paths, names = [Path(table) for table, _ in tables], [name for _, name in tables]
    source, problems = read_model(file, shown, paths, names)
    if source is None or errors(problems):
        return problems
    try:
        compiled = compile_model(source)
    except ModelError as error:
        return error.problems
    if compiled.stop is not None:
        hint = "make the end a number"
        return (Problem(source.run.place, "the end of the run moves while it runs", hint),)
    program = compiled.program
    run = Times(
        program.start, program.start, program.end, program.step, source.run.method,
        source.run.time_units,
    )  # fmt: skip
    return FileModel(source, compiled.shown, run, problems)


def timed(
    source: SourceModel, times: Times, constants: Mapping[str, float], loose: Collection[str]
) -> SourceModel:
    """A model with the start, end, step and method of a case in place of its own.

    `constants` are numbers by the labels of their variables; `loose` are labels of those that are
    no fixed numbers in the case: what a function makes of a number as it is written (the order of a
    smoothing, say) is not made of them. Elements of arrays are left as they are.
    """
    run = source.run
    settings = ((run.start, times.start), (run.stop, times.end), (run.step, times.step))
    numbers = {
        key(written.name): value for written, value in settings if isinstance(written, Reference)
    }
    numbers = {**{key(label): value for label, value in constants.items()}, **numbers}
    moved = {key(label) for label in loose}
    variables = tuple(
        _loosened(each) if key(each.name) in moved else _numbered(each, numbers.get(key(each.name)))
        for each in source.variables
    )
    run = replace(
        run, start=Number(times.start), stop=Number(times.end), step=Number(times.step),
        save_every=None, method=times.method,
    )  # fmt: skip
    return replace(source, run=run, variables=variables)


def _numbered(variable: Variable, value: float | None) -> Variable:
    if value is None:
        return variable
    place = variable.equations[0].place
    return replace(variable, equations=(Equation(Number(value), place),))


def _loosened(variable: Variable) -> Variable:
    """The same value, but not as a number that is written."""
    equations = tuple(
        replace(each, body=Binary("*", each.body, Number(1.0)))
        if isinstance(each.body, Number | Reference | Unary)
        else each
        for each in variable.equations
    )
    return replace(variable, equations=equations)


def hashes(case: Case) -> tuple[str, ...]:
    """SHA-256 of all model files of a case, and of the tables that they read."""
    found = []
    for account, spec in case.accounts.items():
        if spec.model is not None:
            file = case.folder / spec.model
            tables = file_model(case, account).source.files
            given = (case.folder / path for path in spec.data)
            files = (file, *(file.parent / path for path in tables), *given)
            found += [hashlib.sha256(each.read_bytes()).hexdigest() for each in files]
    return tuple(found)
