"""Evidence for a terminal: one section for each part that was asked for."""

from collections.abc import Callable, Iterator, Mapping

from contention.case.model import Case
from contention.evidence.evidence import Evidence
from contention.show.terminal.account_lines import account_lines
from contention.show.terminal.claim_lines import claim_lines
from contention.show.terminal.figure_lines import figure_lines
from contention.show.terminal.styled_text import Line, Span, rendered

Section = Callable[[Case, Evidence, int], Iterator[Line]]

SECTIONS: Mapping[str, tuple[str, Section]] = {
    "figures": ("Figures and their series", figure_lines),
    "claims": ("Claims and data", claim_lines),
    "accounts": ("Accounts and what was observed", account_lines),
}
"""Part of the evidence → its heading and what writes it."""


def evidence_text(case: Case, found: Evidence, width: int = 100, *, colour: bool = False) -> str:
    """All parts that were asked for; `width` is in columns."""
    return rendered(_lines(case, found, max(width, 40)), colour=colour)


def _lines(case: Case, found: Evidence, width: int) -> Iterator[Line]:
    for number, name in enumerate(found.parts):
        heading, section = SECTIONS[name]
        if number:
            yield ()
        yield (Span(heading, "bold"),)
        yield from section(case, found, width)
