"""What a reader missed, invented or got wrong in a passage, sentence by sentence."""

from collections.abc import Iterator

from benchmarks.passage_matches import FoundClaim, PassageOutcome
from benchmarks.passage_model import PassageClaim
from benchmarks.passage_readings import ReadClaim


def differences(outcome: PassageOutcome) -> Iterator[str]:
    """Sentences with differences; of a claim found in part, what is wrong with it."""
    labels = {pair.label.number for pair in outcome.found}
    reads = {id(pair.read) for pair in outcome.found}
    ways = dict(zip(map(id, outcome.claims), outcome.ways, strict=True))
    for number, sentence in enumerate(outcome.passage.sentences, 1):
        lines = [
            f"  missed    {_label(label)}"
            for label in outcome.passage.claims_in(number)
            if label.number not in labels
        ]
        lines += [
            f"  {_WAYS[ways[id(claim)]]:10}{_read(claim)}"
            for claim in outcome.claims
            if claim.sentence == number and id(claim) not in reads
        ]
        for pair in outcome.found:
            if pair.label.sentence == number and not pair.usable:
                lines += _spoiled(pair)
        if lines:
            yield f"{outcome.passage.id} {number}: {sentence}"
            yield from lines


_WAYS = {"right": "inexact", "reversed": "reversed", "nothing": "invented"}


def _spoiled(pair: FoundClaim) -> list[str]:
    return [
        f"  labelled  {_label(pair.label)}",
        f"  read as   {_read(pair.read)}: wrong {', '.join(pair.faults())}",
    ]


def _label(claim: PassageClaim) -> str:
    cause, effect = claim.ends
    return (
        f"{claim.number}: “{cause.span.words}” → “{effect.span.words}” {claim.polarity} "
        f"[{cause.name} {claim.sign} {effect.name}] {claim.stance}, {claim.holder}, {claim.kind}"
    )


def _read(claim: ReadClaim) -> str:
    return (
        f"“{claim.cause.words}” → “{claim.effect.words}” {claim.sign} "
        f"[{claim.cause.name}; {claim.effect.name}] {claim.stance}, {claim.holder} "
        f"({claim.confidence:.2f} {claim.found_by})"
    )
