"""Compare link scores and relative loop scores with those of pysimlin, on exported accounts.

    python -m benchmarks.loops_against_simlin [--accounts 100] [--cases]

Random accounts, one draw and one scenario each, and with `--cases` every account of the worked
cases, each exported with every stage and term as a variable, so that both programs score the same
equations. Scores agree if they are within 1e-5 of each other, relative to the larger of the two and
1; compared are steps in which the change that a score is a share of is larger than rounding. Needs
the extra `models`.
"""

import argparse
import tempfile
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tests.equation_program import Scored, scored, turned
from tests.exported import exported

from benchmarks.exported_models import random_plans, worked_plans, written_xmile
from contention.exchange.models.equations import StockFlowModel

AGREES = 1e-5
ROUNDING = 1e-7
"""change of a variable in a step, relative to its largest value, below which nothing is compared"""

Series = NDArray[np.float64]


@dataclass
class Compared:
    """How many series there were and how far the furthest score is."""

    series: int = 0
    scores: int = 0
    agree: int = 0
    furthest: float = 0.0
    where: str = ""

    def add(self, ours: Series, theirs: Series, sure: NDArray[np.bool_], where: str) -> None:
        """Count one more pair of series."""
        self.series += 1
        self.scores += int(sure.sum())
        size = np.maximum(1.0, np.maximum(np.abs(ours), np.abs(theirs)))
        apart = (np.abs(ours - theirs) / size)[sure]
        self.agree += int((apart <= AGREES).sum())
        far = float(apart.max(initial=0.0))
        if far > self.furthest:
            self.furthest, self.where = far, where


@dataclass(frozen=True)
class Simlin:
    """What pysimlin says of a model."""

    mode: str
    values: dict[str, Series]
    links: dict[tuple[str, str], Series]
    loops: dict[tuple[str, ...], Series]


def in_simlin(model: StockFlowModel, folder: Path) -> Simlin:
    """Scores of the links and loops that pysimlin scores, the first point left out."""
    import simlin

    opened = simlin.load(str(written_xmile(model, folder)))
    simulation = opened.simulate(enable_ltm=True)
    simulation.run_to_end()
    links = {
        (each.from_var, each.to_var): each.score[1:]
        for each in simulation.get_links()
        if each.score is not None
    }
    mode = str(simulation.get_ltm_mode())
    values = {name: simulation.get_series(name) for name in simulation.get_var_names()}
    if mode == "discovery":
        found = opened.analyze(timeout=60.0)
        loops = {
            turned(each.variables): each.behavior_time_series[1:]
            for each in found.loops
            if each.behavior_time_series is not None
        }
        kept = "every" if found.enumeration_complete else "not every"
        return Simlin(f"{mode}, {kept} loop weighed", values, links, loops)
    loops = {
        turned(each.variables): simulation.get_relative_loop_score(each.id)[1:]
        for each in simulation.get_loops_runtime()
    }
    return Simlin(mode, values, links, loops)


def sure_steps(ours: Scored, theirs: Simlin, names: Iterable[str]) -> NDArray[np.bool_]:
    """Steps in which each variable changes by more than rounding, or in neither program at all."""
    found = []
    for name in names:
        values = np.stack([ours.values[name], theirs.values[name]])
        change = np.abs(np.diff(values, axis=1))
        moves = (change > ROUNDING * np.abs(values).max()).all(axis=0)
        found.append(moves | (change == 0.0).all(axis=0))
    return np.asarray(np.all(found, axis=0))


def grouped(run: Scored) -> list[tuple[str, ...]]:
    """Names of the variables that act on each other, whose loops share one sum."""
    variables = run.graph.variables
    return [tuple(variables[each].name for each in group.variables) for group in run.groups]


def compare(label: str, ours: Scored, theirs: Simlin, links: Compared, loops: Compared) -> None:
    """Add what one model shows to the counts."""
    for link, series in theirs.links.items():
        if link in ours.links:
            sure = sure_steps(ours, theirs, link)
            links.add(ours.links[link], series, sure, f"{label}: {' → '.join(link)}")
    found = ours.loops()
    rivals = {name: names for names in grouped(ours) for name in names}
    for names, series in theirs.loops.items():
        if names in found:
            sure = sure_steps(ours, theirs, rivals[names[0]])
            loops.add(found[names], series, sure, f"{label}: {' → '.join(names)}")


def main() -> None:
    """Print how many scores were compared and the largest difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=100)
    parser.add_argument("--cases", action="store_true")
    options = parser.parse_args()
    warnings.filterwarnings("ignore")
    links, loops, unlike = Compared(), Compared(), 0
    models = worked_plans() if options.cases else random_plans(options.accounts)
    with tempfile.TemporaryDirectory() as folder:
        for label, plan, scenario, draw in models:
            model = exported(plan, scenario, 3, draw)
            ours, theirs = scored(model), in_simlin(model, Path(folder))
            compare(label, ours, theirs, links, loops)
            unlike += len(set(theirs.loops) - set(ours.loops()))
            print(
                f"{label}: {len(ours.links)} links, {len(ours.loops())} loops; pysimlin "
                f"({theirs.mode}): {len(theirs.links)} links, {len(theirs.loops)} loops"
            )
    print(f"loops of pysimlin's that were not found here: {unlike}")
    for what, each in (("link scores", links), ("relative loop scores", loops)):
        print(f"{what}: {each.agree} of {each.scores} in {each.series} series agree, largest "
              f"difference {each.furthest:.2g} ({each.where})")  # fmt: skip


if __name__ == "__main__":
    main()
