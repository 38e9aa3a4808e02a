"""`contention map`: draw the causal map of an account."""

from pathlib import Path
from typing import Literal

import click

from contention.cli.case_argument import case_argument, open_case
from contention.cli.options import chosen, id_option, json_option
from contention.cli.output import STREAM, check_output, out_option, say, say_json, write_output


@click.command()
@case_argument
@id_option("account")
@out_option("SVG file to write, or - for the standard output.")
@click.option("--focus", multiple=True, metavar="FACTOR",
              help="Draw only this factor and its neighbours; if repeated, only the paths "
                   "between the given factors.")  # fmt: skip
@click.option("--contention", default=None, metavar="ID",
              help="Draw only the paths from its levers to its outcomes.")  # fmt: skip
@click.option(
    "--whole",
    is_flag=True,
    help="Draw all of a large map, not only what matters to its contentions.",
)
@click.option("--direction", default=None, type=click.Choice(["LR", "TB"]),
              help="Layout direction (default: whichever prints larger).")  # fmt: skip
@json_option
def command(
    case: Path,
    account: str,
    out: Path | None,
    focus: tuple[str, ...],
    contention: str | None,
    whole: bool,
    direction: Literal["LR", "TB"] | None,
    as_json: bool,
) -> None:
    """Draw the causal map of an account, with the claims behind every link as tooltips.

    If there are more than 40 links and dependencies, only those nearest to the shortest paths from
    the contentions' levers to their outcomes are drawn, unless --whole or a part is asked for.
    """
    if out is None and not as_json:
        raise click.UsageError("give an output file (--out map.svg) or --json")
    if whole and (focus or contention is not None):
        raise click.UsageError("--whole cannot be combined with --focus or --contention")
    opened = open_case(case, as_json=as_json)
    check_output(out, opened, as_json=as_json)
    (account,) = chosen("account", (account,), opened.accounts)
    focus = chosen("factor", focus, opened.factors, option="--focus") if focus else ()
    if contention is not None:
        (contention,) = chosen("contention", (contention,), opened.contentions)
    from contention.api.account import says_nothing

    causal_map = opened.account(account).map()
    for name in focus:
        if name not in causal_map.factors:
            message = f"{says_nothing(opened, account, name)} — leave out --focus to see its map"
            raise click.BadParameter(message, param_hint="--focus")
    if out is not None:
        write_output(causal_map.svg(focus, contention, direction, whole=whole) + "\n", out)
        if out != STREAM:
            say(f"{out} written", err=as_json)
    if as_json:
        say_json(causal_map.as_json(), indent=2)
