"""An account's compiled program, with the numbers of one draw, as a stock and flow model."""

from collections.abc import Sequence

from contention.exchange.models.arrivals import Arrivals, State
from contention.exchange.models.documentation import parameter_words
from contention.exchange.models.equations import (
    TIME,
    Auxiliary,
    Call,
    Expression,
    Name,
    Number,
    StockFlowModel,
    call,
)
from contention.exchange.models.instructions import NotCarriedError, Translation
from contention.exchange.models.mechanics import FOREVER, Mechanics, words_of
from contention.models.program import Floats1d
from contention.models.time_grid import grid
from contention.runs.run_inputs import Plan


def stock_flow_model(
    plan: Plan, numbers: Floats1d, scenarios: Sequence[str], title: str, scenario: str
) -> StockFlowModel:
    """The model of a plan in one draw; `scenario` is the one that it is set to.

    Raises NotCarriedError for equations that tools compute differently, and for fixed delays.
    """
    if plan.program.rings:
        raise NotCarriedError("a fixed delay (`delay(…)` in an expression) is computed differently "
                              "by different tools")  # fmt: skip
    mechanics = Mechanics(plan, numbers, tuple(scenarios))
    names = mechanics.factor_names
    chosen = Number(float(mechanics.scenarios.index(scenario) + 1))
    _run_settings(mechanics, chosen)
    _translate(mechanics)
    program = plan.program
    stop = float(grid(program)[-1])
    return StockFlowModel(
        title, program.start, stop, program.step, tuple(mechanics.stocks),
        tuple(_factors_last(mechanics, set(names.values()))),
        tuple(each.name for each in mechanics.settings),
    )  # fmt: skip


def _run_settings(mechanics: Mechanics, chosen: Number) -> None:
    """The variables that say which scenario is run, and where in time the run is."""
    ids = "; ".join(f"{number}: {id_}" for number, id_ in enumerate(mechanics.scenarios, 1))
    start = Number(mechanics.program.start)
    passed = call("divide", call("subtract", TIME, start), mechanics.step)
    whole = Call("int", (call("add", passed, Number(0.5)),))
    clock = call("add", start, call("multiply", mechanics.step, mechanics.steps))
    mechanics.auxiliaries += [
        Auxiliary(mechanics.scenario.name, chosen, f"Number of the scenario that is run. {ids}"),
        Auxiliary(mechanics.step.name, Number(mechanics.program.step), "Years of a step"),
        Auxiliary(mechanics.steps.name, whole, "Steps since the start"),
        Auxiliary(mechanics.clock.name, clock, "Time, rounded to whole steps"),
    ]


def _factors_last(mechanics: Mechanics, factors: set[str]) -> list[Auxiliary]:
    return sorted(mechanics.auxiliaries, key=lambda each: each.name in factors)


def _translate(mechanics: Mechanics) -> None:
    program, rows = mechanics.program, mechanics.program.rows
    row: dict[int, Expression] = {
        number: Number(float(value)) for number, value in enumerate(rows.constants)
    }
    for number, (name, value) in enumerate(zip(rows.parameters, mechanics.numbers, strict=True)):
        about = parameter_words(mechanics.plan.case, mechanics.plan.parameters[number])
        row[rows.first_parameter + number] = mechanics.variable(
            words_of(name), Number(min(float(value), FOREVER)), about
        )
    for number, given in enumerate(rows.inputs):
        row[rows.first_input + number] = mechanics.input(number, given)
    states = [State(mechanics, rows.first_state + n, name) for n, name in enumerate(rows.states)]
    found = Arrivals(mechanics, {each.row: each for each in states})
    row |= found.seen()
    wanted = {out: id_ for id_, out in program.outputs.items()}

    def named(out: int, expression: Expression) -> Name:
        if out in wanted:
            return mechanics.factor(wanted.pop(out), expression)
        return mechanics.variable("term", expression)

    translation = Translation(program, row, named)
    translation.all()
    for id_, out in program.outputs.items():
        if wanted.get(out) == id_:
            mechanics.factor(id_, row[out])
    found.go(row)
