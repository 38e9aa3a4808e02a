"""Linking a document of a case to a local copy of its text."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contention.case.draft import Draft, Located
from contention.case.model import Anchor
from contention.case.problem import CaseError, Place, Problem
from contention.case.schema.base import AnchorEntry
from contention.case.schema.case import DocumentEntry
from contention.case.storage.writing import Changes, change
from contention.case.suggestions import did_you_mean
from contention.case.text.matching import Match, match_copy
from contention.case.text.normalise import fingerprint
from contention.case.text.texts import (
    STORE,
    AttachedText,
    Attachment,
    anchor_in,
    attachments_in,
    length_problems,
    read_print,
    read_text_file,
    reading_hint,
)
from contention.case.text.word_print import Stretch, print_of_quotes

ENOUGH = 0.9
"""Share of the words that a copy must have to pass for the document."""


@dataclass(frozen=True)
class Attached:
    """What was attached, and how certain it is that it is the document."""

    document: str
    file: Path
    exact: bool
    matched: float
    sha256: str
    """of the text in the file"""
    length: int
    absent: tuple[str, ...] = ()
    """ids of the claims, figures, demands and contentions whose sentence is not in this copy"""


def attach(draft: Draft, document: str, file: Path) -> Attached:
    """Remember where a document's text lies; raises CaseError if the text is a different one."""
    text = text_of_file(file)
    sha256 = fingerprint(text)
    entry = document_entry(draft, document, _measures(file, text, sha256))
    exact = sha256 == entry.body.sha256
    wrong = length_problems(entry, text, file.name) if exact else ()
    if wrong:
        raise CaseError(wrong)
    if exact:
        itself = Attachment(file.resolve(), sha256)
        change(draft.folder, lambda changes: remember(changes, document, itself))
        return Attached(document, file.resolve(), exact, 1.0, sha256, len(text))
    match = _match(draft, entry, text, sha256)
    if match.share < ENOUGH:
        message = (
            f"{file.name} is not `{document}`: its hash differs, and only "
            f"{match.share:.0%} of the words were found in it"
        )
        measures = _measures(file, text, sha256)
        hint = f"{ENOUGH:.0%} are needed; see `published` for the text ({measures})"
        raise CaseError((Problem(entry.place("sha256"), message, hint),))
    copy = Attachment(
        file.resolve(), sha256, match.share, match.positions, match.found,
        whole=entry.body.words is not None,
    )  # fmt: skip
    change(draft.folder, lambda changes: remember(changes, document, copy))
    absent = _absent(draft, document, AttachedText(text, copy))
    return Attached(document, copy.file, exact, match.share, sha256, len(text), absent)


def _absent(draft: Draft, document: str, text: AttachedText) -> tuple[str, ...]:
    """What is anchored in a document at words that a copy of it does not have."""
    return tuple(
        id_
        for id_, anchor in anchored(draft, document)
        if anchor_in(text, Anchor(anchor.start, anchor.end, anchor.quote)) is None
    )


def anchored(draft: Draft, document: str) -> Iterator[tuple[str, AnchorEntry]]:
    """The id of everything that is anchored in a document, with its anchor."""
    for each in anchored_entries(draft, document):
        yield each.id, each.body.anchor


def anchored_entries(draft: Draft, document: str) -> Iterator[Located[Any]]:
    """The claims, figures, demands and contentions that are anchored in a document."""
    by_file: tuple[dict[str, Any], ...] = (draft.claims, draft.figures)
    by_key: tuple[dict[str, Any], ...] = (draft.demands, draft.contentions)
    entries = [each for group in by_file for each in group.values() if each.document == document]
    entries += [
        each for group in by_key for each in group.values() if each.body.document == document
    ]
    for each in entries:
        if each.body.anchor is not None:
            yield each


def _measures(file: Path, text: str, sha256: str) -> str:
    return f"{file.name} has {len(text)} characters and the hash {sha256}"


def document_entry(draft: Draft, document: str, measures: str) -> Located[DocumentEntry]:
    """The document of that id as it is written; raises CaseError if there is none."""
    entry = draft.documents.get(document)
    if entry is not None:
        return entry
    place = draft.case_tree.place_of_key("documents")
    problems = tuple(problem for problem in draft.problems if problem.place.path == "case.yaml")
    if document in draft.known["document"]:
        place = draft.case_tree.place_of_key("documents", document)
        hint = "if it is the coded text, put these into `length` and `sha256`"
        raise CaseError((*problems, Problem(place, measures, hint)))
    hint = did_you_mean(document, draft.ids("document"), "`documents` in case.yaml")
    raise CaseError((*problems, Problem(place, f"unknown document `{document}`", hint)))


def text_of_file(file: Path) -> str:
    """The normalised text of a file; raises CaseError if it is not a text."""
    try:
        return read_text_file(file)
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        place = Place(str(file), line)
        raise CaseError((Problem(place, "this is not text in UTF-8", _to_text(file)),)) from None
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        problem = Problem(Place(str(file)), message, reading_hint(error))
        raise CaseError((problem,)) from None


def _to_text(file: Path) -> str:
    if file.suffix.lower() in (".pdf", ".docx", ".doc", ".odt", ".rtf"):
        return f"save the text of the {file.suffix[1:].upper()} as plain text (.txt) first"
    return "save it in UTF-8"


def _match(draft: Draft, entry: Located[DocumentEntry], text: str, sha256: str) -> Match:
    stretches = reference(draft, entry)
    if stretches:
        return match_copy(stretches, text, complete=entry.body.words is not None)
    message = f"the text is not the one that was coded as `{entry.id}`: its hash differs"
    hint = (
        f"this one has {len(text)} characters and the hash {sha256}; "
        "with a word print (`words:`) or quotes in the case, a differing copy could be matched"
    )
    raise CaseError((Problem(entry.place("sha256"), message, hint),))


def reference(draft: Draft, entry: Located[DocumentEntry]) -> tuple[Stretch, ...]:
    """What the case knows about the words of a document: its word print, else its quotes."""
    if entry.body.words is not None:
        return read_print(draft, entry, entry.body.words)
    quotes = [(each.start, each.quote) for _, each in anchored(draft, entry.id) if each.quote]
    return print_of_quotes(quotes)


def remember(changes: Changes, document: str, attachment: Attachment) -> None:
    """Rewrite the store with one more attachment; a git-ignored folder holds it."""
    path = STORE.as_posix()
    stored = attachments_in(changes.read(path) or b"{}", changes.folder)
    stored[document] = attachment
    shown = {id_: _stored(each, changes.folder) for id_, each in sorted(stored.items())}
    changes.put(path, json.dumps(shown, indent=1) + "\n")


def _stored(attachment: Attachment, folder: Path) -> dict[str, object]:
    file = attachment.file
    inside = file.relative_to(folder) if file.is_relative_to(folder) else file
    stored: dict[str, object] = {
        "file": inside.as_posix() if inside is not file else str(file),
        "sha256": attachment.sha256,
        "matched": attachment.matched,
    }
    if attachment.positions is not None:
        stored["positions"] = [list(pair) for pair in attachment.positions.pairs]
    if attachment.found is not None:
        stored["found"] = [list(each) for each in attachment.found]
        stored["whole"] = attachment.whole
    return stored
