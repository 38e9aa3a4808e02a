"""Asking PySD and pysimlin, in a process of their own, what a model file says."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

import contention
from contention.stockflow.checking.opinion import Opinion
from contention.stockflow.reading.read import decoded
from contention.stockflow.reading.source_text import Refused, SourceText
from contention.stockflow.reading.vensim.entries import Entry, sections
from contention.stockflow.reading.vensim.left_side import left_side
from contention.stockflow.source import SourceModel

SECONDS: Final = 60.0
"""that both parsers together may take"""
BOTH: Final = "PySD and pysimlin"


def asked(path: Path, model: SourceModel, seconds: float = SECONDS) -> list[Opinion]:
    """The opinions of the parsers that are installed; empty if none is."""
    source = str(Path(contention.__file__).parents[1])
    environment = dict(os.environ)
    environment["PYTHONPATH"] = os.pathsep.join(
        each for each in (source, environment.get("PYTHONPATH", "")) if each
    )
    environment |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    with tempfile.TemporaryDirectory() as empty:
        try:
            done = subprocess.run(
                [sys.executable, "-m", "contention.stockflow.checking.worker"],
                input=json.dumps(request_about(path, model)).encode(),
                capture_output=True,
                timeout=seconds,
                cwd=empty,
                env=environment,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return [Opinion(BOTH, failed=f"took more than {seconds:g} s")]
    try:
        return [Opinion.from_json(each) for each in json.loads(done.stdout)]
    except (ValueError, KeyError, TypeError):
        return [Opinion(BOTH, failed="ended without an answer")]


def request_about(path: Path, model: SourceModel) -> dict[str, object]:
    """What the other process is told, as JSON."""
    request: dict[str, object] = {"path": str(path.resolve()), "language": model.language}
    if model.language == "vensim":
        request["sections"] = _vensim_sections(path)
    return request


def _vensim_sections(path: Path) -> list[tuple[str, list[tuple[str, str]]]]:
    """Name of a macro, or nothing, and its equations as one line each with the name on the left."""
    source = SourceText(path.name, decoded(path.name, path.read_bytes())[0])
    return [
        (section.name, [_named(source, entry) for entry in section.entries])
        for section in sections(source)
    ]


def _named(source: SourceText, entry: Entry) -> tuple[str, str]:
    try:
        name = left_side(source, entry).name
    except Refused:
        name = ""
    return name, " ".join(entry.equation.split())
