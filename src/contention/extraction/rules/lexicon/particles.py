"""Verbs that say a change only together with the word after them: "go down", "run out"."""

from contention.extraction.rules.lexicon.inflect import forms_of
from contention.extraction.rules.syntax.sentence import Parsed
from contention.language.vocabulary import listed

_TABLE = {
    ("up", 1): "go move shoot pick climb creep tick ramp perk come",
    ("up", -1): "dry",
    ("upward", 1): "go move",
    ("upwards", 1): "go move",
    ("down", -1): "go come slow wind die move creep tick melt run",
    ("downward", -1): "go move",
    ("downwards", -1): "go move",
    ("away", -1): "go fade die melt drain waste wither slip",
    ("out", -1): "run die fade peter thin",
    ("off", -1): "die drop tail taper",
    ("off", 1): "take",
    ("low", -1): "run",
    ("short", -1): "run",
    ("back", 1): "bounce grow come spring",
}
_SIGNS = {
    (form, particle): sign
    for (particle, sign), verbs in _TABLE.items()
    for verb in listed(verbs)
    for form in forms_of(verb)
}


def particle_sign(parsed: Parsed, at: int) -> int:
    """The sign of the change that a verb and the word after it say together; 0 for none."""
    if parsed.low(at + 2) in ("of", "on"):
        return 0  # "runs out of fuel": it is the fuel that does
    return _SIGNS.get((parsed.low(at), parsed.low(at + 1)), 0)
