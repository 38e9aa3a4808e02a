"""Write docs/commands.md from the help of every command, so that it cannot go stale."""

from pathlib import Path

import click

from contention.cli.main import main as group

PAGE = Path(__file__).parent.parent / "docs" / "commands.md"
HEAD = """# Commands

Written by `make docs` from the commands' own help; a test fails if it is out of date.

Every command takes `--json`. Every fault in a case is printed as `path:line:column: message —
hint`; the exit status is then 2, and nothing is run or overwritten.

| exit status | means |
|---|---|
| 0 | done; there may be warnings and notes |
| 1 | `bundle` only: the bundle cannot be read or written, or its checksums or a new run differ |
| 2 | something was refused, or could not be read or written |
| 130 | interrupted by Ctrl-C; the standard error says what was done and how to continue |

With `--json` the standard output is one JSON value, also if the status is 2:
`{"problems": [{"path", "line", "column", "message", "hint", "severity"}, …]}`, where the path is
`command line` if the command itself was misused.
"""


def page() -> str:
    """The whole page."""
    context = click.Context(group, info_name="contention")
    return "\n".join([HEAD, *(section(context, name) for name in group.list_commands(context))])


def section(context: click.Context, name: str) -> str:
    """One command: its name and its help, as the terminal shows it at 88 columns."""
    command = group.get_command(context, name)
    assert command is not None
    inner = click.Context(command, info_name=name, parent=context, max_content_width=88)
    inner.terminal_width = 88
    return f"## {name}\n\n```\n{command.get_help(inner)}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
