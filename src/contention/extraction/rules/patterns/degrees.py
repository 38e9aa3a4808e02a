"""How strongly, how late and for how long: words of degree and time around a link."""

import re

from contention.extraction.rules.lexicon.phrase_tables import phrases_of
from contention.extraction.rules.patterns.found_links import Link
from contention.extraction.rules.syntax.sentence import Parsed
from contention.language.vocabulary import listed, vocabulary

_STRONG = vocabulary(
    """
    sharply drastically massively greatly strongly seriously heavily dramatically
    significantly substantially severely primarily mainly chiefly hugely enormously
    profoundly considerably radically main primary chief major principal biggest largest
    strong powerful huge dramatic sharp steep drastic severe record devastating crippling
    widely vastly deeply markedly key crucial vital soaring surging plummeting
    """
)
_WEAK = vocabulary(
    """
    slightly somewhat marginally modestly partly partially little mildly minor modest slight
    marginal small barely hardly gently limited
    """
)
_DECISIVE = vocabulary(
    """
    inevitably automatically necessarily invariably decisively always only sole decisive
    inevitable certainly guarantee guarantees guaranteed impossible fatal inescapably
    unavoidably
    """
)
_TRANSIENT = vocabulary(
    """
    temporarily briefly short-lived temporary brief fleeting momentary momentarily respite
    short-term transient transitory
    """
)
_AMOUNT = re.compile(
    r"\b(?:within|after|in|over|for)\s+(?:the\s+)?(?:next\s+|coming\s+|about\s+|around\s+|just\s+|only\s+)?"
    r"(\d{1,3}|a|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|several|some|"
    r"a few|many)\s+"
    r"(days?|weeks?|months?|years?|decades?|generations?)\b"
)
_NUMBERS = {
    word: value
    for value, word in enumerate(listed("zero one two three four five six seven eight nine ten"))
} | {"twelve": 12, "eighteen": 18}
_PLURAL = {
    "day": "days",
    "week": "weeks",
    "month": "months",
    "year": "years",
    "decade": "decades",
    "generation": "a generation",
}
_PHRASES = tuple(
    (" ".join(words[: words.index("=")]), " ".join(words[words.index("=") + 1 :]))
    for words in phrases_of(
        """
        in the long run = years|in the long term = years|over the long term = years
        for decades = decades|over decades = decades|for years to come = years
        over the years = years|for years = years|over time = years|in the short run = months
        in the short term = months|within months = months|within weeks = weeks
        within days = days|within years = years|for a generation = a generation
        for generations = a generation|a year later = a year|years later = years
        months later = months|weeks later = weeks|overnight = days|immediately = days
        instantly = days|eventually = years|gradually = years|decades later = decades
        """
    )
)
_TIMES = vocabulary(
    """
    day days week weeks month months year years decade decades generation generations run term
    time overnight immediately instantly eventually gradually later
    """
)
"""Words without which no delay is stated."""
_NEAR = 6


def strength(parsed: Parsed, link: Link) -> str | None:
    """A word of the strength table, if the text states a strength."""
    start, end = max(0, link.signal[0] - 2), min(len(parsed.words), link.signal[1] + 3)
    lows = parsed.words.low[start:end]
    edges = parsed.words.low[link.effect.span[0] : link.effect.span[0] + 2]
    around = {*lows, *edges, *parsed.words.low[link.cause.span[0] : link.cause.span[0] + 2]}
    if link.necessary or around & _DECISIVE:
        return "decisive"
    if around & _STRONG:
        return "strong"
    return "weak" if around & _WEAK else None


def delay(parsed: Parsed, link: Link) -> str | None:
    """A duration as a case writes it, if the text states a delay."""
    start = max(0, min(link.signal[0], link.effect.span[0]) - _NEAR)
    end = min(len(parsed.words), max(link.signal[1], link.effect.span[1]) + _NEAR)
    lows = parsed.words.low[start:end]
    if _TIMES.isdisjoint(lows):
        return None
    text = " ".join(lows)
    for phrase, duration in _PHRASES:
        if phrase in text:
            return duration
    found = _AMOUNT.search(text)
    if found is None or text[: found.start()].endswith(("by ", "people ", "first ")):
        return None
    number, unit = found[1], found[2].rstrip("s") if found[2] != "days" else "day"
    if number in ("several", "some", "a few", "many"):
        return _PLURAL[unit]
    value = 1 if number == "a" else _NUMBERS.get(number) or int(number)
    if unit == "generation":
        return "a generation" if value == 1 else f"{25 * value} years"
    if value == 1 and unit == "year":
        return "a year"
    return f"{value} {_PLURAL[unit]}"


def transience(parsed: Parsed, link: Link) -> str | None:
    """`true` or a duration, if the text says that the effect wears off."""
    start = max(0, link.signal[0] - 3)
    end = min(len(parsed.words), max(link.signal[1], link.effect.span[1]) + 4)
    lows = parsed.words.low[start:end]
    if any(low in _TRANSIENT for low in lows) or "for a while" in " ".join(lows):
        return "true"
    return None
