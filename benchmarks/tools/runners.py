"""How each tool runs an ensemble: prepared once, then run on any number of draws.

A runner returns the final stocks, shape (stocks, draws); all must agree to rounding. What a tool
records besides is left out where it allows that.
"""

import contextlib
import ctypes
import io
import warnings
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.engine.model import program
from benchmarks.tools.c_source import c_source
from benchmarks.tools.models import Ensemble
from benchmarks.tools.numpy_run import numpy_run
from benchmarks.tools.sdeverywhere import SDEverywhere, gcc
from contention.exchange.models.vensim import write_vensim
from contention.exchange.models.xmile import write_xmile
from contention.models.program import Floats2d
from contention.runs.engine import run_segment
from contention.runs.model_runs import run_parameters
from contention.stockflow.compiler import compile_model
from contention.stockflow.names import key
from contention.stockflow.reading.read import read_model

FLAGS = ("-O3", "-march=native", "-ffast-math")
C_BLOCK = 64
Run = Callable[[Floats2d], Floats2d]
"""from constants, shape (constants, draws), to final stocks, shape (stocks, draws)"""


def engine(ensemble: Ensemble, folder: Path, threads: int = 1) -> Run:
    """Our engine, from the `.mdl` file that other tools read."""
    model, problems = read_model(mdl(ensemble, folder), "model.mdl")
    if model is None:
        raise ValueError(f"the model is not read: {problems}")
    compiled = compile_model(model, tuple(each.name for each in ensemble.constants))
    by_label = {key(each.label): each for each in compiled.shown}
    stocks = [by_label[key(each.name)] for each in ensemble.model.stocks]
    last = np.array([len(compiled.times) - 1])

    def once(constants: Floats2d) -> Floats2d:
        done = run_parameters(compiled, constants, shown=stocks, kept=last, workers=threads)
        return done.values[:, 0, :]

    return once


def account(ensemble: Ensemble, folder: Path) -> Run:
    """Our engine, on the instructions that an account of such links has."""
    del folder
    if ensemble.network is None:
        raise FileNotFoundError("not a model of links")
    made, schedule = program(ensemble.network)
    start = np.array([[each.initial] for each in ensemble.model.stocks])

    def once(constants: Floats2d) -> Floats2d:
        state = np.repeat(start, constants.shape[1], axis=1)
        return run_segment(made, constants, schedule, state, 0, ensemble.steps).final

    return once


def c(ensemble: Ensemble, folder: Path) -> Run:
    """C for this model only."""
    source, library = folder / "own.c", folder / "own.so"
    source.write_text(c_source(ensemble, C_BLOCK))
    gcc(source, library, FLAGS)
    run = ctypes.CDLL(str(library)).run
    pointer = np.ctypeslib.ndpointer(dtype=np.float64, flags="C_CONTIGUOUS")
    run.argtypes, run.restype = [pointer, pointer, ctypes.c_long], None

    def once(constants: Floats2d) -> Floats2d:
        draws = constants.shape[1]
        padded = -(-draws // C_BLOCK) * C_BLOCK
        filled = np.ascontiguousarray(np.pad(constants, ((0, 0), (0, padded - draws)), "edge"))
        final = np.empty((len(ensemble.model.stocks), padded))
        run(filled, final, padded)
        return final[:, :draws]

    return once


def pysimlin(ensemble: Ensemble, folder: Path) -> Run:
    """pysimlin, one run after the other, from XMILE."""
    import simlin

    file = folder / "model.xmile"
    names = [each.name for each in ensemble.model.stocks]
    names += [each.name for each in ensemble.model.auxiliaries]
    file.write_bytes(write_xmile(ensemble.model, "0.1", dict.fromkeys(names, (0.0, 0.0))))
    simulation = simlin.load(str(file)).simulate()
    varied = [each.name for each in ensemble.constants]
    stocks = [each.name for each in ensemble.model.stocks]

    def once(constants: Floats2d) -> Floats2d:
        final = np.empty((len(stocks), constants.shape[1]))
        for draw in range(constants.shape[1]):
            simulation.reset()
            for name, value in zip(varied, constants[:, draw], strict=True):
                simulation.set_value(name, float(value))
            simulation.run_to_end()
            final[:, draw] = [simulation.get_value(name) for name in stocks]
        return final

    return once


def pysd(ensemble: Ensemble, folder: Path) -> Run:
    """PySD, one run after the other, from `.mdl`."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        import pysd

        model: Any = pysd.read_vensim(str(mdl(ensemble, folder)))
    varied = [each.name for each in ensemble.constants]
    stocks = [each.name for each in ensemble.model.stocks]

    def once(constants: Floats2d) -> Floats2d:
        final = np.empty((len(stocks), constants.shape[1]))
        for draw in range(constants.shape[1]):
            given = dict(zip(varied, map(float, constants[:, draw]), strict=True))
            found = model.run(params=given, return_columns=stocks,
                              return_timestamps=[ensemble.model.stop])  # fmt: skip
            final[:, draw] = found[stocks].to_numpy()[-1]
        return final

    return once


def mdl(ensemble: Ensemble, folder: Path) -> Path:
    """The model as Vensim's file."""
    file = folder / "model.mdl"
    file.write_bytes(write_vensim(ensemble.model))
    return file


def plain_numpy(ensemble: Ensemble, folder: Path) -> Run:
    """Arrays over all draws, one operation after the other."""
    del folder
    return numpy_run(ensemble)


def sdeverywhere_c(ensemble: Ensemble, folder: Path) -> Run:
    """SDEverywhere's C, one run after the other inside C."""
    varied = [each.name for each in ensemble.constants]
    stocks = [each.name for each in ensemble.model.stocks]
    tool = SDEverywhere(folder)
    compiled = tool.compiled(mdl(ensemble, folder), varied, stocks, FLAGS)
    return lambda constants: compiled.final(constants, ensemble.steps)


RUNNERS: Mapping[str, Callable[[Ensemble, Path], Run]] = {
    "engine": engine,
    "engine, 2 threads": partial(engine, threads=2),
    "engine, as an account": account,
    "C for this model": c,
    "SDEverywhere's C": sdeverywhere_c,
    "pysimlin": pysimlin,
    "numpy": plain_numpy,
    "PySD": pysd,
}
