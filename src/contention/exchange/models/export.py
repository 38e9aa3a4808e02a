"""An account as a model that another tool runs, with what that tool will not show."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from contention.case.model import Case
from contention.exchange.exported import Exported
from contention.exchange.losses import Loss, LossReport
from contention.exchange.models.equations import StockFlowModel
from contention.exchange.models.from_program import stock_flow_model
from contention.exchange.models.instructions import NotCarriedError
from contention.exchange.models.places import places
from contention.exchange.models.python_script import write_python
from contention.exchange.models.vensim import write_vensim
from contention.exchange.models.xmile import Places, write_xmile
from contention.models.model import Coefficient
from contention.models.parameters import Uniforms, parameter_keys, parameter_numbers
from contention.models.program import Floats1d
from contention.runs.plan import Plan, numbers, prepare

Writer = Callable[[StockFlowModel, Places], bytes]

_WRITERS: dict[str, Writer] = {
    "xmile": lambda model, where: write_xmile(model, "0.1", where),
    "mdl": lambda model, _: write_vensim(model),
    "python": lambda model, _: write_python(model),
}


@dataclass(frozen=True)
class ModelSettings:
    """Which of an account's many models is written."""

    scenario: str = ""
    """the one that the model is set to; the first if empty"""
    draw: int | None = None
    """number of a draw; None: every number at its median, and links of even odds in"""
    seed: int = 1


def export_model(case: Case, account: str, form: str, settings: ModelSettings) -> Exported:
    """The model of an account as XMILE, Vensim `.mdl` or Python.

    Raises NotCarriedError, a ValueError, for equations that tools compute differently.
    """
    own = case.accounts[account].model
    if own is not None:
        raise NotCarriedError(f"account {account} is a model file already, {own}: take that")
    plan = prepare(case, account)
    plan = prepare(case, account, outputs=plan.map.factors)
    method = plan.program.method
    plan = replace(plan, program=replace(plan.program, method="euler"))
    row = _numbers(plan, settings)
    scenarios = tuple(case.scenarios)
    title = f"{case.title}: {case.accounts[account].title}"
    model = stock_flow_model(plan, row, scenarios, title, settings.scenario or scenarios[0])
    content = _WRITERS[form](model, places(model, plan.map))
    return Exported(content, _report(plan, row, method, settings))


def _numbers(plan: Plan, settings: ModelSettings) -> Floats1d:
    if settings.draw is not None:
        drawn = numbers(plan, seed=settings.seed, first=settings.draw, count=1)
        return np.asarray(drawn.rows[:, 0])
    keys = parameter_keys(plan.parameters)
    even = [0.5 - 1e-9 if key.endswith("/inclusion") else 0.5 for key in keys]
    middle = Uniforms.of(keys, np.array(even)[:, None])
    rows = parameter_numbers(plan.parameters, middle, plan.program.step, tables=plan.tables).rows
    return np.asarray(rows[:, 0])


def _report(plan: Plan, row: Floats1d, method: str, settings: ModelSettings) -> LossReport:
    case = plan.case
    links = [each.id for each in plan.map.links]
    absent = list(_absent(plan, row))
    changed = list(_changed(plan, method))
    kept = (
        ("factor", len(plan.map.factors)),
        ("link", len(links) - len(absent)),
        ("scenario", len(case.scenarios)),
    )
    drawn = (
        "every number at its median"
        if settings.draw is None
        else (f"the numbers of draw {settings.draw} of seed {settings.seed}")
    )
    notes = (
        f"the model has {drawn}: one of the many that fit the words",
        f"a model has no room for {len(case.contentions)} contentions, {len(case.demands)} demands "
        f"and {len(case.figures)} figures",
    )
    return LossReport(kept, tuple(changed), tuple(absent), notes)


def _absent(plan: Plan, row: Floats1d) -> Iterator[Loss]:
    """Links that are not in this draw."""
    there: dict[str, bool] = {}
    for number, parameter in enumerate(plan.parameters):
        if isinstance(parameter, Coefficient) and not parameter.without:
            there[parameter.link.id] = there.get(parameter.link.id, False) or row[number] != 0.0
    for id_, present in there.items():
        if not present:
            yield Loss("link", id_, "not in this draw: its strength is 0")


def _changed(plan: Plan, method: str) -> Iterator[Loss]:
    if method != "euler":
        what = "integrated with Runge-Kutta steps here, with Euler steps in the file"
        yield Loss("account", plan.model.account, what)
    for event in sorted(plan.feeding):
        what = (
            "its probability is here that of a run in which it does not fire; the file has that "
            "of the run in which it does"
        )
        yield Loss("event", event, what)
