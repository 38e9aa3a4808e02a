"""Signals such as "In order to", "by doing": what is done, and what for."""

from dataclasses import replace

from contention.extraction.rules.patterns.because import opens, says_change
from contention.extraction.rules.patterns.found_links import Scene
from contention.extraction.rules.phrases.extents import object_of
from contention.extraction.rules.phrases.lists import terms
from contention.extraction.rules.phrases.named_quantities import Term
from contention.extraction.rules.phrases.terms import term
from contention.extraction.rules.syntax.clauses import clause_after, clause_before, comma_after
from contention.extraction.rules.syntax.sentence import Parsed, Span
from contention.language.vocabulary import vocabulary


def purpose(scene: Scene, signal: Span, weight: float) -> None:
    """Signals such as "A in order to B": what is done, then what it is done for."""
    parsed = scene.parsed
    start, stop = signal
    if opens(parsed, start):
        comma = comma_after(parsed, stop)
        if comma < 0:
            return
        goal, main = (stop, comma), clause_after(parsed, comma + 1)
    else:
        goal, main = object_of(parsed, stop), clause_before(parsed, start)
        goal = _goal(parsed, stop, goal)
    if main[1] <= main[0]:
        return
    scene.links[:] = [
        each
        for each in scene.links
        if not (goal[0] <= each.signal[0] < goal[1] and each.kind == "purpose")
    ]
    done = _act(parsed, main)
    scene.add(
        [done],
        _goal_terms(parsed, goal),
        1,
        signal,
        weight,
        "purpose",
        negated=parsed.low(start - 1) == "not",
    )


def _goal(parsed: Parsed, stop: int, found: Span) -> Span:
    if found[1] > stop + 1:
        return found
    return stop, object_of(parsed, stop + 1)[1]


def _goal_terms(parsed: Parsed, goal: Span) -> list[Term]:
    use = parsed.uses.get(goal[0])
    if use is not None and use.verb.acts and goal[1] > goal[0] + 1:
        inner = terms(parsed, (goal[0] + 1, goal[1]))
        return [Term(goal, e.core, e.sign * use.verb.acts) for e in inner if e.core]
    return [term(parsed, goal)]


def _act(parsed: Parsed, main: Span) -> Term:
    """What is done: the object of a verb of change, else the clause without its agent."""
    for at in range(main[0], main[1]):
        use = parsed.uses.get(at)
        if (
            use is not None
            and use.verb.acts
            and at + 1 < main[1]
            and at > main[0]
            and not use.passive
        ):
            inner = term(parsed, (at + 1, main[1]))
            if inner.core:
                return Term(main, inner.core, inner.sign * use.verb.acts, use.negated)
    return term(parsed, main)


_AGENTS = vocabulary(
    """
    we they he she you i one it government governments council councils city cities
    ministers mayor politicians parliament leaders states officials authorities countries
    cabinet ministry regime junta palace company authority agency board committee
    employers landlords hospitals schools firms companies people families farmers
    """
)


def means_of(scene: Scene, at: int) -> None:
    """As in "Councils cut traffic by charging drivers": the means is the cause."""
    parsed = scene.parsed
    means = object_of(parsed, at + 1)
    if means[1] <= means[0]:
        return
    if at == 0:
        _opening_means(scene, means)
        return
    found = [
        link
        for link in scene.links
        if link.kind == "verb"
        and link.signal[1] <= at
        and at - link.signal[1] < 25
        and link.effect.span[1] <= at + 1
    ]
    if not found:
        _means_of_clause(scene, at, means)
        return
    last = found[-1]
    same = [link for link in found if link.signal == last.signal]
    causes = [each for each in _means_terms(parsed, means) if each.core]
    agent = all(_agentive(parsed, link.cause) for link in same)
    if agent:
        scene.links[:] = [link for link in scene.links if link not in same]
        scene.add(
            causes,
            list(dict.fromkeys(link.effect for link in same)),
            last.sign,
            (last.signal[0], at + 1),
            0.7,
            "means",
            negated=last.negated,
        )


def _opening_means(scene: Scene, means: Span) -> None:
    """As in "By ending the subsidy, the cabinet would push farms into ruin": not who, but how."""
    parsed = scene.parsed
    causes = [each for each in terms(parsed, means) if each.core]
    for at, link in enumerate(scene.links):
        if link.kind == "verb" and link.cause.span[0] >= means[1] and _agentive(parsed, link.cause):
            scene.links[at : at + 1] = [replace(link, cause=each) for each in causes]
            return


def _means_of_clause(scene: Scene, at: int, means: Span) -> None:
    parsed = scene.parsed
    main = clause_before(parsed, at)
    if not parsed.has_finite(*main) or not says_change(parsed, main):
        return
    scene.add(_means_terms(parsed, means), [term(parsed, main)], 1, (at, at + 1), 0.55, "means")


def _means_terms(parsed: Parsed, means: Span) -> list[Term]:
    return terms(parsed, means)


def _agentive(parsed: Parsed, cause: Term) -> bool:
    lows = [parsed.low(at) for at in cause.core]
    proper = all(parsed.words.capital[at] for at in cause.core) and bool(lows)
    return bool(lows) and (lows[-1] in _AGENTS or lows[0] in _AGENTS or proper)
