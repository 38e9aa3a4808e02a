"""The rates as a picture: one group of bars for each model, on a logarithmic axis."""

import io

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from benchmarks.tools.models import ENSEMBLES
from benchmarks.tools.runners import RUNNERS
from benchmarks.tools.tables import Cells, draws_per_second

COLOURS = ("#0b5394", "#6fa8dc", "#351c75", "#b45f06", "#38761d", "#7f6000", "#999999", "#666666")


def picture(cells: Cells) -> str:
    """SVG, the same bytes for the same numbers."""
    mpl.rcParams["svg.hashsalt"] = "performance"
    figure = Figure(figsize=(9.0, 4.5), layout="constrained")
    axes = figure.subplots()
    width = 0.8 / len(RUNNERS)
    places = np.arange(len(ENSEMBLES))
    for number, (tool, colour) in enumerate(zip(RUNNERS, COLOURS, strict=True)):
        found = [cells[model, tool] for model in ENSEMBLES]
        rates = [np.nan if "missing" in each else draws_per_second(each, tool) for each in found]
        at = places + (number - (len(RUNNERS) - 1) / 2) * width
        axes.bar(at, rates, width, label=tool, color=colour)
    axes.set_yscale("log")
    axes.set_ylabel("draws per second")
    names = [ENSEMBLES[model]().name.replace(", ", "\n") for model in ENSEMBLES]
    axes.set_xticks(places, names, fontsize=8)
    axes.legend(ncols=4, fontsize=8, frameon=False, loc="upper right")
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_ylim(top=axes.get_ylim()[1] * 8)
    file = io.StringIO()
    figure.savefig(file, format="svg", metadata={"Date": None})
    return file.getvalue()
