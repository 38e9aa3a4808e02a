"""The words of a Word file, paragraph by paragraph, as its last reader would see them.

Walks without recursion. Kept: results of fields, links, content controls, text boxes, insertions,
the new place of what was moved. Left out: deletions, struck and hidden words, instructions of
fields, tables of contents, phonetic guides, calls of notes, placeholders.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from contention.documents.superscripts import RaisedPiece
from contention.documents.word.package import attribute, child, local
from contention.documents.word.styles import RunLook, Styles, in_list, look_of
from contention.language.vocabulary import vocabulary

_SKIPPED = vocabulary(
    """
    del moveFrom rPr pPr sectPr tblPr trPr tcPr tblGrid sdtPr sdtEndPr instrText delText
    delInstrText rt rubyPr annotationRef customXmlPr smartTagPr fldData
    """
)
_SYMBOLS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        "αβχδεφγηιϕκλμνοπθρστυϖωξψζ",
        strict=True,
    )
)
"""Letters of the font Symbol."""
_SIGNS = {
    ("symbol", 0xB7): "•", ("symbol", 0xB1): "±", ("symbol", 0xA3): "≤", ("symbol", 0xB3): "≥",
    ("symbol", 0xB4): "×", ("symbol", 0xB0): "°", ("symbol", 0xAE): "→", ("symbol", 0xAC): "←",
    ("symbol", 0xAD): "↑", ("symbol", 0xAF): "↓", ("symbol", 0xB9): "≠", ("symbol", 0xBB): "≈",
    ("symbol", 0x2D): "−", ("wingdings", 0xE0): "→", ("wingdings", 0xDF): "←",
    ("wingdings", 0xA7): "•", ("wingdings", 0x9F): "•", ("wingdings", 0xFC): "✓",
}  # fmt: skip


@dataclass
class Paragraph:
    """A paragraph; line breaks inside it are kept."""

    style: str = ""
    item: bool = False
    look: RunLook = field(default_factory=RunLook)
    pieces: list[RaisedPiece] = field(default_factory=list)
    goes_on: bool = False
    """its end was deleted, or it is a large first letter: the next paragraph belongs to it"""


@dataclass
class Story:
    """Paragraphs of the text or of the notes, and the notes that they call, in order."""

    styles: Styles
    heed_fields: bool = True
    paragraphs: list[Paragraph] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    """("footnote" or "endnote", id)"""
    open_paragraphs: list[Paragraph] = field(default_factory=list)
    looks: list[RunLook] = field(default_factory=list)
    fields: list[bool] = field(default_factory=list)
    """for each open field whether its words are shown"""
    instructions: list[str] = field(default_factory=list)
    passed_over: set[Any] = field(default_factory=set)

    def start(self, element: Any, name: str) -> None:
        """What the beginning of an element does."""
        handler = _AT_START.get(name)
        if handler is not None:
            handler(self, element)

    def end(self, name: str) -> None:
        """What the end of an element does."""
        if name == "r" and self.looks:
            self.looks.pop()
        elif name == "p" and self.open_paragraphs:
            self.open_paragraphs.pop()

    def write(self, text: str) -> None:
        """Add words to the innermost paragraph, unless they are hidden."""
        look = self.looks[-1] if self.looks else RunLook()
        if self.open_paragraphs and all(self.fields) and not (look.hidden or look.struck):
            self.open_paragraphs[-1].pieces.append(RaisedPiece(text, bool(look.raised)))


def read_story(root: Any, styles: Styles) -> Story:
    """The paragraphs below an element."""
    begun = sum(_field_type(each) == "begin" for each in _all(root, "fldChar"))
    ended = sum(_field_type(each) == "end" for each in _all(root, "fldChar"))
    story = Story(styles, heed_fields=begun == ended)
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        name = local(element)
        if event == "end":
            story.end(name)
        elif name in _SKIPPED or element in story.passed_over or _left_out(element, name):
            walker.skip_subtree()
        else:
            story.start(element, name)
    return story


def _all(root: Any, name: str) -> Any:
    return root.iter(f"{{*}}{name}")


def _field_type(element: Any) -> str:
    return attribute(element, "fldCharType")


def _left_out(element: Any, name: str) -> bool:
    """A deleted row, an unfilled content control, a table of contents."""
    if name == "tr":
        return child(element, "trPr", "del") is not None
    if name == "sdt":
        gallery = attribute(child(element, "sdtPr", "docPartObj", "docPartGallery"), "val")
        unfilled = child(element, "sdtPr", "showingPlcHdr") is not None
        return unfilled or gallery.casefold() == "table of contents"
    return False


def _paragraph(story: Story, element: Any) -> None:
    properties = child(element, "pPr")
    style = attribute(child(properties, "pStyle"), "val")
    said = in_list(properties)
    mark = child(properties, "rPr")
    gone = child(mark, "del") is not None or child(mark, "moveFrom") is not None
    paragraph = Paragraph(
        style=story.styles.name(style),
        item=story.styles.in_list(style) if said is None else said,
        look=story.styles.look(style),
        goes_on=gone or attribute(child(properties, "framePr"), "dropCap") in ("drop", "margin"),
    )
    story.paragraphs.append(paragraph)
    story.open_paragraphs.append(paragraph)


def _run(story: Story, element: Any) -> None:
    properties = child(element, "rPr")
    own = look_of(properties)
    named = story.styles.look(attribute(child(properties, "rStyle"), "val"))
    below = story.open_paragraphs[-1].look if story.open_paragraphs else RunLook()
    story.looks.append(own.over(named).over(below))


def _text(story: Story, element: Any) -> None:
    story.write((element.text or "").replace("\n", " "))


def _break(story: Story, _element: Any) -> None:
    story.write("\n")


def _space(story: Story, _element: Any) -> None:
    story.write(" ")


def _hyphen(story: Story, _element: Any) -> None:
    story.write("-")


def _symbol(story: Story, element: Any) -> None:
    try:
        code = int(attribute(element, "char"), 16)
    except ValueError:
        return
    font = attribute(element, "font").casefold()
    if not 32 <= code <= 0xFFFF:
        return
    low = code & 0xFF if 0xF000 <= code <= 0xF0FF else code
    if sign := _SIGNS.get((font, low)):
        story.write(sign)
    elif font == "symbol" and chr(low).lower() in _SYMBOLS:
        letter = _SYMBOLS[chr(low).lower()]
        story.write(letter.upper() if chr(low).isupper() else letter)
    elif font.startswith(("wingdings", "webdings")) or not 32 <= low <= 0xD7FF:
        story.write(" ")
    else:
        story.write(chr(low))


def _field(story: Story, element: Any) -> None:
    if not story.heed_fields:
        return
    kind = _field_type(element)
    if kind == "begin":
        story.fields.append(False)
        story.instructions.append("")
    elif kind == "separate" and story.fields:
        story.fields[-1] = not story.instructions[-1].strip().upper().startswith("TOC")
    elif kind == "end" and story.fields:
        story.fields.pop()
        story.instructions.pop()


def _instructing(story: Story, element: Any) -> None:
    """Instructions of the fields in a run: only a table of contents matters."""
    for each in element:
        if local(each) == "instrText" and story.instructions and not story.fields[-1]:
            story.instructions[-1] += (each.text or "")[:20]


def _begin_run(story: Story, element: Any) -> None:
    _run(story, element)
    _instructing(story, element)


def _call(story: Story, element: Any) -> None:
    look = story.looks[-1] if story.looks else RunLook()
    if not (look.hidden or look.struck):
        kind = local(element).removesuffix("Reference")
        story.notes.append((kind, attribute(element, "id")))


def _alternatives(story: Story, element: Any) -> None:
    """The same thing twice, for new and for old programs: one of the two is read."""
    shown = [each for each in element if local(each) in ("Choice", "Fallback")]
    holding = [each for each in shown if next(_all(each, "t"), None) is not None]
    chosen = (holding or shown)[:1]
    story.passed_over.update(each for each in shown if each not in chosen)


_AT_START: dict[str, Callable[[Story, Any], None]] = {
    "p": _paragraph, "r": _begin_run, "t": _text, "br": _break, "cr": _break, "tab": _space,
    "ptab": _space, "noBreakHyphen": _hyphen, "sym": _symbol, "fldChar": _field,
    "footnoteReference": _call, "endnoteReference": _call, "AlternateContent": _alternatives,
}  # fmt: skip
