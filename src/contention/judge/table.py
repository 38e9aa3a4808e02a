"""A judgement as text for a terminal: verdicts of all accounts, then what they hinge on."""

import shlex
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence

from contention.case.values import Case
from contention.judge.values import Diagnostics, FailedDraw, Hinge, Judgement, Verdict

MARKS = {
    "supported": "▲",
    "opposed": "▼",
    "undecided": "◆",
    "does not follow": "○",
    "true by construction": "≡",
}
LEGEND = (
    "▲ supported   ▼ opposed   ◆ undecided   ○ does not follow   ≡ true by construction",
    "The number is the support: the share of draws in which it holds.",
    "Needs, or rests on where undecided: s signs alone, # strengths too, a an assumption.",
)
NEEDS = {"signs": "s", "strengths": "#", "assumptions": "a", None: " "}
TOP = 3
"""hinges shown for each verdict"""
CELL = 9
EXAMPLES = 3
"""failed draws of an account that are named; all of them may have failed"""


def judgement_text(case: Case, judgement: Judgement, width: int = 100) -> str:
    """Contentions down, accounts across; then reasons, hinges and diagnostics.

    `width` is in characters.
    """
    if not case.contentions:
        return "The case has no contentions: there is nothing to judge."
    parts = [
        *_table(case, judgement, width),
        *_details(case, judgement, width),
        *_diagnostics(case, judgement),
    ]
    return "\n".join(line.rstrip() for line in parts)


def _table(case: Case, judgement: Judgement, width: int) -> Iterator[str]:
    accounts = [item.account for item in judgement.diagnostics]
    found = {(item.contention, item.account): item for item in judgement.verdicts}
    for number, account in enumerate(accounts, 1):
        yield f"{number} {case.accounts[account].title}"
    yield ""
    room = max(24, width - CELL * len(accounts) - 1)
    numbers = range(1, len(accounts) + 1)
    yield " " * room + "".join(f"{number:>{CELL - 5}}     " for number in numbers)
    for contention in dict.fromkeys(item.contention for item in judgement.verdicts):
        title = textwrap.wrap(case.contentions[contention].title, room - 2)
        cells = "".join(_cell(found[contention, account]) for account in accounts)
        yield f"{title[0]:{room}}{cells}"
        yield from (f"  {line}" for line in title[1:])
    yield ""
    yield from LEGEND


def _cell(verdict: Verdict) -> str:
    number = "" if verdict.support is None else f"{verdict.support * 100:.0f}%"
    return f"{MARKS[verdict.verdict]} {number:>4} {NEEDS[verdict.needs]} ".rjust(CELL)


def _details(case: Case, judgement: Judgement, width: int) -> Iterator[str]:
    for contention in dict.fromkeys(item.contention for item in judgement.verdicts):
        yield ""
        yield f"{contention}: {case.contentions[contention].title}"
        for verdict in judgement.verdicts:
            if verdict.contention == contention:
                yield from _of_account(case, judgement, verdict, width)


def _of_account(case: Case, judgement: Judgement, verdict: Verdict, width: int) -> Iterator[str]:
    mark = MARKS[verdict.verdict]
    yield f"  {mark} {case.accounts[verdict.account].title}: {_said(verdict)}"
    found = [
        hinge
        for hinge in judgement.hinges
        if (hinge.contention, hinge.account) == (verdict.contention, verdict.account)
    ]
    for hinge in [item for item in found if _tells(item)][:TOP]:
        yield from textwrap.wrap(
            _hinge(case, hinge), width, initial_indent=" " * 6, subsequent_indent=" " * 8
        )


