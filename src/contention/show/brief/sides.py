"""The two sides of a contention, and the sentences on which each hinges."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from contention.analysis.premise import Premise, premise_of
from contention.analysis.quotation import Sentences
from contention.case.articles import counted
from contention.case.model import Case
from contention.judge.hinges.knockouts import (
    LEAST_CHANGE,
    hinges_by_verdict,
    matters,
    overturns,
)
from contention.judge.hinges.verdict_hinges import Carried
from contention.judge.sides import share_change, side_of
from contention.judge.verdict import Hinge, Judgement, Verdict, VerdictWord
from contention.show.brief.quoting import Quoted, quoted
from contention.show.words.answer_words import owners
from contention.show.words.answers import way_of
from contention.show.words.numbers import spelt
from contention.show.words.share_words import without_in_words

SENTENCES = 3
NAMES = 3
"""accounts named; more are counted"""
LEFT: dict[VerdictWord, str] = {
    "supported": "it follows",
    "opposed": "the reverse follows",
    "undecided": "it stays open",
    "does not follow": "nothing follows",
    "true by construction": "it is true by construction",
}
"""what is left of a contention for an account without a claim"""
HEADS = {"yes": "Those who say yes", "no": "Those who say no"}


@dataclass(frozen=True)
class HingeSentence:
    """A sentence, and what becomes of the answers without it."""

    quoted: Quoted
    without: str


@dataclass(frozen=True)
class BriefSide:
    """The accounts that answer alike, and their hinges."""

    key: str
    """`yes` or `no`"""
    head: str
    accounts: str
    sentences: tuple[HingeSentence, ...]
    note: str
    """that no single one overturns the answer, or why there is none"""
    unstated: str
    """a sentence on premises that no text states; empty if none of them overturns"""
    documents: tuple[str, ...]
    """ids of those whose sentences are missing"""


@dataclass(frozen=True)
class _Knock:
    """What becomes of one verdict without one claim, or without a set that it belongs to."""

    premise: Premise
    verdict: Verdict
    left: VerdictWord
    together: int
    """claims that overturn it only together; 1 if this one does alone, 0 if nothing does"""
    weight: float
    otherwise: str = ""
    """what is left if it does not overturn"""


def sides(
    case: Case,
    judgement: Judgement,
    sentences: Sentences,
    contention: str,
    carried: Sequence[Carried] = (),
) -> tuple[BriefSide, BriefSide]:
    """The accounts that say yes, and those that say no; `carried` are sets of their claims."""
    yes: list[Verdict] = []
    no: list[Verdict] = []
    for verdict in judgement.verdicts:
        if verdict.contention == contention:
            way = way_of(verdict)
            yes += [verdict] if way in ("follows", "built in") else []
            no += [verdict] if way in ("reverse", "denied") else []
    looked = any(hinge.contention == contention for hinge in judgement.hinges)

    def side(key: str, verdicts: Sequence[Verdict]) -> BriefSide:
        knocks = [
            knock
            for verdict in verdicts
            for knock in _knocks(case, sentences, verdict, judgement, carried)
        ]
        return _side(case, key, verdicts, knocks, looked=looked)

    return side("yes", yes), side("no", no)


def _side(
    case: Case, key: str, verdicts: Sequence[Verdict], knocks: Sequence[_Knock], *, looked: bool
) -> BriefSide:
    best = _best(_by_sentence(knock for knock in knocks if not knock.premise.assumption))
    return BriefSide(
        key=key,
        head=HEADS[key],
        accounts=owners(case, [verdict.account for verdict in verdicts], NAMES),
        sentences=tuple(_sentence(case, found) for found in best),
        note=_note(verdicts, best, looked=looked),
        unstated=_unstated([knock for knock in knocks if knock.premise.assumption]),
        documents=tuple(
            knock.premise.source.document
            for found in best
            for knock in found
            if knock.premise.source is not None and not knock.premise.source.sentence
        ),
    )


def _knocks(
    case: Case,
    sentences: Sentences,
    verdict: Verdict,
    judgement: Judgement,
    carried: Sequence[Carried],
) -> list[_Knock]:
    """What the removal of claims does: of one, else of a smallest set that overturns."""
    hinges = hinges_by_verdict(judgement, verdict)
    sets = [item.sets.overturning for item in carried if item.verdict == verdict]
    smallest = min(sets[0], key=lambda item: len(item.claims)) if sets and sets[0] else None
    if smallest is not None and not any(overturns(hinge, verdict) for hinge in hinges):
        size = len(smallest.claims)
        together = [
            _Knock(premise_of(case, sentences, id_), verdict, smallest.verdict_without, size, 1.0)
            for id_ in smallest.claims
        ]
        rest = [hinge for hinge in hinges if hinge.claim not in smallest.claims]
        return together + _alone(case, sentences, verdict, rest)
    if not hinges and verdict.by_denial:
        return [
            _Knock(premise_of(case, sentences, id_), verdict, "does not follow", 1, 1.0)
            for id_ in verdict.denials
        ]
    return _alone(case, sentences, verdict, hinges)


def _alone(
    case: Case, sentences: Sentences, verdict: Verdict, hinges: Sequence[Hinge]
) -> list[_Knock]:
    return [
        _knock(case, sentences, verdict, hinge)
        for hinge in hinges
        if matters(hinge, verdict) and (overturns(hinge, verdict) or _weakens(hinge, verdict))
    ]


def _weakens(hinge: Hinge, verdict: Verdict) -> bool:
    """Whether an answer is given less often without the claim, or the outcome moves less."""
    side = side_of(verdict)
    margin = hinge.margin_change if side == "holds" else -hinge.margin_change
    often = min(share_change(hinge, side), hinge.presence_change)
    return often < -LEAST_CHANGE or (often <= LEAST_CHANGE and margin < 0)


def _knock(case: Case, sentences: Sentences, verdict: Verdict, hinge: Hinge) -> _Knock:
    alone = overturns(hinge, verdict)
    return _Knock(
        premise_of(case, sentences, hinge.claim),
        verdict,
        hinge.verdict_without,
        int(alone),
        max(abs(hinge.change), abs(hinge.opposed_change), abs(hinge.presence_change)),
        "" if alone else without_in_words(hinge, verdict),
    )


def _by_sentence(knocks: Iterable[_Knock]) -> list[tuple[_Knock, ...]]:
    """Grouped by the sentence that states the claim: a sentence may state several."""
    groups: dict[object, list[_Knock]] = {}
    for knock in knocks:
        source = knock.premise.source
        said = source and (source.document, source.sentence or source.position)
        groups.setdefault(said or knock.premise.id, []).append(knock)
    return [tuple(found) for found in groups.values()]


def _best(groups: Sequence[tuple[_Knock, ...]]) -> list[tuple[_Knock, ...]]:
    """The sentences that overturn most answers, each next one with answers not yet covered."""
    left, chosen = list(groups), list[tuple[_Knock, ...]]()
    covered: set[str] = set()
    while left and len(chosen) < SENTENCES:
        best = max(left, key=lambda found: _rank(found, covered))
        covered |= _overturned(best)
        left.remove(best)
        chosen.append(best)
    return chosen


def _rank(found: Sequence[_Knock], covered: set[str]) -> tuple[int, int, float]:
    turned = _overturned(found)
    alone = {knock.verdict.account for knock in found if knock.together == 1}
    return len(turned - covered), len(alone), round(sum(knock.weight for knock in found), 6)


def _overturned(found: Sequence[_Knock]) -> set[str]:
    return {knock.verdict.account for knock in found if knock.together}


def _sentence(case: Case, found: Sequence[_Knock]) -> HingeSentence:
    return HingeSentence(quoted(found[0].premise), " ".join(_without(case, found)))


def _without(case: Case, found: Sequence[_Knock]) -> Iterator[str]:
    """`Without it, nothing follows for A.`, and what it does only together with others."""
    alone = [knock for knock in found if knock.together == 1]
    if alone:
        several = len({knock.premise.id for knock in alone}) > 1
        lead = "Without any one of its claims" if several else "Without it"
        yield f"{lead}, {_left(case, alone)}."
    by_rest: dict[int, list[_Knock]] = {}
    for knock in found:
        if knock.together > 1:
            here = sum(other.verdict == knock.verdict for other in found if other.together > 1)
            by_rest.setdefault(knock.together - here, []).append(knock)
    for rest, some in sorted(by_rest.items()):
        more = f" and {spelt(rest)} more together" if rest else ""
        yield f"Without it{more}, {_left(case, some)}."
    if not any(knock.together for knock in found):
        name = owners(case, [found[0].verdict.account], 1)
        yield f"Without it, for {name}: {found[0].otherwise}."


def _left(case: Case, found: Sequence[_Knock]) -> str:
    left: dict[VerdictWord, list[str]] = {}
    for knock in found:
        left.setdefault(knock.left, []).append(knock.verdict.account)
    return "; ".join(
        f"{LEFT[word]} for {owners(case, list(dict.fromkeys(accounts)), NAMES)}"
        for word, accounts in left.items()
    )


def _note(verdicts: Sequence[Verdict], best: Sequence[Sequence[_Knock]], *, looked: bool) -> str:
    if not verdicts:
        return "No account."
    if best:
        alone = any(knock.together == 1 for found in best for knock in found)
        return "" if alone else "No single claim overturns the answer."
    if not looked:
        return "Hinges were not computed, so no sentence is singled out."
    return "No single sentence changes the answer."


def _unstated(knocks: Sequence[_Knock]) -> str:
    """Which premises that no text states overturn an answer of this side."""
    titles = dict.fromkeys(knock.premise.title for knock in knocks if knock.together == 1)
    if not titles:
        return ""
    named = [f"“{title}”" for title in titles]
    rest = len(named) - 2
    shown = ", ".join(named[:2]) + (f" and {counted(rest, 'other')}" if rest > 0 else "")
    noun = "a premise" if len(named) == 1 else "premises"
    return f"Hinges as well on {noun} that no text states: {shown}."
