"""The part of a case that gives its results away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Literal, cast

from contention.api.asking import chosen, cores, draws_of
from contention.api.asking import whole as whole_number

if TYPE_CHECKING:
    from contention.api.bundle import Bundle
    from contention.api.case import Case, Progress
    from contention.api.draws import Draws
    from contention.exchange.exported import Exported


class _GivesResults:
    """Methods of `Case` that hand out what was computed."""

    def draws(
        self,
        accounts: str | Iterable[str] | None = None,
        contentions: str | Iterable[str] | None = None,
        *,
        draws: int = 2000,
        seed: int = 1,
        workers: int | None = None,
    ) -> Draws:
        """The draws that `judge` counts: their uncertain numbers and what follows in each.

        Raises KeyError with a guess for an unknown id, and ValueError for fewer than 16 draws.
        """
        from contention.api.draws import Draws
        from contention.judge.judge import LEAST_DRAWS

        case = cast("Case", self)
        if draws_of("draws", draws) < LEAST_DRAWS:
            raise ValueError(f"draws is {draws}; it must be at least {LEAST_DRAWS}")
        return Draws(
            case,
            chosen("account", accounts, case.value.accounts),
            chosen("contention", contentions, case.value.contentions),
            draws_of("draws", draws),
            whole_number("seed", seed),
            cores(workers),
        )

    def export(
        self,
        form: str,
        what: str = "",
        *,
        accounts: str | Iterable[str] | None = None,
        contentions: str | Iterable[str] | None = None,
        scenarios: str | Iterable[str] | None = None,
        factors: str | Iterable[str] | None = None,
        draws: int | None = None,
        seed: int = 1,
        points: int = 60,
        dpi: int = 192,
        whole: bool = False,
        fit: bool = False,
        workers: int | None = None,
    ) -> Exported:
        """Results as a file: `.content` in bytes, and a `.report` of what is in it.

        `form` is `parquet`, `arrow`, `vega-lite`, `arviz`, `svg`, `png` or `pdf`; `what` a table
        or figure (default: the verdicts). `points` is about how many times courses have, `dpi` is
        for PNG, `whole` draws all of a large map, `fit` fits accounts to what was observed. Raises
        KeyError with a guess for an unknown name, ValueError if there is nothing to show, and
        MissingPackageError, an ImportError, if the format needs an extra.
        """
        from contention.api.exporting import _Asked, export

        case = cast("Case", self)
        asked = _Asked(
            what,
            chosen("account", accounts, case.value.accounts),
            chosen("contention", contentions, case.value.contentions),
            chosen("scenario", scenarios, case.value.scenarios),
            chosen("factor", factors, case.value.factors),
            all_factors=factors is None,
            all_contentions=contentions is None,
            draws=None if draws is None else draws_of("draws", draws),
            seed=whole_number("seed", seed),
            points=whole_number("points", points),
            dpi=whole_number("dpi", dpi),
            whole=whole,
            fit=fit,
            workers=cores(workers),
        )
        return export(case, form, asked)

    def bundle(
        self,
        path: str | PathLike[str],
        *,
        draws: int = 2000,
        seed: int = 1,
        hinge_draws: int = 256,
        reading_draws: int = 1000,
        course_draws: int = 256,
        tables: Literal["json", "parquet"] = "json",
        texts: bool = True,
        authors: Sequence[str] = (),
        license: str = "",  # noqa: A002 - as the command's --license
        date: str | None = None,
        workers: int | None = None,
        progress: Progress | None = None,
    ) -> Bundle:
        """Write the case with its results as one citable zip file, or as a new folder.

        The same case, settings, date and versions give the same bytes. `authors` are written
        `Family, Given` or as the name of an organisation, `license` is an SPDX identifier, `date`
        the date of publication (default: today). Raises BundleError, a ValueError, if it cannot be
        made or its name is taken.
        """
        from contention.api.bundle import make_bundle, today
        from contention.exchange.bundle.manifest import BundleSettings, Citation

        settings = BundleSettings(
            draws=draws_of("draws", draws), seed=whole_number("seed", seed), tables=tables,
            hinge_draws=draws_of("hinge_draws", hinge_draws), texts=texts,
            reading_draws=draws_of("reading_draws", reading_draws),
            course_draws=draws_of("course_draws", course_draws),
        )  # fmt: skip
        citation = Citation(date or today(), tuple(authors), license)
        return make_bundle(
            cast("Case", self), path, settings, citation, workers=workers, progress=progress
        )
