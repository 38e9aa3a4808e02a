"""`contention read`: proposed claims and figures from any text."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from contention.api.extraction import (
    Document,
    Proposals,
    extract,
    in_parts,
    read_document,
    write_told,
)
from contention.case.problem import CaseError, Place, Problem
from contention.cli.case_argument import FAULTY, problems_json, refuse
from contention.cli.interrupted import interruption_said
from contention.cli.options import id_given, json_option, progress_on_stderr
from contention.cli.output import say, say_json
from contention.cli.read_with import ReaderChoice, chosen_reader, llm_options
from contention.coding.into_case import InterruptedAfterwardsError, WrittenProposals
from contention.coding.stated_particulars import Told
from contention.documents.limits import ReadOptions
from contention.documents.unreadable import unforeseen
from contention.extraction.combine import CombinedReader
from contention.extraction.llm.endpoint import EndpointError

MANY = 20_000
"""Sentences from which on it is said how long reading takes."""

_NOTHING = "nothing was written"
_AGAIN = "the same command again goes on from here"


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option(
    "--into",
    "case",
    metavar="CASE",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the proposals into this case as proposed; a new folder becomes a case.",
)
@click.option(
    "--reader",
    type=click.Choice(("rules", "model", "both", "llm")),
    default="both",
    show_default=True,
    help="Who reads. `llm` sends the text to the endpoint you name; the others send nothing.",
)
@llm_options
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "sd-json")),
    default="text",
    show_default=True,
    help="What is printed.",
)
@click.option("--title", help="Title of the text, where the file does not tell.")
@click.option("--author", help="Who speaks in it, where the file does not tell.")
@click.option("--date", help="When it was published, where the file does not tell.")
@click.option(
    "--id",
    "document",
    default="",
    callback=id_given,
    metavar="ID",
    help="Id of the text in the case, made from the title where left out; for one FILE.",
)
@click.option("--encoding", help="Encoding of plain text and HTML; default UTF-8.")
@click.option(
    "--any-language", is_flag=True, help="Read a text that is not in English all the same."
)
@json_option
@click.pass_context
def command(
    context: click.Context, files: tuple[Path, ...], case: Path | None, reader: str,
    asked: ReaderChoice, form: str,
    title: str | None, author: str | None, date: str | None, document: str, encoding: str | None,
    any_language: bool, as_json: bool,
) -> None:  # fmt: skip
    """Propose claims and figures from texts: txt, md, html, docx, pdf.

    Every proposal is anchored to its sentence. Nothing is accepted silently: with --into the
    proposals land in the case as proposed, and `contention review` goes through them. Without it
    nothing is touched. A file that cannot be read is said to be so, and the exit status is 2.
    """
    form = "json" if as_json else form
    if document and (case is None or len(files) > 1):
        raise click.UsageError("--id names one text in a case: give one FILE, and --into")
    options = ReadOptions(encoding=encoding, any_language=any_language)
    chosen = chosen_reader(reader, asked, as_json=form != "text")
    with interruption_said(lambda: _NOTHING if case is None else f"{_NOTHING} into {case}"):
        read, problems = _read(files, chosen, options)
    for each in read:
        if each.value.tally is not None:
            click.echo(f"{each.document.id}: {each.value.tally.said()}", err=True)
    if problems and not read:
        refuse(problems, as_json=form != "text")
    if case is not None:
        told = Told(title or "", author or "", date or "", document)
        problems += _into(case, read, told, as_json=form != "text")
    else:
        _print(read, form, several=len(files) > 1)
    for problem in problems:
        if form == "text":
            say(str(problem), err=True)
        else:
            say_json(problems_json([problem]), err=True)
    if problems:
        context.exit(FAULTY)


def _read(
    files: Sequence[Path], reader: CombinedReader, options: ReadOptions
) -> tuple[list[Proposals], list[Problem]]:
    read: list[Proposals] = []
    problems: list[Problem] = []
    for file in files:
        document, faults = read_document(file, options)
        problems += faults
        if document is None:
            continue
        try:
            read.append(_found(document, reader))
        except EndpointError as error:
            problems.append(Problem(Place(str(file)), error.message, error.hint))
        except MemoryError:
            raise
        except Exception as error:  # whatever one text makes a reader raise, the others are read
            problems.append(unforeseen(file, error))
    return read, problems


def _found(document: Document, reader: CombinedReader) -> Proposals:
    """What a reader finds; a long text is read in parts, with a bar where there is a terminal."""
    sentences = len(document.value.sentences)
    if sentences > MANY and "model" in reader.name:
        click.echo(
            f"note: {sentences:,} sentences; the model reads a few hundred a second, "
            "the rules alone (--reader rules) some thousands",
            err=True,
        )
    if not in_parts(document, reader):
        return extract(document, reader)
    with progress_on_stderr("reading") as progress:
        return extract(document, reader, progress=progress)


def _print(read: Sequence[Proposals], form: str, *, several: bool) -> None:
    """Print what was read; JSON is a list if the call named several files, read or not."""
    if form == "text":
        say("\n\n".join(each.text() for each in read))
        return
    shown: list[dict[str, Any]] = [each.as_json(form) for each in read]
    say_json(shown if several else shown[0])


def _into(case: Path, read: Sequence[Proposals], told: Told, *, as_json: bool) -> list[Problem]:
    """Write each text into the case; the problems of those that could not be written."""
    written: list[WrittenProposals] = []
    problems: list[Problem] = []
    with interruption_said(lambda: _how_far(case, written, len(read))):
        for each in read:
            try:
                done = write_told(each, case, told)
            except CaseError as error:
                problems += [problem for problem in error.problems if problem not in problems]
            except InterruptedAfterwardsError as late:
                written.append(late.written)
                raise
            else:
                written.append(done)
    if not written:
        refuse(problems, as_json=as_json)
    if as_json:
        say_json([each.as_json() for each in written])
    else:
        for result in written:
            say(result.said())
    return problems


def _how_far(case: Path, written: Sequence["WrittenProposals"], of: int) -> str:
    """What an interrupted call has written, and how to go on."""
    if not written:
        return f"{_NOTHING} into {case}"
    claims = sum(each.claims for each in written)
    return f"{len(written)} of {of} texts ({claims:,} claims) are in {case}; {_AGAIN}"
