"""How mentions of one quantity come together when the ends of all claims are given.

    python -m benchmarks.passage_names                  # development
    python -m benchmarks.passage_names --half held_out  # totals only

Every labelled claim is handed over as a proposal with the labelled ends. B-cubed and pairs are over
the ends of a passage: whether those that the labels give one name get one.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import cast

from benchmarks.passage_files import read_passages
from benchmarks.passage_model import (
    PASSAGE_HALVES,
    Passage,
    PassageClaim,
    PassageEnd,
    PassageSpan,
)
from benchmarks.passage_readings import document_of
from contention.case.model import Anchor, Sign
from contention.documents.document import Range, ReadDocument
from contention.extraction.naming.antecedents import points
from contention.extraction.proposals import AUTHOR, OTHER_WAY, Phrase, Proposal
from contention.extraction.rules.given_spans import phrase_in

Named = tuple[str, int]
"""name of a quantity, and -1 for words that name less of it"""
Naming = Callable[[ReadDocument, Sequence[Proposal]], Sequence[Proposal]]


def given_claims(
    passage: Passage, document: ReadDocument, *, pointing: bool = False
) -> tuple[Proposal, ...]:
    """The labelled claims as a reader would propose them that finds every end.

    With `pointing`, an end that the sentence only points to (`said`) has the words that do.
    """
    return tuple(
        _proposal(
            claim, [(said_for(passage, claim, end) or end.span) if pointing else end.span
                    for end in claim.ends], document,
        )
        for claim in passage.claims
    )  # fmt: skip


def said_for(passage: Passage, claim: PassageClaim, end: PassageEnd) -> PassageSpan | None:
    """The words of a claim's sentence that point to an end, if the labels tell which they are."""
    same = next(each for each in passage.quantities if each.name == end.name)
    spans = (*same.mentions, *same.opposites)
    return next(
        (
            span for span in spans
            if span.sentence == claim.sentence and span.words in claim.said and span != end.span
        ),
        None,
    )  # fmt: skip


def place_of(span: PassageSpan, document: ReadDocument) -> Range:
    """Where a span of a passage stands in its document."""
    start = document.sentences[span.sentence - 1][0]
    return start + span.start, start + span.end


def _proposal(
    claim: PassageClaim, spans: Sequence[PassageSpan], document: ReadDocument
) -> Proposal:
    phrases: list[Phrase] = []
    turns = 0
    places = [place_of(span, document) for span in spans]
    for span, place in zip(spans, places, strict=True):
        found, way = phrase_in(document, document.sentences[span.sentence - 1], place)
        phrases.append(found)
        turns += way < 0
    sign = cast("Sign", claim.polarity)
    return Proposal(
        id=str(claim.number), document=document.id, cause=phrases[0], effect=phrases[1],
        sign=OTHER_WAY[sign] if turns % 2 else sign,
        stance="negated" if claim.stance == "denied" else "asserted", holder=AUTHOR,
        anchor=Anchor(min(p[0] for p in places), max(p[1] for p in places)), confidence=1.0,
        found_by="labels", signal=None, sentence=document.sentences[claim.sentence - 1],
    )  # fmt: skip


def labelled_names(passage: Passage) -> dict[PassageSpan, Named]:
    """What each end of a passage names by the labels."""
    return {
        end.span: (end.name, -1 if passage.turned(end) else 1)
        for claim in passage.claims
        for end in claim.ends
    }


def name_counts(passage: Passage, naming: Naming) -> Counter[str]:
    """Sums over one passage of what `figures` divides."""
    document = document_of(passage)
    given = given_claims(passage, document)
    kept = {each.id: each for each in naming(document, given)}
    read = [kept.get(each.id, each) for each in given]
    labels = labelled_names(passage)
    named = {
        end.span: (phrase.name or phrase.text, -1 if phrase.turned else 1)
        for claim, proposal in zip(passage.claims, read, strict=True)
        for end, phrase in zip(claim.ends, (proposal.cause, proposal.effect), strict=True)
    }
    counts = Counter(claims=len(passage.claims))
    counts["names"] = len({name for name, _ in named.values()})
    counts["names_labelled"] = len({name for name, _ in labels.values()})
    counts["long"] = sum(len(name.split()) > 5 for name in {name for name, _ in named.values()})
    counts += _joined(labels, named)
    counts += _looped(passage, read)
    counts += _pointers(passage, document, naming)
    return counts


def names_at(passage: Passage, document: ReadDocument) -> dict[Range, str]:
    """What every labelled mention of a passage names, by its place."""
    return {
        place_of(span, document): each.name
        for each in passage.quantities
        for span in (*each.mentions, *each.opposites)
    }


def name_near(place: Range, names: Mapping[Range, str]) -> str:
    """The label of the mention that overlaps a place most; empty if none does."""
    shared = {where: min(place[1], where[1]) - max(place[0], where[0]) for where in names}
    best = max(shared, key=lambda each: (shared[each], each == place), default=None)
    return names[best] if best is not None and shared[best] > 0 else ""


