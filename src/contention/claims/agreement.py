"""Two coders' claims of one document side by side: what both have, and where they differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import ValidationError
from scipy.optimize import linear_sum_assignment

from contention.case.draft import read_draft
from contention.case.faults import schema_problems
from contention.case.problem import CaseError, Place, Problem, errors
from contention.case.schema_claims import ClaimEntry, ClaimsFile
from contention.case.tree import Tree
from contention.case.yaml_text import read_yaml
from contention.claims.reliability import cohens_kappa, krippendorffs_alpha, observed_agreement
from contention.claims.waiting import sign_word

FIELDS = ("cause", "effect", "sign", "stance", "holder", "strength", "delay", "status")
"""Fields that are compared, among the claims that both coders have."""
AUTHOR, UNSTATED = "(author)", "(none)"
"""What stands for a holder and for any other field that was left out."""
_WORTH = {"cause": 0.3, "effect": 0.3, "sign": 0.1, "holder": 0.1, "stance": 0.05}
"""What equal fields add to the overlap of two anchors when claims are paired."""
_LEAST = 0.3
"""Overlap of two anchors (shared over spanned) that makes a pair."""


@dataclass(frozen=True)
class FieldAgreement:
    """How far two coders agree on one field."""

    field: str
    pairs: int
    agreement: float
    kappa: float
    alpha: float


@dataclass(frozen=True)
class Difference:
    """A field that two coders filled in differently."""

    first: str
    """id of the claim in the first file"""
    second: str
    field: str
    values: tuple[str, str]


@dataclass(frozen=True)
class Agreement:
    """Two files compared; shares are NaN where they cannot be computed."""

    document: str
    sizes: tuple[int, int]
    paired: tuple[tuple[str, str], ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    fields: tuple[FieldAgreement, ...]
    differences: tuple[Difference, ...]

    @property
    def found_by_both(self) -> float:
        """Claims in both over the mean number of claims (the F1 of one coder against the other)."""
        total = sum(self.sizes)
        return 2 * len(self.paired) / total if total else float("nan")


def compare_files(first: Path, second: Path) -> Agreement:
    """Compare two claims files; raises CaseError where one cannot be read or used."""
    one, other = read_claims_file(first), read_claims_file(second)
    if one.document != other.document:
        message = f"the files code different documents: `{one.document}` and `{other.document}`"
        raise CaseError((Problem(Place(str(second)), message, "compare two codings of one text"),))
    return compare(one, other, _author(first, one) or _author(second, other) or AUTHOR)


def _author(file: Path, claims: ClaimsFile) -> str | None:
    """The document's author, where the file lies in the claims folder of a case that says so."""
    folder = file.resolve().parent.parent
    if not (folder / "case.yaml").is_file():
        return None
    document = read_draft(folder).documents.get(claims.document)
    return None if document is None else document.body.author


def read_claims_file(file: Path) -> ClaimsFile:
    """The claims of one file; raises CaseError with everything that is wrong with it."""
    try:
        text = file.read_bytes().decode("utf-8")
    except OSError as error:
        problem = Problem(Place(str(file)), f"cannot be read: {error.strerror or error}",
                          "see whether it exists and may be read")  # fmt: skip
        raise CaseError((problem,)) from error
    except UnicodeDecodeError as error:
        raise CaseError(
            (Problem(Place(str(file)), "this is no UTF-8", "save it as UTF-8"),)
        ) from error
    tree, problems = read_yaml(str(file), text)
    if errors(problems):
        raise CaseError(tuple(problems))
    return _fitted(tree)


def _fitted(tree: Tree) -> ClaimsFile:
    try:
        return ClaimsFile.model_validate(tree.data)
    except ValidationError as error:
        raise CaseError(tuple(schema_problems(tree, (), ClaimsFile, error))) from error


def compare(first: ClaimsFile, second: ClaimsFile, author: str = AUTHOR) -> Agreement:
    """Pair the claims of two files of one document, whose author is named, and compare them."""
    pairs = _paired(first.claims, second.claims, author)
    taken = [{one.id for one, _ in pairs}, {other.id for _, other in pairs}]
    compared = {
        field: [(_value(a, field, author), _value(b, field, author)) for a, b in pairs]
        for field in FIELDS
    }
    return Agreement(
        document=first.document,
        sizes=(len(first.claims), len(second.claims)),
        paired=tuple((one.id, other.id) for one, other in pairs),
        only_first=tuple(c.id for c in first.claims if c.id not in taken[0]),
        only_second=tuple(c.id for c in second.claims if c.id not in taken[1]),
        fields=tuple(_agreement(field, values) for field, values in compared.items()),
        differences=tuple(
            Difference(one.id, other.id, field, compared[field][number])
            for number, (one, other) in enumerate(pairs)
            for field in FIELDS
            if compared[field][number][0] != compared[field][number][1]
        ),
    )


def _agreement(field: str, values: Sequence[tuple[str, str]]) -> FieldAgreement:
    return FieldAgreement(
        field=field,
        pairs=len(values),
        agreement=observed_agreement(values),
        kappa=cohens_kappa(values),
        alpha=krippendorffs_alpha(values),
    )


def _paired(
    first: Sequence[ClaimEntry], second: Sequence[ClaimEntry], author: str
) -> list[tuple[ClaimEntry, ClaimEntry]]:
    """The pairing that is worth most in all, in the order of the first file."""
    if not first or not second:
        return []
    worth = np.array([[_worth(one, other, author) for other in second] for one in first])
    rows, columns = linear_sum_assignment(-worth)
    return [
        (first[row], second[column])
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
        if worth[row, column] > 0
    ]


def _worth(one: ClaimEntry, other: ClaimEntry, author: str) -> float:
    """How much two claims look like the same one; 0 where they do not."""
    same = sum(
        worth
        for field, worth in _WORTH.items()
        if _value(one, field, author) == _value(other, field, author)
    )
    if one.anchor is None or other.anchor is None:
        return same if one.cause == other.cause and one.effect == other.effect else 0.0
    shared = min(one.anchor.end, other.anchor.end) - max(one.anchor.start, other.anchor.start)
    spanned = max(one.anchor.end, other.anchor.end) - min(one.anchor.start, other.anchor.start)
    overlap = max(shared, 0) / spanned if spanned else 0.0
    return overlap + same if overlap >= _LEAST else 0.0


def _value(claim: ClaimEntry, field: str, author: str) -> str:
    """A field as it counts: what is left out means what the format says it means."""
    if field == "sign":
        return sign_word(claim.sign)
    if field == "holder":
        return claim.holder or author
    if field == "stance":
        return claim.stance or ("asserted" if claim.holder in (None, author) else "reported")
    value = getattr(claim, field)
    return UNSTATED if value is None else str(value)
