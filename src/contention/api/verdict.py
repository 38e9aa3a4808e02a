"""One verdict with its hinges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contention.judge.hinges.knockouts import matters, overturns
from contention.judge.sides import interval_of, share_of, side_of
from contention.judge.sizes import Size
from contention.judge.verdict import Hinge as HingeValue
from contention.judge.verdict import Needs, VerdictWord
from contention.judge.verdict import Verdict as VerdictValue

if TYPE_CHECKING:
    from contention.api.case import Case

Interval = tuple[float, float]

VERDICT_COLUMNS = (
    "contention", "account", "verdict", "needs", "support", "opposed", "undecided",
    "share", "share_low", "share_high", "margin_low", "margin", "margin_high", "margin_kind",
    "presence", "moving", "denied", "size", "size_low", "size_median", "size_high",
    "near_threshold", "turns", "reason",
)  # fmt: skip
_WORDS = {"contention", "account", "verdict", "needs", "margin_kind", "size", "near_threshold",
          "reason"}  # fmt: skip
VERDICT_NUMBERS = tuple(name for name in VERDICT_COLUMNS if name not in _WORDS)
HINGE_COLUMNS = (
    "contention", "account", "claim", "assumption", "change", "error", "opposed_change",
    "opposed_error", "margin_change", "presence_change", "support_without", "opposed_without",
    "verdict_without", "matters", "overturns",
)  # fmt: skip


@dataclass(frozen=True, repr=False)
class Verdict:
    """What an account says about a contention."""

    case: Case
    value: VerdictValue
    """all of it, as a frozen dataclass"""
    _hinges: tuple[HingeValue, ...] = ()

    def __repr__(self) -> str:
        from contention.show.words.share_words import worded

        return f"<Verdict {self.contention} by {self.account}: {worded(self.value)}>"

    @property
    def contention(self) -> str:
        """Id of the contention."""
        return self.value.contention

    @property
    def account(self) -> str:
        """Id of the account."""
        return self.value.account

    @property
    def word(self) -> VerdictWord:
        """Supported, opposed, undecided, does not follow, or true by construction."""
        return self.value.verdict

    @property
    def support(self) -> float | None:
        """Share of the draws that tell a direction in which the contention holds."""
        return self.value.support

    @property
    def opposed(self) -> float | None:
        """Share of them in which its reverse holds."""
        return self.value.opposed

    @property
    def share(self) -> float | None:
        """The share that the word is about: `opposed` if the reverse is likelier."""
        return share_of(self.value)

    @property
    def interval(self) -> Interval | None:
        """Its 95 % interval."""
        return interval_of(self.value)

    @property
    def margin(self) -> tuple[float, float, float] | None:
        """5 %, 50 % and 95 % quantiles of the margin by which it holds; `value.margin_kind`."""
        return self.value.margin

    @property
    def size(self) -> Size | None:
        """How far the outcome moves: a word and quantiles; None if nothing connects the two."""
        return self.value.size

    @property
    def needs(self) -> Needs | None:
        """What it rests on: signs alone, strengths too, or an unstated premise."""
        return self.value.needs

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of the claims and assumptions on some path from lever to outcome."""
        return self.value.claims_on_path

    @property
    def reason(self) -> str:
        """Why the account cannot say, in a sentence; empty if it can."""
        from contention.show.words.reasons import reason_of

        return reason_of(self.case.value, self.value)

    @property
    def qualifiers(self) -> tuple[str, ...]:
        """What has to be said with the word, most important first."""
        from contention.show.words.verdict_words import qualifiers

        return qualifiers(self.case.value, self.value)

    @property
    def hinges(self) -> tuple[Hinge, ...]:
        """What removing each claim does to it, the largest change first."""
        return tuple(Hinge(self, value) for value in self._hinges)

    def record(self) -> dict[str, object]:
        """The verdict as one row of a table."""
        value, size = self.value, self.value.size
        sizes = (None,) * 4 if size is None else (size.word, size.low, size.median, size.high)
        cells = (
            value.contention, value.account, value.verdict, value.needs,
            value.support, value.opposed, value.undecided,
            self.share, *(self.interval or (None, None)),
            *(value.margin or (None, None, None)), value.margin_kind,
            value.presence, value.moving, value.denied, *sizes,
            value.near_threshold, value.turns, self.reason or None,
        )  # fmt: skip
        return dict(zip(VERDICT_COLUMNS, cells, strict=True))

    def _repr_html_(self) -> str:
        from contention.show.notebook import verdict_html

        return verdict_html(self.case.value, self.value, self._hinges)


@dataclass(frozen=True, repr=False)
class Hinge:
    """What removing one claim does to one verdict: a leave-one-out sensitivity."""

    verdict: Verdict
    value: HingeValue
    """all of it, as a frozen dataclass"""

    def __repr__(self) -> str:
        from contention.show.words.share_words import change_in_words

        moved = change_in_words(self.value, side_of(self.verdict.value))
        return (
            f"<Hinge {self.claim}: {self.verdict.contention} by {self.verdict.account}, "
            f"{moved} points, then {self.value.verdict_without}>"
        )

    @property
    def claim(self) -> str:
        """Id of the claim or assumption that is removed."""
        return self.value.claim

    @property
    def change(self) -> float:
        """Support without it minus support with it."""
        return self.value.change

    @property
    def opposed_change(self) -> float:
        """The same of the share in which the reverse holds."""
        return self.value.opposed_change

    @property
    def word_without(self) -> VerdictWord:
        """The verdict without it."""
        return self.value.verdict_without

    @property
    def matters(self) -> bool:
        """Whether a share moves beyond its Monte Carlo error, or the presence or margin moves."""
        return matters(self.value, self.verdict.value)

    @property
    def overturns(self) -> bool:
        """Whether the verdict changes without it, beyond the error."""
        return overturns(self.value, self.verdict.value)

    def record(self) -> dict[str, object]:
        """The hinge as one row of a table."""
        value = self.value
        cells = (
            value.contention, value.account, value.claim, value.assumption,
            value.change, value.error, value.opposed_change, value.opposed_error,
            value.margin_change, value.presence_change,
            value.support_without, value.opposed_without, value.verdict_without,
            self.matters, self.overturns,
        )  # fmt: skip
        return dict(zip(HINGE_COLUMNS, cells, strict=True))
