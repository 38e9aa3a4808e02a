"""Judging the worked cases side by side with another version, in one run.

    python -m benchmarks.judge_speed OLD_TREE [--draws 10000] [--hinge-draws 256]

OLD_TREE is a checkout of the other version (`git worktree add OLD_TREE 8de052d`); what it imports
has to be installed, or on PYTHONPATH. Both judge the cases of OLD_TREE, each in a process of its
own, one after the other, without other readings of the words, which the old version does not have;
then this version once more with its default readings. Times are processor seconds of judging
alone: the engine is compiled, and the case loaded, before. Processor time, too, grows if other
programs keep the caches busy: compare within one run only.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import gettempdir

HERE = Path(__file__).resolve().parent.parent
CASES = ("war-against-war", "congestion-charge")
_RUN = """
import inspect, json, resource, sys, time
from pathlib import Path
from contention.case.load import load_case
from contention.judge.judge import judge
case = load_case(Path(sys.argv[1]))[0]
draws, hinge_draws, reading_draws = map(int, sys.argv[2:])
options = {}
if "reading_draws" in inspect.signature(judge).parameters:
    options["reading_draws"] = reading_draws
judge(case, draws=16, hinge_draws=16, accounts=[list(case.accounts)[-1]], hinges=False)
begun, wall = time.process_time(), time.perf_counter()
judge(case, draws=draws, hinge_draws=hinge_draws, **options)
print(json.dumps([time.process_time() - begun, time.perf_counter() - wall,
                  resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def main() -> None:
    """Print processor seconds, seconds and peak memory of each, and how many times faster it is."""
    options = _options()
    numbers = (options.draws, options.hinge_draws)
    sys.stdout.write(f"{'case':20}{'version':24}{'processor':>10}{'seconds':>9}{'MB':>6}\n")
    for name in options.case:
        case = options.old.resolve() / "cases" / name
        old = _line(case, "old", options.old.resolve(), (*numbers, 0))
        new = _line(case, "this, one reading", HERE, (*numbers, 0))
        every = _line(case, "this, four readings", HERE, (*numbers, 1000))
        sys.stdout.write(f"{name}: {old / new:.1f} × as fast; {old / every:.1f} × with readings\n")
        sys.stdout.flush()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Judge side by side with another version.")
    parser.add_argument("old", type=Path)
    parser.add_argument("--draws", type=int, default=10_000)
    parser.add_argument("--hinge-draws", type=int, default=256)
    parser.add_argument("--case", nargs="*", default=list(CASES))
    return parser.parse_args()


def _line(case: Path, version: str, tree: Path, numbers: tuple[int, int, int]) -> float:
    """Judge one case with one version; processor seconds."""
    before = os.environ.get("PYTHONPATH", "")
    path = os.pathsep.join([str(tree / "src"), str(tree), before])
    cache = Path(gettempdir()) / f"judge-speed-{version[:3]}"
    done = subprocess.run(
        [sys.executable, "-c", _RUN, str(case), *map(str, numbers)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": path, "NUMBA_CACHE_DIR": str(cache)},
    )
    name = case.name
    processor, seconds, memory = json.loads(done.stdout.splitlines()[-1])
    sys.stdout.write(f"{name:20}{version:24}{processor:10.1f}{seconds:9.1f}{memory:6.0f}\n")
    sys.stdout.flush()
    return float(processor)


if __name__ == "__main__":
    main()
