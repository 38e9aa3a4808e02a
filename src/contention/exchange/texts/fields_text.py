"""What a claim says beyond cause, effect and sign, as one line of text and back.

For formats whose relations have a comment and nothing else: `note | delay: 18 months | holder: …`.
"""

import re
from collections.abc import Mapping

from contention.exchange.texts.claim_fields import KEYS

_FIELD = re.compile(r"([a-z_]{1,30}): (.*)", re.DOTALL)
_SEPARATOR = " | "


def fields_text(fields: Mapping[str, str], note: str = "") -> str:
    """The note and the fields in one line; line breaks become spaces."""
    parts = [note, *(f"{key}: {value}" for key, value in fields.items())]
    return _SEPARATOR.join(
        " ".join(part.split()).replace("\\", "\\\\").replace("|", "\\|") for part in parts if part
    )


def text_fields(text: str) -> tuple[dict[str, str], str]:
    """The fields of a line, and its note: all other words."""
    fields: dict[str, str] = {}
    notes: list[str] = []
    for part in re.split(r" (?<!\\)\| ", text):
        plain = re.sub(r"\\([\\|])", r"\1", part)
        found = _FIELD.fullmatch(plain)
        if found and found[1] in KEYS and found[1] not in fields:
            fields[found[1]] = found[2]
        elif plain:
            notes.append(plain)
    return fields, _SEPARATOR.join(notes)
