"""Texts of documents: carried by the case or attached on this machine only.

Where a text lies is kept in `.contention/texts.json` inside the case folder, which git ignores.
"""

import errno
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contention.case.draft import Draft, Located
from contention.case.model import Anchor, Case
from contention.case.problem import CaseError, Place, Problem
from contention.case.schema.case import DocumentEntry
from contention.case.storage.confined import confined
from contention.case.text.folded_words import folded_words
from contention.case.text.letters import letters, note_calls
from contention.case.text.normalise import fingerprint, normalise
from contention.case.text.positions import Positions
from contention.case.text.sentence_ends import sentence_range
from contention.case.text.word_print import Stretch, parse_print

STORE = Path(".contention") / "texts.json"
"""Where a case keeps the places of its texts, relative to its folder."""
MOVE = Path(".contention") / "move.json"
"""What a move to an edited text writes; it exists while a move is under way."""


MOST_BYTES = 20_000_000
"""No text of a document is longer than this."""
SLACK = 2
"""Characters by which an anchor may go beyond words that were found: closing quotes and stops."""
NEAR = 15
"""Distance in characters within which the start or end of a word counts as an anchor's."""


@dataclass(frozen=True)
class Attachment:
    """Path of a document's text on this machine, and how its positions map to it."""

    file: Path
    sha256: str
    """of the text as it was when it was attached"""
    matched: float = 1.0
    """share of the document's words that were found in it"""
    positions: Positions | None = None
    """None if the text equals the document, or none of it was found"""
    found: tuple[tuple[int, int], ...] | None = None
    """ranges of the document that the copy has in the same words; None if it is the document"""
    whole: bool = True
    """whether all the words of the document were known, and not only quotes"""


class AttachedText(str):
    """A document's text as it lies on this machine, or a copy that differs from it."""

    __slots__ = ("copy", "name")
    copy: Attachment | None
    """how the document is found in it; None if it is the document itself"""
    name: str

    def __new__(cls, text: str, copy: Attachment | None = None, name: str = "") -> "AttachedText":
        """A text with the mapping of positions into it."""
        made = super().__new__(cls, text)
        made.copy = copy
        made.name = name
        return made


def read_text_file(file: Path, content: bytes | None = None) -> str:
    """The text of a UTF-8 file, normalised; raises OSError or UnicodeDecodeError.

    `content` is what the file will hold, if that is not yet on the disk.
    """
    if content is not None:
        return normalise(content.decode("utf-8-sig"))
    if file.exists() and not file.is_file():
        raise OSError(errno.EINVAL, "it is no file")
    if file.stat().st_size > MOST_BYTES:
        raise OSError(errno.EFBIG, f"it has more than {MOST_BYTES // 1_000_000} MB")
    return normalise(file.read_bytes().decode("utf-8-sig"))


def reading_hint(error: OSError) -> str:
    """How to fix an unreadable text."""
    if error.errno == errno.EFBIG:
        return "name a file with the text alone, or make several documents of it"
    return "check that it exists and can be read"


def attachments(folder: Path) -> dict[str, Attachment]:
    """The attachments of a case; none if the store is missing or broken."""
    try:
        return attachments_in((folder / STORE).read_bytes(), folder)
    except OSError:
        return {}


