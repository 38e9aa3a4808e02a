"""An explanation as text for a terminal and as plain JSON values."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from contention.analysis.explanation import Backer, ExplainedPath, ExplainedStep, Explanation
from contention.analysis.outcomes import parsed_test
from contention.analysis.replayed_draw import ReplayedDraw
from contention.case.model import Case, Factor
from contention.case.model_cases import of_model_files
from contention.case.signs import CAREFUL_VERBS, PRINTED
from contention.case.titles import summary_words
from contention.evidence.claims.claim_evidence import ClaimEvidence, NoEvidence
from contention.evidence.evidence import Evidence
from contention.judge.verdict import Verdict
from contention.show.judgement_json import hinge_json, verdict_json
from contention.show.loops_json import loops_json
from contention.show.terminal.loops_text import LoopTeller
from contention.show.words.claim_words import measured_words, said_of
from contention.show.words.figure_words import contradiction_words, stated_text
from contention.show.words.numbers import listed, moment, percent, quantity, signed
from contention.show.words.outcome_words import change_in_outcome
from contention.show.words.plain_words import quoted_words
from contention.show.words.reading_words import reading_lines, reading_words, unstable_words
from contention.show.words.reasons import reason_of
from contention.show.words.share_words import (
    NEEDS,
    need_word,
    shares_in_words,
    sides_in_words,
    without_in_words,
)
from contention.show.words.verdict_words import moves_in_words

WIDTH = 96
LEAST = 40
"""narrowest width for wrapping, in columns"""

Rows = Mapping[str, Sequence[ClaimEvidence | NoEvidence]]


@dataclass(frozen=True)
class _Told:
    """The verdict being explained, and the numbers of the premises printed so far."""

    verdict: Verdict
    width: int
    evidence: Rows
    """claim → what data say about it"""
    case: Case
    numbers: dict[str, int] = field(default_factory=dict)

    def wrapped(self, words: str, indent: str, first: str | None = None) -> list[str]:
        lead = indent if first is None else first
        return textwrap.wrap(words, self.width, initial_indent=lead, subsequent_indent=indent)


def explanation_text(
    case: Case, explanation: Explanation, width: int = WIDTH, evidence: Evidence | None = None
) -> str:
    """The explanation as text for a terminal of `width` columns, with data on its claims."""
    told = _Told(explanation.verdict, max(width, LEAST), _by_claim(evidence), case)
    return "\n".join(_lines(case, explanation, told))


def _by_claim(evidence: Evidence | None) -> Rows:
    found: dict[str, list[ClaimEvidence | NoEvidence]] = {}
    for row in () if evidence is None else evidence.claims:
        found.setdefault(row.claim, []).append(row)
    return found


def _lines(case: Case, explanation: Explanation, told: _Told) -> Iterator[str]:
    verdict = explanation.verdict
    contention = explanation.asked.contention
    yield from told.wrapped(contention.title, "")
    yield from told.wrapped(f"Tested as: {quoted_words(parsed_test(contention), case)}.", "  ")
    yield ""
    account, reason = case.accounts[verdict.account].title, reason_of(case, verdict)
    denial = " by denial" if verdict.by_denial else ""
    yield from told.wrapped(f"{account}: {verdict.verdict}{denial}. {reason}".rstrip(), "")
    for words in (
        shares_in_words(verdict),
        moves_in_words(case, verdict),
        unstable_words(case, verdict),
        change_in_outcome(case, contention, verdict),
    ):
        yield from told.wrapped(words, "    ", "  ")
    if verdict.needs is not None:
        yield f"  {need_word(verdict)} {NEEDS[verdict.needs]}"
    yield from _readings(case, verdict)
    yield from _summaries(case, explanation, told)
    yield from _contradicted(case, explanation, told)
    yield from _paths(explanation, told)
    if explanation.loops is not None:
        yield from LoopTeller(case, explanation.loops, told.width, told.numbers).lines()
    if explanation.replayed is not None:
        yield from _draw(case, explanation, explanation.replayed, told)


def _summaries(case: Case, explanation: Explanation, told: _Told) -> Iterator[str]:
    """The summaries behind the paths, each with the works that it sums up."""
    backers = [one for path in explanation.paths for step in path.steps for one in step.backers]
    claims = {one.premise.id for one in backers if not one.premise.assumption}
    read = {case.claims[id_].document for id_ in claims}
    for document in case.documents.values():
        if document.id in read and document.kind == "summary":
            yield from told.wrapped(f"{document.title}: {summary_words(document)}.", "  ")


def _contradicted(case: Case, explanation: Explanation, told: _Told) -> Iterator[str]:
    """Numbers in claims or of factors on the paths that data contradict."""
    for each in explanation.contradicted_here:
        figure = case.figures[each.figure]
        words = f"{figure.subject}: {stated_text(figure)}. {contradiction_words(figure, each)}"
        yield from told.wrapped(words, "    ", "  ")


def _readings(case: Case, verdict: Verdict) -> Iterator[str]:
    """The verdict under every reading of the strength words."""
    for said in reading_words(case, verdict):
        yield f"  {said}"
    for title, line in reading_lines(case, verdict):
        yield f"    {title:16}{line}"


def _paths(explanation: Explanation, told: _Told) -> Iterator[str]:
    count = len(explanation.paths)
    if not count:
        return
    yield ""
    more = ", the shortest of more" if explanation.bounded else ""
    yield f"PATHS from lever to outcome ({count}{more})"
    for number, path in enumerate(explanation.paths, 1):
        yield ""
        whole = chain(path)
        if of_model_files(told.case):  # equations have no sign of their own
            whole = " → ".join((path.steps[0].cause, *(step.effect for step in path.steps)))
        yield from told.wrapped(f"{number}. {whole}", "   ", first="")
        if not of_model_files(told.case):
            yield from told.wrapped(carried(path), "   ")
        for step in path.steps:
            yield from _step(step, told)


def chain(path: ExplainedPath) -> str:
    """`A →+ B →− C`."""
    words = path.steps[0].cause
    for step in path.steps:
        words += f" →{PRINTED[step.step.sign]} {step.effect}"
    return words


DIRECTIONS = {
    "+": "moves the outcome the same way as the lever",
    "-": "moves the outcome the opposite way from the lever",
    "?": "may move the outcome either way",
    "0": "does not move the outcome",
}


def carried(path: ExplainedPath) -> str:
    """Direction and size of the effect that a path carries, in words."""
    direction = DIRECTIONS[path.path.sign]
    if path.elasticity is None:
        return f"{direction}; no single number: it passes a gate or consists only of equations"
    rest = ", then through an equation" if path.steps[-1].computed else ""
    return f"{direction}; product of median elasticities {signed(path.elasticity, 3)}{rest}"


def _step(step: ExplainedStep, told: _Told) -> Iterator[str]:
    size = "" if step.elasticity is None else f" ({signed(step.elasticity)})"
    sign = CAREFUL_VERBS[step.step.sign]
    words = f"{step.cause} {sign} {step.effect}{size}"
    if of_model_files(told.case):
        words = f"{step.effect} is computed from {step.cause}"
    elif step.gates:
        words += f", by opening or closing {listed(step.gates)}"
    elif step.computed:
        words += ", which is computed from it"
    yield from told.wrapped(words, "      ", first="   · ")
    for backer in step.backers:
        if backer.premise.id in told.numbers:
            yield f"       [{told.numbers[backer.premise.id]}] as above"
            continue
        told.numbers[backer.premise.id] = len(told.numbers) + 1
        yield from _backer(backer, told)


def _whose(backer: Backer) -> str:
    """`asserted, the Office`; of what the coder supplies, that it is the coder's."""
    premise = backer.premise
    if premise.assumption:
        return f"assumption of the {premise.holder}"
    said = f"{premise.stance}, {premise.holder}"
    return f"{said}, counted here as common ground" if backer.shared else said


