"""A contest for a terminal: the matrix, then every pair of accounts."""

from collections.abc import Iterator

from contention.analysis.premise import premise_of
from contention.analysis.quotation import read_sentences
from contention.case.articles import counted
from contention.case.model import Case
from contention.case.model_cases import of_model_files
from contention.case.titles import holder_title
from contention.evidence.contest.contest import Contest, Pair
from contention.judge.verdict import VerdictWord
from contention.show.contest.contest_words import (
    crux_sentence,
    letter,
    observation_sentences,
    pair_title,
    parting_sentences,
    shown_partings,
    tally_sentence,
    unsearched,
)
from contention.show.terminal.styled_text import (
    Line,
    Span,
    Style,
    plain,
    rendered,
    wrapped,
)
from contention.show.words.cell_words import columns
from contention.show.words.set_words import Numbered
from contention.show.words.verdict_marks import MARKS

STYLES: dict[VerdictWord, Style] = {
    "supported": "supported", "opposed": "opposed", "undecided": "plain",
    "does not follow": "dim", "true by construction": "dim",
}  # fmt: skip
COLUMN = 3


def contest_text(case: Case, contest: Contest, width: int = 100, *, colour: bool = False) -> str:
    """The whole contest, for a terminal of a given width."""
    return rendered(_lines(case, contest, max(width, 40)), colour=colour)


def _lines(case: Case, contest: Contest, width: int) -> Iterator[Line]:
    yield from _matrix(case, contest, width)
    numbered = Numbered()
    for pair in contest.pairs:
        if contest.every_parting or not pair.nested:
            yield ()
            yield from _pair(case, contest, pair, numbered, width)
    if numbered.numbers:
        yield ()
        yield from wrapped([Span("Claims and assumptions", "bold")], width)
        yield from _claims(case, numbered, width)
    yield ()
    yield from wrapped([Span(foot(contest), "dim")], width)


def _matrix(case: Case, contest: Contest, width: int) -> Iterator[Line]:
    judgement = contest.judgement
    accounts = [item.account for item in judgement.diagnostics]
    for number, account in enumerate(accounts):
        said = f"{letter(number)}  {case.accounts[account].title}"
        yield from wrapped([Span(said)], width, "", "   ")
    yield ()
    verdicts = {(item.contention, item.account): item.verdict for item in judgement.verdicts}
    room = width - COLUMN * len(accounts)
    head = "".join(f"{letter(number):>{COLUMN}}" for number in range(len(accounts)))
    yield plain(" " * room + head)
    holder: str | None = None
    for id_, contention in case.contentions.items():
        if not any((id_, account) in verdicts for account in accounts):
            continue
        if contention.holder != holder:
            holder = contention.holder
            name = holder_title(case, holder) if holder else "Nobody in particular"
            yield from wrapped([Span(name, "bold")], width, "", "  ")
        *above, last = wrapped([Span(contention.title)], room, "  ", "    ")
        yield from above
        gap = " " * (room - sum(columns(span.text) for span in last))
        cells = (
            Span(f"{MARKS[word]:>{COLUMN}}", STYLES[word])
            for account in accounts
            for word in [verdicts[id_, account]]
        )
        yield (*last, Span(gap), *cells)
    yield from wrapped([Span(LEGEND, "dim")], width)


LEGEND = "   ".join(f"{mark} {word}" for word, mark in MARKS.items())


def _pair(
    case: Case, contest: Contest, pair: Pair, numbered: Numbered, width: int
) -> Iterator[Line]:
    yield from wrapped([Span(pair_title(case, contest, pair), "bold")], width, "", "  ")
    yield from wrapped([Span(tally_sentence(case, pair))], width, "  ")
    shown = shown_partings(contest, pair)
    for parting in shown:
        head, *rest = parting_sentences(case, contest, pair, parting, numbered)
        yield from wrapped([Span(head)], width, "  - ", "    ")
        for sentence in rest:
            yield from wrapped([Span(sentence)], width, "      ", "        ")
    left_out = () if of_model_files(case) else _left_out(contest, pair, len(shown))
    for sentence in left_out:
        yield from wrapped([Span(sentence, "dim")], width, "  ", "    ")
    if contest.every_parting:
        crux = crux_sentence(pair, numbered)
        if crux:
            yield from wrapped([Span(crux)], width, "  ", "    ")
    for sentence in observation_sentences(case, contest, pair, 3 if contest.every_parting else 1):
        yield from wrapped([Span(sentence)], width, "  ", "    ")


def _left_out(contest: Contest, pair: Pair, shown: int) -> Iterator[str]:
    """Contradictions that are not shown, and changes that were not searched for."""
    if pair.nested and not contest.every_parting:
        return
    left = sum(item.opposite for item in pair.partings) - shown
    if left > 0:
        yield f"{counted(left, 'more contradiction')}: give only these two accounts to see all."
    unlooked = unsearched(contest, pair)
    if unlooked:
        changes = counted(unlooked, "change was", "changes were")
        yield f"{changes} not searched for: --budget is used up."


def _claims(case: Case, numbered: Numbered, width: int) -> Iterator[Line]:
    sentences = read_sentences(case)
    for claim, number in numbered.numbers.items():
        premise = premise_of(case, sentences, claim)
        quoted = premise.source and premise.source.sentence
        words = f"“{quoted}”" if quoted else premise.paraphrase
        kind = "the coder's assumption" if premise.assumption else premise.holder
        said = f"{claim}, {kind}" + (f": {words}" if words else "")
        spans = [Span(f"[{number}] “{premise.title}” "), Span(said, "dim")]
        yield from wrapped(spans, width, "", "    ")


def foot(contest: Contest) -> str:
    """How it was computed, in a line."""
    judgement = contest.judgement
    said = (
        f"{judgement.draws} Monte Carlo draws, seed {judgement.seed}; "
        f"{contest.trial_draws} for each changed account, {contest.prediction_draws} for "
        "predictions."
    )
    if not contest.every_parting:
        pairs = counted(len(contest.pairs), "pair")
        said += (
            f" {pairs} of accounts: changes are shown if one supports what the other opposes; "
            "give two accounts to see every difference."
        )
    return said
