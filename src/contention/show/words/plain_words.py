"""Tests and actions of a case in plain words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from contention.case.articles import THIN
from contention.case.convert.clock import from_years
from contention.case.factor_kinds import traits
from contention.case.model import Action, Case, RemoveAction, SetAction, ShockAction
from contention.language.syntax import (
    Binary,
    Call,
    IfElse,
    InScenario,
    Name,
    Node,
    Number,
    Unary,
)
from contention.show.words.numbers import length, moment, percent, quantity, signed, year


@dataclass(frozen=True)
class WordedPhrase:
    """A phrase, and whether it names a factor or a scenario."""

    words: str
    role: Literal["", "factor", "scenario"] = ""


COMPARISONS = {
    ">": "is greater than",
    ">=": "is at least",
    "<": "is less than",
    "<=": "is at most",
    "=": "equals",
    "<>": "differs from",
}
ARITHMETIC = {"+": "plus", "-": "minus", "*": "times", "/": "divided by", "^": "to the power of"}
REDUCERS = {
    "initial": ("", " at the start"),
    "final": ("", " at the end"),
    "mean": ("the average of ", ""),
    "min": ("the lowest value of ", ""),
    "max": ("the highest value of ", ""),
    "integral": ("the sum over time of ", ""),
    "change": ("the change of ", ""),
    "at": ("", ""),
    "first_time": ("the time until ", ""),
    "duration_above": ("the time during which ", ""),
}


TIMES = ("day", "week", "month", "year")


def test_in_words(node: Node, case: Case) -> tuple[WordedPhrase, ...]:
    """A contention's test as phrases; those that name factors and scenarios are marked."""
    return tuple(_merged(_words(node, case)))


def quoted_words(node: Node, case: Case) -> str:
    """The same as one text, with the titles of factors and scenarios in quotation marks."""
    return "".join(
        f"“{phrase.words}”" if phrase.role else phrase.words for phrase in test_in_words(node, case)
    )


def _merged(phrases: Iterator[WordedPhrase]) -> Iterator[WordedPhrase]:
    """Join adjacent phrases that name nothing."""
    pending = ""
    for phrase in phrases:
        if phrase.role:
            if pending:
                yield WordedPhrase(pending)
            pending = ""
            yield phrase
        else:
            pending += phrase.words
    if pending:
        yield WordedPhrase(pending)


def _words(node: Node, case: Case) -> Iterator[WordedPhrase]:
    match node:
        case Number(unit="date", value=value):
            yield WordedPhrase(moment(case.times, value))
        case Number():
            yield WordedPhrase(number_in_words(node))
        case Name():
            yield from _name(node, case)
        case Unary():
            yield WordedPhrase("it is not the case that " if node.operator == "not" else "minus ")
            yield from _words(node.operand, case)
        case Binary():
            yield from _binary(node, case)
        case IfElse():
            yield from _if_else(node, case)
        case InScenario():
            yield from _words(node.inner, case)
            yield from _scenario(node.scenario, case)
        case Call():
            yield from _call(node, case)


def _name(node: Name, case: Case) -> Iterator[WordedPhrase]:
    """A factor's title; events are judged by their probability, stocks from the present on."""
    factor = case.factors.get(node.id)
    if factor is None:
        yield WordedPhrase("the present" if node.id == "present" else node.id)
        return
    if traits(factor).scale == "probability":
        yield WordedPhrase("the probability of ")
    yield WordedPhrase(factor.title, "factor")
    if traits(factor).cumulative:
        yield WordedPhrase(" since the present")


def number_in_words(node: Number) -> str:
    """A literal with its unit; a date as month and year."""
    if node.unit == "date":
        return year(node.value)
    number = quantity(node.value)
    if node.unit in TIMES and node.value != 1:
        return f"{number} {node.unit}s"
    return f"{number} {node.unit}" if node.unit else number


def _scenario(scenario: str, case: Case) -> Iterator[WordedPhrase]:
    found = case.scenarios.get(scenario)
    yield WordedPhrase(" in ")
    yield WordedPhrase(found.title if found else scenario, "scenario")


