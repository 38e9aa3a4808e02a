"""Writing what a move to an edited text changes: all of it, or nothing.

Anchors and the hash that they belong to are in several files. Their new content is first recorded
in `.contention/move.json`; the next move completes one that was killed halfway, and until then no
part of the text is shown.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from contention.case.draft import Draft, Located
from contention.case.problem import CaseError, Place, Problem
from contention.case.schema.case import DocumentEntry
from contention.case.source_tree import Keys
from contention.case.storage.entry_edit import entry_lines, replace_entries
from contention.case.storage.new_case import quoted
from contention.case.storage.writing import PRIVATE, Changes, EditError, change, writing
from contention.case.text.attachment import document_entry, reference, remember, text_of_file
from contention.case.text.normalise import fingerprint
from contention.case.text.texts import MOVE, Attachment, read_text_file, text_of_draft
from contention.case.text.word_print import print_text, word_print
from contention.coding.moving.move_plan import Moved, MovePlan, plan_move
from contention.coding.review.claim_lines import with_fields, written_out
from contention.coding.review.undo import faults
from contention.documents.files import read_file

MOVABLE = 0.5
"""Share of words in common below which the file counts as a different text."""
PLAIN = ("", ".txt", ".text")
"""Suffixes of files that are the text itself; others are read as `contention read` does."""


@dataclass(frozen=True)
class MoveRequest:
    """What is to be moved where, and what the coder says about changed claims."""

    document: str
    file: Path
    kept: frozenset[str] = frozenset()
    """ids that are kept although their words changed"""
    propose: bool = False
    """whether changed and lost entries become proposals, rather than stop the move"""


@dataclass(frozen=True)
class MoveOutcome:
    """What became of a move."""

    plan: MovePlan
    written: tuple[str, ...]
    """files of the case that changed; empty if nothing was written"""


def move(folder: Path, request: MoveRequest, *, dry_run: bool = False) -> MoveOutcome:
    """Carry a coded case to an edited text; raises CaseError and EditError.

    Nothing is written with `dry_run`, nor while any changed entry that counts is covered by neither
    `kept` nor `propose`.
    """
    text, source = _edited(request.file)
    if dry_run:
        changes = Changes(folder)
        _finish(changes)
        return MoveOutcome(_put(changes, request, text, source), ())
    with writing(folder):
        change(folder, _finish)
        changes = Changes(folder)
        plan = _put(changes, request, text, source)
        if plan.undecided() and not request.propose:
            return MoveOutcome(plan, ())
        files = tuple(path for path in changes.pending() if not path.startswith(PRIVATE))
        change(folder, lambda first: first.put(MOVE.as_posix(), _journal(changes, request)))
        if not change(folder, _finish):
            raise EditError("a file of the case has changed in the meantime: try again")
    return MoveOutcome(plan, files)


def _edited(file: Path) -> tuple[str, Path | None]:
    """The text of a file, and the file itself if it holds nothing else."""
    if file.suffix.lower() in PLAIN:
        return text_of_file(file), file
    result = read_file(file)
    if result.document is None:
        raise CaseError(result.problems)
    try:
        itself = read_text_file(file) == result.document.text
    except (OSError, UnicodeDecodeError):
        itself = False
    return result.document.text, file if itself else None


def _put(changes: Changes, request: MoveRequest, text: str, source: Path | None) -> MovePlan:
    """Write everything that a move changes."""
    draft = changes.draft()
    known = faults(changes)
    entry = document_entry(draft, request.document, f"{len(text)} characters")
    old = _old_text(draft, entry)
    if old is None and entry.body.words is None:
        message = f"the words of `{entry.id}` are not known: its old text is not attached"
        hint = f"run `contention attach {changes.folder} {entry.id} FILE` with the text as it was"
        raise CaseError((Problem(entry.key_place(), message, hint),))
    stretches = word_print(old) if old is not None else reference(draft, entry)
    plan = plan_move(draft, entry.id, stretches, old, text, request.kept)
    if plan.share < MOVABLE:
        message = f"{request.file.name} is a different text: it has {plan.share:.0%} of the words"
        hint = f"{MOVABLE:.0%} are needed; add it as a document of its own with `contention read`"
        raise CaseError((Problem(entry.place("sha256"), message, hint),))
    unknown = request.kept - {each.id for each in plan.moved}
    if unknown:
        raise EditError(f"no such claim or figure is anchored in {entry.id}: {', '.join(unknown)}")
    _put_files(changes, plan, entry, text, source, request)
    fresh = faults(changes) - known
    if fresh and not plan.undecided():
        raise EditError("; ".join(sorted(fresh)))
    return plan


def _old_text(draft: Draft, entry: Located[DocumentEntry]) -> str | None:
    """The coded text itself, if it is available."""
    text = text_of_draft(draft, entry.id)
    return text if text is not None and fingerprint(text) == entry.body.sha256 else None


def _put_files(
    changes: Changes,
    plan: MovePlan,
    entry: Located[DocumentEntry],
    text: str,
    source: Path | None,
    request: MoveRequest,
) -> None:
    edits: dict[str, dict[Keys, Sequence[str]]] = defaultdict(dict)
    for each in plan.moved:
        wanted = dict(_fields(each, plan, text))
        lines = entry_lines(changes, each.path, each.entry.keys).lines
        data = each.entry.tree.get(*each.entry.keys)
        edits[each.path][each.entry.keys] = with_fields(
            lines, data, wanted, tuple(type(each.entry.body).model_fields)
        )
    about: dict[str, str | None] = {"length": str(len(text)), "sha256": fingerprint(text)}
    if entry.body.file is None or entry.body.words is not None:
        words = entry.body.words or _free(changes, f"words/{entry.id}.txt")
        changes.put(words, print_text(word_print(text)))
        about["words"] = words
    if entry.body.file is not None:
        about["file"] = _carried(changes, entry.body.file, text, request.file)
    longer = len(text) > entry.body.length
    if longer:  # an anchor has to lie within its document after every file that is written
        _put_document(changes, entry, about)
    for path, new in edits.items():
        replace_entries(changes, path, new)
    if not longer:
        _put_document(changes, entry, about)
    if entry.body.file is None:
        _put_attachment(changes, entry.id, text, source)


def _fields(moved: Moved, plan: MovePlan, text: str) -> Iterator[tuple[str, str | None]]:
    """What changes in an entry: its anchor and, if its words changed, its status."""
    yield "anchor", None if moved.new is None else _anchor(moved, text)
    fields = type(moved.entry.body).model_fields
    if moved in plan.undecided():
        if "status" in fields:
            yield "status", "proposed"
        if "note" in fields:
            note = str(getattr(moved.entry.body, "note", ""))
            yield "note", "; ".join(part for part in (note, _said(moved)) if part)


def _anchor(moved: Moved, text: str) -> str:
    new = moved.new
    assert new is not None
    quote = moved.old.quote
    if quote is not None and moved.state == "reworded":
        quote = " ".join(text[new.start : new.end].split())
    tail = "" if quote is None else f", quote: {quoted(quote)}"
    return f"{{start: {new.start}, end: {new.end}{tail}}}"


MOST_WORDS = 8
"""Added and removed words beyond this many are left out of a note."""


def _said(moved: Moved) -> str:
    """What a reviewer should know."""
    if moved.state == "lost":
        return f"moved to an edited text: {moved.reason}"
    wording = moved.wording
    parts = []
    for words, what in ((wording and wording.removed, "out"), (wording and wording.added, "in")):
        if words:
            more = " …" if len(words) > MOST_WORDS else ""
            parts.append(f"{what}: {' '.join(words[:MOST_WORDS])}{more}")
    return "moved to an edited text, other words: " + (", ".join(parts) or "not known")


def _free(changes: Changes, path: str) -> str:
    """An unused path."""
    pure, number, free = PurePosixPath(path), 2, path
    while changes.read(free) is not None:
        free = pure.with_name(f"{pure.stem}_{number}{pure.suffix}").as_posix()
        number += 1
    return free


def _carried(changes: Changes, path: str, text: str, file: Path) -> str:
    """Where the case carries the new text: in the file itself where the case has it already."""
    root = changes.folder.resolve()
    given = file.resolve()
    if given.is_relative_to(root):
        return given.relative_to(root).as_posix()
    new = _free(changes, path)
    changes.put(new, text)
    return new


def _put_document(
    changes: Changes, entry: Located[DocumentEntry], wanted: Mapping[str, str | None]
) -> None:
    old = entry_lines(changes, "case.yaml", entry.keys)
    data: dict[str, Any] = entry.tree.get(*entry.keys)
    head, body = old.lines[0], old.lines[1:]
    margin = min((len(line) - len(line.lstrip()) for line in body if line.strip()), default=2)
    inner = [line[margin:] for line in body]
    if head.split("#")[0].rstrip() != f"{entry.id}:":
        head, margin, inner = f"{entry.id}:", 2, [line[2:] for line in written_out(data)]
    fields = with_fields(inner, data, wanted, tuple(DocumentEntry.model_fields))
    lines = [head, *(" " * margin + line if line.strip() else line for line in fields)]
    replace_entries(changes, "case.yaml", {entry.keys: lines})


def _put_attachment(changes: Changes, document: str, text: str, source: Path | None) -> None:
    if source is None:
        path = f"{PRIVATE}/texts/{document}.txt"
        changes.put(path, text)
        source = changes.folder / path
    remember(changes, document, Attachment(source.resolve(), fingerprint(text)))


def _journal(changes: Changes, request: MoveRequest) -> str:
    files = {
        path: {
            "old": _hash(changes.found(path)),
            "new": (changes.read(path) or b"").decode("utf-8"),
        }
        for path in changes.pending()
    }
    return json.dumps({"document": request.document, "files": files}, indent=1) + "\n"


def _hash(content: bytes | None) -> str:
    return "" if content is None else sha256(content).hexdigest()


def _finish(changes: Changes) -> bool:
    """Write what is left of a move that was begun.

    False if nothing was written and a file has changed since: the move is abandoned.
    """
    path = MOVE.as_posix()
    document, files = _begun(changes.read(path))
    if not files:
        return True
    current = {each: changes.read(each) for each in files}
    left = [each for each, (_, new) in files.items() if current[each] != new.encode("utf-8")]
    foreign = [each for each in left if _hash(current[each]) != files[each][0]]
    if foreign and len(left) < len(files):
        raise CaseError((_torn(document, foreign),))
    for each in () if foreign else left:
        changes.put(each, files[each][1])
    changes.put(path, "{}\n")
    changes.put_last(path)
    return not foreign


def _begun(content: bytes | None) -> tuple[str, dict[str, tuple[str, str]]]:
    """The document of a move and, for each file, the hash of what it was and what it is to hold."""
    try:
        begun = json.loads(content or b"{}")
        files = {str(path): (str(f["old"]), str(f["new"])) for path, f in begun["files"].items()}
        return str(begun["document"]), files
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return "", {}


def _torn(document: str, foreign: Sequence[str]) -> Problem:
    message = f"an interrupted move of `{document}` cannot be completed: this has changed since"
    hint = (
        "bring back the files of the case as they were before the move (from git, say) and remove "
        f"{MOVE.as_posix()}"
    )
    return Problem(Place(foreign[0]), message, hint)
