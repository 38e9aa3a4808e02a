"""Accepted merges: references to a factor that goes are redirected to the one that stays.

The files stay as they are; only what was read from them is rewritten, so that a merge that is
rejected or removed from merges.yaml leaves no trace.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from contention.case.articles import with_article
from contention.case.convert.copying import value_of
from contention.case.draft import Draft, Located
from contention.case.factor_kinds import TRAITS
from contention.case.merged import Coded, Merge, Resolved
from contention.case.model import Kind
from contention.case.schema.base import ConditionEntry
from contention.case.schema.claims import RelationEntry
from contention.case.schema.factors import FactorEntry
from contention.case.schema.merges import MergeEntry
from contention.case.signs import INVERTED, SYMBOLS

Related = TypeVar("Related", bound=RelationEntry)

_TURNED_WORD = {"on": "off", "off": "on", "low": "high", "high": "low"}
_NONE_TURNED = 10.0
"""`none` is below a tenth of the reference; turned, it is above ten times it."""


def apply_merges(draft: Draft) -> None:
    """Follow the accepted merges of a draft; what is wrong with them is noted in it."""
    draft.merged = dict(resolved(draft))
    if not draft.merged:
        return
    for id_, claim in draft.claims.items():
        draft.claims[id_] = _relation(draft, claim)
    for id_, assumption in draft.assumptions.items():
        draft.assumptions[id_] = _relation(draft, assumption)
    for id_, figure in draft.figures.items():
        found = draft.merged.get(figure.body.factor or "")
        if found is not None:
            draft.coded[id_] = Coded(figure.body.factor or "", "", "")
            body = figure.body.model_copy(update={"factor": found.into})
            draft.figures[id_] = replace(figure, body=body)
    for factor in draft.merged:
        draft.factors.pop(factor, None)
        draft.known["factor"].pop(factor, None)
    for id_, entry in draft.factors.items():
        draft.factors[id_] = _event(draft, entry)


def resolved(draft: Draft) -> Mapping[str, Resolved]:
    """Each factor that an accepted merge takes away → the end of its chain, signs multiplied."""
    accepted = _accepted(draft)
    found = {}
    for factor, entry in accepted.items():
        into, turned, passed = entry.body.into, entry.body.turned, {factor}
        while into in accepted and into not in passed:
            passed.add(into)
            turned ^= accepted[into].body.turned
            into = accepted[into].body.into
        if into not in passed:
            written = draft.factors.get(factor)
            title = written.body.title if written is not None else factor
            found[factor] = Resolved(into, turned, entry.place(), title)
        elif into == factor and entry is max(
            (accepted[each] for each in passed), key=lambda each: each.place()
        ):
            message = f"by this merge `{factor}` is merged into itself"
            draft.note(entry.place("into"), message, "reject one of the merges in the circle")
    return found


def _accepted(draft: Draft) -> dict[str, Located[MergeEntry]]:
    """Sound accepted merges by the factor that goes."""
    found: dict[str, Located[MergeEntry]] = {}
    pairs: dict[frozenset[str], Located[MergeEntry]] = {}
    for entry in draft.merges:
        body = entry.body
        first = pairs.setdefault(frozenset((body.factor, body.into)), entry)
        if body.factor == body.into:
            hint = "name two factors, or remove the entry"
            draft.note(entry.place("into"), f"`{body.factor}` is merged into itself", hint)
        elif first is not entry:
            message = f"`{body.factor}` and `{body.into}` are merged twice"
            draft.note(entry.place(), message, f"the first is at {first.place()}; keep one of them")
        elif _known(draft, entry) and body.status == "accepted" and _same_kind(draft, entry):
            taken = found.setdefault(body.factor, entry)
            if taken is not entry:
                message = f"`{body.factor}` is merged away already, into `{taken.body.into}`"
                hint = f"the other one is at {taken.place()}; reject one of the two"
                draft.note(entry.place("factor"), message, hint)
    return found


def _known(draft: Draft, entry: Located[MergeEntry]) -> bool:
    """Whether both factors are there; a rejected merge may outlive them."""
    if entry.body.status == "rejected":
        return True
    ends = [draft.check_id("factor", getattr(entry.body, key), entry.place(key))
            for key in ("factor", "into")]  # fmt: skip
    return all(ends)


def _same_kind(draft: Draft, entry: Located[MergeEntry]) -> bool:
    """Factors of different kinds are not one; a factor without a written kind takes the other's."""
    goes, stays = draft.factors.get(entry.body.factor), draft.factors.get(entry.body.into)
    if goes is None or stays is None or "kind" not in goes.body.model_fields_set:
        return True
    if goes.body.kind == stays.body.kind:
        return True
    message = (
        f"`{goes.id}` is {with_article(goes.body.kind)} and `{stays.id}` is "
        f"{with_article(stays.body.kind)}: they cannot be one"
    )
    draft.note(entry.place("factor"), message, "reject the merge, or make their kinds the same")
    return False


