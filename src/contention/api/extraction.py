"""Texts, and the claims and figures that are proposed from them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from contention.api.frames import frame
from contention.case.problem import CaseError, Place, Problem

if TYPE_CHECKING:
    import pandas as pd

    from contention.api.case import Case, Progress
    from contention.coding.into_case import WrittenProposals
    from contention.coding.stated_particulars import Told
    from contention.documents.document import ReadDocument
    from contention.documents.limits import ReadOptions
    from contention.extraction.combine import ReaderName
    from contention.extraction.proposals import Proposal, ProposedFigure, Reader, Reading

AnyPath = str | os.PathLike[str]

MOST = 100_000
"""Sentences of one text: their claims are held in memory together."""

CLAIM_COLUMNS = (
    "id", "cause", "sign", "effect", "stance", "holder", "strength", "delay", "condition",
    "confidence", "found_by", "start", "end", "sentence",
)  # fmt: skip
FIGURE_COLUMNS = (
    "id", "subject", "comparator", "value", "high", "unit", "date", "source", "confidence",
    "start", "end", "sentence",
)  # fmt: skip


class DocumentError(CaseError):
    """Raised if a text cannot be read; carries the problems found in it."""


@dataclass(frozen=True, repr=False)
class Document:
    """A text as it was read."""

    value: ReadDocument
    """all of it, as a frozen dataclass"""
    file: Path

    def __repr__(self) -> str:
        return f"<Document {self.id}: {len(self.value.sentences)} sentences, {self.file.name}>"

    @property
    def id(self) -> str:
        """Made of the title or the file's name."""
        return self.value.id

    @property
    def title(self) -> str:
        """The title that the file gives; empty if it gives none."""
        return self.value.title

    @property
    def author(self) -> str:
        """The author that the file gives; empty if it gives none."""
        return self.value.author

    @property
    def date(self) -> str:
        """The date that the file gives; empty if it gives none."""
        return self.value.date

    @property
    def text(self) -> str:
        """The normalised text, to which all positions refer."""
        return self.value.text

    @property
    def sentences(self) -> tuple[str, ...]:
        """Its sentences in order, each on one line."""
        return tuple(" ".join(text.split()) for text in self.value.sentence_texts())


