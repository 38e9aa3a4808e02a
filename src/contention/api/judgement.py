"""All verdicts of a case from one set of draws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, overload

from contention.api.asking import (
    MOST_COURSE_DRAWS,
    cores,
    draws_of,
    require,
    shortened,
)
from contention.api.frames import frame
from contention.api.results import judged_table, save
from contention.api.verdict import (
    HINGE_COLUMNS,
    VERDICT_COLUMNS,
    VERDICT_NUMBERS,
    Hinge,
    Verdict,
)
from contention.case.articles import counted
from contention.judge.hinges.knockouts import hinges_by_verdict
from contention.judge.verdict import Judgement as JudgementValue

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from contention.api.case import Case, Progress
    from contention.api.hinges import Carriers
    from contention.api.robustness import Robustness


@dataclass(frozen=True, repr=False)
class Judgement(Sequence[Verdict]):
    """Every verdict, in the order of the contentions, accounts within each."""

    case: Case
    value: JudgementValue
    """all of it, as a frozen dataclass"""

    def __repr__(self) -> str:
        return (
            f"<Judgement of {self.case.id}: "
            f"{counted(len(self.contentions), 'contention')} by "
            f"{counted(len(self.accounts), 'account')}, "
            f"{counted(self.value.draws, 'draw')}, seed {self.value.seed}>"
        )

    def __str__(self) -> str:
        return self.text()

    @property
    def contentions(self) -> tuple[str, ...]:
        """Ids of the contentions that were judged."""
        return tuple(dict.fromkeys(item.contention for item in self.value.verdicts))

    @property
    def accounts(self) -> tuple[str, ...]:
        """Ids of the accounts that were asked."""
        return tuple(item.account for item in self.value.diagnostics)

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdicts."""
        return tuple(
            Verdict(self.case, item, hinges_by_verdict(self.value, item))
            for item in self.value.verdicts
        )

    @overload
    def __getitem__(self, key: int) -> Verdict: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[Verdict, ...]: ...
    @overload
    def __getitem__(self, key: tuple[str, str]) -> Verdict: ...
    def __getitem__(self, key: int | slice | tuple[str, str]) -> Verdict | Sequence[Verdict]:
        """`judgement[contention, account]`, or by position; raises KeyError with a guess."""
        if isinstance(key, int | slice):
            return self.verdicts[key]
        contention, account = pair(key, "contention", "account")
        require("contention", contention, self.case.contentions)
        require("account", account, self.case.accounts)
        for verdict in self.verdicts:
            if (verdict.contention, verdict.account) == (contention, account):
                return verdict
        raise KeyError(f"“{contention}” by “{account}” was not judged")

    def __contains__(self, key: object) -> bool:
        """Whether a verdict, or the pair of its contention and account, is among them."""
        if isinstance(key, tuple):
            return any(key == (each.contention, each.account) for each in self.verdicts)
        return key in self.verdicts

    def __len__(self) -> int:
        return len(self.verdicts)

    def __iter__(self) -> Iterator[Verdict]:
        return iter(self.verdicts)

    @property
    def hinges(self) -> Hinges:
        """All hinges, by verdict, the largest change first."""
        return Hinges(tuple(hinge for verdict in self.verdicts for hinge in verdict.hinges))

    def table(self) -> VerdictTable:
        """Contention × account, in words."""
        return VerdictTable(self)

    def to_frame(self) -> pd.DataFrame:
        """One row for each verdict; needs pandas."""
        return frame((item.record() for item in self.verdicts), VERDICT_COLUMNS, VERDICT_NUMBERS)

    def to_arrow(self, table: str = "verdicts") -> pa.Table:
        """The table `verdicts` or `hinges`; needs pyarrow."""
        from contention.exchange.results.arrow import arrow_table

        return arrow_table(judged_table(self, table))

    def to_parquet(self, path: str | PathLike[str], table: str = "verdicts") -> Path:
        """Write the table in one step; raises ValueError for a file of the case."""
        from contention.exchange.results.table_file import write_table

        return save(self.case, path, lambda: write_table(judged_table(self, table), "parquet"))

    def text(
        self, width: int = 100, *, colour: bool = False, carriers: Carriers | None = None
    ) -> str:
        """What `contention judge` prints, for a terminal of a given width.

        `carriers` has what verdicts on model files turn on, as `contention judge` looks for it.
        """
        from contention.show.terminal.judgement_text import judgement_text

        carried = () if carriers is None else carriers.values
        return judgement_text(self.case.value, self.value, width, colour=colour, carried=carried)

    def as_json(self, carriers: Carriers | None = None) -> dict[str, object]:
        """What `contention judge --json` prints, as plain values."""
        from contention.show.judgement_json import judgement_json

        found = judgement_json(self.case.value, self.value)
        if carriers is None:
            return found
        told = carriers.as_json()
        return {**found, "variations": told["variations"], "uncertain": told["uncertain"]}

    def report(
        self,
        path: str | PathLike[str] = "report.html",
        *,
        course_draws: int = 256,
        robustness: Robustness | None = None,
        carriers: Carriers | None = None,
        fit: bool = False,
        full: bool = False,
        workers: int | None = None,
        progress: Progress | None = None,
    ) -> Path:
        """Write the report of this judgement; `course_draws` is the number of draws in fan charts.

        With what `Case.robustness` and `Case.hinges` give it also shows what the verdicts survive,
        and the hinges of that contention in full; with `fit` accounts are fitted to what
        `evidence.yaml` observes; with `full` all parts are unfolded, so that they are printed.

        Raises ValueError if the file belongs to the case or cannot be written, and for what was
        found in another case.
        """
        from contention.api.outputs import refuse_output, write_file

        refuse_output(self.case.value, path)
        html = self.report_html(
            course_draws=course_draws, robustness=robustness, carriers=carriers, fit=fit,
            full=full, workers=workers, progress=progress,
        )  # fmt: skip
        return write_file(path, html.encode("utf-8"))

    def report_html(
        self,
        *,
        course_draws: int = 256,
        robustness: Robustness | None = None,
        carriers: Carriers | None = None,
        fit: bool = False,
        full: bool = False,
        workers: int | None = None,
        progress: Progress | None = None,
    ) -> str:
        """The report as one HTML page.

        Raises ValueError for no course draws, and for what was found in another case.
        """
        if draws_of("course_draws", course_draws, MOST_COURSE_DRAWS) < 1:
            raise ValueError(f"course_draws is {course_draws}; it must be at least 1")
        from contention.api.briefing import refuse_strangers
        from contention.show.report.materials import gathered
        from contention.show.report.report import report_html

        refuse_strangers(self, robustness, carriers)
        return report_html(
            gathered(
                self.case.value,
                self.value,
                course_draws=course_draws,
                workers=cores(workers),
                progress=progress or (lambda _done, _total: None),
                robustness=None if robustness is None else robustness.value,
                carried=() if carriers is None else carriers.values,
                fit=fit,
                full=full,
            )
        )

    def brief(
        self,
        path: str | PathLike[str] = "brief.html",
        contentions: str | Iterable[str] | None = None,
        *,
        robustness: Robustness | None = None,
        carriers: Carriers | None = None,
        thorough: bool = False,
        report: str = "",
        workers: int | None = None,
        progress: Progress | None = None,
    ) -> Path:
        """Write the brief of this judgement; see `brief_html`.

        Raises ValueError as that does, and if the file belongs to the case or cannot be written.
        """
        from contention.api.outputs import refuse_output, write_file

        refuse_output(self.case.value, path)
        html = self.brief_html(
            contentions, robustness=robustness, carriers=carriers, thorough=thorough,
            report=report, workers=workers, progress=progress,
        )  # fmt: skip
        return write_file(path, html.encode("utf-8"))

    def brief_html(
        self,
        contentions: str | Iterable[str] | None = None,
        *,
        robustness: Robustness | None = None,
        carriers: Carriers | None = None,
        thorough: bool = False,
        report: str = "",
        workers: int | None = None,
        progress: Progress | None = None,
    ) -> str:
        """The brief as one HTML page, from these verdicts and hinges: nothing is judged again.

        `contentions` are up to three of those judged (default: what the case marks as `main`, else
        its first); `report` is an address of the report to link. `robustness` and `carriers` are
        what `Case.robustness` and `Case.hinges` give; with `thorough` those not given are computed.
        Raises KeyError with a guess for an unknown id, and ValueError for one that was not judged,
        for more than three or none, and for what was found in another case.
        """
        from contention.api.briefing import brief_html

        return brief_html(
            self, contentions, robustness=robustness, carriers=carriers, thorough=thorough,
            report=report, workers=workers, progress=progress,
        )  # fmt: skip

    def _repr_html_(self) -> str:
        from contention.show.notebook import judgement_html

        return judgement_html(self.case.value, self.value)


