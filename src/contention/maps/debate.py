"""Which factors are connected in anybody's account."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from contention.case.model import Case, Relation
from contention.maps import dependencies
from contention.maps.membership import signed_claims

Pair = tuple[str, str]
"""cause and effect"""


@dataclass(frozen=True)
class Debate:
    """What all accounts of a case say together."""

    case: Case

    @cached_property
    def pairs(self) -> frozenset[Pair]:
        """Direct connections in any account: claims, assumptions, gates and expressions."""
        return frozenset(self._pairs())

    def _pairs(self) -> Iterator[Pair]:
        for account in self.case.accounts:
            for item in signed_claims(self.case, account):
                if not item.denied:
                    yield from _ends(item.claim.relation)
        for assumption in self.case.assumptions.values():
            if assumption.relation.sign != "0":
                yield from _ends(assumption.relation)
        for edge in dependencies.of_expressions(self.case):
            yield edge.cause, edge.effect
        for factor in self.case.factors.values():
            for edge in dependencies.of_event(factor):
                yield edge.cause, edge.effect


def _ends(relation: Relation) -> Iterator[Pair]:
    yield relation.cause, relation.effect
    if relation.condition is not None:
        yield relation.condition.factor, relation.effect
