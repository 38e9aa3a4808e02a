"""A new case from texts that a browser sent."""

import contextlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from contention.case.problem import CaseError, Place, Problem
from contention.case.storage.new_case import free_identifier, identifier, quoted
from contention.case.storage.writing import Changes, change
from contention.coding.into_case import write_into
from contention.coding.new_document import Source
from contention.coding.review.undo import ReviewError
from contention.coding.stated_particulars import Told
from contention.documents.document import ReadDocument
from contention.documents.files import read_bytes
from contention.documents.limits import ReadOptions
from contention.documents.unreadable import UnreadableFileError
from contention.extraction.proposals import Reading


@dataclass(frozen=True)
class SentText:
    """A text with its name, and what the user says about it; empty to take it from the text."""

    name: str
    content: bytes
    title: str = ""
    author: str = ""
    date: str = ""


def start_from_texts(home: Path, title: str, question: str, texts: Sequence[SentText]) -> Path:
    """Start a case in a new folder of `home`; gives it. Raises CaseError, and leaves nothing then.

    Who speaks in a text that does not say so is called its author; its date is then today's.
    """
    read = [(text, _read(text)) for text in texts]
    if len({document.sha256 for _, document in read}) < len(read):
        raise ReviewError("two of the texts are the same")
    taken = {each.name for each in home.iterdir()}
    folder = home / free_identifier(identifier(title, "case"), taken)
    try:
        for text, document in read:
            source = Source(folder, document, Path(text.name), _told(text, document, title))
            write_into(source, Reading())
        change(folder, lambda changes: _put_question(changes, question))
    except CaseError:
        with contextlib.suppress(OSError):
            shutil.rmtree(folder)
        raise
    return folder


def _read(text: SentText) -> ReadDocument:
    try:
        return read_bytes(text.content, text.name, ReadOptions(any_language=True))
    except UnreadableFileError as error:
        place = Place(text.name, error.line)
        raise CaseError((Problem(place, error.message, error.hint),)) from None


def _told(text: SentText, document: ReadDocument, case_title: str) -> Told:
    name = text.title or document.title or Path(text.name).stem
    today = datetime.now(UTC).date().isoformat()
    return Told(
        title=name,
        author=text.author or document.author or f"Author of {name}",
        date=text.date or document.date or today,
        case_title=case_title,
    )


def _put_question(changes: Changes, question: str) -> None:
    text = changes.text("case.yaml") or ""
    if question:
        changes.put("case.yaml", text.replace('question: ""', f"question: {quoted(question)}", 1))
