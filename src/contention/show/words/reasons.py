"""Why an account gives no answer, or did not determine it: as sentences and in two words."""

from collections.abc import Iterable

from contention.case.model import Case
from contention.case.titles import factor_title, lever_title
from contention.judge.verdict import DeniedEffect, Gap, SetOutcome, Verdict


def reason_of(case: Case, verdict: Verdict) -> str:
    """The reason for a verdict in sentences; empty if it needs none."""
    return reason_in_words(case, verdict.gaps, verdict.construction)


def reason_in_words(
    case: Case, gaps: Iterable[Gap], construction: Iterable[SetOutcome] = ()
) -> str:
    """Gaps and outcomes set by scenarios, one sentence each."""
    said = [_set_sentence(case, item) for item in construction]
    return " ".join([*said, *(gap_sentence(case, gap) for gap in gaps)])


def short_reason(case: Case, verdict: Verdict) -> str:
    """The kind of the gap if that is the whole reason, else the reason in sentences.

    A denial is never shortened to two words.
    """
    if len(verdict.gaps) == 1 and not verdict.gaps[0].denied and not verdict.construction:
        return verdict.gaps[0].kind
    return reason_of(case, verdict)


def gap_sentence(case: Case, gap: Gap) -> str:
    """One gap as a sentence."""
    denied = _denied(case, gap)
    outcomes = quoted((factor_title(case, name) for name in gap.outcomes), "or")
    match gap.kind:
        case "nothing asked":
            return "The test looks at no factor."
        case "nothing differs" if gap.several:
            return "The scenarios compared do not differ."
        case "nothing differs":
            return "Nothing acts in the scenario between the dates looked at."
        case "not drawn":
            return "It takes doubtful claims, and in none of these draws are they in."
        case "nothing moves":
            return "The account connects the two, but the outcome is the same in every draw."
        case "lever absent":
            return _no_lever(case, gap, denied)
        case "outcome absent" if denied:
            return f"In this account nothing acts on {outcomes}: {denied}."
        case "outcome absent":
            return f"This account says nothing about {outcomes}."
        case "no path":
            start = quoted(lever_title(case, lever) for lever in gap.levers)
            because = f": {denied}" if denied else ""
            return f"In this account no path leads from {start} to {outcomes}{because}."


def _no_lever(case: Case, gap: Gap, denied: str) -> str:
    names = quoted(lever_title(case, lever) for lever in gap.levers)
    lead = "The scenarios differ in" if gap.several else "What acts in the scenario is"
    alone = len(gap.levers) == 1
    if denied:
        which = "which acts on nothing" if alone else "none of which acts on anything"
        return f"{lead} {names}, {which} in this account: {denied}."
    which = "which this account does not have" if alone else "none of which it has"
    return f"{lead} {names}, {which}."


def _denied(case: Case, gap: Gap) -> str:
    """The account's denials as a clause; empty if there are none."""
    said = [_denial(case, item) for item in gap.denied]
    return f"the account denies {' and '.join(said)}" if said else ""


def _denial(case: Case, item: DeniedEffect) -> str:
    return f"that “{factor_title(case, item.cause)}” acts on “{factor_title(case, item.effect)}”"


def _set_sentence(case: Case, item: SetOutcome) -> str:
    names = quoted(factor_title(case, name) for name in item.factors)
    return f"The scenario “{case.scenarios[item.scenario].title}” sets {names} itself."


def quoted(names: Iterable[str], last: str = "and") -> str:
    """`“a”, “b” and “c”`; if more than five, the first four and a count of the others."""
    found = [f"“{name}”" for name in dict.fromkeys(names)]
    if len(found) > 5:
        found = [*found[:4], f"{len(found) - 4} others"]
    if len(found) < 2:
        return "".join(found)
    return f"{', '.join(found[:-1])} {last} {found[-1]}"
