"""A judgement as text for a terminal: verdicts of all accounts, then their hinges."""

from collections.abc import Iterator, Sequence

from contention.analysis.premise import Premise, premise_of
from contention.analysis.quotation import Sentences
from contention.case.articles import counted
from contention.case.model import Case
from contention.case.titles import factor_title
from contention.judge.hinges.knockouts import hinges_by_verdict, matters
from contention.judge.hinges.verdict_hinges import Carried
from contention.judge.verdict import Diagnostics, Hinge, Judgement, Verdict, VerdictWord
from contention.show.terminal.styled_text import (
    Line,
    Span,
    plain,
    rendered,
    wrapped,
)
from contention.show.terminal.verdict_table_text import STYLES, named, verdict_table
from contention.show.words.answer_words import runaways
from contention.show.words.answers import answers, by_holder, glossary, heading
from contention.show.words.claim_words import measured_words
from contention.show.words.failed_draws import failed_in_words, replay_commands
from contention.show.words.numbers import first_of, percent
from contention.show.words.reading_words import (
    reading_words,
    runaway_words,
)
from contention.show.words.reasons import reason_of
from contention.show.words.share_words import NEEDS, need_word, shares_in_words, without_in_words
from contention.show.words.uncertain_words import uncertain_sentences
from contention.show.words.varied_words import varied_sentences
from contention.show.words.verdict_marks import MARKS
from contention.show.words.verdict_words import qualifiers, subject_words, turn_words

TOP = 3
"""hinges shown for each verdict"""


def judgement_text(
    case: Case,
    judgement: Judgement,
    width: int = 100,
    *,
    colour: bool = False,
    carried: Sequence[Carried] = (),
) -> str:
    """Answers in sentences, the table of verdicts, then reasons, hinges and diagnostics.

    `width` is in columns of the terminal; `carried` has what verdicts on model files turn on.
    """
    if not case.contentions:
        return "The case has no contentions to judge: add one to contentions.yaml."
    width = max(width, 40)
    lines = [
        *_measured(case, width),
        *_answers(case, judgement, width),
        *verdict_table(case, judgement, width),
        *_details(case, judgement, carried, width),
        *_diagnostics(case, judgement, width),
    ]
    return rendered(lines, colour=colour)


def _measured(case: Case, width: int) -> Iterator[Line]:
    """The strengths that come from data and not from words."""
    for claim in case.measured:
        said = [Span(f"{claim}: ", "bold"), Span(measured_words(case, claim))]
        yield from wrapped(said, width, "", "  ")
    if case.measured:
        yield ()


def _answers(case: Case, judgement: Judgement, width: int) -> Iterator[Line]:
    for holder, found in by_holder(answers(case, judgement)).items():
        yield from wrapped([Span(heading(case, holder), "bold")], width)
        for answer in found:
            yield from wrapped([Span(f"- {answer.text}")], width, "  ", "    ")
        yield ()
    if away := runaways(case, judgement.verdicts):
        yield from wrapped([Span(away)], width)
        yield ()
    for line in glossary(case):
        yield from wrapped([Span(line, "dim")], width)
    yield ()


def _details(
    case: Case, judgement: Judgement, carried: Sequence[Carried], width: int
) -> Iterator[Line]:
    sentences = Sentences(case)
    for id_ in dict.fromkeys(item.contention for item in judgement.verdicts):
        yield ()
        yield from named(case.contentions[id_].title, id_, width, "bold")
        found = [verdict for verdict in judgement.verdicts if verdict.contention == id_]
        if subject := subject_words(found):
            yield from wrapped([Span(f"{subject}.", "dim")], width, "  ", "  ")
        for verdict in found:
            if verdict.support is not None:
                yield from _of_account(case, judgement, sentences, verdict, width)
                yield from _of_numbers(case, carried, verdict, width)
        yield from _silent(case, found, width)


def _silent(case: Case, verdicts: Sequence[Verdict], width: int) -> Iterator[Line]:
    """Accounts without an answer, grouped by reason."""
    groups: dict[tuple[VerdictWord, str], list[str]] = {}
    for verdict in verdicts:
        if verdict.support is None:
            key = verdict.verdict, reason_of(case, verdict)
            groups.setdefault(key, []).append(case.accounts[verdict.account].title)
    for (word, reason), titles in groups.items():
        style = STYLES[word]
        said = [Span(f"{MARKS[word]} ", style), Span(f"{'; '.join(titles)}: "), Span(word, style)]
        yield from wrapped([*said, Span(f". {reason}".rstrip())], width, "  ", "    ")


