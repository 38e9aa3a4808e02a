"""`python -m benchmarks.tools`: the engine beside other tools on the same models, in one run.

    python -m benchmarks.tools [--out FOLDER] [--quick]

Every tool runs every model in a process of its own, one after the other. It writes
`performance.json`, the tables as `performance.md` and the picture as `performance.svg`; `--quick`
leaves out ensembles above 10,000 draws.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.tools.models import ENSEMBLES
from benchmarks.tools.picture import picture
from benchmarks.tools.runners import RUNNERS
from benchmarks.tools.slopes import slopes
from benchmarks.tools.tables import ENGINE, Cell, Cells, tables

DRAWS = {"engine": 1000, "engine, 2 threads": 1000,
         "engine, as an account": 1000, "C for this model": 1000,
         "SDEverywhere's C": 1000, "numpy": 1000, "pysimlin": 100, "PySD": 4}  # fmt: skip
"""draws of a run, which is repeated for two seconds; tools that run draws one by one get fewer"""
ENSEMBLE_DRAWS = tuple(10**power for power in range(7))
AGREES = 1e-6
"""largest relative difference of a final stock (of 0.001 for smaller ones); C has -ffast-math"""
LONGEST = 30.0
"""seconds that a larger ensemble may be expected to take, otherwise it is left out"""


def main() -> int:
    """Measure, compare, write."""
    parser = argparse.ArgumentParser(description="The engine beside other tools.")
    parser.add_argument("--out", type=Path, default=Path("out"))
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    cells: Cells = {(model, tool): cell(model, tool, DRAWS[tool])
                    for model in ENSEMBLES for tool in RUNNERS}  # fmt: skip
    most = 10**4 if options.quick else ENSEMBLE_DRAWS[-1]
    growth = {model: growing(model, most) for model in ENSEMBLES}
    options.out.mkdir(exist_ok=True)
    apart = disagreements(cells)
    steep = slopes()
    written = {"cells": [[*key, found] for key, found in cells.items()], "growth": growth,
               "slopes": steep}  # fmt: skip
    shown = tables(cells, growth) + "".join(
        f"\nExponent of the cost in {what}: {found:.2f}\n" for what, found in steep.items()
    )
    (options.out / "performance.json").write_text(json.dumps(written))
    (options.out / "performance.md").write_text(shown)
    (options.out / "performance.svg").write_text(picture(cells))
    sys.stdout.write(shown)
    sys.stdout.writelines(f"{line}\n" for line in apart)
    return 1 if apart else 0


def cell(model: str, tool: str, draws: int) -> Cell:
    """What a process of its own measures; `missing` where the tool is not here."""
    command = [sys.executable, "-m", "benchmarks.tools.cell", model, tool, str(draws)]
    command += ["--began", repr(time.time())]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{tool} on {model}: {done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def growing(model: str, most: int) -> list[Cell]:
    """The engine from one draw to `most`, as far as it is expected to take `LONGEST`."""
    found: list[Cell] = []
    for draws in ENSEMBLE_DRAWS:
        if draws > most or (found and draws / found[-1]["rate"] > LONGEST):
            break
        found.append(cell(model, ENGINE, draws))
    return found


def disagreements(cells: Cells) -> list[str]:
    """Tools whose final stocks are not the engine's."""
    apart = []
    for (model, tool), found in cells.items():
        ours = cells[model, ENGINE]
        if "final" not in found or "final" not in ours:
            continue
        expected, there = np.array(ours["final"]), np.array(found["final"])
        most = np.max(np.abs(there - expected) / (np.abs(expected) + 1e-3))
        if not most <= AGREES:
            apart.append(f"{tool} on {model}: stocks differ by {most:.1g}")
    return apart


if __name__ == "__main__":
    sys.exit(main())
