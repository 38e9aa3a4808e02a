"""Relations that a connecting word expresses between clauses: because, so, if, by, in order to."""

from dataclasses import replace
from functools import cache

from contention.claims.rules.links import Scene
from contention.claims.rules.parse import Parsed, Span
from contention.claims.rules.phrases import LESS, MORE, Term, term, terms
from contention.claims.rules.ranges import (
    clause_after,
    clause_before,
    comma_after,
    object_of,
    trim,
)
from contention.language.vocabulary import vocabulary

_BACK = """because .82|because of .88|due to .88|owing to .88|thanks to .85|as a result of .88
as a consequence of .88|on account of .8|in response to .75|in reaction to .75|in light of .5
in view of .55|for fear of .6|in the face of .5|as a response to .75|in consequence of .8
by virtue of .75|on the back of .6|in the wake of .55|now that .6|given that .6|as a reaction to .75
in retaliation for .7|out of fear of .6|for lack of .75|for want of .7|under pressure from .6
under the pressure of .65|in the absence of .7|a response to .6|in the name of .4"""
_FORWARD = """so that .6|with the result that .8|which is why .8|that is why .8|that's why .8|this is why .8
therefore .7|thus .6|hence .65|consequently .75|as a result .8|as a consequence .8|for this reason .75
for that reason .75|accordingly .5|in consequence .75|thereby .6|and so .55|so .5|in turn .6
because of this .8|because of that .8|due to this .8|as such .3"""
_CONDITION = """if .68|unless .65|as long as .6|so long as .6|provided that .65|provided .55|once .55
whenever .65|when .5|where .35|without .65|with .45|only if .7|only when .65|if and when .6
in the event of .6|should .5|wherever .4|every time .65|each time .65|the moment .5|until .3|as .45|through .4"""
_PURPOSE = """in order to .62|so as to .62|in an effort to .6|in an attempt to .6|in a bid to .6
with the aim of .6|for the purpose of .55|with a view to .55|in the hope of .5|aimed at .5
designed to .6|intended to .55|meant to .5|in hopes of .5|with the goal of .6|the better to .4"""

_Entry = tuple[tuple[str, ...], str, float]


@cache
def connectives() -> dict[str, tuple[_Entry, ...]]:
    """First word → connectives that begin with it, longest first."""
    found: dict[str, list[_Entry]] = {}
    tables = (("because", _BACK), ("so", _FORWARD), ("if", _CONDITION), ("purpose", _PURPOSE))
    for kind, table in tables:
        for part in table.replace("\n", "|").split("|"):
            *words, weight = part.split()
            found.setdefault(words[0], []).append((tuple(words), kind, float(weight)))
    return {low: tuple(sorted(each, key=lambda e: -len(e[0]))) for low, each in found.items()}


def find_connective(scene: Scene) -> None:
    """Go through the words once; each connective gives its links or none."""
    parsed = scene.parsed
    table = connectives()
    at = 0
    lows = parsed.words.low
    while at < len(lows):
        step = 1
        for words, kind, weight in table.get(lows[at], ()):
            if tuple(lows[at : at + len(words)]) == words:
                _FINDERS[kind](scene, (at, at + len(words)), weight)
                step = len(words)
                break
        if (
            lows[at] in ("by", "through", "via")
            and lows[at + 1 : at + 2]
            and lows[at + 1].endswith("ing")
        ):
            _means(scene, at)
        elif lows[at] == "for" and lows[at + 1 : at + 2] and lows[at + 1].endswith("ing"):
            _punished(scene, at)
        at += step
    _opening_participle(scene)


_ANSWERED = vocabulary(
    """
    arrested detained fined punished jailed imprisoned criticised criticized blamed sued
    dismissed fired praised charged prosecuted sacked rewarded convicted sentenced condemned
    beaten
    """
)  # fmt: skip


