"""A difference between two revisions as text and as plain JSON values."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from contention.analysis.case_changes import Change
from contention.analysis.difference import Difference
from contention.analysis.turning_changes import Trial, Turn
from contention.case.articles import counted
from contention.case.model import Case
from contention.judge.sides import share_of
from contention.judge.verdict import Verdict
from contention.show.judgement_json import rounded
from contention.show.words.change_words import details, headline
from contention.show.words.share_words import short_shares, worded

MARKS = {"added": "+", "removed": "−", "changed": "~"}


def difference_text(found: Difference, width: int | None = None) -> str:
    """The difference as text for a terminal of `width` columns; None leaves it unwrapped."""
    return "\n".join(line for each in _lines(found) for line in fitted(each, width))


def fitted(line: str, width: int | None) -> list[str]:
    """A line, wrapped with a hanging indent of two spaces."""
    if width is None or len(line) <= width:
        return [line]
    indent = " " * (len(line) - len(line.lstrip()))
    words = line.strip()
    return textwrap.wrap(
        words, max(width, 40), initial_indent=indent, subsequent_indent=f"{indent}  "
    )


def unrelated_words(found: Difference) -> str:
    """That two cases share nothing."""
    return (
        f"“{found.before.title}” and “{found.after.title}” have no text, no claim and no "
        "contention in common: they are not two versions of one case, so there is nothing to "
        "compare. Judge each by itself."
    )


def _lines(found: Difference) -> Iterator[str]:
    if found.unrelated:
        yield unrelated_words(found)
        return
    yield (
        f"{counted(len(found.turned), 'verdict')} changed, "
        f"{counted(len(found.moved), 'verdict')} changed in their shares only, "
        f"{counted(len(found.changes), 'entry', 'entries')} edited."
    )
    for turn in found.turned:
        yield ""
        yield _headline(found.after, turn)
        yield from _causes(found, turn)
    yield from _moved(found)
    yield from _listed(found.after, "NEW VERDICTS", found.added)
    yield from _listed(found.before, "REMOVED VERDICTS", found.removed)
    if found.changes:
        yield ""
        yield "CHANGED ENTRIES"
        for change in found.changes:
            yield f"  {MARKS[change.action]} {entry(found, change)}"


def _headline(case: Case, turn: Turn) -> str:
    contention, account = turn.pair
    before, after = turn.before, turn.after
    return f"{_titles(case, contention, account)}: {worded(before)} → {worded(after)}"


def _titles(case: Case, contention: str, account: str) -> str:
    return f"“{case.contentions[contention].title}”, {case.accounts[account].title}"


def entry(found: Difference, change: Change) -> str:
    """One change with its place and the fields that changed."""
    fields = details(change, found.after)
    listed = f" ({'; '.join(fields)})" if fields else ""
    return f"{change.place} {headline(change, found.before, found.after)} {change.action}{listed}"


def _causes(found: Difference, turn: Turn) -> Iterator[str]:
    tried = found.trials.get(turn.pair, ())
    causes = [trial for trial in tried if trial.cause]
    for trial in causes:
        yield f"  because of {entry(found, trial.change)}"
        yield f"    {_why(trial, turn)}"
    others = [trial for trial in tried if not trial.cause]
    if not causes:
        yield f"  {_no_single_cause(others, found.after.accounts[turn.pair[1]].model)}"
    if others:
        lead = "also on its paths, but not a cause on its own" if causes else "on its paths"
        names = (headline(trial.change, found.before, found.after) for trial in others)
        yield f"  {lead}: {', '.join(names)}"


def _why(trial: Trial, turn: Turn) -> str:
    parts = []
    if trial.restores:
        parts.append(f"undoing it alone restores {turn.before.verdict}")
    elif trial.undone is None:
        parts.append("it cannot be undone alone: other entries depend on it")
    else:
        parts.append(f"undoing it alone gives {trial.undone}")
    if trial.brings:
        parts.append(f"making it alone is enough for {turn.after.verdict}")
    elif trial.made is None:
        parts.append("it cannot be made alone: it depends on other entries")
    else:
        parts.append(f"making it alone gives {trial.made}")
    return "; ".join(parts)


def _no_single_cause(others: Sequence[Trial], model: str | None) -> str:
    """`model` is the model file that the account is, which has no entries."""
    if not others and model is not None:
        return f"the model file itself, {model}, was changed, or what it runs with"
    if not others:
        return "no changed entry lies on its paths: please report this as a bug"
    return "because of several changes together: no single one restores or changes the verdict"


def _moved(found: Difference) -> Iterator[str]:
    if not found.moved:
        return
    yield ""
    yield "SHARES CHANGED, verdict unchanged"
    for turn in found.moved:
        shares = f"{short_shares(turn.before)} → {short_shares(turn.after)}"
        yield f"  {_titles(found.after, *turn.pair)}: {turn.after.verdict} ({shares})"


def _listed(case: Case, title: str, verdicts: Sequence[Verdict]) -> Iterator[str]:
    if not verdicts:
        return
    yield ""
    yield title
    for verdict in verdicts:
        name = _titles(case, verdict.contention, verdict.account)
        yield f"  {name}: {worded(verdict)}"


def difference_json(found: Difference) -> dict[str, Any]:
    """The difference as plain JSON values."""
    return {
        "unrelated": found.unrelated,
        "turned": [
            _turn_json(turn)
            | {"trials": [_trial_json(found, trial) for trial in found.trials.get(turn.pair, ())]}
            for turn in found.turned
        ],
        "moved": [_turn_json(turn) for turn in found.moved],
        "added": [_verdict_json(verdict) for verdict in found.added],
        "removed": [_verdict_json(verdict) for verdict in found.removed],
        "changes": [_change_json(found, change) for change in found.changes],
    }


def _turn_json(turn: Turn) -> dict[str, Any]:
    contention, account = turn.pair
    return {
        "contention": contention,
        "account": account,
        "before": shares_json(turn.before),
        "after": shares_json(turn.after),
    }


def _trial_json(found: Difference, trial: Trial) -> dict[str, Any]:
    return {
        "change": _change_json(found, trial.change),
        "cause": trial.cause,
        "undone_alone": trial.undone,
        "made_alone": trial.made,
        "restores": trial.restores,
        "brings": trial.brings,
    }


def _change_json(found: Difference, change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "id": change.id,
        "action": change.action,
        "place": change.place,
        "details": list(details(change, found.after)),
    }


def _verdict_json(verdict: Verdict) -> dict[str, Any]:
    return {
        "contention": verdict.contention,
        "account": verdict.account,
        **shares_json(verdict),
    }


def shares_json(verdict: Verdict) -> dict[str, Any]:
    """A verdict with its shares."""
    return {
        "verdict": verdict.verdict,
        "support": rounded(verdict.support),
        "opposed": rounded(verdict.opposed),
        "share": rounded(share_of(verdict)),
    }
