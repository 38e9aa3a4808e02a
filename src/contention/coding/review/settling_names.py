"""Settling the names of proposals: renaming, joining and leaving them, before any claim."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from contention.case.draft import Draft
from contention.case.merges import resolved
from contention.case.schema.claims import ClaimEntry
from contention.case.signs import INVERTED
from contention.case.source_tree import Keys
from contention.case.storage.entry_edit import entry_lines, replace_entries
from contention.case.storage.writing import Changes
from contention.coding.review.claim_lines import with_fields, with_named_fields
from contention.coding.review.decisions import checked, take_back
from contention.coding.review.entry_finders import ClaimFinder, KeyFinder
from contention.coding.review.paraphrases import claim_words
from contention.coding.review.proposed_names import (
    ProposedName,
    awaits_name,
    proposed_names,
    unsettled,
)
from contention.coding.review.review_factors import (
    FACTOR_FIELDS,
    FILE,
    put_merge,
    put_title,
)
from contention.coding.review.review_queue import sign_word
from contention.coding.review.review_texts import Texts
from contention.coding.review.undo import Change, EntryChange, ReviewError

Action = Literal["renamed", "joined", "settled", "skipped"]


def put_settled(changes: Changes, names: Sequence[str], coder: str) -> list[Change]:
    """Record that the names of factors are settled, of those that wait for it."""
    draft = changes.draft()
    done: list[Change] = []
    new: dict[Keys, Sequence[str]] = {}
    for name in dict.fromkeys(names):
        if name not in draft.factors:
            raise ReviewError(f"factors.yaml has no factor `{name}` any more")
        if awaits_name(draft.factors[name]):
            old = entry_lines(changes, FILE, (name,))
            data = draft.factors[name].tree.get(name)
            lines = with_named_fields(name, old.lines, data, {"named_by": coder}, FACTOR_FIELDS)
            new[name,] = lines
            done.append(EntryChange.of(FILE, KeyFinder((name,)), old.lines, lines))
    replace_entries(changes, FILE, new)
    return done


def put_renamed(changes: Changes, factor: str, title: str, coder: str) -> list[Change]:
    """Give a name another wording, in the paraphrases of proposals, too; its id stays."""
    if not title.strip():
        raise ReviewError("a name needs words")
    renamed = put_title(changes, factor, title.strip(), coder)
    return [renamed, *_rewritten(changes, lambda body: {} if factor in _named(body) else None)]


def put_joined(
    changes: Changes, factor: str, into: str, *, turned: bool, coder: str
) -> list[Change]:
    """Make two names one: a merge, which proposals follow at once, turned for an opposite.

    Claims that were decided on stay as they are coded; the merge redirects them.
    """
    draft = changes.draft()
    for each in (factor, into):
        if each not in draft.factors:
            raise ReviewError(f"factors.yaml has no factor `{each}`")
    _refuse_linked(draft, factor, into)
    done = put_merge(changes, factor, into, turned=turned, coder=coder)
    gone = resolved(changes.draft())
    if factor not in gone:
        raise ReviewError(f"`{factor}` and `{into}` cannot be one: see `contention check`")

    def redirected(body: ClaimEntry) -> Mapping[str, str | None] | None:
        ends = [end for end in ("cause", "effect") if getattr(body, end) == factor]
        wanted: dict[str, str | None] = dict.fromkeys(ends, gone[factor].into)
        if not wanted:
            return None
        sign = sign_word(body.sign)
        if gone[factor].turned and len(ends) == 1 and sign in INVERTED:
            wanted["sign"] = INVERTED[sign]
        return wanted

    return [*done, *_rewritten(changes, redirected)]


def _refuse_linked(draft: Draft, factor: str, into: str) -> None:
    gone = resolved(draft)
    for claim in draft.claims.values():
        ends = [
            gone[end].into if end in gone else end
            for end in (claim.body.cause, claim.body.effect)
        ]  # fmt: skip
        if {factor, into} == set(ends):
            raise ReviewError(
                f"{claim.id} links the two, so that they are not one: reject or edit it first"
            )


def _named(body: ClaimEntry) -> tuple[str, str]:
    return body.cause, body.effect


def _rewritten(
    changes: Changes, wanted: Callable[[ClaimEntry], Mapping[str, str | None] | None]
) -> list[Change]:
    """Proposed claims with other fields and, if it was drafted, their paraphrase drafted again."""
    draft = changes.draft()
    done: list[Change] = []
    new: dict[str, dict[Keys, Sequence[str]]] = {}
    for claim in draft.claims.values():
        made = wanted(claim.body) if claim.body.status == "proposed" else None
        if made is None:
            continue
        data = dict(claim.tree.get(*claim.keys))
        if claim.body.drafted:
            made = {**made, "paraphrase": claim_words(draft, {**data, **made})}
        old = entry_lines(changes, claim.tree.path, claim.keys)
        lines = with_fields(old.lines, data, made)
        if tuple(lines) != old.lines:
            new.setdefault(claim.tree.path, {})[claim.keys] = lines
            done.append(EntryChange.of(claim.tree.path, ClaimFinder(claim.id), old.lines, lines))
    for path, entries in new.items():
        replace_entries(changes, path, entries)
    return done


@dataclass(frozen=True)
class NamesStep:
    """One step, and how to undo it."""

    action: Action
    name: str
    """what was renamed or joined; of several, how many"""
    selected: int
    left: bool
    """whether the list was left with it"""
    changes: tuple[Change, ...] = ()


class NamesReview:
    """The list of names, with one of them selected; every step is written at once."""

    def __init__(
        self, folder: Path, *, document: str | None = None, coder: str, again: bool = False
    ) -> None:
        self.folder = folder
        self.document = document
        self.coder = coder
        self.selected = 0
        self.left = False
        self.steps: list[NamesStep] = []
        self._again = again
        """whether to show the list also if all are settled"""
        self._texts = Texts()

    def draft(self) -> Draft:
        """The case as its files have it now."""
        return Changes(self.folder).draft()

    def names(self) -> tuple[ProposedName, ...]:
        """All names of the proposals."""
        return proposed_names(self.draft(), self.document, self._texts)

    def waiting(self) -> tuple[ProposedName, ...]:
        """The names to settle, among those that are settled; none once the list was left."""
        names = () if self.left else self.names()
        if names and (self._again or unsettled(names) or self.steps):
            self.selected = min(self.selected, len(names) - 1)
            return names
        return ()

    def current(self) -> ProposedName:
        """The selected name."""
        names = self.waiting()
        if not names:
            raise ReviewError("there is no name to settle")
        return names[self.selected]

    def go(self, by: int) -> None:
        """To the next or the previous name."""
        wanted = self.selected + by
        if not 0 <= wanted < len(self.waiting()):
            raise ReviewError("this is the last name" if by > 0 else "this is the first name")
        self.selected = wanted

    def rename(self, title: str) -> NamesStep:
        """Another wording for the selected name."""
        name = self.current()
        done = checked(self.folder, lambda files: put_renamed(files, name.id, title, self.coder))
        return self._done("renamed", name.title, done)

    def join(self, into: str, *, turned: bool) -> NamesStep:
        """The selected name becomes another one, or its opposite."""
        name = self.current()
        done = checked(
            self.folder,
            lambda files: put_joined(files, name.id, into, turned=turned, coder=self.coder),
        )
        step = self._done("joined", name.title, done)
        places = {each.id: number for number, each in enumerate(self.names())}
        self.selected = places.get(into, 0)
        return step

    def settle(self) -> NamesStep:
        """Leave all names as they are now; they are not asked about again."""
        ids = unsettled(self.waiting())
        done = checked(self.folder, lambda files: put_settled(files, ids, self.coder))
        return self._done("settled", str(len(ids)), done, leaves=True)

    def skip(self) -> NamesStep:
        """Go on without settling the names."""
        return self._done("skipped", str(len(unsettled(self.waiting()))), (), leaves=True)

    def undo(self) -> NamesStep:
        """Take the last step back."""
        if not self.steps:
            raise ReviewError("there is nothing to undo")
        step = self.steps[-1]
        take_back(self.folder, step.changes, step.name)
        self.steps.pop()
        self.selected, self.left = step.selected, False
        return step

    def _done(
        self, action: Action, name: str, changes: tuple[Change, ...], *, leaves: bool = False
    ) -> NamesStep:
        step = NamesStep(action, name, self.selected, leaves, changes)
        self.steps.append(step)
        self.left = self.left or leaves
        return step