def _punished(scene: Scene, at: int) -> None:
    """ "People were detained for opposing the war": the deed is the cause."""
    parsed = scene.parsed
    if parsed.low(at - 1) not in _ANSWERED:
        return
    deed = object_of(parsed, at + 1)
    scene.add(
        [term(parsed, deed)],
        [term(parsed, clause_before(parsed, at))],
        1,
        (at, at + 1),
        0.6,
        "because",
    )


_OPENING = vocabulary("by with into from in")


def _opening_participle(scene: Scene) -> None:
    """ "Faced with rising costs, firms moved away": what they were faced with is the cause."""
    parsed = scene.parsed
    first = parsed.low(0)
    if (
        not first.endswith(("ed", "en", "wn"))
        or parsed.low(1) not in _OPENING
        or parsed.kind(0) != "n"
    ):
        return
    comma = comma_after(parsed, 1)
    if comma < 2 or (0 in parsed.uses and parsed.uses[0].forms & {"base", "s"}):
        return
    inner = (
        (2, comma)
        if first
        in ("faced", "confronted", "driven", "fuelled", "fueled", "emboldened", "encouraged")
        else (0, comma)
    )
    main = clause_after(parsed, comma + 1)
    if not parsed.has_finite(*main) or any(
        main[0] <= link.signal[0] < main[1] and link.weight >= 0.7 for link in scene.links
    ):
        return
    scene.add(terms(parsed, inner), outcome(scene, main), 1, (0, 2), 0.45, "because")


def _because(scene: Scene, signal: Span, weight: float) -> None:
    parsed = scene.parsed
    start, stop = signal
    low = parsed.low(start)
    if parsed.low(start - 1) in ("be", "is", "was", "are", "were", "not") and low != "because":
        if parsed.low(stop - 1) in ("to", "of") and parsed.low(start - 1) != "not":
            return
    negated = parsed.low(start - 1) in (
        "not",
        "n't",
        "merely",
        "just",
        "simply",
        "only",
        "just",
    ) and (
        "not" in (parsed.low(start - 1), parsed.low(start - 2)) and parsed.low(start - 1) != "only"
    )
    prepositional = parsed.low(stop - 1) in ("of", "to", "from", "for")
    initial = _opens(parsed, start)
    span = (stop, stop)
    if initial:
        comma = comma_after(parsed, stop)
        if comma < 0:
            return
        span, main = trim(parsed, (stop, comma)), clause_after(parsed, comma + 1)
    elif prepositional:
        span = object_of(parsed, stop)
        main = clause_before(parsed, start)
    else:
        span, main = clause_after(parsed, stop), clause_before(parsed, start)
    if parsed.low(start - 1) in ("and", "but", ",") and negated:
        main = clause_before(parsed, start - 1)
    effect = outcome(scene, _without_not(parsed, main, negated))
    scene.add(_causes(scene, span), effect, 1, signal, weight, "because", negated=negated)


def _without_not(parsed: Parsed, main: Span, negated: bool) -> Span:
    end = main[1]
    while (
        negated
        and end > main[0]
        and parsed.low(end - 1) in ("not", "is", "was", "are", "merely", "simply", "just")
    ):
        end -= 1
    return main[0], end


def _opens(parsed: Parsed, at: int) -> bool:
    """Whether a connective stands at the head of its sentence or clause."""
    if at == 0 or parsed.kind(at - 1) == ".":
        return True
    before = parsed.low(at - 1)
    if before in ("but", "and", "yet", "so", "that", "only", "even") or parsed.kind(at - 1) == "B":
        return at - 1 == 0 or parsed.kind(at - 2) in (".", ",", "F") or before == "that"
    return parsed.kind(at - 1) == "," and at < 4


def _causes(scene: Scene, span: Span) -> list[Term]:
    parsed = scene.parsed
    if span[1] <= span[0]:
        return []
    if parsed.has_finite(*span):
        inside = outcome(scene, span)
        return inside or [term(parsed, span)]
    return terms(parsed, span)