def _pointers(passage: Passage, document: ReadDocument, naming: Naming) -> Counter[str]:
    """Ends that a sentence only points to, and those for which the right mention was found."""
    given = given_claims(passage, document, pointing=True)
    read = {each.id: each for each in naming(document, given)}
    names = names_at(passage, document)
    counts: Counter[str] = Counter()
    for claim, proposal in zip(passage.claims, given, strict=True):
        ends = zip(("cause", "effect"), claim.ends, strict=True)
        for role, end in ends:
            if said_for(passage, claim, end) is None or not points(
                document, getattr(proposal, role)
            ):
                continue
            counts["pointers"] += 1
            found = getattr(read[proposal.id], role) if proposal.id in read else None
            if found is not None and found != getattr(proposal, role):
                counts["pointers_found"] += 1
                near = name_near((found.start, found.end), names)
                counts["pointers_right"] += near == end.name
    return counts


def _joined(
    labels: Mapping[PassageSpan, Named], named: Mapping[PassageSpan, Named]
) -> Counter[str]:
    counts: Counter[str] = Counter()
    for span in labels:
        one = {other for other in labels if labels[other][0] == labels[span][0]}
        two = {other for other in labels if named[other][0] == named[span][0]}
        counts["ends"] += 1
        counts["precision"] += 1000 * len(one & two) // len(two)
        counts["recall"] += 1000 * len(one & two) // len(one)
    for a, b in combinations(labels, 2):
        same, given = labels[a][0] == labels[b][0], named[a][0] == named[b][0]
        counts["pairs_labelled"] += same
        counts["pairs"] += given
        counts["pairs_both"] += same and given
    return counts


def _looped(passage: Passage, read: Sequence[Proposal]) -> Counter[str]:
    """Claims that lie on loops by the labels, by the names given, and by both."""
    standing = [
        (claim, proposal)
        for claim, proposal in zip(passage.claims, read, strict=True)
        if claim.stance != "denied"
    ]
    by_label = [(claim.cause.name, claim.effect.name) for claim, _ in standing]
    by_name = [(p.cause.name or p.cause.text, p.effect.name or p.effect.text) for _, p in standing]
    one, two = _on_loops(by_label), _on_loops(by_name)
    loops = [[passage.claims[n - 1] for n in loop] for loop in passage.loops]
    ends = {claim.number: pair for (claim, _), pair in zip(standing, by_name, strict=True)}
    closed = sum(
        all(
            a.number in ends and b.number in ends and ends[a.number][1] == ends[b.number][0]
            for a, b in zip(loop, [*loop[1:], loop[0]], strict=True)
        )
        for loop in loops
    )
    return Counter(
        looped_labelled=sum(one), looped=sum(two), looped_both=sum(map(min, one, two)),
        loops=len(loops), loops_closed=closed,
    )  # fmt: skip


def _on_loops(edges: Sequence[tuple[str, str]]) -> list[bool]:
    """Whether each edge lies on a loop."""
    leads: dict[str, set[str]] = defaultdict(set)
    for cause, effect in edges:
        leads[cause].add(effect)

    def reaches(start: str, end: str) -> bool:
        seen: set[str] = set()
        waiting = [start]
        while waiting:
            node = waiting.pop()
            if node == end:
                return True
            if node not in seen:
                seen.add(node)
                waiting += leads[node]
        return False

    return [reaches(effect, cause) for cause, effect in edges]


def figures(counts: Mapping[str, int]) -> dict[str, float]:
    """The figures of a whole half."""
    precision = counts["precision"] / counts["ends"] / 1000
    recall = counts["recall"] / counts["ends"] / 1000
    of_pairs = counts["pairs_both"] / max(counts["pairs"], 1)
    all_pairs = counts["pairs_both"] / counts["pairs_labelled"]
    return {
        "B-cubed precision": precision, "B-cubed recall": recall,
        "B-cubed F1": 2 * precision * recall / (precision + recall),
        "pairs joined rightly, of those joined": of_pairs,
        "pairs joined, of those to join": all_pairs,
        "pairs F1": 2 * of_pairs * all_pairs / max(of_pairs + all_pairs, 1e-9),
        "names a claim": counts["names"] / counts["claims"],
        "names a claim, labelled": counts["names_labelled"] / counts["claims"],
        "claims put on a loop": counts["looped"],
        "claims put on a loop wrongly": counts["looped"] - counts["looped_both"],
        "claims on a loop, labelled": counts["looped_labelled"],
        "stated loops closed": counts["loops_closed"], "stated loops": counts["loops"],
        "names longer than five words": counts["long"],
        "pronouns": counts["pointers"],
        "pronouns led back, of all": counts["pointers_found"] / max(counts["pointers"], 1),
        "pronouns led back rightly, of all": counts["pointers_right"] / max(counts["pointers"], 1),
    }  # fmt: skip


def measured(passages: Iterable[Passage], naming: Naming) -> dict[str, float]:
    """The figures of passages."""
    total: Counter[str] = Counter()
    for passage in passages:
        total.update(name_counts(passage, naming))
    return figures(total)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures of words alone and of names settled over the document."""
    from contention.extraction.naming.settle import settled

    parser = argparse.ArgumentParser(prog="benchmarks.passage_names", description=__doc__)
    parser.add_argument("--half", choices=PASSAGE_HALVES, default="development")
    passages = read_passages(parser.parse_args(arguments).half)
    before = measured(passages, lambda _, proposals: proposals)
    after = measured(passages, settled)
    print(f"{'':40}{'words':>9}{'settled':>9}")
    for key, value in before.items():
        form = ".0f" if isinstance(value, int) else ".3f"
        print(f"{key:40}{value:>9{form}}{after[key]:>9{form}}")


if __name__ == "__main__":
    main()
