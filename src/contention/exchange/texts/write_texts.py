"""Coded texts written into a case: documents, a claims file for each coder, or new factors."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from contention.case.articles import counted
from contention.case.problem import CaseError, Place, Problem
from contention.case.storage.entry_edit import append_entries
from contention.case.storage.new_case import free_identifier, identifier, title_key
from contention.case.storage.writing import Changes, change
from contention.coding.into_case import WrittenProposals, write_into
from contention.coding.new_document import Source
from contention.coding.stated_particulars import Told as Particulars
from contention.coding.yaml_proposals import named_lines
from contention.documents.document import ReadDocument
from contention.exchange.texts.as_proposals import CodedProposals, CodedReading, unknown_coders
from contention.exchange.texts.coded_text import CodedTexts
from contention.exchange.texts.codes_read import read_codes
from contention.language.dates import date_fault, parse_date


@dataclass(frozen=True)
class WrittenTexts:
    """What was added to a case, document by document and coder by coder."""

    parts: tuple[WrittenProposals, ...]
    factors: tuple[str, ...] = ()
    """ids of factors that a codebook added"""

    def as_json(self) -> dict[str, Any]:
        """The same as plain JSON values."""
        return {
            "documents": [part.as_json() for part in self.parts], "factors": list(self.factors),
        }  # fmt: skip

    def said(self) -> str:
        """The same for a person."""
        if not self.parts:
            return f"factors.yaml: {counted(len(self.factors), 'new factor')}"
        lines = [line for part in self.parts for line in part.said().splitlines()]
        steps = [line for line in lines if line.startswith("Next: ")]
        shown = [line for line in dict.fromkeys(lines) if line not in steps]
        return "\n".join([*shown, next((step for step in steps if "review" in step), steps[-1])])


@dataclass(frozen=True)
class Told:
    """What the user says about an import."""

    case: Path
    file: Path
    author: str = ""
    date: str = ""
    accept: bool = False
    coders: Sequence[str] | None = None
    """names of those whose claims are taken; None for all"""


def write_texts(proposals: CodedProposals, told: Told) -> WrittenTexts:
    """Write every document with its claims; raises CaseError.

    What would keep a document from being written is found before the first one is.
    """
    readings = _chosen(proposals, told)
    problems = tuple(_problems(readings, told))
    if problems:
        raise CaseError(problems)
    several = len({each.coder for each in proposals.readings if each.coder}) > 1
    return WrittenTexts(
        tuple(
            write_into(_source(each, proposals, told, several=several), each.reading)
            for each in readings
        )
    )


def _chosen(proposals: CodedProposals, told: Told) -> list[CodedReading]:
    """The readings of the coders that were named; documents without any stay."""
    if told.coders is None:
        return list(proposals.readings)
    wanted = {title_key(name) for name in told.coders}
    if problems := unknown_coders(proposals, told.coders, told.file):
        raise CaseError(tuple(problems))
    return [each for each in proposals.readings if title_key(each.coder) in wanted]


def _source(each: CodedReading, proposals: CodedProposals, told: Told, *, several: bool) -> Source:
    document = _named(each, told)
    return Source(
        told.case, document, told.file,
        Particulars(
            document.title, document.author, document.date,
            case_title="" if proposals.title == told.file.stem else proposals.title,
        ),
        status="accepted" if told.accept else "proposed",
        coder=each.coder if several else "",
        exact_names=True,
        notes=proposals.notes,
    )  # fmt: skip


def _named(each: CodedReading, told: Told) -> ReadDocument:
    """The document with its own author and date, or those told, or what else there is."""
    document = each.document
    return replace(
        document,
        author=document.author or told.author or document.title,
        date=document.date or told.date or each.made,
    )


def _problems(readings: Sequence[CodedReading], told: Told) -> Iterator[Problem]:
    place = Place(str(told.file))
    if not readings:
        yield Problem(place, "there is no text in it", "export the project with its sources")
    if told.date and parse_date(told.date) is None:
        hint = "write 2024-02-24, 2024-02 or 2024"
        yield Problem(place, f"the date `{told.date[:40]}` {date_fault(told.date)}", hint)
    undated = dict.fromkeys(each.document.title for each in readings if not _named(each, told).date)
    for title in undated:
        message = f"nothing says when “{title}” was published"
        yield Problem(place, message, "give --date 2024-02-24 (or 2024-02, or 2024)")


def write_codes(case: Path, texts: CodedTexts, file: Path) -> WrittenTexts:
    """Add the factors that a codebook names to a case that is there.

    Raises CaseError.
    """
    if not (case / "case.yaml").is_file():
        hint = "start a case with a text first: `contention new`, or `contention import X.qdpx`"
        message = "a codebook has no text to start a case with"
        raise CaseError((Problem(Place(str(file)), message, hint),))
    read = read_codes(texts)

    def put(changes: Changes) -> tuple[str, ...]:
        draft = changes.draft()
        known = {title_key(each.body.title) for each in draft.factors.values()}
        made: dict[str, list[str]] = {}
        for code in texts.codes:
            name = read[code.id].name
            if read[code.id].role not in ("factor", "cause", "effect") or not name:
                continue
            if title_key(name) not in known:
                known.add(title_key(name))
                taken = {*draft.known["factor"], *made}
                id_ = free_identifier(identifier(name, "factor"), taken)
                made[id_] = named_lines(id_, name, code.description)
        append_entries(changes, "factors.yaml", None, list(made.values()))
        return tuple(made)

    return WrittenTexts((), change(case, put))
