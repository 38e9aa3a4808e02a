"""Relations that a verb expresses between its subject and its object."""

from dataclasses import replace

from contention.claims.rules.links import Link, Scene
from contention.claims.rules.parse import (
    Parsed,
    Span,
    VerbUse,
    adjective_like,
    group_before,
    match_phrasal,
)
from contention.claims.rules.phrasal import (
    BARE,
    BLAME,
    CAUSATIVE,
    GIFTS,
    GIVE,
    MAKE,
    PUSH,
    SPLIT_DOWN,
    SPLIT_UP,
    TURN,
    Phrasal,
    phrasals,
)
from contention.claims.rules.phrases import LESS, MORE, Term, term, terms
from contention.claims.rules.ranges import antecedent, clause_before, object_of, subject, trim
from contention.claims.rules.verbs import BE, CHAIN, Verb
from contention.language.vocabulary import vocabulary

_PHRASALS = phrasals()
_CARRIED = Verb("", 1)


def find_verbal(scene: Scene) -> None:
    """Go through the words once; each verb gives its links or none."""
    parsed = scene.parsed
    at, end = 0, len(parsed.words)
    while at < end:
        at = max(at + 1, _at(scene, at))


def _at(scene: Scene, at: int) -> int:
    """Try every kind of signal that begins here; gives the word after the signal."""
    parsed = scene.parsed
    low = parsed.low(at)
    for phrasal in _PHRASALS.get(low, ()):
        stop = match_phrasal(parsed, at, phrasal.words)
        if stop and _is_verb_place(parsed, at, phrasal):
            return _phrasal(scene, at, stop, phrasal)
    for attempt in (_blame, _turn, _give, _causative, _make, _split):
        done = attempt(scene, at)
        if done:
            return done
    use = parsed.uses.get(at)
    if use is not None and use.verb.acts:
        return _plain(scene, use)
    return at + 1


def _is_verb_place(parsed: Parsed, at: int, phrasal: Phrasal) -> bool:
    if len(phrasal.words) > 1 and phrasal.words[0] not in (
        "result",
        "benefit",
        "influence",
        "impact",
        "cut",
    ):
        return True
    before, kind = parsed.low(at - 1), parsed.kind(at - 1)
    if phrasal.words[0] == "mean" and parsed.low(at) in ("mean", "means", "meant"):
        return kind not in ("D", "P") and parsed.kind(at + 1) not in ("P",) and before not in BE
    return not (kind in ("D", "P") and before not in ("this", "that", "which", "all")) and not (
        before.endswith("'s")
        or (adjective_like(parsed, at - 1) and not parsed.low(at).endswith("ed"))
    )


def use_at(parsed: Parsed, at: int) -> VerbUse:
    """The verb use at a place, for words that the lexicon of verbs does not know."""
    known = parsed.uses.get(at)
    if known is not None:
        return known
    start, passive, negated = group_before(parsed, at)
    forms = frozenset(("ing",)) if parsed.low(at).endswith("ing") else frozenset(("base",))
    return VerbUse(at, _CARRIED, forms, start, passive, negated)


def _phrasal(scene: Scene, at: int, stop: int, phrasal: Phrasal) -> int:
    parsed = scene.parsed
    use = use_at(parsed, at)
    if phrasal.words[0] == "be":
        start, _, negated = group_before(parsed, at)
        inner = any(parsed.low(place) in ("not", "never", "no") for place in range(at + 1, stop))
        own = parsed.low(at) in ("isn't", "aren't", "wasn't", "weren't")
        use = VerbUse(at, _CARRIED, frozenset(("base",)), start, False, negated or inner or own)
    effects = effect_terms(parsed, stop)
    negated, sign = use.negated, phrasal.sign
    if sign == 0:
        negated, sign = True, 1
    causes, weight = cause_terms(scene, use)
    negated = negated or denied_cause(parsed, causes, use)
    if parsed.low(stop - 1) == "to" and stop in parsed.uses and "base" in parsed.uses[stop].forms:
        del parsed.uses[stop]
    if phrasal.reverse:
        causes, effects = effects, causes
    weight = phrasal.weight * weight
    scene.add(causes, effects, 0 if sign == 2 else sign, (use.start, stop), weight, "verb",
              negated=negated, necessary=phrasal.necessary)  # fmt: skip
    return stop


