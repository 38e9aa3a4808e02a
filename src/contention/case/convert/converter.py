"""What converting entries into values needs: the draft, the tables and the times."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from contention.case.articles import with_article
from contention.case.convert.clock import Calendar, ModelClock
from contention.case.convert.copying import value_of
from contention.case.convert.scales import UnreadableError, WordTables
from contention.case.draft import Draft, Located
from contention.case.factor_kinds import TRAITS
from contention.case.model import Anchor, Condition, Kind, Lognormal, Times
from contention.case.problem import Place
from contention.case.schema.base import AnchorEntry, ClaimAnchorEntry, ConditionEntry

Value = TypeVar("Value")

RELATIVE_SIDES = {"none": ("below", 0.1), "low": ("below", 0.5), "high": ("above", 2.0)}
"""Words of a condition: side and multiple of the reference."""

ADJUSTMENT = Lognormal(0.25, 2.0)
FADING = Lognormal(1.0, 2.0)
CALENDAR = Calendar()
UNKNOWN_TIMES = Times(-10_000.0, 2000.0, 10_000.0, 1.0)
"""Stands in where the times of a case cannot be read, so that the rest can be checked."""


@dataclass
class Converter:
    """Converts words at places; what cannot be converted is noted in the draft."""

    draft: Draft
    words: WordTables
    times: Times
    adjustment: Lognormal = ADJUSTMENT
    """default adjustment time of quantities and shares"""
    fading: Lognormal = FADING
    """default fading time of transient claims"""
    clock: Calendar | ModelClock = CALENDAR

    @property
    def times_known(self) -> bool:
        """Whether the times of the case could be read."""
        return self.times is not UNKNOWN_TIMES

    def attempt(self, place: Place, convert: Callable[[], Value], otherwise: Value) -> Value:
        """The converted value; if that fails, a placeholder, with the problem recorded."""
        try:
            return convert()
        except UnreadableError as error:
            self.draft.note(place, error.message, error.hint)
            return otherwise

    def date(self, text: str, place: Place) -> float:
        """Decimal year of a date as written, or the time of a model."""
        present = self.times.present
        return self.attempt(place, lambda: self.clock.moment(text, present), present)

    def date_within(self, text: str, place: Place, first: float, last: float) -> float:
        """Decimal year of a date that must lie between two years."""
        year = self.date(text, place)
        if not first - 1e-9 <= year <= last + 1e-9:
            span = f"{first:g} to {last:g}" if self.times.unit else f"{first:.2f} to {last:.2f}"
            message = f"`{text}` lies outside what is run here ({span})"
            self.draft.note(place, message, "see `time` in case.yaml")
        return year

    def years(self, text: str, place: Place) -> float:
        """Years of a duration, or units of a model's time."""
        return self.attempt(place, lambda: self.clock.length(text, self.words), 1.0)

    def duration(self, text: str, place: Place) -> Lognormal:
        """A duration with its spread."""
        return self.attempt(place, lambda: self.words.duration(text), Lognormal(1.0, 2.0))

    def kind(self, factor: str) -> Kind:
        """The kind of a factor, `quantity` if it is unknown."""
        written = self.draft.factors.get(factor)
        return written.body.kind if written else "quantity"

    def switched(self, factor: str) -> bool:
        """Whether a factor is on or off: an event, or an input of dated events."""
        written = self.draft.factors.get(factor)
        if written is None:
            return False
        return TRAITS[written.body.kind].set_as == "switch" or written.body.events is not None

    def baseline(self, factor: str) -> float:
        """The reference value of a factor."""
        written = self.draft.factors.get(factor)
        given = written.body.baseline if written else None
        return 1.0 if given is None else given

    def condition(
        self, given: ConditionEntry | None, entry: Located[Any], *keys: str | int
    ) -> Condition | None:
        """A condition, checked against the kind of its factor."""
        if given is None:
            return None
        stand_in = Condition(given.factor, "on")
        known = self.draft.check_id("factor", given.factor, entry.place(*keys, "factor"))
        if not known or given.factor not in self.draft.factors:
            return stand_in
        if [given.is_, given.below, given.above].count(None) != 2:
            hint = "write one of `is: none`, `below: 0.5`, `above: 2`"
            message = "a condition has exactly one of `is`, `below` and `above`"
            self.draft.note(entry.place(*keys), message, hint)
            return stand_in
        if self.switched(given.factor):
            return self._switch(given, entry, *keys)
        if given.is_ in ("on", "off"):
            message = (
                f"`{given.factor}` is {with_article(self.kind(given.factor))}: it is not on or off"
            )
            hint = "`on` and `off` are for events and dated inputs; here `none`, `low`, `high`"
            self.draft.note(entry.place(*keys, "is"), message, hint)
            return stand_in
        return self._gate(given, entry, *keys)

    def _switch(self, given: ConditionEntry, entry: Located[Any], *keys: str | int) -> Condition:
        if given.is_ == "on" or given.is_ == "off":
            return Condition(given.factor, given.is_, 0.5, relative=False)
        key = "is" if given.is_ else "below" if given.below is not None else "above"
        message = f"`{given.factor}` is either on or off"
        self.draft.note(entry.place(*keys, key), message, "write `is: on` or `is: off`")
        return Condition(given.factor, "on")

    def _gate(self, given: ConditionEntry, entry: Located[Any], *keys: str | int) -> Condition:
        if given.is_ is not None:
            side, threshold = RELATIVE_SIDES[given.is_]
            reached = threshold * self.baseline(given.factor)
            if reached > TRAITS[self.kind(given.factor)].bounds.high:
                message = f"`{given.factor}` is never `{given.is_}`: that is above {reached:g}"
                hint = "write `above:` with a value below 1"
                self.draft.note(entry.place(*keys, "is"), message, hint)
            return Condition(given.factor, "below" if side == "below" else "above", threshold)
        key: Literal["below", "above"] = "below" if given.below is not None else "above"
        value = given.above if given.below is None else given.below
        assert value is not None
        kind = self.kind(given.factor)
        if not TRAITS[kind].bounds.holds(value):
            hint = "shares from 0.001 to 0.999, everything else above 0"
            self.draft.note(
                entry.place(*keys, key), f"{with_article(kind)} is never at {value:g}", hint
            )
        return Condition(given.factor, key, value, relative=TRAITS[kind].bounds_relative)

    def anchor(
        self, given: AnchorEntry | None, document: str, entry: Located[Any]
    ) -> Anchor | None:
        """An anchor, checked against the document's length."""
        if given is None:
            return None
        if given.start >= given.end:
            message = f"the anchor ends ({given.end}) where it starts ({given.start}) or before"
            hint = "`contention locate` gives the anchor of words"
            self.draft.note(entry.place("anchor", "end"), message, hint)
        written = self.draft.documents.get(document)
        if written is not None and given.end > written.body.length:
            key = "start" if given.start >= written.body.length else "end"
            message = f"the anchor lies outside `{document}` ({written.body.length} characters)"
            hint = "`contention locate` gives the anchor of words"
            self.draft.note(entry.place("anchor", key), message, hint)
        if isinstance(given, ClaimAnchorEntry):
            self._ends_in_text(given, document, entry)
        return value_of(Anchor, given)

    def _ends_in_text(self, given: ClaimAnchorEntry, document: str, entry: Located[Any]) -> None:
        """Note words of an end that are nowhere in the document."""
        written = self.draft.documents.get(document)
        length = written.body.length if written is not None else None
        for key, words in (("cause", given.cause), ("effect", given.effect)):
            if words is not None and not words[0] < words[1] <= (length or words[1]):
                of = f", which has {length} characters" if length is not None else ""
                message = f"{words} is not a stretch of `{document}`{of}"
                hint = "give their first character and the one after the last, or leave it out"
                self.draft.note(entry.place("anchor", key), message, hint)
