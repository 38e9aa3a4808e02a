"""The contest as one picture: contentions by accounts, a shape and a colour for each verdict."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from contention.case.model import Case
from contention.case.titles import holder_title
from contention.evidence.contest.contest import Contest
from contention.judge.verdict import Judgement, Verdict
from contention.show.svg import bar, element, figure, line, text
from contention.show.words.share_words import worded
from contention.show.words.verdict_marks import KEYS, MARKS

ROW, CELL, TITLES, HEAD = 22.0, 46.0, 530.0, 130.0
LETTERS = 76
"""letters of a title that fit to the left of the matrix"""
ACCOUNT_LETTERS = 30
STYLE = """
.contest { font-family: Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif; }
.contest text { font-size: 13px; fill: #1a1a1a; }
.contest .head { font-size: 12px; }
.contest .holder { font-weight: bold; }
.contest .note { font-size: 12px; fill: #555; }
.contest .row { stroke: #d8d5cf; stroke-width: 1; }
.contest .ground { fill: #fff; }
.contest .cell-yes { fill: #cfe0f5; } .contest .cell-no { fill: #f8d9c4; }
.contest .cell-open { fill: #ececec; } .contest .cell-none, .contest .cell-built { fill: none; }
.contest .faint { fill: #8a8a8a; }
.contest .mark { text-anchor: middle; }
.contest .clash { fill: none; stroke: #1a1a1a; stroke-width: 1.6; }
@media (prefers-color-scheme: dark) and (not print) {
  .contest .ground { fill: #16181c; } .contest text { fill: #e8e6e1; }
  .contest .note, .contest .faint { fill: #a8a8a8; } .contest .row { stroke: #3a3d43; }
  .contest .cell-yes { fill: #1d3a5c; } .contest .cell-no { fill: #5f3014; }
  .contest .cell-open { fill: #33363c; } .contest .clash { stroke: #e8e6e1; }
}
"""


def contest_figure(case: Case, contest: Contest) -> str:
    """The verdicts of a contest as one self-contained SVG."""
    return verdict_matrix(case, contest.judgement)


def verdict_matrix(case: Case, judgement: Judgement) -> str:
    """One self-contained SVG; rows on which accounts contradict each other are framed."""
    accounts = [item.account for item in judgement.diagnostics]
    rows = _rows(case, judgement.verdicts)
    width = TITLES + CELL * len(accounts) + 96
    height = HEAD + ROW * len(rows) + 52
    parts = [
        element("style", Markup(STYLE)),  # noqa: S704 - our own sheet
        bar((0, 0), (width, height), "ground"),
        *_heads(case, accounts),
        *(part for number, row in enumerate(rows) for part in _row(case, row, number, accounts)),
        *_legend(HEAD + ROW * len(rows) + 26),
    ]
    body = element("g", *parts, class_="contest")
    label = f"Verdicts of {len(accounts)} accounts on the contentions of “{case.title}”"
    found = str(figure(width, height, label, [body]))
    return found.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


Row = str | tuple[str, Sequence[Verdict]]
"""the name of a holder, or a contention with its verdicts"""


def _rows(case: Case, verdicts: Sequence[Verdict]) -> list[Row]:
    rows: list[Row] = []
    holder: str | None = None
    for id_, contention in case.contentions.items():
        found = [item for item in verdicts if item.contention == id_]
        if found and contention.holder != holder:
            holder = contention.holder
            rows.append(holder_title(case, holder) if holder else "Nobody in particular")
        if found:
            rows.append((id_, found))
    return rows


def _heads(case: Case, accounts: Sequence[str]) -> Iterator[Markup]:
    for number, account in enumerate(accounts):
        x = TITLES + CELL * (number + 0.5)
        title = _cut(case.accounts[account].title, ACCOUNT_LETTERS)
        yield element(
            "text", title, element("title", case.accounts[account].title),
            x=x + 4, y=HEAD - 10, class_="head", transform=f"rotate(-40 {x:g} {HEAD - 10:g})",
        )  # fmt: skip


def _row(case: Case, row: Row, number: int, accounts: Sequence[str]) -> Iterator[Markup]:
    top = HEAD + ROW * number
    end = TITLES + CELL * len(accounts)
    if isinstance(row, str):
        yield text((0, top + 16), _cut(row, LETTERS), "holder")
        return
    contention, verdicts = row
    yield line((0, top), (end, top), "row")
    title = case.contentions[contention].title
    yield element("text", _cut(title, LETTERS), element("title", title), x=12, y=top + 16)
    for verdict in verdicts:
        x = TITLES + CELL * accounts.index(verdict.account)
        faint = " faint" if KEYS[verdict.verdict] in ("none", "built") else ""
        yield element(
            "g",
            bar((x + 2, top + 2), (CELL - 4, ROW - 4), f"cell-{KEYS[verdict.verdict]}"),
            text((x + CELL / 2, top + 16), MARKS[verdict.verdict], f"mark{faint}"),
            element("title", f"{case.accounts[verdict.account].title}: {worded(verdict)}"),
        )
    if {"supported", "opposed"} <= {item.verdict for item in verdicts}:
        yield bar((TITLES, top + 0.5), (end - TITLES, ROW - 1), "clash")


def _legend(y: float) -> Iterator[Markup]:
    marks = "    ".join(f"{mark} {word}" for word, mark in MARKS.items())
    yield text((0, y), marks, "note")
    framed = "Framed: one account supports what another opposes."
    yield text((0, y + 18), framed, "note")


def _cut(words: str, letters: int) -> str:
    return words if len(words) <= letters else f"{words[: letters - 1].rstrip()}…"
