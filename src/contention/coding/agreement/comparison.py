"""Several coders' claims of one text side by side: what they share, and where they differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from contention.coding.agreement.coding import Coding, rank, value
from contention.coding.agreement.pairing import Group, grouped
from contention.coding.agreement.reliability import (
    Scale,
    Unit,
    alpha_interval,
    cohens_kappa,
    krippendorffs_alpha,
    observed_agreement,
)
from contention.coding.agreement.unitizing import CodedStretch as Stretch
from contention.coding.agreement.unitizing import Unitizing, apart, unitizing

FIELDS: Mapping[str, Scale] = {
    "cause": "nominal",
    "effect": "nominal",
    "sign": "nominal",
    "stance": "nominal",
    "holder": "nominal",
    "strength": "ordinal",
    "delay": "ordinal",
}
"""Fields that are compared among the claims that coders share, and how."""


@dataclass(frozen=True)
class FieldAgreement:
    """How far the coders agree on one field; NaN if a figure cannot be computed."""

    field: str
    scale: Scale
    claims: int
    """that two coders or more have"""
    agreement: float
    """share of equal values among all pairs of coders"""
    alpha: float
    interval: tuple[float, float] | None
    """95 %, of alpha"""
    kappa: float | None
    """None if there are more than two coders"""


@dataclass(frozen=True)
class PairOfCoders:
    """How many claims two coders share."""

    coders: tuple[int, int]
    shared: int
    f1: float
    """shared over the mean number of their claims; NaN if they have none"""


@dataclass(frozen=True)
class CodingDifference:
    """A field that coders of one claim filled in differently."""

    claims: tuple[str | None, ...]
    """its id in each file; None for a coder who does not have it"""
    field: str
    values: tuple[str | None, ...]


@dataclass(frozen=True)
class Agreement:
    """Codings of one text compared."""

    document: str
    codings: tuple[Coding, ...]
    groups: tuple[tuple[str | None, ...], ...]
    """ids of the claims that are the same, coder by coder"""
    pairs: tuple[PairOfCoders, ...]
    fields: tuple[FieldAgreement, ...]
    spans: Unitizing
    differences: tuple[CodingDifference, ...]

    @property
    def found_by_both(self) -> float:
        """Mean over all pairs of coders of the F1 of one against the other."""
        return sum(pair.f1 for pair in self.pairs) / len(self.pairs)

    def only(self, coder: int) -> tuple[str, ...]:
        """Ids of the claims that nobody else has."""
        return tuple(
            str(group[coder])
            for group in self.groups
            if group[coder] is not None and sum(id_ is not None for id_ in group) == 1
        )


def compare(codings: Sequence[Coding]) -> Agreement:
    """Compare two codings of one text or more."""
    groups = grouped(codings)
    shared = [group for group in groups if sum(each is not None for each in group) > 1]
    return Agreement(
        document=codings[0].document,
        codings=tuple(codings),
        groups=tuple(_ids(group) for group in groups),
        pairs=tuple(_pairs(codings, groups)),
        fields=tuple(_field(codings, shared, field) for field in FIELDS),
        spans=_spans(codings),
        differences=tuple(_differences(codings[0].author, shared)),
    )


def _ids(group: Group) -> tuple[str | None, ...]:
    return tuple(None if claim is None else claim.id for claim in group)


def _pairs(codings: Sequence[Coding], groups: Sequence[Group]) -> Iterator[PairOfCoders]:
    for one, other in combinations(range(len(codings)), 2):
        shared = sum(group[one] is not None and group[other] is not None for group in groups)
        total = len(codings[one].claims) + len(codings[other].claims)
        yield PairOfCoders((one, other), shared, 2 * shared / total if total else float("nan"))


def _field(codings: Sequence[Coding], shared: Sequence[Group], field: str) -> FieldAgreement:
    author, words, scale = codings[0].author, codings[0].words, FIELDS[field]
    said: list[Unit] = [[c and value(c, field, author) for c in group] for group in shared]
    units = said
    if scale == "ordinal":
        units = [[None if c is None else rank(c, field, words) for c in g] for g in shared]
    kappa = None
    if len(codings) == 2:
        kappa = cohens_kappa([(one, other) for one, other in units])
    return FieldAgreement(
        field=field,
        scale=scale,
        claims=len(units),
        agreement=observed_agreement(units),
        alpha=krippendorffs_alpha(units, scale),
        interval=alpha_interval(units, scale),
        kappa=kappa,
    )


def _spans(codings: Sequence[Coding]) -> Unitizing:
    """Agreement on the words that carry claims, each claim with its sign."""
    author = codings[0].author
    coders = [
        [
            Stretch(claim.anchor.start, claim.anchor.end, value(claim, "sign", author))
            for claim in coding.claims
            if claim.anchor is not None and claim.anchor.end > claim.anchor.start
        ]
        for coding in codings
    ]
    reach = max((unit.end for units in coders for unit in units), default=0)
    return unitizing([apart(units) for units in coders], max(codings[0].length or 0, reach))


def _differences(author: str, shared: Sequence[Group]) -> Iterator[CodingDifference]:
    for group in shared:
        for field in FIELDS:
            values = tuple(None if c is None else value(c, field, author) for c in group)
            if len(set(values) - {None}) > 1:
                yield CodingDifference(_ids(group), field, values)
