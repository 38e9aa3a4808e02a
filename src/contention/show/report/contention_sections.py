"""The report's section on each contention."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from contention.analysis.outcomes import outcomes_of, parsed_test, scenarios_of
from contention.analysis.quotation import Sentences, Source
from contention.case.model import AccountSpec, Case, Contention, Factor, Scenario
from contention.case.titles import holder_title
from contention.evidence.evidence import Evidence
from contention.judge.hinges.verdict_hinges import Carried
from contention.judge.robustness.robustness import Robustness
from contention.judge.verdict import Judgement, Verdict
from contention.show.report.conclusion_strip import Strip, conclusion_strip
from contention.show.report.full_hinges import FullHinges, full_hinges
from contention.show.report.hinge_tables import HingeGroup, hinge_groups
from contention.show.report.verdict_figures import (
    horizon_chart,
    margin_reach,
    margin_strip,
    margin_text,
    share_strip,
)
from contention.show.report.verdict_table import is_own, is_shared
from contention.show.words.answers import answer
from contention.show.words.plain_words import WordedPhrase, test_in_words
from contention.show.words.reading_words import reading_words
from contention.show.words.reasons import reason_of
from contention.show.words.share_words import NEEDS, need_word, shares_in_words
from contention.show.words.verdict_marks import MARKS
from contention.show.words.verdict_words import qualifiers, subject_words


@dataclass(frozen=True)
class AccountRow:
    """One account's verdict with its figures and reasons."""

    account: AccountSpec
    verdict: Verdict
    own: bool
    shared: bool
    shares: Markup
    margin: Markup
    margin_text: str
    horizon: Markup
    detail: str
    reason: str
    qualifiers: str
    """presence, size and grounds; empty if there is nothing to add"""
    needs: str
    """a sentence on what the verdict needs; empty if it needs nothing"""


@dataclass(frozen=True)
class SilentRow:
    """Accounts without an answer for the same reason."""

    accounts: tuple[AccountSpec, ...]
    verdict: Verdict
    reason: str


@dataclass(frozen=True)
class ContentionSection:
    """Everything about one contention."""

    contention: Contention
    words: tuple[WordedPhrase, ...]
    holder: str
    source: Source | None
    scenarios: tuple[Scenario, ...]
    outcomes: tuple[Factor, ...]
    rows: tuple[AccountRow, ...]
    silent: tuple[SilentRow, ...]
    hinges: tuple[HingeGroup, ...]
    answer: str
    """the answer of all accounts, in sentences"""
    subject: str
    """a sentence if it is about size, with who chose its numbers; else empty"""
    fates: str
    """counts of accounts by verdict, in words"""
    strip: Strip
    """the four answers to it at a glance"""
    full: FullHinges | None = None
    """hinges in full, if they were computed"""


def contention_sections(
    case: Case,
    judgement: Judgement,
    sentences: Sentences,
    carried: Sequence[Carried] = (),
    evidence: Evidence | None = None,
    robustness: Robustness | None = None,
) -> tuple[ContentionSection, ...]:
    """The sections of all judged contentions, in the order of the case."""
    judged = {verdict.contention for verdict in judgement.verdicts}
    return tuple(
        replace(
            _section(
                case,
                judgement,
                sentences,
                contention,
                conclusion_strip(case, judgement, contention, evidence, robustness),
            ),
            full=full_hinges(case, sentences, carried, id_),
        )
        for id_, contention in case.contentions.items()
        if id_ in judged
    )


def _section(
    case: Case,
    judgement: Judgement,
    sentences: Sentences,
    contention: Contention,
    strip: Strip,
) -> ContentionSection:
    verdicts = [item for item in judgement.verdicts if item.contention == contention.id]
    return ContentionSection(
        contention,
        test_in_words(parsed_test(contention), case),
        holder_title(case, contention.holder),
        sentences.source(contention.document, contention.anchor),
        tuple(case.scenarios[id_] for id_ in scenarios_of(case, contention)),
        tuple(case.factors[id_] for id_ in outcomes_of(case, contention)),
        account_rows(case, contention, [item for item in verdicts if item.support is not None]),
        _silent(case, [item for item in verdicts if item.support is None]),
        hinge_groups(case, judgement, sentences, contention.id),
        answer(case, verdicts).text,
        _sentence([subject_words(verdicts)] if subject_words(verdicts) else []),
        _fates(verdicts),
        strip,
    )


def _fates(verdicts: Sequence[Verdict]) -> str:
    counts = Counter[str](verdict.verdict for verdict in verdicts)
    return ", ".join(f"{MARKS[word]} {counts[word]} {word}" for word in MARKS if counts[word])


def account_rows(
    case: Case, contention: Contention, verdicts: Sequence[Verdict]
) -> tuple[AccountRow, ...]:
    """One row for each of the verdicts, in the order of the accounts."""
    by_account = {verdict.account: verdict for verdict in verdicts}
    reach = margin_reach(verdicts)
    return tuple(
        AccountRow(
            spec,
            by_account[id_],
            is_own(spec, contention),
            is_shared(spec, contention),
            share_strip(by_account[id_], case.thresholds),
            margin_strip(by_account[id_], reach),
            margin_text(by_account[id_]),
            horizon_chart(by_account[id_], case.times, case.thresholds),
            shares_in_words(by_account[id_]),
            reason_of(case, by_account[id_]),
            _sentence((*qualifiers(case, by_account[id_]), *reading_words(case, by_account[id_]))),
            _needs(by_account[id_]),
        )
        for id_, spec in case.accounts.items()
        if id_ in by_account
    )


def _needs(verdict: Verdict) -> str:
    if verdict.needs is None:
        return ""
    return _sentence([f"{need_word(verdict)} {NEEDS[verdict.needs]}"])


def _sentence(parts: Sequence[str]) -> str:
    words = "; ".join(parts)
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _silent(case: Case, verdicts: Sequence[Verdict]) -> tuple[SilentRow, ...]:
    by_reason: dict[tuple[str, str], list[Verdict]] = {}
    for verdict in verdicts:
        by_reason.setdefault((verdict.verdict, reason_of(case, verdict)), []).append(verdict)
    return tuple(
        SilentRow(tuple(case.accounts[item.account] for item in found), found[0], reason)
        for (_, reason), found in by_reason.items()
    )
