"""Sets of claims that carry verdicts, as text and as JSON; each claim with its sentence."""

from collections.abc import Iterator, Sequence

from contention.analysis.premise import Premise, premise_of
from contention.analysis.quotation import read_sentences
from contention.case.articles import counted
from contention.case.model import Case
from contention.judge.hinges.hinge_sets import Sets
from contention.judge.hinges.knockouts import hinges_by_verdict, matters, overturns, shifts
from contention.judge.hinges.verdict_hinges import Carried
from contention.judge.verdict import Hinge, Judgement, Verdict
from contention.show.judgement_json import Json, hinge_json, rounded, verdict_json
from contention.show.terminal.styled_text import Line, Span, rendered, wrapped
from contention.show.words.reasons import reason_of
from contention.show.words.set_words import MOST_SHOWN, Numbered, single_path, together_sentences
from contention.show.words.shapley_words import value_sentences, values_json
from contention.show.words.share_words import shares_in_words, without_in_words
from contention.show.words.uncertain_words import (
    named_claims,
    uncertain_json,
    uncertain_sentences,
)
from contention.show.words.varied_words import varied_json, varied_sentences
from contention.show.words.verdict_marks import MARKS


def sets_text(
    case: Case, judgement: Judgement, found: Sequence[Carried], width: int, *, colour: bool = False
) -> str:
    """By account: claims singly and in sets, other numbers, and Shapley values."""
    return rendered(_lines(case, judgement, found, max(width, 40)), colour=colour)


def _lines(
    case: Case, judgement: Judgement, found: Sequence[Carried], width: int
) -> Iterator[Line]:
    numbered = Numbered()
    for contention in dict.fromkeys(item.verdict.contention for item in found):
        title = case.contentions[contention].title
        yield from wrapped([Span(title, "bold"), Span(f" [{contention}]", "dim")], width, "", "  ")
        for item in found:
            if item.verdict.contention == contention:
                yield from _of_account(case, judgement, item, numbered, width)
        yield ()
    yield from _legend(case, numbered, width)


def _of_account(
    case: Case, judgement: Judgement, carried: Carried, numbered: Numbered, width: int
) -> Iterator[Line]:
    verdict, found = carried.verdict, carried.sets
    said = f"{MARKS[verdict.verdict]} {case.accounts[found.account].title}: {verdict.verdict}"
    shares = shares_in_words(verdict)
    reason = reason_of(case, verdict)
    said += (f", {shares}" if shares else "") + (f". {reason}" if reason else ".")
    yield from wrapped([Span(said)], width, "  ", "    ")
    nothing = not found.complete_to and not found.overturning and not found.runs
    if nothing and not carried.variations.tried:
        yield from wrapped([Span(NOTHING)], width, "    ")
        return
    for sentence in (
        *(() if nothing else _singles(judgement, verdict, found, numbered)),
        *(() if nothing else together_sentences(found, numbered)),
        *varied_sentences(verdict, carried.variations, numbered.name),
        *uncertain_sentences(case, carried.uncertain, numbered.name),
        *value_sentences(carried, numbered.name),
    ):
        yield from wrapped([Span(sentence)], width, "    ", "      ")


NOTHING = "No claim or assumption bears on it, so there is nothing to remove."


def _singles(
    judgement: Judgement, verdict: Verdict, found: Sets, numbered: Numbered
) -> Iterator[str]:
    """The verdict without each claim by itself, except for the steps of a single path."""
    steps = {claim for step in single_path(found) for claim in step}
    telling = [item for item in hinges_by_verdict(judgement, verdict) if matters(item, verdict)]
    loud = [item for item in telling if shifts(item) or overturns(item, verdict)]
    loud = [item for item in loud if item.claim not in steps]
    for hinge in loud[:MOST_SHOWN]:
        yield f"Without {numbered.name(hinge.claim)}: {_effect(hinge, verdict)}."
    if len(loud) > MOST_SHOWN:
        more = counted(len(loud) - MOST_SHOWN, "more claim shifts", "more claims shift")
        yield f"{more} the share of draws in which it holds."
    quiet = [item.claim for item in telling if not shifts(item) and not overturns(item, verdict)]
    if quiet:
        names = numbered.names(quiet[:MOST_SHOWN])
        yield f"The size of the effect, but not its direction, depends on {names}."


def _effect(hinge: Hinge, verdict: Verdict) -> str:
    return without_in_words(hinge, verdict)


def _legend(case: Case, numbered: Numbered, width: int) -> Iterator[Line]:
    sentences = read_sentences(case)
    for claim, number in numbered.numbers.items():
        premise = premise_of(case, sentences, claim)
        yield from wrapped(
            [Span(f"[{number}] “{premise.title}” "), Span(f"{claim}, {_source(premise)}", "dim")],
            width, "", "    ",
        )  # fmt: skip


def _source(premise: Premise) -> str:
    quoted = premise.source and premise.source.sentence
    said = f"“{quoted}”" if quoted else premise.paraphrase
    kind = "the coder's assumption, " if premise.assumption else ""
    return f"{kind}{premise.holder} ({premise.place}): {said}".rstrip(": ")


def sets_json(case: Case, judgement: Judgement, found: Sequence[Carried]) -> Json:
    """Verdicts with their single hinges and sets, and every claim with its sentence."""
    sentences = read_sentences(case)
    used: dict[str, None] = {}
    for item in found:
        for each in item.sets.overturning:
            used.update(dict.fromkeys(each.claims))
        used.update(dict.fromkeys(() if item.sets.alone is None else item.sets.alone.claims))
        used.update(dict.fromkeys(claim for each in item.values for claim in each.values))
    used.update(dict.fromkeys(claim for item in found for claim in named_claims(item.uncertain)))
    used.update(dict.fromkeys(hinge.claim for hinge in judgement.hinges))
    return {
        "case": judgement.case,
        "draws": judgement.draws,
        "hinge_draws": judgement.hinge_draws,
        "seed": judgement.seed,
        "verdicts": [verdict_json(case, verdict) for verdict in judgement.verdicts],
        "hinges": [
            hinge_json(hinge, verdict)
            for verdict in judgement.verdicts
            for hinge in hinges_by_verdict(judgement, verdict)
        ],
        "sets": [one_json(item.sets) for item in found],
        "variations": varied_json([(item.verdict, item.variations) for item in found]),
        "uncertain": uncertain_json(found),
        "shapley": values_json(found),
        "claims": {id_: _premise_json(premise_of(case, sentences, id_)) for id_ in used},
    }


def one_json(found: Sets) -> Json:
    """The sets of one verdict."""
    return {
        "contention": found.contention,
        "account": found.account,
        "verdict": found.verdict,
        "overturning": [
            {
                "claims": list(item.claims),
                "verdict_without": item.verdict_without,
                "share_without": rounded(item.share_without),
            }
            for item in found.overturning
        ],
        "complete_to": found.complete_to,
        "greedy": found.greedy,
        "how": found.how,
        "alone": None if found.alone is None else {
            "claims": list(found.alone.claims), "smallest": found.alone.smallest,
        },
        "redundant": [list(pair) for pair in found.redundant],
        "joint": [list(group) for group in found.joint],
        "runs": found.runs,
        "budget_spent": found.spent,
    }  # fmt: skip


def _premise_json(premise: Premise) -> Json:
    source = premise.source
    return {
        "title": premise.title,
        "assumption": premise.assumption,
        "holder": premise.holder,
        "place": premise.place,
        "document": None if source is None else source.document,
        "position": None if source is None else source.position,
        "sentence": None if source is None else source.sentence,
        "paraphrase": premise.paraphrase,
    }
