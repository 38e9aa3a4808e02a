"""The report: one self-contained HTML file without scripts or remote resources."""

import base64
import hashlib
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import jinja2
from markupsafe import Markup

from contention.analysis.contradicted import contradicted
from contention.analysis.loops.told_loops import ToldLoops
from contention.analysis.premise import premise_of
from contention.analysis.quotation import Sentences, read_sentences
from contention.case.articles import counted
from contention.case.model import Case
from contention.case.storage.outputs import write_output
from contention.case.titles import holder_title
from contention.evidence.evidence import Evidence
from contention.judge.hinges.verdict_hinges import Carried
from contention.judge.robustness.robustness import Robustness
from contention.judge.verdict import Judgement
from contention.maps.causal_map import CausalMap, Conflict
from contention.show.map.style import STYLE
from contention.show.report.account_evidence import STYLE as FORECASTS
from contention.show.report.account_evidence import accounts_section
from contention.show.report.claim_evidence import claims_section
from contention.show.report.compared_accounts import compared_accounts
from contention.show.report.conflict_rows import conflict_rows
from contention.show.report.contention_sections import ContentionSection, contention_sections
from contention.show.report.course_sections import Courses, outcome_sections
from contention.show.report.figure_sections import figure_section
from contention.show.report.figure_timelines import STYLE as TIMELINES
from contention.show.report.hinge_tables import carriers
from contention.show.report.ledger import (
    assumption_rows,
    demand_rows,
    document_ledgers,
    saturation_words,
    scenario_rows,
    words_to_numbers,
)
from contention.show.report.loop_figures import STYLE as LOOPS
from contention.show.report.loop_sections import loop_blocks
from contention.show.report.parameter_rows import parameter_rows
from contention.show.report.verdict_table import (
    answer_rows,
    in_short,
    judged_accounts,
    verdict_groups,
)
from contention.show.robustness_rows import survived
from contention.show.words import numbers
from contention.show.words.answer_words import in_mid_sentence, runaways
from contention.show.words.answers import glossary
from contention.show.words.cell_words import cell_letter, cell_number
from contention.show.words.claim_words import measured_words
from contention.show.words.diagnostics_words import account_readings, warnings_with_accounts
from contention.show.words.figure_words import CONTRADICTED
from contention.show.words.printable import printable
from contention.show.words.reading_words import cell_marks, reading_rows
from contention.show.words.reasons import short_reason
from contention.show.words.share_words import short_shares
from contention.show.words.verdict_marks import KEYS, MARKS
from contention.show.words.verdict_words import cell_words

TITLE_COLUMN, COLUMN = 10.0, 6.2
ANSWER_COLUMN, MARK_COLUMN = 22.0, 3.9
"""least widths of the columns of the table of verdicts, in units of the font size"""
NARROW_ANSWER, SMALL_PAGE = 17.0, 60.0
"""the least width of answers where that shows all accounts on a page of 1,280 pixels, and its width
next to the contents"""
PACKAGES = ("contention", "numpy", "scipy", "numba")


@dataclass(frozen=True)
class Materials:
    """Everything that a report shows."""

    case: Case
    judgement: Judgement
    maps: Mapping[str, CausalMap] = field(default_factory=dict)
    drawings: Mapping[str, str] = field(default_factory=dict)
    """account → its map as SVG"""
    conflicts: Sequence[Conflict] = ()
    courses: Courses = field(default_factory=dict)
    course_draws: int = 0
    robustness: Robustness | None = None
    """None if the report omits it"""
    carried: Sequence[Carried] = ()
    """hinges in full, for the verdicts for which they were requested"""
    evidence: Evidence | None = None
    """what data say; None if nobody asked"""
    loops: Mapping[str, ToldLoops] = field(default_factory=dict)
    """account → the loops behind its outcomes"""
    full: bool = False
    """whether all parts are unfolded, and so are printed"""


def write_report(materials: Materials, out: Path) -> None:
    """Write the report, atomically replacing an old one; its folder must exist."""
    write_output(out, report_html(materials).encode("utf-8"))


def report_html(materials: Materials) -> str:
    """The report as one HTML page; the same materials give the same page."""
    sheet = (
        files("contention.show.report").joinpath("templates/style.css").read_text(encoding="utf-8")
    )
    accounts = len(judged_accounts(materials.case, materials.judgement))
    style = sheet + STYLE + verdict_columns(accounts)
    if materials.evidence is not None and materials.evidence.figures:
        style += TIMELINES
    if materials.evidence is not None and materials.evidence.accounts:
        style += FORECASTS
    if materials.loops:
        style += LOOPS
    page = _environment().get_template("report.html.j2")
    rendered = page.render(
        style=Markup(style),  # noqa: S704 - our own file
        style_hash=_hash(style),
        full=materials.full,
        **_context(materials),
    )
    return printable(rendered)


