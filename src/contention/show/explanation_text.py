"""An explanation as text for a terminal and as plain JSON values."""

import textwrap
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from contention.case.values import Case, Factor
from contention.judge.table import need_word
from contention.show.contention_sections import NEEDS, shares_in_words
from contention.show.explanation import Backer, ExplainedPath, ExplainedStep, Explanation
from contention.show.ledger import SIGN_WORDS
from contention.show.numbers import listed, percent, points, quantity, signed, year
from contention.show.outcomes import parsed_test
from contention.show.plain_words import test_in_words
from contention.show.replayed_draw import ReplayedDraw
from contention.show.verdict_figures import margin_number, margin_text

WIDTH = 96


def explanation_text(case: Case, explanation: Explanation) -> str:
    """The explanation as a reader at a terminal wants it."""
    return "\n".join(_lines(case, explanation))


def _lines(case: Case, explanation: Explanation) -> Iterator[str]:
    verdict = explanation.verdict
    contention = explanation.asked.contention
    yield contention.title
    words = "".join(phrase.words for phrase in test_in_words(parsed_test(contention), case))
    yield from _wrapped(f"Tested as: {words}.", "  ")
    yield ""
    account = case.accounts[verdict.account].title
    yield from _wrapped(f"{account}: {verdict.verdict}. {verdict.reason}".rstrip(), "")
    if verdict.support is not None:
        yield f"  support {shares_in_words(verdict)}"
    if verdict.margin is not None:
        yield f"  margin {margin_text(verdict)}"
    if verdict.needs is not None:
        yield f"  {need_word(verdict)} {NEEDS[verdict.needs]}"
    yield from _paths(explanation)
    if explanation.replayed is not None:
        yield from _draw(case, explanation, explanation.replayed)


def _paths(explanation: Explanation) -> Iterator[str]:
    count = len(explanation.paths)
    if not count:
        return
    yield ""
    more = ", the shortest of more" if explanation.bounded else ""
    yield f"PATHS from lever to outcome ({count}{more})"
    told: set[str] = set()
    for number, path in enumerate(explanation.paths, 1):
        yield ""
        yield from _wrapped(f"{number}. {chain(path)}", "   ", first="")
        yield f"   {carried(path)}"
        for step in path.steps:
            yield from _step(step, told)


def chain(path: ExplainedPath) -> str:
    """`A →+ B →− C`."""
    words = path.steps[0].cause
    for step in path.steps:
        words += f" →{SIGNS[step.step.sign]} {step.effect}"
    return words


SIGNS = {"+": "+", "-": "−", "0": "0", "?": "?"}


DIRECTIONS = {
    "+": "moves the outcome the same way as the lever",
    "-": "moves the outcome the opposite way from the lever",
    "?": "may move the outcome either way",
    "0": "does not move the outcome",
}


def carried(path: ExplainedPath) -> str:
    """What a path carries, in words."""
    direction = DIRECTIONS[path.path.sign]
    if path.elasticity is None:
        return f"{direction}; no single number: it passes a gate or nothing but equations"
    rest = ", and then computed" if path.steps[-1].computed else ""
    return f"{direction}; product of median elasticities {signed(path.elasticity, 3)}{rest}"


def _step(step: ExplainedStep, told: set[str]) -> Iterator[str]:
    size = "" if step.elasticity is None else f" ({signed(step.elasticity)})"
    sign = SIGN_WORDS[step.step.sign]
    words = f"{step.cause} {sign} {step.effect}{size}"
    if step.gates:
        words += f", by opening or closing {listed(step.gates)}"
    elif step.computed:
        words += ", which is computed from it"
    yield from _wrapped(words, "      ", first="   · ")
    for backer in step.backers:
        if backer.premise.id in told:
            yield f"       {backer.premise.id} (above)"
            continue
        told.add(backer.premise.id)
        yield from _backer(backer)


def _backer(backer: Backer) -> Iterator[str]:
    premise = backer.premise
    who = f"{premise.stance}, {premise.holder}"
    part = "" if backer.inclusion >= 1 else f", in {percent(backer.inclusion)} of draws"
    yield from _wrapped(f"{premise.id} ({who}{part}): {premise.paraphrase}", "         ", "       ")
    if premise.coded:
        yield from _wrapped(premise.coded, "         ", "         ")
    if premise.source is not None:
        where = f"{premise.source.title}, {premise.source.position}"
        said = premise.source.sentence
        yield from _wrapped(f"“{said}” — {where}" if said else where, "         ", "         ")
    if backer.hinge is not None:
        hinge = backer.hinge
        change = f"{points(hinge.change)} ± {hinge.error * 100:.0f} points"
        share = percent(hinge.support_without)
        yield f"         without it: {hinge.verdict_without}, support {share} ({change})"