@dataclass(frozen=True, repr=False)
class Hinges(Sequence[Hinge]):
    """The hinges of some verdicts."""

    _every: tuple[Hinge, ...]

    def __repr__(self) -> str:
        return f"<{counted(len(self), 'hinge')}: {shortened(hinge.claim for hinge in self._every)}>"

    @overload
    def __getitem__(self, key: int) -> Hinge: ...
    @overload
    def __getitem__(self, key: slice) -> Hinges: ...
    def __getitem__(self, key: int | slice) -> Hinge | Hinges:
        return Hinges(self._every[key]) if isinstance(key, slice) else self._every[key]

    def __len__(self) -> int:
        return len(self._every)

    def to_frame(self) -> pd.DataFrame:
        """One row for each hinge; needs pandas."""
        return frame((item.record() for item in self._every), HINGE_COLUMNS)


@dataclass(frozen=True, repr=False)
class VerdictTable:
    """Contention × account, in words."""

    judgement: Judgement

    def __repr__(self) -> str:
        rows, columns = self.judgement.contentions, self.judgement.accounts
        return f"<VerdictTable: {len(rows)} contentions × {len(columns)} accounts>"

    def __getitem__(self, key: tuple[str, str]) -> str:
        return self.judgement[key].word

    def __str__(self) -> str:
        rows = [["", *self.judgement.accounts]]
        for contention in self.judgement.contentions:
            words = (self[contention, account] for account in self.judgement.accounts)
            rows.append([contention, *words])
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = ("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
        return "\n".join(lines)

    def to_frame(self) -> pd.DataFrame:
        """Contentions as the index, accounts as columns; needs pandas."""
        records = (
            {"contention": name, **{a: self[name, a] for a in self.judgement.accounts}}
            for name in self.judgement.contentions
        )
        columns = ("contention", *self.judgement.accounts)
        return frame(records, columns).set_index("contention")

    def _repr_html_(self) -> str:
        return self.judgement._repr_html_()


def pair(key: object, first: str, second: str) -> tuple[str, str]:
    """The two ids of a key; raises KeyError that says how to write one."""
    if isinstance(key, tuple) and len(key) == 2:
        return key
    raise KeyError(f"give two ids: [{first}, {second}]")
