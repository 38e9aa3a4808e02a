"""Compare the numbers of exported models in other engines with those computed here.

    python -m benchmarks.exported_models [--accounts 500] [--cases] [--without PySD]

Random accounts (every kind of factor, link and action, events included), one draw and one scenario
each, and with `--cases` every account of the worked cases. Each is written as XMILE for pysimlin
and PySD, as `.mdl` for PySD and SDEverywhere, and as a Python script; a model agrees if every
factor is within 1e-9 of the value (of 0.001 for values below that). Needs the extra `models`;
SDEverywhere needs node, npm and gcc, and is left out without them.
"""

import argparse
import contextlib
import io
import tempfile
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tests.exported import (
    Courses,
    by_euler,
    difference,
    engine_courses,
    exported,
    random_scenarios,
    script_courses,
)

from benchmarks.tools.sdeverywhere import SDEverywhere
from contention.case.load import load_case
from contention.exchange.models.equations import StockFlowModel
from contention.exchange.models.vensim import write_vensim
from contention.exchange.models.xmile import write_xmile
from contention.runs.plan import Plan

CASES = Path(__file__).parent.parent / "cases"
AGREES = 1e-9
Engine = Callable[[StockFlowModel, Path], Courses]


def in_pysimlin(model: StockFlowModel, folder: Path) -> Courses:
    """Courses of factors by pysimlin, from XMILE."""
    import simlin

    results = simlin.load(str(written_xmile(model, folder))).run().results
    return _courses(model, {str(name): results[name].to_numpy() for name in results.columns})


def in_pysd(model: StockFlowModel, folder: Path) -> Courses:
    """Courses of factors by PySD, from XMILE."""
    import pysd

    return _run_pysd(model, pysd.read_xmile(str(written_xmile(model, folder))))


def in_pysd_from_vensim(model: StockFlowModel, folder: Path) -> Courses:
    """Courses of factors by PySD, from a `.mdl` file."""
    import pysd

    file = folder / "model.mdl"
    file.write_bytes(write_vensim(model))
    return _run_pysd(model, pysd.read_vensim(str(file)))


class InSDEverywhere:
    """Courses of factors by the C that SDEverywhere generates from `.mdl`."""

    def __init__(self, folder: Path) -> None:
        self.tool = SDEverywhere(folder)

    def __call__(self, model: StockFlowModel, folder: Path) -> Courses:
        """Compile the model and run it."""
        file = folder / "model.mdl"
        file.write_bytes(write_vensim(model))
        wanted = [each.name for each in model.auxiliaries if each.factor]
        compiled = self.tool.compiled(file, (), wanted, ("-O0",))
        found = compiled.courses(round((model.stop - model.start) / model.step))
        return _courses(model, dict(zip(wanted, found.T, strict=True)))


def _run_pysd(model: StockFlowModel, running: Any) -> Courses:
    wanted = [each.name for each in model.auxiliaries if each.factor]
    found = running.run(return_columns=wanted)
    return _courses(model, {str(name): found[name].to_numpy() for name in found.columns})


def written_xmile(model: StockFlowModel, folder: Path) -> Path:
    """The file of a model written as XMILE."""
    file = folder / "model.xmile"
    names = [each.name for each in model.stocks] + [each.name for each in model.auxiliaries]
    file.write_bytes(write_xmile(model, "0.1", dict.fromkeys(names, (0.0, 0.0))))
    return file


def _courses(model: StockFlowModel, found: dict[str, NDArray[np.float64]]) -> Courses:
    by_name = {name.lower().replace(" ", "_"): values for name, values in found.items()}
    return {each.factor: by_name[each.name] for each in model.auxiliaries if each.factor}


ENGINES: dict[str, Engine] = {
    "Python script": lambda model, _: script_courses(model),
    "pysimlin, XMILE": in_pysimlin,
    "PySD, XMILE": in_pysd,
    "PySD, .mdl": in_pysd_from_vensim,
}


def _in_sdeverywhere(folder: Path) -> dict[str, Engine]:
    try:
        return {"SDEverywhere, .mdl": InSDEverywhere(folder)}
    except FileNotFoundError as missing:
        print(f"SDEverywhere is left out: {missing}")
        return {}


def _chosen(engines: dict[str, Engine], without: str | None) -> dict[str, Engine]:
    return {
        name: run for name, run in engines.items() if not without or not name.startswith(without)
    }


def random_plans(accounts: int) -> Iterator[tuple[str, Plan, str, int]]:
    """Label, plan, scenario and draw of random accounts."""
    for seed in range(accounts):
        case = random_scenarios(seed, step=0.05)
        scenario = tuple(case.scenarios)[seed % len(case.scenarios)]
        yield f"random {seed}", by_euler(case, "account"), scenario, seed % 5


def worked_plans() -> Iterator[tuple[str, Plan, str, int]]:
    """The same of every account of the worked cases."""
    for folder in ("congestion-charge", "war-against-war"):
        case, _ = load_case(CASES / folder)
        assert case is not None
        for number, account in enumerate(case.accounts):
            scenario = tuple(case.scenarios)[number % len(case.scenarios)]
            yield f"{folder} {account} {scenario}", by_euler(case, account), scenario, number


def main() -> None:
    """Print, for each engine, how many models agree, and the largest difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=500)
    parser.add_argument("--cases", action="store_true")
    parser.add_argument("--without", help="leave out engines whose names begin so")
    options = parser.parse_args()
    warnings.filterwarnings("ignore")
    found: dict[str, list[float]] = defaultdict(list)
    tried = worked_plans() if options.cases else random_plans(options.accounts)
    with tempfile.TemporaryDirectory() as folder:
        engines = _chosen(ENGINES | _in_sdeverywhere(Path(folder)), options.without)
        for label, plan, scenario, draw in tried:
            model = exported(plan, scenario, 3, draw)
            ours = engine_courses(plan, scenario, 3, draw)
            for engine, run in engines.items():
                with contextlib.redirect_stderr(io.StringIO()):
                    far = difference(ours, run(model, Path(folder)))
                found[engine].append(far)
                if not far <= AGREES:
                    print(f"{engine}: {label} differs by {far:.2g}", flush=True)
    for engine, differences in found.items():
        agree = sum(each <= AGREES for each in differences)
        worst = max(differences)
        print(f"{engine}: {agree} of {len(differences)} agree, largest difference {worst:.2g}")


if __name__ == "__main__":
    main()
