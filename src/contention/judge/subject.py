"""What a contention is about: which way one outcome moves, or how far."""

from collections.abc import Iterator
from dataclasses import replace

from contention.case.model import Case, RemoveAction
from contention.judge.interventions import actions
from contention.judge.question import (
    Arithmetic,
    Comparison,
    Constant,
    Question,
    QuestionLeaf,
    Term,
)
from contention.judge.verdict import About


def subject_of(case: Case, question: Question) -> About:
    """`direction` if every comparison is plain: one outcome, two scenarios, no number written.

    Everything else (a factor, a threshold, two outcomes, two levers against each other) is about
    size: signs alone could not settle it.
    """
    plain = all(_plain(case, comparison) for comparison in question.comparisons)
    return "direction" if plain else "size"


def _plain(case: Case, comparison: Comparison) -> bool:
    left, right = comparison.left, comparison.right
    if not isinstance(left, QuestionLeaf) or not isinstance(right, QuestionLeaf):
        return False
    if comparison.operator in ("=", "<>"):
        return False
    ours, theirs = left.measure, right.measure
    alike = replace(ours, scenario=theirs.scenario, inner=theirs.inner) == theirs
    if alike and ours.scenario != theirs.scenario:
        return not _different_levers(case, ours.scenario, theirs.scenario, ours.end)
    # `change(x @ s) > 0`, which is judged as `final > initial`
    return ours.scenario == theirs.scenario and {ours.kind, theirs.kind} == {"final", "initial"}


def _different_levers(case: Case, one: str, two: str, until: float) -> bool:
    """Whether each scenario does something, and not to the same things."""
    ours, theirs = (set(actions(case, scenario, until)) for scenario in (one, two))
    left, right = (
        {action.claim if isinstance(action, RemoveAction) else action.factor for action in own}
        for own in (ours - theirs, theirs - ours)
    )
    return bool(left) and bool(right) and left != right


def constants(question: Question) -> tuple[float, ...]:
    """The numbers written in a test, each once, from left to right."""
    sides = [side for each in question.comparisons for side in (each.left, each.right)]
    return tuple(dict.fromkeys(value for side in sides for value in _numbers(side)))


def _numbers(term: Term) -> Iterator[float]:
    match term:
        case Constant(value=value):
            yield value
        case Arithmetic(operands=operands):
            for operand in operands:
                yield from _numbers(operand)
        case QuestionLeaf():
            return