def _backer(backer: Backer, told: _Told) -> Iterator[str]:
    premise = backer.premise
    part = "" if backer.inclusion >= 1 else f", in {percent(backer.inclusion)} of draws"
    said = f": {premise.paraphrase}" if premise.paraphrase else ""
    lead = f"[{told.numbers[premise.id]}] {_whose(backer)}{part}"
    yield from told.wrapped(f"{lead} ({premise.place}){said}", "         ", "       ")
    if premise.coded:
        yield from told.wrapped(premise.coded, "         ")
    if premise.source is not None:
        where = f"{premise.source.title}, {premise.source.position}"
        sentence = premise.source.sentence
        yield from told.wrapped(f"“{sentence}” — {where}" if sentence else where, "         ")
    if backer.hinge is not None:
        words = f"without it: {without_in_words(backer.hinge, told.verdict)}"
        yield from told.wrapped(words, "           ", "         ")
    if measured := measured_words(told.case, premise.id):
        yield from told.wrapped(measured, "           ", "         ")
    for row in told.evidence.get(premise.id, ()):
        yield from told.wrapped(f"data: {said_of(row)}", "           ", "         ")


def _draw(
    case: Case, explanation: Explanation, replayed: ReplayedDraw, told: _Told
) -> Iterator[str]:
    yield ""
    yield f"DRAW {replayed.draw} (seed {replayed.seed}): the contention {replayed.outcome}"
    if shares := sides_in_words(explanation.verdict):
        yield from told.wrapped(f"one draw as an example; over all draws the contention {shares}",
                                "    ", "  ")  # fmt: skip
    if replayed.margin is not None:
        here = replace(explanation.verdict, margin=(replayed.margin,) * 3)
        change = change_in_outcome(case, explanation.asked.contention, here, spread=False)
        yield from told.wrapped(change, "    ", "  ")
    yield ""
    if of_model_files(case):
        yield from _numbers(case, replayed)
    else:
        yield "  Links on the paths, as drawn"
    for drawn in replayed.links:
        ends = (drawn.link.cause, drawn.link.effect)
        names = " → ".join(case.factors[end].title for end in ends)
        size = signed(drawn.elasticity) if drawn.included else "not in this draw"
        numbers = [told.numbers[id_] for id_ in drawn.link.claims if id_ in told.numbers]
        which = " ".join(f"[{number}]" for number in numbers)
        yield f"    {size:>8}  {names}  {which}".rstrip()
    yield ""
    head = "".join(f"{moment(case.times, at):>15}" for at in replayed.years)
    yield f"  {'Courses':36}{head}"
    for factor, courses in groupby(replayed.courses, key=lambda course: course.factor):
        yield f"  {titled(case.factors[factor])}"
        for course in courses:
            numbers_ = "".join(f"{quantity(value):>15}" for value in course.values)
            yield f"    {shortened(case.scenarios[course.scenario].title, 34):34}{numbers_}"


