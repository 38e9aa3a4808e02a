"""Break the code of the decisions one place at a time, and count how often the tests notice.

    pip install cosmic-ray
    python -m benchmarks.mutation --sample 180 --seed 1 --out mutants.jsonl
    python -m benchmarks.mutation --again mutants.jsonl --out survivors.jsonl

The operators are those of cosmic-ray. Places are drawn at random from all that it can change in the
modules below, outside annotations, and one change at each: an operator such as `<` has ten
replacements, a number two. Each mutant runs in a copy of the tree, in a process of its own, against
the tests of its module; one that cannot be imported is not counted. Every survivor has to be
looked at: some change nothing that anybody could see, and only a reader can tell which.
"""

import argparse
import ast
import contextlib
import difflib
import importlib
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import cache, partial
from pathlib import Path

import grimp
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 150.0
"""seconds before a mutant counts as killed because its tests do not end"""
SLOW_IMPORTS = ("lark", "numba", "numpy", "pydantic", "pytest", "scipy.stats", "yaml")
"""imported once, before the processes of the mutants branch off"""
NOT_LOADED, KILLED, SURVIVED = "not loaded", "killed", "survived"

JUDGE = ("judge_decisions", "judge_hinge_rules", "judge_hinges", "case_decisions", "judge_judge")
SCHEDULE = ("models_schedule", "models_actions", "models_semantics", "models_flows", "runs_events",
            "case_decisions")  # fmt: skip
MODULES: dict[str, tuple[str, ...]] = {
    "judge/tally": JUDGE,
    "judge/verdicts": JUDGE,
    "judge/shares": JUDGE,
    "judge/sides": JUDGE,
    "judge/evaluation": ("judge_evaluate", *JUDGE),
    "judge/relevance": ("judge_following", *JUDGE),
    "judge/interventions": ("judge_following", "judge_needs", *JUDGE),
    "judge/sign_determinacy": ("judge_needs", *JUDGE),
    "judge/presence": ("judge_presence", *JUDGE),
    "judge/sizes": JUDGE,
    "judge/measurement_scale": ("judge_scale", "judge_evaluate", *JUDGE),
    "judge/hinges/knockouts": ("judge_presence", *JUDGE),
    "maps/membership": ("maps_build", "maps_conflicts", "models_denials", *JUDGE),
    "models/schedule": SCHEDULE,
    "models/schedule_builder": SCHEDULE,
    "models/dynamics": ("models_against_scipy", *SCHEDULE),
    "case/convert/claims": ("case_load", "case_doubt", "case_conditions", "case_decisions"),
    "case/convert/copying": ("case_copying", "case_load"),
    "case/convert/converter": ("case_load", "case_conditions", "case_words", "case_decisions"),
    "case/convert/factors": ("case_load", "case_doubt", "case_series", "case_decisions"),
    "case/convert/scales": ("case_words", "case_load", "case_decisions"),
    "case/convert/scenarios": ("case_actions", "case_load", "case_decisions"),
}  # fmt: skip
"""module → its test files, the nearest first"""


@dataclass(frozen=True)
class Mutant:
    """One change of one place."""

    module: str
    operator: str
    occurrence: int
    line: int
    column: int


def mutants(module: str) -> Iterator[Mutant]:
    """All mutants of a module, those of annotations left out."""
    source = _source(ROOT, module).read_text("utf-8")
    skipped = _annotations(ast.parse(source))
    tree = get_ast(source)
    for name in sorted(operator_names()):
        operator = get_operator(name)
        if operator.arguments():
            continue
        places = (at for node in ast_nodes(tree) for at in operator().mutation_positions(node))
        for number, (start, _) in enumerate(places):
            if not any(first <= start < last for first, last in skipped):
                yield Mutant(module, name, number, *start)


