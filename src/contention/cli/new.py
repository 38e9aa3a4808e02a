"""`contention new`: start a case from a text."""

from collections.abc import Mapping
from pathlib import Path

import click

from contention.case.other_tools import import_hint, other_tool
from contention.case.problem import CaseError, Place, Problem
from contention.case.storage.new_case import YEARS, NewCase, start_case
from contention.case.text.characters import not_allowed, steering
from contention.case.text.texts import read_text_file, reading_hint
from contention.cli.case_argument import refuse
from contention.cli.options import id_given, json_option
from contention.cli.output import say, say_json
from contention.documents.stated import Stated, stated
from contention.language.dates import date_fault, parse_date


def _date(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    del context, parameter
    if value is None:
        return None
    year = parse_date(value)
    if year is None:
        fault = f"`{value.strip()[:40]}` {date_fault(value)}"
        raise click.BadParameter(f"{fault}; write 2024-02-24, 2024-02 or 2024")
    if int(year) not in YEARS:
        raise click.BadParameter(
            f"simulations run from years before this date to years after it: "
            f"give one from {YEARS.start:04d} to {YEARS.stop - 1}"
        )
    return value.strip()


def _words(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    del context, parameter
    if value is None:
        return None
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
@click.option("--title", callback=_words, help="Title of the text, if it does not state it.")
@click.option("--author", callback=_words, help="Author of the text, if it does not state it.")
@click.option("--date", callback=_date, help="Date of publication, if the text does not state it.")
@click.option(
    "--id",
    "document",
    default="",
    callback=id_given,
    metavar="ID",
    help="Id of the text in the case (default: made from the title).",
)
@json_option
@click.pass_context
def command(
    context: click.Context, folder: Path, source: Path, title: str | None, author: str | None,
    date: str | None, document: str, as_json: bool,
) -> None:  # fmt: skip
    """Start a case in FOLDER from a text.

    The new case is valid and has examples as comments. The text is not copied into the case: its
    path is attached, and its word print is stored. Nothing is overwritten. Title, author and date
    that are not given are taken from the text if it states them: from the front matter or first
    heading of Markdown, or the first lines; what was taken from where is printed.
    """
    text = _read(source, as_json)
    given = {"title": title, "author": author, "date": date}
    taken = _taken(context, text, source, given, as_json)
    told = {key: value or taken[key].value for key, value in given.items()}
    new = NewCase(text, told["title"], told["author"], told["date"], document)
    try:
        files = start_case(folder, new, source)
    except FileExistsError:
        hint = "choose a new folder; nothing was written"
        problem = Problem(Place(str(folder)), "the folder is not empty", hint)
        refuse((problem,), as_json=as_json)
    except CaseError as error:
        refuse(error.problems, as_json=as_json)
    if as_json:
        shown: dict[str, object] = {
            "folder": str(folder), "document": new.document_id, "files": files,
            "taken": {key: {"value": one.value, "from": one.where} for key, one in taken.items()},
        }  # fmt: skip
        say_json(shown)
        return
    id_ = new.document_id
    for key, one in taken.items():
        say(f"{key} “{one.value}”, from {one.where} (--{key} says otherwise)")
    say(
        f"Started {folder} with the document {id_} ({len(text)} characters).\n"
        "\n"
        "Next, extract claims from the text and review them one by one:\n"
        f"  contention read {source} --into {folder}\n"
        f"  contention review {folder}\n"
        "Or code by hand: define factors in factors.yaml, write claims into "
        f"claims/{id_}.yaml, and find their anchors:\n"
        f'  contention locate {folder} {id_} "some words of the text"\n'
        "Then define scenarios and contentions in scenarios.yaml and contentions.yaml:\n"
        f"  contention check {folder}\n"
        f"  contention judge {folder}"
    )


def _taken(
    context: click.Context,
    text: str,
    source: Path,
    given: Mapping[str, str | None],
    as_json: bool,
) -> dict[str, Stated]:
    """What the text states of what was not given; ends the command if it does not."""
    missing = [key for key, value in given.items() if value is None]
    found = stated(text, source.name) if missing else {}
    checks = {"title": _words, "author": _words, "date": _date}
    problems = []
    for key in missing:
        hint = f"give --{key}"
        if key not in found:
            problems.append(Problem(Place(str(source)), f"the text does not state its {key}", hint))
            continue
        try:
            checks[key](context, context.command.params[0], found[key].value)
        except click.BadParameter as error:
            message = f"the {key} in {found[key].where} cannot be used: {error.message}"
            problems.append(Problem(Place(str(source)), message, hint))
    if problems:
        refuse(problems, as_json=as_json)
    return {key: found[key] for key in missing}


def _read(source: Path, as_json: bool) -> str:
    if source.is_file() and (kind := other_tool(source)):
        hint = f"`{import_hint(source)}` starts one from it"
        problem = Problem(Place(str(source)), f"this is {kind}, not a text", hint)
        refuse((problem,), as_json=as_json)
    try:
        text = read_text_file(source)
    except UnicodeDecodeError as error:
        line = source.read_bytes()[: error.start].count(b"\n") + 1
        hint = "save it as plain text in UTF-8"
        refuse(
            (Problem(Place(str(source), line), "the file is not UTF-8 text", hint),),
            as_json=as_json,
        )
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        refuse((Problem(Place(str(source)), message, reading_hint(error)),), as_json=as_json)
    if not text.strip():
        problem = Problem(Place(str(source)), "the text is empty", "name a file with the text")
        refuse((problem,), as_json=as_json)
    return text
