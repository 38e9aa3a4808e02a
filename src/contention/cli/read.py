"""`contention read`: proposed claims and figures from any text."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from contention.case.problem import Place, Problem
from contention.claims.as_json import reading_json, sd_json
from contention.claims.combine import CombinedReader
from contention.claims.in_windows import WINDOW, find_in_windows
from contention.claims.llm.endpoint import EndpointError
from contention.claims.values import Reading
from contention.cli.case_argument import FAULTY, problems_json, refuse
from contention.cli.options import json_option, progress_on_stderr
from contention.cli.output import say
from contention.cli.read_text import reading_text
from contention.cli.read_with import Asked, chosen_reader, llm_options
from contention.read.document import ReadDocument
from contention.read.files import read_file
from contention.read.limits import ReadOptions

MANY = 20_000
"""Sentences from which on it is said how long reading takes."""

MOST = 100_000
"""Sentences of one text: their claims are held in memory together."""

Read = tuple[ReadDocument, Reading]


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
@click.option("--encoding", help="Encoding of plain text and HTML; default UTF-8.")
@click.option(
    "--any-language", is_flag=True, help="Read a text that is not in English all the same."
)
@json_option
@click.pass_context
def command(
    context: click.Context, files: tuple[Path, ...], case: Path | None, reader: str,
    asked: Asked, form: str,
    title: str | None, author: str | None, date: str | None, encoding: str | None,
    any_language: bool, as_json: bool,
) -> None:  # fmt: skip
    """Propose claims and figures from texts: txt, md, html, docx, pdf.

    Every proposal is anchored to its sentence. Nothing is accepted silently: with --into the
    proposals land in the case as proposed, and `contention review` goes through them. Without it
    nothing is touched. A file that cannot be read is said to be so, and the exit status is 2.
    """
    form = "json" if as_json else form
    options = ReadOptions(encoding=encoding, any_language=any_language)
    chosen = chosen_reader(reader, asked, as_json=form != "text")
    read, problems = _read(files, chosen, options)
    for document, reading in read:
        if reading.tally is not None:
            click.echo(f"{document.id}: {reading.tally.said()}", err=True)
    if case is not None and not problems:
        told = {"title": title or "", "author": author or "", "date": date or ""}
        _into(case, read, files, told, as_json=form != "text")
        return
    if problems and not read:
        refuse(problems, as_json=form != "text")
    _print(read, form)
    for problem in problems:
        click.echo(problems_json([problem]) if form != "text" else str(problem), err=True)
    if problems:
        context.exit(FAULTY)


def _read(
    files: Sequence[Path], reader: CombinedReader, options: ReadOptions
) -> tuple[list[Read], list[Problem]]:
    read: list[Read] = []
    problems: list[Problem] = []
    for file in files:
        result = read_file(file, options)
        problems += result.problems
        if result.document is None:
            continue
        if len(result.document.sentences) > MOST:
            problems.append(_too_long(file, len(result.document.sentences)))
            continue
        try:
            read.append((result.document, _found(result.document, reader)))
        except EndpointError as error:
            problems.append(Problem(Place(str(file)), error.message, error.hint))
    return read, problems


def _too_long(file: Path, sentences: int) -> Problem:
    return Problem(
        Place(str(file)),
        f"the text has {sentences:,} sentences; {MOST:,} are read at once",
        "read it with `contention corpus`, which holds few in memory, or split it",
    )


def _found(document: ReadDocument, reader: CombinedReader) -> Reading:
    """What a reader finds; a long text is read in parts, with a bar where there is a terminal."""
    if len(document.sentences) <= WINDOW or reader.name == "llm":
        return reader.find(document)
    if len(document.sentences) > MANY and "model" in reader.name:
        click.echo(
            f"note: {len(document.sentences):,} sentences; the model reads a few hundred a second, "
            "the rules alone (--reader rules) some thousands",
            err=True,
        )
    with progress_on_stderr("reading") as progress:
        return find_in_windows(document, reader, progress)


def _print(read: Sequence[Read], form: str) -> None:
    if form == "text":
        say("\n\n".join(reading_text(*each) for each in read))
        return
    shape = reading_json if form == "json" else sd_json
    shown: list[dict[str, Any]] = [shape(*each) for each in read]
    click.echo(json.dumps(shown[0] if len(shown) == 1 else shown, ensure_ascii=False, indent=1))


def _into(
    case: Path, read: Sequence[Read], files: Sequence[Path], told: dict[str, str], *, as_json: bool
) -> None:
    from contention.case.problem import CaseError
    from contention.claims.into_case import Told, write_into

    try:
        written = [
            write_into(case, document, reading, file, Told(**told))
            for (document, reading), file in zip(read, files, strict=True)
        ]
    except CaseError as error:
        refuse(error.problems, as_json=as_json)
        return
    if as_json:
        click.echo(json.dumps([each.as_json() for each in written], ensure_ascii=False, indent=1))
        return
    for each in written:
        click.echo(each.said())
