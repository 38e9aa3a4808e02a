"""How far an outcome itself moves between two scenarios, in words."""

from dataclasses import replace

from contention.case.model import Case, Contention
from contention.judge.verdict import Verdict
from contention.language.parsing import parse
from contention.language.printing import expression_text
from contention.language.syntax import Binary, Call, Fault, InScenario, Node
from contention.show.words.numbers import points, ratio, signed
from contention.show.words.plain_words import REDUCERS, quoted_words

RISING, FALLING = (">", ">="), ("<", "<=")
KINDS = {"log-ratio": "", "log hazard ratio": ", as a ratio of hazards", "difference": ""}
"""margin kind → what its number is, beyond what the sign × or the word “points” says"""
MARGIN = "margin, in the direction of the contention"


def change_in_outcome(
    case: Case, contention: Contention, verdict: Verdict, *, spread: bool = True
) -> str:
    """`“Civilians killed” at the end: ×1.3 (×1.1 to ×2) in “A” compared with “B”`.

    The median and the 5 % and 95 % quantiles of what the outcome is in the first scenario of the
    test, relative to the second; without `spread` the median alone. If a test compares anything
    else than one outcome in two scenarios, its margin. Empty if there is no number.
    """
    if verdict.margin is None:
        return ""
    node = parse(contention.test, contention=True)
    kind = verdict.margin_kind or ""
    told = None if isinstance(node, Fault) or kind not in KINDS else _told(case, node)
    if told is None:
        return f"{MARGIN}: {_numbers(verdict.margin, kind, spread)}"
    subject, where, falling = told
    low, middle, high = verdict.margin
    turned = (-high, -middle, -low) if falling else verdict.margin
    return f"{subject}{KINDS[kind]}: {_numbers(turned, kind, spread)} {where}"


def _numbers(margin: tuple[float, float, float], kind: str, spread: bool) -> str:
    low, middle, high = (margin_number(value, kind) for value in margin)
    return f"{middle} ({low} to {high})" if spread else middle


def _told(case: Case, node: Node) -> tuple[str, str, bool] | None:
    """Outcome, scenarios, and whether the test says that it falls; None if it is not plain."""
    if not isinstance(node, Binary) or node.operator not in RISING + FALLING:
        return None
    left, right = _apart(node.left), _apart(node.right)
    if left is None or right is None or left[1] == right[1]:
        return None
    if expression_text(left[0]) != expression_text(right[0]):
        return None
    subject = quoted_words(left[0], case)
    one, other = (case.scenarios[scenario].title for scenario in (left[1], right[1]))
    where = f"in “{one}” compared with “{other}”"
    return subject[:1].upper() + subject[1:], where, node.operator in FALLING


def _apart(node: Node) -> tuple[Call, str] | None:
    """A reducer without its scenario, and the scenario."""
    if not isinstance(node, Call) or node.function not in REDUCERS or not node.arguments:
        return None
    first = node.arguments[0]
    if not isinstance(first, InScenario):
        return None
    return replace(node, arguments=(first.inner, *node.arguments[1:])), first.scenario


def margin_number(value: float, kind: str | None) -> str:
    """A margin as a ratio (`×1.3`) or, for differences, as a signed number or points."""
    if kind in ("log-ratio", "log hazard ratio"):
        return ratio(value)
    if kind == "difference":
        return f"{points(value)} points"
    return signed(value)
