"""Verbs whose object does or becomes something: "force … to", "make … harder", "drag … down"."""

from contention.extraction.rules.lexicon.change_words import LESS, MORE, PLENTIFUL
from contention.extraction.rules.lexicon.inflect import forms_of
from contention.extraction.rules.lexicon.particles import particle_sign
from contention.extraction.rules.lexicon.phrasal import (
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
)
from contention.extraction.rules.patterns.found_links import Scene
from contention.extraction.rules.phrases.extents import object_of, subject, trim
from contention.extraction.rules.phrases.lists import terms
from contention.extraction.rules.phrases.named_quantities import Term
from contention.extraction.rules.phrases.terms import term
from contention.extraction.rules.phrases.verb_arguments import cause_terms, effect_terms, use_at
from contention.extraction.rules.syntax.sentence import Parsed, Span, adjective_like
from contention.language.vocabulary import vocabulary


def blame(scene: Scene, at: int) -> int:
    """As in "Attribute the war to Z", "blame Z for Y", "blame Y on Z"."""
    parsed = scene.parsed
    low = parsed.low(at)
    if low not in BLAME or parsed.kind(at - 1) in ("D", "P"):
        return 0
    middle = next(
        (
            p
            for p in range(at + 1, min(len(parsed.words), at + 25))
            if parsed.low(p) in ("to", "for", "on")
        ),
        0,
    )
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


def turn(scene: Scene, at: int) -> int:
    """As in "Turn X into Y"."""
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
    scene.add(
        causes,
        effect_terms(parsed, into + 1),
        1,
        (at, into + 1),
        0.6 * weight,
        "verb",
        negated=use_at(parsed, at).negated,
    )
    return into + 1


def _into_state(scene: Scene, at: int, into: int) -> int:
    """As in "Push families into debt": who, and where to, are one effect."""
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
    """The nearest of some words after a verb and its object; 0 if a boundary comes first."""
    for place in range(at + 1, min(len(parsed.words), at + reach)):
        if parsed.low(place) in words:
            return place
        ended = parsed.kind(place) in (".", "S") or parsed.low(place) == "but"
        if ended or (parsed.finite[place] and place > at + 1):
            return 0
    return 0


def give(scene: Scene, at: int) -> int:
    """As in "Give the army time to rebuild", "give powers the right to wars"."""
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


def causative(scene: Scene, at: int) -> int:
    """As in "Force the West to withhold aid", "prevent firms from hiring", "help families save"."""
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
    changed = particle_sign(parsed, verb)
    if changed and person[1] > person[0]:
        inner = terms(parsed, trim(parsed, person))
        stop = (person[0], verb + 2)
        return [Term(stop, e.core, e.sign * changed, e.negated, e.anaphoric) for e in inner]
    if use is not None and use.verb.changes and person[1] > person[0]:
        inner = terms(parsed, trim(parsed, person))
        return [
            Term(whole, e.core, e.sign * use.verb.changes, e.negated, e.anaphoric) for e in inner
        ]
    end = object_of(parsed, verb, verbs=False)[1] if verb < len(parsed.words) else verb
    counted = next((p for p in range(verb, end - 1) if parsed.low(p) in ("more", "fewer")), 0)
    if counted and parsed.kind(counted + 1) == "n" and not adjective_like(parsed, counted + 1):
        inner = terms(parsed, (counted, end))
        return [Term(whole, e.core, e.sign, e.negated, e.anaphoric) for e in inner]
    core = [
        at
        for at in range(person[0], max(end, verb + 1))
        if (parsed.kind(at) not in ("T", ".", ",", "D", "A") and parsed.low(at) != "from")
        or parsed.low(at) in ("less", "more")
    ]
    return [Term((person[0], max(end, verb + 1)), tuple(core), 1)] if core else []


_DIFFICULT = vocabulary("harder difficult impossible costlier riskier tougher")


_EASY = vocabulary("easier possible simpler cheaper safer")


def make(scene: Scene, at: int) -> int:
    """As in "Make life harder", "make housing less affordable", "make it harder to hire"."""
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


_PROBABLE = frozenset(("likely", "likelier", "probable"))


def _made(parsed: Parsed, at: int, place: int) -> list[Term]:
    low = parsed.low(place)
    inner = terms(parsed, (at + 1, place))
    extra: tuple[int, ...] = ()
    last = place
    if low in ("more", "less") and parsed.kind(place + 1) == "n":
        kept = parsed.low(place + 1) not in PLENTIFUL | _PROBABLE
        extra, last = (place + 1,) if kept else (), place + 1
    elif low not in MORE | LESS | PLENTIFUL | _PROBABLE:
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
        stands_last = parsed.kind(place + 1) in (".", ",", "C", "P", "S")
        described = adjective_like(parsed, place) or low in ("scarce", "rare") or low in PLENTIFUL
        if place > at + 1 and stands_last and described:
            return place
        if parsed.kind(place) in (".", ",", "S", "R", "A"):
            return 0
    return 0


