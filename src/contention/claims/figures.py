"""Numbers that a text states: value, unit, subject, comparator, date, source."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from contention.case.values import Anchor
from contention.claims.numbers import Amount, amounts
from contention.claims.values import AUTHOR, Comparator, ProposedFigure
from contention.language.vocabulary import vocabulary
from contention.read.dates import dates_in
from contention.read.document import Range, ReadDocument

_COMPARING: tuple[tuple[str, Comparator], ...] = (
    (r"at least|no (?:fewer|less) than|not less than|a minimum of|upwards of", "at least"),
    (r"at most|no more than|not more than|up to|as (?:many|much) as|a maximum of", "at most"),
    (r"more than|over|above|exceeding|in excess of|greater than|well over", "over"),
    (r"fewer than|less than|under|below|almost|nearly|just under|close to", "under"),
    (r"exactly|precisely", "exactly"),
    (
        r"about|around|roughly|approximately|some|circa|an estimated|estimated at|"
        r"estimated to be|estimates of|~|≈",
        "about",
    ),
)
_COMPARATORS = tuple(
    (re.compile(rf"(?:\b|(?=[~≈]))(?:{pattern})\s*(?:the\s+|a\s+|some\s+)?[$€£¥]?$", re.I), word)
    for pattern, word in _COMPARING
)
_ESTIMATED = re.compile(r"\bestimated\b.{0,20}$", re.I | re.S)
_AFTER_MORE = re.compile(r"\s*(?:or more|and (?:over|above))\b", re.I)
_SOURCE = re.compile(
    r"\b(?:according to|as reported by|figures from|data from|estimates (?:by|from)|reported by)\s+"
    r"((?:the\s+)?[^,.;:()\n]{2,60}?)(?=,|\.|;|:|\(|\s+(?:in|on|show|shows|suggest|suggests|have|has|at|that|for)\b|$)",
    re.I,
)
_SAID = re.compile(
    r"^((?:The\s+)?[A-Z][\w’'.&-]*(?:\s+(?:of|for|the|and|on|[A-Z][\w’'.&-]*)){0,6})\s+"
    r"(?:says|said|reports|reported|estimates|estimated|counts|counted|found|puts|put)\b"
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SUBJECT_STOP = vocabulary(
    """
    have has had is are was were be been will would can could may might who which that when
    where while because since and but or as by with after before during until if than then
    according estimated over under about more less at
    """
)
_PERSON = vocabulary(
    """
    people civilians persons residents soldiers refugees workers children women men patients
    households families students deaths casualties citizens migrants protesters employees
    tenants adults victims prisoners troops lives inhabitants voters pupils teachers nurses
    doctors jobs
    """
)
_GROUPS = vocabulary("households families jobs deaths casualties lives")


@dataclass(frozen=True)
class _Sentence:
    text: str
    where: Range
    dates: list[tuple[int, int, str]]
    source: str | None


def find_figures(document: ReadDocument) -> tuple[ProposedFigure, ...]:
    """Every figure of a document in order; dates, list marks and note calls are none."""
    found = [each for sentence in document.sentences for each in _of(document, sentence)]
    return tuple(replace(each, id=f"{document.id}_figure_{n}") for n, each in enumerate(found, 1))


def _of(document: ReadDocument, where: Range) -> Iterator[ProposedFigure]:
    text = document.slice(where)
    if not any(each.isdigit() for each in text) and not _spelled(text):
        return
    dates = dates_in(text)
    sentence = _Sentence(text, where, dates, _source(text))
    for amount in amounts(text):
        if not any(start < amount.end and amount.start < end for start, end, _ in dates):
            figure = _figure(document, sentence, amount)
            if figure is not None:
                yield figure


_SPELLED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|"
    r"seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|half|third|quarter|"
    r"one|percent|doubled|tripled|a fifth|tenth)\b",
    re.I,
)


def _spelled(text: str) -> bool:
    return _SPELLED.search(text) is not None


def _figure(document: ReadDocument, sentence: _Sentence, amount: Amount) -> ProposedFigure | None:
    unit, subject, end = _counted(sentence.text, amount)
    if not unit and not subject:
        return None
    start, comparator = _comparator(sentence.text, amount)
    offset = sentence.where[0]
    spelled_small = amount.spelled and amount.value < 13 and not amount.unit
    return ProposedFigure(
        id="",
        document=document.id,
        subject=subject,
        value=amount.value,
        high=amount.high,
        unit=unit,
        comparator=comparator,
        anchor=Anchor(offset + start, offset + max(end, amount.end)),
        confidence=0.4 if spelled_small else 0.8,
        found_by="rules",
        sentence=sentence.where,
        date=_date(sentence, amount),
        source=sentence.source,
        holder=sentence.source or AUTHOR,
    )


def _comparator(text: str, amount: Amount) -> tuple[int, Comparator]:
    """Where the figure with its comparator begins, and the comparator."""
    before = text[max(0, amount.start - 40) : amount.start]
    start = amount.start
    word: Comparator | None = "about" if amount.vague else None
    stripped = before.rstrip("(")
    for pattern, meaning in _COMPARATORS:
        found = pattern.search(stripped)
        if found:
            begins = found.start()
            while begins < len(stripped) and stripped[begins].isspace():
                begins += 1
            start, word = amount.start - len(before) + begins, meaning
            break
    if _AFTER_MORE.match(text, amount.end):
        word = "at least"
    if word is None:
        word = "about" if _ESTIMATED.search(before) or amount.high is not None else "exactly"
    if word == "exactly" and amount.spelled and amount.value >= 1000:
        word = "about"
    return start, word


def _counted(text: str, amount: Amount) -> tuple[str, str, int]:
    """Unit and subject of a number, and where the subject ends."""
    following = text[amount.end : amount.end + 120]
    words: list[str] = []
    end = amount.end
    for match in _WORD.finditer(following):
        gap = following[end - amount.end : match.start()]
        if any(mark in gap for mark in ",.;:()—–?!\n\n") or (
            words and match[0].lower() in _SUBJECT_STOP
        ):
            break
        if not words and match[0].lower() in _SUBJECT_STOP:
            break
        words.append(match[0])
        end = amount.end + match.end()
        if len(words) == 8:
            break
    while words and words[-1].lower() in (
        "of",
        "the",
        "a",
        "in",
        "to",
        "for",
        "on",
        "from",
        "its",
        "their",
    ):
        words.pop()
    if words[:1] == ["of"]:
        words = words[1:]
    subject = " ".join(words)
    unit = amount.unit
    if not unit and words:
        unit = _unit_of(words)
    if not subject or amount.unit:
        subject = _with_before(text, amount, subject)
    return unit, subject, end if words else amount.end


def _unit_of(words: list[str]) -> str:
    """The unit that counted words are in: people are `person`, else the noun itself."""
    head = next(
        (
            i
            for i, word in enumerate(words)
            if word.lower() in ("of", "in", "from", "for", "on", "to")
        ),
        len(words),
    )
    noun = words[head - 1].lower() if head else words[0].lower()
    for word in [each.lower() for each in words[:head]][::-1]:
        if word in _PERSON:
            noun = word
            break
    if noun in _PERSON and noun not in _GROUPS:
        return "person"
    return {
        "deaths": "person",
        "casualties": "person",
        "lives": "person",
        "families": "family",
    }.get(noun) or (noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun)


_VERBS_BEFORE = vocabulary(
    """
    is was were are has have had will by estimated at fell rose grew from reached cost costs to
    """
)


def _with_before(text: str, amount: Amount, after: str) -> str:
    """The subject of a quantity with a unit: what stands after it, else the clause before it."""
    if after.startswith("of ") or (after and amount.unit in ("percent", "")):
        return after.removeprefix("of ").removeprefix("the ")
    before = re.split(r"[;:(]|, (?=and|but|while|with)|\. ", text[: amount.start])[-1]
    words = [match[0] for match in _WORD.finditer(before[-160:])]
    kept: list[str] = []
    for word in words:
        if kept and word.lower() in _VERBS_BEFORE:
            break
        if kept or word.lower() not in ("the", "a", "and", "but", "in", "over", "about"):
            kept.append(word)
    return " ".join(kept[:10]) or after


def _date(sentence: _Sentence, amount: Amount) -> str | None:
    """The nearest date in the sentence, the one after the figure first."""
    if not sentence.dates:
        return None
    after = [each for each in sentence.dates if each[0] >= amount.end]
    nearest = after[0] if after else sentence.dates[-1]
    return nearest[2]


def _source(text: str) -> str | None:
    named = _SOURCE.search(text) or _SAID.search(text)
    return " ".join(named[1].split()) if named else None