def _annotations(tree: ast.AST) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Start and end (line, column) of every annotation."""
    found = []
    for node in ast.walk(tree):
        for given in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if isinstance(given, ast.expr) and given.end_lineno and given.end_col_offset:
                start = (given.lineno, given.col_offset)
                found.append((start, (given.end_lineno, given.end_col_offset)))
    return found


def _source(tree: Path, module: str) -> Path:
    return tree / "src" / "contention" / f"{module}.py"


def outcome(tree: Path, mutant: Mutant) -> tuple[str, str]:
    """What becomes of a mutant in a copy of the tree, and its difference from the code."""
    path = _source(tree, mutant.module)
    code = path.read_text("utf-8")
    changed = mutate_code(code, get_operator(mutant.operator)(), mutant.occurrence)
    if changed is None:
        raise ValueError(f"no such mutant any more: {mutant}")
    lines = difflib.unified_diff(code.splitlines(), changed.splitlines(), lineterm="", n=0)
    path.write_text(changed, "utf-8")
    try:
        found = _apart(partial(_tests, mutant.module))
    finally:
        path.write_text(code, "utf-8")
    return found, "\n".join(list(lines)[2:])


def _warm(tree: Path) -> None:
    """Import the code of the copy, and judge once: the processes of the mutants share both."""
    sys.path[:0] = [str(tree), str(tree / "src")]
    os.chdir(tree)
    for name in ("case.load", "judge.judge", "show.terminal.judgement_text"):
        importlib.import_module(f"contention.{name}")
    warming = importlib.import_module("tests.test_judge_hinges").built()
    importlib.import_module("contention.judge.judge").judge(warming, draws=16, workers=1)
    for name in [name for name in sys.modules if name.partition(".")[0] == "tests"]:
        del sys.modules[name]
    _graph()


@cache
def _users(name: str) -> frozenset[str]:
    """A module and all that import it, themselves or through others; not the whole package."""
    return frozenset({name, *_graph().find_downstream_modules(name)} - {"contention"})


@cache
def _graph() -> grimp.ImportGraph:
    return grimp.build_graph("contention", cache_dir=None)


def _tests(*modules: str) -> int:
    """Run the tests of modules: 0 if they pass, 1 if one fails, 3 if a module does not load."""
    import pytest

    names = ["contention." + module.replace("/", ".") for module in modules]
    for name in frozenset[str]().union(*map(_users, names)):
        sys.modules.pop(name, None)
    try:
        for name in names:
            importlib.import_module(name)
    except Exception:
        return 3
    files = (f"tests/test_{name}.py" for module in modules for name in MODULES[module])
    there = [name for name in dict.fromkeys(files) if Path(name).exists()]
    options = ["-x", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=0"]
    return min(int(pytest.main([*options, *there])), 1)


def _apart(work: Callable[[], int], patience: float = PATIENCE) -> str:
    """Run in a process of its own, silently, and with a limit of time."""
    child = os.fork()
    if not child:
        status = 1
        with contextlib.suppress(BaseException):
            os.setsid()
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nowhere, stream)
            status = work()
        os._exit(status)
    ends = time.monotonic() + patience
    while time.monotonic() < ends:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return {0: SURVIVED, 3: NOT_LOADED}.get(os.waitstatus_to_exitcode(status), KILLED)
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return KILLED


def _copy(where: Path) -> Path:
    for name in ("src", "tests"):
        shutil.copytree(ROOT / name, where / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", where)
    return where


def _chosen(options: argparse.Namespace) -> list[Mutant]:
    """The sample, or the survivors of an earlier run."""
    if options.again:
        rows = [json.loads(line) for line in Path(options.again).read_text("utf-8").splitlines()]
        return [Mutant(**row["mutant"]) for row in rows if row["outcome"] == SURVIVED]
    places: dict[tuple[str, int, int, str], list[Mutant]] = {}
    for mutant in (mutant for module in MODULES for mutant in mutants(module)):
        family = mutant.operator.partition("_")[0]
        places.setdefault((mutant.module, mutant.line, mutant.column, family), []).append(mutant)
    size = min(options.sample, len(places))
    print(f"mutants at {size} of {len(places)} places, seed {options.seed}", flush=True)
    source = random.Random(options.seed)
    return [source.choice(places[place]) for place in source.sample(sorted(places), size)]


def main() -> None:
    """Run a sample, write a line of JSON for each mutant, and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sample", type=int, default=180)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", help="run the survivors in this file again")
    parser.add_argument("--out", type=Path, default=Path("mutants.jsonl"))
    options = parser.parse_args()
    sys.dont_write_bytecode = True
    for name in SLOW_IMPORTS:
        importlib.import_module(name)
    counts: Counter[str] = Counter()
    with (
        tempfile.TemporaryDirectory() as folder,
        options.out.open("w", encoding="utf-8") as out,
    ):
        tree = _copy(Path(folder))
        chosen = _chosen(options)
        _warm(tree)
        used = sorted({mutant.module for mutant in chosen})
        if _apart(partial(_tests, *used), PATIENCE * len(used)) != SURVIVED:
            raise SystemExit("the tests fail as they are")
        for mutant in chosen:
            found, difference = outcome(tree, mutant)
            counts[found] += 1
            row = {"mutant": asdict(mutant), "outcome": found, "difference": difference}
            print(json.dumps(row), file=out, flush=True)
    print(dict(counts))


if __name__ == "__main__":
    main()
