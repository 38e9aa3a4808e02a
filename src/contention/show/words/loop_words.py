"""What loops do, in words that terminal, report and JSON share."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from contention.analysis.loops.factor_loops import DrivingLoop, FactorLoops, LoopStep, Period
from contention.case.articles import counted
from contention.case.model import Case, Times
from contention.case.model_cases import of_model_files
from contention.case.signs import CAREFUL_VERBS
from contention.case.titles import factor_title
from contention.show.words.numbers import first_of, listed, moment, percent

KINDS = {
    "R": "reinforcing",
    "B": "balancing",
    "?": "reinforcing at times, balancing at others",
}
MOST_TOLD = 4
"""loops that are told one by one"""


@dataclass(frozen=True)
class RestOfLoops:
    """Loops that are not told one by one, and their share."""

    words: str
    loops: tuple[DrivingLoop, ...]

    @property
    def share(self) -> float:
        """Their share together."""
        return sum(each.share for each in self.loops)


def told(found: FactorLoops, most: int = MOST_TOLD) -> tuple[DrivingLoop, ...]:
    """The loops of claims through the driver that have the largest shares."""
    own = [each for each in found.loops if each.through and not each.settles and each.share > 0.0]
    return tuple(own[:most])


def rests(case: Case, found: FactorLoops, most: int = MOST_TOLD) -> Iterator[RestOfLoops]:
    """All other loops, in three groups; nothing where nothing moves."""
    if not found.moving:
        return
    title = factor_title(case, found.driver)
    shown = {each.id for each in told(found, most)}
    others = [each for each in found.loops if each.id not in shown]
    through = tuple(each for each in others if each.through and not each.settles)
    apart = tuple(each for each in others if not each.through and not each.settles)
    settling = tuple(each for each in others if each.settles)
    if through:
        yield RestOfLoops(f"{_other(len(through), bool(shown))} through “{title}”", through)
    if apart:
        words = f"{counted(len(apart), 'loop')} among factors tied to it, not through it"
        yield RestOfLoops(words, apart)
    if settling:
        yield RestOfLoops("each factor settling to what its causes call for", settling)


def _other(count: int, more: bool) -> str:
    return counted(count, "other loop" if more else "loop")


def chain_of(case: Case, loop: DrivingLoop) -> str:
    """`A → B → C → A`."""
    return " → ".join(factor_title(case, name) for name in (*loop.factors, loop.factors[0]))


def step_words(case: Case, step: LoopStep) -> str:
    """One step as a sentence without full stop."""
    cause, effect = factor_title(case, step.cause), factor_title(case, step.effect)
    if step.how == "link":
        return f"{cause} {CAREFUL_VERBS[step.links[0].sign]} {effect}"
    if step.how == "condition":
        gated = dict.fromkeys(factor_title(case, link.cause) for link in step.links)
        return f"{cause} opens or closes the effect of {listed(list(gated))} on {effect}"
    if step.how == "necessary":
        return f"{effect} needs {cause}"
    if step.how == "own" and of_model_files(case):
        return f"{effect} acts on itself"
    if step.how == "own":
        return f"{effect} settles to what its causes call for"
    return f"{effect} is computed from {cause}"


def loop_words(loop: DrivingLoop, found: FactorLoops) -> str:
    """`R1, reinforcing: 52 % of what happens, on average; 82 % in draw 3 alone; leads in 60 %`."""
    return (
        f"{loop.id}, {KINDS[loop.polarity]}: on average over the draws {percent(loop.share)} of "
        f"what happens on these loops, in draw {found.span.first} alone "
        f"{percent(loop.share_of_draw)}; the largest in {percent(loop.leads)} of draws"
    )


def why_not(case: Case, found: FactorLoops) -> str:
    """Why there is no loop to tell of, or whose loops are shown instead; else empty."""
    title = factor_title(case, found.factor)
    if not found.driver:
        of = "loop" if of_model_files(case) else "loop of claims"
        return f"“{title}” is on no loop, and no {of} acts on it."
    driver = factor_title(case, found.driver)
    still = "" if found.moving else f" Nothing on the loops of “{driver}” moves here."
    if found.driver != found.factor:
        follows = f"it follows “{driver}”, the nearest cause that is."
        return f"“{title}” is on no loop itself: {follows}{still}"
    return still.strip()


def period_words(times: Times, periods: Sequence[Period], most: int = 6) -> str:
    """`2025 to 2028 R1 (53 %), then B2 (40 %) to 2035`."""
    return first_of(
        [f"{moment(times, each.start)} to {moment(times, each.end)} {each.loop} "
         f"({percent(each.share)})" for each in periods], most,
    )  # fmt: skip


def limits(case: Case, found: FactorLoops) -> Iterator[str]:
    """What the scores leave out."""
    if found.driver and not found.complete:
        yield (
            f"There are too many loops to list: these are the {len(found.loops)} strongest that "
            "were found, and shares are of these."
        )
    if 0.0 < found.moving < 1.0:
        yield f"In {percent(1.0 - found.moving)} of draws nothing on these loops moves."
    if found.events:
        titles = first_of([f"“{factor_title(case, each)}”" for each in found.events])
        yield f"Loops through what happens at a moment have no score: {titles}."


def by_driver(found: Sequence[FactorLoops]) -> Mapping[tuple[str, str], list[FactorLoops]]:
    """Scenario and driver → the factors that it drives: their loops are the same."""
    groups: dict[tuple[str, str], list[FactorLoops]] = {}
    for each in found:
        groups.setdefault((each.scenario, each.driver), []).append(each)
    return groups
