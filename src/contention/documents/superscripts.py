"""Superscripts: calls of notes are left out, exponents and ordinals stay."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contention.documents.document import Range

_LOOK = 40
"""Characters before a superscript that decide what it is."""
_SMALL_DIGITS = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_LARGE_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_POWER = re.compile(r"[2-4]|[-−–]\d{1,2}")
_CHARGE = re.compile(r"\d?[+−–-]")
_CALL = re.compile(
    r"""
      [\[(]?\s*(?:(?:note|nb|n|fn|ref)\.?\s*)?\d{1,4}(?:\s*[,;–-]\s*\d{1,4})*\s*[\])]?
    | [\[(]?\s*[a-z]\s*[\])]? | [\[(]\s*[ivxlc]{1,6}\s*[\])] | [*†‡§¶#✝⁎∗]{1,4}
    | [\[(][\w\s?]{1,40}[\])]
    """,
    re.I | re.X,
)
_MEASURED = re.compile(
    r"""
      (?:^|[\s\d(/·.])(?:[kcdhµμnm]?m|ft|yd|mi)$     # 40 km², per m³
    | [\d/]\s?(?:in|s|sec)$                          # 5 in², 3 m/s²
    | (?:^|[\s(=+*/−-])(?![aI]$)[A-Za-zα-ωΑ-Ω]$      # x², R²
    | [)\]]$                                         # (x + y)²
    """,
    re.X,
)
_TEN = re.compile(r"(?<![\d.,])10$")
_ISOTOPE = re.compile(r"[A-Z][a-z]?(?![a-z])")
_IN_UNICODE = re.compile(r"(?<=[^\s⁰¹²³⁴-⁺⁻])[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+(?:[,–][⁰¹²³⁴-⁹]+)*")


@dataclass(frozen=True)
class RaisedPiece:
    """A stretch of text in one line of writing."""

    text: str
    raised: bool = False


def set_level(pieces: Sequence[RaisedPiece]) -> str:
    """One text of pieces: calls of notes gone, exponents in superscript digits."""
    grouped = list(_grouped(pieces))
    text: list[str] = []
    before = ""
    for number, piece in enumerate(grouped):
        shown = piece.text
        if piece.raised:
            after = grouped[number + 1].text[:8] if number + 1 < len(grouped) else ""
            shown = _shown(before, piece.text, after)
        text.append(shown)
        before = (before + shown)[-_LOOK:]
    return "".join(text)


def _grouped(pieces: Sequence[RaisedPiece]) -> Iterator[RaisedPiece]:
    """Neighbours on one level as one piece."""
    waiting: list[str] = []
    raised = False
    for piece in pieces:
        if not piece.text:
            continue
        if waiting and piece.raised != raised:
            yield RaisedPiece("".join(waiting), raised)
            waiting = []
        raised = piece.raised
        waiting.append(piece.text)
    if waiting:
        yield RaisedPiece("".join(waiting), raised)


def _shown(before: str, written: str, after: str) -> str:
    said = written.strip()
    if is_exponent(before, said):
        return said.translate(_SMALL_DIGITS)
    if said in ("TM", "SM"):
        return {"TM": "™", "SM": "℠"}[said]
    if said and not is_call(before, said, after):
        return written
    return " " if written[:1].isspace() or written[-1:].isspace() else ""


def is_exponent(before: str, said: str) -> bool:
    """Whether a superscript is a power: m², x³, 10⁶, s⁻¹."""
    if _TEN.search(before) and re.fullmatch(r"[-−–]?\d{1,3}", said):
        return True
    return _POWER.fullmatch(said) is not None and _MEASURED.search(before) is not None


def is_call(before: str, said: str, after: str) -> bool:
    """Whether a superscript calls a note; what it is not: 1st, Ca²⁺, ¹⁴C, TM."""
    if len(said) > _LOOK or not _CALL.fullmatch(said):
        return False
    if said.isalpha():
        return not before[-1:].isdigit()
    if _CHARGE.fullmatch(said):
        return said.isdigit()
    isotope = before[-1:] in (" ", "(", "\xa0", "-") and _ISOTOPE.match(after) is not None
    return not (said.isdigit() and isotope)


def calls_in_unicode(text: str) -> Iterator[Range]:
    """Places of calls written with superscript characters: "prices¹² rose"."""
    for match in _IN_UNICODE.finditer(text):
        said = match[0].translate(_LARGE_DIGITS)
        before = text[max(0, match.start() - _LOOK) : match.start()]
        kept = is_exponent(before, said) or "+" in said or "-" in said
        if not kept and not before[-1:].isdigit():
            yield match.span()


def without_unicode_calls(text: str) -> str:
    """The text without calls that are written with superscript characters."""
    pieces, last = [], 0
    for start, end in calls_in_unicode(text):
        pieces.append(text[last:start])
        last = end
    return "".join([*pieces, text[last:]])
