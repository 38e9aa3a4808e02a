"""Next to the courses of an outcome: which loops drive it, over time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from markupsafe import Markup

from contention.analysis.loops.factor_loops import DrivingLoop, FactorLoops
from contention.analysis.loops.told_loops import ToldLoops
from contention.analysis.premise import Premise
from contention.case.model import Case, Scenario
from contention.case.titles import factor_title
from contention.show.report.loop_figures import Layer, loop_chart
from contention.show.words.loop_words import (
    KINDS,
    chain_of,
    limits,
    rests,
    step_words,
    told,
    why_not,
)
from contention.show.words.numbers import percent


@dataclass(frozen=True)
class ToldStep:
    """One step in words, with what it rests on."""

    words: str
    premises: tuple[Premise, ...]


@dataclass(frozen=True)
class LoopItem:
    """One loop."""

    id: str
    kind: str
    share: str
    leads: str
    chain: str
    steps: tuple[ToldStep, ...]
    """empty if they are with an earlier panel of the block"""


@dataclass(frozen=True)
class LoopPanel:
    """The loops in one scenario."""

    scenario: Scenario
    chart: Markup
    items: tuple[LoopItem, ...]
    rest: tuple[str, ...]
    """all other loops, in words"""
    notes: tuple[str, ...]


@dataclass(frozen=True)
class LoopBlock:
    """What drives one outcome in one account."""

    words: str
    """that another factor's loops are shown, or where they are; else empty"""
    panels: tuple[LoopPanel, ...]
    draws: int


def loop_blocks(case: Case, loops: Mapping[str, ToldLoops]) -> Mapping[tuple[str, str], LoopBlock]:
    """Outcome and account → its loops; loops shown under one outcome are not shown again."""
    found: dict[tuple[str, str], LoopBlock] = {}
    for account, said in loops.items():
        by_factor: dict[str, list[FactorLoops]] = {}
        for each in said.found:
            if told(each):
                by_factor.setdefault(each.factor, []).append(each)
        shown: dict[tuple[str, str], str] = {}
        for factor, several in by_factor.items():
            fresh = [each for each in several if (each.driver, each.scenario) not in shown]
            shown |= {(each.driver, each.scenario): factor for each in fresh}
            where = shown[several[0].driver, several[0].scenario]
            words = why_not(case, several[0])
            if where != factor:
                words += f" Its loops are under “{factor_title(case, where)}”."
            writer = _Writer(case, said.premises)
            panels = tuple(writer.panel(each) for each in fresh)
            found[factor, account] = LoopBlock(words.strip(), panels, several[0].span.draws)
    return found


@dataclass
class _Writer:
    """Writes the panels of a block, each loop and each note in full once."""

    case: Case
    premises: Mapping[str, Premise]
    written: set[object] = field(default_factory=set)

    def panel(self, found: FactorLoops) -> LoopPanel:
        own, others = told(found), tuple(rests(self.case, found))
        layers = [
            Layer(each.id, f"loop loop-{place}", each.shares) for place, each in enumerate(own)
        ]
        rest = [np.sum([each.shares for each in group.loops], axis=0) for group in others]
        layers += [Layer("", "loop loop-rest", shares) for shares in rest]
        scenario, driver = self.case.scenarios[found.scenario], found.driver
        names = "; ".join(f"{each.id} {percent(each.share)}" for each in own)
        through = f"Shares of loops through {factor_title(self.case, driver)} over time"
        return LoopPanel(
            scenario,
            loop_chart(found.years, layers, f"{through}, {scenario.title}: {names}"),
            tuple(self._item(each) for each in own),
            tuple(f"{percent(group.share)} {group.words}" for group in others),
            tuple(words for words in limits(self.case, found) if self._new(words)),
        )

    def _new(self, what: object) -> bool:
        fresh = what not in self.written
        self.written.add(what)
        return fresh

    def _item(self, loop: DrivingLoop) -> LoopItem:
        steps = tuple(self._steps(loop)) if self._new(loop.steps) else ()
        return LoopItem(
            loop.id, KINDS[loop.polarity], percent(loop.share), percent(loop.leads),
            chain_of(self.case, loop), steps,
        )  # fmt: skip

    def _steps(self, loop: DrivingLoop) -> Iterator[ToldStep]:
        for step in loop.steps:
            claims = dict.fromkeys(id_ for link in step.links for id_ in link.claims)
            premises = tuple(self.premises[id_] for id_ in claims)
            yield ToldStep(step_words(self.case, step), premises)
