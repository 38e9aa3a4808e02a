"""The text as it is read: the same length and positions, without marks that are not words.

Cases attach plain text and Markdown as they are, so positions must stay those of the file. What is
not read becomes spaces. Where a mark lies inside a word or before a full stop, what follows is
moved up to it and the spaces come after, so that `un**loved**` is one word and `[levy](…).` ends
in a full stop; the next word is in its own place again.
"""

from collections.abc import Sequence

from contention.documents.superscripts import calls_in_unicode

GONE = ""
"""Placeholder in a list of characters for one that is not read."""
_SOFT = "\xad\u2060"
_IN_WORDS = "'’&-\u2011"


def settled(characters: Sequence[str]) -> str:
    """A text of as many characters, with spaces for those that are gone."""
    written: list[str] = []
    gap, last = 0, " "
    for each in characters:
        if each == GONE:
            gap += 1
            continue
        if gap and not _moves_up(each, last):
            written.append(" " * gap)
            gap = 0
        written.append(each)
        last = each
    written.append(" " * gap)
    return "".join(written)


def _moves_up(character: str, last: str) -> bool:
    """Whether a character belongs to the one before the gap."""
    if character.isspace() or last.isspace():
        return False
    if character.isalnum():
        return last.isalnum() or last in _IN_WORDS
    return character not in "([{“‘"


def plain_prose(text: str) -> str:
    """Plain text without soft hyphens and calls of notes in superscript characters."""
    calls = list(calls_in_unicode(text))
    if not calls and not any(each in text for each in _SOFT):
        return text
    characters = [GONE if each in _SOFT else each for each in text]
    for start, end in calls:
        characters[start:end] = [GONE] * (end - start)
    return settled(characters)
