"""Word files: paragraphs and notes as text, with what the file's properties say about it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from contention.case.text.normalise import normalise
from contention.documents.blocks import block
from contention.documents.limits import ReadOptions
from contention.documents.raw import RawText
from contention.documents.superscripts import RaisedPiece, set_level
from contention.documents.unreadable import UnreadableFileError
from contention.documents.word.package import Package, attribute, broken, child, local, open_package
from contention.documents.word.paragraphs import Paragraph, Story, read_story
from contention.documents.word.styles import Styles, read_styles
from contention.documents.written_dates import first_date

_CORE = "docProps/core.xml"
_TOLD = ("title", "creator", "modified")


def read_docx(data: bytes, options: ReadOptions) -> RawText:
    """A Word file's text, with notes at its end; what its properties say about it."""
    package = open_package(data, options.limits)
    root = package.xml(package.main)
    if root is None:
        raise broken("it has no text part")
    styles = read_styles(package.related("styles"))
    story = read_story(root, styles)
    paragraphs = [*story.paragraphs, *_notes(package, styles, story)]
    properties = _properties(package)
    title = properties.get("title", "") or _title(paragraphs)
    date = first_date(properties.get("modified", "")[:10])
    text = normalise("\n\n".join(_blocks(paragraphs)))
    return RawText(text, title, properties.get("creator", ""), date)


def _notes(package: Package, styles: Styles, story: Story) -> Iterator[Paragraph]:
    """Paragraphs of the notes that the text calls, in the order of the calls."""
    parts: dict[str, Mapping[str, Any]] = {}
    for kind, id_ in dict.fromkeys(story.notes):
        if kind not in parts:
            root = package.related(f"{kind}s")
            elements = [each for each in root if local(each) == kind] if root is not None else []
            parts[kind] = {attribute(each, "id"): each for each in elements}
        note = parts[kind].get(id_)
        if note is not None:
            yield from read_story(note, styles).paragraphs


def _blocks(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    waiting: list[RaisedPiece] = []
    for paragraph in paragraphs:
        if paragraph.style.startswith("toc ") and paragraph.style != "toc heading":
            continue
        waiting += paragraph.pieces
        if paragraph.goes_on:
            continue
        if text := block(set_level(waiting)):
            yield f"• {text}" if paragraph.item else text
        waiting = []
    if text := block(set_level(waiting)):
        yield text


def _title(paragraphs: Sequence[Paragraph]) -> str:
    """Words of the paragraph in the style Title, else of the first heading of the first rank."""
    for style in ("title", "heading 1"):
        for each in paragraphs:
            if each.style == style and (text := block(set_level(each.pieces))):
                return normalise(text.replace("\n", " "))
    return ""


def _properties(package: Package) -> dict[str, str]:
    """Title, author and date; they are not worth refusing a file for, if their part is damaged."""
    try:
        root = package.xml(_CORE)
    except UnreadableFileError:
        return {}
    if root is None:
        return {}
    found = {name: child(root, name) for name in _TOLD}
    return {
        name: normalise((each.text or "").strip())[:500]
        for name, each in found.items()
        if each is not None
    }
