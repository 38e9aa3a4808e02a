"""Decode the bytes that a terminal sends into keys.

A key is the character that it types, or a name: `enter`, `escape`, `left`, `ctrl-u`. Whatever comes
in one escape sequence is one key, however it is split over reads; `unknown` if it has no name here.
"""

import re
from collections import deque

NAMES = {
    0x08: "backspace", 0x09: "tab", 0x0A: "enter", 0x0D: "enter", 0x7F: "backspace",
}  # fmt: skip
_CURSOR = {
    "A": "up", "B": "down", "C": "right", "D": "left", "H": "home", "F": "end",
}  # fmt: skip
_NUMBERED = {
    "1": "home", "3": "delete", "4": "end", "5": "page-up", "6": "page-down", "7": "home",
    "8": "end",
}  # fmt: skip
_PASTE, _PASTED = b"\x1b[200~", b"\x1b[201~"
_SEQUENCE = re.compile(rb"\x1b\[[\x30-\x3f]*[\x20-\x2f]*(?:\[.|[\x40-\x5a\x5c-\x7e])", re.DOTALL)
_UNFINISHED = re.compile(rb"\x1b(?:\[[\x30-\x3f]*[\x20-\x2f]*\[?|O)?\Z")
_LENGTH = {0xC0: 2, 0xE0: 3, 0xF0: 4}

END, REDRAW = "end-of-input", "redraw"
"""Pseudo-keys: end of input; screen resized or lost."""

MOST_PASTED = 100_000
"""Bytes of one paste; what is longer arrives in pieces."""
AFTER_ESCAPE, IN_SEQUENCE = 0.1, 1.0
"""Seconds to wait for the rest of a sequence."""


class Paste(str):
    """Text that was pasted in one go, as one key."""

    __slots__ = ()


class Decoder:
    """Incremental decoder from bytes to keys."""

    def __init__(self) -> None:
        self._left = bytearray()
        self._keys: deque[str] = deque()
        self._after_escape = False

    def feed(self, data: bytes) -> None:
        """Take bytes."""
        if self._after_escape and data[:1] in (b"[", b"O"):
            self._left += b"\x1b"  # the rest of a sequence that came late
        self._after_escape = False
        self._left += data
        while self._left and self._next():
            pass

    def key(self) -> str | None:
        """The next key; None if none is complete."""
        return self._keys.popleft() if self._keys else None

    def patience(self) -> float | None:
        """Seconds to wait before `give_up`; None to wait for as long as it takes."""
        if self._left[:1] != b"\x1b" or self._left.startswith(_PASTE):
            return None
        return AFTER_ESCAPE if len(self._left) == 1 else IN_SEQUENCE

    def give_up(self) -> None:
        """Nothing follows: what is left of a sequence is one key by itself."""
        if self._left:
            self._after_escape = self._left == b"\x1b"
            self._keys.append("escape" if self._after_escape else "unknown")
            self._left.clear()

    def _next(self) -> bool:
        """Take one key off what is left; False if it is not complete."""
        first = self._left[0]
        if first == 0x1B:
            return self._escape()
        if first < 0x20 or first == 0x7F:
            self._take(1, NAMES.get(first) or f"ctrl-{chr(first + 0x60)}")
            return True
        return self._character(0, "")

    def _take(self, count: int, key: str) -> None:
        del self._left[:count]
        self._keys.append(key)

    def _escape(self) -> bool:
        left = bytes(self._left)
        if left.startswith(_PASTE):
            return self._paste(left)
        found = _SEQUENCE.match(left)
        if found:
            self._take(found.end(), _named(found[0]))
        elif _UNFINISHED.match(left):
            return False
        elif left[1:2] == b"O":
            self._take(3, _CURSOR.get(chr(left[2]), "unknown"))
        elif left[1:2] == b"[":
            self._take(2, "unknown")
        elif left[1] < 0x20 or left[1] == 0x7F:
            self._take(1, "escape")
        else:
            return self._character(1, "alt-")
        return True

    def _paste(self, left: bytes) -> bool:
        end = left.find(_PASTED)
        if end < 0 and len(left) < MOST_PASTED:
            return False
        stop = end if end >= 0 else len(left)
        text = left[len(_PASTE) : stop].decode("utf-8", "replace")
        self._take(stop + len(_PASTED) if end >= 0 else stop, Paste(text))
        if end < 0:
            self._left[:0] = _PASTE
            return False
        return True

    def _character(self, skip: int, prefix: str) -> bool:
        """One character of UTF-8 after so many bytes; a byte that begins none is `unknown`."""
        first = self._left[skip]
        length = 1 if first < 0x80 else next((n for b, n in _LENGTH.items() if _leads(first, b)), 0)
        here = self._left[skip : skip + length]
        if length and len(here) < length and all(0x80 <= each < 0xC0 for each in here[1:]):
            return False
        try:
            character = here.decode("utf-8") if length else ""
        except UnicodeDecodeError:
            character = ""
        self._take(skip + (length if character else 1), prefix + character or "unknown")
        return True


def _leads(first: int, base: int) -> bool:
    """Whether a byte leads a sequence of the length that goes with `base`."""
    return first & {0xC0: 0xE0, 0xE0: 0xF0, 0xF0: 0xF8}[base] == base


def _named(sequence: bytes) -> str:
    body, last = sequence[2:-1].decode("latin-1"), chr(sequence[-1])
    if last == "~":
        return _NUMBERED.get(body.split(";")[0], "unknown")
    return _CURSOR.get(last, "unknown") if not body or body[0] in "1;" else "unknown"
