"""The process in which PySD and pysimlin run: a request on its input, opinions on its output.

A parser may raise anything, hang, take all memory, print and write: here it can only fail.
"""

import io
import json
import sys
import warnings
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import Any

from contention.stockflow.checking.opinion import Opinion, complaint

MEMORY = 4_000_000_000
"""bytes of address space"""


def _limit() -> None:
    try:
        import resource
    except ModuleNotFoundError:  # not on Windows
        return
    for kind, most in ((resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_AS, MEMORY)):
        with suppress(ValueError, OSError):  # some systems do not let themselves be limited
            resource.setrlimit(kind, (most, most))


def _opinion(reader: str, read: Callable[[], Opinion]) -> Opinion | None:
    """What a parser says; None if it is not installed."""
    try:
        return read()
    except ModuleNotFoundError:
        return None
    except BaseException as error:
        return Opinion(reader, failed=complaint(error))


def opinions(request: Mapping[str, Any]) -> list[Opinion]:
    """The opinions of the parsers that are installed."""
    from contention.stockflow.checking.pysd_reading import vensim_reading, xmile_reading
    from contention.stockflow.checking.simlin_reading import simlin_reading

    path = Path(request["path"])
    if request["language"] == "vensim":
        sections = {name: [tuple(pair) for pair in listed] for name, listed in request["sections"]}
        first = _opinion("PySD", lambda: vensim_reading(sections))
    else:
        first = _opinion("PySD", lambda: xmile_reading(path))
    found = (first, _opinion("pysimlin", lambda: simlin_reading(path)))
    return [each for each in found if each is not None]


def main() -> None:
    """Answers one request."""
    _limit()
    request = json.load(sys.stdin)
    answer = sys.stdout
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        found = opinions(request)
    answer.write(json.dumps([each.as_json() for each in found]))
    answer.flush()


if __name__ == "__main__":
    main()
