"""Loops in the report."""

import re
from pathlib import Path

import numpy as np
import pytest

from contention.analysis.loops.scored_runs import Span
from contention.analysis.loops.told_loops import asked_about, told_loops
from contention.case.load import load_case
from contention.show.report.loop_figures import Layer, loop_chart
from contention.show.report.loop_sections import LoopBlock, loop_blocks

CASE = Path(__file__).parent.parent / "cases" / "congestion-charge"


@pytest.fixture(scope="module")
def blocks() -> dict[tuple[str, str], LoopBlock]:
    case, _ = load_case(CASE)
    assert case is not None
    wanted = asked_about(case, case.contentions.values())
    said = told_loops(case, "transport_office", wanted, Span(1, 0, 8))
    return dict(loop_blocks(case, {"transport_office": said}))


def test_loops_are_shown_once_with_the_claims_of_every_step(
    blocks: dict[tuple[str, str], LoopBlock],
) -> None:
    block = blocks["car_trips", "transport_office"]
    assert block.draws == 8
    first, *later = block.panels
    (item,) = first.items
    assert item.chain.count("→") == 3
    assert [step.words for step in item.steps][1] == "Congestion lowers Speed of the buses"
    assert all(step.premises for step in item.steps)
    assert all(not each.steps for panel in later for each in panel.items)
    assert {panel.scenario.id for panel in block.panels}.isdisjoint({"no_charge"})
    assert "loops through Cars in the old town over time" in str(first.chart)


def test_a_factor_on_no_loop_says_which_cause_is_shown(
    blocks: dict[tuple[str, str], LoopBlock],
) -> None:
    block = blocks["turnover", "transport_office"]
    assert block.words.startswith("“Turnover of the shops” is on no loop itself: it follows")
    panels = [panel for each in blocks.values() for panel in each.panels]
    assert len({str(panel.chart) for panel in panels}) == len(panels)


def test_areas_are_stacked_and_named_where_there_is_room() -> None:
    years = np.linspace(2020.0, 2030.0, 101)
    wide, thin = np.full(101, 0.7), np.full(101, 0.05)
    layers = [Layer("R1", "loop loop-0", wide), Layer("B1", "loop loop-1", thin),
              Layer("", "loop loop-rest", 1.0 - wide - thin)]  # fmt: skip
    chart = str(loop_chart(years, layers, "Shares <over> time"))
    assert re.findall(r'class="loop-name"[^>]*>([^<]*)<', chart) == ["R1"]
    assert len(re.findall(r'class="loop loop-', chart)) == 3
    assert "<title>Shares &lt;over&gt; time</title>" in chart
    assert ">2020<" in chart
    assert ">2030<" in chart
