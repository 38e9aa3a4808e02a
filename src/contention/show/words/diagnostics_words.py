"""Diagnostics in plain language: what each number means, and when it warrants a warning."""

from collections.abc import Mapping
from dataclasses import dataclass

from contention.case.model import AccountSpec, Case
from contention.judge.verdict import Diagnostics, Judgement
from contention.show.words.failed_draws import failed_in_words, replay_commands
from contention.show.words.numbers import first_of, percent
from contention.show.words.reading_words import runaway_words

BOUNDED, RAISED, OFFSET = 0.2, 0.2, 0.25
"""shares, and a log-distance, above which a diagnostic is a warning"""


@dataclass(frozen=True)
class DiagnosticLine:
    """One diagnostic: its value, and a warning if it exceeds its limit."""

    name: str
    value: str
    meaning: str
    warning: str = ""


@dataclass(frozen=True)
class AccountReadings:
    """All diagnostics of one account."""

    account: AccountSpec
    readings: tuple[DiagnosticLine, ...]
    failed: str = ""
    """how many draws failed and where; empty if none did"""
    replay: tuple[str, ...] = ()
    """commands that replay the first of them"""
    runaway: tuple[str, ...] = ()
    """warnings for readings of the words under which the account runs away"""

    @property
    def warnings(self) -> tuple[str, ...]:
        """Warnings only, failed draws first."""
        found = (self.failed, *(reading.warning for reading in self.readings), *self.runaway)
        return tuple(warning for warning in found if warning)


def account_readings(case: Case, judgement: Judgement) -> tuple[AccountReadings, ...]:
    """The diagnostics of every account."""
    return tuple(
        AccountReadings(
            case.accounts[item.account],
            _readings(case, item),
            f"Failed draws: {failed_in_words(case, item.failed, judgement.draws)}"
            if item.failed
            else "",
            tuple(replay_commands(case.id, item.failed, judgement.seed)),
            tuple(runaway_words(case, item)),
        )
        for item in judgement.diagnostics
    )


def _readings(case: Case, found: Diagnostics) -> tuple[DiagnosticLine, ...]:
    if case.accounts[found.account].model is not None:
        return (DiagnosticLine("Steps", found.method, "how the model file takes its steps"),)
    return (
        _share(
            "Unstable draws",
            found.unstable_share,
            "draws in which a small disturbance of the steady state grows instead of dying out",
            (1.0, ""),
        ),
        _share(
            "Draws at a bound",
            found.bounded_share,
            "draws in which some factor reached the limit of its scale in some scenario",
            (BOUNDED, "once a factor is at its limit, further pressure on it has no effect"),
        ),
        _share(
            "Times too short for the step",
            found.raised_time_constants,
            "time constants shorter than four time steps, which were raised to four steps",
            (RAISED, "fast responses are slower here than the case states"),
        ),
        _quasi_static(case, found),
        _determinate(found),
        _offset(found),
    )


def _share(name: str, value: float, meaning: str, limit: tuple[float, str]) -> DiagnosticLine:
    warning = f"{name}: {limit[1]}." if value > limit[0] else ""
    return DiagnosticLine(name, percent(value), meaning, warning)


def _quasi_static(case: Case, found: Diagnostics) -> DiagnosticLine:
    titles = first_of([case.factors[id_].title for id_ in found.quasi_static])
    meaning = (
        "factors with a time constant too short for the step: they respond more slowly than coded"
    )
    return DiagnosticLine("Quasi-static factors", titles or "none", meaning)


def _determinate(found: Diagnostics) -> DiagnosticLine:
    share = found.determinate_pairs / found.connected_pairs if found.connected_pairs else 1.0
    value = f"{found.determinate_pairs} of {found.connected_pairs}"
    warning = (
        "Determinate pairs: for most pairs of factors even the direction of the effect depends on "
        "the numbers drawn."
        if share < 0.5
        else ""
    )
    meaning = (
        "pairs of connected factors whose net effect has the same sign in at least 95 % of draws"
    )
    return DiagnosticLine("Determinate pairs", value, meaning, warning)


def _offset(found: Diagnostics) -> DiagnosticLine:
    warning = (
        "Distance at the present: the simulated history misses the present state in the case."
        if found.offset_at_present > OFFSET
        else ""
    )
    meaning = (
        "how far the simulated history ends from the reference state, in log units or log-odds "
        "(worst factor, median over draws)"
    )
    return DiagnosticLine(
        "Distance at the present", f"{found.offset_at_present:.2g}", meaning, warning
    )


def warnings_with_accounts(readings: tuple[AccountReadings, ...]) -> Mapping[str, tuple[str, ...]]:
    """Warning → titles of the accounts concerned; failed draws first."""
    found: dict[str, list[str]] = {item.failed: [] for item in readings if item.failed}
    for item in readings:
        for warning in item.warnings:
            found.setdefault(warning, []).append(item.account.title)
    return {warning: tuple(titles) for warning, titles in found.items()}