def attachments_in(store: bytes, folder: Path) -> dict[str, Attachment]:
    """The attachments that a store lists; none if it is broken."""
    try:
        stored = json.loads(store.decode("utf-8"))
        return {str(id_): _attachment(folder, item) for id_, item in stored.items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def _attachment(folder: Path, item: Mapping[str, Any]) -> Attachment:
    positions, found = item.get("positions"), item.get("found")
    return Attachment(
        file=folder / str(item["file"]),
        sha256=str(item["sha256"]),
        matched=float(item.get("matched", 1.0)),
        positions=None if positions is None else Positions.of(positions),
        found=None if found is None else tuple((int(start), int(end)) for start, end in found),
        whole=bool(item.get("whole", True)),
    )


def attached_text(case: Case, document: str) -> AttachedText | None:
    """The normalised text of a document, None if it is neither carried nor attached."""
    carried = case.documents[document].file is not None
    return _text(case.folder, document, case.texts.get(document), carried)


def text_of_draft(draft: Draft, document: str) -> AttachedText | None:
    """The same for a case that may have errors; notes what does not match its document."""
    entry = draft.documents.get(document)
    if entry is None:
        return None
    file = check_texts(draft).get(document)
    return _text(draft.folder, document, file, entry.body.file is not None)


def _text(folder: Path, document: str, file: Path | None, carried: bool) -> AttachedText | None:
    if file is None:
        return None
    try:
        text = read_text_file(file)
    except (OSError, UnicodeDecodeError):
        return None
    attachment = None if carried else attachments(folder).get(document)
    if attachment is not None and attachment.found is None:
        attachment = None
    return AttachedText(text, attachment, file.name)


def anchor_in(text: str, anchor: Anchor) -> Anchor | None:
    """The anchor's positions in a text; None if it is a copy that has other words there."""
    copy = getattr(text, "copy", None)
    if copy is None:
        return anchor
    inside = any(
        start - SLACK <= anchor.start and anchor.end <= end + SLACK for start, end in copy.found
    )
    if not inside or copy.positions is None:
        return None
    start, end = copy.positions.forth(anchor.start), copy.positions.forth(anchor.end)
    start, end = at_words(text, start, max(start, end))
    if anchor.quote is not None:
        return _quoted(text, Anchor(start, end, anchor.quote), copy)
    return Anchor(start, end)


def at_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A range whose ends are those of the nearest words: between sentences it is approximate."""
    first, last = max(0, start - NEAR), min(len(text), end + NEAR)
    part = text[first:last]
    notes = note_calls(part)
    around = [
        word
        for word in folded_words(part)
        if not any(begin <= word.start and word.end <= stop for begin, stop in notes)
    ]
    starts = [first + word.start for word in around if first + word.start < end]
    ends = [first + word.end for word in around if first + word.end > start]
    begin = min(starts, key=lambda place: abs(place - start), default=start)
    stop = min(ends, key=lambda place: abs(place - end), default=end)
    if begin >= stop:
        return start, end
    return begin, end if stop < end <= stop + SLACK else stop


def anchor_back(text: str, start: int, end: int) -> Anchor | None:
    """The anchor in the document of a range of a text; None if only this copy has the words."""
    copy = getattr(text, "copy", None)
    if copy is None:
        return Anchor(start, end)
    if copy.positions is None:
        return None
    anchor = Anchor(copy.positions.back(start), copy.positions.back(end))
    if not all(_within(copy.positions, place) for place in (start, end - 1)):
        return None
    return anchor if anchor_in(text, anchor) is not None else None


def _within(positions: Positions, place: int) -> bool:
    """Whether a place in a copy lies in a sentence that was found: pairs are starts and ends."""
    sentences = zip(positions.pairs[::2], positions.pairs[1::2], strict=True)
    return any(start <= place <= end + SLACK for (_, start), (_, end) in sentences)


def _quoted(text: str, here: Anchor, copy: Attachment) -> Anchor | None:
    """Position of the quote in the sentences at its place; None if it is not there."""
    first, last = (here.start, here.end)
    if copy.whole:
        first, last = sentence_range(text, here.start, here.end)
    given, wanted = letters(text, first, last), letters(here.quote or "")
    place = given.folded.find(wanted.folded)
    if place < 0 or not wanted.folded:
        return None
    end = place + len(wanted.folded) - 1
    return Anchor(given.places[place], given.places[end] + 1, here.quote)


def sentence_at(text: str, anchor: Anchor, shown: str | None = None) -> str | None:
    """The whole sentence or sentences that an anchor touches, with single spaces.

    None if the text is a copy that does not have them. For a copy identified by quotes alone, only
    the quoted words are given. The sentence is cut from `shown`, which has the positions of the
    text, if it is given.
    """
    here = anchor_in(text, anchor)
    if here is None:
        return None
    copy = getattr(text, "copy", None)
    first, last = here.start, here.end
    if copy is None or copy.whole:
        first, last = sentence_range(shown or text, here.start, here.end)
    return " ".join((shown or text)[first:last].split())


def check_texts(draft: Draft) -> dict[str, Path]:
    """The files of carried and attached texts; notes what does not match its document."""
    found: dict[str, Path] = {}
    attached = attachments(draft.folder)
    moving = _moving(draft.folder)
    for id_, entry in draft.documents.items():
        if id_ == moving:
            message = f"moving `{id_}` to an edited text was interrupted: its text is not shown"
            draft.warn(entry.key_place(), message, "run the same `contention move` again")
            continue
        if entry.body.words is not None:
            try:
                read_print(draft, entry, entry.body.words)
            except CaseError as error:
                draft.problems.extend(error.problems)
        file = None
        if entry.body.file is not None:
            file = _carried(draft, entry, entry.body.file)
        elif id_ in attached:
            file = _attached(draft, entry, attached[id_])
        if file is not None:
            found[id_] = file
    return found


def _moving(folder: Path) -> str | None:
    """The document of an unfinished move."""
    try:
        document = json.loads((folder / MOVE).read_text("utf-8")).get("document")
    except (OSError, ValueError, AttributeError):
        return None
    return document if isinstance(document, str) else None


def read_print(draft: Draft, entry: Located[DocumentEntry], path: str) -> tuple[Stretch, ...]:
    """The word print of a document; raises CaseError if it cannot be read."""
    file = confined(draft.folder, path)
    place = entry.place("words")
    if isinstance(file, str):
        problem = Problem(place, f"`{path}` may not be opened: {file}", "put it into the case")
        raise CaseError((problem,))
    try:
        stretches = parse_print(read_text_file(file, draft.contents.get(path)))
    except (OSError, UnicodeDecodeError):
        hint = "correct the path, or leave `words` out"
        raise CaseError((Problem(place, f"`{path}` cannot be read", hint),)) from None
    if isinstance(stretches, int):
        hint = "remake it with `contention attach --words`"
        raise CaseError((Problem(Place(path, stretches), "this is not a word print", hint),))
    return stretches


def _carried(draft: Draft, entry: Located[DocumentEntry], path: str) -> Path | None:
    place = entry.place("file")
    file = confined(draft.folder, path)
    if isinstance(file, str):
        draft.note(place, f"`{path}` may not be opened: {file}", "put the text into the case")
        return None
    if path not in draft.contents and not file.is_file():
        hint = "correct the path, or leave `file` out and use `contention attach`"
        draft.note(place, f"there is no file `{path}`", hint)
        return None
    try:
        text = read_text_file(file, draft.contents.get(path))
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        draft.note(Place(path, line), "the text is not UTF-8", "save it in UTF-8")
        return None
    except OSError as error:
        message = f"`{path}` cannot be read: {error.strerror or error}"
        draft.note(place, message, reading_hint(error))
        return None
    if fingerprint(text) != entry.body.sha256:
        hint = f"its hash is {fingerprint(text)} and its length {len(text)}: is it the same text?"
        message = f"the text in `{path}` is not the one that was coded: its hash differs"
        draft.note(entry.place("sha256"), message, hint)
        return None
    draft.problems.extend(length_problems(entry, text, path))
    return file


def _attached(draft: Draft, entry: Located[DocumentEntry], attachment: Attachment) -> Path | None:
    again = f"run `contention attach {draft.folder.name} {entry.id} FILE` again"
    place = entry.key_place()
    try:
        text = read_text_file(attachment.file)
    except (OSError, UnicodeDecodeError):
        message = f"the text that was attached to `{entry.id}` cannot be read any more"
        draft.warn(place, message, again)
        return None
    if fingerprint(text) != attachment.sha256:
        message = f"the text that was attached to `{entry.id}` has changed: it is not shown"
        draft.warn(entry.place("sha256"), message, again)
        return None
    if attachment.sha256 == entry.body.sha256:
        draft.problems.extend(length_problems(entry, text, attachment.file.name))
    elif attachment.found is None:
        message = f"another text is attached to `{entry.id}`: its hash differs, it is not shown"
        draft.warn(entry.place("sha256"), message, again)
        return None
    return attachment.file


def length_problems(entry: Located[DocumentEntry], text: str, name: str) -> tuple[Problem, ...]:
    """Note a length that is not that of the coded text."""
    if len(text) == entry.body.length:
        return ()
    message = f"the text in `{name}` has {len(text)} characters, not {entry.body.length}"
    return (Problem(entry.place("length"), message, f"write `length: {len(text)}`"),)
