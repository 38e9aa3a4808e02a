"""Signals of several words: "lead to", "be a response to", "drag … down"."""

from dataclasses import dataclass
from functools import cache

from contention.extraction.rules.lexicon.data_files import TableLine, rows, table_text, word_list
from contention.extraction.rules.lexicon.inflect import forms_of
from contention.extraction.rules.lexicon.verbs import BE, every_form


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


def parse_causatives(text: str, name: str) -> dict[str, tuple[int, float]]:
    """Verb → sign and confidence; raises TableError for an unusable line."""
    found: dict[str, tuple[int, float]] = {}
    for row in rows(text, name, 3):
        if len(row.words()) != 1:
            raise row.error(f"`{row.cells[0]}` is more than one verb")
        found[row.cells[0]] = (row.sign(1), row.confidence(2))
    return found


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


@cache
def seconds() -> dict[str, dict[str, tuple[Phrasal, ...]]]:
    """First word, in any of its forms → second word ("" for none) → signals, longest first."""
    found: dict[str, dict[str, list[Phrasal]]] = {}
    for form, entries in phrasals().items():
        for entry in entries:
            following = entry.words[1] if len(entry.words) > 1 else ""
            found.setdefault(form, {}).setdefault(following, []).append(entry)
    return {form: {k: tuple(v) for k, v in each.items()} for form, each in found.items()}


SPLIT_DOWN = every_form(word_list("split-down"))
"""Verbs that take "down" after their object."""
SPLIT_UP = every_form(word_list("split-up"))
CAUSATIVE = {
    form: value
    for verb, value in parse_causatives(table_text("causatives.tsv"), "causatives.tsv").items()
    for form in forms_of(verb)
}
"""Verbs whose object then does something ("to", "from", or the bare verb)."""
BARE = every_form(word_list("bare-causatives"))
MAKE = every_form(word_list("making"))
TURN = every_form(word_list("turning"))
PUSH = every_form(word_list("pushing"))
GIVE = every_form(word_list("giving"))
GIFTS = word_list("gifts")
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

FRAME_WORDS = frozenset((*BLAME, *TURN, *PUSH, *GIVE, *CAUSATIVE, *MAKE, *SPLIT_DOWN, *SPLIT_UP))
"""Words that a verb whose object does or becomes something can begin with."""
BEGINNINGS = FRAME_WORDS | frozenset(phrasals())
"""Words that any of these signals can begin with."""
