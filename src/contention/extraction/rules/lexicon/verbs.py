"""Verbs that say that something acts on something, or that something changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from contention.extraction.rules.lexicon.data_files import (
    NONE,
    TableLine,
    rows,
    table_text,
    word_list,
)
from contention.extraction.rules.lexicon.inflect import Form, forms_of


@dataclass(frozen=True)
class Verb:
    """One verb as the rules know it; the sign is that of its effect on what it governs."""

    lemma: str
    acts: int = 0
    """sign of the effect on its object; 0 if it takes none"""
    changes: int = 0
    """sign of the change of its subject if it has no object"""
    weight: float = 0.7
    """how surely its use with an object is causal"""


@dataclass(frozen=True)
class VerbForm:
    """A written form of a verb."""

    verb: Verb
    forms: frozenset[Form]


def parse_verbs(text: str, name: str) -> tuple[Verb, ...]:
    """The verbs of a table in order of the alphabet; raises TableError for an unusable line."""
    return tuple(sorted(map(_verb, rows(text, name, 4)), key=lambda verb: verb.lemma))


def _verb(row: TableLine) -> Verb:
    lemma, effect, confidence, change = row.cells
    if len(row.words()) != 1:
        raise row.error(f"`{lemma}` is more than one verb")
    if effect == change == NONE:
        raise row.error(f"`{lemma}` has neither an effect nor a change")
    if (effect == NONE) != (confidence == NONE):
        raise row.error("an effect needs a confidence, and a confidence an effect")
    acts, weight = (0, 0.0) if effect == NONE else (row.sign(1), row.confidence(2))
    return Verb(lemma, acts, 0 if change == NONE else row.sign(3), weight)


@cache
def lexicon() -> dict[str, tuple[VerbForm, ...]]:
    """Written form → the verbs that it is a form of."""
    found: dict[str, list[VerbForm]] = {}
    for verb in parse_verbs(table_text("verbs.tsv"), "verbs.tsv"):
        for written, forms in forms_of(verb.lemma).items():
            found.setdefault(written, []).append(VerbForm(verb, frozenset(forms)))
    return {written: tuple(verbs) for written, verbs in found.items()}


def every_form(lemmas: Iterable[str]) -> frozenset[str]:
    """All forms of verbs."""
    return frozenset(form for lemma in lemmas for form in forms_of(lemma))


NOUN_TOO = word_list("noun-too")
"""Lemmas whose base form and -s form may be nouns."""
ADJECTIVE_TOO = word_list("adjective-too")
BE = word_list("be")
HAVE = word_list("have")
DO = word_list("do")
MODAL = word_list("modal")
AUXILIARY = BE | HAVE | DO | MODAL
NEGATIVE = word_list("negative")
HAPPENING = word_list("happening")
"""Lemmas whose subject something happens to: "the shops do not lose trade" denies no effect."""
CHAIN = every_form(word_list("chain")) | word_list("chain-adjectives")
"""Words that join a verb with `to`: "tends to raise"."""
COMMON_FINITE = (
    frozenset(
        form
        for lemma in word_list("common-finite")
        for form, kinds in forms_of(lemma).items()
        if kinds - {"ing"}
    )
    - word_list("not-finite")
) | word_list("finite")
