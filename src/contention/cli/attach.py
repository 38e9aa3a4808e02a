"""`contention attach`: link a document of a case to a local copy of its text."""

from dataclasses import replace
from pathlib import Path

import click

from contention.case.parsed_case import read_draft
from contention.case.problem import CaseError
from contention.case.storage.writing import Changes, EditError, change
from contention.case.text.attachment import Attached, attach
from contention.case.text.texts import read_text_file
from contention.case.text.word_print import parse_print, print_text, word_print
from contention.cli.case_argument import case_argument, refuse
from contention.cli.options import json_option
from contention.cli.output import say, say_json


@click.command()
@case_argument
@click.argument("document")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--words",
    is_flag=True,
    help="Also write the word print of the text to words/DOCUMENT.txt in the case, so that "
    "others can attach copies that differ.",
)
@json_option
def command(case: Path, document: str, file: Path, words: bool, as_json: bool) -> None:
    """Attach the text of DOCUMENT, so that reports show sentences in place.

    FILE is plain text in UTF-8. Only its path is stored, in the folder .contention of the
    case, which git ignores. A copy that differs in spaces, quotes or dashes is matched word by
    word if the case has the words (a word print or quotes), and refused below 90 %. Every
    anchor is checked separately: if the wording differs there, no sentence is shown and the claim
    is listed.
    """
    try:
        attached = attach(read_draft(case), document, file)
        printed = _write_words(case, attached) if words else None
    except CaseError as error:
        refuse(error.problems, case, as_json=as_json)
    if as_json:
        say_json(_json(attached, printed))
        return
    say(_said(attached))
    if printed is not None:
        say(f"Word print written. In case.yaml, give {document} the line: words: {printed}")


def _write_words(case: Path, attached: Attached) -> str:
    """Write the word print of an exact text; refuses a differing one and never overwrites."""
    if not attached.exact:
        raise click.UsageError(
            "a word print can only be made from the text that was coded, not from a copy"
        )
    path = f"words/{attached.document}.txt"
    content = print_text(word_print(read_text_file(attached.file)))

    def make(changes: Changes) -> None:
        if changes.read(path) is not None and not _is_older(changes, path, content):
            raise EditError(f"{path} already exists and differs; remove it first")
        changes.put(path, content)

    try:
        change(case, make)
    except EditError as error:
        raise click.UsageError(str(error)) from None
    return path


def _is_older(changes: Changes, path: str, content: str) -> bool:
    """Whether a file is a word print of the same text, sealed or from before there were seals."""
    try:
        old = parse_print(changes.text(path) or "")
    except EditError:
        return False
    new = parse_print(content)
    if isinstance(old, int) or isinstance(new, int):
        return False
    return [replace(each, seal="") for each in old] == [replace(each, seal="") for each in new]


def _said(attached: Attached) -> str:
    if attached.exact:
        return f"Attached {attached.file} as {attached.document}: the exact text that was coded."
    said = (
        f"Attached {attached.file} as {attached.document}: a copy that differs; "
        f"{attached.matched:.1%} of the words were found."
    )
    if not attached.absent:
        return f"{said} Every coded sentence is in it."
    count = len(attached.absent)
    listed = "\n".join(f"  {id_}" for id_ in attached.absent)
    subject = "One entry has" if count == 1 else f"{count} entries have"
    return (
        f"{said}\n{subject} no sentence to show: it is not in this copy, or worded differently:\n"
        f"{listed}\n"
        f"If the text was edited, `contention move` carries the coding to it."
    )


def _json(attached: Attached, printed: str | None) -> dict[str, object]:
    return {
        "document": attached.document,
        "file": str(attached.file),
        "exact": attached.exact,
        "matched": attached.matched,
        "sha256": attached.sha256,
        "length": attached.length,
        "absent": list(attached.absent),
        "words": printed,
    }
