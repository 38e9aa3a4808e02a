"""Models written in a few lines, and their courses."""

from pathlib import Path

import numpy as np

import contention as ct
from contention.models.program import Floats1d


def vensim(
    folder: Path, equations: str, *, stop: float = 4, step: float = 1, start: float = 0
) -> dict[str, Floats1d]:
    """The course of every variable of a Vensim model; settings of the run are added.

    Equations end at the ends of their lines.
    """
    lines = [line.strip() for line in equations.strip().splitlines()]
    settings = [
        f"INITIAL TIME = {start}", f"FINAL TIME = {stop}", f"TIME STEP = {step}",
        "SAVEPER = TIME STEP",
    ]  # fmt: skip
    text = "{UTF-8}\n" + "\n".join(f"{line} ~~|" for line in (*lines, *settings))
    return courses(folder / "model.mdl", text)


def xmile(
    folder: Path, variables: str, *, stop: float = 4, step: float = 1, more: str = "",
    method: str = "Euler",
) -> dict[str, Floats1d]:  # fmt: skip
    """The course of every variable of an XMILE model; `more` goes before its variables."""
    text = f"""<?xml version="1.0" encoding="utf-8"?>
<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">
<header><vendor>test</vendor><product version="1">test</product></header>
<sim_specs method="{method}" time_units="years">
<start>0</start><stop>{stop}</stop><dt>{step}</dt></sim_specs>
{more}<model><variables>{variables}</variables></model></xmile>"""
    return courses(folder / "model.xmile", text)


def courses(file: Path, text: str) -> dict[str, Floats1d]:
    """The course of every variable of a model file with this text."""
    file.write_text(text, encoding="utf-8")
    found = ct.simulate(file)
    return {
        "time": found.times,
        **{name: np.asarray(found[name][:, 0]) for name in found.variables},
    }
