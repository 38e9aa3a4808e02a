"""Tests that cannot fail or cannot hold whatever the claims are, and levers of unexplained size."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from contention.case.factor_kinds import traits
from contention.case.model import Action, Case, Contention, RemoveAction, Scenario, SetAction
from contention.case.problem import Problem
from contention.judge.interventions import differing, sets
from contention.judge.question import (
    Arithmetic,
    Comparison,
    Constant,
    QuestionLeaf,
    Term,
    leaves,
    question,
)
from contention.judge.ranges import always
from contention.language.syntax import Name


def vacuous(case: Case) -> tuple[Problem, ...]:
    """Warnings on contentions that no claim can decide, and on levers without a reason.

    Nothing here keeps a case from being judged: the answer is only worth less than it looks.
    """
    found = [
        problem
        for contention in case.contentions.values()
        for problem in _of_contention(case, contention)
    ]
    return (*dict.fromkeys(found), *_sizes(case))


def _of_contention(case: Case, contention: Contention) -> Iterator[Problem]:
    for comparison in question(case, contention).comparisons:
        said = _empty(case, comparison)
        if said is not None:
            message, hint = said
            place = contention.test_place
            yield Problem(place, f"contention `{contention.id}`: {message}", hint, "warning")


def _empty(case: Case, comparison: Comparison) -> tuple[str, str] | None:
    """What is empty about a comparison, and what to do; None if claims decide."""
    looked = leaves(comparison)
    if not looked:
        return None
    if _shape(comparison.left) == _shape(comparison.right):
        return "both sides of a comparison are the same", (
            "compare two scenarios, or two outcomes: these never differ"
        )
    settled = always(comparison, case.factors)
    if settled is not None:
        return _said(looked, settled), (
            "compare with another scenario, or with a value that it can lie above and below"
        )
    if all(_fixed(case, leaf) for leaf in looked) and any(sets(case, leaf) for leaf in looked):
        factors = dict.fromkeys(name for leaf in looked for name in leaf.factors)
        names = ", ".join(f"`{name}`" for name in factors)
        return f"the scenarios set {names} themselves, so no claim affects the answer", (
            "ask about an outcome further downstream that the claims lead to"
        )
    return _alike(case, looked)


def _said(looked: Sequence[QuestionLeaf], settled: bool) -> str:
    what = "always true" if settled else "never true"
    keys = ", ".join(f"`{key}`" for key in dict.fromkeys(leaf.measure.key for leaf in looked))
    return f"a comparison is {what}, whatever the claims, by the range of {keys}"


def _shape(term: Term) -> object:
    """A term without the places of its parts in the text."""
    match term:
        case QuestionLeaf(measure=measure):
            return measure.key, measure.scenario, measure.kind, measure.start, measure.end
        case Constant(value=value):
            return value
        case Arithmetic(operator=operator, operands=operands):
            return operator, tuple(_shape(operand) for operand in operands)


def _fixed(case: Case, leaf: QuestionLeaf) -> bool:
    """Whether its scenario sets all factors in it, or nothing in the case acts on them."""
    return sets(case, leaf) or (
        bool(leaf.factors) and not any(_acted_on(case, name) for name in leaf.factors)
    )


def _acted_on(case: Case, name: str) -> bool:
    """Whether a claim, an assumption, an expression or time itself moves a factor."""
    factor = case.factors[name]
    if traits(factor).driven or factor.hazard is not None:
        return True
    claims = [claim.relation for claim in case.claims.values() if claim.status == "accepted"]
    relations = [*claims, *(assumption.relation for assumption in case.assumptions.values())]
    return any(relation.effect == name for relation in relations)


def _alike(case: Case, looked: tuple[QuestionLeaf, ...]) -> tuple[str, str] | None:
    """Scenarios that take the same actions up to the last date compared."""
    scenarios = tuple(dict.fromkeys(leaf.measure.scenario for leaf in looked))
    until = max(leaf.measure.end for leaf in looked)
    if len(scenarios) < 2 or differing(case, scenarios, until):
        return None
    plain = {replace(leaf.measure, scenario="", inner=Name("")) for leaf in looked}
    if len(plain) > 1:
        return None  # two outcomes or two dates: the claims decide, whichever scenario it is
    names = " and ".join(f"`{name}`" for name in scenarios)
    return f"the scenarios {names} do not differ up to the last date looked at", (
        "give one of them an action, or look at a later date"
    )


def _sizes(case: Case) -> Iterator[Problem]:
    """Sizes of levers for which neither the scenario nor a figure of the case gives a reason.

    Only quantities and inputs with values, and only scenarios that a contention asks about.
    Switching something on or off, removing it entirely, or leaving it as it is needs no reason.
    """
    figures = {item.factor for item in case.figures.values() if item.status == "accepted"}
    asked = {
        leaf.measure.scenario
        for contention in case.contentions.values()
        for leaf in question(case, contention).leaves
    }
    for scenario in case.scenarios.values():
        if scenario.id not in asked or scenario.note.strip():
            continue
        for action in scenario.actions:
            size = _size(case, action)
            if size is not None and size[0] not in figures:
                yield _unexplained(scenario, action, *size)


def _size(case: Case, action: Action) -> tuple[str, float] | None:
    """The factor that an action moves by some amount, and that amount; None if it is no size."""
    if isinstance(action, RemoveAction):
        return None
    factor = case.factors[action.factor]
    size = action.to if isinstance(action, SetAction) else action.times
    if size is None:
        return None
    found = traits(factor)
    if found.set_as != "multiple" or factor.switch:
        return None
    plain = found.none is not None and (size == 1.0 or size <= found.none)
    return None if plain else (factor.id, size)


def _unexplained(scenario: Scenario, action: Action, factor: str, size: float) -> Problem:
    verb = "setting" if isinstance(action, SetAction) else "multiplying"
    link = "to" if isinstance(action, SetAction) else "by"
    message = (
        f"nothing in the case gives a reason for {verb} `{factor}` {link} {size:g} "
        f"in scenario `{scenario.id}`, which contentions ask about"
    )
    hint = "explain the size in the scenario's `note:`, or code a figure for that factor"
    return Problem(action.place, message, hint, "warning")
