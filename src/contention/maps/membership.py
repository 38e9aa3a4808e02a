"""Which claims belong to an account, and with what weight."""

from dataclasses import dataclass, replace

from contention.case.model import AccountSpec, Case, Claim


@dataclass(frozen=True)
class Signed:
    """A claim that counts in an account."""

    claim: Claim
    inclusion: float
    """credibility times the weight of its stance in this account"""
    denied: bool = False
    """True if the account denies the effect"""


def signed_claims(case: Case, account: str) -> tuple[Signed, ...]:
    """The claims that count in the account, in the order of the case."""
    spec = case.accounts[account]
    signed = (_signed(case, spec, claim) for claim in case.claims.values())
    return tuple(item for item in signed if item is not None and item.inclusion > 0)


def _signed(case: Case, spec: AccountSpec, claim: Claim) -> Signed | None:
    if claim.status != "accepted" or claim.id in spec.exclude:
        return None
    weight = _weight(case, spec, claim)
    denied = claim.stance == "negated" or claim.relation.sign == "0"
    return Signed(claim, weight * claim.relation.credibility, denied)


def only_shared(case: Case, account: str, claim: Claim) -> bool:
    """Whether a claim counts in an account only because the case makes it common ground."""
    spec = case.accounts[account]
    if claim.id not in case.common_ground or claim.id in spec.include:
        return False
    return _weight(case, replace(spec, common_ground=False), claim) == 0.0


def _weight(case: Case, spec: AccountSpec, claim: Claim) -> float:
    """The largest weight from any of the four ways into an account."""
    weights = [0.0]
    if spec.documents is None or claim.document in spec.documents:
        author = case.documents[claim.document].author
        if author in spec.holders:
            weights.append(_author_weight(case, claim))
        if claim.holder in spec.holders and claim.holder != author:
            weights.append(_holder_weight(claim))
    shared = spec.common_ground and claim.id in case.common_ground
    if shared or claim.id in spec.include:
        weights.append(_own_weight(case, claim))
    return max(weights)


def _author_weight(case: Case, claim: Claim) -> float:
    """Weight of the claim in the account of the document's author."""
    if claim.stance == "negated":
        return 1.0
    return case.stance_weights.get(claim.stance, 0.0)


def _holder_weight(claim: Claim) -> float:
    """Weight of the claim in the account of a holder whom the author quotes.

    The author's stance does not matter, except that a claim the author negates is never counted.
    """
    return 0.0 if claim.stance == "negated" else 1.0


def _own_weight(case: Case, claim: Claim) -> float:
    """Weight of a claim included by id: the same as in its own holder's account.

    Never zero: a claim included by name is wanted, even if its author only reports it.
    """
    if claim.holder != case.documents[claim.document].author:
        return 1.0
    return _author_weight(case, claim) or 1.0
