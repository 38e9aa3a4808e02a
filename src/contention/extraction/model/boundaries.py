"""Where a span may begin and end, given the pieces that a tokenizer cut a sentence into."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Span = tuple[int, int]

_JOINERS = frozenset("-'’.,/:&@_")


def boundaries(text: str, offsets: Sequence[Span]) -> tuple[Bools, Bools]:
    """Which pieces may be the first, and which the last, of a span.

    A word is not cut: not between its pieces, nor at a hyphen, an apostrophe, or a mark
    inside a number (`year-old`, `don't`, `2,200`). A stop or comma that only touches the word
    before it is a piece of its own, so that spaced and ordinary text are read alike.
    Special tokens, which have empty offsets, are neither.
    """
    real = np.array([start < end for start, end in offsets], dtype=np.bool_)
    glued = np.zeros(len(offsets) + 1, dtype=np.bool_)
    for i in range(1, len(offsets)):
        glued[i] = real[i] and real[i - 1] and _inside_word(text, offsets[i][0])
    return real & ~glued[:-1], real & ~glued[1:]


def _inside_word(text: str, at: int) -> bool:
    """Whether the characters around offset `at` belong to one word."""
    before, after = text[at - 1], text[at]
    if before.isspace() or after.isspace():
        return False
    if before.isalnum() and after.isalnum():
        return True
    if after in _JOINERS:
        return before.isalnum() and text[at + 1 : at + 2].isalnum()
    return before in _JOINERS and at >= 2 and text[at - 2].isalnum() and after.isalnum()