@dataclass(frozen=True, repr=False)
class Proposals(Sequence["Proposal"]):
    """What readers found in a text; iterating gives the claims, `figures` has the numbers."""

    document: Document
    value: Reading
    """all of it, as a frozen dataclass"""
    left_out: int = 0
    """claims that `at_least` took away"""

    def __repr__(self) -> str:
        return (
            f"<Proposals from {self.document.id}: {len(self)} claims, {len(self.figures)} figures>"
        )

    def __str__(self) -> str:
        return self.text()

    @overload
    def __getitem__(self, key: int) -> Proposal: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[Proposal, ...]: ...
    def __getitem__(self, key: int | slice) -> Proposal | tuple[Proposal, ...]:
        return self.value.proposals[key]

    def __len__(self) -> int:
        return len(self.value.proposals)

    @property
    def figures(self) -> tuple[ProposedFigure, ...]:
        """The numbers that the text states."""
        return self.value.figures

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know about how it was read."""
        return self.value.notes

    def at_least(self, confidence: float) -> Proposals:
        """The claims with this confidence or more, and all figures."""
        kept = tuple(each for each in self if each.confidence >= confidence)
        left_out = self.left_out + len(self) - len(kept)
        return replace(self, value=replace(self.value, proposals=kept), left_out=left_out)

    def to_frame(self) -> pd.DataFrame:
        """One row for each claim; needs pandas."""
        rows = (
            (each.id, each.cause.text, each.sign, each.effect.text, each.stance, each.holder,
             each.strength_word, each.delay_word, each.condition and each.condition.text,
             each.confidence, each.found_by, each.anchor.start, each.anchor.end,
             self._sentence(each))
            for each in self
        )  # fmt: skip
        return frame((dict(zip(CLAIM_COLUMNS, row, strict=True)) for row in rows), CLAIM_COLUMNS)

    def figures_to_frame(self) -> pd.DataFrame:
        """One row for each figure; needs pandas."""
        rows = (
            (each.id, each.subject, each.comparator, each.value, each.high, each.unit, each.date,
             each.source, each.confidence, each.anchor.start, each.anchor.end,
             self._sentence(each))
            for each in self.figures
        )  # fmt: skip
        records = (dict(zip(FIGURE_COLUMNS, row, strict=True)) for row in rows)
        return frame(records, FIGURE_COLUMNS, ["value", "high"])

    def write_into(
        self, case: Case | AnyPath, *, title: str = "", author: str = "", date: str = "",
        id: str = "",  # noqa: A002 - as the command's --id
    ) -> WrittenProposals:  # fmt: skip
        """Write what a case lacks of them into it, as proposed; a new folder becomes a case.

        Title, author and date are needed if the file gives none. A case that was loaded before
        does not change: load it again. Raises CaseError, with `.problems`, and then writes nothing.
        """
        from contention.coding.stated_particulars import Told

        folder = case if isinstance(case, str | os.PathLike) else case.folder
        return write_told(self, Path(folder), Told(title, author, date, id))

    def text(self) -> str:
        """What `contention read` prints."""
        from contention.show.terminal.proposals_text import reading_text

        return reading_text(self.document.value, self.value, self.left_out)

    def as_json(self, form: str = "json") -> dict[str, Any]:
        """What `contention read --format json` prints, as plain values; or `sd-json`."""
        from contention.coding.as_json import reading_json, sd_json

        if form not in ("json", "sd-json"):
            raise ValueError(f"the form is {form!r}; it must be 'json' or 'sd-json'")
        shape = reading_json if form == "json" else sd_json
        return shape(self.document.value, self.value)

    def _sentence(self, each: Proposal | ProposedFigure) -> str:
        return " ".join(self.document.value.slice(each.sentence).split())

    def _repr_html_(self) -> str:
        from contention.show.notebook import proposals_html

        return proposals_html(self.document.value, self.value)


def read(path: AnyPath, *, encoding: str | None = None, any_language: bool = False) -> Document:
    """Read a text file, Markdown, HTML, Word document or PDF.

    `encoding` is that of plain text and HTML (default: UTF-8). Raises DocumentError, with
    `.problems`, if it cannot be read, or is not in English and `any_language` is False.
    """
    from contention.documents.limits import ReadOptions

    document, problems = read_document(path, ReadOptions(encoding, any_language))
    if document is None:
        raise DocumentError(problems)
    return document


def read_document(
    path: AnyPath, options: ReadOptions
) -> tuple[Document | None, tuple[Problem, ...]]:
    """The text in a file, or None and why it cannot be read."""
    from contention.documents.files import read_file

    file = Path(path)
    result = read_file(file, options)
    if result.document is None:
        return None, result.problems
    sentences = len(result.document.sentences)
    if sentences > MOST:
        return None, (*result.problems, _too_long(file, sentences))
    return Document(result.document, file), result.problems


def extract(
    document: Document | AnyPath,
    reader: ReaderName | Reader = "model",
    *,
    progress: Progress | None = None,
) -> Proposals:
    """Propose claims and figures from a text, or from a file that is read first.

    `reader` is `rules`, `model` (a small one, shipped), `both`, or anything with a `name` and a
    `find(document)`. Nothing leaves this machine unless such a reader sends it.
    """
    from contention.extraction.combine import reader_for
    from contention.extraction.windowed import find_in_windows

    if not isinstance(document, Document):
        document = read(document)
    if isinstance(reader, str):
        if reader not in ("rules", "model", "both"):
            raise ValueError(f"the reader is {reader!r}; it must be 'rules', 'model' or 'both'")
        reader = reader_for(reader)
    if not callable(getattr(reader, "find", None)):
        raise TypeError(
            f"a reader is a word, or has a name and a find(document), unlike {reader!r}"
        )
    if not in_parts(document, reader):
        return Proposals(document, reader.find(document.value))
    told = progress or (lambda _done, _total: None)
    return Proposals(document, find_in_windows(document.value, reader, told))


def write_told(proposals: Proposals, folder: Path, told: Told) -> WrittenProposals:
    """Write proposals into a case, with what the user says about their text."""
    from contention.coding.into_case import write_into
    from contention.coding.new_document import Source

    document = proposals.document
    return write_into(Source(folder, document.value, document.file, told), proposals.value)


def in_parts(document: Document, reader: Reader) -> bool:
    """Whether a text is so long that it is read in parts."""
    from contention.extraction.windowed import WINDOW

    return len(document.value.sentences) > WINDOW and reader.name != "llm"


def _too_long(file: Path, sentences: int) -> Problem:
    return Problem(
        Place(str(file)),
        f"the text has {sentences:,} sentences; {MOST:,} are read at once",
        "read it with `contention corpus`, which holds few in memory, or split it",
    )
