"""Text from a case without characters that change how surrounding text is displayed."""

from contention.case.text.characters import STEERING


def printable(text: str) -> str:
    """The text, safe to print on a terminal, in a page or in a drawing.

    Right-to-left scripts need none of the removed characters: their letters have a direction.
    """
    return STEERING.sub("", text)