def outcome(scene: Scene, span: Span) -> list[Term]:
    """What a clause says comes about: the effect of a link inside it, or what it says changes."""
    parsed = scene.parsed
    if span[1] <= span[0]:
        return []
    inside = [
        link for link in scene.links
        if span[0] <= link.signal[0] and link.signal[1] <= span[1] and link.kind == "verb"
    ]  # fmt: skip
    if inside:
        last = inside[-1]
        return [
            Term(span, link.effect.core, link.effect.sign * (link.sign or 1), link.negated, link.effect.anaphoric)
            for link in inside if link.signal == last.signal
        ][:3]  # fmt: skip
    if parsed.has_finite(*span):
        return [term(parsed, span)]
    return terms(parsed, span)


def _so(scene: Scene, signal: Span, weight: float) -> None:
    """ "A, so B", "A and therefore B"; at the head of a sentence it is carried over elsewhere."""
    parsed = scene.parsed
    start, stop = signal
    low = parsed.low(start)
    if start < 2 or (parsed.kind(start - 1) == "." and parsed.low(start - 1) not in (";", "—")):
        return
    inverted = parsed.kind(stop) == "A" and parsed.low(stop) in (
        "do",
        "does",
        "did",
        "has",
        "have",
        "is",
        "are",
        "will",
        "too",
    )
    if (
        low == "so"
        and stop == start + 1
        and (
            parsed.low(start - 1) != ","
            or inverted
            or parsed.low(stop) in ("far", "called", "much", "many", "to", "long")
        )
    ):
        return
    before = start
    while before > 0 and (
        parsed.kind(before - 1) in (",", "C", ".") or parsed.low(before - 1) == "and"
    ):
        before -= 1
    if before == start and low in ("therefore", "thus", "hence", "thereby", "consequently", "in"):
        return
    cause_span = clause_before(parsed, before)
    effect_span = clause_after(parsed, stop)
    if not parsed.has_finite(*cause_span) or not parsed.has_finite(*effect_span):
        return
    if _own_link(scene, effect_span):
        return
    scene.add(outcome(scene, cause_span), outcome(scene, effect_span), 1, signal, weight, "so")


def _own_link(scene: Scene, span: Span) -> bool:
    return any(
        span[0] <= link.signal[0] < span[1]
        and link.cause.span[0] >= span[0]
        and not link.cause.anaphoric
        for link in scene.links
    )


def _condition(scene: Scene, signal: Span, weight: float) -> None:
    parsed = scene.parsed
    start, stop = signal
    low = parsed.low(start)
    if low == "should" and not (start == 0 and parsed.kind(start + 1) in ("D", "n")):
        return
    if (
        parsed.low(start - 1) in ("even", "as", "such", "see", "know", "asked", "ask", "wonder")
        and low != "without"
    ):
        return
    if (
        low in ("with", "as", "where", "until", "through")
        and not _changing(scene, signal)
        and not (low == "as" and _grows_with(scene, signal))
    ):
        return
    if low == "only" and _inverted(scene, signal, weight):
        return
    phrase = low in ("without", "with", "through") or parsed.low(stop - 1) == "of"
    initial = _opens(parsed, start)
    if initial:
        comma = comma_after(parsed, stop)
        if comma < 0:
            return
        span, main = (stop, comma), clause_after(parsed, comma + 1)
        if parsed.low(main[0]) == "then":
            main = (main[0] + 1, main[1])
    else:
        span = object_of(parsed, stop) if phrase else clause_after(parsed, stop)
        main = clause_before(parsed, start)
        if phrase and low != "without":
            return
    if main[1] - main[0] < 2 or span[1] <= span[0]:
        return
    if phrase and not parsed.has_finite(*main):
        return
    if low in ("when", "whenever", "once", "until") and not initial and not _changed(parsed, span):
        return
    _conditional(scene, signal, span, main, weight)