def _of_account(
    case: Case, judgement: Judgement, sentences: Sentences, verdict: Verdict, width: int
) -> Iterator[Line]:
    word = Span(verdict.verdict, STYLES[verdict.verdict])
    mark = Span(f"{MARKS[verdict.verdict]} ", STYLES[verdict.verdict])
    said = [mark, Span(f"{case.accounts[verdict.account].title}: "), word]
    yield from wrapped([*said, Span(_said(case, verdict))], width, "  ", "    ")
    telling = [item for item in hinges_by_verdict(judgement, verdict) if matters(item, verdict)]
    for hinge in telling[:TOP]:
        premise = premise_of(case, sentences, hinge.claim)
        yield from wrapped(_hinge(premise, hinge, verdict), width, "      ", "        ")
    if len(telling) > TOP:
        more = counted(len(telling) - TOP, "other premise matters", "other premises matter")
        yield (Span(f"      {more}: see the report", "dim"),)


def _of_numbers(
    case: Case, carried: Sequence[Carried], verdict: Verdict, width: int
) -> Iterator[Line]:
    """The parameters and equations of a model file that a verdict turns on."""
    for item in carried:
        if item.verdict == verdict:
            for sentence in (
                *varied_sentences(verdict, item.variations, str),
                *uncertain_sentences(case, item.uncertain, str),
            ):
                yield from wrapped([Span(sentence)], width, "      ", "        ")


def _said(case: Case, verdict: Verdict) -> str:
    reason = reason_of(case, verdict)
    shares = shares_in_words(verdict)
    parts = [f", {shares}" if shares else "", *qualifiers(case, verdict)]
    if verdict.by_denial:
        parts = [f" {part}" for part in parts if part]
    if verdict.needs is not None:
        parts.append(f"{need_word(verdict)} {NEEDS[verdict.needs]}")
    parts += reading_words(case, verdict)
    if verdict.turns is not None:
        parts.append(turn_words(verdict, verdict.turns))
    return "; ".join(parts) + "." + (f" {reason}" if reason else "")


def _hinge(premise: Premise, hinge: Hinge, verdict: Verdict) -> list[Span]:
    unstated = "Assumption of the coder, " if premise.assumption else ""
    said = f": {premise.paraphrase}" if premise.paraphrase else ""
    return [
        Span(f"without “{premise.title}”: "),
        Span(f"{without_in_words(hinge, verdict)}.", STYLES[hinge.verdict_without]),
        Span(f" {unstated}{premise.place}{said}", "dim"),
    ]


def _diagnostics(case: Case, judgement: Judgement, width: int) -> Iterator[Line]:
    yield ()
    again = f", other readings with {judgement.reading_draws}" if judgement.reading_draws else ""
    drawn = f"{judgement.draws} Monte Carlo draws, seed {judgement.seed}"
    said = f"{drawn}; hinges with {judgement.hinge_draws}{again}."
    yield from wrapped([Span(said)], width, "", "  ")
    for item in judgement.diagnostics:
        said = f"{case.accounts[item.account].title}: {_state(case, item)}"
        yield from wrapped([Span(said)], width, "", "  ")
        for words in runaway_words(case, item):
            yield from wrapped([Span(words)], width, "  ", "  ")
        if item.failed:
            failed = failed_in_words(case, item.failed, judgement.draws)
            yield from wrapped([Span(f"{failed} To replay them:")], width, "  ", "  ")
            for command in replay_commands(str(case.folder), item.failed, judgement.seed):
                yield plain(f"    {command}")


def _state(case: Case, item: Diagnostics) -> str:
    if case.accounts[item.account].model is not None:
        return f"run as the model file has it, with the method {item.method}."
    if not item.draws:
        return "nothing to run."
    pairs = f"{item.determinate_pairs} of {item.connected_pairs} connected pairs"
    parts = [
        f"runs away in {percent(item.unstable_share)} of draws",
        f"at a bound in {percent(item.bounded_share)}",
        f"{percent(item.raised_time_constants)} of time constants were shorter than four steps and "
        "were raised",
        f"{pairs} have a determinate sign",
    ]
    if item.quasi_static:
        titles = [factor_title(case, each) for each in item.quasi_static]
        parts.append(f"quasi-static: {first_of(titles)}")
    return "; ".join(parts) + "."
