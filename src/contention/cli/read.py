"""`contention read`: propose claims and figures from texts."""

from collections.abc import Sequence
from dataclasses import replace
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
from contention.case.articles import counted
from contention.case.problem import CaseError, Place, Problem
from contention.cli.case_argument import FAULTY, problems_json, refuse, say_problems
from contention.cli.interrupted import interruption_said
from contention.cli.options import id_given, json_option, progress_on_stderr
from contention.cli.output import say, say_json
from contention.cli.read_with import ReaderChoice, chosen_reader, llm_options
from contention.coding.into_case import InterruptedAfterwardsError, WrittenProposals
from contention.coding.stated_particulars import Told
from contention.documents.limits import ReadOptions
from contention.documents.unreadable import unforeseen
from contention.extraction.combine import CombinedReader
from contention.extraction.confidence import WORTHWHILE
from contention.extraction.llm.endpoint import EndpointError

MANY = 20_000
"""Number of sentences from which a note on the duration is printed."""

_NOTHING = "nothing was written"
_AGAIN = "run the same command again to continue"


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
    default="model",
    show_default=True,
    help="Extractor to use. `llm` sends the text to the given endpoint; the others are offline.",
)
@llm_options
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "sd-json")),
    default="text",
    show_default=True,
    help="Output format.",
)
@click.option(
    "--least",
    type=click.FloatRange(0, 1),
    help=f"Least confidence of a claim that is shown or written (default: {WORTHWHILE} for text on "
    "the screen, else 0).",
)
@click.option("--title", help="Title of the text, if the file does not give one.")
@click.option("--author", help="Author of the text, if the file does not give one.")
@click.option("--date", help="Date of publication, if the file does not give one.")
@click.option(
    "--id",
    "document",
    default="",
    callback=id_given,
    metavar="ID",
    help="Id of the text in the case (default: made from the title); for one FILE.",
)
@click.option("--encoding", help="Encoding of plain text and HTML; default UTF-8.")
@click.option("--any-language", is_flag=True, help="Read texts that are not in English, too.")
@json_option
@click.pass_context
def command(
    context: click.Context, files: tuple[Path, ...], case: Path | None, reader: str,
    asked: ReaderChoice, form: str, least: float | None,
    title: str | None, author: str | None, date: str | None, document: str, encoding: str | None,
    any_language: bool, as_json: bool,
) -> None:  # fmt: skip
    """Propose claims and figures from texts: txt, md, html, docx, pdf.

    Every proposal is anchored to its sentence. Nothing is accepted automatically: with --into, the
    proposals are added to the case as proposed, for `contention review`. Without it, nothing is
    written. Files that cannot be read are reported, and the exit status is 2.
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
    if least is None:
        least = WORTHWHILE if case is None and form == "text" else 0.0
    read = [each.at_least(least) for each in read]
    if case is not None:
        told = Told(title or "", author or "", date or "", document)
        problems += _into(case, read, told, as_json=form != "text")
    else:
        _print(read, form, several=len(files) > 1)
    if form == "text":
        say_problems(problems, case, err=True)
    else:
        for problem in problems:
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
        except Exception as error:  # a failure on one text must not prevent reading the others
            problems.append(unforeseen(file, error))
    return read, problems


def _found(document: Document, reader: CombinedReader) -> Proposals:
    """What a reader finds; long texts are read in parts, with a progress bar."""
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
    """Print the proposals; JSON is a list if several files were given, readable or not."""
    if form == "text":
        say("\n\n".join(each.text() for each in read))
        return
    shown: list[dict[str, Any]] = [each.as_json(form) for each in read]
    say_json(shown if several else shown[0])


def _into(case: Path, read: Sequence[Proposals], told: Told, *, as_json: bool) -> list[Problem]:
    """Write each text into the case; return the problems of those that could not be written."""
    written: list[WrittenProposals] = []
    problems: list[Problem] = []
    with interruption_said(lambda: _how_far(case, written, len(read))):
        for each in read:
            try:
                done = _with_left_out(write_told(each, case, told), each.left_out)
            except CaseError as error:
                problems += [problem for problem in error.problems if problem not in problems]
            except InterruptedAfterwardsError as late:
                written.append(late.written)
                raise
            else:
                written.append(done)
    if not written:
        refuse(problems, case, as_json=as_json)
    if as_json:
        say_json([each.as_json() for each in written])
    else:
        for result in written:
            say(result.said())
    return problems


def _with_left_out(written: WrittenProposals, left_out: int) -> WrittenProposals:
    if not left_out:
        return written
    note = f"{counted(left_out, 'less likely claim')} left out: --least 0 adds all"
    return replace(written, notes=(*written.notes, note))


def _how_far(case: Path, written: Sequence["WrittenProposals"], of: int) -> str:
    """What an interrupted call has written, and how to continue."""
    if not written:
        return f"{_NOTHING} into {case}"
    claims = sum(each.claims for each in written)
    return f"{len(written)} of {of} texts ({claims:,} claims) are in {case}; {_AGAIN}"
