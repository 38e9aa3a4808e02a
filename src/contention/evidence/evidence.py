"""All evidence of a case: figures, claims and accounts compared with its data.

Each part is a function of the case, its data and settings; it is imported when it is asked for.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from contention.case.model import Case
from contention.case.problem import Problem
from contention.evidence.claims.claim_evidence import ClaimEvidence, NoEvidence
from contention.evidence.figures.figure_verdict import FigureVerdict
from contention.evidence.sources.library import DataLibrary

if TYPE_CHECKING:
    from contention.evidence.accounts.rows import AccountRow


class EvidenceRow(Protocol):
    """One line of a part: what was compared, and what data say about it."""

    def as_json(self) -> dict[str, object]:
        """Plain values."""


@dataclass(frozen=True)
class EvidenceSettings:
    """How many draws a part may make, from which seed, on how many threads."""

    draws: int = 2000
    seed: int = 1
    workers: int = 1
    progress: Callable[[int, int], None] | None = None
    """called with what is done so far and what there is to do in all"""
    accounts: tuple[str, ...] | None = None
    """ids of the accounts that are compared with data; all of them if None"""
    fit: bool = True
    """whether accounts are fitted to the data, which takes most of the time"""


@dataclass(frozen=True)
class Part:
    """What one part found, and what it could not use."""

    rows: tuple[EvidenceRow, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Evidence:
    """What data say about a case; a part that was not asked for is None."""

    parts: Mapping[str, Part]
    """name of a part → what it found, in the order of `PARTS`"""
    problems: tuple[Problem, ...] = ()
    """of data files and of all parts, sorted by place"""

    def rows(self, part: str) -> tuple[EvidenceRow, ...]:
        """The rows of a part; none if it was not asked for."""
        return self.parts[part].rows if part in self.parts else ()

    @property
    def figures(self) -> tuple[FigureVerdict, ...]:
        """The verdicts on figures."""
        return tuple(each for each in self.rows("figures") if isinstance(each, FigureVerdict))

    @property
    def claims(self) -> tuple[ClaimEvidence | NoEvidence, ...]:
        """What data say of claims, test by test, and claims of which they say nothing."""
        rows = self.rows("claims")
        return tuple(row for row in rows if isinstance(row, ClaimEvidence | NoEvidence))

    @property
    def accounts(self) -> "tuple[AccountRow, ...]":
        """Accounts against what was observed."""
        from contention.evidence.accounts.rows import AccountRow

        return tuple(each for each in self.rows("accounts") if isinstance(each, AccountRow))

    def contradicted(self) -> Mapping[str, FigureVerdict]:
        """Figures that data contradict, by id, with the first verdict that says so."""
        found: dict[str, FigureVerdict] = {}
        for each in self.figures:
            if each.contradicted:
                found.setdefault(each.figure, each)
        return found


Compute = Callable[[Case, DataLibrary, EvidenceSettings], Part]


def _figures(case: Case, library: DataLibrary, settings: EvidenceSettings) -> Part:
    from contention.evidence.figures.compare import compare_figures

    del settings
    found = compare_figures(case, library)
    return Part(found.rows, found.problems)


def _claims(case: Case, library: DataLibrary, settings: EvidenceSettings) -> Part:
    from contention.evidence.claims.run_tests import claims_evidence

    del settings
    return Part(*claims_evidence(case, library))


def _accounts(case: Case, library: DataLibrary, settings: EvidenceSettings) -> Part:
    from contention.evidence.accounts.rows import account_rows

    rows, whole = account_rows(
        case,
        library,
        accounts=settings.accounts,
        fit=settings.fit,
        draws=settings.draws,
        seed=settings.seed,
        workers=settings.workers,
        progress=settings.progress,
    )
    return Part(rows, whole.problems)


PARTS: Mapping[str, Compute] = {"figures": _figures, "claims": _claims, "accounts": _accounts}
"""Name of a part → what computes it; a new part is listed here."""


def gather(
    case: Case,
    library: DataLibrary,
    parts: Iterable[str] = tuple(PARTS),
    settings: EvidenceSettings = EvidenceSettings(),
) -> Evidence:
    """The evidence of some parts; raises KeyError for a part that does not exist."""
    wanted = set(parts)
    unknown = wanted - set(PARTS)
    if unknown:
        raise KeyError(f"evidence has no part {min(unknown)!r}; it has {', '.join(PARTS)}")
    found = {
        name: compute(case, library, settings) for name, compute in PARTS.items() if name in wanted
    }
    problems = {*library.problems(), *(each for part in found.values() for each in part.problems)}
    return Evidence(found, tuple(sorted(problems)))