def effect_terms(parsed: Parsed, start: int) -> list[Term]:
    """What stands after a signal: noun phrases, a gerund with its object, or a clause."""
    start = _over_aside(parsed, start)
    if parsed.low(start).endswith("ing") and start in parsed.uses:
        return terms(parsed, object_of(parsed, start))
    span = object_of(parsed, start)
    if parsed.low(span[1]) == "from" or span[1] <= span[0]:
        return []
    following = span[1]
    if parsed.low(following) == "to" and following + 1 < len(parsed.words):
        pass
    return terms(parsed, span)


def _over_aside(parsed: Parsed, start: int) -> int:
    """Past an adverb between commas: "would bring, at best, a pause"."""
    if parsed.kind(start) != ",":
        return start
    place = start + 1
    while parsed.kind(place) == "B":
        place += 1
    return place + 1 if place > start + 1 and parsed.kind(place) == "," else start


def cause_terms(scene: Scene, use: VerbUse) -> tuple[list[Term], float]:
    """What a verb's subject names, and how sure that is."""
    parsed = scene.parsed
    before = parsed.low(use.start - 1)
    if use.start == use.at and "ing" in use.forms and not use.passive:
        return _of_participle(scene, use, before)
    span = subject(parsed, use)
    if before == "which" and parsed.kind(use.start - 2) == ",":
        return _of_which(scene, use, span)
    if span[1] > span[0]:
        return terms(parsed, span), 1.0
    if before == "to":
        return _of_purpose(scene, use)
    if before in ("thus", "therefore", "hence", "thereby", "so") and scene.links:
        return _outcomes(scene), 0.85
    if before in ("and", "or", ",", "but", "then") and scene.links:
        return _latest_causes(scene), 0.95
    return [], 0.0


def _latest(scene: Scene) -> Link:
    return scene.links[-1]


def _latest_causes(scene: Scene) -> list[Term]:
    last = scene.links[-1]
    same = [link.cause for link in scene.links if link.signal == last.signal]
    return list(dict.fromkeys(same))


def _of_which(scene: Scene, use: VerbUse, span: Span) -> tuple[list[Term], float]:
    """ ", which": the outcome of the clause before, or else the noun before."""
    parsed = scene.parsed
    clause = clause_before(parsed, use.start - 1)
    if scene.links and scene.links[-1].signal[0] >= clause[0] and not scene.links[-1].effect.empty:
        return _outcomes(scene), 0.85
    if parsed.has_finite(*clause):
        return [term(parsed, clause)], 0.75
    return terms(parsed, span), 0.85


def _outcomes(scene: Scene) -> list[Term]:
    """Effects of the signal that stands last."""
    last = scene.links[-1]
    same = [
        replace(link.effect, sign=link.effect.sign * (link.sign or 1))
        for link in scene.links if link.signal == last.signal
    ]  # fmt: skip
    return list(dict.fromkeys(same))


def _of_participle(scene: Scene, use: VerbUse, before: str) -> tuple[list[Term], float]:
    """ "…, raising costs": the clause before; "by raising costs" is left to the means."""
    parsed = scene.parsed
    comma = use.at - 1
    while parsed.kind(comma) == "B" or parsed.low(comma) in ("thus", "thereby"):
        comma -= 1
    if parsed.kind(comma) not in (",", "—") and parsed.low(comma) != "—":
        if parsed.kind(comma) == "C" and scene.links and _same_form(parsed, scene, use):
            return _latest_causes(scene), 0.9
        if before in ("thereby", "thus") and scene.links:
            return _outcomes(scene), 0.8
        if (
            parsed.kind(comma) == "n"
            and parsed.kind(comma) != "P"
            and use.at > 1
            and use.verb.weight >= 0.7
        ):
            return terms(parsed, antecedent(parsed, use.at)), 0.7
        return [], 0.0
    if (
        scene.links
        and scene.links[-1].signal[0] > comma - 40
        and _same_clause(parsed, scene, comma)
    ):
        if comma == use.at - 1 or _same_form(parsed, scene, use):
            return _latest_causes(scene), 0.85
        return _outcomes(scene), 0.8
    span = clause_before(parsed, comma)
    if span[1] <= span[0] or not parsed.has_finite(*span):
        return [], 0.0
    return [term(parsed, span)], 0.75


