"""Text from a case without characters that change how what stands around it is shown."""

from contention.case.text.characters import STEERING


def printable(text: str) -> str:
    """The text as it may stand on a terminal, in a page or in a drawing.

    Right-to-left scripts need none of what is taken out: each character knows its direction.
    """
    return STEERING.sub("", text)
