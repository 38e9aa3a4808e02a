"""Sentences on two accounts: where they differ, and what would make them agree."""

from collections.abc import Iterator, Sequence

from contention.case.articles import counted
from contention.case.factor_kinds import traits
from contention.case.model import Case
from contention.case.model_cases import of_model_files
from contention.case.titles import factor_title
from contention.evidence.contest.change_search import AgreementPrice, ClaimChange
from contention.evidence.contest.contest import Contest, Pair, Parting
from contention.evidence.contest.telling_observations import Observation
from contention.show.words.answer_words import account_name
from contention.show.words.numbers import listed, moment, percent, quantity
from contention.show.words.set_words import Numbered
from contention.show.words.verdict_marks import MARKS

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MOST_CHANGES = 3
"""equally small changes that are worded"""
MOST_CRUXES = 5
MOST_PARTINGS = 2
"""contradictions of one pair that are worded if there are more than two accounts"""
UNKNOWN = 1000
"""size of a change that was not found, so that it comes last"""
WEAK = 0.1
"""bits below which even the best observation says little"""


def letter(number: int) -> str:
    """A, B, …, Z, AA, AB, …: what an account is called below the matrix."""
    return (letter(number // 26 - 1) if number >= 26 else "") + LETTERS[number % 26]


def letters(contest: Contest, pair: Pair) -> tuple[str, str]:
    """The letters of the two accounts."""
    accounts = [item.account for item in contest.judgement.diagnostics]
    return letter(accounts.index(pair.first)), letter(accounts.index(pair.second))


def pair_title(case: Case, contest: Contest, pair: Pair) -> str:
    """`A (The first account) and B (The second account)`."""
    named = zip(letters(contest, pair), (pair.first, pair.second), strict=True)
    return " and ".join(f"{each} ({case.accounts[id_].title})" for each, id_ in named)


def tally_sentence(case: Case, pair: Pair) -> str:
    """How many contentions the two agree on, differ on, and are silent on."""
    opposite = sum(item.opposite for item in pair.partings)
    one_silent = sum(item.silent for item in pair.partings)
    other = len(pair.partings) - opposite - one_silent
    counts = (
        (len(pair.agree), "agree on {}"),
        (opposite, "contradict each other on {}"),
        (other, "differ on {} that one of them leaves open"),
    )
    said = [words.format(number) for number, words in counts if number]
    silences = [f"only one addresses {one_silent}"] * bool(one_silent)
    silences += [f"neither addresses {len(pair.silent)}"] * bool(pair.silent)
    total = counted(len(pair.agree) + len(pair.silent) + len(pair.partings), "contention")
    tally = "; ".join(filter(None, (f"they {listed(said)}" * bool(said), ", ".join(silences))))
    made = "" if of_model_files(case) else f" {_claims(case, pair)}"
    return f"Of {total}, {tally}.{made}"


def _claims(case: Case, pair: Pair) -> str:
    shared = counted(len(pair.shared), "claim or assumption", "claims and assumptions")
    if pair.nested:
        if not (pair.only_first or pair.only_second):
            return f"They make the same {shared}."
        larger, smaller = (
            (pair.first, pair.second) if pair.only_first else (pair.second, pair.first)
        )
        names = [account_name(case.accounts[id_].title) for id_ in (larger, smaller)]
        return f"All claims of {names[1]} are also in {names[0]}."
    alone = f"{len(pair.only_first)} and {len(pair.only_second)} belong to one alone"
    weighed = f"; {len(pair.weighed)} count in different shares of the draws" * bool(pair.weighed)
    if not pair.shared:
        return f"They share no claim; {alone}."
    return f"They share {shared}; {alone}{weighed}."


def crux_sentence(pair: Pair, numbered: Numbered) -> str:
    """The claims on which most partings turn; empty if none turns on a claim of another's."""
    several = [(id_, number) for id_, number in pair.cruxes if number > 1][:MOST_CRUXES]
    if not several:
        return ""
    said = [f"{numbered.name(id_)} ({number})" for id_, number in several]
    return f"More than one of these turns on {listed(said)}."


def parting_sentences(
    case: Case, contest: Contest, pair: Pair, parting: Parting, numbered: Numbered
) -> Iterator[str]:
    """A contention that two accounts judge differently, and what would make either agree."""
    first, second = letters(contest, pair)
    words = (parting.first, parting.second)
    yield (
        f"“{case.contentions[parting.contention].title}”: "
        f"{MARKS[words[0]]} {words[0]} for {first}, {MARKS[words[1]]} {words[1]} for {second}."
    )
    for name, found in ((first, parting.first_agrees), (second, parting.second_agrees)):
        if found is not None:
            yield agreement_sentence(name, found, numbered)


def unsearched(contest: Contest, pair: Pair) -> int:
    """Changes that were not searched for because the budget was used up."""
    sides = [
        (found, wanted)
        for item in pair.partings
        if item.opposite or contest.every_parting
        for found, wanted in ((item.first_agrees, item.second), (item.second_agrees, item.first))
    ]
    return sum(found is None and wanted != "does not follow" for found, wanted in sides)


def shown_partings(contest: Contest, pair: Pair) -> tuple[Parting, ...]:
    """Those that are shown: all of two accounts, else contradictions with small changes."""
    if contest.every_parting:
        return pair.partings
    opposite = [item for item in pair.partings if item.opposite and not pair.nested]
    return tuple(sorted(opposite, key=_size)[:MOST_PARTINGS])


def _size(parting: Parting) -> int:
    found = [item for item in (parting.first_agrees, parting.second_agrees) if item is not None]
    return min((item.changes[0].size for item in found if item.changes), default=UNKNOWN)


def agreement_sentence(name: str, found: AgreementPrice, numbered: Numbered) -> str:
    """What one account would have to give up and take over."""
    if not found.changes:
        return (
            f"What {name} would have to change cannot be determined: a share is too near the "
            "threshold for the number of draws, or the two differ in more than claims."
        )
    ways = [_change(change, numbered) for change in found.changes[:MOST_CHANGES]]
    more = len(found.changes) - len(ways)
    said = f"{name} would agree by {'; or by '.join(ways)}"
    if more:
        said += f" ({more} more of the same size)"
    if found.smallest:
        return said + ". No smaller change does."
    return said + ". A smaller change may exist."


def _change(change: ClaimChange, numbered: Numbered) -> str:
    parts = []
    if change.gives_up:
        parts.append(f"giving up {numbered.names(change.gives_up)}")
    if change.takes_over:
        parts.append(f"taking over {numbered.names(change.takes_over)}")
    return " and ".join(parts)


def observation_sentences(case: Case, contest: Contest, pair: Pair, most: int = 3) -> Iterator[str]:
    """What would best distinguish the two: if nothing is done, and in any scenario."""
    if not pair.observations:
        if not (pair.nested and not contest.every_parting):
            yield _nothing_tells(pair)
        return
    as_is = [item for item in pair.observations if item.scenario == contest.baseline]
    first = as_is[:1] if most > 1 else []
    kept = list(dict.fromkeys([*first, *pair.observations]))[:most]
    for number, item in enumerate(kept):
        lead = "" if number else "Best distinguished by "
        yield _capital(f"{lead}{observation_sentence(case, contest, pair, item)}")
    if pair.observations[0].information.bits < WEAK:
        yield "Even the best observation would say little about which of the two is right."


def _nothing_tells(pair: Pair) -> str:
    if not pair.common_factors:
        return (
            "No observable factor is predicted by both, so no observation would distinguish them."
        )
    factors = counted(pair.common_factors, "observable factor")
    return f"Both predict {factors}, and none of them differently."


def observation_sentence(case: Case, contest: Contest, pair: Pair, item: Observation) -> str:
    """One observation: what either account predicts, and how much it would tell."""
    where = (
        "if nothing is done"
        if item.scenario == contest.baseline
        else f"in the scenario “{case.scenarios[item.scenario].title}”"
    )
    told = " against ".join(
        f"{prediction(case, item, values)} ({name})"
        for name, values in zip(letters(contest, pair), (item.first, item.second), strict=True)
    )
    found = item.information
    bits = f"{found.bits:.2f} of 1 bit, ±{found.error:.2f}"
    at = moment(case.times, item.date)
    return (
        f"“{factor_title(case, item.factor)}” in {at} {where}: {told}. Seeing it "
        f"would point to the right one in {percent(found.right)} of cases ({bits}; "
        f"{error_words(case, item)})."
    )


def prediction(case: Case, item: Observation, values: Sequence[float]) -> str:
    """Median and 5 to 95 % range in the factor's own unit."""
    factor = case.factors[item.factor]
    if factor.kind == "event":
        return f"{percent(values[1])} likely to have happened"
    if traits(factor).scale == "share":
        low, middle, high = (percent(each) for each in values)
        return f"{middle} ({low} to {high})"
    low, middle, high = (quantity(each) for each in values)
    unit = f" {factor.unit}" if factor.unit else ""
    came = " more" if traits(factor).cumulative else ""
    if low == high:
        return f"{middle}{unit}{came}"
    return f"{middle}{unit}{came} ({low} to {high})"


def error_words(case: Case, item: Observation) -> str:
    """The assumed error of an observation, and whose number that is."""
    if item.error is None:
        return "observed without error"
    whose = "as the case declares" if item.declared else "assumed"
    factor = case.factors[item.factor]
    if traits(factor).scale == "share":
        return f"error {item.error:.2g} in log-odds, {whose}"
    if factor.kind in ("stock", "equation"):
        return f"error {quantity(item.error)}, {whose}"
    return f"error {percent(item.error)}, {whose}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
