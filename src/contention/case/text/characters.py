"""Control characters, which are refused because they act on the program that shows them."""

import re

STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls but tab and line feed: terminals obey them
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides and isolates turn round what follows
    "\ud800-\udfff\ufffe\uffff]"  # surrogates and noncharacters: invalid in UTF-8 and XML
)
HINT = "remove it: terminals and pages obey it instead of showing it"


def visible(text: str, *, one_line: bool = False) -> str:
    r"""The text with such characters written out (`\x1b`), for terminals.

    In one line, ends of lines and tabs are written out, too: a file's name may hold them.
    """
    shown = STEERING.sub(_written_out, text)
    return re.sub(r"[\n\t]", _written_out, shown) if one_line else shown


def _written_out(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")


def steering(text: str) -> int | None:
    """Position of the first such character of a text; None if there is none."""
    match = STEERING.search(text)
    return match.start() if match is not None else None


def not_allowed(character: str) -> str:
    """The message about one."""
    return f"character U+{ord(character):04X} is not allowed in a text"
