"""`python -m benchmarks.claims_against_data CASE --folder DATA`: the table of a case's README.

Runs every test of the case on data that the case does not carry, and writes what came of it between
two marks in its README, with the date. With --check it only says whether the table is up to date.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

import contention as ct
from contention.case.evidence import DataTest
from contention.evidence.claims.claim_evidence import ClaimEvidence, NoEvidence
from contention.show.words.claim_words import claims_summary, number, ratio_text, word_text

BEGIN, END = "<!-- claims against data: begin -->", "<!-- claims against data: end -->"
Row = ClaimEvidence | NoEvidence


def table(rows: Sequence[Row], on: str) -> str:
    """The summary, a row for each test, and the reasons why the rest has none."""
    parts = [f"As of {on}. {claims_summary(rows)}", "", *_tested(rows), "", *_silent(rows)]
    return "\n".join(parts)


def _tested(rows: Sequence[Row]) -> Iterator[str]:
    yield "| question | design | effect (90 %) | n | word: claims | what would confound it |"
    yield "|---|---|---|---|---|---|"
    tested = [row for row in rows if isinstance(row, ClaimEvidence)]
    for _, group in groupby(tested, key=lambda row: row.test.id):
        found = list(group)
        first = found[0]
        low, high = (number(end) for end in first.interval)
        ratio = ratio_text(first)
        effect = f"{number(first.effect)} ({low} to {high}) {first.test.effect_unit}"
        clusters = first.estimate.clusters
        size = str(first.n) if clusters in (None, first.n) else f"{first.n} in {clusters} clusters"
        cells = (
            first.test.title,
            _short(first.test),
            effect + (f"; {ratio}" if ratio else ""),
            size,
            _words(found),
            first.test.confounders,
        )
        yield f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _short(test: DataTest) -> str:
    return test.design.replace("_", " ")


def _words(rows: Sequence[ClaimEvidence]) -> str:
    by_word = sorted(rows, key=word_text)
    return "; ".join(
        f"*{word}*: {' '.join(f'`{row.claim}`' for row in group)}"
        for word, group in groupby(by_word, key=word_text)
    )


def _silent(rows: Sequence[Row]) -> Iterator[str]:
    yield "| no data can speak to | because |"
    yield "|---|---|"
    absent = [row for row in rows if isinstance(row, NoEvidence)]
    for (word, reason), group in groupby(absent, key=lambda row: (row.word, row.reason)):
        claims = [row.claim for row in group]
        shown = " ".join(f"`{claim}`" for claim in claims[:3])
        more = f" and {len(claims) - 3} more" if len(claims) > 3 else ""
        yield f"| {shown}{more}{' (not run)' if word == 'not run' else ''} | {_cell(reason)} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the table, or check it."""
    parser = argparse.ArgumentParser(prog="benchmarks.claims_against_data", description=__doc__)
    parser.add_argument("case", type=Path)
    parser.add_argument("--folder", type=Path, required=True, help="the folder with the data")
    parser.add_argument("--on", default=date.today().isoformat(), help="date of the table")
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args(arguments)
    rows = ct.load(options.case).evidence("claims", options.folder, options.on).value.claims
    readme = options.case / "README.md"
    before, rest = readme.read_text("utf-8").split(BEGIN, 1)
    old, after = rest.split(END, 1)
    new = f"\n{table(rows, options.on)}\n"
    if options.check:
        sys.exit(0 if _undated(old) == _undated(new) else "the table is out of date")
    readme.write_text(f"{before}{BEGIN}{new}{END}{after}", "utf-8")


def _undated(text: str) -> str:
    return text.strip().partition(". ")[2]


if __name__ == "__main__":
    main()
