"""Why an account gives its verdict: paths from lever to outcome, and one draw step by step."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import prod

from contention.analysis.contradicted import Contradicted, contradicted, figures_compared
from contention.analysis.loops.scored_runs import Span
from contention.analysis.loops.told_loops import ToldLoops, asked_about, told_loops
from contention.analysis.premise import Premise, premise_of
from contention.analysis.quotation import Sentences, read_sentences
from contention.analysis.replayed_draw import ReplayedDraw, replayed_draw
from contention.case.model import Case
from contention.evidence.figures.figure_verdict import FigureVerdict
from contention.judge.judge import Progress, judge
from contention.judge.question import Question, question
from contention.judge.relevance import Bearing
from contention.judge.required_runs import docket
from contention.judge.verdict import Hinge, Verdict
from contention.maps.causal_map import Backing, CausalMap, MapLink
from contention.maps.membership import only_shared
from contention.maps.paths import Path, Step, paths

MOST_PATHS = 12
"""largest number of paths listed between one lever and one outcome"""


@dataclass(frozen=True)
class Backer:
    """One premise behind a link, with its share of draws and its hinge."""

    premise: Premise
    inclusion: float
    hinge: Hinge | None
    shared: bool = False
    """a claim of somebody else's, which the account counts as common ground"""


@dataclass(frozen=True)
class ExplainedStep:
    """One step of a path."""

    step: Step
    cause: str
    effect: str
    elasticity: float | None
    """median, with its sign; None if the step is not a plain link"""
    backers: tuple[Backer, ...]
    gates: tuple[str, ...]
    """what the cause opens or closes, in words"""
    computed: bool
    """True if the effect, or one of its flows, is computed from the cause"""


@dataclass(frozen=True)
class ExplainedPath:
    """A path from a lever to an outcome, with its sign and elasticity."""

    lever: str
    outcome: str
    path: Path
    steps: tuple[ExplainedStep, ...]
    elasticity: float | None
    """product of the median elasticities of its links, without computed steps; None if the
    path passes a gate or a link of unclear sign, or has no links"""


@dataclass(frozen=True)
class ExplanationSettings:
    """Numbers of draws for an explanation, and the draw to replay."""

    draws: int = 2000
    hinge_draws: int = 256
    seed: int = 1
    draw: int | None = None
    workers: int = 1
    loop_draws: int = 0
    """draws in which loops are scored, from `draw` on; 0: none"""


@dataclass(frozen=True)
class Explanation:
    """Everything that `contention explain` reports."""

    verdict: Verdict
    asked: Question
    paths: tuple[ExplainedPath, ...]
    bounded: bool
    """True if there are more paths than listed"""
    hinges: tuple[Hinge, ...]
    replayed: ReplayedDraw | None
    contradicted: Contradicted = field(default_factory=Contradicted)
    """numbers of the case that data contradict"""
    loops: ToldLoops | None = None
    """loops behind what the contention looks at; None if nobody asked"""

    @property
    def contradicted_here(self) -> tuple[FigureVerdict, ...]:
        """Those that appear in claims of the paths, or measure factors on them."""
        steps = [step for path in self.paths for step in path.steps]
        claims = [backer.premise.id for step in steps for backer in step.backers]
        factors = [name for path in self.paths for name in path.path.factors]
        return self.contradicted.among(claims, factors)


def explain(
    case: Case,
    contention: str,
    account: str,
    settings: ExplanationSettings,
    progress: Progress | None = None,
) -> Explanation:
    """Explain one verdict; without a replay if `settings.draw` is None."""
    asked = question(case, case.contentions[contention])
    judgement = judge(
        case,
        draws=settings.draws,
        seed=settings.seed,
        hinge_draws=settings.hinge_draws,
        workers=settings.workers,
        accounts=[account],
        contentions=[contention],
        progress=progress,
    )
    bearings = docket(case, account, [asked], hinges=False).followings[contention].bearings
    by_claim = {hinge.claim: hinge for hinge in judgement.hinges}
    found, bounded = _paths(_Sources(case, account, read_sentences(case), by_claim), bearings)
    verdict = judgement.verdicts[0]
    replayed = None
    if settings.draw is not None and verdict.support is not None and not verdict.by_denial:
        links = _links(found)
        factors = _factors(found, asked)
        which = (settings.seed, settings.draw)
        replayed = replayed_draw(case, account, asked, links, factors, which)
    wrong = contradicted(case, figures_compared(case))
    loops = None
    if settings.loop_draws:
        span = Span(settings.seed, settings.draw or 0, settings.loop_draws)
        loops = told_loops(case, account, asked_about(case, [asked.contention]), span)
    return Explanation(verdict, asked, found, bounded, judgement.hinges, replayed, wrong, loops)


