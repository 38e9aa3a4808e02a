"""One case that is served: its files are read again whenever they have changed."""

import contextlib
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from contention.case.draft import Draft, Located
from contention.case.problem import CaseError
from contention.case.source_tree import Keys
from contention.case.storage.entry_edit import entry_hashes
from contention.case.storage.remembered import Memory, recall, recalled, remembering
from contention.case.storage.writing import Changes, EditError
from contention.case.text.texts import MOVE, STORE, attachments
from contention.coding.review.review_texts import Texts
from contention.coding.review.undo import loaded
from contention.workbench.opened.file_hashes import FileHashes
from contention.workbench.opened.snapshot import Snapshot

_HASH = "hash of an entry"
_UNFIT = re.compile(r"[^\w .,+()-]")
"""Characters of a name that do not go well into an address, or are not shown as they are."""
MOST_REMEMBERED = 400_000
"""Entries of earlier states of the files that are kept."""


class OpenCase:
    """A case folder; one thread at a time reads or writes it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.id = _UNFIT.sub("_", self.folder.name) or "case"
        self.computing = threading.Lock()
        """held by whatever judges the whole case"""
        self.carried: dict[str, Any] = {}
        """what was computed from the state of the files before, for the next to take over"""
        self._lock = threading.RLock()
        self._memory = Memory()
        self._hashes = FileHashes(self.folder)
        self._snapshot: Snapshot | None = None
        self._texts: tuple[Mapping[str, str], Texts] = ({}, Texts())

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the case within this process, and remember what is read of it."""
        with self._lock:
            if len(self._memory.entries) > MOST_REMEMBERED:
                self._memory = Memory()
            with remembering(self._memory):
                yield

    def snapshot(self) -> Snapshot:
        """The case as its files are now."""
        with self.alone():
            files = self.file_hashes()
            if self._snapshot is None or self._snapshot.files != files:
                self._snapshot = self._read(files)
            return self._snapshot

    def file_hashes(self) -> Mapping[str, str]:
        """Path → hash of every file that the case may read."""
        with self._lock:
            store = [self.folder / STORE, self.folder / MOVE]
            texts = [each.file for each in attachments(self.folder).values()]
            return self._hashes.of([*store, *texts])

    def _read(self, files: Mapping[str, str]) -> Snapshot:
        changes = Changes(self.folder)
        draft = changes.draft()
        case, problems = loaded(changes)
        contents = changes.contents()
        return Snapshot(
            folder=self.folder,
            files=files,
            contents=contents,
            draft=draft,
            case=case,
            problems=problems,
            entry_hashes=_entry_hashes(changes, draft),
            texts=self._texts_of(files),
        )

    def _texts_of(self, files: Mapping[str, str]) -> Texts:
        """The texts read so far, unless they or `case.yaml` have changed."""
        claims = ("claims/", "map.yaml", "factors.yaml", "merges.yaml", "scenarios.yaml",
                  "contentions.yaml", "assumptions.yaml", "evidence.yaml")  # fmt: skip
        behind = {path: each for path, each in files.items() if not path.startswith(claims)}
        if self._texts[0] != behind:
            self._texts = (behind, Texts())
        return self._texts[1]


def _entry_hashes(changes: Changes, draft: Draft) -> dict[str, dict[Keys, str]]:
    """The hash of each claim, figure and factor, file by file; those known are not read again."""
    found: dict[str, dict[Keys, str]] = {}
    unknown: dict[str, list[Located[Any]]] = {}
    for kind in (draft.claims, draft.figures, draft.factors):
        for entry in kind.values():
            path = entry.tree.path
            known = recalled(entry.tree.get(*entry.keys), _HASH)
            if known is None:
                unknown.setdefault(path, []).append(entry)
            else:
                found.setdefault(path, {})[entry.keys] = known
    for path, entries in unknown.items():
        with contextlib.suppress(CaseError, EditError):  # duplicate keys: shown as problems
            hashes = entry_hashes(changes, path, [each.keys for each in entries])
            found.setdefault(path, {}).update(hashes)
            for each in entries:
                recall(each.tree.get(*each.keys), _HASH, hashes.get(each.keys))
    return found
