"""Files of REFI-QDA as the registry of formats hands them over."""

from contention.exchange.texts.coded_text import CodedTexts
from contention.exchange.texts.given import GivenFile
from contention.exchange.texts.refi.read_project import read_codebook, read_project


def read_given_project(given: GivenFile) -> CodedTexts:
    """A `.qdpx`; raises ImportRefusedError."""
    return read_project(given.data, given.name)


def read_given_codebook(given: GivenFile) -> CodedTexts:
    """A `.qdc`; raises ImportRefusedError."""
    return read_codebook(given.data, given.name)