def _same_clause(parsed: Parsed, scene: Scene, comma: int) -> bool:
    last = scene.links[-1].signal[1]
    return last <= comma and not any(
        parsed.low(place) in (";", "—", ":") for place in range(last, comma)
    )


def _same_form(parsed: Parsed, scene: Scene, use: VerbUse) -> bool:
    """Whether this participle goes on a row of participles."""
    last = parsed.low(scene.links[-1].signal[0])
    return last.endswith("ing") and "ing" in use.forms


def _of_purpose(scene: Scene, use: VerbUse) -> tuple[list[Term], float]:
    """ "… to cut emissions": what is done before stands for the cause."""
    parsed = scene.parsed
    to = use.start - 1
    if parsed.low(to - 1) == "(":
        to -= 1
    if parsed.low(to - 1) in CHAIN or parsed.kind(to - 1) in ("A", "P", "B", "S", "R", "D", "C"):
        return [], 0.0
    if use.verb.weight < 0.5 or to == 0 or parsed.kind(to - 1) == ".":
        return [], 0.0
    span = clause_before(parsed, to)
    if span[1] <= span[0]:
        return [], 0.0
    if not parsed.has_finite(*span) and not parsed.low(span[0]).endswith("ing"):
        return [], 0.0
    return [_done(parsed, span)], 0.7


_AGENTIVE = vocabulary(
    """
    we they he she i you it government governments council councils city cities ministers
    politicians parliament leaders states officials
    """
)  # fmt: skip


def _done(parsed: Parsed, span: Span) -> Term:
    """What a clause says is done: its object where an agent is its subject."""
    for at in range(span[0], min(span[1], span[0] + 14)):
        if parsed.finite[at] and parsed.kind(at) != "A" and at + 1 < span[1] and at > span[0]:
            inner = term(parsed, trim(parsed, (at + 1, span[1])))
            use = parsed.uses.get(at)
            if inner.core and use is not None and use.verb.acts and not use.passive:
                return Term(span, inner.core, inner.sign * use.verb.acts, inner.negated)
    return term(parsed, span)


def _plain(scene: Scene, use: VerbUse) -> int:
    """A verb of the lexicon with its subject and object, or passive with its agent."""
    parsed = scene.parsed
    if use.passive:
        return _passive(scene, use)
    start = use.at + 1
    if parsed.low(start) in ("up", "back", "out"):
        start += 1
    if parsed.low(start) in ("due", "owing", "thanks", "because"):
        return use.at + 1
    if use.start == use.at and "base" in use.forms and _imperative(parsed, use.at):
        return use.at + 1
    if parsed.kind(start) in ("P", ".", "T", "C", "S", "A") and parsed.low(start) not in (
        "more",
        "over",
        "about",
        "the",
    ):
        if parsed.low(start) != "(":
            return use.at + 1
    effects = effect_terms(parsed, start)
    coordinated = parsed.low(use.start - 1) in ("and", "or", "but") and scene.links
    if effects and coordinated and all(each.anaphoric for each in effects):
        effects = [replace(effects[0], core=scene.links[-1].effect.core, anaphoric=False)]
    if not effects or all(each.anaphoric for each in effects):
        return use.at + 1
    causes, weight = cause_terms(scene, use)
    use = replace(use, negated=use.negated or denied_cause(parsed, causes, use))
    scene.add(causes, effects, use.verb.acts, (use.start, use.at + 1), use.verb.weight * weight,
              "verb" if parsed.low(use.start - 1) != "to" else "purpose", negated=use.negated)  # fmt: skip
    return use.at + 1


