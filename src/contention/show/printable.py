"""Text from a case without characters that change how what stands around it is shown."""

import re

UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls but tab and line feed: terminals obey them
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides and isolates turn round what follows
    "\ud800-\udfff\ufffe\uffff]"  # halves of pairs and what is no character: in no UTF-8, no XML
)


def printable(text: str) -> str:
    """The text as it may stand on a terminal, in a page or in a drawing.

    Right-to-left scripts need none of what is taken out: each character knows its direction.
    """
    return UNPRINTABLE.sub("", text)
