"""How the positions of a project are counted: as the standard says, or as its tool does.

The standard counts Unicode code points of the plain text (section 10.2). ATLAS.ti counts a line end
of two characters as one, NVivo characters beyond the basic plane as two; others count bytes. The
words that a selection is named after show it; without such names, positions inside words do.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contention.case.text.letters import letters
from contention.documents.document import Range
from contention.exchange.texts.offsets import Offsets, Unit

BOM = "\ufeff"
_ELLIPSES = ("...", "…")
_NAMED = 8
"""Least letters of a name that is compared with the text."""


@dataclass(frozen=True)
class Placed:
    """A selection as the file has it."""

    start: int
    end: int
    name: str
    """which many tools make of its words"""


@dataclass(frozen=True)
class Counting:
    """The way of counting that fits a document best."""

    offsets: Offsets
    said: str
    """in words; empty if it is the one that is expected"""
    doubtful: int
    """selections that begin or end inside a word even so"""


def counting_of(raw: str, placed: Sequence[Placed], origin: str) -> Counting:
    """How the selections of one text are counted; `raw` is decoded, with its line ends.

    Another unit than code points is believed only if more selections then have the words that they
    are named after; how line ends count, also if more of them begin and end between words.
    """
    best: tuple[tuple[int, int], Counting] | None = None
    for said, offsets, is_unit in _ways(raw, origin.casefold()):
        ranges = [offsets.range(each.start, each.end) for each in placed]
        named, whole = _named(offsets.text, placed, ranges), _whole_words(offsets.text, ranges)
        found = Counting(offsets, said if best else "", len(placed) - whole)
        if best is None or (named, 0 if is_unit else whole) > best[0]:
            best = (named, whole), found
    assert best is not None
    return best[1]


def _ways(raw: str, origin: str) -> Iterator[tuple[str, Offsets, bool]]:
    """Ways of counting that differ for this text, the expected one first; and if it is a unit."""
    plain = raw.removeprefix(BOM)
    one = plain.replace("\r\n", "\n")
    lines = [("each line end as one character", one), ("each line end as two characters", plain)]
    if "atlas" not in origin:
        lines.reverse()
    texts = lines if one != plain else [("code points", plain)]
    beyond = any(character > "\uffff" for character in plain)
    if beyond and "nvivo" in origin:
        for said, text in texts:
            yield said, Offsets(text, "utf-16"), False
    for said, text in texts:
        yield said, Offsets(text), beyond and "nvivo" in origin
    if raw != plain:
        yield "the byte-order mark as a character", Offsets(raw), True
    units: list[tuple[Unit, str]] = []
    if beyond and "nvivo" not in origin:
        units.append(("utf-16", "UTF-16 units"))
    if not plain.isascii():
        units.append(("utf-8", "bytes of UTF-8"))
    for unit, name in units:
        for said, text in texts:
            yield f"{name}, {said}" if len(texts) > 1 else name, Offsets(text, unit), True


def _named(text: str, placed: Sequence[Placed], ranges: Sequence[Range | None]) -> int:
    """How many selections have the words that they are named after."""
    found = 0
    for each, here in zip(placed, ranges, strict=True):
        name = each.name.strip()
        cut = name.endswith(_ELLIPSES)
        wanted = letters(name.rstrip("….")).folded
        if here is None or len(wanted) < _NAMED:
            continue
        given = letters(text, here[0], min(here[1], here[0] + 4 * len(name))).folded
        found += given.startswith(wanted) if cut else given == wanted
    return found


def _whole_words(text: str, ranges: Sequence[Range | None]) -> int:
    """How many selections begin and end between words."""
    return sum(here is not None and not any(_inside(text, place) for place in here)
               for here in ranges)  # fmt: skip


def _inside(text: str, place: int) -> bool:
    """Whether a position lies between two letters."""
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()
