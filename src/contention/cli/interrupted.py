"""What Ctrl-C says: what was written, and how to go on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

STATUS = 130
"""Exit status of a command that was interrupted, as shells have it."""


@contextmanager
def interruption_said(how_far: Callable[[], str]) -> Iterator[None]:
    """Say on stderr how far the block came when it was interrupted, and end with status 130."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo(f"\nInterrupted: {how_far()}.", err=True)
        raise click.exceptions.Exit(STATUS) from None
