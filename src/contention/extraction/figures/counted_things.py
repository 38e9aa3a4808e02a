"""What a number is a number of: the noun that is counted, and the words around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from contention.extraction.figures.measures import MONEY, PEOPLE, counted_in, measure, plural, rate
from contention.extraction.figures.number_words import Amount
from contention.language.vocabulary import vocabulary

MOST_WORDS = 10
"""Words in a subject."""
_LOOK = 160
"""Characters examined on each side of a number."""
_MOST_LOOKED_AT = 24
"""Words examined after a number."""
_WORD = re.compile(r"[^\W_]+(?:[-'’&][^\W_]+)*")
_END = re.compile(r"[.;:()?!—]|\s–\s|\n\n|,(?!\d)")
_AUXILIARY = vocabulary(
    """
    is are was were be been being has have had will would can could may might shall should
    must do does did
    """
)
_JOINING = vocabulary(
    """
    and but or because since while when where who whom whose which that until if than then
    after before during according so although though as
    """
)
_PREPOSITIONS = vocabulary(
    "of in on at by to from for with into over under about since between among across"
)
_EMPTY = vocabulary("the a an its their his her our this these those all some any every each more")
_TAIL = _AUXILIARY | _PREPOSITIONS | _JOINING | vocabulary("only just estimated put now still also")
_WHEN = vocabulary("more less fewer next last this later earlier today each every annually yearly")
_POINTING = vocabulary("them those these whom which")
_PURE = vocabulary("percent share percentage_point celsius_degree")
_OPENING = vocabulary("that whether because if when while since although though")
_RAISING = re.compile(
    r"(?:cut|reduc|lower|rais|increas|boost|expand|slash|trim|curb|improv|shorten|extend|"
    r"strengthen|weaken|shrink)\w*",
    re.I,
)
_AFFECTED = vocabulary(
    "killed wounded injured dead died displaced missing arrested detained fled evicted homeless"
)
_STATING = vocabulary(
    """
    stood stand reached hit cost fell fall fallen rose rise risen grew grow grown dropped drop
    sank sunk shrank shrunk shrink went go gone lost lose held hold spent spend owe put take took
    paid pay made make won win left leave has worth lag behind up down kept keep ran run sold sell
    warmer cooler expected likely set due
    """
)


@dataclass(frozen=True)
class Counted:
    """What a number counts or measures."""

    unit: str
    subject: str
    end: int
    """where the noun or the unit ends"""
    factor: float = 1.0
    """that the number is to be multiplied by"""
    over: int = 0
    """where the words end that say over which time it is counted"""


@dataclass(frozen=True)
class _Words:
    """Words of the clause that follows a number, up to its end."""

    words: tuple[str, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True)
class _Place:
    """A number in its sentence, and what the number before it counts."""

    text: str
    amount: Amount
    start: int
    """of the figure with its comparator"""
    before: Counted | None


def counted(text: str, amount: Amount, start: int, before: Counted | None) -> Counted:
    """Unit and subject of a number.

    `start` is where the figure with its comparator begins; `before` is what the number before it
    in the sentence counts.
    """
    place = _Place(text, amount, start, before)
    if amount.unit:
        return _measured(place, amount.unit, amount.end, 1.0)
    unit, factor, end = measure(text, amount.end)
    if unit:
        return _measured(place, unit, end, factor)
    return _of_a_noun(place)


def _of_a_noun(place: _Place) -> Counted:
    """A number of things: "62,000 cars", "40 of the 62 districts", "410 killed"."""
    text, amount = place.text, place.amount
    clause = _following(text, amount.end, commas=True)
    head = _head(clause.words)
    if head is None:
        return _without_noun(place)
    noun, end = clause.words[head], clause.ends[head]
    after = _following(text, end).words
    words = [*clause.words[: head + 1], *after]
    if noun.lower() in MONEY:
        return _measured(place, counted_in(noun), end, 1.0)
    return _over_time(place, Counted(counted_in(noun), _said(words), end))


def _over_time(place: _Place, found: Counted) -> Counted:
    """The same per day or year, if the clause says so and the number before it does not."""
    per, match = rate(place.text[found.end : _clause_end(place.text, found.end)])
    if match is None or not found.unit:
        return found
    over = found.end + match.end()
    if place.before is not None and place.before.over == over:
        return found
    return replace(found, unit=f"{found.unit}/{per}", over=over)


def _head(words: Sequence[str]) -> int | None:
    """Where the noun stands that a number counts; None if there is none."""
    low = [word.lower() for word in words[:2]]
    if low[:1] == ["of"] and low[1:] and low[1] in _POINTING:
        return None
    start = 1 if low[:1] == ["more"] else 0
    if len(words) == start or _affected(words[start]) or words[start].lower() in _AUXILIARY:
        return None
    while start < len(words) and (
        words[start].lower() in ("of", "the", "its", "other", "their") or words[start].isdigit()
    ):
        start += 1
    for at in range(start, min(len(words), start + 8)):
        word = words[at].lower()
        if plural(word):
            follows = at + 1 < len(words) and plural(words[at + 1]) and not words[at + 1].isupper()
            return at + 1 if follows else at
        if word in _TAIL - {"and", "or", "as"} or _affected(word):
            return at - 1 if at > start == 0 else None
    return None


def _affected(word: str) -> bool:
    return word.lower() in _AFFECTED


def _without_noun(place: _Place) -> Counted:
    """A number whose noun is left out: "410 killed", "5 million have fled", "180,000 in 2020"."""
    text, amount, before = place.text, place.amount, place.before
    words = _following(text, amount.end).words
    said = [word for word in words if word.lower() not in ("more",)]
    if said[:1] == ["of"] and said[1:2] and said[1].lower() in _POINTING:
        said = said[2:]
        if before is not None:
            return _over_time(
                place, Counted(before.unit, _said(said) or before.subject, amount.end)
            )
    verbal = bool(said) and (_affected(said[0]) or said[0].lower() in _AUXILIARY)
    earlier = _preceding(place)
    noun = next((word for word in reversed(earlier) if plural(word)), "")
    if verbal:
        unit = before.unit if before is not None and before.unit else "person"
        return _over_time(place, Counted(unit.split("/")[0], _said(said), amount.end))
    if before is not None and not words_left(said):
        return Counted(before.unit, before.subject, amount.end)
    if said and said[0].lower() not in _TAIL:
        subject = _said(said)
        return Counted(counted_in(said[0]) if len(said) == 1 else "", subject, amount.end)
    unit = counted_in(noun) if noun else ""
    return _over_time(place, Counted(unit, _said(earlier), amount.end))


def words_left(words: Sequence[str]) -> bool:
    """Whether words say more than a date or a place."""
    return any(
        word.lower() not in _TAIL and not word.isdigit() and not word[:1].isupper()
        for word in words
    )


def _measured(place: _Place, unit: str, end: int, factor: float) -> Counted:
    """A number with a unit: its subject stands after "of", or before it."""
    text = place.text
    _, found = rate(text[end : _clause_end(text, end)])
    subject = _subject_after(place, unit, end, found) or _subject_before(place)
    after = _following(text, end).words
    if not subject and place.before is not None and not words_left(after):
        subject = place.before.subject
    measured = Counted(unit, subject or _said(after, found), end, factor)
    return measured if unit in _PURE else _over_time(place, measured)


def _subject_after(place: _Place, unit: str, end: int, over: re.Match[str] | None) -> str:
    """The subject where it follows: "of homes", "in damage", "72% would leave"."""
    words = _following(place.text, end).words
    low = [word.lower() for word in words]
    if low[:1] == ["of"]:
        return _said(words[1:], over)
    if unit in ("percent", "share"):
        free = bool(low) and low[0] not in (_TAIL - _AUXILIARY) | _WHEN
        return _said(words, over) if free else ""
    if low[:1] == ["in"] and place.amount.unit and low[1:2] and not low[1].isdigit():
        return _said(words[1:2], over)
    if low[:1] and low[0] in ("on", "for", "per"):
        before = _subject_before(place)
        return f"{before} {_said(words, over)}".strip() if before else ""
    return ""


def _subject_before(place: _Place) -> str:
    """The subject in the clause before a number, without its verb."""
    words = list(_preceding(place))
    by = bool(words) and words[-1].lower() == "by"
    words = _without_tail(words)
    if by:
        for at in range(len(words) - 1, -1, -1):
            if _RAISING.fullmatch(words[at]) and at + 1 < len(words):
                return _said(words[at + 1 :])
    if words and _ends_in_verb(words):
        words = _without_tail(words[:-1])
    return _said(_first_part(words))


def _ends_in_verb(words: Sequence[str]) -> bool:
    last = words[-1]
    if last.lower() in _STATING or _RAISING.fullmatch(last):
        return True
    return len(words) > 1 and _verb_like(words[-2], last)


def _first_part(words: Sequence[str]) -> list[str]:
    """The words before the first verb of the innermost clause."""
    opened = [at for at, word in enumerate(words[:-1]) if word.lower() in _OPENING]
    clause = list(words[opened[-1] + 1 :] if opened else words)
    verbs = [at for at, word in enumerate(clause) if at and word.lower() in _STATING | _AUXILIARY]
    return _without_tail(clause[: verbs[0]] if verbs else clause)


def _verb_like(before: str, word: str) -> bool:
    low = word.lower()
    if low.endswith("ed"):
        return True
    return low.endswith("s") and plural(low) and not plural(before) and low not in PEOPLE


def _without_tail(words: Sequence[str]) -> list[str]:
    kept = list(words)
    while kept and (kept[-1].lower() in _TAIL or kept[-1].lower().endswith("ly")):
        kept.pop()
    return kept


def _preceding(place: _Place) -> tuple[str, ...]:
    """Words of the clause before a number; a comma ends it only if words are left after it."""
    first = max(0, place.start - _LOOK, place.before.end if place.before is not None else 0)
    passage = re.split(r"[.;:(?!—]\s|\s–\s", place.text[first : place.start])
    while len(passage) > 1 and not _WORD.search(passage[-1]):
        passage.pop()
    parts = [part for part in passage[-1].split(",") if _WORD.search(part)]
    if not parts:
        return ()
    while len(parts) > 1 and not _without_tail(_WORD.findall(parts[-1])):
        parts.pop()
    words = _WORD.findall(parts[-1])
    if words and words[0].lower() in ("which", "who", "that") and len(parts) > 1:
        words = [*_WORD.findall(parts[-2]), *words[1:]]
    return tuple(words)


def _clause_end(text: str, at: int) -> int:
    found = _END.search(text, at, at + _LOOK + 3)
    return min(found.start() if found else len(text), at + _LOOK)


def _following(text: str, at: int, *, commas: bool = False) -> _Words:
    """The words after a place up to the end of the clause; with `commas`, over commas too."""
    words: list[str] = []
    ends: list[int] = []
    stop = at + _LOOK
    for match in islice(_WORD.finditer(text, at, min(len(text), stop)), _MOST_LOOKED_AT):
        gap = text[ends[-1] if ends else at : match.start()]
        closing = _END.search(gap)
        if closing and not (commas and words and closing[0] == ","):
            break
        if not commas and words and match[0].lower() in _JOINING:
            break
        words.append(match[0])
        ends.append(match.end())
    return _Words(tuple(words), tuple(ends))


def _said(words: Sequence[str], over: re.Match[str] | None = None) -> str:
    """Words as a subject: without auxiliaries and empty words at either end."""
    left_out = set(_WORD.findall(over[0])) if over else set()
    kept = [word for word in words if word.lower() not in _AUXILIARY and word not in left_out]
    while kept and kept[0].lower() in _EMPTY | _PREPOSITIONS | _JOINING:
        kept.pop(0)
    kept = kept[:MOST_WORDS]
    while kept and kept[-1].lower() in _EMPTY | _PREPOSITIONS | _JOINING:
        kept.pop()
    return " ".join(kept)