def verdict_columns(accounts: int) -> str:
    """Rules that keep the columns of the verdicts readable for any number of accounts.

    They depend on the page; a table wider than its column scrolls inside it.
    """
    width = TITLE_COLUMN + COLUMN * accounts
    first = f".verdicts thead th:first-child {{ width: {TITLE_COLUMN / width:.1%}; }}\n"
    wide = f"@media screen and (min-width: 861px) {{ .verdicts {{ min-width: {width:g}rem; }} }}\n"
    marks = MARK_COLUMN * accounts
    narrow = marks + NARROW_ANSWER <= SMALL_PAGE
    least = min(marks + ANSWER_COLUMN, SMALL_PAGE) if narrow else marks + ANSWER_COLUMN
    glance = f"@media screen and (min-width: 861px) {{ .glance {{ min-width: {least:g}rem; }} }}\n"
    return first + wide + glance


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("contention.show.report", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for function in (numbers.percent, numbers.percent_range, numbers.points, numbers.quantity,
                     numbers.signed, numbers.year, counted):  # fmt: skip
        environment.filters[function.__name__] = function
    environment.globals.update(
        marks=MARKS,
        keys=KEYS,
        short_reason=short_reason,
        shares=short_shares,
        cell_words=cell_words,
        cell_letter=cell_letter,
        cell_number=cell_number,
        cell_marks=cell_marks,
        in_mid_sentence=in_mid_sentence,
    )
    return environment


def _context(materials: Materials) -> dict[str, object]:
    case, judgement = materials.case, materials.judgement
    sentences = read_sentences(case)
    groups = verdict_groups(case, judgement)
    readings = account_readings(case, judgement)
    return {
        "case": case,
        "judgement": judgement,
        "accounts": judged_accounts(case, judgement),
        "groups": groups,
        "short": answer_rows(case, judgement),
        "glossary": glossary(case),
        "away": runaways(case, judgement.verdicts),
        "fates": in_short(groups),
        "carriers": carriers(case, judgement, sentences),
        "sections": _sections(materials, sentences),
        **_data_sections(materials),
        "contradicted": contradicted(case, materials.evidence),
        "contradicted_words": CONTRADICTED,
        "outcomes": outcome_sections(case, materials.courses),
        "course_draws": materials.course_draws,
        "loops": loop_blocks(case, materials.loops),
        "measured": [(id_, measured_words(case, id_)) for id_ in case.measured],
        "robustness": materials.robustness and survived(case, materials.robustness),
        "maps": _maps(materials),
        "scenarios": scenario_rows(case),
        "demands": demand_rows(case, sentences),
        "documents": document_ledgers(case, sentences),
        "assumptions": assumption_rows(case, sentences),
        "words": words_to_numbers(case),
        "saturation": saturation_words(case),
        "word_readings": reading_rows(case) if judgement.reading_draws else (),
        "compared": compared_accounts(case, judgement, sentences),
        "conflicts": conflict_rows(case, sentences, materials.conflicts),
        "readings": readings,
        "warnings": warnings_with_accounts(readings),
        "common_ground": [premise_of(case, sentences, id_) for id_ in case.common_ground],
        "holder_title": lambda holder: holder_title(case, holder),
        "versions": versions(("scikit-learn",) if materials.carried else ()),
    }


def _data_sections(materials: Materials) -> dict[str, object]:
    """What data say about figures, claims and accounts; of model files their parameters."""
    case, evidence = materials.case, materials.evidence
    return {
        "parameters": parameter_rows(case),
        "figures": figure_section(case, evidence),
        "claims_data": claims_section(case, evidence),
        "accounts_data": accounts_section(case, evidence),
    }


def _sections(materials: Materials, sentences: Sentences) -> tuple[ContentionSection, ...]:
    return contention_sections(
        materials.case, materials.judgement, sentences, materials.carried, materials.evidence,
        materials.robustness,
    )  # fmt: skip


def _maps(materials: Materials) -> list[tuple[object, CausalMap, Markup]]:
    return [
        (
            materials.case.accounts[account],
            materials.maps[account],
            unstyled(drawing),
        )
        for account, drawing in materials.drawings.items()
    ]


def unstyled(drawing: str) -> Markup:
    """A map without its own style sheet, which the page includes once."""
    return Markup(drawing.replace(f"<style>{STYLE}</style>", "", 1))  # noqa: S704 - escaped there


def versions(further: Sequence[str] = ()) -> tuple[tuple[str, str], ...]:
    """Versions that the numbers depend on: Python and the numerical packages."""
    packages = tuple((name, version(name)) for name in (*PACKAGES, *further))
    return (("Python", platform.python_version()), *packages)


def _hash(style: str) -> str:
    """Digest with which the content security policy admits the page's only style sheet."""
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
