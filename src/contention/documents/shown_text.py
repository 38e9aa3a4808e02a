"""A text of a case as a reader sees it: the same positions, without the marks of Markdown."""

from contention.case.text.texts import AttachedText
from contention.documents.files import MARKDOWN, kind_by_name
from contention.documents.markdown.markdown import prose_of_markdown
from contention.documents.prose import plain_prose


def shown_text(text: AttachedText) -> AttachedText:
    """The words that a reader sees of an attached or carried text, in the positions of the text.

    Anchors are found in the text itself; what is printed of it is cut from this.
    """
    return AttachedText(shown_words(text, text.name), text.copy, text.name)


def shown_words(text: str, name: str) -> str:
    """The same of a text from a file of that name: as many characters."""
    markdown = kind_by_name(name) == MARKDOWN
    shown = prose_of_markdown(text).text if markdown else plain_prose(text)
    return shown if len(shown) == len(text) else text
