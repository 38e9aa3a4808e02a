"""Which change altered a verdict: changes undone, and made, one at a time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from contention.analysis.case_changes import SETTINGS, Change, as_coded, placeless
from contention.analysis.outcomes import in_scenarios
from contention.case.checks.equations import equation_problems
from contention.case.model import (
    Assumption,
    Case,
    Claim,
    Relation,
    RemoveAction,
)
from contention.judge.judge import judge
from contention.judge.verdict import Verdict
from contention.language.parsing import names, parse
from contention.language.syntax import Fault
from contention.runs.account_kinds import account_map

Pair = tuple[str, str]
"""contention, account"""


@dataclass(frozen=True)
class Turn:
    """A verdict that differs in the newer revision."""

    before: Verdict
    after: Verdict

    @property
    def pair(self) -> Pair:
        """The contention and the account."""
        return self.before.contention, self.before.account


@dataclass(frozen=True)
class Trial:
    """The effect of one change on one verdict."""

    change: Change
    undone: str | None
    """verdict of the newer revision with this change alone undone; None if that is not valid"""
    made: str | None
    """verdict of the older revision with this change alone made; likewise"""
    restores: bool
    brings: bool

    @property
    def cause(self) -> bool:
        """Whether undoing it alone restores the verdict, or making it alone brings the new one."""
        return self.restores or self.brings


@dataclass(frozen=True)
class Sampling:
    """The draws that all trials share."""

    draws: int
    seed: int
    workers: int


def trials(
    before: Case,
    after: Case,
    turns: Sequence[Turn],
    found: Sequence[Change],
    sampling: Sampling,
    done: Callable[[int], None] = lambda _number: None,
) -> Mapping[Pair, tuple[Trial, ...]]:
    """Try every change on every verdict that it can affect; `done` receives the number tried."""
    result: dict[Pair, list[Trial]] = {turn.pair: [] for turn in turns}
    for number, change in enumerate(found, 1):
        done(number)
        touched = [turn for turn in turns if bears_on(before, after, turn, change)]
        if not touched:
            continue
        pairs = [turn.pair for turn in touched]
        undone = _verdicts(with_change(after, before, change), pairs, sampling)
        made = _verdicts(with_change(before, after, change), pairs, sampling)
        for turn in touched:
            without, alone = undone.get(turn.pair), made.get(turn.pair)
            result[turn.pair].append(
                Trial(
                    change,
                    without,
                    alone,
                    restores=without == turn.before.verdict,
                    brings=alone == turn.after.verdict,
                )
            )
    return {pair: tuple(tried) for pair, tried in result.items()}


def bears_on(before: Case, after: Case, turn: Turn, change: Change) -> bool:
    """Whether a change can affect a verdict."""
    contention, account = turn.pair
    if change.kind in ("claims", "assumptions"):
        on_path = {*turn.before.claims_on_path, *turn.after.claims_on_path}
        return change.id in on_path or _turned_on_or_off(before, after, account, change)
    if change.kind == "factors":
        return any(
            change.id in account_map(case, account).factors
            for case in (before, after)
            if change.id in case.factors
        )
    if change.kind == "scenarios":
        return change.id in _scenarios(before, contention) | _scenarios(after, contention)
    if change.kind in ("contentions", "accounts"):
        return change.id in (contention, account)
    return True


def _turned_on_or_off(before: Case, after: Case, account: str, change: Change) -> bool:
    """Whether a claim counted in only one revision may cut a path by its presence."""
    counted = [
        any(change.id in link.claims for link in account_map(case, account).links)
        for case in (before, after)
    ]
    return counted[0] != counted[1]


def _scenarios(case: Case, contention: str) -> set[str]:
    if contention not in case.contentions:
        return set()
    node = parse(case.contentions[contention].test, contention=True)
    return set() if isinstance(node, Fault) else {part.scenario for part in in_scenarios(node)}


def with_change(base: Case, other: Case, change: Change) -> Case | None:
    """The base case with one entry as the other case has it; None if the result is not valid."""
    if change.kind in SETTINGS:
        return _replaced(base, change.kind, getattr(other, change.kind))
    if change.kind == "merges":
        return _with_merge(base, other, change.id)
    entries: dict[str, Any] = dict(getattr(base, change.kind))
    theirs: Mapping[str, Any] = getattr(other, change.kind)
    if change.id in theirs:
        entries[change.id] = _ends_as(entries.get(change.id), theirs[change.id])
    else:
        entries.pop(change.id, None)
    return _replaced(base, change.kind, entries)


def _ends_as(mine: Any, theirs: Any) -> Any:
    """Their claim or assumption with our factors, if only merges made those differ."""
    if not isinstance(mine, Claim | Assumption) or mine.coded == theirs.coded:
        return theirs
    one, two = as_coded(mine).relation, as_coded(theirs).relation
    if (one.cause, one.effect, one.sign) != (two.cause, two.effect, two.sign):
        return theirs
    ours = mine.relation
    relation = replace(theirs.relation, cause=ours.cause, effect=ours.effect, sign=ours.sign)
    return replace(theirs, relation=relation, coded=mine.coded)


def _with_merge(base: Case, other: Case, id_: str) -> Case | None:
    """One merge as in the other case: with the merged factor, and everything that refers to it."""
    factor = id_.partition(">")[0]
    parts: dict[str, Any] = {"factors": _taken(base.factors, other.factors, {factor})}
    for part in ("claims", "assumptions"):
        mine, theirs = getattr(base, part), getattr(other, part)
        named = {i for entries in (mine, theirs) for i, e in entries.items() if _names(e, factor)}
        same = {
            i for i in named & set(mine) & set(theirs)
            if placeless(as_coded(mine[i])) == placeless(as_coded(theirs[i]))
        }  # fmt: skip
        parts[part] = _taken(mine, theirs, same)
    parts["merges"] = _taken(base.merges, other.merges, {id_})
    mixed = replace(base, **parts)
    return mixed if whole(mixed) else None


def _names(entry: Any, factor: str) -> bool:
    return entry.coded is not None and factor in entry.coded.names


def _taken(mine: Mapping[str, Any], theirs: Mapping[str, Any], ids: set[str]) -> dict[str, Any]:
    """Entries, with some of them replaced or removed as in the other case."""
    found = {id_: theirs.get(id_) if id_ in ids else entry for id_, entry in mine.items()}
    found |= {id_: theirs[id_] for id_ in ids if id_ in theirs}
    return {id_: entry for id_, entry in found.items() if entry is not None}


def _replaced(base: Case, part: str, value: object) -> Case | None:
    parts: dict[str, Any] = {part: value}
    mixed = replace(base, **parts)
    return mixed if whole(mixed) else None


def whole(case: Case) -> bool:
    """Whether every name in a mixed case is defined, and its models can run."""
    if not _accounts_hold(case) or not _expressions_hold(case):
        return False
    relations = [claim.relation for claim in case.claims.values() if claim.status != "rejected"]
    relations += [assumption.relation for assumption in case.assumptions.values()]
    if not all(_factors_of(relation) <= set(case.factors) for relation in relations):
        return False
    if not all(_claim_holds(case, claim) for claim in case.claims.values()):
        return False
    actions = [action for scenario in case.scenarios.values() for action in scenario.actions]
    for action in actions:
        known = {*case.claims, *case.assumptions}
        target = action.claim if isinstance(action, RemoveAction) else action.factor
        if target not in (known if isinstance(action, RemoveAction) else case.factors):
            return False
    return not any(problem.severity == "error" for problem in equation_problems(case))


def _factors_of(relation: Relation) -> set[str]:
    gate = {relation.condition.factor} if relation.condition else set()
    return {relation.cause, relation.effect} | gate


def _claim_holds(case: Case, claim: Claim) -> bool:
    return claim.document in case.documents and claim.holder in case.holders


def _accounts_hold(case: Case) -> bool:
    named = {id_ for spec in case.accounts.values() for id_ in (*spec.include, *spec.exclude)}
    named |= set(case.common_ground)
    lent = {id_ for item in case.assumptions.values() for id_ in item.accounts or ()}
    return named <= {*case.claims, *case.assumptions} and lent <= set(case.accounts)


def _expressions_hold(case: Case) -> bool:
    known = set(case.factors)
    for factor in case.factors.values():
        for text in (factor.equation, factor.inflow, factor.outflow):
            if isinstance(text, str) and not _names_in(text) <= known:
                return False
        gate = factor.only_while
        if gate is not None and gate.factor not in known:
            return False
    return all(
        _names_in(item.test, contention=True) <= known
        and _scenarios(case, item.id) <= set(case.scenarios)
        for item in case.contentions.values()
    )


def _names_in(text: str, *, contention: bool = False) -> set[str]:
    node = parse(text, contention=contention)
    if isinstance(node, Fault):
        return set()
    return set(names(node)) - {"time", "dt", "present"}


def _verdicts(case: Case | None, pairs: Sequence[Pair], sampling: Sampling) -> dict[Pair, str]:
    """Verdict words of a mixed case; empty if it is not valid."""
    if case is None:
        return {}
    judgement = judge(
        case,
        draws=sampling.draws,
        seed=sampling.seed,
        workers=sampling.workers,
        contentions=[contention for contention, _ in pairs],
        accounts=[account for _, account in pairs],
        hinges=False,
        reading_draws=0,
    )
    return {(item.contention, item.account): item.verdict for item in judgement.verdicts}
