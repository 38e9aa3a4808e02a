"""The readings of a case: four that are always there, and those that it adds.

Tables of strengths are a judgement, and a conclusion that holds under one of them alone says more
about the table than about the text. So every conclusion is drawn under a family of them (robust
Bayesian analysis: J. O. Berger, "An overview of robust Bayesian analysis", Test 3, 1994).
"""

from collections.abc import Mapping

from contention.case.bounds import READINGS, STRENGTH
from contention.case.convert.converter import Converter
from contention.case.convert.scales import STRENGTHS, WordTables, fold
from contention.case.schema.case import ReadingEntry
from contention.case.strength_reading import WordReading
from contention.case.suggestions import did_you_mean

CODED = "coded"
"""id of the reading that is the case's own tables: the one that gives verdicts their word"""
LENGTH_NEUTRAL: Mapping[str, float] = {
    "weak": 1.0 / 3.0,
    "unqualified": 1.0,
    "strong": 1.5,
    "decisive": 2.0,
}
"""Median elasticities at which a link passes a change on in full, so that nothing is lost by coding
a mechanism in several steps."""


def default_readings(words: WordTables) -> dict[str, WordReading]:
    """The four readings that every case has, in the order in which they are shown."""
    coded = dict(words.strength)
    found = (
        WordReading(
            CODED, "as coded", "The tables of the case: what a link usually passes on.", coded
        ),
        WordReading(
            "length_neutral",
            "length-neutral",
            "An unqualified link passes its cause's change on in full, so that splitting a "
            "mechanism into steps makes it no weaker. Links within a loop are limited together, "
            "or most loops would run away.",
            _length_neutral(coded),
            scaling="stable loops",
        ),
        WordReading(
            "shared",
            "shared",
            "The causes of one effect share its movement, so that naming more of them makes it no "
            "larger.",
            coded,
            scaling="shared",
        ),
        WordReading(
            "wide",
            "wide",
            "The same words with twice the spread: nobody measured what they mean.",
            coded,
            spread=2.0,
        ),
    )
    return {reading.id: reading for reading in found}


def _length_neutral(coded: Mapping[str, float]) -> dict[str, float]:
    """The length-neutral table; words that a case adds are scaled as `unqualified` is.

    None leaves its place: a word between `strong` and `decisive` in the tables stays there.
    """
    found = dict(LENGTH_NEUTRAL)
    for word in (each for each in coded if each not in LENGTH_NEUTRAL):
        below = [LENGTH_NEUTRAL[known] for known in STRENGTHS if coded[known] <= coded[word]]
        above = [LENGTH_NEUTRAL[known] for known in STRENGTHS if coded[known] >= coded[word]]
        scaled = coded[word] / coded["unqualified"]
        kept = min(max([scaled, *below]), min([STRENGTH.most, *above]))
        found[word] = max(kept, STRENGTH.least)
    return found


def read_readings(reading: Converter, given: Mapping[str, ReadingEntry]) -> dict[str, WordReading]:
    """The default readings, replaced and added to by those of `case.yaml`."""
    found = default_readings(reading.words)
    for id_, entry in given.items():
        if id_ == CODED:
            reading.draft.note(
                reading.draft.case_tree.place_of_key("readings", id_),
                f"the reading `{CODED}` is what `tables` say",
                "change `tables`, or give this reading another id",
            )
        else:
            found[id_] = _value(reading, id_, entry)
    if len(found) > READINGS:
        reading.draft.note(
            reading.draft.case_tree.place_of_key("readings"),
            f"with the four that every case has there are {len(found)} readings",
            f"at most {READINGS} are run: leave some out",
        )
    return found


def _value(reading: Converter, id_: str, entry: ReadingEntry) -> WordReading:
    for key in ("title", "reason"):
        if not getattr(entry, key).strip():
            place = reading.draft.case_tree.place("readings", id_, key)
            reading.draft.note(place, f"the `{key}` of a reading is empty", "describe it in words")
    table = _table(reading, id_, entry)
    _check_order(reading, id_, entry, table)
    if entry.scaling == "none" and entry.spread == 1.0 and table == reading.words.strength:
        reading.draft.warn(
            reading.draft.case_tree.place_of_key("readings", id_),
            f"the reading `{id_}` is the same as `{CODED}`",
            "give it a table (`strength`), a `spread` or a `scaling` of its own",
        )
    return WordReading(id_, entry.title, entry.reason, table, entry.spread, entry.scaling)


def _table(reading: Converter, id_: str, entry: ReadingEntry) -> dict[str, float]:
    """The strengths of the case with those of a reading in their place."""
    coded = reading.words.strength
    table = dict(coded)
    seen: set[str] = set()
    for written, number in entry.strength.items():
        word = fold(written)
        if word in seen:
            reading.draft.note(
                reading.draft.case_tree.place_of_key("readings", id_, "strength", written),
                f"`{word}` has two numbers here",
                "capitals and spaces do not count: keep one of them",
            )
        elif word in coded:
            table[word] = number
            seen.add(word)
        else:
            reading.draft.note(
                reading.draft.case_tree.place_of_key("readings", id_, "strength", written),
                f"`{written}` is not a word in the strength table",
                did_you_mean(word, coded, "`tables: strength` in case.yaml"),
            )
    return table


def _check_order(
    reading: Converter, id_: str, entry: ReadingEntry, table: Mapping[str, float]
) -> None:
    """A reading may move words closer together or further apart; it may not swap them."""
    coded = reading.words.strength
    for written in entry.strength:
        word = fold(written)
        swapped = [
            other
            for other in table
            if word in coded and (coded[word] - coded[other]) * (table[word] - table[other]) < 0
        ]
        if swapped:
            other = swapped[0]
            weaker, stronger = sorted((word, other), key=lambda each: table[each])
            reading.draft.note(
                reading.draft.case_tree.place("readings", id_, "strength", written),
                f"here `{weaker}` is weaker than `{stronger}`, in `tables` it is stronger",
                "a reading keeps the order of the words",
            )
            return
