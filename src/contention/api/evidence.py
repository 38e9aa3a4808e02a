"""What data say about a case, and which of its data are there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from contention.api.asking import require
from contention.api.frames import frame
from contention.case.articles import counted
from contention.case.problem import Problem
from contention.evidence.claims.strengths import measured_strengths, with_measured_strengths
from contention.evidence.evidence import PARTS, EvidenceSettings, gather
from contention.evidence.evidence import Evidence as EvidenceValue
from contention.evidence.sources.coverage import Coverage, coverages
from contention.evidence.sources.data_folder import checked_folder, remember_data_folder
from contention.evidence.sources.library import DataLibrary
from contention.language.dates import parse_date

if TYPE_CHECKING:
    import pandas as pd
    from xarray import DataTree

    from contention.api.case import Case
    from contention.evidence.accounts.rows import AccountRow
    from contention.evidence.claims.claim_evidence import ClaimEvidence, NoEvidence
    from contention.evidence.figures.figure_verdict import FigureVerdict
    from contention.runs.draws import GivenDraws

FIGURE_COLUMNS = (
    "figure", "verdict", "series", "stated", "measured", "factor", "date", "note",
)  # fmt: skip
DATA_COLUMNS = (
    "data", "title", "publisher", "file", "carried", "state", "reason", "grade", "unit", "rows",
    "first", "last", "missing", "address", "caveat",
)  # fmt: skip


@dataclass(frozen=True, repr=False)
class Evidence:
    """Figures, claims and accounts compared with data; `str` is the whole text."""

    case: Case
    value: EvidenceValue
    """all of it, as a frozen dataclass"""

    def __repr__(self) -> str:
        parts = ", ".join(f"{len(part.rows)} {name}" for name, part in self.value.parts.items())
        return f"<Evidence of {self.case.id}: {parts}>"

    def __str__(self) -> str:
        return self.text()

    @property
    def figures(self) -> tuple[FigureVerdict, ...]:
        """What data say about each figure."""
        return self.value.figures

    @property
    def claims(self) -> tuple[ClaimEvidence | NoEvidence, ...]:
        """What tests on data say about claims, and claims about which they say nothing."""
        return self.value.claims

    @property
    def accounts(self) -> tuple[AccountRow, ...]:
        """How accounts compare with data."""
        return self.value.accounts

    @property
    def worse(self) -> str:
        """A sentence that names the accounts that forecast worse than persistence; may be empty."""
        from contention.show.words.account_words import worse_words

        return worse_words(self.case.value, self.accounts)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with data files or with how they are used; the rest was computed."""
        return self.value.problems

    def to_frame(self, part: str = "figures") -> pd.DataFrame:
        """One row for each figure, claim or account; needs pandas."""
        records = [row.as_json() for row in self.value.rows(part)]
        if part == "figures":
            return frame(records, FIGURE_COLUMNS, ["stated", "measured", "factor"])
        return frame(records, dict.fromkeys(key for record in records for key in record))

    def to_arviz(self, account: str) -> DataTree:
        """The posterior of an account as ArviZ data; needs arviz-base.

        Its variable `quantile` has the dimension `key`, one for each uncertain number; chains are
        islands of the sampler. Raises KeyError for an account that was not fitted.
        """
        from contention.evidence.accounts.chains import log_likelihoods, quantiles

        fitted = {
            row.account.account: row.account.posterior
            for row in self.accounts
            if row.account.posterior is not None
        }
        require("fitted account", account, fitted)
        import arviz_base

        found = fitted[account]
        groups = {"posterior": {"quantile": quantiles(found)}}
        lengths = log_likelihoods(found)
        if lengths is not None:
            groups["sample_stats"] = {"log_likelihood": lengths}
        data: DataTree = arviz_base.from_dict(
            groups, dims={"quantile": ["key"]}, coords={"key": list(found.keys)}
        )
        return data

    def text(self, width: int = 100, *, colour: bool = False) -> str:
        """What `contention evidence` prints, for a terminal of a given width."""
        from contention.show.terminal.evidence_text import evidence_text

        return evidence_text(self.case.value, self.value, width, colour=colour)

    def as_json(self) -> dict[str, object]:
        """What `contention evidence --json` prints, as plain values."""
        parts: dict[str, object] = {
            name: [row.as_json() for row in part.rows] for name, part in self.value.parts.items()
        }
        return {**parts, "problems": [each.as_json() for each in self.problems]}


