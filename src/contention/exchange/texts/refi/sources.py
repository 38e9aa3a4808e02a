"""The sources of a project: their plain texts, and the selections in them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from contention.documents.word.package import local
from contention.exchange.losses import Loss
from contention.exchange.texts.coded_text import CodedDocument, Coding, Memo
from contention.exchange.texts.refi.archive import ProjectArchive
from contention.exchange.texts.refi.counting import BOM, Counting, Placed, counting_of
from contention.exchange.texts.refi.elements import (
    children,
    first,
    guid,
    inside,
    reference,
    whole,
    words,
)
from contention.language.dates import parse_date

_INTERNAL = "internal:"
_FILE_ENDING = re.compile(r"(?<=\S)\.(?:docx?|pdf|txt|md|rtf|odt|html?)\Z", re.I)
"""What tools leave of the file behind the name of a source."""
AUTHOR_NAMES, DATE_NAMES = ("author", "speaker", "holder"), ("date", "published")
"""Variables that say who speaks in a text, and when it was published."""
_OF_PICTURES = {
    "PDFSelection": "an area of a page, not words", "PictureSelection": "an area of a picture",
    "AudioSelection": "a stretch of sound", "VideoSelection": "a stretch of film",
}  # fmt: skip
_WITH_TEXT = {
    "TextSource": (), "PDFSource": ("Representation",), "PictureSource": ("TextDescription",),
    "AudioSource": ("Transcript",), "VideoSource": ("Transcript",),
}  # fmt: skip
"""Kind of source → the children that hold its text; its own attributes if there are none."""


@dataclass
class SourceReading:
    """What is read of the sources, one after the other."""

    archive: ProjectArchive
    origin: str
    variables: Mapping[str, str]
    """guid → name"""
    notes: Mapping[str, str]
    """guid → text of a note"""
    linked: Mapping[str, str]
    """guid of a selection → guid of the note that a link attaches to it (NVivo)"""
    attributes: Mapping[str, Mapping[str, str]]
    """guid of a source → its variables, where cases hold them"""
    codes: Mapping[str, str] = field(default_factory=dict)
    """guid → name"""
    documents: list[CodedDocument] = field(default_factory=list)
    codings: list[Coding] = field(default_factory=list)
    memos: list[Memo] = field(default_factory=list)
    selections: dict[str, list[str]] = field(default_factory=dict)
    """guid of a selection → ids of its codings"""
    lost: list[Loss] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    """what holds for whole documents"""
    attached: set[str] = field(default_factory=set)
    """guids of notes that became part of a coding"""

    def read(self, source: Any) -> None:
        """Read one source."""
        kind = local(source)
        name = _FILE_ENDING.sub("", str(source.get("name") or guid(source)))
        holders = list(children(source, *_WITH_TEXT[kind])) if _WITH_TEXT[kind] else [source]
        for number, held in enumerate(holders, 1):
            id_ = guid(source) if number == 1 else f"{guid(source)}_{number}"
            title = name if number == 1 else f"{name} ({number})"
            self._text(source, held, id_, title)
        if not holders:
            self.lost.append(Loss("source", name, "it has no plain text with it"))
        for selection in children(source, *_OF_PICTURES):
            self.lost.append(Loss("selection", _named(selection), _OF_PICTURES[local(selection)]))
        for _ in children(source, "Coding"):
            self.lost.append(Loss("coding", name, "of a whole source, not of words in it"))

    def _text(self, source: Any, held: Any, id_: str, title: str) -> None:
        raw = self._raw(held, title)
        if raw is None:
            count = sum(1 for _ in children(held, "PlainTextSelection", "TranscriptSelection"))
            if count:
                self.lost.append(Loss("selection", title, f"{count} in a text that is not there"))
            return
        selections = [
            (each, placed) for each in children(held, "PlainTextSelection", "TranscriptSelection")
            if (placed := self._placed(each, held, title)) is not None
        ]  # fmt: skip
        counting = counting_of(raw, [placed for _, placed in selections], self.origin)
        self._say(counting, title, len(selections))
        attributes = {**self.attributes.get(guid(source), {}), **self.values_of(source)}
        self.documents.append(
            CodedDocument(
                id_, title, counting.offsets.text, _of(attributes, *AUTHOR_NAMES),
                _date(attributes), _made(source), "", words(first(source, "Description")),
                {key: value for key, value in attributes.items() if not _is_own(key)},
            )
        )  # fmt: skip
        for element, placed in selections:
            self._selection(element, placed, counting, (id_, title))

    def _say(self, counting: Counting, title: str, count: int) -> None:
        if counting.said:
            self.said.append(f"{title}: positions are counted in another way ({counting.said})")
        if counting.doubtful > max(2, count // 4):
            self.said.append(
                f"{title}: {counting.doubtful} of {count} selections begin or end inside a word; "
                "look at their quotations"
            )

    def _raw(self, held: Any, title: str) -> str | None:
        """The plain text as the file has it, line ends and byte-order mark included."""
        content = first(held, "PlainTextContent")
        if content is not None:
            return "".join(content.itertext())
        path = str(held.get("plainTextPath") or "").strip()
        if not path:
            rich = "; only a rich text" if held.get("richTextPath") else ""
            self.lost.append(Loss("source", title, f"it has no plain text with it{rich}"))
            return None
        if not path.casefold().startswith(_INTERNAL):
            self.lost.append(Loss("source", title, f"its text is in another file: {path[:200]}"))
            return None
        data = self.archive.source(path[len(_INTERNAL) :].lstrip("/"))
        if data is None:
            self.lost.append(Loss("source", title, f"there is no file {path[:200]} in the project"))
            return None
        return self._decoded(data, title)

    def _decoded(self, data: bytes, title: str) -> str | None:
        encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            self.lost.append(Loss("source", title, "its text is not UTF-8"))
            return None

    def _placed(self, selection: Any, held: Any, title: str) -> Placed | None:
        """Where a selection is; of a transcript, by its synchronisation points."""
        name = str(selection.get("name") or "")
        if local(selection) == "PlainTextSelection":
            start, end = whole(selection, "startPosition"), whole(selection, "endPosition")
            said = [str(selection.get(each) or "none")[:20] for each in
                    ("startPosition", "endPosition")]  # fmt: skip
        else:
            points = {guid(each): whole(each, "position") for each in children(held, "SyncPoint")}
            start = points.get(guid(selection, "fromSyncPoint"), -1)
            end = points.get(guid(selection, "toSyncPoint"), -1)
            said = [str(each) for each in (start, end)]
        if not 0 <= start < end:
            self.lost.append(
                Loss(
                    "selection",
                    self._where(selection, title),
                    (f"positions {said[0]} to {said[1]}: not two whole numbers, the lower first"),
                )
            )
            return None
        return Placed(start, end, name)

    def _where(self, element: Any, title: str) -> str:
        """A selection in the words of a person: its codes, and the document."""
        found = [self.codes.get(reference(each, "CodeRef"), "") for each in
                 children(element, "Coding")]  # fmt: skip
        names = ", ".join(f"“{name}”" for name in found if name)
        return f"{names or 'without a code'} in {title}"

    def _selection(
        self, element: Any, placed: Placed, counting: Counting, home: tuple[str, str]
    ) -> None:
        document, title = home
        here = counting.offsets.range(placed.start, placed.end)
        if here is None:
            self.lost.append(
                Loss(
                    "selection",
                    self._where(element, title),
                    (f"positions {placed.start} to {placed.end}: beyond the end of the text"),
                )
            )
            return
        made = [each for each in children(element, "Coding") if reference(each, "CodeRef")]
        note = "\n".join(filter(None, (words(first(element, "Description")),
                                       *self._notes(element))))  # fmt: skip
        if not made:
            self._annotation(element, counting.offsets.text[slice(*here)], note, home)
            return
        for number, coding in enumerate(made):
            id_ = guid(coding) or f"{guid(element)}.{number}"
            user = guid(coding, "creatingUser") or guid(element, "creatingUser")
            said = "\n".join(filter(None, (note, *self._notes(coding))))
            user = user or guid(element, "modifyingUser")
            self.codings.append(
                Coding(id_, document, reference(coding, "CodeRef"), *here, user, said)
            )
            self.selections.setdefault(guid(element), []).append(id_)

    def _annotation(self, element: Any, quote: str, note: str, home: tuple[str, str]) -> None:
        """Words without a code: a comment on them, if there is one."""
        words_there = " ".join(quote.split())[:60]
        if not note:
            named = f"“{words_there}” in {home[1]}"
            self.lost.append(Loss("selection", named, "it has no code and no comment"))
            return
        title = f"on “{words_there}”"
        user = guid(element, "creatingUser")
        self.memos.append(Memo(guid(element), title, note, (home[0],), user))

    def _notes(self, element: Any) -> Iterator[str]:
        """The texts of the notes that an element refers to, or that a link attaches to it."""
        found = [guid(each, "targetGUID") for each in children(element, "NoteRef")]
        if guid(element) in self.linked:
            found.append(self.linked[guid(element)])
        for each in found:
            if self.notes.get(each):
                self.attached.add(each)
                yield self.notes[each]

    def values_of(self, element: Any) -> dict[str, str]:
        """Variables with their values, as texts."""
        found: dict[str, str] = {}
        for each in children(element, "VariableValue"):
            name = self.variables.get(reference(each, "VariableRef"), "")
            value = "; ".join(
                words(value) for value in each if local(value).endswith("Value") and words(value)
            )
            if name and value:
                found[name] = value
        return found


def plain_text(archive: ProjectArchive, element: Any) -> str:
    """The text of a note; empty if it has none that can be read."""
    content = first(element, "PlainTextContent")
    if content is not None:
        return words(content)
    path = str(element.get("plainTextPath") or "").strip()
    if not path.casefold().startswith(_INTERNAL):
        return words(first(element, "Description"))
    data = archive.source(path[len(_INTERNAL) :].lstrip("/"))
    text = (data or b"").decode("utf-8", "replace").removeprefix(BOM).strip()
    return text or words(first(element, "Description"))


def sources(project: Any) -> Iterator[Any]:
    """The sources of a project, in order."""
    yield from inside(project, "Sources", *_WITH_TEXT)


def _named(element: Any) -> str:
    return guid(element) or str(element.get("name") or "")[:60] or local(element)


def _of(attributes: Mapping[str, str], *names: str) -> str:
    """The value of the first variable that has one of these names."""
    folded = {key.strip().casefold(): value for key, value in attributes.items()}
    return next((folded[name] for name in names if name in folded), "")


def _is_own(key: str) -> bool:
    return key.strip().casefold() in (*AUTHOR_NAMES, *DATE_NAMES)


def _date(attributes: Mapping[str, str]) -> str:
    """A date that a variable gives."""
    said = _of(attributes, *DATE_NAMES)
    return said if said and parse_date(said) is not None else ""


def _made(source: Any) -> str:
    """The day on which the source was put into the project."""
    made = str(source.get("creationDateTime") or source.get("modifiedDateTime") or "")[:10]
    return made if parse_date(made) is not None else ""
