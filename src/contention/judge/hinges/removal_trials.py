"""Contentions in one account without given sets of claims: by signs if they settle it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from contention.case.model import Case
from contention.judge.evaluation import HOLDS, REVERSE
from contention.judge.hinges.account_runs import AccountRuns, account_runs
from contention.judge.hinges.knockouts import LEAST_CHANGE, paired_error
from contention.judge.hinges.screening import STAGES, Seen, ruled_out, seen
from contention.judge.question import question
from contention.judge.relevance import Bearing, Following, open_to_change
from contention.judge.required_runs import Removal, docket, steps_left, still_follows
from contention.judge.sign_determinacy import settled_by_signs
from contention.judge.tally import Tally, near_threshold, silent_like, word
from contention.judge.verdict import VerdictWord
from contention.maps.causal_map import MapLink
from contention.maps.paths import reachable, reaching
from contention.models.program import Method

Ran = Callable[[int], None]
"""called with the number of sets run without so far"""


class BudgetSpentError(Exception):
    """More runs are needed than are allowed."""


@dataclass
class Trials:
    """One verdict without some claims, each set judged once.

    If the signs of the map settle it, nothing is run; otherwise the same draws are run again
    without the claims, for at most `budget` sets.
    """

    shared: AccountRuns
    contention: str
    base: Tally
    """with all claims, in the draws of the trials"""
    budget: int
    calm: bool
    """whether a path that is there always acts: see `calm`"""
    ran: Ran | None = None
    runs: int = 0
    """sets that were run without, in some of the draws or in all"""
    found: dict[Removal, Tally] = field(default_factory=dict)
    """in all draws"""
    dismissed: set[Removal] = field(default_factory=set)
    """sets that few draws show not to overturn the verdict"""
    counted: set[Removal] = field(default_factory=set)
    signed: dict[Removal, VerdictWord | None] = field(default_factory=dict)

    @property
    def case(self) -> Case:
        """The case."""
        return self.shared.case

    @property
    def following(self) -> Following:
        """How the account bears on the contention."""
        return self.shared.item.followings[self.contention]

    @property
    def claims(self) -> tuple[str, ...]:
        """Claims and assumptions on the paths, and denials of such."""
        return self.following.on_path

    def words(self, removals: Sequence[Removal]) -> list[VerdictWord]:
        """The word without each set. Raises BudgetSpentError if that takes too many runs."""
        known = [self.by_signs(removal) for removal in removals]
        pairs = zip(removals, known, strict=True)
        self._run([removal for removal, said in pairs if said is None])
        return [
            said if said is not None else word(self.found[removal], self.case.thresholds)
            for removal, said in zip(removals, known, strict=True)
        ]

    def tally(self, removal: Removal) -> Tally:
        """Every draw without a set of claims; silent if the account connects nothing."""
        if not removal:
            return self.base
        if not still_follows(self.following, removal):
            return silent_like(self.base)
        self._run([removal])
        return self.found[removal]

    def prepare(self, removals: Sequence[Removal]) -> None:
        """Run without all of the sets together, where anything follows then."""
        self._run([one for one in removals if one and still_follows(self.following, one)])

    def overturned(self, removals: Sequence[Removal], verdict: VerdictWord) -> list[Removal]:
        """The sets whose removal changes the verdict, beyond its error."""
        known = {removal: self.by_signs(removal) for removal in removals}
        self.count([removal for removal, said in known.items() if said is None])
        look_ahead([(self, verdict, removals)])
        result = []
        for removal, said in known.items():
            if said is not None:
                turned = said != verdict
            elif removal in self.dismissed:
                turned = False
            else:
                after = self.found[removal]
                turned = word(after, self.case.thresholds) != verdict and self.told(after)
            if turned:
                result.append(removal)
        return result

    def shares(self, removals: Sequence[Removal], side: int, draws: int) -> list[float]:
        """The share of the first draws that go one way without each set, of those that speak."""
        kept = [removal for removal in removals if still_follows(self.following, removal)]
        self.count(kept)
        found = dict.fromkeys(removals, 0.0)
        span = slice(0, min(draws, self.shared.draws))
        quick = self.shared.quick(max(span.stop, STAGES[-1]))
        before = quick.base(self.contention).part(span)
        for some, each in quick.tallied(dict.fromkeys(kept, (self.contention,)), span):
            for removal, one in zip(some, seen(before, each[self.contention]), strict=True):
                hits = one.holds if side == HOLDS else one.reverse
                found[removal] = hits / one.told if one.told else 0.0
        return [found[removal] for removal in removals]

    def told(self, after: Tally) -> bool:
        """Whether a share moves beyond its error, and is not near the threshold."""
        return self.moved(after) and not near_threshold(after, self.case.thresholds)

    def by_signs(self, removal: Removal) -> VerdictWord | None:
        """The word without a set of claims, if it is known without a run."""
        if removal in self.found:
            return None
        if removal not in self.signed:
            self.signed[removal] = self._by_signs(removal)
        return self.signed[removal]

    def _by_signs(self, removal: Removal) -> VerdictWord | None:
        if not still_follows(self.following, removal):
            return "does not follow"
        if not self.calm:
            return None
        left = without(self.following, removal)
        if any(not connected(bearing) for bearing in left.bearings):
            return None
        if settled_by_signs(self.case, left, 1):
            return "supported"
        return "opposed" if settled_by_signs(self.case, left, -1) else None

    def moved(self, after: Tally) -> bool:
        """Whether either share moves beyond twice the error of its change."""
        return any(
            abs(_share(after, side) - _share(self.base, side))
            > max(2 * paired_error(self.base, after, side), LEAST_CHANGE)
            for side in (HOLDS, REVERSE)
        )

    def affords(self, removals: Collection[Removal]) -> bool:
        """Whether the budget allows for these sets, not counting those examined before."""
        return self.runs + len(set(removals) - self.counted) <= self.budget

    def count(self, removals: Collection[Removal]) -> None:
        """Count sets towards the budget, each once. Raises BudgetSpentError."""
        if not self.affords(removals):
            raise BudgetSpentError
        fresh = set(removals) - self.counted
        self.counted |= fresh
        self.runs += len(fresh)
        if fresh and self.ran is not None:
            self.ran(self.runs)

    def _run(self, removals: Sequence[Removal]) -> None:
        wanted = [removal for removal in dict.fromkeys(removals) if removal not in self.found]
        self.count(wanted)
        _run_all([(self, wanted)])


Asked = tuple[Trials, VerdictWord, Sequence[Removal]]
"""a verdict, and sets that may overturn it"""


def look_ahead(asked: Sequence[Asked]) -> None:
    """Try sets for several verdicts of one account together: few draws first, then all of them.

    Afterwards each set is known by signs, dismissed, or judged in all draws, as it would be for
    each verdict by itself.
    """
    left = [
        (tried, verdict, [one for one in dict.fromkeys(removals)
                          if one not in tried.found and one not in tried.dismissed
                          and tried.by_signs(one) is None])
        for tried, verdict, removals in asked
    ]  # fmt: skip
    shown: dict[tuple[int, Removal], Seen] = {}
    begun = 0
    for end in STAGES:
        if not any(removals for _, _, removals in left) or end >= left[0][0].shared.draws:
            break
        span, begun = slice(begun, end), end
        for number, removal, one in _screened([(tried, some) for tried, _, some in left], span):
            shown[number, removal] = shown.get((number, removal), Seen()) + one
        for number, (tried, verdict, removals) in enumerate(left):
            limit = tried.case.thresholds.supported
            gone = {one for one in removals
                    if ruled_out(verdict, tried.base, limit, shown[number, one])}  # fmt: skip
            tried.dismissed |= gone
            left[number] = (tried, verdict, [one for one in removals if one not in gone])
    _run_all([(tried, removals) for tried, _, removals in left])


def _screened(
    asked: Sequence[tuple[Trials, Sequence[Removal]]], span: slice
) -> Iterator[tuple[int, Removal, Seen]]:
    """What a span of the draws shows of each set, under the number of the verdict."""
    quick = asked[0][0].shared.quick(STAGES[-1])
    wanted = [set(removals) for _, removals in asked]
    for some, tallies in quick.tallied(_joined(asked), span):
        for number, (tried, _) in enumerate(asked):
            if tried.contention in tallies:
                before = quick.base(tried.contention).part(span)
                shown = seen(before, tallies[tried.contention])
                for removal, one in zip(some, shown, strict=True):
                    if removal in wanted[number]:
                        yield number, removal, one


def _run_all(asked: Sequence[tuple[Trials, Sequence[Removal]]]) -> None:
    """Judge sets in all draws, each run once for all verdicts that it is wanted for."""
    if not any(removals for _, removals in asked):
        return
    shared = asked[0][0].shared
    draws = shared.draws
    for some, tallies in shared.tallied(_joined(asked), slice(0, draws)):
        for tried, wanted in asked:
            mine = set(wanted)
            for number, removal in enumerate(some):
                if removal in mine:
                    part = slice(number * draws, (number + 1) * draws)
                    tried.found[removal] = tallies[tried.contention].part(part).copied()


def _joined(asked: Sequence[tuple[Trials, Sequence[Removal]]]) -> dict[Removal, list[str]]:
    """Sets, and the contentions for which they are wanted."""
    wanted: dict[Removal, list[str]] = {}
    for tried, removals in asked:
        for removal in removals:
            wanted.setdefault(removal, []).append(tried.contention)
    return wanted


def trials(
    case: Case,
    account: str,
    contention: str,
    *,
    draws: int = 256,
    seed: int = 1,
    budget: int = 2000,
    workers: int = 1,
    ran: Ran | None = None,
    method: Method | None = None,
) -> Trials | None:
    """Prepare the trials of a contention; None if no claim could change its verdict.

    With `method` the choice of integrator is not repeated.
    """
    found = trials_of(case, account, [contention], draws=draws, seed=seed, budget=budget,
                      workers=workers, ran=ran, method=method)  # fmt: skip
    return found.get(contention)


def trials_of(
    case: Case,
    account: str,
    contentions: Sequence[str],
    *,
    draws: int = 256,
    seed: int = 1,
    budget: int = 2000,
    workers: int = 1,
    ran: Ran | None = None,
    method: Method | None = None,
) -> dict[str, Trials]:
    """Make ready to try several contentions in one account, as `trials` does."""
    asked = [question(case, case.contentions[id_]) for id_ in contentions]
    item = docket(case, account, asked, hinges=False)
    tried = [id_ for id_ in contentions if open_to_change(item.followings[id_])]
    if not tried:
        return {}
    narrowed = replace(
        item,
        questions={id_: item.questions[id_] for id_ in tried},
        followings={id_: item.followings[id_] for id_ in tried},
    )
    shared = account_runs(case, narrowed, draws=draws, seed=seed, workers=workers, method=method)
    return {
        id_: Trials(shared, id_, shared.base(id_), budget, calm(case, item.followings[id_]), ran)
        for id_ in tried
    }


def without(following: Following, removal: Collection[str]) -> Following:
    """What an account can say about a contention without some claims."""
    gone = frozenset(removal)
    return Following(tuple(_bearing_without(bearing, gone) for bearing in following.bearings))


def _bearing_without(bearing: Bearing, gone: Removal) -> Bearing:
    links = []
    for link in bearing.map.links:
        backing = tuple(item for item in link.backing if item.id not in gone)
        if backing:
            links.append(replace(link, backing=backing) if backing != link.backing else link)
    kept = {link.id for link in links}
    edges = tuple(e for e in bearing.map.dependencies if e.link is None or e.link in kept)
    return replace(
        bearing,
        levers=tuple(lever for lever in bearing.levers if lever.claim not in gone),
        map=replace(bearing.map, links=tuple(links), dependencies=edges),
        denials=tuple(item for item in bearing.denials if item.claim not in gone),
    )


def connected(bearing: Bearing) -> bool:
    """Whether a path leads from a lever to an outcome."""
    return steps_left(bearing, frozenset()) is not None


def calm(case: Case, following: Following) -> bool:
    """Whether a path that is there always acts: no gate, no denial, no event that has to come.

    Then the remaining paths settle the verdict without some claims.
    """
    return all(
        not bearing.gap and not bearing.denials and _ungated(case, bearing)
        for bearing in following.bearings
    )


def _ungated(case: Case, bearing: Bearing) -> bool:
    sources = [source for lever in bearing.levers for source in lever.sources]
    between = reachable(bearing.map, sources) & reaching(bearing.map, bearing.outcomes)
    onto = [link for link in bearing.map.links if link.effect in between]
    return not (
        any(_may_rest(link) for link in onto)
        or any(case.factors[name].only_while for name in between)
    )


def _may_rest(link: MapLink) -> bool:
    relation = link.relation
    return bool(relation.condition or relation.necessary or link.denials)


def _share(found: Tally, value: int) -> float:
    share = found.holding(value)
    return 0.0 if share is None else share.value
