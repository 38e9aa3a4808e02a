"""`contention`: the command group, loading each command lazily."""

import contextlib
import importlib
import io
import os
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

from contention.case.problem import Place, Problem
from contention.case.text.characters import visible
from contention.cli.case_argument import refuse
from contention.cli.interrupted import end_interrupted, without_a_word
from contention.cli.output import say_json
from contention.runs.announce import on_compilation

COMMANDS = {
    "agree": "contention.cli.agree",
    "attach": "contention.cli.attach",
    "brief": "contention.cli.brief",
    "bundle": "contention.cli.bundle",
    "check": "contention.cli.check",
    "compare": "contention.cli.compare",
    "contest": "contention.cli.contest",
    "corpus": "contention.cli.corpus",
    "data": "contention.cli.data",
    "diff": "contention.cli.diff",
    "evidence": "contention.cli.evidence",
    "explain": "contention.cli.explain",
    "export": "contention.cli.export",
    "hinges": "contention.cli.hinges",
    "import": "contention.cli.import_",
    "judge": "contention.cli.judge",
    "levers": "contention.cli.levers",
    "locate": "contention.cli.locate",
    "map": "contention.cli.map",
    "move": "contention.cli.move",
    "new": "contention.cli.new",
    "read": "contention.cli.read",
    "report": "contention.cli.report",
    "review": "contention.cli.review",
    "robustness": "contention.cli.robustness",
    "run": "contention.cli.run",
    "schema": "contention.cli.schema",
    "serve": "contention.cli.serve",
    "simulate": "contention.cli.simulate",
}
"""Command name → module that holds a click command of the name `command`."""


LONGEST_SHOWN = 300
"""Maximum length of a file name in a message."""


class LazyGroup(click.Group):
    """A group that imports a command's module on demand."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All command names, sorted."""
        del ctx
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        del ctx
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command = importlib.import_module(module).command
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the named command; after Ctrl-C, report what was written.

        Usage errors are one line without control characters, and JSON with `--json`.
        """
        as_json = _json_wanted(ctx.args)
        try:
            return super().invoke(ctx)
        except click.ClickException as error:
            error.message = visible(error.message, one_line=True)  # type: ignore[misc]
            if as_json:
                problem = Problem(Place("command line"), error.format_message())
                say_json({"problems": [problem.as_json()]})
            raise
        except KeyboardInterrupt:
            end_interrupted(without_a_word(ctx.invoked_subcommand))
        except OSError as error:
            if error.filename is None:  # the standard output
                raise
            place, reason = Place(_brief(error.filename)), error.strerror or str(error)
            hint = "check that it exists and that you have permission"
            refuse((Problem(place, f"cannot be used: {reason}", hint),), as_json=as_json)

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command; if stdout cannot be written, report it and exit with status 2."""
        open_closed_streams()
        try:
            return super().main(*args, **extra)
        except OSError as error:
            _drop_output()
            reason = error.strerror or str(error)
            click.echo(f"Error: the output cannot be written: {reason}", err=True)
            sys.exit(2)


def open_closed_streams() -> None:
    """Open closed standard streams on devnull, so that no other file takes their descriptors."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - stays open
            setattr(sys, name, stream)


def _brief(name: object) -> str:
    """A file name, shortened for a message."""
    text = os.fsdecode(name) if isinstance(name, str | bytes) else str(name)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def _json_wanted(arguments: list[str]) -> bool:
    """Whether a command line asks for JSON; a guess, as it is not parsed yet."""
    forms = {"--format=json", "--format=sd-json", "--json"}
    pairs = pairwise(arguments)
    asked = any(one == "--format" and two in ("json", "sd-json") for one, two in pairs)
    return asked or not forms.isdisjoint(arguments)


def _drop_output() -> None:
    """Redirect stdout to devnull so that the interpreter's final flush cannot fail again."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


@click.command(cls=LazyGroup)
@click.version_option(package_name="contention")
def main() -> None:
    """Turn a political argument into a model that runs."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    on_compilation(_say_that_it_compiles)


def _say_that_it_compiles() -> None:
    click.echo("Compiling the engine; this takes about 20 seconds, once.", err=True)


if __name__ == "__main__":
    main()
