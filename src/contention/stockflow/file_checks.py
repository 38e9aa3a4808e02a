"""What is wrong with accounts that are model files, once the files have been read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from contention.case.convert.clock import unit_name
from contention.case.in_model import InModel
from contention.case.model import Case, Factor, SetAction, ShockAction
from contention.case.problem import CaseError, Problem
from contention.case.suggestions import did_you_mean
from contention.models.from_map import build_model
from contention.stockflow.file_map import file_map, labels_of
from contention.stockflow.file_model import FileModel, file_model
from contention.stockflow.file_program import file_program
from contention.stockflow.names import key
from contention.stockflow.refusal import ModelError


def file_problems(case: Case) -> tuple[Problem, ...]:
    """Everything that keeps the model files of a case from running, and warnings of their readers.

    The case itself must have no errors.
    """
    models: dict[str, FileModel] = {}
    problems: list[Problem] = []
    for account in case.accounts:
        try:
            models[account] = file_model(case, account)
            problems += models[account].notes
        except CaseError as error:
            problems += error.problems
    if len(models) < len(case.accounts):
        return tuple(problems)
    problems += _factors(case, models)
    problems += _actions(case, models)
    if not any(each.severity == "error" for each in problems):
        for account in models:
            problems += _compiled(case, account)
    return tuple(problems)


def _factors(case: Case, models: Mapping[str, FileModel]) -> Iterator[Problem]:
    for factor in case.factors.values():
        if factor.in_model is None:
            continue
        name = key(factor.in_model.name)
        found = [model for model in models.values() if name in model.by_key]
        if not found:
            yield _unknown(factor, models)
        for model in found:
            yield from _number(factor, model)


def _unknown(factor: Factor, models: Mapping[str, FileModel]) -> Problem:
    name = factor.in_model.name if factor.in_model else factor.title
    labels = {each.label.casefold(): each.label for m in models.values() for each in m.shown}
    near = did_you_mean(name.casefold(), labels, "the model file")
    for folded, label in labels.items():
        near = near.replace(f"`{folded}`", f"`{label}`")
    hint = f"{near} Name it as `variable:`"
    return Problem(factor.place, f"no model of the case has a variable `{name}`", hint)


def _number(factor: Factor, model: FileModel) -> Iterator[Problem]:
    """A number of the case must stand for a constant of the model."""
    given = factor.in_model
    if given is None or factor.kind != "parameter":
        return
    shown = model.by_key[key(given.name)]
    if key(given.name) in model.settings:
        hint = "the run has its settings from `time` in case.yaml: leave the factor out"
        yield Problem(factor.place, f"`{shown.label}` is a setting of the run", hint)
    elif not shown.constant:
        message = f"`{shown.label}` is computed by the model, not a constant"
        yield Problem(factor.place, message, "make it `kind: variable`")
    elif given.range is not None and not given.range[0] <= shown.value <= given.range[1]:
        low, high = given.range
        message = f"the range of `{factor.id}`, {low:g} to {high:g}, lacks the model's own value"
        yield Problem(factor.place, message, f"it is {shown.value:g} in the model", "warning")


def _actions(case: Case, models: Mapping[str, FileModel]) -> Iterator[Problem]:
    """Stocks change at once, and only they can be shocked."""
    stocks = {
        id_
        for model in models.values()
        for id_, label in labels_of(case, model).items()
        if label in model.structure.stocks
    }
    for scenario in case.scenarios.values():
        for action in scenario.actions:
            if isinstance(action, ShockAction) and action.factor not in stocks:
                message = f"`{action.factor}` is not a stock of the model: a shock cannot move it"
                yield Problem(action.place, message, "use `set`, or shock a stock")
            if isinstance(action, SetAction) and action.factor in stocks and action.over:
                lasting = f"{action.over:g} {unit_name(case.times)}"
                message = f"`{action.factor}` is a stock and cannot change over {lasting}"
                yield Problem(action.place, message, "leave `over` out, or set one of its flows")
            if isinstance(action, SetAction):
                yield from _within(case, models, action)


def _within(case: Case, models: Mapping[str, FileModel], action: SetAction) -> Iterator[Problem]:
    """A value inside the range of a parameter lowers it in some draws and raises it in others."""
    given = case.factors[action.factor].in_model
    if given is None or given.range is None or not given.range[0] < action.to < given.range[1]:
        return
    low, high = given.range
    message = (
        f"`{action.factor}` is set to {action.to:g}, within its range of {low:g} to {high:g}: that "
        "is a rise in some draws and a fall in others"
    )
    shown = (model.by_key.get(key(given.name)) for model in models.values())
    own = next((f" {each.value:g}, as in the model" for each in shown if each), " a number")
    hint = f"set it beyond its range, or compare with a scenario that sets it to{own}"
    yield Problem(action.place, message, hint, "warning")


def _compiled(case: Case, account: str) -> tuple[Problem, ...]:
    """Faults that only the numbers of the case make: of delays whose length would be uncertain."""
    model = build_model(case, file_map(case, account))
    try:
        file_program(case, model, (), tuple(labels_of(case, file_model(case, account))))
    except ModelError as error:
        return error.problems
    return ()


def with_values(case: Case) -> Case:
    """A case without problems, with the numbers of constants as its model files have them."""
    models = [file_model(case, account) for account in case.accounts]
    factors = {
        id_: factor
        if factor.in_model is None
        else replace(factor, in_model=_valued(factor.in_model, models))
        for id_, factor in case.factors.items()
    }
    return replace(case, factors=factors)


def _valued(given: InModel, models: Sequence[FileModel]) -> InModel:
    found = (model.by_key.get(key(given.name)) for model in models)
    values = {shown.value if shown.constant else None for shown in found if shown is not None}
    return replace(given, value=values.pop()) if len(values) == 1 else given
