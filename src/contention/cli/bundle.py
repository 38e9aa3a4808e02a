"""`contention bundle`: a case with its results in one citable file, and checking one."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from contention.api.bundle import verify_bundle
from contention.cli.case_argument import open_case
from contention.cli.options import (
    draws_option,
    json_option,
    progress_on_stderr,
    seed_option,
    workers_option,
)
from contention.cli.output import say, say_json
from contention.exchange.bundle.case_files import BundleError
from contention.exchange.missing import MissingPackageError

if TYPE_CHECKING:
    from contention.api.bundle import Bundle

DIFFERENT = 1
"""Exit status if a bundle is not as its checksums or a new run say."""


@dataclass(frozen=True)
class _Asked:
    """The options of a new bundle."""

    draws: int
    seed: int
    tables: Literal["json", "parquet"]
    texts: bool
    authors: tuple[str, ...]
    license: str
    date: str | None


@click.command()
@click.argument("path", metavar="CASE|BUNDLE", type=click.Path(path_type=Path))
@click.option("--verify", is_flag=True,
              help="Check a bundle: compare checksums, run it again, compare results.")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), default=None,
              help="New file to write (.zip), or a new folder.")  # fmt: skip
@draws_option
@seed_option
@click.option("--tables", type=click.Choice(["json", "parquet"]), default="json",
              show_default=True, help="Form of tables; draws only as Parquet.")  # fmt: skip
@click.option("--without-texts", "texts", is_flag=True, default=True, flag_value=False,
              help="Leave out carried texts and quotations in anchors.")  # fmt: skip
@click.option("--author", "authors", multiple=True, metavar="NAME",
              help="Author: “Family, Given”, or an organisation.")  # fmt: skip
@click.option("--license", default="", metavar="LICENSE",
              help="SPDX id, such as CC-BY-4.0, or web address; else kept as text.")  # fmt: skip
@click.option("--date", default=None, metavar="YYYY-MM-DD",
              help="Date of publication (default: today).")  # fmt: skip
@workers_option
@json_option
def command(
    path: Path, verify: bool, out: Path | None, workers: int, as_json: bool, **options: Any
) -> None:
    """Write a case with its results as one citable file, or check such a file.

    A bundle holds the files of the case, verdicts, hinges, courses and figures, seed and versions,
    checksums, and metadata (RO-Crate, CITATION.cff). With --verify, every file is compared with its
    checksum and the case is run again: the same versions give the same bytes;
    the exit status is 1 if anything differs or the bundle cannot be read.
    """
    try:
        if verify:
            _verify(path, workers, as_json=as_json)
            return
        if out is None:
            raise click.UsageError("give a new file or folder (--out FILE.zip)")
        made = _made(path, out, _Asked(**options), workers, as_json=as_json)
    except (BundleError, MissingPackageError) as error:
        raise click.ClickException(str(error)) from None
    left_out = [dict(each) for each in made.manifest.left_out]
    if as_json:
        say_json({"file": str(made.path), "files": list(made.files), "left_out": left_out,
                  "notes": list(made.notes)})  # fmt: skip
        return
    say(f"{made.path} written: {len(made.files)} files")
    for each in left_out[:20]:
        say(f"  {each['kind']} {each['id']}: {each['what']}")
    if len(left_out) > 20:
        say(f"  … {len(left_out) - 20} more; --json lists all")
    for note in made.notes:
        say(f"note: {note}")


def _made(case: Path, out: Path, asked: _Asked, workers: int, *, as_json: bool) -> "Bundle":
    opened = open_case(case, as_json=as_json)
    with progress_on_stderr("judging") as progress:
        return opened.bundle(
            out, draws=asked.draws, seed=asked.seed, tables=asked.tables, texts=asked.texts,
            authors=asked.authors, license=asked.license, date=asked.date, workers=workers,
            progress=progress,
        )  # fmt: skip


def _verify(path: Path, workers: int, *, as_json: bool) -> None:
    with progress_on_stderr("judging") as progress:
        found = verify_bundle(path, workers=workers, progress=progress)
    if as_json:
        say_json(found.as_json())
    else:
        say(str(found))
    if not found.good:
        raise click.exceptions.Exit(DIFFERENT)
