"""Where an entry is in its file now, by what names it: values that can be stored."""

from dataclasses import dataclass

from contention.case.draft import Draft
from contention.case.source_tree import Keys
from contention.case.storage.writing import Changes, EditError
from contention.coding.review.review_queue import Item


def find(draft: Draft, id_: str) -> Item | None:
    """A claim or figure by its id."""
    return draft.claims.get(id_) or draft.figures.get(id_)


@dataclass(frozen=True)
class ClaimFinder:
    """A claim or figure by its id."""

    id: str

    def __call__(self, changes: Changes) -> Keys:
        """Its position; raises EditError if it is gone."""
        entry = find(changes.draft(), self.id)
        if entry is None:
            raise EditError(f"there is no `{self.id}` any more")
        return entry.keys


@dataclass(frozen=True)
class KeyFinder:
    """An entry that has a name of its own: a factor, a holder."""

    keys: Keys

    def __call__(self, changes: Changes) -> Keys:
        """Its position, which never changes."""
        del changes
        return self.keys


@dataclass(frozen=True)
class MergeFinder:
    """The entry of a pair of factors in `merges.yaml`."""

    pair: frozenset[str]

    def __call__(self, changes: Changes) -> Keys:
        """Its position; raises EditError if it is gone."""
        for entry in changes.draft().merges:
            if {entry.body.factor, entry.body.into} == self.pair:
                return entry.keys
        raise EditError(f"merges.yaml has no merge of {' and '.join(sorted(self.pair))}")


@dataclass(frozen=True)
class ContentionFinder:
    """A contention by its id."""

    id: str

    def __call__(self, changes: Changes) -> Keys:
        """Its position; raises EditError if it is gone."""
        entry = changes.draft().contentions.get(self.id)
        if entry is None:
            raise EditError(f"contentions.yaml has no `{self.id}` any more")
        return entry.keys


Finder = ClaimFinder | KeyFinder | MergeFinder | ContentionFinder