def _draw(case: Case, explanation: Explanation, replayed: ReplayedDraw) -> Iterator[str]:
    yield ""
    yield f"DRAW {replayed.draw} (seed {replayed.seed}): the contention {replayed.outcome}"
    if replayed.margin is not None:
        kind = explanation.verdict.margin_kind
        yield f"  margin {margin_number(replayed.margin, kind)}"
    yield ""
    yield "  Links on the paths, as drawn"
    for drawn in replayed.links:
        ends = (drawn.link.cause, drawn.link.effect)
        names = " → ".join(case.factors[end].title for end in ends)
        size = signed(drawn.elasticity) if drawn.included else "not in this draw"
        yield f"    {size:>8}  {names}  ({', '.join(drawn.link.claims)})"
    yield ""
    head = "".join(f"{year(at):>15}" for at in replayed.years)
    yield f"  {'Courses':36}{head}"
    for factor, courses in groupby(replayed.courses, key=lambda course: course.factor):
        yield f"  {titled(case.factors[factor])}"
        for course in courses:
            numbers = "".join(f"{quantity(value):>15}" for value in course.values)
            yield f"    {course.scenario:34}{numbers}"


def titled(factor: Factor) -> str:
    """A factor's title with its unit."""
    return f"{factor.title} [{factor.unit}]" if factor.unit else factor.title


def _wrapped(words: str, indent: str, first: str | None = None) -> list[str]:
    lead = indent if first is None else first
    return textwrap.wrap(words, WIDTH, initial_indent=lead, subsequent_indent=indent)


def explanation_json(explanation: Explanation) -> dict[str, Any]:
    """The same as plain JSON values."""
    verdict = explanation.verdict
    return {
        "contention": verdict.contention,
        "account": verdict.account,
        "test": explanation.asked.contention.test,
        "verdict": verdict.verdict,
        "reason": verdict.reason,
        "needs": verdict.needs,
        "support": verdict.support,
        "undecided": verdict.undecided,
        "interval": list(verdict.interval) if verdict.interval else None,
        "margin": list(verdict.margin) if verdict.margin else None,
        "paths": [_path_json(path) for path in explanation.paths],
        "more_paths": explanation.bounded,
        "draw": None if explanation.replayed is None else _draw_json(explanation.replayed),
    }


def _path_json(path: ExplainedPath) -> dict[str, Any]:
    return {
        "lever": path.lever,
        "outcome": path.outcome,
        "sign": path.path.sign,
        "elasticity": path.elasticity,
        "steps": [_step_json(step) for step in path.steps],
    }


def _step_json(step: ExplainedStep) -> dict[str, Any]:
    return {
        "cause": step.step.cause,
        "effect": step.step.effect,
        "sign": step.step.sign,
        "elasticity": step.elasticity,
        "gates": list(step.gates),
        "computed": step.computed,
        "claims": [_backer_json(backer) for backer in step.backers],
    }


def _backer_json(backer: Backer) -> dict[str, Any]:
    premise, hinge = backer.premise, backer.hinge
    return {
        "claim": premise.id,
        "assumption": premise.assumption,
        "holder": premise.holder,
        "stance": premise.stance,
        "paraphrase": premise.paraphrase,
        "sentence": premise.source.sentence if premise.source else None,
        "place": premise.place,
        "coded": premise.coded or None,
        "inclusion": backer.inclusion,
        "support_without": hinge.support_without if hinge else None,
        "change": hinge.change if hinge else None,
        "error": hinge.error if hinge else None,
    }


def _draw_json(replayed: ReplayedDraw) -> dict[str, Any]:
    return {
        "draw": replayed.draw,
        "seed": replayed.seed,
        "outcome": replayed.outcome,
        "margin": replayed.margin,
        "links": [
            {
                "link": drawn.link.id,
                "claims": list(drawn.link.claims),
                "included": drawn.included,
                "elasticity": drawn.elasticity,
            }
            for drawn in replayed.links
        ],
        "years": list(replayed.years),
        "courses": [
            {"factor": item.factor, "scenario": item.scenario, "values": list(item.values)}
            for item in replayed.courses
        ],
    }
