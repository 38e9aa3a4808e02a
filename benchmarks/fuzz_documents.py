"""Damaged and twisted files given to the readers: what comes of each.

`python -m benchmarks.fuzz_documents --format docx --seconds 60` makes mutants of a few files of our
own until the time is up, reads each, and counts what came of them: read, refused (a foreseen
problem with a hint), or raised (caught at the boundary of the readers, and a fault of ours). Slow
files are listed too. The exit status is 1 if anything was raised or took longer than `--slow`
seconds. Not part of CI: a run of an hour makes some hundred thousand mutants.
"""

import argparse
import json
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.fuzz_docx import docx_mutant
from benchmarks.fuzz_marked import html_mutant, markdown_mutant
from contention.documents.files import read_bytes
from contention.documents.limits import Limits, ReadOptions
from contention.documents.unreadable import UnreadableFileError

Mutator = Callable[[random.Random], bytes]


def _pdf_mutant(random_: random.Random) -> bytes:
    """A damaged PDF; what makes the originals is imported only if it is asked for."""
    from benchmarks.fuzz_pdf import pdf_mutant

    return pdf_mutant(random_)


FORMATS: Mapping[str, tuple[str, Mutator]] = {
    "docx": ("a.docx", docx_mutant),
    "html": ("a.html", html_mutant),
    "md": ("a.md", markdown_mutant),
    "pdf": ("a.pdf", _pdf_mutant),
}
"""Format → name of the file, and what makes a mutant."""

_OPTIONS = ReadOptions(any_language=True, limits=Limits(unpacked_bytes=20_000_000))


@dataclass
class Outcomes:
    """What came of the mutants so far."""

    tried: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    """read, refused, raised"""
    refusals: Counter[str] = field(default_factory=Counter)
    raised: dict[str, int] = field(default_factory=dict)
    """where an exception came from → the first seed that raised it"""
    slow: list[tuple[float, int]] = field(default_factory=list)
    """seconds of processor time, and seed"""


def try_mutant(form: str, seed: int, outcomes: Outcomes, slow: float) -> None:
    """Make the mutant of a seed, read it, and count what came of it."""
    name, make = FORMATS[form]
    data = make(random.Random(seed))
    begun = time.process_time()
    outcomes.tried += 1
    try:
        read_bytes(data, name, _OPTIONS)
        outcomes.kinds["read"] += 1
    except UnreadableFileError as error:
        outcomes.kinds["refused"] += 1
        outcomes.refusals[error.message[:60]] += 1
    except Exception as error:  # what is looked for
        outcomes.kinds["raised"] += 1
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
        outcomes.raised.setdefault(where, seed)
    took = time.process_time() - begun
    if took > slow:
        outcomes.slow.append((round(took, 1), seed))


def fuzz(form: str, first: int, seconds: float, slow: float) -> Outcomes:
    """Mutants of one format, from a first seed on, until the time is up."""
    outcomes = Outcomes()
    read_bytes(b"The rents rose.", "a.txt", _OPTIONS)  # loads what reading needs
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try_mutant(form, first + outcomes.tried, outcomes, slow)
    return outcomes


def main() -> None:
    """Fuzz one format, or write the mutant of one seed to a file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--format", choices=sorted(FORMATS), required=True)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=0, help="first seed")
    parser.add_argument(
        "--slow", type=float, default=10.0, help="seconds of processor time that are too many"
    )
    parser.add_argument("--write", type=Path, help="write the mutant of --seed here and stop")
    asked = parser.parse_args()
    if asked.write is not None:
        asked.write.write_bytes(FORMATS[asked.format][1](random.Random(asked.seed)))
        return
    outcomes = fuzz(asked.format, asked.seed, asked.seconds, asked.slow)
    shown = {
        "format": asked.format, "tried": outcomes.tried, **outcomes.kinds,
        "refusals": dict(outcomes.refusals.most_common(12)), "raised_at": outcomes.raised,
        "slow": outcomes.slow[:20],
    }  # fmt: skip
    print(json.dumps(shown, indent=1))
    sys.exit(1 if outcomes.raised or outcomes.slow else 0)


if __name__ == "__main__":
    main()
