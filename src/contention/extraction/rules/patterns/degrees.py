"""How strongly, how late and for how long: words of degree and time around a link."""

import re

from contention.extraction.rules.lexicon.data_files import phrase_list, word_list
from contention.extraction.rules.patterns.found_links import Link
from contention.extraction.rules.syntax.sentence import Parsed
from contention.language.vocabulary import listed

_STRONG, _WEAK, _DECISIVE = word_list("strong"), word_list("weak"), word_list("decisive")
_TRANSIENT = word_list("transient")
_TIMES = word_list("times")
_AMOUNT = re.compile(
    r"\b(?:within|after|in|over|for)\s+(?:the\s+)?(?:next\s+|coming\s+|about\s+|around\s+|just\s+|only\s+)?"
    r"(\d{1,3}|a|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|several|some|"
    r"a few|many)\s+"
    r"(day|week|month|year|decade|generation)s?\b"
)
_NUMBERS = {
    word: value
    for value, word in enumerate(listed("zero one two three four five six seven eight nine ten"))
} | {"a": 1, "twelve": 12, "eighteen": 18}
_GENERATION = 25
"""years"""
_SAID = {
    phrase: duration.replace("-", " ")
    for duration in ("days", "weeks", "months", "years", "a-year", "decades", "a-generation")
    for phrase in map(" ".join, phrase_list(f"delay-{duration}"))
}
_NEAR = 6


def strength(parsed: Parsed, link: Link) -> str | None:
    """A word of the strength table, if the text states a strength."""
    around = set(parsed.words.low[max(0, link.signal[0] - 2) : link.signal[1] + 3])
    for start, _ in (link.cause.span, link.effect.span):
        around |= set(parsed.words.low[start : start + 2])
    if link.necessary or around & _DECISIVE:
        return "decisive"
    if around & _STRONG:
        return "strong"
    return "weak" if around & _WEAK else None


def delay(parsed: Parsed, link: Link) -> str | None:
    """A duration as a case writes it, if the text states a delay."""
    start = max(0, min(link.signal[0], link.effect.span[0]) - _NEAR)
    lows = parsed.words.low[start : max(link.signal[1], link.effect.span[1]) + _NEAR]
    if _TIMES.isdisjoint(lows):
        return None
    text = " ".join(lows)
    said = next((duration for phrase, duration in _SAID.items() if phrase in text), None)
    found = _AMOUNT.search(text)
    if said or found is None or text[: found.start()].endswith(("by ", "people ", "first ")):
        return said
    return _duration(found[1], found[2])


def _duration(number: str, unit: str) -> str:
    """A number and a unit as a case writes them: `18 months`, `a year`, `years` of several."""
    value = int(number) if number.isdigit() else _NUMBERS.get(number)
    if value is None:
        return "a generation" if unit == "generation" else f"{unit}s"
    if unit == "generation":
        return "a generation" if value == 1 else f"{_GENERATION * value} years"
    return "a year" if (value, unit) == (1, "year") else f"{value} {unit}s"


def transience(parsed: Parsed, link: Link) -> str | None:
    """`true` or a duration, if the text says that the effect wears off."""
    end = max(link.signal[1], link.effect.span[1]) + 4
    lows = parsed.words.low[max(0, link.signal[0] - 3) : end]
    return "true" if _TRANSIENT & set(lows) or "for a while" in " ".join(lows) else None