@dataclass(frozen=True, repr=False)
class DataFiles:
    """The sources of a case: which are there, and what they cover; `str` is the whole text."""

    case: Case
    rows: tuple[Coverage, ...]
    folder: Path | None
    """where files lie that the case does not carry"""

    def __repr__(self) -> str:
        there = sum(row.state != "missing" for row in self.rows)
        return f"<Data of {self.case.id}: {there} of {counted(len(self.rows), 'source')}>"

    def __str__(self) -> str:
        return self.text()

    def __iter__(self) -> Iterator[Coverage]:
        return iter(self.rows)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong with the files, sorted by place."""
        return tuple(sorted({each for row in self.rows for each in row.problems}))

    def to_frame(self) -> pd.DataFrame:
        """One row for each source; needs pandas."""
        records = [
            {key: value for key, value in row.as_json().items() if key in DATA_COLUMNS}
            for row in self.rows
        ]
        return frame(records, DATA_COLUMNS)

    def text(self, width: int = 100, *, colour: bool = False) -> str:
        """What `contention data` prints, for a terminal of a given width."""
        from contention.show.terminal.data_text import data_text

        return data_text(self.rows, self.folder, width, colour=colour)

    def as_json(self) -> dict[str, object]:
        """What `contention data --json` prints, as plain values."""
        return {
            "folder": None if self.folder is None else str(self.folder),
            "data": [row.as_json() for row in self.rows],
            "problems": [each.as_json() for each in self.problems],
        }


def library_of(case: Case, folder: str | PathLike[str] | None, today: str | None) -> DataLibrary:
    """The data of a case; raises CaseError for a folder that does not exist."""
    moment = None if today is None else parse_date(today)
    if today is not None and moment is None:
        raise ValueError(f"today is {today!r}; write it like 2026-03-01")
    given = None if folder is None else checked_folder(Path(folder))
    return DataLibrary.of(case.value, given, moment)


def evidence(
    case: Case,
    parts: tuple[str, ...],
    folder: str | PathLike[str] | None,
    today: str | None,
    settings: EvidenceSettings,
) -> Evidence:
    """The evidence of some parts, all of them if none is named."""
    library = library_of(case, folder, today)
    return Evidence(case, gather(case.value, library, parts or tuple(PARTS), settings))


def claims_evidence_of(case: Case) -> EvidenceValue | None:
    """What data say about the claims of a case, where its files are; None if it has no tests."""
    plan = case.value.evidence
    if not (plan.tests or plan.no_data):
        return None
    return gather(case.value, DataLibrary.of(case.value), ("claims",))


def posterior_draws(
    case: Case, accounts: tuple[str, ...] | None, *, draws: int, seed: int, workers: int
) -> dict[str, GivenDraws]:
    """Account → the draws of its posterior, if data bear on it and it has not collapsed."""
    from contention.evidence.accounts.informed import given_draws

    settings = EvidenceSettings(draws, seed, workers, None, accounts, True)
    found = gather(case.value, library_of(case, None, None), ("accounts",), settings)
    return {
        row.account.account: given_draws(row.account.posterior)
        for row in found.accounts
        if row.account.posterior is not None
    }


def measured(
    case: Case, folder: str | PathLike[str] | None, today: str | None
) -> tuple[Case, tuple[Problem, ...]]:
    """The case with measured strengths, and why tests that should give one do not."""
    found = gather(case.value, library_of(case, folder, today), ("claims",))
    strengths, problems = measured_strengths(case.value, found.claims)
    return replace(case, value=with_measured_strengths(case.value, strengths)), problems


def data_files(
    case: Case, folder: str | PathLike[str] | None, today: str | None, *, remember: bool
) -> DataFiles:
    """The sources of a case; with `remember`, the folder is looked in from now on."""
    if folder is not None and remember:
        remember_data_folder(case.folder, Path(folder))
    library = library_of(case, folder, today)
    plan = case.value.evidence
    in_panels = {test.data for test in plan.tests.values() if test.unit or test.exposure}
    in_panels |= {test.exposure_data for test in plan.tests.values()}
    series = {id_ for entry in plan.figures for id_ in entry.data}
    series |= {each.data for each in plan.observations}
    panels = frozenset(in_panels - series)
    return DataFiles(case, coverages(library, panels), library.folder)
