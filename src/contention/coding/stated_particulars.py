"""What the user and the file say about a text: title, author and date."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from contention.case.draft import Draft
from contention.case.problem import CaseError, Place, Problem
from contention.case.storage.new_case import quoted, title_key
from contention.documents.document import ReadDocument
from contention.language.dates import date_fault, parse_date


@dataclass(frozen=True)
class Told:
    """What the user says about a text; empty to take it from the file."""

    title: str = ""
    author: str = ""
    date: str = ""
    id: str = ""
    """of the document in the case; made from the title where left out"""
    case_title: str = ""
    """of a case that is started with it; that of the document where left out"""


def not_taken(draft: Draft, known: str, told: Told) -> Iterator[str]:
    """Where the user contradicts what the case says about a text that it already has."""
    body = draft.documents[known].body
    holder = draft.holders.get(body.author)
    author = holder.body.title if holder else body.author
    if told.id and told.id != known:
        yield f"the case has this text already, as `{known}`: --id {told.id} is not taken"
    for option, said, written in (
        ("title", told.title, body.title),
        ("author", told.author, author),
        ("date", told.date, body.date),
    ):
        if said and title_key(said) not in (title_key(written), body.author):
            yield (
                f"--{option} is not taken: case.yaml says {quoted(written)} of `{known}`; "
                "change it there"
            )


def needed(document: ReadDocument, file: Path, told: Told) -> Told:
    """Title, author and date, given by the user or the file; raises CaseError if one is missing."""
    found = Told(
        told.title or document.title or file.stem,
        told.author or document.author,
        told.date or document.date,
        told.id,
        told.case_title,
    )
    place = Place(str(file))
    problems = []
    if not found.author:
        problems.append(
            Problem(place, "the file does not say who speaks in it", 'give --author "…"')
        )
    if not found.date:
        hint = "give --date 2024-02-24 (or 2024-02, or 2024)"
        problems.append(Problem(place, "the file does not say when it was published", hint))
    elif parse_date(found.date) is None:
        said = f"the date `{found.date[:40]}`"
        where = "" if told.date else " in the text"
        fix = "write 2024-02-24, 2024-02 or 2024"
        fix = fix if told.date else "correct it there, or give --date"
        problems.append(Problem(place, f"{said}{where} {date_fault(found.date)}", fix))
    if problems:
        raise CaseError(tuple(problems))
    return found
