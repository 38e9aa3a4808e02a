"""What a person has switched off and moved, and the case as it is then."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import isfinite

from contention.api.case import Case as LoadedCase
from contention.case.factor_kinds import traits
from contention.case.model import Action, Case, Factor, Relation, SetAction, ShockAction
from contention.case.suggestions import unknown_id
from contention.judge.robustness.choices import scaled
from contention.show.words.plain_words import action_in_words

LEAST_TIMES, MOST_TIMES = 0.1, 10.0
"""bounds of what a strength may be multiplied by"""
LEAST_DRAWS, MOST_DRAWS = 16, 20_000
MOST_CHANGED = 2_000
"""largest number of claims off, and of sliders moved"""
FAR = 5.0
"""a slider reaches so many times as far as the case goes"""


class WhatIfError(ValueError):
    """Something is asked for that the case does not have or that cannot be."""


@dataclass(frozen=True)
class WhatIf:
    """One account, in so many draws, with claims off and sliders moved."""

    account: str
    draws: int = 1000
    seed: int = 1
    off: frozenset[str] = frozenset()
    """ids of claims and assumptions"""
    strengths: Mapping[str, float] = field(default_factory=dict)
    """claim or assumption → what its strength is multiplied by"""
    actions: Mapping[str, float] = field(default_factory=dict)
    """action (`scenario/number`) → its value, as the case file writes it"""
    contentions: tuple[str, ...] = ()
    """those to be judged; empty: all"""
    quick: bool = False
    """whether steps twice as long will do for what has changed, where they do"""
    preview: bool = False
    """whether the first draws will do as well, for what has changed"""

    @property
    def moved(self) -> tuple[tuple[str, float], ...]:
        """All sliders that are not where the case has them, in an order of their own."""
        strengths = {name: by for name, by in self.strengths.items() if by != 1.0}
        return (*sorted(strengths.items()), *sorted(self.actions.items()))


@dataclass(frozen=True)
class Slider:
    """A number of an action that can be moved."""

    id: str
    """`scenario/number`, from 0"""
    scenario: str
    factor: str
    kind: str
    """`to`, `times` or `add`: which number of the action it is"""
    value: float
    low: float
    high: float
    words: str
    """what the action does, in words"""


def checked(case: Case, asked: WhatIf) -> WhatIf:
    """The same; raises WhatIfError for what the case lacks, and for numbers out of range."""
    _require("account", asked.account, case.accounts)
    if not LEAST_DRAWS <= asked.draws <= MOST_DRAWS:
        raise WhatIfError(f"draws is {asked.draws}; it must be {LEAST_DRAWS} to {MOST_DRAWS}")
    if max(len(asked.off), len(asked.strengths), len(asked.actions)) > MOST_CHANGED:
        raise WhatIfError(f"at most {MOST_CHANGED} claims can be changed at a time")
    for name in asked.contentions:
        _require("contention", name, case.contentions)
    for name in (*asked.off, *asked.strengths):
        _require("claim", name, {**case.claims, **case.assumptions})
    for name, by in asked.strengths.items():
        if not LEAST_TIMES <= by <= MOST_TIMES:
            raise WhatIfError(
                f"the strength of {name} cannot be multiplied by {by:g}: "
                f"from {LEAST_TIMES:g} to {MOST_TIMES:g}"
            )
    sliders = {item.id: item for item in sliders_of(case)}
    for name, value in asked.actions.items():
        _require("action", name, sliders)
        if not (isfinite(value) and sliders[name].low <= value <= sliders[name].high):
            low, high = sliders[name].low, sliders[name].high
            raise WhatIfError(f"{name} cannot be {value:g}: from {low:g} to {high:g}")
    return asked


def _require(noun: str, name: str, known: Mapping[str, object]) -> None:
    if name not in known:
        raise WhatIfError(unknown_id(noun, name, known))


def sliders_of(case: Case) -> tuple[Slider, ...]:
    """All numbers of actions that can be moved, scenario by scenario."""
    return tuple(slider for scenario in case.scenarios for slider in _sliders(case, scenario))


def _sliders(case: Case, scenario: str) -> Iterator[Slider]:
    for number, action in enumerate(case.scenarios[scenario].actions):
        if not isinstance(action, SetAction | ShockAction):
            continue
        kind, value = _number_of(action)
        if kind is None:
            continue
        low, high = _range(case.factors[action.factor], kind, value)
        yield Slider(
            f"{scenario}/{number}", scenario, action.factor, kind, value, low, high,
            action_in_words(action, case),
        )  # fmt: skip


def _number_of(action: SetAction | ShockAction) -> tuple[str | None, float]:
    if isinstance(action, SetAction):
        return "to", action.to
    if action.times is not None:
        return "times", action.times
    return ("add", action.add) if action.add is not None else (None, 0.0)


def _range(factor: Factor, kind: str, value: float) -> tuple[float, float]:
    """From none of it to several times as far as the case goes, within the factor's own bounds."""
    if kind == "add":
        reach = FAR * abs(value) or 1.0
        return -reach, reach
    low, high = 0.0, FAR * max(abs(value), 1.0)
    if kind == "to":
        allowed = traits(factor).set_range
        low, high = max(low, allowed.low), min(high, 1.0 if factor.switch else allowed.high)
    return min(low, value), max(high, value)


def changed(case: Case, asked: WhatIf) -> Case:
    """The case with sliders moved; claims that are off are still there."""
    claims, assumptions = dict(case.claims), dict(case.assumptions)
    for name, by in asked.strengths.items():
        if name in claims:
            claims[name] = replace(claims[name], relation=_times(claims[name].relation, by))
        else:
            premise = assumptions[name]
            assumptions[name] = replace(premise, relation=_times(premise.relation, by))
    scenarios = dict(case.scenarios)
    for name, value in asked.actions.items():
        scenario, _, number = name.rpartition("/")
        actions = list(scenarios[scenario].actions)
        actions[int(number)] = _set(actions[int(number)], value)
        scenarios[scenario] = replace(scenarios[scenario], actions=tuple(actions))
    return replace(case, claims=claims, assumptions=assumptions, scenarios=scenarios)


def _times(relation: Relation, by: float) -> Relation:
    return replace(relation, strength=scaled(relation.strength, by)) if by != 1.0 else relation


def _set(action: Action, value: float) -> Action:
    if isinstance(action, SetAction):
        return replace(action, to=value)
    if isinstance(action, ShockAction):
        if action.times is None:
            return replace(action, add=value)
        return replace(action, times=value)
    raise TypeError("only levels and shocks have a number")


def without_claims(case: Case, off: frozenset[str]) -> Case:
    """The case in which claims and assumptions count in no account."""
    return LoadedCase(case).without(*sorted(off)).value
