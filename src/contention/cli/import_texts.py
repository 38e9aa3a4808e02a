"""`contention import` of coded texts: what is said about them, and what is written."""

from pathlib import Path

from contention.api.texts import Texts
from contention.case.articles import counted
from contention.case.problem import CaseError
from contention.cli.case_argument import refuse
from contention.cli.output import say, say_json
from contention.exchange.report_text import report_text
from contention.exchange.texts.as_proposals import said_of
from contention.exchange.texts.write_texts import WrittenTexts

SHOWN = 40
"""codes that are listed; the rest is counted"""


def import_coded(
    texts: Texts, case: Path | None, author: str, date: str, coders: tuple[str, ...], *,
    accept: bool, as_json: bool,
) -> None:  # fmt: skip
    """Say what the codes are read as, and write the claims if there is a case to write to."""
    shown = texts.by_coders(coders) if coders else texts
    written: WrittenTexts | None = None
    if case is not None:
        try:
            written = texts.write_into(
                case, author=author, date=date, accept=accept, coders=coders or None
            )
        except CaseError as error:
            refuse(list(error.problems), case, as_json=as_json)
    if as_json:
        into = {} if written is None else {"written": written.as_json()}
        say_json({**shown.as_json(), **into})
        return
    say(_said(shown))
    if written is not None:
        say(written.said())
    else:
        say("nothing is written without --into CASE")
        say("a code is taken wrongly? --codes TABLE.csv with the columns code, role")


def _said(texts: Texts) -> str:
    """Documents, coders and codes with what they are read as, for a person to confirm."""
    value = texts.value
    counts = [
        counted(len(items), kind)
        for kind, items in (
            ("document", value.documents), ("code", value.codes), ("coding", value.codings),
        )
        if items
    ]  # fmt: skip
    by = f" by {', '.join(each.name for each in value.coders)}" if value.coders else ""
    lines = [f"{value.form}: {', '.join(counts)}{by}"]
    shown = [each for each in texts.codes if each.role != "ignore"]
    width = max((len(each.code) for each in shown[:SHOWN]), default=0)
    lines += [
        f"  {each.code:{width}}  {counted(each.codings, 'coding')}: "
        + each.role + ("" if each.meaning in ("", each.name) else f" “{each.meaning}”")
        for each in shown[:SHOWN]
    ]  # fmt: skip
    if len(shown) > SHOWN:
        lines.append(f"  … {len(shown) - SHOWN} more codes; --json lists all")
    if value.documents:
        lines.append(said_of(texts.proposals))
    return "\n".join([*lines, report_text(texts.report)])
