"""Links and models that other tools hold, brought into a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from contention.case.storage.writing import Changes
    from contention.coding.into_case import WrittenProposals
    from contention.exchange.cases.from_model import ModelCase
    from contention.exchange.links.as_proposals import Anchored
    from contention.exchange.links.imported import ImportedLink, ImportedLinks
    from contention.exchange.losses import LossReport


@dataclass(frozen=True, repr=False)
class Links:
    """The links of another tool's file; nothing of a case changes before `write_into`."""

    file: Path
    value: ImportedLinks
    """all of it, as a frozen dataclass"""
    anchored: Anchored

    def __repr__(self) -> str:
        return f"<Links from {self.file.name}: {len(self.links)} links ({self.value.form})>"

    @property
    def links(self) -> tuple[ImportedLink, ...]:
        """The links in the order of the file."""
        return self.value.links

    @property
    def columns(self) -> Mapping[str, str]:
        """What is read → the column or attribute of the file that has it."""
        return self.value.columns

    @property
    def report(self) -> LossReport:
        """What was kept, changed and left out."""
        return self.anchored.report

    def write_into(
        self, case: str | PathLike[str], *, title: str = "", author: str = "", date: str = "",
        id: str = "",  # noqa: A002 - as the command's --id
        accept: bool = False,
    ) -> WrittenProposals:  # fmt: skip
        """Write the links into a case, as proposed claims; a new folder becomes a case.

        `accept` takes them as accepted: what a person has coded and checked elsewhere.
        `author` is whose view the links are, `date` when it was held. Raises CaseError, with
        `.problems`, and then writes nothing.
        """
        from contention.coding.into_case import write_into
        from contention.coding.new_document import Source
        from contention.coding.stated_particulars import Told

        told = Told(title, author, date, id)
        source = Source(
            Path(case), self.anchored.document, self.file, told,
            carried=self.anchored.listed, status="accepted" if accept else "proposed",
        )  # fmt: skip
        return write_into(source, self.anchored.reading)

    def as_json(self) -> dict[str, Any]:
        """What `contention import --json` prints, as plain values."""
        from dataclasses import asdict

        return {
            "file": str(self.file), "format": self.value.form, "columns": dict(self.columns),
            "links": [asdict(link) for link in self.links], **self.report.as_json(),
        }  # fmt: skip


def import_links(
    file: str | PathLike[str],
    *,
    columns: Mapping[str, str] | None = None,
    sheet: str = "",
    labels: Mapping[str, str] | None = None,
    text: str | PathLike[str] | None = None,
) -> Links:
    """Read the links of a table, a Kumu or SD-JSON file, or a GraphML or GEXF graph.

    `columns` names what is guessed wrongly: `from`, `to`, `sign`, `strength`, `delay`, `quote`,
    `holder`, `note` → column. `labels` says which sign a word is
    (`{"fosters": "positive"}`). With a `text`, links are anchored at their quotations in it. Raises
    ImportRefusedError, with `.problems`.
    """
    from contention.exchange.links.as_proposals import anchored_in_list, anchored_in_text
    from contention.exchange.links.read_links import read_links

    path = Path(file)
    imported = read_links(path, columns, sheet, labels)
    if text is None:
        return Links(path, imported, anchored_in_list(imported))
    from contention.api.extraction import read

    document = read(text)
    return Links(document.file, imported, anchored_in_text(imported, document.value))


@dataclass(frozen=True, repr=False)
class ImportedModel:
    """A Vensim or XMILE model, ready to become a case; nothing is written before `write_into`."""

    file: Path
    value: ModelCase
    """all of it, as a frozen dataclass"""

    def __repr__(self) -> str:
        return f"<ImportedModel from {self.file.name}: {len(self.value.factors)} factors>"

    @property
    def report(self) -> LossReport:
        """What was kept, changed and left out."""
        return self.value.report

    @property
    def uncertain(self) -> Mapping[str, tuple[float, float]]:
        """Parameter → the range of the file that is proposed as its uncertainty."""
        return {each.id: each.range for each in self.value.factors if each.range is not None}

    def write_into(
        self, case: str | PathLike[str], *, title: str = "", id: str = "",  # noqa: A002
    ) -> tuple[str, ...]:  # fmt: skip
        """Write a case of the model into a new folder; returns the paths of its files.

        `id` is that of its account. Raises FileExistsError if there is something in the folder, and
        CaseError if it cannot be written.
        """
        from contention.case.storage.new_folder import start
        from contention.exchange.cases.model_case_files import case_files

        files = case_files(self.value, title, id)

        def make(changes: Changes) -> tuple[str, ...]:
            for path, content in files.items():
                changes.put(path, content)
            return tuple(files)

        return start(Path(case), make)

    def as_json(self) -> dict[str, Any]:
        """What `contention import --json` prints, as plain values."""
        return {
            "file": str(self.file), "format": f"{self.value.model.source.language} model",
            "factors": [
                {"id": each.id, "variable": each.shown.label, "range": each.range,
                 "kind": "parameter" if each.constant else "variable"}
                for each in self.value.factors
            ],
            **self.report.as_json(),
        }  # fmt: skip


def import_model(
    file: str | PathLike[str], *, data: Sequence[str | PathLike[str]] = ()
) -> ImportedModel:
    """Read a Vensim or XMILE model for a case around it.

    `data` are tables (CSV, TSV, XLSX) with values of variables that have no equation; the case gets
    a copy of them. Raises ImportRefusedError, with `.problems`, for a model that cannot be run.
    """
    from contention.exchange.cases.from_model import model_case

    path = Path(file)
    return ImportedModel(path, model_case(path, [Path(each) for each in data]))
