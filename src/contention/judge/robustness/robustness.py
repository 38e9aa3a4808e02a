"""Robustness: the contentions of a case judged under alternative choices."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from contention.case.model import Case
from contention.judge.judge import judge
from contention.judge.plain_verdicts import plain_verdicts
from contention.judge.robustness.choices import Choice, model_choices
from contention.judge.robustness.reading_verdicts import other_readings
from contention.judge.sides import share_of
from contention.judge.sizes import SizeWord
from contention.judge.verdict import Judgement, Verdict, VerdictWord

READING = "reading_"
"""begins the ids of choices that are other readings of the words"""

State = Literal["stands", "size", "near", "turns"]
"""`size`: the word for how far the outcome moves changes; `near`: the verdict changes, but a share
cannot be distinguished from the threshold; `turns`: the verdict changes"""

Progress = Callable[[int, int], None]
Judged = Mapping[tuple[str, str], Verdict]
"""(contention, account) → verdict"""


@dataclass(frozen=True)
class Cell:
    """One verdict under one choice."""

    choice: str
    verdict: VerdictWord
    share: float | None
    """of the draws that the word there is about"""
    size: SizeWord | None
    state: State


@dataclass(frozen=True)
class RobustnessRow:
    """One verdict under every choice, in the order of the choices."""

    contention: str
    account: str
    verdict: VerdictWord
    share: float | None
    size: SizeWord | None
    cells: tuple[Cell, ...]

    @property
    def turning(self) -> tuple[Cell, ...]:
        """The cells in which the verdict changes, beyond doubt."""
        return tuple(cell for cell in self.cells if cell.state == "turns")


@dataclass(frozen=True)
class Robustness:
    """A verdict × choice matrix."""

    case: str
    draws: int
    seed: int
    choices: tuple[Choice, ...]
    rows: tuple[RobustnessRow, ...]
    """verdicts that follow; the others have nothing to survive"""
    silent: int
    """verdicts that do not follow, and are left out"""
    refused: tuple[tuple[str, str], ...] = ()
    """choice, why the case cannot be judged under it"""

    def turned(self, choice: str) -> int:
        """How many verdicts a choice turns."""
        return sum(
            cell.state == "turns" for row in self.rows for cell in row.cells
            if cell.choice == choice
        )  # fmt: skip


def robustness(
    case: Case,
    *,
    draws: int = 512,
    seed: int = 1,
    workers: int = 1,
    accounts: Sequence[str] | None = None,
    contentions: Sequence[str] | None = None,
    choices: Sequence[Choice] | None = None,
    progress: Progress | None = None,
) -> Robustness:
    """Judge a case as it is and under each choice (default: readings and `model_choices`)."""
    tried = model_choices(case) if choices is None else tuple(choices)
    base = judge(
        case, draws=draws, seed=seed, hinge_draws=16, workers=workers,
        reading_draws=0 if choices is not None else draws,
        accounts=accounts, contentions=contentions, hinges=False,
    )  # fmt: skip
    under: dict[str, Judged] = {}
    refused: list[tuple[str, str]] = []
    for number, choice in enumerate(tried, 1):
        try:
            found = plain_verdicts(
                choice.apply(case), draws=draws, seed=seed + choice.seed, workers=workers,
                accounts=accounts, contentions=contentions,
            )  # fmt: skip
            under[choice.id] = {(item.contention, item.account): item for item in found}
        except ValueError as error:
            refused.append((choice.id, str(error)))
        if progress is not None:
            progress(number, len(tried))
    read = _readings(case) if choices is None else ()
    return _matrix(base, read, [item for item in tried if item.id in under], under, refused)


def _matrix(
    base: Judgement,
    read: Sequence[Choice],
    kept: Sequence[Choice],
    under: Mapping[str, Judged],
    refused: Sequence[tuple[str, str]],
) -> Robustness:
    speaking = [item for item in base.verdicts if item.verdict != "does not follow"]
    return Robustness(
        case=base.case,
        draws=base.draws,
        seed=base.seed,
        choices=(*read, *kept),
        rows=tuple(_row(item, read, kept, under) for item in speaking),
        silent=len(base.verdicts) - len(speaking),
        refused=tuple(refused),
    )


def _readings(case: Case) -> tuple[Choice, ...]:
    """The other readings of the words as choices; verdicts know what becomes of them."""
    return tuple(
        Choice(READING + item.id, f"words are read as “{item.title}”", _same, "readings")
        for item in other_readings(case)
    )


def _same(case: Case) -> Case:
    return case


def _row(
    base: Verdict,
    read: Sequence[Choice],
    choices: Sequence[Choice],
    under: Mapping[str, Judged],
) -> RobustnessRow:
    pair = (base.contention, base.account)
    cells = [_reading_cell(base, choice) for choice in read]
    cells += [_cell(base, choice.id, under[choice.id][pair]) for choice in choices]
    return RobustnessRow(*pair, base.verdict, share_of(base), _size(base), tuple(cells))


def _reading_cell(base: Verdict, choice: Choice) -> Cell:
    """One verdict under another reading; unchanged if it was not judged under it."""
    id_ = choice.id.removeprefix(READING)
    found = next((item for item in base.readings if item.reading == id_), None)
    if found is None:
        return Cell(choice.id, base.verdict, share_of(base), _size(base), "stands")
    as_read = replace(
        base, verdict=found.verdict, support=found.support, opposed=found.opposed,
        near_threshold=found.near_threshold, size=found.size,
    )  # fmt: skip
    return _cell(base, choice.id, as_read)


def _cell(base: Verdict, choice: str, found: Verdict) -> Cell:
    state: State = "stands"
    if found.verdict != base.verdict:
        state = "near" if base.near_threshold or found.near_threshold else "turns"
    elif _size(found) != _size(base):
        state = "size"
    return Cell(choice, found.verdict, share_of(found), _size(found), state)


def _size(verdict: Verdict) -> SizeWord | None:
    return None if verdict.size is None else verdict.size.word
