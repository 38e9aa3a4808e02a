"""A document as it was read: the text that all positions refer to, and how it is divided."""

from collections.abc import Iterator
from dataclasses import dataclass

Range = tuple[int, int]
"""Half-open range of characters in the normalised text."""


@dataclass(frozen=True)
class ReadDocument:
    """A text with what its file says about it; what the file does not say is empty."""

    id: str
    """lower-case words with underscores, made of the title or the file's name"""
    title: str
    author: str
    date: str
    """as a case writes dates: 2024-02-24, 2024-02 or 2024"""
    text: str
    """normalised: NFC, line ends `\\n`"""
    sha256: str
    """of the normalised text in UTF-8"""
    paragraphs: tuple[Range, ...]
    """ascending; spaces at their ends left out"""
    sentences: tuple[Range, ...]
    """ascending, each inside one paragraph; spaces at their ends left out"""
    pages: tuple[int, ...] = ()
    """where each page begins; none if the file has no pages"""
    language: str = "en"
    """ISO 639-1 code, or `und` if the text is too short to tell"""
    media_type: str = "text/plain"
    """of the file that the text was read from"""

    prose: str = ""
    """what is read of the text: as many characters, with spaces for marks that are not words; the
    text itself if empty"""

    @property
    def words(self) -> str:
        """The text as it is read, in the positions of `text`."""
        return self.prose or self.text

    def slice(self, where: Range) -> str:
        """What is read in a range."""
        return self.words[where[0] : where[1]]

    def sentence_texts(self) -> Iterator[str]:
        """The sentences in order, as they are read (line breaks included)."""
        return (self.words[start:end] for start, end in self.sentences)
