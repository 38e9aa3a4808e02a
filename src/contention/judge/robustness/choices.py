"""Choices that a case could have made differently, each as a version of the case.

A choice is a change of a `Case` that keeps its ids, so that its draws stay paired with those of the
original: every uncertain number keeps the draws of its own key.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from contention.case.convert.clock import unit_name
from contention.case.factor_kinds import traits
from contention.case.model import (
    Action,
    Case,
    Factor,
    Lognormal,
    Rate,
    Relation,
    Scenario,
    SetAction,
    ShockAction,
)
from contention.case.model_cases import of_model_files
from contention.models.program import Method

Apply = Callable[[Case], Case]
USUAL = 0.3
"""median elasticity around which a table of strengths is made flatter or steeper"""


@dataclass(frozen=True)
class Choice:
    """One alternative choice."""

    id: str
    title: str
    """what differs, phrased to follow "changes if": `hazards are half as high`"""
    apply: Apply
    group: str = ""
    """what kind of choice it is, for headings"""
    seed: int = 0
    """added to the seed of the draws"""


def model_choices(case: Case) -> tuple[Choice, ...]:
    """Alternative choices for a whole case; only those that change something in it."""
    if of_model_files(case):
        every = (*_steps(case), *_ranges(), *_window(case), *_thresholds(case), _another_seed())
        return tuple(item for item in every if item.seed or item.apply(case) != case)
    every = (
        *_strengths(), *_saturations(case), *_times(), *_window(case), *_rules(case), *_rates(),
    )  # fmt: skip
    changing = [item for item in every if item.seed or item.apply(case) != case]
    return tuple(changing)


def _strengths() -> tuple[Choice, ...]:
    def table(id_: str, title: str, change: Callable[[Lognormal], Lognormal]) -> Choice:
        return Choice(id_, title, lambda case: with_strengths(case, change), "strengths")

    return (
        table("strength_half", "all strengths are half as large", lambda s: scaled(s, 0.5)),
        table("strength_more", "all strengths are half as large again", lambda s: scaled(s, 1.5)),
        table("strength_flat", "words of strength differ less",
              lambda s: replace(s, median=USUAL * (s.median / USUAL) ** 0.5)),
        table("strength_steep", "words of strength differ more",
              lambda s: replace(s, median=USUAL * (s.median / USUAL) ** 1.5)),
        table("spread_narrow", "strengths are half as uncertain",
              lambda s: replace(s, spread=s.spread**0.5)),
    )  # fmt: skip


def _times() -> tuple[Choice, ...]:
    return (
        Choice("times_half", "all times are half as long",
               lambda case: with_times(case, 0.5), "times"),
        Choice("times_double", "all times are twice as long",
               lambda case: with_times(case, 2.0), "times"),
        _half_the_step(),
    )  # fmt: skip


def _half_the_step() -> Choice:
    return Choice("step_half", "the time step is half as long",
                  lambda case: replace(case, times=replace(case.times, step=case.times.step / 2)),
                  "times")  # fmt: skip


def _steps(case: Case) -> tuple[Choice, ...]:
    """Other steps of a model file than those that it asks for."""
    words: Mapping[Method, str] = {
        "euler": "steps are Euler's", "rk2": "steps are Heun's",
        "rk4": "steps are Runge and Kutta's",
    }  # fmt: skip

    def method(id_: Method) -> Choice:
        return Choice(f"method_{id_}", words[id_],
                      lambda given: replace(given, times=replace(given.times, method=id_)),
                      "times")  # fmt: skip

    return (_half_the_step(), *(method(id_) for id_ in words if id_ != case.times.method))


def _ranges() -> tuple[Choice, ...]:
    return (
        Choice("range_half", "ranges are half as wide",
               lambda case: with_factors(case, lambda item: _widened(item, 0.5)), "ranges"),
        Choice("range_double", "ranges are twice as wide",
               lambda case: with_factors(case, lambda item: _widened(item, 2.0)), "ranges"),
    )  # fmt: skip


def _widened(factor: Factor, by: float) -> Factor:
    """Another range around the same middle; what does not fall below 0 still does not."""
    given = factor.in_model
    if given is None or given.range is None:
        return factor
    low, high = given.range
    middle, half = (low + high) / 2, by * (high - low) / 2
    least = max(middle - half, 0.0) if low >= 0.0 else middle - half
    return replace(factor, in_model=replace(given, range=(least, middle + half)))


def _window(case: Case) -> tuple[Choice, ...]:
    quarter = (case.times.end - case.times.present) / 4
    steps, unit = max(1, round(quarter / case.times.step)), unit_name(case.times)

    def ending(by: int) -> Apply:
        end = case.times.end + by * steps * case.times.step
        return lambda given: replace(given, times=replace(given.times, end=end))

    return (
        Choice("end_earlier", f"the end is {quarter:.2g} {unit} earlier", ending(-1), "window"),
        Choice("end_later", f"the end is {quarter:.2g} {unit} later", ending(1), "window"),
        Choice("lever_half", "levers are pulled half as far",
               lambda given: with_levers(given, 0.5), "levers"),
        Choice("lever_double", "levers are pulled twice as far",
               lambda given: with_levers(given, 2.0), "levers"),
    )  # fmt: skip


def _saturations(case: Case) -> tuple[Choice, ...]:
    """How far a cause moves an effect at most: half and twice as far, as a logarithm; no limit."""

    def limit(id_: str, title: str, most: float) -> Choice:
        return Choice(id_, title, lambda given: replace(given, saturation=most), "saturation")

    if math.isinf(case.saturation):
        return (limit("saturation_usual", "causes saturate at a factor of four", 4.0),)
    return (
        limit("saturation_half", "causes saturate half as far out", case.saturation**0.5),
        limit("saturation_double", "causes saturate twice as far out", case.saturation**2),
        limit("saturation_none", "causes do not saturate", math.inf),
    )


def _rules(case: Case) -> tuple[Choice, ...]:
    def hedged(weight: float) -> Choice:
        return Choice(f"hedged_{weight * 100:.0f}", f"hedged claims are in {weight:.0%} of draws",
                      lambda given: with_hedges(given, weight), "hedges")  # fmt: skip

    return (*_thresholds(case), hedged(0.25), hedged(0.75))


def _thresholds(case: Case) -> tuple[Choice, ...]:
    limits = case.thresholds

    def threshold(share: float) -> Choice:
        changed = replace(limits, supported=share)
        title = f"a verdict requires {share:.0%} of draws"
        return Choice(f"threshold_{share * 100:.0f}", title,
                      lambda given: replace(given, thresholds=changed), "thresholds")  # fmt: skip

    def tolerance(id_: str, title: str, by: float) -> Choice:
        changed = replace(limits, tolerance=limits.tolerance * by,
                          tolerance_share=limits.tolerance_share * by)  # fmt: skip
        return Choice(id_, title, lambda given: replace(given, thresholds=changed), "thresholds")

    return (
        *(threshold(share) for share in (0.7, 0.9) if share != limits.supported),
        tolerance("tolerance_half", "the tolerance is half as large", 0.5),
        tolerance("tolerance_double", "the tolerance is twice as large", 2.0),
    )


def _rates() -> tuple[Choice, ...]:
    return (
        Choice("hazard_half", "hazards are half as high",
               lambda case: with_rates(case, 0.5, ("hazard",)), "rates"),
        Choice("hazard_double", "hazards are twice as high",
               lambda case: with_rates(case, 2.0, ("hazard",)), "rates"),
        Choice("flow_half", "flows are half as large",
               lambda case: with_rates(case, 0.5, ("inflow", "outflow")), "rates"),
        Choice("flow_double", "flows are twice as large",
               lambda case: with_rates(case, 2.0, ("inflow", "outflow")), "rates"),
        _another_seed(),
    )  # fmt: skip


def _another_seed() -> Choice:
    return Choice("seed", "the seed is different", lambda case: case, "draws", seed=1)


def scaled(number: Lognormal, by: float) -> Lognormal:
    """A number with its median multiplied."""
    return replace(number, median=number.median * by)


def with_strengths(case: Case, change: Callable[[Lognormal], Lognormal]) -> Case:
    """Other strengths for all claims and assumptions that do not state theirs as a number."""
    return with_relations(
        case,
        lambda said: said if _a_number(said.strength_word)
        else replace(said, strength=change(said.strength)),
    )  # fmt: skip


def _a_number(word: str | None) -> bool:
    try:
        return word is not None and float(word) >= 0.0
    except ValueError:
        return False


def with_relations(case: Case, change: Callable[[Relation], Relation]) -> Case:
    """Other relations for all claims and assumptions."""
    return replace(
        case,
        claims={
            id_: replace(item, relation=change(item.relation)) for id_, item in case.claims.items()
        },
        assumptions={
            id_: replace(item, relation=change(item.relation))
            for id_, item in case.assumptions.items()
        },
    )


def with_factors(case: Case, change: Callable[[Factor], Factor]) -> Case:
    """Other factors."""
    return replace(case, factors={id_: change(item) for id_, item in case.factors.items()})


def with_times(case: Case, by: float) -> Case:
    """All adjustment times, delays and times of fading multiplied; durations of events are kept."""
    slower = with_relations(
        case,
        lambda said: replace(
            said,
            delay=said.delay and scaled(said.delay, by),
            transient=said.transient and scaled(said.transient, by),
        ),
    )
    return with_factors(slower, lambda item: replace(item, adjustment=scaled(item.adjustment, by)))


def with_rates(case: Case, by: float, kinds: tuple[str, ...]) -> Case:
    """Hazards or flows of all factors multiplied; flows that are expressions are kept."""
    return with_factors(case, lambda item: with_rate(item, by, kinds))


def with_rate(factor: Factor, by: float, kinds: tuple[str, ...]) -> Factor:
    """The hazard or the flows of one factor multiplied."""
    changed: dict[str, Rate] = {}
    for kind in kinds:
        rate: Rate | str | None = getattr(factor, kind)
        if isinstance(rate, Rate):
            changed[kind] = replace(rate, rate=scaled(rate.rate, by))
    return replace(factor, **changed)  # type: ignore[arg-type]


def with_hedges(case: Case, weight: float) -> Case:
    """Another weight for hedged claims."""
    weights: Mapping[str, float] = {**case.stance_weights, "hedged": weight}
    return replace(case, stance_weights=weights)


def with_levers(case: Case, by: float, factor: str | None = None) -> Case:
    """Levers (of one factor, or all) pulled another way from the reference.

    How far is measured as what passes on an effect: as a log-ratio, for shares in log-odds; for
    parameters of model files as a difference.
    Switches, and what is set to none or all, are unchanged.
    """
    scenarios = {
        id_: _pulled(case, scenario, by, factor) for id_, scenario in case.scenarios.items()
    }
    return replace(case, scenarios=scenarios)


def _pulled(case: Case, scenario: Scenario, by: float, factor: str | None) -> Scenario:
    actions = tuple(
        _action(case.factors[item.factor], item, by)
        if isinstance(item, SetAction | ShockAction) and factor in (None, item.factor)
        else item
        for item in scenario.actions
    )  # fmt: skip
    return replace(scenario, actions=actions)


def _action(factor: Factor, action: SetAction | ShockAction, by: float) -> Action:
    if isinstance(action, ShockAction):
        if action.times is not None:
            return replace(action, times=action.times**by if action.times > 0 else action.times)
        return replace(action, add=None if action.add is None else action.add * by)
    if factor.in_model is not None:
        own = factor.in_model.number
        return action if own is None else replace(action, to=own + (action.to - own) * by)
    if factor.switch or traits(factor).set_as not in ("multiple", "share"):
        return action
    if traits(factor).set_as == "share":
        return replace(action, to=_share_pulled(factor.baseline, action.to, by))
    rest = factor.shape.value if factor.shape is not None else 1.0
    if action.to <= 0 or rest <= 0:
        return action
    return replace(action, to=rest * (action.to / rest) ** by)


def _share_pulled(baseline: float, to: float, by: float) -> float:
    """Another share, as many times as far from the baseline in log-odds."""
    if not (0 < baseline < 1 and 0 < to < 1):
        return to
    rest, there = baseline / (1 - baseline), to / (1 - to)
    odds = rest * math.pow(there / rest, by)
    return odds / (1 + odds)
