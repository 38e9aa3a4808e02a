"""Reviewing proposed claims one by one: every decision is written at once and can be undone."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from contention.case.draft import Draft, read_draft
from contention.case.edit import append_entry, keys_of
from contention.case.problem import CaseError
from contention.case.start import identifier, quoted
from contention.case.writing import Changes, EditError, change
from contention.claims.case_lines import VERBS
from contention.claims.decisions import decided, take_back, tally, write_checked
from contention.claims.entry_lines import FIELDS
from contention.claims.undo import Change, FileChange, ReviewError
from contention.claims.waiting import Waiting, described, sign_word, waiting

Action = Literal["accepted", "rejected", "flipped", "edited", "skipped", "added"]
LOCKED = frozenset({"id", "anchor"})
"""Fields that a review does not change: what they refer to would be lost."""
EDITABLE = tuple(field for field in FIELDS if field not in LOCKED | {"status"})
_SAID = {sign_word(sign): verb for sign, verb in VERBS.items()}
_OTHER_WAY = {"raises": "lowers", "lowers": "raises"}


@dataclass(frozen=True)
class Step:
    """One thing done, and what brings it back."""

    action: Action
    claim: str
    """its id; of an added factor, that of the factor"""
    position: int
    """in the queue, before the step"""
    change: Change | None = None
    """None where nothing was written"""


class Review:
    """A walk through the proposals of a case, forwards and, by undoing, back."""

    def __init__(self, folder: Path, *, document: str | None = None, coder: str = "") -> None:
        self.folder = folder
        self.coder = coder
        """added to the coders of what is accepted or rejected, where given"""
        self.queue = tuple(each.id for each in waiting(read_draft(folder), document))
        self.position = 0
        self.steps: list[Step] = []

    def current(self) -> Waiting | None:
        """The claim to decide on, as the file has it now; None at the end."""
        draft = read_draft(self.folder)
        while self.position < len(self.queue):
            entry = draft.claims.get(self.queue[self.position])
            if entry is not None and entry.body.status == "proposed":
                return described(draft, entry)
            self.position += 1
        return None

    def accept(self) -> Step:
        """Let the claim into the runs, and go on."""
        return self._decide("accepted")

    def reject(self) -> Step:
        """Keep the claim, marked as rejected, and go on."""
        return self._decide("rejected")

    def skip(self) -> Step:
        """Leave the claim as it is, and go on."""
        step = Step("skipped", self._claim().id, self.position)
        return self._done(step, onwards=True)

    def flip(self) -> Step:
        """Turn the sign round and stay."""
        sign = sign_word(str(self._claim().fields.get("sign", "")))
        if sign not in _OTHER_WAY:
            raise ReviewError(f"the sign is `{sign}`, which has no other way round: edit it")
        return self._write("flipped", self._signed({"sign": _OTHER_WAY[sign]}))

    def edit(self, changes: Mapping[str, str | None]) -> Step:
        """Write some fields anew and stay; None takes a field out."""
        for key in changes:
            if key not in EDITABLE:
                raise ReviewError(f"`{key}` cannot be edited here: choose of {', '.join(EDITABLE)}")
        written = dict(changes)
        sign = written.get("sign")
        if sign is not None:
            written["sign"] = sign_word(sign)
        return self._write("edited", self._signed(written))

    def _signed(self, changes: dict[str, str | None]) -> dict[str, str | None]:
        """The same with the verb of a paraphrase that was made of the old sign."""
        fields = self._claim().fields
        old, new = (sign_word(str(each.get("sign") or "")) for each in (fields, changes))
        said = str(fields.get("paraphrase", ""))
        verb = f" {_SAID.get(old, old)} "
        if "paraphrase" in changes or new not in _SAID or new == old or said.count(verb) != 1:
            return changes
        return {**changes, "paraphrase": said.replace(verb, f" {_SAID[new]} ")}

    def add_factor(self, id_: str, title: str) -> Step:
        """Put a factor into `factors.yaml`, so that an edit can name it."""
        if id_ != identifier(id_, "") or not title.strip():
            raise ReviewError("write an id in lower-case words with underscores, then a title")

        def make(changes: Changes) -> FileChange:
            if id_ in changes.draft().known["factor"]:
                raise ReviewError(f"there is a factor `{id_}` already")
            before = changes.read("factors.yaml") or b""
            lines = [f"{id_}: {{title: {quoted(title.strip())}}}"]
            append_entry(changes, "factors.yaml", None, lines)
            return FileChange.of(changes, "factors.yaml", before)

        try:
            done = change(self.folder, make)
        except (EditError, CaseError) as error:
            raise ReviewError(str(error)) from error
        return self._done(Step("added", id_, self.position, done), onwards=False)

    def undo(self) -> Step:
        """Take the last step back and return to its claim."""
        if not self.steps:
            raise ReviewError("there is nothing to undo")
        step = self.steps[-1]
        take_back(self.folder, step.change, step.claim)
        self.steps.pop()
        self.position = step.position
        return step

    def counts(self) -> dict[str, int]:
        """How many claims were accepted, rejected, skipped, and how many are still proposed."""
        left = sum(
            each.body.status == "proposed" for each in read_draft(self.folder).claims.values()
        )
        return tally((step.action for step in self.steps), left)

    def _claim(self) -> Waiting:
        claim = self.current()
        if claim is None:
            raise ReviewError("no proposal is left")
        return claim

    def _decide(self, status: Literal["accepted", "rejected"]) -> Step:
        return self._write(status, decided(self._claim().fields, status, self.coder))

    def _write(self, action: Action, changes: Mapping[str, str | None]) -> Step:
        """Change the claim's lines, unless the case gets an error by it."""
        claim = self._claim()
        done = write_checked(
            self.folder,
            claim.path,
            lambda files: keys_of(files, claim.path, claim.id),
            claim.fields,
            changes,
        )
        step = Step(action, claim.id, self.position, done)
        return self._done(step, onwards=action in ("accepted", "rejected"))

    def _done(self, step: Step, *, onwards: bool) -> Step:
        self.steps.append(step)
        self.position += onwards
        return step


def list_waiting(folder: Path, document: str | None = None) -> tuple[Draft, tuple[Waiting, ...]]:
    """The case as written, and the claims that wait in it."""
    draft = read_draft(folder)
    return draft, waiting(draft, document)
