"""Reading a long document in batches of sentences, reporting progress."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from contention.documents.document import ReadDocument
from contention.extraction.proposals import Proposal, ProposedFigure, Reader, Reading

WINDOW = 2_000
"""Sentences of a document whose claims are held at once."""
OVERLAP = 8
"""Sentences read again before and after a window: for what refers to its neighbours."""

Tell = Callable[[int, int], None]
"""Told how many sentences are read, and of how many."""


def windows(document: ReadDocument, reader: Reader, size: int = WINDOW) -> Iterator[Reading]:
    """What is found in a document, in batches of sentences."""
    every = document.sentences
    if len(every) <= size + OVERLAP:
        yield reader.find(document)
        return
    for first in range(0, len(every), size):
        around = every[max(0, first - OVERLAP) : first + size + OVERLAP]
        own = frozenset(every[first : first + size])
        found = reader.find(replace(document, sentences=around))
        yield Reading(
            tuple(each for each in found.proposals if each.sentence in own),
            tuple(each for each in found.figures if each.sentence in own),
            found.notes,
        )


def find_in_windows(document: ReadDocument, reader: Reader, tell: Tell) -> Reading:
    """The whole of what is found, numbered through."""
    proposals: list[Proposal] = []
    figures: list[ProposedFigure] = []
    notes: dict[str, None] = {}
    total = len(document.sentences)
    for number, reading in enumerate(windows(document, reader), 1):
        proposals += reading.proposals
        figures += reading.figures
        notes.update(dict.fromkeys(reading.notes))
        tell(min(total, number * WINDOW), total)
    return Reading(
        tuple(replace(each, id=f"{document.id}_{n}") for n, each in enumerate(proposals, 1)),
        tuple(replace(each, id=f"{document.id}_figure_{n}") for n, each in enumerate(figures, 1)),
        tuple(notes),
    )
