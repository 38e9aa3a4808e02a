"""Models that every tool runs: as equations, and as the constants that an ensemble varies."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from graphlib import TopologicalSorter
from pathlib import Path

import numpy as np

from benchmarks.engine.model import Network, network
from contention.case.load import load_case
from contention.exchange.models.equations import (
    Auxiliary,
    Call,
    Expression,
    Function,
    Lookup,
    Name,
    Number,
    Stock,
    StockFlowModel,
    names_in,
)
from contention.exchange.models.from_program import stock_flow_model
from contention.models.program import SATURATION, Floats2d
from contention.runs.plan import numbers, prepare

CASE = Path(__file__).parent.parent.parent / "cases" / "war-against-war"
ACCOUNT = "authors_2024"


@dataclass(frozen=True)
class Constant:
    """A constant of a model and the range that it is drawn from, uniformly."""

    name: str
    low: float
    high: float


@dataclass(frozen=True)
class Ensemble:
    """A model and what varies in it."""

    name: str
    model: StockFlowModel
    constants: tuple[Constant, ...]
    network: Network | None = None
    """the same model as links of an account, if it is one; constants in the same order"""

    @property
    def steps(self) -> int:
        """Steps of a run."""
        return round((self.model.stop - self.model.start) / self.model.step)

    def draws(self, count: int, seed: int = 1) -> Floats2d:
        """Values of the constants, shape (constants, draws); more draws begin with fewer."""
        generator = np.random.default_rng(seed)
        low = np.array([each.low for each in self.constants]).reshape(-1, 1)
        high = np.array([each.high for each in self.constants]).reshape(-1, 1)
        return np.asarray(low + (high - low) * generator.random((count, len(self.constants))).T)


def in_order(auxiliaries: Mapping[str, Expression]) -> list[str]:
    """Names of auxiliaries, each after those that it needs."""
    graph = {name: names_in(made) & auxiliaries.keys() for name, made in auxiliaries.items()}
    return list(TopologicalSorter(graph).static_order())


def epidemic() -> Ensemble:
    """Susceptible, infectious and recovered people over 100 days, in 3,200 steps."""
    infection = _of("multiply", "contacts", "infectivity", "susceptible",
                    _of("divide", "infectious", "population"))  # fmt: skip
    model = StockFlowModel(
        "epidemic", 0.0, 100.0, 1 / 32,
        (
            Stock("susceptible", 999.0, _of("negate", "infection")),
            Stock("infectious", 1.0, _of("subtract", "infection", "recovery")),
            Stock("recovered", 0.0, Name("recovery")),
        ),
        (
            Auxiliary("contacts", Number(5.0)),
            Auxiliary("infectivity", Number(0.1)),
            Auxiliary("duration", Number(4.0)),
            Auxiliary("population", Number(1000.0)),
            Auxiliary("infection", infection),
            Auxiliary("recovery", _of("divide", "infectious", "duration")),
        ),
    )  # fmt: skip
    varied = (("contacts", 3.0, 8.0), ("infectivity", 0.05, 0.15), ("duration", 3.0, 7.0))
    return Ensemble("SIR, 3,201 points", model, tuple(Constant(*each) for each in varied))


def links(factors: int, count: int, steps: int) -> Ensemble:
    """Factors that saturated first-order links act on, as accounts have them."""
    made = network(factors, count, steps, seed=1)
    generator = np.random.default_rng(2)
    constants = [
        Auxiliary(f"e{number}", Number(float(value)))
        for number, value in enumerate(generator.uniform(-0.6, 0.6, count))
    ]
    times = [Auxiliary(f"t{number}", Number(1.0)) for number in range(factors)]
    saturated = [Auxiliary(f"g{cause}", _saturated(f"y{cause}")) for cause in _causes(made)]
    stocks = tuple(
        Stock(f"y{factor}", float(generator.normal(0, 0.5)), _relaxation(made, factor))
        for factor in range(factors)
    )
    model = StockFlowModel(
        f"links {factors}", 0.0, 0.05 * steps, 0.05, stocks, (*constants, *times, *saturated)
    )
    varied = [Constant(each.name, -0.6, 0.6) for each in constants]
    varied += [Constant(each.name, 0.5, 2.0) for each in times]
    return Ensemble(f"{factors} factors, {count} links, {steps} steps", model, tuple(varied), made)


def world(sectors: int = 5) -> Ensemble:
    """A model of World3's size and make: per sector eight stocks and eleven graphical functions.

    Its equations and numbers are our own: sectors of population, capital, land, resources and
    pollution would need the published tables. In each, stocks grow and shrink at rates that
    graphical functions of other stocks bend; in all 40 stocks, 55 graphical functions and some 250
    variables, 200 years in steps of half a year.
    """
    generator = np.random.default_rng(3)
    sizes = 8
    names = [f"s{sector}_{number}" for sector in range(sectors) for number in range(sizes)]
    auxiliaries: list[Auxiliary] = []
    stocks: list[Stock] = []
    varied: list[Constant] = []
    for name in names:
        growth, decline = f"growth_{name}", f"decline_{name}"
        auxiliaries += [Auxiliary(growth, Number(0.03)), Auxiliary(decline, Number(0.025))]
        varied += [Constant(growth, 0.02, 0.04), Constant(decline, 0.02, 0.03)]
        effects = []
        for number in range(1 + (len(stocks) % 8 < 3)):
            effect = f"effect{number}_{name}"
            auxiliaries.append(Auxiliary(effect, _table(str(generator.choice(names)), generator)))
            effects.append(effect)
        auxiliaries += [
            Auxiliary(f"in_{name}", _of("multiply", name, growth, *effects)),
            Auxiliary(f"out_{name}", _of("multiply", name, decline)),
        ]
        flow = _of("subtract", f"in_{name}", f"out_{name}")
        stocks.append(Stock(name, float(generator.uniform(0.5, 1.5)), flow))
    model = StockFlowModel("world", 1900.0, 2100.0, 0.5, tuple(stocks), tuple(auxiliaries))
    return Ensemble("World3-like, 400 steps", model, tuple(varied))


def _table(argument: str, generator: np.random.Generator) -> Lookup:
    x = tuple(float(value) for value in np.linspace(0.0, 4.0, 9))
    falling = np.sort(generator.uniform(0.2, 1.8, 9))[::-1]
    return Lookup(x, tuple(round(float(value), 4) for value in falling), Name(argument))


def _saturated(name: str) -> Expression:
    """`SATURATION * tanh(y / SATURATION)`, in functions that every tool has."""
    twice = _of("exp", _of("multiply", Number(2.0 / SATURATION), name))
    share = _of("divide", Number(2.0 * SATURATION), _of("add", twice, Number(1.0)))
    return _of("subtract", Number(SATURATION), share)


def _relaxation(model: Network, factor: int) -> Expression:
    terms = [
        _of("multiply", f"e{number}", f"g{cause}")
        for number, (cause, effect) in enumerate(model.links)
        if effect == factor
    ]
    pull = terms[0]
    for term in terms[1:]:
        pull = _of("add", pull, term)
    return _of("divide", _of("subtract", pull, f"y{factor}"), f"t{factor}")


def _causes(model: Network) -> Sequence[int]:
    return sorted({cause for cause, _ in model.links})


def _of(function: Function, *arguments: Expression | str) -> Expression:
    """A call; operators of more than two arguments are chained from the left."""
    parts = [Name(each) if isinstance(each, str) else each for each in arguments]
    made = parts[0]
    if len(parts) == 1:
        return Call(function, (made,))
    for part in parts[1:]:
        made = Call(function, (made, part))
    return made


def worked() -> Ensemble:
    """The authors' account of 2024 of the worked case, with the numbers of its first draw."""
    case, problems = load_case(CASE)
    if case is None:
        raise ValueError(f"{CASE} does not load: {problems}")
    plan = prepare(case, ACCOUNT)
    plan = prepare(case, ACCOUNT, outputs=plan.map.factors)
    plan = replace(plan, program=replace(plan.program, method="euler"))
    row = numbers(plan, seed=1, first=0, count=1).rows[:, 0]
    scenarios = tuple(case.scenarios)
    model = stock_flow_model(plan, row, scenarios, "worked case", scenarios[-1])
    return Ensemble("worked case", model, ())


ENSEMBLES: Mapping[str, Callable[[], Ensemble]] = {
    "sir": epidemic,
    "links30": lambda: links(30, 60, 520),
    "links57": lambda: links(57, 94, 520),
    "links300": lambda: links(300, 900, 520),
    "world": world,
    "worked": worked,
}
"""by the name that the command line takes"""
