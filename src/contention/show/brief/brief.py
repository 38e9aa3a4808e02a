"""The brief: one page for a person who decides, as one HTML file without scripts."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files

import jinja2
from markupsafe import Markup

from contention.analysis.outcomes import parsed_test
from contention.analysis.quotation import Sentences, read_sentences
from contention.case.articles import counted
from contention.case.model import Case, Contention
from contention.case.titles import holder_title
from contention.evidence.evidence import Evidence
from contention.judge.hinges.verdict_hinges import Carried
from contention.judge.robustness.robustness import Robustness
from contention.judge.verdict import Judgement, Verdict
from contention.show.brief.changing import Changing, changing, tried
from contention.show.brief.chart import Chart, axis_words, chart
from contention.show.brief.data_said import data_said
from contention.show.brief.main_question import MainQuestion
from contention.show.brief.quoting import MissingText, missing_texts
from contention.show.brief.sides import BriefSide, sides
from contention.show.words.answer_words import in_mid_sentence, owners
from contention.show.words.answers import Answer, answer, way_of
from contention.show.words.numbers import spelt, year
from contention.show.words.plain_words import WordedPhrase, test_in_words
from contention.show.words.printable import printable

NAMES = 3
"""accounts named in a line; more are counted"""


@dataclass(frozen=True)
class BriefMaterials:
    """Everything that a brief shows."""

    case: Case
    judgement: Judgement
    question: MainQuestion
    evidence: Evidence | None = None
    """what data say of figures and claims; None if nobody asked"""
    carried: Sequence[Carried] = ()
    """sets of claims that overturn the verdicts, if they were looked for"""
    robustness: Robustness | None = None
    report: str = ""
    """address of the report, relative to the brief; empty if there is none"""


@dataclass(frozen=True)
class BriefSection:
    """One contention of a brief."""

    contention: Contention
    holder: str
    words: tuple[WordedPhrase, ...]
    """its test"""
    short: str
    """the answer in a few words"""
    answer: Answer
    chart: Chart
    several: bool
    """whether its sentences are from several texts"""
    silent: str
    """who cannot tell; empty if everybody can"""
    sides: tuple[BriefSide, BriefSide]
    data: tuple[str, ...]
    changes: tuple[Changing, ...]
    tried: str


def brief_html(materials: BriefMaterials) -> str:
    """The brief as one HTML page; the same materials give the same page."""
    folder = files("contention.show.brief").joinpath("templates")
    style = folder.joinpath("brief.css").read_text(encoding="utf-8")
    sentences = read_sentences(materials.case)
    sections = [_section(materials, sentences, id_) for id_ in materials.question.contentions]
    page = _environment().get_template("brief.html.j2")
    rendered = page.render(
        style=Markup(style),  # noqa: S704 - our own file
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        case=materials.case,
        judgement=materials.judgement,
        question=materials.question,
        sections=sections,
        axis=axis_words(materials.case.thresholds),
        missing=_missing(materials.case, sections),
        report=materials.report,
        version=version("contention"),
    )
    return printable(rendered)


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("contention.show.brief", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(counted=counted, year=year)
    environment.globals.update(in_mid_sentence=in_mid_sentence)
    return environment


def _section(materials: BriefMaterials, sentences: Sentences, id_: str) -> BriefSection:
    case, judgement = materials.case, materials.judgement
    contention = case.contentions[id_]
    verdicts = [item for item in judgement.verdicts if item.contention == id_]
    told = [item for item in verdicts if item.verdict != "does not follow"]
    carried = [item for item in materials.carried if item.verdict.contention == id_]
    return BriefSection(
        contention=contention,
        holder=holder_title(case, contention.holder),
        words=test_in_words(parsed_test(contention), case),
        short=short_answer(verdicts),
        answer=answer(case, verdicts),
        chart=chart(case, verdicts),
        several=len(case.documents) > 1,
        silent=_silent(case, verdicts),
        sides=sides(case, judgement, sentences, id_, carried),
        data=data_said(case, contention, told, materials.evidence),
        changes=changing(case, told, carried, materials.robustness),
        tried=tried(
            told,
            carried,
            materials.robustness,
            hinges=any(hinge.contention == id_ for hinge in judgement.hinges),
        ),
    )


def short_answer(verdicts: Sequence[Verdict]) -> str:
    """`Yes for two accounts, no for one, open for one.`; who cannot tell is said elsewhere."""
    ways = [way_of(item) for item in verdicts]
    counts = (
        ("yes", sum(way in ("follows", "built in") for way in ways)),
        ("no", sum(way in ("reverse", "denied") for way in ways)),
        ("open", ways.count("open")),
    )
    told = [(word, number) for word, number in counts if number]
    if not told:
        return "None of the accounts can tell."
    if len(told) == 1:
        word, number = told[0]
        every = "the only account" if number == 1 else f"all {spelt(number)} accounts"
        return f"{word.capitalize()} for {every} that can tell."
    first = f"{told[0][0].capitalize()} for {_accounts(told[0][1])}"
    return f"{', '.join([first, *(f'{word} for {spelt(number)}' for word, number in told[1:])])}."


def _accounts(number: int) -> str:
    return f"{spelt(number)} {'account' if number == 1 else 'accounts'}"


def _silent(case: Case, verdicts: Sequence[Verdict]) -> str:
    accounts = [item.account for item in verdicts if item.verdict == "does not follow"]
    return owners(case, accounts, NAMES) if accounts else ""


def _missing(case: Case, sections: Sequence[BriefSection]) -> tuple[MissingText, ...]:
    return missing_texts(
        case,
        [id_ for section in sections for side in section.sides for id_ in side.documents],
    )
