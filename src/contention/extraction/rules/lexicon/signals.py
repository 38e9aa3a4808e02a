"""Signals: verbs with what follows them, frames, connectives, and verbs with particles."""

from dataclasses import dataclass
from functools import cache

from contention.extraction.rules.lexicon.data_files import TableLine, rows, table_text, word_list
from contention.extraction.rules.lexicon.inflect import forms_of
from contention.extraction.rules.lexicon.verbs import BE, every_form
from contention.extraction.rules.syntax.sentence import Parsed


@dataclass(frozen=True)
class Phrasal:
    """A verb and the words after it; reversed if its subject is the effect."""

    words: tuple[str, ...]
    sign: int
    weight: float
    reverse: bool = False
    necessary: bool = False


_SIGNS = {"+": 1, "-": -1, "?": 2, "0": 0, "<+": 1, "<-": -1}
_NECESSARY = "necessary"


def parse_phrases(text: str, name: str) -> tuple[Phrasal, ...]:
    """The phrases of a table; raises TableError for an unusable line."""
    return tuple(map(_phrase, rows(text, name, 3, 4)))


def _phrase(row: TableLine) -> Phrasal:
    mark = row.cells[3] if len(row.cells) > 3 else None
    if mark not in (None, _NECESSARY):
        raise row.error(f"unknown mark `{mark}`; the fourth cell is `{_NECESSARY}` or left out")
    return Phrasal(
        row.words(),
        row.sign(1, _SIGNS),
        row.confidence(2),
        reverse=row.cells[1].startswith("<"),
        necessary=mark is not None,
    )


@dataclass(frozen=True)
class Frame:
    """What becomes of the object of a verb, by a word after it."""

    words: tuple[str, ...]
    """any of these stands after the object"""
    sign: int
    affected: str
    """`object`, `rest`, `both`, `use`, `deed`"""
    weight: float


_AFFECTED = ("object", "rest", "both", "use", "deed")


def parse_frames(text: str, name: str) -> dict[str, tuple[Frame, ...]]:
    """Verb, in any of its forms → its frames; raises TableError for an unusable line."""
    found: dict[str, list[Frame]] = {}
    for row in rows(text, name, 5, own=4):
        verb, words, _, affected, _ = row.cells
        if affected not in _AFFECTED:
            raise row.error(f"unknown part `{affected}`; use one of {' '.join(_AFFECTED)}")
        frame = Frame(tuple(words.split()), row.sign(2), affected, row.confidence(4))
        for form in forms_of(verb):
            found.setdefault(form, []).append(frame)
    return {form: tuple(frames) for form, frames in found.items()}


@cache
def phrasals() -> dict[str, tuple[Phrasal, ...]]:
    """First word, in any of its forms → signals that begin with it, longest first."""
    found: dict[str, list[Phrasal]] = {}
    for entry in parse_phrases(table_text("phrases.tsv"), "phrases.tsv"):
        head = entry.words[0]
        written = BE if head == "be" else forms_of(head)
        if head == "have":
            written = frozenset(("have", "has", "had", "having"))
        for form in written:
            found.setdefault(form, []).append(entry)
    return {form: tuple(sorted(each, key=lambda e: -len(e.words))) for form, each in found.items()}


FRAMES = parse_frames(table_text("frames.tsv"), "frames.tsv")
BARE = every_form(word_list("bare-causatives"))
"""Verbs after whose object a bare verb can stand."""
MAKE = every_form(word_list("making"))
BLAME = {
    **dict.fromkeys(every_form(word_list("attributing-cause")), False),
    **dict.fromkeys(every_form(word_list("attributing-effect")), True),
}
"""Attributing verbs: True if the object is the effect ("attribute the war to …")."""
NOUNS = {
    **dict.fromkeys(word_list("raising-nouns"), 1),
    **dict.fromkeys(word_list("lowering-nouns"), -1),
}
"""Nouns saying that their subject acts on what follows `of`, `to`, `for`."""
REVERSED_NOUNS = word_list("effect-nouns")
NOUN_LINKS = word_list("noun-links")
BEGINNINGS = frozenset((*BLAME, *FRAMES, *MAKE, *phrasals()))
"""Words that a signal of a verb and what follows it can begin with."""


_KINDS = ("because", "so", "if")


@dataclass(frozen=True)
class Connective:
    """A connective of one or several words."""

    words: tuple[str, ...]
    kind: str
    """`because` before a reason, `so` before a consequence, `if` before a condition"""
    weight: float


def parse_connectives(text: str, name: str) -> dict[str, tuple[Connective, ...]]:
    """First word → connectives, longest first; raises TableError for an unusable line."""
    found: dict[str, list[Connective]] = {}
    for row in rows(text, name, 3):
        if row.cells[1] not in _KINDS:
            raise row.error(f"unknown kind `{row.cells[1]}`; use one of {' '.join(_KINDS)}")
        words = tuple(row.cells[0].split())
        found.setdefault(words[0], []).append(Connective(words, row.cells[1], row.confidence(2)))
    return {low: tuple(sorted(e, key=lambda c: -len(c.words))) for low, e in found.items()}


CONNECTIVES = parse_connectives(table_text("connectives.tsv"), "connectives.tsv")


def parse_particles(text: str, name: str) -> dict[tuple[str, str], int]:
    """Verb and particle → sign; raises TableError for an unusable line."""
    found: dict[tuple[str, str], int] = {}
    for row in rows(text, name, 2):
        words = row.words()
        if len(words) != 2:
            raise row.error(f"expected a verb and a particle, found `{row.cells[0]}`")
        found[words[0], words[1]] = row.sign(1)
    return found


_PARTICLES = {
    (form, particle): sign
    for (verb, particle), sign in parse_particles(
        table_text("particles.tsv"), "particles.tsv"
    ).items()
    for form in forms_of(verb)
}


def particle_sign(parsed: Parsed, at: int) -> int:
    """The sign of the change that a verb and the word after it express together; 0 for none."""
    if parsed.low(at + 2) in ("of", "on"):
        return 0  # "runs out of fuel": it is the fuel that does
    return _PARTICLES.get((parsed.low(at), parsed.low(at + 1)), 0)