def denied_cause(parsed: Parsed, causes: list[Term], use: VerbUse) -> bool:
    """ "Neither A nor B has raised it", "no law will stop it", "it is not A that raises it"."""
    if not causes:
        return False
    first = causes[0].span[0]
    opening = {parsed.low(first), parsed.low(first - 1)}
    if opening & {"neither", "none", "nothing", "nobody"}:
        return True
    if parsed.low(first) == "no" and parsed.low(use.start) in ("will", "can", "would", "could"):
        return True
    return (
        parsed.low(first - 1) == "not"
        and parsed.low(first - 2) in BE
        and parsed.low(first - 3) == "it"
    )


def _imperative(parsed: Parsed, at: int) -> bool:
    """Whether a base form stands at the head of a sentence or item: a demand, no claim."""
    return at == 0 or (
        parsed.kind(at - 1) in (".", "B") and (at == 1 or parsed.low(at - 1) in ("—", ":", "•"))
    )


def _passive(scene: Scene, use: VerbUse) -> int:
    """ "Y is driven by X", "unrest caused by poverty"."""
    parsed = scene.parsed
    by = use.at + 1
    while parsed.kind(by) == "B" or parsed.low(by) in ("in", "part", "large", "mainly"):
        by += 1
    if (
        parsed.low(by) not in ("by", "through")
        or (parsed.low(by + 1).endswith("ing")
        and by + 1 in parsed.uses)
    ):
        return use.at + 1
    if use.start == use.at:
        found = antecedent(parsed, use.at)
        effects = terms(parsed, trim(parsed, found))
    else:
        effects = terms(parsed, subject(parsed, use))
        if not effects and scene.links and parsed.kind(use.start - 1) in "C,":
            effects = [_latest(scene).effect]
    causes = terms(parsed, object_of(parsed, by + 1))
    scene.add(causes, effects, use.verb.acts, (use.start, by + 1), use.verb.weight, "verb",
              negated=use.negated)  # fmt: skip
    return by + 1


def _blame(scene: Scene, at: int) -> int:
    """ "Attribute the war to Z", "blame Z for Y", "blame Y on Z"."""
    parsed = scene.parsed
    low = parsed.low(at)
    if low not in BLAME or parsed.kind(at - 1) in ("D", "P"):
        return 0
    middle = next((p for p in range(at + 1, min(len(parsed.words), at + 25))
                   if parsed.low(p) in ("to", "for", "on")), 0)  # fmt: skip
    if not middle:
        return 0
    effect_first = BLAME[low] or parsed.low(middle) == "on"
    first = trim(parsed, (at + 1, middle))
    if first[1] <= first[0]:
        first = subject(parsed, use_at(parsed, at))
    second = middle + 1
    while parsed.low(second) in ("causes", "factors", "things", "such", "like", "as"):
        second += 1
    one, two = terms(parsed, first), terms(parsed, object_of(parsed, second))
    causes, effects = (two, one) if effect_first else (one, two)
    use = use_at(parsed, at)
    scene.add(causes, effects, 1, (at, middle + 1), 0.75, "blame", negated=use.negated)
    return middle + 1


def _turn(scene: Scene, at: int) -> int:
    """ "Turn X into Y"."""
    parsed = scene.parsed
    low = parsed.low(at)
    if low not in TURN and low not in PUSH:
        return 0
    into = _ahead(parsed, at, ("into",), 20)
    if low in PUSH and into and into > at + 1:
        return _into_state(scene, at, into)
    if low not in TURN:
        return 0
    if not into or into == at + 1:
        return 0
    causes, weight = cause_terms(scene, use_at(parsed, at))
    scene.add(causes, effect_terms(parsed, into + 1), 1, (at, into + 1), 0.6 * weight, "verb",
              negated=use_at(parsed, at).negated)  # fmt: skip
    return into + 1


