"""Ways of putting the same thing in other words, as pure functions from case to case.

A *site* is where a rewording applies: the id of a claim, a factor or a contention, or nothing
where it applies to the case as a whole. Only `contention.case.model` is used, so that the same
rewordings can be put to other versions of the judge.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from benchmarks.rewording_ids import mentioned, renamed, reordered
from benchmarks.rewording_signs import mirrored, mirrored_sites, opposite, opposite_sites
from contention.case.model import (
    Action,
    Assumption,
    Case,
    Claim,
    Condition,
    Factor,
    Lognormal,
    Relation,
    RemoveAction,
    Scenario,
    SetAction,
    ShockAction,
)

UNQUALIFIED = Lognormal(0.3, 2.5)
WEAK = Lognormal(0.1, 2.0)
CERTAIN = Lognormal(1.0)

Claims = frozenset[str]


@dataclass(frozen=True)
class Rewording:
    """One kind of rewording."""

    kind: str
    sites: Callable[[Case], tuple[str, ...]]
    apply: Callable[[Case, str], Case]
    touched: Callable[[Case, str], Claims | None]
    """claims that a site rewords, so that verdicts on their paths are concerned; None = all"""


def everything(case: Case, site: str) -> None:
    """Every verdict is concerned."""
    del case, site


def one_claim(case: Case, site: str) -> Claims:
    """The claim that is the site."""
    del case
    return frozenset({site})


# --- one claim -----------------------------------------------------------------------------------


def unqualified(case: Case) -> Lognormal:
    """The strength that the case gives to claims whose text gives none."""
    found = [item.relation for item in case.claims.values()]
    return next((said.strength for said in found if said.strength_word is None), UNQUALIFIED)


def claims_that_act(case: Case) -> tuple[str, ...]:
    """Claims that say that something has an effect."""
    return tuple(
        id_
        for id_, item in case.claims.items()
        if item.status == "accepted" and item.stance != "negated" and item.relation.sign != "0"
    )


def split(case: Case, claim_id: str) -> Case:
    """A → B becomes A → M and M → B, both unqualified: two sentences that give no strength."""
    claim, strength = case.claims[claim_id], unqualified(case)
    first = _leading_to(claim.relation, f"{claim_id}_between")
    unsaid = replace(first, strength=strength, strength_word=None)
    return _in_two(case, claim, unsaid, strength)


def synonym(case: Case, claim_id: str) -> Case:
    """The cause of one claim under another name, and a link that says that the two are the same."""
    claim = case.claims[claim_id]
    said = claim.relation
    same = Relation(said.cause, f"{claim_id}_between", "+", CERTAIN, "stated")
    return _in_two(case, claim, same, None, whole=replace(said, cause=f"{claim_id}_between"))


def _leading_to(said: Relation, effect: str) -> Relation:
    return replace(said, effect=effect, link="value", flow=None)


def _in_two(
    case: Case,
    claim: Claim,
    first: Relation,
    strength: Lognormal | None,
    whole: Relation | None = None,
) -> Case:
    """The claim led over a new quantity; doubts stay with the step that keeps the claim's id."""
    between, said = first.effect, claim.relation
    last = Relation(between, said.effect, "+", strength or said.strength)
    last = replace(last, link=said.link, flow=said.flow, necessary=said.necessary)
    stance = "asserted" if claim.stance in ("hedged", "conceded") else claim.stance
    doubted, other = (first, last) if whole is None else (whole, first)
    added = replace(claim, id=f"{claim.id}_too", relation=other, stance=stance)
    middle = Factor(between, between, adjustment=case.factors[said.effect].adjustment)
    longer = replace(case, factors={**case.factors, between: middle})
    return _beside(longer, replace(claim, relation=doubted), added)


def said_twice(case: Case, claim_id: str) -> Case:
    """The same claim a second time, by the same holder in the same words."""
    claim = case.claims[claim_id]
    again = f"{claim_id}_too"
    twice = _beside(case, claim, replace(claim, id=again))
    scenarios = {
        id_: replace(item, actions=tuple(_removals(item.actions, claim_id, again)))
        for id_, item in twice.scenarios.items()
    }
    return replace(twice, scenarios=scenarios)


