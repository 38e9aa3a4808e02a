"""Names as XMILE 1.0 (section 3.2.2.2) compares them: case, spaces and underscores do not count."""

import re
import unicodedata

GAPS = re.compile(r"[\s_]+")


def fold(name: str) -> str:
    """The id of a name: one case, Unicode NFC, runs of spaces and underscores as one `_`."""
    plain = name
    for _ in range(2):  # case folding can undo composition and the other way round
        plain = unicodedata.normalize("NFC", plain.casefold())
    return GAPS.sub("_", plain.strip())
