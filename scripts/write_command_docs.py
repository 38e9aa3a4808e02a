"""Write docs/commands.md from the help of every command, so that it cannot go stale."""

from pathlib import Path

import click

from contention.cli.main import main as group

PAGE = Path(__file__).parent.parent / "docs" / "commands.md"
HEAD = """# Commands

Written by `make docs` from the commands' own help; a test fails where it is out of date.

Every command takes `--json`. A case with faults gives one line a fault,
`path:line:column: message — hint`, and exit status 2; nothing is run and nothing overwritten.

| exit status | means |
|---|---|
| 0 | done; there may be warnings and notes |
| 2 | something was refused or could not be read or written: the files, the arguments, the machine |
| 130 | interrupted by Ctrl-C; what was done and how to go on is said on the standard error |

With `--json` the standard output holds one JSON value, also when the status is 2:
`{"problems": [{"path", "line", "column", "message", "hint", "severity"}, …]}`, where the path is
`command line` for a misuse of the command itself.
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