def _into_state(scene: Scene, at: int, into: int) -> int:
    """ "Push families into debt": who, and where to, are one effect."""
    parsed = scene.parsed
    use = use_at(parsed, at)
    if use.passive:
        return 0
    whole = (at + 1, object_of(parsed, into + 1)[1])
    effects = [term(parsed, whole)]
    causes, weight = cause_terms(scene, use)
    scene.add(causes, effects, 1, (use.start, at + 1), 0.7 * weight, "verb", negated=use.negated)
    return into + 1


def _ahead(parsed: Parsed, at: int, words: tuple[str, ...], reach: int) -> int:
    """The nearest of some words after a verb and its object; 0 where a boundary comes first."""
    for place in range(at + 1, min(len(parsed.words), at + reach)):
        if parsed.low(place) in words:
            return place
        if parsed.kind(place) in (".", "S") or (parsed.finite[place] and place > at + 1):
            return 0
    return 0


def _give(scene: Scene, at: int) -> int:
    """ "Give the army time to rebuild", "give powers the right to wars"."""
    parsed = scene.parsed
    if parsed.low(at) not in GIVE:
        return 0
    gift = _ahead(parsed, at, tuple(GIFTS), 10)
    if not gift or parsed.low(gift + 1) not in ("to", "for"):
        return 0
    effects = effect_terms(parsed, gift + 2)
    use = use_at(parsed, at)
    causes, weight = cause_terms(scene, use)
    scene.add(causes, effects, 1, (use.start, gift + 2), 0.75 * weight, "verb", negated=use.negated)
    return gift + 3


def _causative(scene: Scene, at: int) -> int:
    """ "Force the West to withhold aid", "prevent firms from hiring", "help families save"."""
    parsed = scene.parsed
    low = parsed.low(at)
    known = CAUSATIVE.get(low)
    if known is None or (parsed.kind(at - 1) == "D" and parsed.low(at - 1) not in ("this", "that")):
        return 0
    sign, weight = known
    use = use_at(parsed, at)
    words = ("to",) if sign > 0 else ("from",)
    middle = _ahead(parsed, at, words, 14)
    stop = middle + 1 if middle else 0
    person: Span = (at + 1, middle) if middle > at + 1 else (at + 1, at + 1)
    if middle == at + 1 and low not in BARE:
        return 0
    if not middle:
        bare = _bare(parsed, at) if low in BARE else 0
        if not bare:
            return 0
        stop, person = bare, (at + 1, bare)
    if sign > 0 and middle and not _verb_like(parsed, stop):
        return 0
    effects = _doing(parsed, person, stop)
    if use.passive:
        return 0
    causes, sure = cause_terms(scene, use)
    scene.add(causes, effects, sign, (use.start, stop), weight * sure, "verb", negated=use.negated)
    return stop + 1


def _verb_like(parsed: Parsed, at: int) -> bool:
    return at in parsed.uses or (parsed.kind(at) in ("F", "A", "n", "B") and parsed.kind(at) != ".")


def _bare(parsed: Parsed, at: int) -> int:
    """Where the bare verb after "help", "make", "let" and their object begins."""
    for place in range(at + 1, min(len(parsed.words), at + 9)):
        use = parsed.uses.get(place)
        if use is not None and "base" in use.forms and not use.passive:
            return place
        if parsed.kind(place) == "F" and place > at + 1:
            return place
        if parsed.kind(place) in (".", "S", ",", "C", "A"):
            return 0
    return 0


def _doing(parsed: Parsed, person: Span, verb: int) -> list[Term]:
    """What somebody is made to do: the object of a verb of change, or who changes, or all of it."""
    use = parsed.uses.get(verb)
    span = object_of(parsed, verb + 1) if verb + 1 < len(parsed.words) else (verb + 1, verb + 1)
    whole = (person[0], max(span[1], verb + 1))
    if (
        use is not None
        and use.verb.acts
        and span[1] > span[0]
        and parsed.kind(verb + 1) not in "P,"
    ):
        inner = terms(parsed, span)
        return [Term(whole, e.core, e.sign * use.verb.acts, e.negated, e.anaphoric) for e in inner]
    if use is not None and use.verb.changes and person[1] > person[0]:
        inner = terms(parsed, trim(parsed, person))
        return [
            Term(whole, e.core, e.sign * use.verb.changes, e.negated, e.anaphoric) for e in inner
        ]
    end = object_of(parsed, verb, verbs=False)[1] if verb < len(parsed.words) else verb
    core = [at for at in range(person[0], max(end, verb + 1))
            if (parsed.kind(at) not in ("T", ".", ",", "D", "A") and parsed.low(at) != "from") or parsed.low(at) in ("less", "more")]  # fmt: skip
    return [Term((person[0], max(end, verb + 1)), tuple(core), 1)] if core else []