def _removals(actions: Sequence[Action], old: str, new: str) -> Iterator[Action]:
    for action in actions:
        yield action
        if isinstance(action, RemoveAction) and action.claim == old:
            yield replace(action, claim=new)


def _beside(case: Case, claim: Claim, added: Claim) -> Case:
    """A claim changed, and another added wherever it is named."""
    claims: dict[str, Claim] = {}
    for id_, item in case.claims.items():
        claims |= {id_: claim, added.id: added} if id_ == claim.id else {id_: item}

    def named(ids: tuple[str, ...]) -> tuple[str, ...]:
        return (*ids, added.id) if claim.id in ids else ids

    accounts = {
        id_: replace(spec, include=named(spec.include), exclude=named(spec.exclude))
        for id_, spec in case.accounts.items()
    }
    shared = named(case.common_ground)
    return replace(case, claims=claims, accounts=accounts, common_ground=shared)


# --- two claims ----------------------------------------------------------------------------------


def steps_to_merge(case: Case) -> tuple[str, ...]:
    """`first|second` for claims of one holder in a row over a factor that has no other effect."""
    outward: dict[str, list[str]] = {}
    for item in _said(case):
        outward.setdefault(item.relation.cause, []).append(item.id)
    spoken = mentioned(case)
    found = []
    for first in (case.claims[id_] for id_ in claims_that_act(case)):
        middle = first.relation.effect
        onward = outward.get(middle, [])
        second = case.claims.get(onward[0]) if len(onward) == 1 else None
        if second is None or second.id not in claims_that_act(case) or middle in spoken:
            continue
        if second.holder == first.holder and _mergeable(case, first.relation, second.relation):
            found.append(f"{first.id}|{second.id}")
    return tuple(found)


def _said(case: Case) -> list[Claim | Assumption]:
    return [*case.claims.values(), *case.assumptions.values()]


def _mergeable(case: Case, first: Relation, second: Relation) -> bool:
    doubled = (first.condition and second.condition) or (first.transient and second.transient)
    level = case.factors[first.effect].kind == "quantity"
    return level and first.cause != second.effect and not doubled


def merge_steps(case: Case, site: str) -> Case:
    """A → M and M → B become A → B; M stays if something else leads to it."""
    first, second = (case.claims[id_] for id_ in site.split("|"))
    others = [
        item
        for item in _said(case)
        if item.relation.effect == first.relation.effect and item.id != first.id
    ]
    stance = second.stance if second.stance == "hedged" else first.stance
    joined = _joined(case, first.relation, second.relation)
    claims = {**case.claims, first.id: replace(first, stance=stance, relation=joined)}
    if not others:
        del claims[second.id]
    return replace(case, claims=claims)


def _joined(case: Case, first: Relation, second: Relation) -> Relation:
    stated = first.strength_word is not None and second.strength_word is not None
    sure, surer = first.sign_credibility, second.sign_credibility
    return replace(
        second,
        cause=first.cause,
        sign="?" if "?" in (first.sign, second.sign) else "+" if first.sign == second.sign else "-",
        strength=second.strength if stated else unqualified(case),
        strength_word=second.strength_word if stated else None,
        delay=_sum(first.delay, second.delay),
        transient=first.transient or second.transient,
        condition=first.condition or second.condition,
        necessary=first.necessary and second.necessary,
        credibility=first.credibility * second.credibility,
        sign_credibility=sure * surer + (1.0 - sure) * (1.0 - surer),
    )


def _sum(one: Lognormal | None, other: Lognormal | None) -> Lognormal | None:
    if one is None or other is None:
        return one or other
    return Lognormal(one.median + other.median, max(one.spread, other.spread))


def both_claims(case: Case, site: str) -> Claims:
    """Both claims of a site."""
    del case
    return frozenset(site.split("|"))


# --- what has nothing to do with the lever -------------------------------------------------------


