"""`contention import`: links and coded texts of other tools as claims, models as cases."""

from collections.abc import Mapping
from pathlib import Path

import click

from contention.api.extraction import DocumentError
from contention.api.importing import Links, import_links, import_model
from contention.api.texts import read_texts
from contention.case.problem import CaseError
from contention.cli.case_argument import refuse
from contention.cli.import_models import import_whole
from contention.cli.import_texts import import_coded
from contention.cli.options import id_given, json_option
from contention.cli.output import say, say_json
from contention.exchange.cases.from_model import is_model
from contention.exchange.links.columns import MEANINGS
from contention.exchange.links.imported import ImportRefusedError
from contention.exchange.missing import MissingPackageError
from contention.exchange.report_text import report_text
from contention.exchange.texts.codes_read import ROLES


def _columns(
    _context: click.Context, _parameter: click.Parameter, given: str | None
) -> dict[str, str]:
    return _pairs(given, "--columns from=COLUMN,to=COLUMN")


def _labels(
    _context: click.Context, _parameter: click.Parameter, given: str | None
) -> dict[str, str]:
    return _pairs(given, "--labels fosters=positive,dampens=negative")


def _pairs(given: str | None, example: str) -> dict[str, str]:
    pairs = [each.rsplit("=", 1) for each in (given or "").split(",") if each.strip()]
    if any(len(pair) != 2 for pair in pairs):
        raise click.BadParameter(f"write {example}")
    return {key.strip(): value.strip() for key, value in pairs}


@click.command("import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--into", "case", metavar="CASE",
              type=click.Path(path_type=Path, file_okay=False),
              help="Write what is read into this case as proposed claims; a new folder becomes a "
                   "case. A model becomes a case of its own, in a new folder. Without it, nothing "
                   "is written.")  # fmt: skip
@click.option("--columns", callback=_columns, metavar="WHAT=COLUMN,…",
              help=f"Columns that are guessed wrongly; WHAT is {', '.join(MEANINGS)}.")  # fmt: skip
@click.option("--sheet", default="",
              help="Sheet of a workbook (default: the first whose header names both ends of "
                   "links).")  # fmt: skip
@click.option("--text", type=click.Path(path_type=Path, dir_okay=False),
              help="The text that was coded: links, and annotations of Hypothesis and Web "
                   "Annotation, are anchored at their quotations in it. Without it, the case gets "
                   "a text that lists them.")  # fmt: skip
@click.option(
    "--title",
    default="",
    help="Title of the text, or of the case of a model (default: the file's).",
)
@click.option("--author", default="",
              help="Whose view the links are; of coded texts, who speaks in those that do not "
                   "say (default: their titles).")  # fmt: skip
@click.option("--date", default="", help="When that view was held, or the texts published.")
@click.option("--id", "document", default="", callback=id_given, metavar="ID",
              help="Id of the text, or of the account of a model, in the case (default: made from "
                   "the title).")  # fmt: skip
@click.option("--codes", type=click.Path(path_type=Path, dir_okay=False), metavar="TABLE",
              help=f"Coded texts: CSV with the columns `code` and `role`, for codes that are read "
                   f"wrongly; a role is {', '.join(ROLES)}.")  # fmt: skip
@click.option("--labels", callback=_labels, metavar="LABEL=SIGN,…",
              help="Words for signs, or labels of relations, that are read wrongly, with positive, "
                   "negative, 0 or ?.")  # fmt: skip
@click.option("--coder", "coders", multiple=True, metavar="NAME",
              help="Coded texts: take the claims of this coder only; can be repeated.")  # fmt: skip
@click.option("--accept", is_flag=True,
              help="Accept the claims at once: they were coded and checked elsewhere. Those that "
                   "codes only suggest stay proposed.")  # fmt: skip
@click.option("--data", multiple=True, metavar="TABLE",
              type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Models: CSV, TSV or XLSX with values of variables that have no equation, which "
                   "the case gets a copy of; can be repeated.")  # fmt: skip
@json_option
def command(
    file: Path, case: Path | None, columns: dict[str, str], sheet: str, text: Path | None,
    title: str, author: str, date: str, document: str, codes: Path | None, labels: dict[str, str],
    coders: tuple[str, ...], accept: bool, data: tuple[Path, ...], as_json: bool,
) -> None:  # fmt: skip
    """Read the links, the coded texts or the model of another tool's file.

    Links: tables, Kumu, SD-JSON, GraphML, GEXF. Coded texts: projects and codebooks of NVivo,
    MAXQDA, ATLAS.ti and QualCoder (.qdpx, .qdc); Hypothesis, Web Annotation, INCEpTION, brat, Label
    Studio and doccano. Models: Vensim and XMILE (.mdl, .xmile, .stmx, .itmx). Prints which column
    or code is taken for what, and what the file has that is not taken. With --into, the claims
    become proposed claims of the case, for `contention review`; a model becomes a case whose
    account it is (`docs/models.md`).
    """
    try:
        if is_model(file):
            _only({"--columns": columns, "--sheet": sheet, "--text": text, "--author": author,
                   "--date": date, "--codes": codes, "--labels": labels, "--coder": coders,
                   "--accept": accept}, "models")  # fmt: skip
            import_whole(import_model(file, data=data), case, title, document, as_json=as_json)
            return
        _only({"--data": data}, "links and coded texts")
        coded = read_texts(file, codes, labels, text)
        if coded is not None:
            _only({"--columns": columns, "--sheet": sheet, "--title": title, "--id": document},
                  "coded texts")  # fmt: skip
            import_coded(coded, case, author, date, coders, accept=accept, as_json=as_json)
            return
        links = import_links(file, columns=columns, sheet=sheet, labels=labels, text=text)
    except MissingPackageError as error:
        raise click.ClickException(str(error)) from None
    except (ImportRefusedError, DocumentError) as error:
        refuse(list(error.problems), as_json=as_json)
    written = None
    if case is not None:
        try:
            written = links.write_into(
                case, title=title, author=author, date=date, id=document, accept=accept
            )
        except CaseError as error:
            refuse(list(error.problems), case, as_json=as_json)
    if as_json:
        into = {} if written is None else {"written": written.as_json()}
        say_json({**links.as_json(), **into})
        return
    say(_said(links))
    say("nothing is written without --into CASE" if written is None else written.said())


def _only(given: Mapping[str, object], what: str) -> None:
    named = [option for option, value in given.items() if value]
    if named:
        raise click.UsageError(f"{', '.join(named)}: not for {what}")


def _said(links: Links) -> str:
    """What was read from where, for a person to confirm."""
    shown = ", ".join(f"{meaning} = `{column}`" for meaning, column in links.columns.items())
    return f"{links.value.form}: {shown}\n{report_text(links.report)}"
