"""Loops behind factors as text for a terminal."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from contention.analysis.loops.factor_loops import DrivingLoop, FactorLoops
from contention.analysis.loops.told_loops import ToldLoops
from contention.analysis.premise import Premise
from contention.case.model import Case
from contention.case.titles import factor_title
from contention.show.words.loop_words import (
    by_driver,
    chain_of,
    limits,
    loop_words,
    period_words,
    rests,
    step_words,
    told,
    why_not,
)
from contention.show.words.numbers import listed, percent


@dataclass
class LoopTeller:
    """Writes loops; `numbers` are those of the premises printed so far."""

    case: Case
    loops: ToldLoops
    width: int
    numbers: dict[str, int] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """All loops, those of several factors with one driver once."""
        for several in by_driver(self.loops.found).values():
            yield ""
            yield from self._several(several)

    def _several(self, several: Sequence[FactorLoops]) -> Iterator[str]:
        found = several[0]
        titles = listed([factor_title(self.case, each.factor) for each in several])
        scenario = self.case.scenarios[found.scenario].title
        span = found.span
        draws = f"draws {span.first} to {span.first + span.draws - 1}"
        yield from self._wrapped(f"LOOPS behind {titles} in {scenario} ({draws})", "")
        for each in several:
            yield from self._wrapped(why_not(self.case, each), "  ")
        for loop in told(found):
            yield from self._loop(loop, found)
        for rest in rests(self.case, found):
            yield from self._wrapped(f"{percent(rest.share)} {rest.words}", "    ", "  ")
        times = self.case.times
        largest = "Largest loop of claims by years" if times.unit is None else "Largest loop"
        if found.periods:
            yield from self._wrapped(
                f"{largest}, on average: {period_words(times, found.periods)}; in draw "
                f"{span.first} alone: {period_words(times, found.periods_of_draw)}.", "    ", "  ",
            )  # fmt: skip
        for words in limits(self.case, found):
            yield from self._wrapped(words, "    ", "  ")

    def _loop(self, loop: DrivingLoop, found: FactorLoops) -> Iterator[str]:
        yield from self._wrapped(loop_words(loop, found), "    ", "  ")
        yield from self._wrapped(chain_of(self.case, loop), "      ")
        for step in loop.steps:
            yield from self._wrapped(step_words(self.case, step), "        ", "      · ")
            for id_ in dict.fromkeys(id_ for link in step.links for id_ in link.claims):
                yield from self._premise(self.loops.premises[id_])

    def _premise(self, premise: Premise) -> Iterator[str]:
        if premise.id in self.numbers:
            yield f"          [{self.numbers[premise.id]}] as above"
            return
        self.numbers[premise.id] = len(self.numbers) + 1
        said = f": {premise.paraphrase}" if premise.paraphrase else ""
        lead = f"[{self.numbers[premise.id]}] {premise.holder} ({premise.place}){said}"
        yield from self._wrapped(lead, "            ", "          ")
        if premise.source is not None:
            where = f"{premise.source.title}, {premise.source.position}"
            sentence = premise.source.sentence
            words = f"“{sentence}” — {where}" if sentence else where
            yield from self._wrapped(words, "            ")

    def _wrapped(self, words: str, indent: str, first: str | None = None) -> list[str]:
        lead = indent if first is None else first
        return textwrap.wrap(words, self.width, initial_indent=lead, subsequent_indent=indent)
