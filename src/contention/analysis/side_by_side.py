"""Two accounts with their verdicts: what one says that the other does not, and what follows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from contention.analysis.figure_changes import FigureChange, figure_changes
from contention.case.model import AccountSpec, Case, Figure
from contention.judge.hinges.knockouts import hinges_by_verdict, matters
from contention.judge.judge import Progress, judge
from contention.judge.verdict import Judgement, Verdict
from contention.maps.causal_map import CausalMap
from contention.maps.membership import Signed, signed_claims
from contention.maps.paths import paths
from contention.maps.stated_pairs import PairChange, pair_changes
from contention.runs.account_kinds import account_map


@dataclass(frozen=True)
class Side:
    """One of the two that are compared."""

    title: str
    document: str | None
    """id of the text, where texts are compared"""
    account: str | None
    """id of the account whose verdicts are compared; None if a text has no account of its own"""


@dataclass(frozen=True)
class Cause:
    """A claim or assumption on one side only, or put otherwise there, on which a verdict hinges."""

    claim: str
    later: bool
    """whether it belongs to the second side"""
    without: str
    """that side's verdict without it"""
    settles: bool
    """whether that is the verdict of the other side"""


@dataclass(frozen=True)
class VerdictChange:
    """A contention on which the two sides have different verdicts."""

    before: Verdict
    after: Verdict
    causes: tuple[Cause, ...]
    """those that settle it first; empty if no single claim does, or no hinges were computed"""
    chain: tuple[str, ...]
    """the shortest path from lever to outcome that only the answering side has; its factors"""

    @property
    def denials(self) -> tuple[str, ...]:
        """The claims that deny the connection on the side that answers by denial."""
        return tuple(
            claim
            for verdict in (self.before, self.after)
            if verdict.by_denial
            for claim in verdict.denials
        )


@dataclass(frozen=True)
class SideBySide:
    """What two accounts or texts share and where they differ."""

    first: Side
    second: Side
    pairs: tuple[PairChange, ...]
    verdicts: tuple[VerdictChange, ...]
    unchanged: int
    """contentions on which both have the same verdict"""
    figures: tuple[FigureChange, ...] = ()
    hinged: bool = False
    """whether the causes of changes were looked for"""

    def of_kind(self, kind: str) -> tuple[PairChange, ...]:
        """The pairs of one kind of change."""
        return tuple(pair for pair in self.pairs if pair.kind == kind)


def compare_accounts(case: Case, first: str, second: str, judgement: Judgement) -> SideBySide:
    """Two judged accounts; what they say includes the common ground."""
    sides = [Side(case.accounts[id_].title, None, id_) for id_ in (first, second)]
    said = [signed_claims(case, id_) for id_ in (first, second)]
    return _compared(case, sides[0], sides[1], pair_changes(said[0], said[1]), judgement)


def compare_documents(case: Case, first: str, second: str, judgement: Judgement) -> SideBySide:
    """Two texts by what their authors say in them, without the common ground."""
    sides = [Side(case.documents[id_].title, id_, account_of(case, id_)) for id_ in (first, second)]
    said = [_said_in(case, id_) for id_ in (first, second)]
    found = _compared(case, sides[0], sides[1], pair_changes(said[0], said[1]), judgement)
    stated = [_figures(case, id_) for id_ in (first, second)]
    return replace(found, figures=figure_changes(stated[0], stated[1]))


def judged_side_by_side(
    case: Case,
    first: str,
    second: str,
    *,
    documents: bool,
    draws: int,
    seed: int,
    workers: int,
    progress: Progress | None = None,
) -> SideBySide:
    """Judge two accounts, or those of two texts, with the same draws, and compare them."""
    found = [account_of(case, id_) if documents else id_ for id_ in (first, second)]
    accounts = [account for account in found if account is not None]
    judgement = judge(
        case, draws=draws, seed=seed, reading_draws=0, workers=workers, accounts=accounts,
        progress=progress,
    )  # fmt: skip
    return (compare_documents if documents else compare_accounts)(case, first, second, judgement)


def account_of(case: Case, document: str) -> str | None:
    """The first account made of what one text's author says in that text alone."""
    wanted = ((case.documents[document].author,), (document,))
    found = (id_ for id_, spec in case.accounts.items() if (spec.holders, spec.documents) == wanted)
    return next(found, None)


