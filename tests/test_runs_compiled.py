"""Compilation: not at import, cached where there is a place for it, and without where not."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numba
import pytest

from contention.runs import compiled


def test_importing_the_engine_loads_no_compiler() -> None:
    program = (
        "import sys, contention, contention.cli.main, contention.runs.engine;"
        "sys.exit('numba' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_importing_the_kernel_compiles_nothing() -> None:
    program = (
        "import sys; from contention.runs.kernel import run_block;"
        "sys.exit(len(run_block.overloads))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_without_a_place_for_the_cache_it_compiles_without(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = numba.njit

    def refusing(*, cache: bool = False, **options: Any) -> Any:
        if cache:
            msg = "cannot cache function: no locator available"
            raise RuntimeError(msg)
        return real(**options)

    monkeypatch.setattr(compiled, "njit", refusing)

    def double(x: float) -> float:
        return 2.0 * x

    assert compiled.cached(double, "0" * 64)(4.0) == 8.0


def test_the_fingerprint_follows_the_sources() -> None:
    assert len(compiled.fingerprint()) == 64
    assert compiled.fingerprint() == compiled.fingerprint()


KERNEL = """
from typing import NamedTuple
from contention.runs.compiled import cached
from {module} import Pair

def double(pair):
    return pair.x + pair.x

print(cached(double, "{sources}" * 32)(Pair(4.0)))
"""
PAIR = "from typing import NamedTuple\n\nclass Pair(NamedTuple):\n    x: float\n"


@pytest.mark.slow
def test_a_cache_that_names_a_module_that_is_gone_is_not_read(tmp_path: Path) -> None:
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path / "cache")}
    for module, sources in (("old", "ab"), ("new", "cd")):
        (tmp_path / f"{module}.py").write_text(PAIR, "utf-8")
        kernel = tmp_path / "kernel.py"
        kernel.write_text(KERNEL.format(module=module, sources=sources), "utf-8")
        command = [sys.executable, str(kernel)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        assert done.stdout == "8.0\n"
        (tmp_path / f"{module}.py").unlink()
    assert len(list((tmp_path / "cache").rglob("*.nbi"))) == 2


class Features(dict[str, bool]):
    def flatten(self) -> str:
        return ",".join(f"+{name}" for name in self)


@pytest.mark.parametrize(
    ("host", "asked", "expected"),
    [
        (Features(avx2=True, avx512f=True), None, "+avx2,+avx512f,-prefer-256-bit"),
        (Features(avx2=True), None, None),
        (Features(avx512f=True), "+sse4.2", "+sse4.2"),
    ],
)
def test_wide_vectors_where_there_are_some_and_nobody_asked_otherwise(
    host: Features, asked: str | None, expected: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings: Any = numba.core.config
    monkeypatch.setattr(settings, "CPU_NAME", None)
    monkeypatch.setattr(settings, "CPU_FEATURES", asked)
    monkeypatch.setattr(compiled, "get_host_cpu_features", lambda: host)
    compiled._use_wide_vectors()
    assert expected == settings.CPU_FEATURES
