"""Several readers together: what both find counts more, what one finds is kept."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from contention.documents.document import Range, ReadDocument
from contention.extraction.confidence import UNCHANGED, ConfidenceCurves, shipped_curves
from contention.extraction.figures.find import find_figures
from contention.extraction.naming.settle import settled
from contention.extraction.proposals import Proposal, Reader, Reading, ReadingTally
from contention.extraction.rules.rule_reader import RulesReader

ReaderName = Literal["rules", "model", "both"]


@dataclass(frozen=True)
class CombinedReader:
    """Several readers in the order of trust: the first that finds a claim words it."""

    readers: tuple[Reader, ...]
    missing: tuple[str, ...] = ()
    """notes on readers that could not be loaded"""
    curves: ConfidenceCurves = UNCHANGED
    """turn the readers' scores into confidence"""

    @property
    def name(self) -> str:
        """The readers' names joined by `+`."""
        return "+".join(reader.name for reader in self.readers)

    def find(self, document: ReadDocument) -> Reading:
        """What the readers find together, and the figures."""
        kept: list[Proposal] = []
        notes = list(self.missing)
        tally: ReadingTally | None = None
        for reader in self.readers:
            reading = reader.find(document)
            notes += reading.notes
            tally = reading.tally or tally
            kept = merged(kept, reading.proposals)
        ordered = sorted(
            settled(document, one_way(kept, self._confidence)),
            key=lambda each: (each.sentence, each.anchor.start, each.cause.start),
        )
        numbered = tuple(
            replace(each, id=f"{document.id}_{n}", confidence=self._confidence(each))
            for n, each in enumerate(ordered, 1)
        )
        return Reading(numbered, find_figures(document), tuple(notes), tally)

    def _confidence(self, claim: Proposal) -> float:
        return self.curves.of(self.name, claim.found_by, claim.confidence)


def merged(first: Sequence[Proposal], second: Sequence[Proposal]) -> list[Proposal]:
    """Both readers' claims; one that both find has the first's words and a higher confidence."""
    found = list(first)
    near = _Near(found)
    for proposal in second:
        same = [at for at in near.at(proposal) if same_claim(found[at], proposal)]
        if not same:
            near.add(len(found), proposal)
            found.append(proposal)
        for at in same:
            if proposal.found_by not in found[at].found_by.split("+"):
                doubt = (1 - found[at].confidence) * (1 - proposal.confidence)
                found[at] = replace(
                    found[at],
                    confidence=round(min(0.99, 1 - doubt), 3),
                    found_by=f"{found[at].found_by}+{proposal.found_by}",
                )
    return found


LEAST_BACK = 0.5
"""Least confidence of a claim back along the ends of a surer one, so that both are kept."""


def one_way(
    claims: Sequence[Proposal], confidence: Callable[[Proposal], float]
) -> tuple[Proposal, ...]:
    """The same claims without those that turn round a surer one and are not sure themselves.

    A sentence that joins two quantities seldom says that each drives the other: the second
    direction is then a doubt about the first one, and would close a loop that nobody states.
    """
    by_sentence: dict[Range, list[Proposal]] = defaultdict(list)
    for each in claims:
        by_sentence[each.sentence].append(each)
    return tuple(
        each
        for each in claims
        if confidence(each) >= LEAST_BACK
        or not any(
            _turned_round(each, other) and confidence(other) > confidence(each)
            for other in by_sentence[each.sentence]
        )
    )


def _turned_round(one: Proposal, two: Proposal) -> bool:
    return all(
        a.start < b.end and b.start < a.end
        for a, b in ((one.cause, two.effect), (one.effect, two.cause))
    )


class _Near:
    """Claims by the stretch of text that contains their cause, so that few are compared."""

    STRETCH = 64
    """characters"""

    def __init__(self, claims: Sequence[Proposal]) -> None:
        self._places: dict[int, list[int]] = defaultdict(list)
        for at, claim in enumerate(claims):
            self.add(at, claim)

    def add(self, at: int, claim: Proposal) -> None:
        """Put a claim, the `at`-th, under the position of its cause."""
        for stretch in self._stretches(claim):
            self._places[stretch].append(at)

    def at(self, claim: Proposal) -> list[int]:
        """Which claims have a cause near that of a claim, in order."""
        found = {at for stretch in self._stretches(claim) for at in self._places.get(stretch, ())}
        return sorted(found)

    def _stretches(self, claim: Proposal) -> range:
        return range(claim.cause.start // self.STRETCH, claim.cause.end // self.STRETCH + 1)


def same_claim(one: Proposal, two: Proposal) -> bool:
    """Whether cause and effect of one overlap those of the other in the same sentence."""
    if one.sentence != two.sentence:
        return False
    return all(
        a.start < b.end and b.start < a.end
        for a, b in ((one.cause, two.cause), (one.effect, two.effect))
    )


def _model() -> Reader:
    from contention.extraction.model_reader import ModelReader

    return ModelReader.load()


def reader_for(name: ReaderName, load_model: Callable[[], Reader] = _model) -> CombinedReader:
    """The reader of a name; rules alone, with a note, if the model cannot be loaded."""
    curves = shipped_curves()
    if name == "rules":
        return CombinedReader((RulesReader(),), curves=curves)
    try:
        model = load_model()
    except (ImportError, OSError, ValueError, RuntimeError) as error:
        detail = f"{type(error).__name__}: {error}"[:160]
        note = f"the model could not be loaded ({detail}): read by rules only"
        return CombinedReader((RulesReader(),), (note,), curves)
    readers = (model,) if name == "model" else (RulesReader(), model)
    return CombinedReader(readers, curves=curves)
