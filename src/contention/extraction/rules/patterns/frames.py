"""Verbs whose object does or becomes something: "force … to", "make … harder", "drag … down"."""

from contention.extraction.rules.lexicon.change_words import LESS, MORE, PLENTIFUL
from contention.extraction.rules.lexicon.data_files import word_list
from contention.extraction.rules.lexicon.signals import (
    BARE,
    BLAME,
    FRAMES,
    MAKE,
    Frame,
    particle_sign,
)
from contention.extraction.rules.patterns.correlative import comparative
from contention.extraction.rules.patterns.found_links import Scene
from contention.extraction.rules.phrases.extents import object_of, subject, trim
from contention.extraction.rules.phrases.named_quantities import Term
from contention.extraction.rules.phrases.terms import term, terms
from contention.extraction.rules.phrases.verb_arguments import (
    cause_terms,
    denied_cause,
    effect_terms,
    use_at,
)
from contention.extraction.rules.syntax.sentence import Parsed, Span, VerbUse, adjective_like

_REACH = 12
"""Words from a verb to the word after its object."""
_PROBABLE = word_list("probable")


def find_frame(scene: Scene, at: int) -> int:
    """Note the links of a frame that begins here; gives the word after it, 0 if there is none."""
    parsed = scene.parsed
    low = parsed.low(at)
    if low in BLAME and parsed.kind(at - 1) not in ("D", "P"):
        return _blame(scene, at)
    use = use_at(parsed, at)
    noun = parsed.kind(at - 1) in ("D", "P") and parsed.low(at - 1) not in ("this", "that", "what")
    if use.passive or noun:
        return 0
    for frame in FRAMES.get(low, ()):
        stop = (_deed if frame.affected == "deed" else _framed)(scene, use, frame)
        if stop:
            return stop
    return _make(scene, use) if low in MAKE else 0


def _blame(scene: Scene, at: int) -> int:
    """As in "attribute the war to Z", "blame Z for Y", "blame Y on Z"."""
    parsed = scene.parsed
    middle = _ahead(parsed, at, ("to", "for", "on"))
    if not middle:
        return 0
    use = use_at(parsed, at)
    first = trim(parsed, (at + 1, middle))
    if first[1] <= first[0]:
        first = subject(parsed, use)
    stop = middle + 1
    while parsed.low(stop) in ("causes", "factors", "things", "such", "like", "as"):
        stop += 1
    one, two = terms(parsed, first), terms(parsed, object_of(parsed, stop))
    effect_first = BLAME[parsed.low(at)] or parsed.low(middle) == "on"
    causes, effects = (two, one) if effect_first else (one, two)
    scene.add(causes, effects, 1, (at, middle + 1), 0.75, "blame", negated=use.negated)
    return middle + 1


def _framed(scene: Scene, use: VerbUse, frame: Frame) -> int:
    """As in "drag ratings down", "free families from debt", "give the army time to rebuild"."""
    parsed, at = scene.parsed, use.at
    middle = _ahead(parsed, at, frame.words)
    if middle <= at + 1:
        return 0
    stop = middle + 1
    if frame.affected == "object":
        effects = terms(parsed, trim(parsed, (at + 1, middle)))
    elif frame.affected == "both":
        effects = [term(parsed, (at + 1, object_of(parsed, stop)[1]))]
    elif frame.affected == "use" and parsed.low(stop) not in ("to", "for"):
        return 0
    elif frame.affected == "use":
        stop += 1
        effects = _doing(parsed, (stop, stop), stop)
    else:
        effects = effect_terms(parsed, stop)
    _add(scene, use, effects, frame.sign, stop, frame.weight)
    return stop


def _add(
    scene: Scene, use: VerbUse, effects: list[Term], sign: int, stop: int, weight: float
) -> None:
    causes, sure = cause_terms(scene, use)
    negated = use.negated or denied_cause(scene.parsed, causes)
    scene.add(causes, effects, sign, (use.start, stop), weight * sure, "verb", negated=negated)


