"""The proposals of a reading as text: sentence by sentence, in document order."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from contention.case.articles import counted
from contention.case.signs import VERBS
from contention.documents.document import Range, ReadDocument
from contention.extraction.proposals import AUTHOR, Proposal, ProposedFigure, Reading, as_named

MOST_NAMES = 60
"""Names that are listed before the claims."""


def reading_text(document: ReadDocument, reading: Reading, left_out: int = 0) -> str:
    """Each sentence with its position, followed by the claims and figures found in it.

    `left_out` is the number of claims that are too unlikely to be shown.
    """
    lines = [
        f"{document.title or document.id}: {len(document.sentences)} sentences, "
        f"{len(reading.proposals)} claims and {len(reading.figures)} figures proposed",
        *(f"note: {note}" for note in reading.notes),
    ]
    if left_out:
        lines.append(f"{counted(left_out, 'less likely claim')} left out: --least 0 shows all")
    lines += _vocabulary(document, reading.proposals)
    found: dict[Range, list[str]] = defaultdict(list)
    for claim in reading.proposals:
        found[claim.sentence].append(claim_text(claim))
    for figure in reading.figures:
        found[figure.sentence].append(figure_text(figure))
    for sentence in sorted(found):
        words = " ".join(document.slice(sentence).split())
        lines += ["", f"{sentence[0]}–{sentence[1]}  {words}"]
        lines += [f"  {each}" for each in found[sentence]]
    return "\n".join(lines)


def _vocabulary(document: ReadDocument, proposals: Sequence[Proposal]) -> Iterator[str]:
    """The quantities, those that most claims name first, with the words that name them."""
    counts: Counter[str] = Counter()
    words: dict[str, dict[str, str]] = defaultdict(dict)
    for end in (end for each in proposals for end in (each.cause, each.effect)):
        counts[end.quantity] += 1
        said = " ".join(document.slice((end.start, end.end)).split())
        words[end.quantity].setdefault(said.lower(), f"not: {said}" if end.turned else said)
    ordered = sorted(counts, key=lambda name: (-counts[name], name))
    if ordered:
        yield f"{len(ordered)} names:"
    for name in ordered[:MOST_NAMES]:
        others = [said for low, said in words[name].items() if low != name.lower()]
        yield f"  {name} ({counts[name]})" + (f": {'; '.join(others)}" if others else "")
    if len(ordered) > MOST_NAMES:
        yield f"  and {len(ordered) - MOST_NAMES} more"


def claim_text(claim: Proposal) -> str:
    """One claim on one line."""
    claim = as_named(claim)
    said = f"{claim.cause.text} {VERBS[claim.sign]} {claim.effect.text}"
    return f"claim   {said}  ({'; '.join(_remarks(claim))})"


def _remarks(claim: Proposal) -> Iterator[str]:
    yield claim.stance if claim.holder == AUTHOR else f"{claim.stance}, {claim.holder}"
    if claim.strength_word:
        yield claim.strength_word
    if claim.delay_word:
        yield f"after {claim.delay_word}"
    if claim.transient:
        yield "for a while" if claim.transient == "true" else f"for {claim.transient}"
    if claim.necessary:
        yield "impossible without"
    if claim.condition:
        yield f"if: {claim.condition.text}"
    yield f"{claim.confidence:.2f} by {claim.found_by}"


def figure_text(figure: ProposedFigure) -> str:
    """One figure on one line."""
    high = f" to {figure.high:,.10g}" if figure.high is not None else ""
    value = f"{figure.comparator} {figure.value:,.10g}{high} {figure.unit}".rstrip()
    return f"figure  {', '.join([f'{value}: {figure.subject}', *_origin(figure)])}"


def _origin(figure: ProposedFigure) -> Iterable[str]:
    if figure.date:
        yield figure.date
    if figure.source:
        yield f"according to {figure.source}"
