"""Turn a political argument into a model that runs, and find the sentences it hinges on.

`import contention as ct`, then `ct.load("cases/congestion-charge").judge()`; docs/python.md has
every name. Nothing is imported before it is asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contention.api.bundle import Bundle, BundleCheck, verify_bundle
    from contention.api.case import Case
    from contention.api.chunks import Chunks
    from contention.api.comparison import compare
    from contention.api.contest import Contest
    from contention.api.draws import Draws
    from contention.api.evidence import DataFiles, Evidence
    from contention.api.extraction import DocumentError, Proposals, extract, read
    from contention.api.importing import ImportedModel, Links, import_links, import_model
    from contention.api.judgement import Judgement
    from contention.api.levers import Levers
    from contention.api.loading import check, load
    from contention.api.model_loops import ModelLoops, model_loops
    from contention.api.runs import Runs
    from contention.api.simulating import Simulation, check_units, simulate
    from contention.api.texts import Texts, export_texts, import_texts
    from contention.api.verdict import Hinge, Verdict
    from contention.case.problem import CaseError, Problem

__version__ = "0.1.0"

_HOMES = {
    "api.bundle": ("Bundle", "BundleCheck", "verify_bundle"),
    "api.case": ("Case",),
    "api.chunks": ("Chunks",),
    "api.comparison": ("compare",),
    "api.contest": ("Contest",),
    "api.draws": ("Draws",),
    "api.evidence": ("DataFiles", "Evidence"),
    "api.extraction": ("DocumentError", "Proposals", "extract", "read"),
    "api.importing": ("ImportedModel", "Links", "import_links", "import_model"),
    "api.judgement": ("Judgement",),
    "api.levers": ("Levers",),
    "api.loading": ("check", "load"),
    "api.model_loops": ("ModelLoops", "model_loops"),
    "api.runs": ("Runs",),
    "api.simulating": ("Simulation", "check_units", "simulate"),
    "api.texts": ("Texts", "export_texts", "import_texts"),
    "api.verdict": ("Hinge", "Verdict"),
    "case.problem": ("CaseError", "Problem"),
}
_HOME = {name: f"{__name__}.{module}" for module, names in _HOMES.items() for name in names}

__all__ = [
    "Bundle", "BundleCheck", "Case", "CaseError", "Chunks", "Contest", "DataFiles",
    "DocumentError", "Draws", "Evidence", "Hinge", "ImportedModel", "Judgement", "Levers", "Links",
    "ModelLoops", "Problem", "Proposals", "Runs", "Simulation", "Texts", "Verdict", "__version__",
    "check", "check_units", "compare", "export_texts", "extract", "import_links", "import_model",
    "import_texts", "load", "model_loops", "read", "simulate", "verify_bundle",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(_HOME[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
