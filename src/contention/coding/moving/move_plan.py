"""Where the anchored entries of a document are in an edited text; nothing is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from contention.case.draft import Draft, Located
from contention.case.model import Anchor
from contention.case.text.attachment import anchored_entries
from contention.case.text.word_print import Stretch
from contention.coding.moving.places import MovedPlaces
from contention.coding.moving.rewording import Rewording, kinds, reworded, tokens

State = Literal["same", "moved", "reworded", "lost"]
"""The words are where they were; they are elsewhere; their place has other words; they are gone."""
UNDECIDED = ("reworded", "lost")


@dataclass(frozen=True)
class Moved:
    """One anchored entry and what became of its words."""

    id: str
    kind: str
    """claim, figure, demand or contention"""
    path: str
    line: int
    entry: Located[Any]
    state: State
    old: Anchor
    new: Anchor | None
    before: str | None = None
    """the old sentences, if the old text is available"""
    after: str | None = None
    """the new sentences"""
    wording: Rewording | None = None
    reason: str = ""
    """why it counts as lost"""
    own_words: bool = False
    """whether the anchor's own words are the same, even if those around them changed"""

    @property
    def accepted(self) -> bool:
        """Whether it counts in the case: proposed and rejected entries do not."""
        return getattr(self.entry.body, "status", "accepted") == "accepted"

    def as_json(self) -> dict[str, Any]:
        """The same as plain JSON values."""
        wording = self.wording
        return {
            "id": self.id, "kind": self.kind, "path": self.path, "line": self.line,
            "state": self.state, "accepted": self.accepted,
            "old": {"start": self.old.start, "end": self.old.end},
            "new": self.new and {"start": self.new.start, "end": self.new.end},
            "before": self.before, "after": self.after,
            "removed": list(wording.removed) if wording else [],
            "added": list(wording.added) if wording else [],
            "kinds": list(wording.kinds) if wording else [],
            "own_words": self.own_words, "reason": self.reason,
        }  # fmt: skip


@dataclass(frozen=True)
class MovePlan:
    """What moving a document to an edited text would do."""

    document: str
    share: float
    """share of the words of the old text that the new one has in the same order"""
    old_known: bool
    """whether the old text was available, and not only its word print"""
    moved: tuple[Moved, ...]
    kept: frozenset[str] = field(default=frozenset())
    """ids that the coder has confirmed: they are kept although their words changed"""

    def count(self, state: State) -> int:
        """How many are in this state."""
        return sum(each.state == state for each in self.moved)

    def undecided(self) -> tuple[Moved, ...]:
        """Entries that count in the case, have changed or lost words, and await a decision."""
        return tuple(
            each
            for each in self.moved
            if each.state in UNDECIDED and each.accepted and each.id not in self.kept
        )


def plan_move(
    draft: Draft,
    document: str,
    stretches: Sequence[Stretch],
    old: str | None,
    new: str,
    kept: frozenset[str] = frozenset(),
) -> MovePlan:
    """Judge every anchor in a document by itself.

    `stretches` is the word print of the old text, `old` that text if it is available.
    """
    places = MovedPlaces.of(stretches, old, new)
    moved = tuple(
        _moved(entry, places) for entry in sorted(anchored_entries(draft, document), key=_by_place)
    )
    return MovePlan(document, places.share, old is not None, moved, kept)


def _by_place(entry: Located[Any]) -> tuple[int, int, str]:
    return entry.body.anchor.start, entry.body.anchor.end, entry.id


def _moved(entry: Located[Any], places: MovedPlaces) -> Moved:
    anchor = entry.body.anchor
    old = Anchor(anchor.start, anchor.end, anchor.quote)
    state, new, reason = _judged(old, places)
    before = places.old_sentence(old)
    after = None if new is None else places.new_sentence(new)
    wording = None
    if state == "reworded" and after is not None:
        wording = reworded(before, after) if before is not None else _unseen(places, old, after)
    return Moved(
        entry.id, _kind(entry), entry.tree.path, entry.place().line, entry, state, old, new,
        before, after, wording, reason, new is not None and places.own_words(old, new),
    )  # fmt: skip


def _judged(old: Anchor, places: MovedPlaces) -> tuple[State, Anchor | None, str]:
    if old.quote is not None and not places.has_quote(old):
        return "lost", None, "its quote is not at its place in the old text either"
    same = places.same(old)
    if same is not None:
        return "same", same, ""
    elsewhere = tuple(places.elsewhere(old))
    if len(elsewhere) == 1:
        return "moved", elsewhere[0], ""
    if elsewhere:
        return "lost", None, f"the new text has these words in {len(elsewhere)} other places"
    near = places.near(old)
    if near is not None:
        return "reworded", near, ""
    return "lost", None, "the new text has no such sentence"


def _unseen(places: MovedPlaces, old: Anchor, after: str) -> Rewording:
    """The new words of a sentence whose old words are known by their digits only."""
    added = tuple(places.unknown_words(old, tokens(after)))
    return Rewording((), added, tuple(kinds((), added)))


def _kind(entry: Located[Any]) -> str:
    return {"claims": "claim", "figures": "figure", "demands": "demand"}.get(
        str(entry.keys[0]), "contention"
    )
