"""A case as its files were at one moment, with what is computed from it once."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, cast

from contention.case.draft import Draft
from contention.case.model import Case
from contention.case.problem import Problem, errors
from contention.coding.review.review_texts import SentencedText, Texts

Result = TypeVar("Result")


@dataclass(frozen=True)
class Snapshot:
    """A case at one moment; the draft is not to be changed."""

    folder: Path
    files: Mapping[str, str]
    """path of each file that the case may read → hash of its content"""
    contents: Mapping[str, bytes]
    """the YAML files"""
    draft: Draft
    case: Case | None
    """None if it has errors"""
    problems: tuple[Problem, ...]
    entry_hashes: Mapping[str, Mapping[tuple[str | int, ...], str]]
    """path → position of an entry → hash of its lines"""
    texts: Texts
    _made: dict[object, object] = field(default_factory=dict)

    @property
    def revision(self) -> str:
        """Hash of everything that was read."""
        return revision_of(self.files)

    @property
    def faults(self) -> tuple[Problem, ...]:
        """What keeps the case from running."""
        return errors(self.problems)

    def once(self, key: object, make: Callable[[], Result]) -> Result:
        """What `make` gives, computed once for this state of the case."""
        if key not in self._made:
            self._made[key] = make()
        return cast("Result", self._made[key])

    def text(self, document: str) -> SentencedText | None:
        """The text of a document; None if it is neither carried nor attached."""
        return self.texts.of(self.draft, document)

    def hash_of(self, entry: Any) -> str:
        """The hash that guards an entry; empty if it is not on lines of its own."""
        return self.entry_hashes.get(entry.tree.path, {}).get(entry.keys, "")


def revision_of(files: Mapping[str, str]) -> str:
    """One hash of the hashes of several files."""
    listed = "\n".join(f"{path}\0{sha256}" for path, sha256 in sorted(files.items()))
    return hashlib.sha256(listed.encode("utf-8", "surrogateescape")).hexdigest()[:32]
