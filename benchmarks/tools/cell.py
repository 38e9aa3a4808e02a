"""`python -m benchmarks.tools.cell MODEL TOOL DRAWS`: one tool, one model, in its own process.

Prints JSON: seconds until the first result, from the start of the process; draws per second of
processor time and of the clock (the best of the runs that fit in the time given); peak memory; and
the final stocks of the first draws, by which the tools are compared.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.tools.models import ENSEMBLES
from benchmarks.tools.runners import RUNNERS

COMPARED = 4
"""draws whose final stocks are compared"""


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", choices=ENSEMBLES)
    parser.add_argument("tool", choices=RUNNERS)
    parser.add_argument("draws", type=int)
    parser.add_argument("--began", type=float, default=time.time(), help="epoch of the start")
    parser.add_argument("--seconds", type=float, default=2.0, help="for repetitions")
    options = parser.parse_args()
    ensemble = ENSEMBLES[options.model]()
    constants = ensemble.draws(options.draws)
    with tempfile.TemporaryDirectory() as folder:
        try:
            run = RUNNERS[options.tool](ensemble, Path(folder))
            first = run(constants[:, :COMPARED])
        except (ImportError, FileNotFoundError) as missing:
            sys.stdout.write(json.dumps({"missing": str(missing)}))
            return 0
        until_first = time.time() - options.began
        clock: list[float] = []
        busy: list[float] = []
        until = time.perf_counter() + options.seconds
        while len(clock) < 2 or time.perf_counter() < until:
            began, worked = time.perf_counter(), time.process_time()
            run(constants)
            clock.append(time.perf_counter() - began)
            busy.append(time.process_time() - worked)
            if clock[0] > options.seconds:
                break
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = {
        "first": until_first, "draws": options.draws, "rate": options.draws / min(clock),
        "rate_busy": options.draws / min(busy), "memory": memory, "final": first.tolist(),
    }  # fmt: skip
    sys.stdout.write(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
