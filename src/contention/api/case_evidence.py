"""The part of a case that asks its data."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from os import PathLike
from typing import TYPE_CHECKING, cast

from contention.api.asking import chosen, cores, draws_of, whole

if TYPE_CHECKING:
    from contention.api.case import Case
    from contention.api.evidence import DataFiles, Evidence
    from contention.case.problem import Problem


class _AsksData:
    """Methods of `Case` that compare it with data."""

    def evidence(
        self,
        parts: str | Iterable[str] | None = None,
        folder: str | PathLike[str] | None = None,
        today: str | None = None,
        *,
        draws: int = 2000,
        seed: int = 1,
        workers: int | None = None,
        accounts: str | Iterable[str] | None = None,
        fit: bool = True,
        progress: Callable[[int, int], None] | None = None,
    ) -> Evidence:
        """What data say about `figures`, `claims` and `accounts`, or the `parts` named.

        Accounts (`accounts`; all if left out) are fitted to what was observed, and every contention
        judged again, unless `fit` is false. `folder` holds the files that the case does not carry;
        without it, the one that `case.data` was given. Values dated after `today` (a date; the
        real one if left out) are left out. Raises KeyError for an unknown part or account,
        CaseError for a folder that is not there.
        """
        from contention.api.evidence import evidence
        from contention.evidence.evidence import EvidenceSettings

        case = cast("Case", self)
        wanted = (parts,) if isinstance(parts, str) else tuple(parts or ())
        settings = EvidenceSettings(
            draws_of("draws", draws), whole("seed", seed), cores(workers), progress,
            chosen("account", accounts, case.value.accounts), fit,
        )  # fmt: skip
        return evidence(case, wanted, folder, today, settings)

    def measured(self, folder: str | PathLike[str] | None = None, today: str | None = None) -> Case:
        """The case with the effects of its tests with `prior: true` in the place of strengths.

        `folder` and `today` are as for `evidence`. A test whose data or scales do not allow it
        changes nothing: `unmeasured` says why.
        """
        from contention.api.evidence import measured

        return measured(cast("Case", self), folder, today)[0]

    def unmeasured(
        self, folder: str | PathLike[str] | None = None, today: str | None = None
    ) -> tuple[Problem, ...]:
        """Why tests with `prior: true` give no strength, with their places."""
        from contention.api.evidence import measured

        return measured(cast("Case", self), folder, today)[1]

    def data(
        self,
        folder: str | PathLike[str] | None = None,
        today: str | None = None,
        *,
        remember: bool = True,
    ) -> DataFiles:
        """Which data of `evidence.yaml` are there, and what they cover.

        `folder` is remembered for this case on this machine, unless `remember` is false.
        """
        from contention.api.evidence import data_files

        return data_files(cast("Case", self), folder, today, remember=remember)