def successive(case: Case) -> tuple[tuple[str, str], ...]:
    """Pairs of texts by one author, each with the next by date; summaries are not their texts."""
    texts = [item for item in case.documents.values() if item.kind == "text"]
    pairs = []
    for author in dict.fromkeys(item.author for item in texts):
        own = sorted((item for item in texts if item.author == author), key=lambda item: item.date)
        pairs += [(one.id, two.id) for one, two in pairwise(own)]
    return tuple(pairs)


def _said_in(case: Case, document: str) -> tuple[Signed, ...]:
    """The claims that count for the author of a text, in an account of this text alone."""
    author = case.documents[document].author
    alone = AccountSpec("alone", "", (author,), (document,), common_ground=False)
    return signed_claims(replace(case, accounts={alone.id: alone}), alone.id)


def _figures(case: Case, document: str) -> list[Figure]:
    author = case.documents[document].author
    return [
        figure
        for figure in case.figures.values()
        if (figure.document, figure.holder, figure.status) == (document, author, "accepted")
    ]


def _compared(
    case: Case, first: Side, second: Side, pairs: tuple[PairChange, ...], judgement: Judgement
) -> SideBySide:
    one, two = (_verdicts(judgement, side.account) for side in (first, second))
    both = [(one[id_], two[id_]) for id_ in one if id_ in two]
    differing = [(before, after) for before, after in both if _word(before) != _word(after)]
    accounts = [side.account for side in (first, second) if side.account is not None]
    maps: dict[str | None, CausalMap] = {id_: account_map(case, id_) for id_ in accounts}
    own = _own([maps.get(side.account) for side in (first, second)], pairs)
    changes = tuple(
        VerdictChange(
            before, after, _causes(judgement, before, after, own), _chain(maps, before, after)
        )
        for before, after in differing
    )
    unchanged = len(both) - len(differing)
    return SideBySide(first, second, pairs, changes, unchanged, hinged=bool(judgement.hinges))


def _verdicts(judgement: Judgement, account: str | None) -> dict[str, Verdict]:
    return {one.contention: one for one in judgement.verdicts if one.account == account}


def _word(verdict: Verdict) -> tuple[str, bool]:
    return verdict.verdict, verdict.by_denial


def _own(
    maps: Sequence[CausalMap | None], pairs: Iterable[PairChange]
) -> tuple[frozenset[str], frozenset[str]]:
    """Of each side the claims of pairs that changed, and the assumptions of it alone."""
    moved = [pair for pair in pairs if pair.moved]
    said = [
        {one.claim.id for stated in states if stated is not None for one in stated.claims}
        for states in ([pair.before for pair in moved], [pair.after for pair in moved])
    ]
    assumed = [set() if found is None else _assumed(found) for found in maps]
    return (
        frozenset(said[0] | (assumed[0] - assumed[1])),
        frozenset(said[1] | (assumed[1] - assumed[0])),
    )


def _assumed(causal_map: CausalMap) -> set[str]:
    return {item.id for link in causal_map.links for item in link.backing if item.assumption}


def _causes(
    judgement: Judgement,
    before: Verdict,
    after: Verdict,
    own: tuple[frozenset[str], frozenset[str]],
) -> tuple[Cause, ...]:
    """The hinges of either verdict that the other side lacks and whose removal changes it."""
    sides = ((before, after, own[0], False), (after, before, own[1], True))
    found = [
        Cause(hinge.claim, later, hinge.verdict_without, hinge.verdict_without == other.verdict)
        for verdict, other, claims, later in sides
        for hinge in hinges_by_verdict(judgement, verdict)
        if hinge.claim in claims
        and hinge.verdict_without != verdict.verdict
        and matters(hinge, verdict)
    ]
    return tuple(sorted(found, key=lambda cause: not cause.settles))


def _chain(
    maps: Mapping[str | None, CausalMap], before: Verdict, after: Verdict
) -> tuple[str, ...]:
    """The shortest path by which one side answers what the other says nothing of."""
    silent, telling = (before, after) if before.support is None else (after, before)
    if silent.support is not None or telling.support is None:
        return ()
    causal_map = maps[telling.account]
    walks = (
        path.factors
        for gap in silent.gaps
        for lever in gap.levers
        for outcome in gap.outcomes
        for path in paths(causal_map, lever, outcome, 1)
    )
    return min(walks, key=len, default=())