_SENT_UP = vocabulary("soaring rising climbing surging skyrocketing")
_SENT_DOWN = vocabulary("tumbling plunging falling crashing plummeting")


def _held(parsed: Parsed, at: int) -> int:
    """As in "keep prices in check", "hold the flood at bay"."""
    place = _ahead(parsed, at, ("check", "bay"), 10)
    return place - 1 if place and parsed.low(place - 1) in ("in", "at") else 0


def split(scene: Scene, at: int) -> int:
    """As in "Drag ratings back down", "push prices up"."""
    parsed = scene.parsed
    low = parsed.low(at)
    if low not in SPLIT_DOWN and low not in SPLIT_UP:
        return 0
    words: tuple[str, ...] = ("lower", "higher", "low", "high", *_SENT_UP, *_SENT_DOWN)
    words += ("down", "back", "under", "apart", "away") if low in SPLIT_DOWN else ()
    words += ("up",) if low in SPLIT_UP else ()
    place = _ahead(parsed, at, words, 10) or _held(parsed, at)
    if not place or place == at + 1:
        return 0
    use = use_at(parsed, at)
    down = parsed.low(place) not in ("up", "higher", "high", *_SENT_UP) and not (
        parsed.low(place) == "back" and parsed.low(place + 1) == "up"
    )
    effects = terms(parsed, trim(parsed, (at + 1, place)))
    causes, weight = cause_terms(scene, use)
    scene.add(
        causes,
        effects,
        -1 if down else 1,
        (use.start, place + 1),
        0.78 * weight,
        "verb",
        negated=use.negated,
    )
    return place + 1


RID = {
    form: sign
    for lemma, sign in (
        ("free", -1), ("rid", -1), ("relieve", -1), ("spare", -1), ("deprive", -1), ("rob", -1),
        ("strip", -1), ("starve", -1), ("cure", -1), ("liberate", -1), ("wean", -1),
        ("drain", -1), ("cheat", -1), ("bleed", -1), ("purge", -1), ("cleanse", -1),
        ("provide", 1), ("supply", 1), ("equip", 1), ("arm", 1), ("flood", 1), ("burden", 1),
        ("saddle", 1), ("fill", 1), ("infect", 1),
    )
    for form in forms_of(lemma)
}  # fmt: skip
"""Verbs whose object loses or gains what stands after "from", "of" or "with"."""


_STATES = vocabulary("alive afloat open going running together")
_PLACES = vocabulary("power place office business work motion")


def keep(scene: Scene, at: int) -> int:
    """As in "Keep the clinic open", "keep the junta in power"; "leave the ward without doctors"."""
    parsed = scene.parsed
    low = parsed.low(at)
    if low not in _KEEPING and low not in _LEAVING:
        return 0
    use = use_at(parsed, at)
    if use.passive or (parsed.kind(at - 1) in ("D", "P") and parsed.low(at - 1) != "what"):
        return 0
    if low in _LEAVING and (without := _ahead(parsed, at, ("without",), 10)):
        effects, sign, stop = effect_terms(parsed, without + 1), -1, without + 1
    elif low in _KEEPING and (state := _kept_in(parsed, at)):
        effects, sign, stop = terms(parsed, (at + 1, state)), 1, state + 1
    else:
        return 0
    causes, weight = cause_terms(scene, use)
    scene.add(causes, effects, sign, (use.start, stop), 0.62 * weight, "verb",
              negated=use.negated)  # fmt: skip
    return stop


_KEEPING = frozenset(forms_of("keep"))
_LEAVING = frozenset(forms_of("leave"))


def _kept_in(parsed: Parsed, at: int) -> int:
    """The word that says how something is kept; 0 if there is none."""
    for place in range(at + 2, min(len(parsed.words), at + 9)):
        if parsed.low(place) in _STATES:
            return place
        if parsed.low(place) == "in" and parsed.low(place + 1) in _PLACES:
            return place
        if parsed.kind(place) in (".", ",", "S", "R", "T"):
            return 0
    return 0


def rid(scene: Scene, at: int) -> int:
    """As in "Deprive the delta of silt", "free families from debt", "saddle the town with debt"."""
    parsed = scene.parsed
    sign = RID.get(parsed.low(at), 0)
    unfit = parsed.kind(at - 1) == "D" or parsed.low(at - 1) in ("have", "has", "had", "for")
    if not sign or unfit or parsed.kind(at + 1) not in ("n", "D", "O"):
        return 0
    words = ("with",) if sign > 0 else ("from", "of")
    middle = _ahead(parsed, at, words, 9)
    use = use_at(parsed, at)
    if not middle or use.passive:
        return 0
    effects = effect_terms(parsed, middle + 1)
    causes, weight = cause_terms(scene, use)
    if not causes or not effects:
        return 0
    scene.add(causes, effects, sign, (use.start, middle + 1), 0.62 * weight, "verb",
              negated=use.negated)  # fmt: skip
    return middle + 1
