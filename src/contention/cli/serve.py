"""`contention serve`: the workbench in a browser."""

import errno
from pathlib import Path

import click

from contention import __version__
from contention.api.loading import case_folder
from contention.case.case_folder import folder_problem
from contention.case.problem import Place, Problem
from contention.case.text.characters import steering
from contention.cli.case_argument import refuse
from contention.cli.output import say
from contention.coding.review.walk import REVIEWER


def _coder(context: click.Context, parameter: click.Parameter, value: str) -> str:
    del context, parameter
    if steering(value) is not None or ";" in value or len(value) > 80 or not value.strip():
        raise click.BadParameter("give a name of up to 80 characters, without `;`")
    return value.strip()


@click.command()
@click.argument("cases", metavar="[CASE]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--port",
    default=0,
    show_default="a free one",
    type=click.IntRange(0, 65535),
    help="Port on this machine.",
)
@click.option("--no-browser", is_flag=True, help="Print the address, and open nothing.")
@click.option("--read-only", is_flag=True, help="Show the cases, and change nothing.")
@click.option(
    "--coder", default=REVIEWER, show_default=True, envvar="CONTENTION_CODER", callback=_coder,
    help="Name recorded as coder in claims, decisions and comments ($CONTENTION_CODER).",
)  # fmt: skip
def command(
    cases: tuple[Path, ...], port: int, no_browser: bool, read_only: bool, coder: str
) -> None:
    """Open the workbench on cases: texts, map, runs and verdicts in a browser.

    Without CASE, the cases in the current folder are opened, and new ones are started there. Only
    this machine can reach the server, and only the browser that opens the address printed, once.
    Files are changed entry by entry, as `review` does. Ctrl-C ends it.
    """
    from contention.workbench.opened.workspace import Workspace
    from contention.workbench.server.endpoints import Serving
    from contention.workbench.server.serving import bound, serve

    folders = [case_folder(each) for each in cases] or _here()
    problems = [found for each in cases if (found := folder_problem(case_folder(each)))]
    if problems:
        refuse(problems)
    workspace = Workspace.of(folders, Path.cwd())
    workspace.coder, workspace.read_only = coder, read_only
    try:
        listener = bound(port)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        why = "is taken" if taken else f"cannot be used: {error.strerror or error}"
        problem = Problem(Place("--port"), f"port {port} {why}", "give another, or leave it out")
        refuse((problem,))

    def tell(address: str) -> None:
        count = len(workspace.cases)
        say(f"Serving {count} case{'' if count == 1 else 's'}; Ctrl-C ends it.\n{address}")

    serve(Serving(workspace, __version__), listener, tell, browser=not no_browser)


def _here() -> list[Path]:
    """The case in the current folder, or those in folders of it."""
    if (Path.cwd() / "case.yaml").is_file():
        return [Path.cwd()]
    return sorted(file.parent for file in Path.cwd().glob("*/case.yaml"))
