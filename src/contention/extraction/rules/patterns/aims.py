"""What something is for: "the aim of X is to raise Y", "X was an attempt to", "to V, S did X"."""

from contention.extraction.rules.lexicon.verbs import BE
from contention.extraction.rules.patterns.found_links import Scene
from contention.extraction.rules.patterns.nominal import head_start
from contention.extraction.rules.patterns.purposes import purpose
from contention.extraction.rules.phrases.extents import object_of, subject
from contention.extraction.rules.phrases.lists import terms
from contention.extraction.rules.phrases.named_quantities import Term
from contention.extraction.rules.phrases.terms import term
from contention.extraction.rules.phrases.verb_arguments import use_at
from contention.extraction.rules.syntax.clauses import clause_after
from contention.extraction.rules.syntax.sentence import Parsed, match_phrasal
from contention.extraction.rules.syntax.verb_groups import group_before, phrasals_at
from contention.language.vocabulary import vocabulary

_AIMS = vocabulary("goal aim purpose objective point motive intention idea goals aims")
_ATTEMPTS = vocabulary("attempt effort bid ploy move plan way tool means attempts efforts meant")
_WAYS = vocabulary("way means method path option chance route ways")
_REACH = 40


def find_aims(scene: Scene) -> None:
    """Go through the words once; each noun of aim or means gives its links or none."""
    parsed = scene.parsed
    if parsed.low(0) == "to" and parsed.kind(1) in ("n", "F", "B"):
        purpose(scene, (0, 1), 0.55)
    for at, low in enumerate(parsed.words.low):
        if low in _AIMS and parsed.low(at + 1) in ("of", "behind", "for"):
            _aim(scene, at)
        elif low in _WAYS and (start := _goal_of(parsed, at)):
            _way(scene, at, start)
        elif low in _ATTEMPTS:
            _attempt(scene, at)


def _aim(scene: Scene, at: int) -> None:
    """As in "The aim of X is not to raise A, nor is it to lower B, but to keep C"."""
    parsed = scene.parsed
    after = object_of(parsed, at + 2)
    to, negated = _to_after_copula(parsed, after[1])
    if not to:
        return
    served = terms(parsed, after)
    goals = _goals(parsed, to + 1)
    scene.add(served, goals, 1, (after[1], to + 1), 0.55, "noun", negated=negated)
    _further(scene, served, to + 1)


def _to_after_copula(parsed: Parsed, start: int) -> tuple[int, bool]:
    """The "to" after a copula, and whether it is negated; 0 if there is none."""
    place, negated = start, False
    while parsed.kind(place) in ("A", "B"):
        negated = negated or parsed.low(place) in ("not", "never", "isn't", "wasn't")
        place += 1
    return (place if parsed.low(place) == "to" and place > start else 0), negated


def _further(scene: Scene, served: list[Term], start: int) -> None:
    """Further goals of the same thing: ", nor is it to …" is denied, "but to …" is not."""
    parsed = scene.parsed
    for place in range(start, min(len(parsed.words), start + _REACH)):
        low = parsed.low(place)
        if low == "nor" or low == "but":
            to = next((p for p in range(place + 1, place + 4) if parsed.low(p) == "to"), 0)
            if to:
                goals = _goals(parsed, to + 1)
                scene.add(served, goals, 1, (place, to + 1), 0.55, "noun", negated=low == "nor")
        elif parsed.kind(place) == "." and low not in ("(", ")"):
            break


def _goal_of(parsed: Parsed, at: int) -> int:
    """The verb in "way to V" or "way for somebody to V"; 0 if there is none."""
    if parsed.low(at + 1) == "to":
        return at + 2
    for place in range(at + 2, at + 9 if parsed.low(at + 1) == "for" else 0):
        if parsed.low(place) == "to":
            return place + 1
    return 0


def _way(scene: Scene, at: int, start: int) -> None:
    """As in "The only way to keep A is to cut B": B serves A, and A needs it."""
    parsed = scene.parsed
    goal = object_of(parsed, start, verbs=False)
    place = start
    while place < min(len(parsed.words), at + _REACH) and parsed.low(place) not in BE:
        place += 1
    to, negated = _to_after_copula(parsed, place)
    if not to or goal[1] < goal[0]:
        return
    only = "only" in parsed.words.low[max(0, at - 2) : at]
    wanted = _goals(parsed, start)
    if goal[1] == start + 1 and start > at + 2:
        wanted = [Term((at + 2, start), tuple(range(at + 2, start - 1)), 1)]
    span = object_of(parsed, to + 1)
    stop = max(span[1], clause_after(parsed, to + 1)[1])
    scene.links[:] = [e for e in scene.links if not at <= e.signal[0] < stop]
    for means in _deeds(parsed, to + 1, span[1]):
        scene.add(means, wanted, 1, (at, to + 1), 0.6, "noun", negated=negated, necessary=only)


def _deeds(parsed: Parsed, start: int, end: int) -> list[list[Term]]:
    """The infinitives after one "to": "to cut A and raise B"."""
    found = [_goals(parsed, start)]
    for place in range(start + 1, min(len(parsed.words), start + _REACH)):
        use = parsed.uses.get(place)
        joined = parsed.kind(place - 1) in ("C", ",")
        if joined and use is not None and "base" in use.forms:
            found.append(_goals(parsed, place))
        elif parsed.kind(place) in (".", "S") or (place > end and parsed.kind(place) == "A"):
            break
    return found


def _attempt(scene: Scene, at: int) -> None:
    """As in "X was an attempt to raise Y", "X is not meant to raise A but to lower B"."""
    parsed = scene.parsed
    meant = parsed.low(at) == "meant"
    head = at if meant else head_start(parsed, at)
    to = next(
        (p for p in range(at + 1, min(len(parsed.words), at + 5)) if parsed.low(p) == "to"), 0
    )
    place = head - 1
    while parsed.kind(place) == "B" and place > 0:
        place -= 1
    if not to or parsed.low(place) not in BE:
        return
    tried = terms(parsed, subject(parsed, use_at(parsed, place)))
    negated = group_before(parsed, place)[2] or "not" in parsed.words.low[place:head]
    goals = _goals(parsed, to + 1)
    scene.add(tried, goals, 1, (place, to + 1), 0.5, "noun", negated=negated)
    if negated:
        _further(scene, tried, to + 1)


def _goals(parsed: Parsed, start: int) -> list[Term]:
    """What is aimed at: the object of a verb of change, or all that is to be done."""
    if any(match_phrasal(parsed, start, each.words) for each in phrasals_at(parsed, start)):
        return []
    use = parsed.uses.get(start)
    if use is not None and use.verb.acts:
        span = object_of(parsed, start + 1)
        inner = terms(parsed, span)
        return [Term((start, e.span[1]), e.core, e.sign * use.verb.acts) for e in inner]
    span = (start, object_of(parsed, start + 1)[1])
    return [term(parsed, span)] if span[1] > start else []