def weakly_caused(case: Case) -> tuple[str, ...]:
    """Quantities and shares that claims lead to."""
    effects = dict.fromkeys(case.claims[id_].relation.effect for id_ in claims_that_act(case))
    return tuple(name for name in effects if case.factors[name].kind in ("quantity", "share"))


def weak_causes(case: Case, factor: str) -> Case:
    """Three weak causes of a factor that nothing moves, said by all who speak of the factor."""
    grown = case
    for id_ in sorted(claims_onto(case, factor)):
        for number in range(3):
            name = f"{factor}_aside_{number}"
            aside = Factor(name, name, adjustment=case.factors[factor].adjustment)
            claim = grown.claims[id_]
            said = Relation(name, factor, "+" if number else "-", WEAK, "weak")
            added = replace(claim, id=f"{id_}_aside_{number}", relation=said)
            grown = _beside(replace(grown, factors={**grown.factors, name: aside}), claim, added)
    return grown


def claims_onto(case: Case, factor: str) -> Claims:
    """Claims that say that something acts on a factor."""
    return frozenset(
        id_ for id_ in claims_that_act(case) if case.claims[id_].relation.effect == factor
    )


# --- the lever -----------------------------------------------------------------------------------


def with_levers(case: Case) -> tuple[str, ...]:
    """The empty site if any scenario sets something by an amount."""
    return ("",) if _resized(case, 2.0) != case else ()


def _resized(case: Case, power: float) -> Case:
    scenarios: dict[str, Scenario] = {}
    for id_, item in case.scenarios.items():
        actions = tuple(_scaled(case.factors, action, power) for action in item.actions)
        scenarios[id_] = replace(item, actions=actions)
    return replace(case, scenarios=scenarios)


def _scaled(factors: Mapping[str, Factor], action: Action, power: float) -> Action:
    """An action that goes `power` times as far from the reference, as a logarithm or log-odds."""
    if isinstance(action, ShockAction) and action.times is not None and action.times > 0:
        return replace(action, times=action.times**power)
    if not isinstance(action, SetAction) or action.to <= 0:
        return action
    factor = factors[action.factor]
    if factor.kind == "quantity":
        return replace(action, to=action.to**power)
    if factor.kind == "share" and action.to < 1.0:
        at_rest = factor.baseline / (1.0 - factor.baseline)
        odds = at_rest * (action.to / (1.0 - action.to) / at_rest) ** power
        return replace(action, to=odds / (1.0 + odds))
    if factor.shape is not None and factor.shape.form == "constant" and factor.shape.value > 0:
        value = factor.shape.value
        return replace(action, to=value * (action.to / value) ** power)
    return action


def _whole(case: Case) -> tuple[str, ...]:
    del case
    return ("",)


def touching(case: Case, factor: str) -> Claims:
    """Claims and assumptions that speak of a factor, as cause, effect or condition."""
    return frozenset(
        item.id
        for item in _said(case)
        if factor in (item.relation.cause, item.relation.effect, _gate(item.relation.condition))
    )


def _gate(condition: Condition | None) -> str | None:
    return None if condition is None else condition.factor


REWORDINGS = (
    Rewording("split a claim into two steps", claims_that_act, split, one_claim),
    Rewording("merge two steps into one", steps_to_merge, merge_steps, both_claims),
    Rewording("name a cause by a synonym", claims_that_act, synonym, one_claim),
    Rewording("turn a factor into its opposite", opposite_sites, opposite, touching),
    Rewording("say a claim twice", claims_that_act, said_twice, one_claim),
    Rewording("add three weak causes aside", weakly_caused, weak_causes, claims_onto),
    Rewording("rename factors, claims, holders", _whole, renamed, everything),
    Rewording("reverse the order", _whole, reordered, everything),
    Rewording("mirror signs and contention", mirrored_sites, mirrored, everything),
    Rewording("lever by half", with_levers, lambda case, _: _resized(case, 0.5), everything),
    Rewording("lever by double", with_levers, lambda case, _: _resized(case, 2.0), everything),
)