@dataclass(frozen=True)
class _Sources:
    """What is known about the premises of one account."""

    case: Case
    account: str
    sentences: Sentences
    hinges: Mapping[str, Hinge]

    def backer(self, item: Backing) -> Backer:
        claim = self.case.claims.get(item.id)
        return Backer(
            premise_of(self.case, self.sentences, item.id),
            item.inclusion,
            self.hinges.get(item.id),
            claim is not None and only_shared(self.case, self.account, claim),
        )


def _paths(
    sources: _Sources, bearings: Iterable[Bearing]
) -> tuple[tuple[ExplainedPath, ...], bool]:
    found: dict[tuple[str, ...], ExplainedPath] = {}
    bounded = False
    for bearing in bearings:
        if bearing.gap:
            continue
        for source, outcome in _ends(bearing):
            listed = paths(bearing.map, source, outcome, MOST_PATHS)
            bounded |= listed.bounded
            for path in listed.paths:
                found[path.factors] = _explained(sources, path, bearing.map)
    return tuple(found.values()), bounded


def _ends(bearing: Bearing) -> tuple[tuple[str, str], ...]:
    """Pairs of lever and outcome; an outcome with an equation is reached through its inputs."""
    sources = dict.fromkeys(source for lever in bearing.levers for source in lever.sources)
    return tuple((source, outcome) for source in sources for outcome in bearing.outcomes)


def _explained(sources: _Sources, path: Path, causal_map: CausalMap) -> ExplainedPath:
    links = {link.id: link for link in causal_map.links}
    steps = tuple(_step(sources, step, links) for step in path.steps)
    plain = [step for step in steps if step.step.links or step.gates]
    known = [step.elasticity for step in plain if step.elasticity is not None]
    carried = prod(known) if known and len(known) == len(plain) else None
    return ExplainedPath(path.factors[0], path.factors[-1], path, steps, carried)


def _step(sources: _Sources, step: Step, links: Mapping[str, MapLink]) -> ExplainedStep:
    case = sources.case
    opened = [links[edge.link] for edge in step.dependencies if edge.link and edge.link in links]
    backers = tuple(
        sources.backer(item) for link in (*step.links, *opened) for item in link.backing
    )
    gates = [f"{_title(case, link.cause)} → {_title(case, link.effect)}" for link in opened]
    gates += ["whether it can happen" for edge in step.dependencies if edge.why == "only while"]
    return ExplainedStep(
        step,
        case.factors[step.cause].title,
        case.factors[step.effect].title,
        _elasticity(step),
        backers,
        tuple(dict.fromkeys(gates)),
        any(edge.why in ("equation", "flow") for edge in step.dependencies),
    )


def _title(case: Case, factor: str) -> str:
    return case.factors[factor].title


def _elasticity(step: Step) -> float | None:
    """Median elasticity of a step that consists only of links of known sign."""
    if step.dependencies or not step.links or any(link.sign == "?" for link in step.links):
        return None
    return sum(signed_strength(link) for link in step.links)


def signed_strength(link: MapLink) -> float:
    """Median elasticity of a link, negative if it lowers its effect."""
    return -link.relation.strength.median if link.sign == "-" else link.relation.strength.median


def _links(found: Iterable[ExplainedPath]) -> tuple[MapLink, ...]:
    links = (link for item in found for step in item.path.steps for link in step.links)
    return tuple({link.id: link for link in links}.values())


def _factors(found: Iterable[ExplainedPath], asked: Question) -> tuple[str, ...]:
    on_paths = [name for item in found for name in item.path.factors]
    looked_at = [name for leaf in asked.leaves for name in leaf.factors]
    return tuple(dict.fromkeys([*on_paths, *looked_at]))