def _ahead(parsed: Parsed, at: int, words: tuple[str, ...]) -> int:
    """The nearest of some words after a verb and its object; 0 if a boundary comes first."""
    for place in range(at + 1, min(len(parsed.words), at + _REACH)):
        if parsed.low(place) in words:
            return place
        ended = parsed.kind(place) in (".", "S") or parsed.low(place) == "but"
        if ended or (parsed.finite[place] and place > at + 1):
            return 0
    return 0


def _deed(scene: Scene, use: VerbUse, frame: Frame) -> int:
    """As in "force the West to withhold aid", "prevent firms from hiring", "help families save"."""
    parsed, at = scene.parsed, use.at
    middle = _ahead(parsed, at, frame.words)
    bare = parsed.low(at) in BARE
    verb = middle + 1 if middle else _bare_verb(parsed, at) if bare else 0
    if (
        not verb
        or (middle == at + 1 and not bare)
        or (frame.sign > 0 and parsed.kind(verb) in ("D", "P"))
    ):
        return 0
    effects = _doing(parsed, (at + 1, middle or verb), verb)
    _add(scene, use, effects, frame.sign, verb, frame.weight)
    return verb + 1


def _bare_verb(parsed: Parsed, at: int) -> int:
    """Where the bare verb after "help", "make", "let" and their object begins."""
    for place in range(at + 1, min(len(parsed.words), at + _REACH)):
        use = parsed.uses.get(place)
        if (use is not None and "base" in use.forms) or (
            parsed.kind(place) == "F" and place > at + 1
        ):
            return place
    return 0


def _doing(parsed: Parsed, who: Span, verb: int) -> list[Term]:
    """What somebody is made to do: what that changes, or who changes, or all of it."""
    use = parsed.uses.get(verb)
    rest = object_of(parsed, verb + 1)
    whole = who[0], max(rest[1], verb + 1)
    acts = use.verb.acts if use is not None else 0
    if rest[1] > rest[0] and (acts or parsed.low(rest[0]) in ("more", "fewer")):
        inner, sign = terms(parsed, rest), acts or 1
    else:
        sign = particle_sign(parsed, verb) or (use.verb.changes if use is not None else 0)
        inner = terms(parsed, trim(parsed, who)) if sign and who[1] > who[0] else []
    if inner:
        return [Term(whole, e.core, e.sign * sign, e.negated, e.anaphoric) for e in inner]
    core = tuple(
        at for at in range(*whole)
        if parsed.kind(at) not in ("T", ".", ",", "D", "A") and parsed.low(at) != "from"
    )  # fmt: skip
    return [Term(whole, core, 1)] if core else []


def _make(scene: Scene, use: VerbUse) -> int:
    """As in "make life harder", "make housing less affordable", "leave bread scarce"."""
    parsed, at = scene.parsed, use.at
    place = _quality_after(parsed, at)
    if not place:
        return 0
    low, last = parsed.low(place), place
    if low in ("more", "less") and parsed.kind(place + 1) == "n":
        last = place + 1
    plain = parsed.low(last) in PLENTIFUL | _PROBABLE | MORE | LESS
    extra = () if plain else (last,)
    sign = -1 if low in LESS else 1
    effects = [
        Term((each.span[0], last + 1), (*each.core, *extra), each.sign * sign)
        for each in terms(parsed, (at + 1, place))
    ]
    _add(scene, use, effects, 1, at + 1, 0.65)
    return place + 1


def _quality_after(parsed: Parsed, at: int) -> int:
    """The adjective after a verb and its object, or the "more" before it; 0 if there is none."""
    for place in range(at + 2, min(len(parsed.words), at + _REACH)):
        low, kind, after = parsed.low(place), parsed.kind(place), parsed.kind(place + 1)
        if low in ("more", "less") and after == "n":
            return place
        described = adjective_like(parsed, place) or low in PLENTIFUL or low in LESS
        if described and after in (".", ",", "C", "P", "S"):
            return place
        if kind == "n" and after != "n" and comparative(low):
            return place
    return 0
