"""Peak memory and time of judging by the number of draws; each in a process of its own.

    python -m benchmarks.judge_memory [DRAWS …]

Draws are judged in batches, so what grows with their number should be what is kept of each: one
margin for each verdict, and the quasi-random numbers while they are made.
"""

import json
import subprocess
import sys
from pathlib import Path

CASE = Path(__file__).parent.parent / "cases" / "congestion-charge"
DRAWS = (10_000, 100_000, 1_000_000)
_RUN = """
import json, resource, sys, time
from pathlib import Path
from contention.case.load import load_case
from contention.judge.judge import judge
case, _ = load_case(Path(sys.argv[1]))
judge(case, draws=16, hinges=False)  # compiled, and all libraries loaded
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
begun = time.perf_counter()
judged = judge(case, draws=int(sys.argv[2]), hinges=False)
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([before, after, time.perf_counter() - begun, len(judged.verdicts)]))
"""


def main(wanted: list[int]) -> None:
    """Print one line for each number of draws."""
    sys.stdout.write("      draws   before      peak   a draw   seconds\n")
    for draws in wanted or DRAWS:
        command = [sys.executable, "-c", _RUN, str(CASE), str(draws)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        before, after, seconds, _ = json.loads(done.stdout)
        each = (after - before) * 1024 / draws
        sys.stdout.write(
            f"{draws:11,} {before / 1024:5.0f} MB {after / 1024:6.0f} MB {each:6.0f} B "
            f"{seconds:9.1f}\n"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]])
