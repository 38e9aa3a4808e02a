"""Text in boxes: how wide it is, how it is wrapped, and which characters it may hold.

Widths are those of Helvetica (Adobe font metrics, thousandths of the font size), a little
stretched, because the reader's machine picks the font.
"""

import unicodedata

from contention.show.words.printable import printable

STRETCH = 1.06
NARROW = dict.fromkeys("ijl'|!,.:;I ftr()[]/-", 0.3)
WIDE = dict.fromkeys("mwMW%@", 0.86)
CAPITAL = 0.69
SMALL = 0.55
FULL = 1.0


def text_width(text: str, size: float) -> float:
    """Width of one line in pixels at a font size in pixels."""
    return STRETCH * size * sum(_width(character) for character in text)


def wrap(text: str, size: float, width: float, most: int = 4) -> tuple[str, ...]:
    """At most `most` lines of at most `width`; text that does not fit ends in an ellipsis.

    Words too long for a line are cut.
    """
    lines: list[str] = []
    for word in _pieces(text, size, width):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    if len(lines) > most:
        return (*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), size, width))
    return tuple(lines) or ("",)


def shorten(text: str, size: float, width: float) -> str:
    """The beginning of a text that fits into `width`, with an ellipsis if it was cut."""
    if text_width(text, size) <= width:
        return text
    while text and text_width(f"{text}…", size) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def clean(text: str) -> str:
    """The text on one line, without characters that are unsafe in a drawing."""
    return " ".join(kept for word in text.split() if (kept := printable(word)))


def _width(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return FULL
    known = NARROW.get(character) or WIDE.get(character)
    return known or (CAPITAL if character.isupper() else SMALL)


def _pieces(text: str, size: float, width: float) -> list[str]:
    """Words, long ones cut into parts that fit a line."""
    pieces = []
    for word in text.split():
        while text_width(word, size) > width and len(word) > 1:
            cut = len(word) - 1
            while cut > 1 and text_width(word[:cut] + "-", size) > width:
                cut -= 1
            pieces.append(word[:cut] + "-")
            word = word[cut:]
        pieces.append(word)
    return pieces
