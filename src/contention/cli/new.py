"""`contention new`: a case started from a text."""

from pathlib import Path

import click

from contention.case.problem import CaseError, Place, Problem
from contention.case.storage.new_case import YEARS, NewCase, start_case
from contention.case.text.characters import not_allowed, steering
from contention.case.text.texts import read_text_file, reading_hint
from contention.cli.case_argument import refuse
from contention.cli.options import id_given, json_option
from contention.cli.output import say, say_json
from contention.language.dates import parse_date


def _date(context: click.Context, parameter: click.Parameter, value: str) -> str:
    del context, parameter
    year = parse_date(value)
    if year is None:
        raise click.BadParameter("write 2024-02-24, 2024-02 or 2024")
    if int(year) not in YEARS:
        raise click.BadParameter(
            f"a case runs from years before it to years after it, and a year has four digits: "
            f"give one from {YEARS.start:04d} to {YEARS.stop - 1}"
        )
    return value.strip()


def _words(context: click.Context, parameter: click.Parameter, value: str) -> str:
    del context, parameter
    text = " ".join(value.split())
    offset = steering(text)
    if offset is not None:
        raise click.BadParameter(not_allowed(text[offset]))
    if not text:
        raise click.BadParameter("give some text")
    return text


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "source",
    required=True,
    type=click.Path(path_type=Path),
    metavar="TEXT",
    help="The text, plain and in UTF-8.",
)
@click.option("--title", required=True, callback=_words, help="Title of the text.")
@click.option("--author", required=True, callback=_words, help="Who speaks in it.")
@click.option("--date", required=True, callback=_date, help="When it was published.")
@click.option(
    "--id",
    "document",
    default="",
    callback=id_given,
    metavar="ID",
    help="Id of the text in the case; made from the title where left out.",
)
@json_option
def command(
    folder: Path, source: Path, title: str, author: str, date: str, document: str, as_json: bool
) -> None:  # fmt: skip
    """Start a case in FOLDER from a text.

    The case is valid from the start and holds examples as comments. The text itself is not copied
    into it but attached where it lies; its word print is. Nothing is overwritten.
    """
    text = _read(source, as_json)
    new = NewCase(text, title, author, date, document)
    try:
        files = start_case(folder, new, source)
    except FileExistsError:
        hint = "choose a new folder; nothing was written"
        problem = Problem(Place(str(folder)), "there is something in this folder already", hint)
        refuse((problem,), as_json=as_json)
    except CaseError as error:
        refuse(error.problems, as_json=as_json)
    if as_json:
        shown = {"folder": str(folder), "document": new.document_id, "files": files}
        say_json(shown)
        return
    id_ = new.document_id
    say(
        f"Started {folder} with the document {id_} ({len(text)} characters).\n"
        "\n"
        "Next, to have claims proposed and decide on them one by one:\n"
        f"  contention read {source} --into {folder}\n"
        f"  contention review {folder}\n"
        "Or code by hand: name factors in factors.yaml, write claims into "
        f"claims/{id_}.yaml, and find their anchors:\n"
        f'  contention locate {folder} {id_} "some words of the text"\n'
        "Then say in scenarios.yaml and contentions.yaml what is to be compared:\n"
        f"  contention check {folder}\n"
        f"  contention judge {folder}"
    )


def _read(source: Path, as_json: bool) -> str:
    try:
        text = read_text_file(source)
    except UnicodeDecodeError as error:
        line = source.read_bytes()[: error.start].count(b"\n") + 1
        hint = "save it as plain text in UTF-8"
        refuse(
            (Problem(Place(str(source), line), "this is not text in UTF-8", hint),), as_json=as_json
        )
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        refuse((Problem(Place(str(source)), message, reading_hint(error)),), as_json=as_json)
    if not text.strip():
        problem = Problem(Place(str(source)), "the text is empty", "name a file with the text")
        refuse((problem,), as_json=as_json)
    return text