def _inverted(scene: Scene, signal: Span, weight: float) -> bool:
    """ "Only when rates fall will investment recover"."""
    parsed = scene.parsed
    if signal[0] > 1:
        return False
    end = min(len(parsed.words), signal[1] + 20)
    modal = next(
        (
            p
            for p in range(signal[1] + 2, end)
            if parsed.low(p) in ("will", "can", "would", "could", "do", "does", "did")
        ),
        0,
    )
    if not modal or any(parsed.kind(p) == "," for p in range(signal[1], modal)):
        return False
    causes = [term(parsed, trim(parsed, (signal[1], modal)))]
    effects = outcome(scene, clause_after(parsed, modal + 1))
    scene.add(causes, effects, 1, signal, weight, "if", necessary=True)
    return True


def _conditional(scene: Scene, signal: Span, span: Span, main: Span, weight: float) -> None:
    """The condition as a cause, unless the main clause names a cause of its own."""
    parsed = scene.parsed
    low = parsed.low(signal[0])
    flip = -1 if low in ("unless", "without", "until") else 1
    inside = [at for at, link in enumerate(scene.links)
              if main[0] <= link.signal[0] < main[1] and link.kind in ("verb", "noun")]  # fmt: skip
    anaphoric = any(scene.links[at].cause.anaphoric for at in inside)
    causes = [Term(e.span, e.core, e.sign * flip, e.negated, e.anaphoric)
              for e in (_causes(scene, span) if parsed.has_finite(*span) else terms(parsed, span))]  # fmt: skip
    necessary = low in ("without", "unless", "only") and _cannot(parsed, main)
    sure = any(scene.links[at].weight > 0.55 for at in inside)
    if inside and sure and not anaphoric and not _agents(scene, inside):
        for at in inside:
            scene.links[at] = replace(scene.links[at], condition=(signal[0], span[1]))
        return
    effects = outcome(scene, main)
    scene.links[:] = [link for at, link in enumerate(scene.links) if at not in inside]
    scene.add(causes, effects, 1, signal, weight, "if", necessary=necessary)


def _agents(scene: Scene, inside: list[int]) -> bool:
    return all(
        len(scene.links[at].cause.core) == 1
        and scene.parsed.low(scene.links[at].cause.core[0])
        in ("we", "they", "he", "she", "people", "i", "you")
        for at in inside
    )


def _cannot(parsed: Parsed, main: Span) -> bool:
    return any(parsed.low(at) in ("cannot", "can't", "impossible", "never") or
               (parsed.low(at) in ("no", "not") and parsed.low(at - 1) in ("can", "be", "is")) or
               parsed.low(at) == "no" for at in range(*main))  # fmt: skip


def _grows_with(scene: Scene, signal: Span) -> bool:
    """ "As the population ages, spending rises": only the second half says that it changes."""
    parsed = scene.parsed
    comma = comma_after(parsed, signal[1]) if _opens(parsed, signal[0]) else -1
    if (
        comma < signal[1] + 2
        or parsed.kind(signal[1]) == "O"
        or parsed.kind(comma - 1) in ("F", "A", "P")
    ):
        return False
    lows = parsed.words.low[signal[1] : comma]
    return lows[0] not in ("part", "well", "if", "with", "for", "of") and lows[-1] not in (
        "says", "said", "know", "argue", "suggest", "noted", "argued", "suggests", "expected", "above", "usual",
    ) and _changed(parsed, clause_after(parsed, comma + 1)) and len(lows) > 2  # fmt: skip


def _changed(parsed: Parsed, span: Span) -> bool:
    """Whether a clause says that something changes."""
    if any(
        at in parsed.uses and (parsed.uses[at].verb.changes or parsed.uses[at].passive)
        for at in range(*span)
    ):
        return True
    lows = parsed.words.low[span[0] : span[1]]
    return any(low in MORE or low in LESS or low in ("up", "down") for low in lows)


