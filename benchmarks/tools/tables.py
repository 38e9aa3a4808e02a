"""What was measured, as Markdown tables."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from benchmarks.tools.models import ENSEMBLES
from benchmarks.tools.runners import RUNNERS

Cell = Mapping[str, Any]
Cells = dict[tuple[str, str], Cell]
ENGINE, TWO_THREADS = "engine", "engine, 2 threads"


def tables(cells: Cells, growth: Mapping[str, list[Cell]]) -> str:
    """Draws per second, time to the first result, memory, and how cost grows."""
    return (
        "\n\n".join(
            (
                "Draws per second of processor time (two threads: by the clock), and how many"
                " times as fast the engine is on one thread:",
                _table(cells, _rate),
                "Seconds until the first result, from the start of the process, import and"
                " compilation included; memory in MB:",
                _table(cells, _first),
                "The engine by the number of draws: draws per second, memory in MB:",
                _growth(growth),
            )
        )
        + "\n"
    )


def _rate(cells: Cells, model: str, tool: str) -> str:
    rate = draws_per_second(cells[model, tool], tool)
    shown = f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}"
    if tool.startswith(ENGINE):
        return shown
    times = draws_per_second(cells[model, ENGINE], ENGINE) / rate
    return f"{shown} (× {times:.2g})" if times < 100 else f"{shown} (× {times:,.0f})"


def draws_per_second(found: Cell, tool: str) -> float:
    """By processor time, which other work on the machine moves less; two threads by the clock."""
    return float(found["rate" if tool == TWO_THREADS else "rate_busy"])


def _first(cells: Cells, model: str, tool: str) -> str:
    return f"{cells[model, tool]['first']:.1f} s, {cells[model, tool]['memory']:.0f}"


def _table(cells: Cells, text: Any) -> str:
    head = ["", *(ENSEMBLES[model]().name for model in ENSEMBLES)]
    lines = [_row(head), _row(["---"] * len(head))]
    for tool in RUNNERS:
        found = [
            "–" if "missing" in cells[model, tool] else text(cells, model, tool)
            for model in ENSEMBLES
        ]
        lines.append(_row([tool, *found]))
    return "\n".join(lines)


def _growth(growth: Mapping[str, list[Cell]]) -> str:
    draws = sorted({each["draws"] for found in growth.values() for each in found})
    head = ["", *(f"{count:,}" for count in draws), "slope above 1,000"]
    lines = [_row(head), _row(["---"] * len(head))]
    for model, found in growth.items():
        by_draws = {each["draws"]: each for each in found}
        cells = [
            f"{by_draws[count]['rate_busy']:,.0f}, {by_draws[count]['memory']:.0f}"
            if count in by_draws else "–"
            for count in draws
        ]  # fmt: skip
        lines.append(_row([ENSEMBLES[model]().name, *cells, _slope(found)]))
    return "\n".join(lines)


def _slope(found: list[Cell]) -> str:
    """Of log seconds over log draws; 1 is linear."""
    large = [each for each in found if each["draws"] >= 1000]
    if len(large) < 2:
        return "–"
    draws = np.log([each["draws"] for each in large])
    seconds = np.log([each["draws"] / each["rate_busy"] for each in large])
    return f"{np.polyfit(draws, seconds, 1)[0]:.2f}"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