def _binary(node: Binary, case: Case) -> Iterator[WordedPhrase]:
    yield from _words(node.left, case)
    if node.operator in ("and", "or"):
        yield WordedPhrase(f", {node.operator} ")
    else:
        word = COMPARISONS.get(node.operator) or ARITHMETIC.get(node.operator, node.operator)
        yield WordedPhrase(f" {word} ")
    yield from _words(node.right, case)


def _if_else(node: IfElse, case: Case) -> Iterator[WordedPhrase]:
    parts = (("if ", node.test), (" then ", node.then), (" else ", node.otherwise))
    for word, part in parts:
        yield WordedPhrase(word)
        yield from _words(part, case)


def _call(node: Call, case: Case) -> Iterator[WordedPhrase]:
    """A reducer around `x @ s` reads as `(reducer of x) in s`."""
    if node.function == "present_plus":
        yield WordedPhrase("the present plus ")
        shift = node.arguments[0]
        own = from_years(case.times, shift.value) if isinstance(shift, Number) else None
        if case.times.unit is None or own is None:
            yield from _words(shift, case)
        else:
            yield WordedPhrase(length(case.times, own))
        return
    if node.function not in REDUCERS or not node.arguments:
        yield from _function(node, case)
        return
    first = node.arguments[0]
    inner = first.inner if isinstance(first, InScenario) else first
    before, after = REDUCERS[node.function]
    yield WordedPhrase(before)
    yield from _words(inner, case)
    yield from _second_argument(node, case)
    yield WordedPhrase(after if not node.keywords else after.replace(" at the end", ""))
    yield from _window(node, case)
    if isinstance(first, InScenario):
        yield from _scenario(first.scenario, case)


def _second_argument(node: Call, case: Case) -> Iterator[WordedPhrase]:
    if len(node.arguments) < 2:
        return
    yield WordedPhrase(" is above " if node.function == "duration_above" else " in ")
    yield from _words(node.arguments[1], case)


def _window(node: Call, case: Case) -> Iterator[WordedPhrase]:
    windows: Mapping[str, Node] = dict(node.keywords)
    final = node.function == "final" and "to" in windows
    for keyword, word in (("from", " from "), ("to", " by " if final else " to ")):
        if keyword in windows:
            yield WordedPhrase(word)
            yield from _words(windows[keyword], case)


def _function(node: Call, case: Case) -> Iterator[WordedPhrase]:
    yield WordedPhrase(f"{node.function}(")
    for index, argument in enumerate(node.arguments):
        if index:
            yield WordedPhrase(", ")
        yield from _words(argument, case)
    yield WordedPhrase(")")


def action_in_words(action: Action, case: Case) -> str:
    """An action of a scenario, in one line."""
    match action:
        case SetAction():
            return _set(action, case)
        case ShockAction():
            return _shock(action, case)
        case RemoveAction():
            return f"from {moment(case.times, action.at)} the claim {action.claim} no longer acts"


def _set(action: SetAction, case: Case) -> str:
    words = f"{_value(action, case)} from {moment(case.times, action.at)}"
    if action.over:
        words += f", reached over {length(case.times, action.over)}"
    if action.until is None:
        return words
    return f"{words}, until {moment(case.times, action.until)}"


def _value(action: SetAction, case: Case) -> str:
    factor = case.factors[action.factor]
    if factor.switch:
        return f"{factor.title} is {'on' if action.to else 'off'}"
    if traits(factor).set_as == "share":
        return f"{factor.title} is held at {percent(action.to)}"
    if traits(factor).set_as == "multiple":
        if action.to <= 0.001:
            return f"{factor.title} is held at zero"
        if action.to == 1:
            return f"{factor.title} is held at its present value"
        return f"{factor.title} is held at {percent(action.to)} of its present value"
    return f"{factor.title} is held at {quantity(action.to)} {factor.unit}".rstrip()


def _shock(action: ShockAction, case: Case) -> str:
    title = case.factors[action.factor].title
    if action.times is not None:
        return f"{title} is multiplied by {action.times:g} in {moment(case.times, action.at)}, once"
    added = signed((action.add or 0.0) * 100, 0) + THIN + "points"
    if traits(case.factors[action.factor]).set_as != "share":
        added = signed(action.add or 0.0, 3).rstrip("0").rstrip(".")
    return f"{title} changes by {added} in {moment(case.times, action.at)}, once"
