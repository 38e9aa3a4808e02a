"""Documents of a case that texts are read into: started with it, or added to it."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from contention.case.draft import Draft
from contention.case.model import Status
from contention.case.problem import CaseError, Problem
from contention.case.storage.entry_edit import append_entries
from contention.case.storage.new_case import (
    NewCase,
    free_identifier,
    identifier,
    put_new_case,
    quoted,
)
from contention.case.storage.writing import PRIVATE, Changes, EditError
from contention.case.text.attachment import remember
from contention.case.text.texts import Attachment, read_text_file
from contention.case.text.word_print import print_text, word_print
from contention.coding.holder_ids import HolderIds
from contention.coding.stated_particulars import Told, needed
from contention.documents.document import ReadDocument


@dataclass(frozen=True)
class Source:
    """What is read into which case."""

    case: Path
    document: ReadDocument
    file: Path
    told: Told
    carried: bool = False
    """whether the text is put into the case, rather than attached where it is"""
    status: Status = "proposed"
    """of the claims: what a reader finds is proposed, what a person coded may be accepted"""
    coder: str = ""
    """whose claims file it is, where several people coded the text"""
    exact_names: bool = False
    """whether factors have the names that a person gave, and only equal ones are one"""
    notes: Mapping[str, str] = field(default_factory=dict)
    """title of a factor → what is noted of it if it is new"""


def known_document(draft: Draft, document: ReadDocument) -> str | None:
    """The id of a text that the case has already."""
    return next(
        (id_ for id_, each in draft.documents.items() if each.body.sha256 == document.sha256), None
    )


def start_document(changes: Changes, source: Source) -> str:
    """Start a case with the document; gives its id."""
    told = needed(source.document, source.file, source.told)
    text = source.document.text
    new = NewCase(
        text, told.title, told.author, told.date, told.id, source.carried, told.case_title
    )
    put_new_case(changes, new)
    return new.document_id


def add_document(changes: Changes, source: Source) -> str:
    """One document more in case.yaml, with its author and its word print."""
    document = source.document
    told = needed(document, source.file, source.told)
    draft = changes.draft()
    if told.id in draft.known["document"]:
        place = draft.case_tree.place_of_key("documents", told.id)
        hint = "choose another --id; to replace its text, see `contention move`"
        raise CaseError((Problem(place, f"there is a document `{told.id}` already", hint),))
    wanted = told.id or identifier(told.title, "text")
    id_ = free_identifier(wanted, draft.known["document"])
    kept = _put_text(changes, draft, id_, document.text, carried=source.carried)
    holders = HolderIds(draft)
    author = holders.of(told.author, "author")
    append_entries(changes, "case.yaml", "holders",
                   [[f"{new}: {quoted(title)}"] for new, title in holders.new.items()])  # fmt: skip
    lines = [
        f"{id_}:",
        f"  title: {quoted(told.title)}",
        f"  author: {author}",
        f"  date: {quoted(told.date)}",
        f"  length: {len(document.text)}",
        f"  sha256: {document.sha256}",
        f"  {kept}",
    ]
    append_entries(changes, "case.yaml", "documents", [lines])
    add_account(changes, draft, author, told.author)
    return id_


def add_account(changes: Changes, draft: Draft, author: str, name: str) -> None:
    """An account for an author that none speaks for, so that what they say can be judged."""
    if any(author in each.body.holders for each in draft.accounts.values()):
        return
    id_ = free_identifier(author, draft.known["account"])
    lines = [f"{id_}:", f"  title: {quoted(name)}", f"  holders: [{author}]"]
    with suppress(EditError):  # accounts in braces: left to the user, as the case runs without
        append_entries(changes, "case.yaml", "accounts", [lines])


def _put_text(changes: Changes, draft: Draft, id_: str, text: str, *, carried: bool) -> str:
    """Put a text, or its word print, under a name that is free; gives the line that names it."""
    folder, key = ("texts", "file") if carried else ("words", "words")
    content = text if carried else print_text(word_print(text))
    taken = {getattr(each.body, key) for each in draft.documents.values()}
    number, path = 1, f"{folder}/{id_}.txt"
    while path in taken or changes.read(path) not in (None, content.encode("utf-8")):
        number += 1
        path = f"{folder}/{id_}_{number}.txt"
    changes.put(path, content)
    return f"{key}: {path}"


def attach(changes: Changes, source: Source, id_: str) -> None:
    """Attach the file itself where it is the text, else the text as it was read."""
    if changes.draft().documents[id_].body.file is not None:
        return
    text, file = source.document.text, source.file.resolve()
    try:
        itself = read_text_file(file) == text
    except (OSError, UnicodeDecodeError):
        itself = False
    if not itself:
        path = f"{PRIVATE}/texts/{id_}.txt"
        changes.put(path, text)
        file = changes.folder / path
    remember(changes, id_, Attachment(file, source.document.sha256))