def _changing(scene: Scene, signal: Span) -> bool:
    """Whether "as", "with", "where" stand before something that changes, not before a likeness."""
    parsed = scene.parsed
    start, stop = signal
    if parsed.low(start) == "as" and parsed.low(stop) in (
        "well",
        "long",
        "far",
        "soon",
        "if",
        "of",
        "a",
        "an",
        "such",
        "part",
        "much",
        "many",
    ):
        return False
    if _opens(parsed, start):
        comma = comma_after(parsed, stop)
        span = (stop, comma if comma > 0 else stop)
    elif parsed.low(start) == "as":
        span = clause_after(parsed, stop)
        if not _changed(parsed, clause_before(parsed, start)):
            return False
    else:
        span = object_of(parsed, stop)
    if parsed.low(start) == "as" and not parsed.has_finite(*span):
        return False
    if parsed.low(start) == "with":
        return parsed.low(span[0]) in MORE | LESS
    return _changed(parsed, span)


def _purpose(scene: Scene, signal: Span, weight: float) -> None:
    """ "A in order to B": what is done, then what it is done for."""
    parsed = scene.parsed
    start, stop = signal
    if _opens(parsed, start):
        comma = comma_after(parsed, stop)
        if comma < 0:
            return
        goal, main = (stop, comma), clause_after(parsed, comma + 1)
    else:
        goal, main = object_of(parsed, stop), clause_before(parsed, start)
        goal = _goal(parsed, stop, goal)
    if main[1] <= main[0]:
        return
    scene.links[:] = [each for each in scene.links
                      if not (goal[0] <= each.signal[0] < goal[1] and each.kind == "purpose")]  # fmt: skip
    done = _act(parsed, main)
    scene.add([done], _goal_terms(parsed, goal), 1, signal, weight, "purpose",
              negated=parsed.low(start - 1) == "not")  # fmt: skip


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
    employers landlords hospitals schools firms companies people families farmers
    """
)  # fmt: skip


def _means(scene: Scene, at: int) -> None:
    """ "Councils cut traffic by charging drivers": the means is the cause where an agent acts."""
    parsed = scene.parsed
    means = object_of(parsed, at + 1)
    if means[1] <= means[0]:
        return
    found = [link for link in scene.links if link.kind == "verb" and link.signal[1] <= at
             and at - link.signal[1] < 25 and link.effect.span[1] <= at + 1]  # fmt: skip
    if not found:
        _means_of_clause(scene, at, means)
        return
    last = found[-1]
    same = [link for link in found if link.signal == last.signal]
    causes = [each for each in _means_terms(parsed, means) if each.core]
    agent = all(_agentive(parsed, link.cause) for link in same)
    if agent:
        scene.links[:] = [link for link in scene.links if link not in same]
        scene.add(causes, list(dict.fromkeys(link.effect for link in same)), last.sign, (last.signal[0], at + 1), 0.7,
                  "means", negated=last.negated)  # fmt: skip


def _means_of_clause(scene: Scene, at: int, means: Span) -> None:
    parsed = scene.parsed
    main = clause_before(parsed, at)
    if not parsed.has_finite(*main) or not _changed(parsed, main):
        return
    scene.add(_means_terms(parsed, means), [term(parsed, main)], 1, (at, at + 1), 0.55, "means")


def _means_terms(parsed: Parsed, means: Span) -> list[Term]:
    return terms(parsed, means)


def _agentive(parsed: Parsed, cause: Term) -> bool:
    lows = [parsed.low(at) for at in cause.core]
    proper = all(parsed.words.capital[at] for at in cause.core) and bool(lows)
    return bool(lows) and (lows[-1] in _AGENTS or lows[0] in _AGENTS or proper)


_FINDERS = {"because": _because, "so": _so, "if": _condition, "purpose": _purpose}