def _numbers(case: Case, replayed: ReplayedDraw) -> Iterator[str]:
    """The uncertain parameters of a model file."""
    yield "  Uncertain parameters, as drawn" if replayed.numbers else "  No parameter has a range."
    for drawn in replayed.numbers:
        yield f"    {quantity(drawn.value):>8}  {titled(case.factors[drawn.factor])}"


def shortened(text: str, most: int) -> str:
    """A text of at most `most` characters, with an ellipsis if it was longer."""
    return text if len(text) <= most else text[: most - 1] + "…"


def titled(factor: Factor) -> str:
    """A factor's title with its unit."""
    return f"{factor.title} [{factor.unit}]" if factor.unit else factor.title


def explanation_json(
    case: Case, explanation: Explanation, evidence: Evidence | None = None
) -> dict[str, Any]:
    """The same as plain JSON values; `evidence` under each claim that it speaks of."""
    data = _by_claim(evidence)
    return {
        **verdict_json(case, explanation.verdict),
        "change_in_outcome": change_in_outcome(
            case, explanation.asked.contention, explanation.verdict
        ),
        "test": explanation.asked.contention.test,
        "paths": [_path_json(path, explanation.verdict, data) for path in explanation.paths],
        "more_paths": explanation.bounded,
        "contradicted": [each.as_json() for each in explanation.contradicted_here],
        "loops": None if explanation.loops is None else loops_json(explanation.loops),
        "draw": None if explanation.replayed is None else _draw_json(explanation.replayed),
    }


def _path_json(path: ExplainedPath, verdict: Verdict, data: Rows) -> dict[str, Any]:
    return {
        "lever": path.lever,
        "outcome": path.outcome,
        "sign": path.path.sign,
        "elasticity": path.elasticity,
        "steps": [_step_json(step, verdict, data) for step in path.steps],
    }


def _step_json(step: ExplainedStep, verdict: Verdict, data: Rows) -> dict[str, Any]:
    return {
        "cause": step.step.cause,
        "effect": step.step.effect,
        "sign": step.step.sign,
        "elasticity": step.elasticity,
        "gates": list(step.gates),
        "computed": step.computed,
        "claims": [_backer_json(backer, verdict, data) for backer in step.backers],
    }


def _backer_json(backer: Backer, verdict: Verdict, data: Rows) -> dict[str, Any]:
    premise, hinge = backer.premise, backer.hinge
    return {
        "claim": premise.id,
        "assumption": premise.assumption,
        "holder": premise.holder,
        "common_ground": backer.shared,
        "stance": premise.stance,
        "paraphrase": premise.paraphrase or None,
        "sentence": premise.source.sentence if premise.source else None,
        "place": premise.place,
        "coded": premise.coded or None,
        "inclusion": backer.inclusion,
        "hinge": None if hinge is None else hinge_json(hinge, verdict),
        "evidence": [row.as_json() for row in data.get(premise.id, ())],
    }


def _numbers_json(replayed: ReplayedDraw) -> dict[str, Any]:
    if not replayed.numbers:
        return {}
    return {"numbers": {drawn.factor: drawn.value for drawn in replayed.numbers}}


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
        **_numbers_json(replayed),
        "years": list(replayed.years),
        "courses": [
            {"factor": item.factor, "scenario": item.scenario, "values": list(item.values)}
            for item in replayed.courses
        ],
    }
