"""The data of one case: each file is found and read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from contention.case.evidence import DataSource
from contention.case.model import Case
from contention.case.problem import Place, Problem
from contention.case.storage.confined import confined
from contention.case.suggestions import did_you_mean
from contention.evidence.sources.data_folder import data_folder
from contention.evidence.sources.measured_series import MeasuredSeries, measured_series
from contention.evidence.sources.table import DataTable, read_table
from contention.language.dates import decimal_year

MOST_BYTES = 50_000_000
"""No data file is longer than this."""


@dataclass(frozen=True)
class Missing:
    """A source without a file: where its publisher has it is in the source."""

    source: DataSource
    reason: str


class DataLibrary:
    """The series and tables of a case; what is wrong with one source concerns no other."""

    def __init__(
        self,
        sources: Mapping[str, DataSource],
        case_folder: Path,
        folder: Path | None = None,
        today: float | None = None,
    ) -> None:
        self.sources = sources
        self.case_folder = case_folder
        self.folder = folder
        """where files lie that the case does not carry; None if nobody said"""
        self.today = decimal_year(date.today()) if today is None else today
        self._tables: dict[str, tuple[DataTable | None, tuple[Problem, ...]]] = {}
        self._series: dict[str, tuple[MeasuredSeries | None, tuple[Problem, ...]]] = {}

    @classmethod
    def of(
        cls, case: Case, folder: Path | None = None, today: float | None = None
    ) -> "DataLibrary":
        """The data of a case; without `folder`, files lie where `contention data` was told."""
        if folder is None:
            folder = data_folder(case.folder)
        return cls(case.evidence.data, case.folder, folder, today)

    def missing(self, id_: str) -> Missing | None:
        """Why a source has no file that could be read; None if it has one."""
        source = self.sources[id_]
        if source.source is None:
            return None
        if self.folder is None:
            return Missing(source, "no data folder is set")
        file = confined(self.folder, source.source)
        there = not isinstance(file, str) and file.is_file()
        return None if there else Missing(source, f"it is not in {self.folder}")

    def table(self, id_: str) -> DataTable | None:
        """The file of a source as columns of text, all its rows; None if it is unusable."""
        return self._table(id_)[0]

    def rows(self, id_: str) -> DataTable | None:
        """The rows that belong to a source: those that its `rows` names."""
        table = self.table(id_)
        return None if table is None else table.where(self.sources[id_].rows)

    def series(self, id_: str) -> MeasuredSeries | None:
        """A source as a series; None if it has no file or cannot be relied on."""
        if id_ not in self._series:
            table, problems = self._table(id_)
            series = None
            if table is not None:
                series, more = measured_series(self.sources[id_], table, self.today)
                problems = (*problems, *more)
            self._series[id_] = series, problems
        return self._series[id_][0]

    def problems(self, *ids: str) -> tuple[Problem, ...]:
        """What is wrong with the sources that were asked for so far; of some ids, if given."""
        found: dict[Problem, None] = {}
        for id_ in ids or self.sources:
            as_table = self._tables.get(self._key(self.sources[id_]))
            own = self._series.get(id_) or as_table
            found.update(dict.fromkeys(own[1] if own else ()))
        return tuple(sorted(found))

    def _key(self, source: DataSource) -> str:
        return f"case:{source.file}" if source.file is not None else f"folder:{source.source}"

    def _table(self, id_: str) -> tuple[DataTable | None, tuple[Problem, ...]]:
        source = self.sources[id_]
        key = self._key(source)
        if key not in self._tables:
            self._tables[key] = self._read(source)
        return self._tables[key]

    def _read(self, source: DataSource) -> tuple[DataTable | None, tuple[Problem, ...]]:
        root = self.case_folder if source.file is not None else self.folder
        if root is None:
            return None, ()
        name = source.file if source.file is not None else source.source or ""
        file = confined(root, name)
        if isinstance(file, str):
            message = f"`{name[:80]}` cannot be used: {file}"
            return None, (Problem(source.place, message, "name a CSV file inside the folder"),)
        if not file.is_file():
            return None, self._absent(source, root, name)
        path = name if source.file is not None else str(root / name)
        text, problems = _text(path, file)
        return (None, problems) if text is None else read_table(path, text)

    def _absent(self, source: DataSource, root: Path, name: str) -> tuple[Problem, ...]:
        """A file that the case should carry is a fault; one in the folder is only missing."""
        if source.file is None:
            return ()
        found = [f"data/{each.name}" for each in sorted((root / "data").glob("*.csv"))]
        message = f"there is no file `{name[:80]}`"
        return (Problem(source.place, message, did_you_mean(name, found, "the folder `data`")),)


def _text(path: str, file: Path) -> tuple[str | None, tuple[Problem, ...]]:
    place = Place(path)
    try:
        if file.stat().st_size > MOST_BYTES:
            hint = f"data files are read up to {MOST_BYTES // 1_000_000} MB; keep the rows needed"
            return None, (Problem(place, "the file is too large", hint),)
        raw = file.read_bytes()
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        return None, (Problem(place, message, "check its permissions"),)
    try:
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        place = Place(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
        return None, (Problem(place, "the file is not UTF-8", "save it in UTF-8"),)