_DIFFICULT = vocabulary("harder difficult impossible costlier riskier tougher")
_EASY = vocabulary("easier possible simpler cheaper safer")


def _make(scene: Scene, at: int) -> int:
    """ "Make life harder", "make housing less affordable", "make it harder to hire"."""
    parsed = scene.parsed
    if parsed.low(at) not in MAKE:
        return 0
    use = use_at(parsed, at)
    effects: list[Term] = []
    stop = at + 1
    place = _adjective_after(parsed, at)
    if not place:
        return 0
    low = parsed.low(place)
    if low in _DIFFICULT | _EASY and (to := _ahead(parsed, place, ("to",), 8)):
        sign = -1 if low in _DIFFICULT else 1
        inner = _doing(parsed, (to + 1, to + 1), to + 1)
        effects = [Term((at + 1, e.span[1]), e.core, e.sign * sign) for e in inner]
        stop = to + 1
    elif place > at + 1:
        effects = _made(parsed, at, place)
        stop = place + 1
    causes, weight = cause_terms(scene, use)
    scene.add(causes, effects, 1, (use.start, at + 1), 0.65 * weight, "verb", negated=use.negated)
    return stop


def _made(parsed: Parsed, at: int, place: int) -> list[Term]:
    low = parsed.low(place)
    inner = terms(parsed, (at + 1, place))
    extra: tuple[int, ...] = ()
    last = place
    if low in ("more", "less") and parsed.kind(place + 1) == "n":
        extra, last = (place + 1,), place + 1
    elif low not in MORE and low not in LESS:
        extra = (place,)
    sign = -1 if low in LESS else 1
    return [Term((e.span[0], last + 1), (*e.core, *extra), e.sign * sign) for e in inner]


def _adjective_after(parsed: Parsed, at: int) -> int:
    for place in range(at + 1, min(len(parsed.words), at + 10)):
        low = parsed.low(place)
        comparative = (
            low.endswith("er")
            and len(low) > 4
            and parsed.kind(place) == "n"
            and (parsed.kind(place + 1) not in ("n",))
            and low
            not in ("power", "water", "labour-er", "paper", "order", "number", "ruler", "leader")
        )
        if low in _DIFFICULT or low in _EASY or (comparative and place > at + 1):
            return place
        if low in ("more", "less") and place > at + 1 and parsed.kind(place + 1) == "n":
            return place
        if parsed.kind(place) in (".", ",", "S", "R", "A"):
            return 0
    return 0


def _split(scene: Scene, at: int) -> int:
    """ "Drag ratings back down", "push prices up"."""
    parsed = scene.parsed
    low = parsed.low(at)
    if low not in SPLIT_DOWN and low not in SPLIT_UP:
        return 0
    words = tuple(("down", "back", "under") if low in SPLIT_DOWN else ()) + (
        ("up",) if low in SPLIT_UP else ()
    )
    place = _ahead(parsed, at, words, 10)
    if not place or place == at + 1:
        return 0
    use = use_at(parsed, at)
    down = parsed.low(place) != "up" and not (
        parsed.low(place) == "back" and parsed.low(place + 1) == "up"
    )
    effects = terms(parsed, trim(parsed, (at + 1, place)))
    causes, weight = cause_terms(scene, use)
    scene.add(causes, effects, -1 if down else 1, (use.start, place + 1), 0.78 * weight, "verb",
              negated=use.negated)  # fmt: skip
    return place + 1
