"""One block of a page or a Word file as text: spaces folded, invisible marks gone."""

import re

from contention.documents.superscripts import without_unicode_calls

_SPACES = re.compile(r"[ \t\r\f\v\xa0\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = dict.fromkeys(
    map(ord, "\xad\u200b\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069")
)
"""Soft hyphens, places where a line may break, and marks of the direction of writing."""
_HYPHEN = {0x2010: "-", 0x2011: "-"}
"""The hyphen that never breaks is a hyphen."""


def block(written: str) -> str:
    """The text of a block with its line breaks ; '' if there is nothing in it."""
    plain = written.translate({**_INVISIBLE, **_HYPHEN})
    lines = (_SPACES.sub(" ", line).strip() for line in plain.split("\n"))
    text = without_unicode_calls("\n".join(lines).strip("\n"))
    return text if text.strip(" •\n") else ""
