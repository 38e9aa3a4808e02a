"""`python -m benchmarks.engine`: draws per second and core, engine and C, in turns."""

import argparse
import ctypes
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.engine.model import Network, c_source, network, numbers, program
from contention.models.program import Floats2d
from contention.runs.engine import run_segment

FLAGS = ["-O3", "-march=native", "-ffast-math", "-shared", "-fPIC"]
C_BLOCKS = (32, 64, 128)
"""each C program is given the best of these"""
C_FORMS = {"each link": False, "each cause": True}
"""For what the C program computes a tanh: as the formulas say, or as they can be shared."""
Run = Callable[[], Floats2d]


def c_run(
    model: Network, parameters: Floats2d, state: Floats2d, folder: Path, block: int, *, shared: bool
) -> Run:
    """Compile the C program with draws in blocks of this size."""
    name = f"model{block}{shared}"
    source, library = folder / f"{name}.c", folder / f"{name}.so"
    source.write_text(c_source(model, block, shared=shared))
    subprocess.run(["gcc", *FLAGS, "-o", library, source, "-lm", "-lmvec"], check=True)
    run = ctypes.CDLL(str(library)).run
    pointer = np.ctypeslib.ndpointer(dtype=np.float64, flags="C_CONTIGUOUS")
    run.argtypes, run.restype = [pointer, pointer, ctypes.c_long], None

    def once() -> Floats2d:
        result = state.copy()
        run(parameters, result, state.shape[1])
        return result

    return once


def engine_run(model: Network, parameters: Floats2d, state: Floats2d, workers: int = 1) -> Run:
    """The engine on the same numbers."""
    instructions, schedule = program(model)

    def once() -> Floats2d:
        return run_segment(
            instructions, parameters, schedule, state, 0, model.steps, workers=workers
        ).final

    return once


def seconds(run: Run, clock: Callable[[], float] = time.process_time) -> float:
    """Processor time of one run, or what another clock says of it."""
    start = clock()
    run()
    return clock() - start


def measure(model: Network, draws: int, repeats: int) -> dict[str, float]:
    """Alternate all programs; a ratio is the median of the ratios of neighbours."""
    parameters, state = numbers(model, draws, seed=2)
    engine = engine_run(model, parameters, state)
    expected = engine()
    figures = {"largest_difference": 0.0}
    with tempfile.TemporaryDirectory() as folder:
        for form, shared in C_FORMS.items():
            programs = {
                block: c_run(model, parameters, state, Path(folder), block, shared=shared)
                for block in C_BLOCKS
            }
            apart = max(float(np.abs(expected - run()).max()) for run in programs.values())
            best = min(C_BLOCKS, key=lambda block: min(seconds(programs[block]) for _ in range(3)))
            pairs = [(seconds(engine), seconds(programs[best])) for _ in range(repeats)]
            figures |= {
                "engine_draws_per_second": draws / statistics.median(ours for ours, _ in pairs),
                f"c_draws_per_second, {form}": draws / statistics.median(c for _, c in pairs),
                f"c_block, {form}": best,
                f"ratio, {form}": statistics.median(theirs / ours for ours, theirs in pairs),
                "largest_difference": max(figures["largest_difference"], apart),
            }
    return figures | two_threads(engine, engine_run(model, parameters, state, 2), repeats)


def two_threads(one: Run, two: Run, repeats: int) -> dict[str, float]:
    """How many times as fast two threads are: by the clock, and if both cores had been idle.

    The latter is by processor time: what waiting, copying and counting add to the work.
    """
    clock = min(seconds(one, time.perf_counter) for _ in range(repeats)) / min(
        seconds(two, time.perf_counter) for _ in range(repeats)
    )
    work = statistics.median(seconds(one) / seconds(two) for _ in range(repeats))
    return {"two_threads_by_the_clock": clock, "two_threads_by_processor_time": 2.0 * work}


def main() -> int:
    """Print the figures; 1 where the programs do not compute the same."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--draws", type=int, default=4096, help="a multiple of 128")
    parser.add_argument("--repeats", type=int, default=9)
    options = parser.parse_args()
    if shutil.which("gcc") is None:
        print("skipped: no gcc to compile the C program with; install gcc", file=sys.stderr)
        return 0
    model = network(factors=30, links=60, steps=520, seed=1)
    figures = measure(model, options.draws, options.repeats)
    if options.json:
        print(json.dumps(figures))
    else:
        print(f"30 factors, 60 links, 520 Euler steps, {options.draws} draws, one core")
        print(f"engine                  {figures['engine_draws_per_second']:7.0f} draws/s")
        for form in C_FORMS:
            print(
                f"C, a tanh for {form:10s}{figures[f'c_draws_per_second, {form}']:7.0f} draws/s,"
                f" engine {figures[f'ratio, {form}']:.2f} times as fast ({' '.join(FLAGS[:3])})"
            )
        print(
            f"two threads are {figures['two_threads_by_the_clock']:.2f} times as fast by the clock,"
            f" {figures['two_threads_by_processor_time']:.2f} by processor time"
        )
        print(f"largest difference of a state {figures['largest_difference']:.1e}")
    return 0 if figures["largest_difference"] < 1e-9 else 1


if __name__ == "__main__":
    sys.exit(main())