def _relation(draft: Draft, entry: Located[Related]) -> Located[Related]:
    """A claim or an assumption with its ends, sign and condition as merges have them."""
    body = entry.body
    condition = body.condition
    gate = condition.factor if condition is not None else None
    if not {body.cause, body.effect, gate} & set(draft.merged):
        return entry
    cause, effect = draft.merged.get(body.cause), draft.merged.get(body.effect)
    turned = (cause is not None and cause.turned) ^ (effect is not None and effect.turned)
    draft.coded[entry.id] = Coded(body.cause, body.effect, SYMBOLS[body.sign], gate)
    changes = {
        "cause": cause.into if cause else body.cause,
        "effect": effect.into if effect else body.effect,
        "sign": INVERTED.get(body.sign, body.sign) if turned else body.sign,
        "condition": _condition(draft, condition),
    }
    return replace(entry, body=body.model_copy(update=changes))


def _event(draft: Draft, entry: Located[FactorEntry]) -> Located[FactorEntry]:
    """A factor with what its hazard waits for as merges have it."""
    gate = entry.body.only_while
    if gate is None or gate.factor not in draft.merged:
        return entry
    changes = {"only_while": _condition(draft, gate)}
    return replace(entry, body=entry.body.model_copy(update=changes))


def _condition(draft: Draft, given: ConditionEntry | None) -> ConditionEntry | None:
    """A condition on the factor that stays; unchanged if there is no equivalent."""
    found = draft.merged.get(given.factor) if given is not None else None
    if given is None or found is None:
        return given
    changes = _turned(draft, given, found.into) if found.turned else {}
    if changes is None:
        return given  # naming a factor that is gone, it is noted where conditions are converted
    return given.model_copy(update={"factor": found.into, **changes})


def _turned(draft: Draft, given: ConditionEntry, into: str) -> dict[str, object] | None:
    """What changes in a condition when its factor is turned; None if nothing exact does.

    Quantities count by the logarithm of their ratio to the reference, shares by their log-odds.
    """
    if given.is_ in ("on", "off"):
        return {"is_": _TURNED_WORD[given.is_]}
    stays = draft.factors.get(into)
    kind = stays.body.kind if stays is not None else None
    if given.is_ is not None:
        if kind is None or not TRAITS[kind].bounds_relative:
            return None
        none: dict[str, object] = {"is_": None, "above": _NONE_TURNED}
        return none if given.is_ == "none" else {"is_": _TURNED_WORD[given.is_]}
    bound = given.below if given.above is None else given.above
    if bound is None or kind is None or not _turnable(kind, bound):
        return None
    other = 1 / bound if TRAITS[kind].bounds_relative else 1 - bound
    return (
        {"below": None, "above": other} if given.above is None else {"below": other, "above": None}
    )


def _turnable(kind: Kind, bound: float) -> bool:
    found = TRAITS[kind]
    return (found.bounds_relative or found.set_as == "share") and found.bounds.holds(bound)


def merge_values(draft: Draft) -> dict[str, Merge]:
    """Every merge of a case by `factor>into`."""
    return {entry.id: _value(draft, entry) for entry in draft.merges}


def _value(draft: Draft, entry: Located[MergeEntry]) -> Merge:
    body = entry.body
    gone, there = draft.merged.get(body.factor), draft.factors.get(body.factor)
    title = gone.title if gone else there.body.title if there else body.factor
    return value_of(Merge, body, id=entry.id, title=title, place=entry.place())
