"""Which factors are connected in anybody's account."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from contention.case.model import Case, Relation
from contention.maps import dependencies
from contention.maps.membership import signed_claims
from contention.maps.paths import Walks

Pair = tuple[str, str]
"""cause and effect"""


@dataclass(frozen=True)
class Debate:
    """What all accounts of a case say together."""

    case: Case
    _free: dict[frozenset[str], frozenset[Pair]] = field(
        default_factory=dict, compare=False, repr=False
    )
    _walks: dict[frozenset[Pair], Walks] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def pairs(self) -> frozenset[Pair]:
        """Direct connections in any account: claims, assumptions, gates and expressions."""
        return frozenset(self._pairs())

    def without(self, held: frozenset[str]) -> frozenset[Pair]:
        """The connections that do not act on factors which are held."""
        if held not in self._free:
            self._free[held] = frozenset(pair for pair in self.pairs if pair[1] not in held)
        return self._free[held]

    def walks(self, pairs: frozenset[Pair]) -> Walks:
        """Walks over some connections, sorted once however often they are asked for."""
        if pairs not in self._walks:
            self._walks[pairs] = Walks(pairs)
        return self._walks[pairs]

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
