"""The history of a case: a journal of steps in `.contention`, one line each, only ever added to.

A step is noted before it is written and ended after it. After a kill in between, what the files
hold decides whether it counts. The journal is read and written under the lock of the case.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from contention.case.storage.replacing import content_of, sync_folder, write_all
from contention.case.storage.writing import PRIVATE, writable
from contention.workbench.editing.step import Step
from contention.workbench.editing.stored import step_json, step_of

JOURNAL = f"{PRIVATE}/history.jsonl"
Kind = Literal["edit", "undo", "redo"]


@dataclass
class History:
    """The steps that can be undone and redone, the last one last."""

    folder: Path
    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)
    pending: tuple[Kind, Step] | None = None
    """noted, and not known to be written"""
    _read: int = 0
    """bytes of the journal that have been read"""
    _inode: int = 0

    def refresh(self) -> None:
        """Read what has been added to the journal, by whatever process."""
        file = self.folder / JOURNAL
        try:
            with file.open("rb") as stream:
                status = os.fstat(stream.fileno())
                if status.st_ino != self._inode or status.st_size < self._read:
                    self.done, self.undone, self.pending, self._read = [], [], None, 0
                    self._inode = status.st_ino
                stream.seek(self._read)
                added = stream.read()
        except OSError:
            self.done, self.undone, self.pending, self._read, self._inode = [], [], None, 0, 0
            return
        whole = added[: added.rfind(b"\n") + 1]  # the last line may have been cut off by a kill
        self._read += len(whole)
        for line in whole.splitlines():
            self._take(line)

    def _take(self, line: bytes) -> None:
        """Follow one line; one that was cut off, or is not of a history, is passed over."""
        try:
            stored = json.loads(line)
            kind = stored["kind"]
            if kind in ("edit", "undo", "redo"):
                self.pending = (kind, step_of(stored["step"]))
            elif kind == "end" and self.pending is not None:
                self._ended(stored.get("files"))
        except (ValueError, KeyError, TypeError, RecursionError):
            return

    def _ended(self, files: list[str] | None) -> None:
        """Count the pending step, or the part of it in some files; none: not at all."""
        assert self.pending is not None
        kind, step = self.pending
        self.pending = None
        if files is not None:
            if not files:
                return
            step = step.part(set(files))
        if kind == "edit":
            self.done.append(step)
            self.undone.clear()
        elif kind == "undo" and self.done:
            self.done.pop()
            self.undone.append(step)
        elif kind == "redo" and self.undone:
            self.undone.pop()
            self.done.append(step)

    def settle(self) -> None:
        """Decide about a step that a killed process left pending; the case must be locked."""
        self.refresh()
        if self.pending is not None:
            step = self.pending[1]
            found = {each.path: content_of(self.folder / each.path) for each in step.splices}
            self._append({"kind": "end", "files": sorted(step.written(found))})

    def record(self, kind: Kind, step: Step, write: Callable[[], None]) -> None:
        """Note a step, write it, and end it; the case must be locked. Raises what `write` does."""
        self.settle()
        self._append({"kind": kind, "step": step_json(step)})
        try:
            write()
        except BaseException:
            self.settle()
            raise
        self._append({"kind": "end"})

    def _append(self, entry: dict[str, Any]) -> None:
        line = json.dumps(entry, separators=(",", ":")).encode("utf-8") + b"\n"
        file = writable(self.folder, JOURNAL)
        new = not file.exists()
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        descriptor = os.open(file, flags | getattr(os, "O_BINARY", 0), 0o600)
        try:
            size = os.fstat(descriptor).st_size
            if size and os.pread(descriptor, 1, size - 1) != b"\n":
                line = b"\n" + line  # after a line that was cut off
            write_all(descriptor, line)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if new:
            sync_folder(file.parent)
        self.refresh()
