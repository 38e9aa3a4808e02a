"""Finding the figures of a document."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from contention.case.bounds import countable
from contention.case.model import Anchor
from contention.documents.document import Range, ReadDocument
from contention.documents.written_dates import dates_in
from contention.extraction.figures.cited_sources import source
from contention.extraction.figures.comparators import comparator
from contention.extraction.figures.counted_things import Counted, counted
from contention.extraction.figures.measures import measure, plural
from contention.extraction.figures.number_words import Amount, amounts, holds_number
from contention.extraction.proposals import AUTHOR, Comparator, ProposedFigure

_YEARS = re.compile(r"\b(?:1[5-9]|20)\d\d\s?[–/-]\s?(?:(?:1[5-9]|20)\d\d|\d\d)\b")
_LABEL = re.compile(
    r"\b(?:article|section|chapter|phase|page|pages|p|pp|figure|fig|table|no|nr|number|platform|"
    r"hill|part|paragraph|level|type|group|grade|room|route|line|highway|version|step|stage|"
    r"annex|appendix|box|note|footnote|volume|vol|point|item|clause|resolution|protocol|"
    r"article|amendment|directive|act|covid|ward|zone|tier|class|flight|channel)\.?[\s-]*$",
    re.I,
)
_CLOCK = re.compile(
    r"\s*(?::\d\d\b|(?:[ap]\.?m\b\.?)|o['’]clock|in the (?:morning|afternoon|evening)|at night)",
    re.I,
)
_NOTE_MARK = re.compile(r"\s+[A-Z][\w’'-]*\s+[A-Z]")
_DAY = re.compile(
    r"\d{1,2}\s+(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December)\b"
)
_LAST_YEAR = re.compile(r"\b(?P<which>last|this)\s+year\b", re.I)
_AT_YEAR = re.compile(r"\b(?:in|since|of|by|until|from|to)\s+$", re.I)
_NEXT_WORD = re.compile(r"\s([a-z][\w-]*)")
_THAN = re.compile(r",[^,]*\bthan\s+(?:in\s+)?$", re.I)
_SMALL = 13
_NEAR = 40
"""Characters before a number that tell what it is."""
_CLAUSE = 200
"""Characters between a number and a date that is only compared with."""


@dataclass(frozen=True)
class _Sentence:
    text: str
    where: Range
    dates: list[tuple[int, int, str]]
    source: str | None
    dated: bytearray
    """1 for each character of a date"""


def find_figures(document: ReadDocument) -> tuple[ProposedFigure, ...]:
    """Every figure of a document in order, without dates, list marks and note calls."""
    found = [each for sentence in document.sentences for each in _of(document, sentence)]
    return tuple(replace(each, id=f"{document.id}_figure_{n}") for n, each in enumerate(found, 1))


def _of(document: ReadDocument, where: Range) -> Iterator[ProposedFigure]:
    text = document.slice(where)
    if not holds_number(text):
        return
    years = [(match.start(), match.end(), match[0][:4]) for match in _YEARS.finditer(text)]
    spans = {at for start, end, _ in years for at in range(start, end)}
    single = [each for each in dates_in(text) if not _counts(text, each) and each[0] not in spans]
    dates = sorted([*years, *single, *_spoken(text, document.date)])
    dated = bytearray(len(text))
    for start, end, _ in dates:
        dated[start:end] = b"\x01" * (end - start)
    sentence = _Sentence(text, where, dates, source(text), dated)
    before: Counted | None = None
    for amount in amounts(text):
        if _is_figure(sentence, amount):
            start, compared = comparator(text, amount)
            before = counted(text, amount, start, before)
            stated = before.unit or (before.subject and float(amount.value).is_integer())
            if stated and all(map(countable, _values(amount, before))):
                yield _figure(document, sentence, amount, before, start, compared)


def _spoken(text: str, today: str | None) -> list[tuple[int, int, str]]:
    """Last year and this year, if the document has a date to count from."""
    if not today or not today[:4].isdigit():
        return []
    return [
        (found.start(), found.end(), str(int(today[:4]) - (found["which"].lower() == "last")))
        for found in _LAST_YEAR.finditer(text)
    ]


def _counts(text: str, date: tuple[int, int, str]) -> bool:
    """Whether four digits that could be a year count what follows: "1600 megawatts"."""
    start, end, _ = date
    if end - start != 4 or _AT_YEAR.search(text[max(0, start - _NEAR) : start]):
        return False
    following = _NEXT_WORD.match(text, end)
    return bool(measure(text, end)[0]) or bool(following and plural(following[1]))


def _is_figure(sentence: _Sentence, amount: Amount) -> bool:
    """Whether a number states a quantity: no date, label, time of day or call of a note."""
    text = sentence.text
    if sentence.dated.find(1, amount.start, amount.end) >= 0:
        return False
    before = text[max(0, amount.start - _NEAR) : amount.start]
    if _LABEL.search(before[-24:]) or _CLOCK.match(text, amount.end):
        return False
    if (
        _DAY.match(text, amount.start)
        or re.search(r"\d:$", before)
        or re.search(r"[A-Z]-$", before)
    ):
        return False
    digits = text[amount.start : amount.end]
    if not amount.unit and re.fullmatch(r"\d\.0", digits) and before.rstrip()[-1:].isalpha():
        return False
    first = amount.start < _NEAR and not before.strip()
    return not (first and digits.isdigit() and _NOTE_MARK.match(text, amount.end))


def _values(amount: Amount, what: Counted) -> list[float]:
    """The figure's value, and its upper end if it is a range, in its unit."""
    ends = (amount.value, amount.high)
    return [end * what.factor for end in ends if end is not None]


def _figure(
    document: ReadDocument, sentence: _Sentence, amount: Amount, what: Counted,
    start: int, compared: Comparator,
) -> ProposedFigure:  # fmt: skip
    offset = sentence.where[0]
    bare = amount.spelled and amount.value < _SMALL and not amount.unit
    return ProposedFigure(
        id="",
        document=document.id,
        subject=what.subject,
        value=amount.value * what.factor,
        high=amount.high * what.factor if amount.high is not None else None,
        unit=what.unit,
        comparator=compared,
        anchor=Anchor(offset + start, offset + max(what.end, amount.end)),
        confidence=0.4 if bare else 0.8,
        found_by="rules",
        sentence=sentence.where,
        date=_date(sentence, amount),
        source=sentence.source,
        holder=sentence.source or AUTHOR,
    )


def _date(sentence: _Sentence, amount: Amount) -> str | None:
    """The nearest date in the sentence, the one after the figure first."""
    if not sentence.dates:
        return None
    at = bisect_left(sentence.dates, (amount.end,))
    near = (each for each in sentence.dates[at : at + 20])
    after = next(
        (each for each in near if not _compared_with(sentence.text, amount, each[0])), None
    )
    if after is not None:
        return after[2]
    before = bisect_left(sentence.dates, (amount.start,))
    return sentence.dates[before - 1][2] if before else None


def _compared_with(text: str, amount: Amount, date: int) -> bool:
    """Whether a date is that of another number, which is only compared: "a tenth more than in"."""
    return date - amount.end < _CLAUSE and _THAN.search(text[amount.end : date]) is not None