def _said(verdict: Verdict) -> str:
    if verdict.support is None or verdict.interval is None:
        return f"{verdict.verdict}. {verdict.reason}"
    low, high = verdict.interval
    parts = [f"{verdict.verdict}, support {verdict.support:.0%} ({low:.0%} to {high:.0%})"]
    parts.append(f"undecided {verdict.undecided:.0%}")
    if verdict.margin is not None:
        low, middle, high = verdict.margin
        parts.append(f"{verdict.margin_kind} {middle:+.2g} ({low:+.2g} to {high:+.2g})")
    if verdict.needs is not None:
        parts.append(f"{need_word(verdict)} {verdict.needs}")
    if verdict.turns is not None:
        parts.append(_turn(verdict, verdict.turns))
    return "; ".join(parts) + "." + (f" {verdict.reason}" if verdict.reason else "")


def need_word(verdict: Verdict) -> str:
    """What stands before that which a verdict takes: one that decides nothing needs nothing."""
    return "rests on" if verdict.verdict == "undecided" else "needs"


def _turn(verdict: Verdict, year: float) -> str:
    """Since when it is so, and what it was at the date before."""
    before = [horizon.verdict for horizon in verdict.horizons if horizon.year < year]
    return f"so from {year:.6g}, before that {before[-1]}"


def _tells(hinge: Hinge) -> bool:
    """Whether a hinge moves anything by more than its own error."""
    moved = max(abs(hinge.change), abs(hinge.opposed_change))
    return moved > max(2 * hinge.error, 0.005) or abs(hinge.margin_change) > 0.01


def _hinge(case: Case, hinge: Hinge) -> str:
    if hinge.assumption:
        text = f"[unstated premise] {case.assumptions[hinge.claim].reason}"
    else:
        text = case.claims[hinge.claim].paraphrase
    effect = f"support {hinge.change * 100:+.0f} points, margin {hinge.margin_change:+.2g}"
    if hinge.verdict_without == "does not follow":
        effect = "nothing follows any more"
    return f"without {hinge.claim}: {effect} → {hinge.verdict_without}. {text}"


def _diagnostics(case: Case, judgement: Judgement) -> Iterator[str]:
    yield ""
    yield f"{judgement.draws} draws, seed {judgement.seed}; hinges with {judgement.hinge_draws}."
    for item in judgement.diagnostics:
        yield f"{case.accounts[item.account].title}: {_state(item)}"
        if item.failed:
            yield f"  {failed_in_words(case, item.failed, judgement.draws)} To replay them:"
            for command in replay_commands(str(case.folder), item.failed, judgement.seed):
                yield f"    {command}"


def _state(item: Diagnostics) -> str:
    if not item.draws:
        return "nothing to run."
    parts = [
        f"unstable in {item.unstable_share:.0%} of draws",
        f"at a bound in {item.bounded_share:.0%}",
        f"{item.raised_time_constants:.0%} of time constants raised to four steps",
        f"{item.determinate_pairs} of {item.connected_pairs} connected pairs of one sign",
    ]
    if item.quasi_static:
        parts.append(f"quasi-static: {', '.join(item.quasi_static)}")
    return "; ".join(parts) + "."


def failed_in_words(case: Case, failed: Sequence[FailedDraw], draws: int) -> str:
    """How many draws failed, where most of them did, and what becomes of them."""
    count = len({item.draw for item in failed})
    places = Counter((item.scenario, item.factor) for item in failed)
    (scenario, factor), most = places.most_common(1)[0]
    where = f"in scenario “{case.scenarios[scenario].title}”" if scenario else "before the present"
    if factor:
        title = case.factors[factor].title if factor in case.factors else factor
        where = f"at “{title}” {where}"
    if len(places) > 1:
        where = f"most ({most}) {where}"
    return (
        f"{count} of {draws} draws failed, {where}: they left an outcome without a number, and "
        "count as undecided wherever it is asked for; they are never left out."
    )


def replay_commands(case: str, failed: Sequence[FailedDraw], seed: int) -> Iterator[str]:
    """The commands that replay the first few failed draws."""
    for item in failed[:EXAMPLES]:
        words = ["contention", "run", case, "--account", item.account]
        words += ["--scenario", item.scenario] if item.scenario else []
        yield shlex.join([*words, "--draw", str(item.draw), "--seed", str(seed)])
