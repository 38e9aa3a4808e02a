"""Two accounts in one: everything that either claims, so that both are parts of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from contention.case.model import AccountSpec, Case
from contention.maps.membership import signed_claims
from contention.runs.account_kinds import account_map

JOINED = "joined accounts"
"""id of the account that is made of both; with a space, so that no case can have it"""


@dataclass(frozen=True)
class Joined:
    """Two accounts, and a case in which an account `JOINED` claims what either claims."""

    case: Case
    first: str
    second: str
    shared: tuple[str, ...]
    """claims and assumptions of both"""
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    weighed: tuple[str, ...]
    """of the shared ones, those that the two count in different shares of the draws"""
    general: frozenset[str]
    """assumptions that belong to whatever account touches one of their factors"""

    def turned(self) -> "Joined":
        """The same with the two accounts in the other order."""
        return replace(
            self,
            first=self.second,
            second=self.first,
            only_first=self.only_second,
            only_second=self.only_first,
        )

    def taken_out(self, gone: Collection[str], taken: Collection[str]) -> frozenset[str]:
        """What `JOINED` has to lose to be the first account without `gone` and with `taken`."""
        come = frozenset(taken) | self._following(taken)
        return frozenset(gone) | (frozenset(self.only_second) - come)

    def _following(self, taken: Collection[str]) -> frozenset[str]:
        """General assumptions that come along with claims, as they connect to their factors."""
        touched = {end for id_ in taken for end in _ends(self.case, id_)}
        waiting = [id_ for id_ in self.only_second if id_ in self.general]
        come: set[str] = set()
        while found := [
            id_ for id_ in waiting if id_ not in come and touched & _ends(self.case, id_)
        ]:
            come.update(found)
            touched.update(end for id_ in found for end in _ends(self.case, id_))
        return frozenset(come)


def joined(case: Case, first: str, second: str) -> Joined:
    """Join two accounts; what both claim counts as often as in the first."""
    one, two = parts(case, first), parts(case, second)
    both = [id_ for id_ in one if id_ in two]
    counted = {**two, **one}
    claims = {
        id_: replace(
            claim,
            stance="negated" if claim.stance == "negated" else "asserted",
            relation=replace(claim.relation, credibility=counted[id_]),
        )
        for id_, claim in case.claims.items()
        if id_ in counted
    }
    spec = AccountSpec(JOINED, JOINED, (), common_ground=False, include=tuple(counted))
    together = replace(
        case,
        claims={**case.claims, **claims},
        accounts={**case.accounts, JOINED: spec},
        stance_weights={**case.stance_weights, "asserted": 1.0},
    )
    general = (id_ for id_, item in case.assumptions.items() if item.accounts is None)
    return Joined(
        case=together,
        first=first,
        second=second,
        shared=tuple(both),
        only_first=tuple(id_ for id_ in one if id_ not in two),
        only_second=tuple(id_ for id_ in two if id_ not in one),
        weighed=tuple(id_ for id_ in both if one[id_] != two[id_]),
        general=frozenset(general),
    )


def parts(case: Case, account: str) -> Mapping[str, float]:
    """Claims and assumptions of an account, with the share of the draws in which each counts."""
    links = account_map(case, account).links
    assumed = {
        item.id: item.inclusion for link in links for item in link.backing if item.assumption
    }
    return {item.claim.id: item.inclusion for item in signed_claims(case, account)} | assumed


def _ends(case: Case, id_: str) -> set[str]:
    """The factors that a claim or assumption touches."""
    said = (case.assumptions.get(id_) or case.claims[id_]).relation
    gate = () if said.condition is None else (said.condition.factor,)
    return {said.cause, said.effect, *gate}
