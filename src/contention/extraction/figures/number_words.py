"""Numbers as texts write them: digits, words, scales, currencies, percentages, ranges."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from contention.extraction.figures.measures import measure, plural

_ONES: dict[str, float] = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven":
    7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen":
    19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES: dict[str, float] = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m":
    1e6, "mn": 1e6, "bn": 1e9, "k": 1e3, "tn": 1e12, "dozen": 12, "hundreds": 1e2,
    "thousands": 1e3, "millions": 1e6, "billions": 1e9, "trillions": 1e12, "dozens": 12,
}  # fmt: skip
_FRACTIONS = {
    "half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1, "thirds": 1 / 3,
    "quarters": 0.25, "fifths": 0.2, "tenths": 0.1,
}  # fmt: skip
_CURRENCIES = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₽": "RUB", "₴": "UAH", "us$": "USD",
    "dollars": "USD", "dollar": "USD", "euros": "EUR", "euro": "EUR", "pounds": "GBP",
    "rubles": "RUB", "roubles": "RUB", "hryvnias": "UAH", "yen": "JPY", "usd": "USD", "eur":
    "EUR", "gbp": "GBP",
}  # fmt: skip
_DIGITS = (
    r"\d{1,3}(?:\.\d{3})+,\d+(?!\d)|\d{1,3}(?:\.\d{3}){2,}(?![\d,])"  # 1.234,5 and 1.234.567
    r"|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?(?![\d,])"  # 12,34,567
    r"|\d{1,3}(?:[\u202f\u00a0 ]\d{3})+(?:[.,]\d{1,2}(?!\d)|\.\d+)?"
    r"|\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!,?\d)|\d+,\d{1,2}(?![\d,])|0,\d+(?![\d,])|\d+(?:\.\d+)?"
)
_SCALE = r"(?:hundred|thousand|million|billion|trillion|dozen)s?|bn|mn|tn|[mk](?![a-z])"
_MONEY = r"(?:US)?[$€£¥₽₴]"
_SPELLED = "|".join(
    sorted((word for word in _ONES if word not in ("a", "an")), key=len, reverse=True)
)
_NUMBER = re.compile(
    rf"(?P<between>\bbetween\s+)?(?<![\w.,-])(?P<money>{_MONEY})?\s?(?P<low>{_DIGITS})(?P<scale0>\s?(?:{_SCALE})\b)?"
    rf"(?:\s?(?(between)and|(?:[-–—]|to))\s?(?P<money2>{_MONEY})?(?P<high>{_DIGITS})"
    rf"(?=\s?(?:%|percent|per cent|{_SCALE}|{_MONEY}|[a-z])|[,.;:)]|$))?"
    rf"(?P<scale>[\s-]?(?:{_SCALE})\b)?"
    r"(?P<percent>\s?(?:%|percentage points?|percent\b|per cent\b))?",
    re.I,
)
_WORDS = re.compile(
    r"\b(?P<vague>(?:tens of |hundreds of )?(?:hundreds|thousands|millions|billions|dozens))\b"
    r"(?=\s+of\b)"
    rf"|\b(?P<fraction>half|(?:a|one|two|three|four)[\s-](?:thirds?|quarters?|fifths?|tenths?|half))\b"
    rf"(?P<fraction_scale>\s+a\s+(?:million|billion|thousand|dozen)\b)?(?=\s+(?:a|of|the|its|all)\b|\s+(?:million|billion)|(?:\s+[a-z]))"
    rf"|\b(?P<words>(?:(?:{_SPELLED}|a)(?:[\s-]+(?:and[\s-]+)?(?:{_SPELLED}|{_SCALE}))*))\b"
    r"(?P<percent>\s?(?:%|percent\b|per cent\b))?",
    re.I,
)
_OUT_OF = re.compile(
    rf"\b(?P<part>{_SPELLED}|\d{{1,2}})\s+(?:in|out of)\s+(?:every\s+)?"
    rf"(?P<whole>{_SPELLED}|\d{{1,3}})(?!\s*[\d,.-]\d|\s+(?:days?|weeks?|months?|years?|hours?)\b|[\w-])",
    re.I,
)
_POWER = re.compile(
    rf"(?<![\w.,-])(?:(?P<times>{_DIGITS})\s?[×x*·⋅]\s?)?10"
    r"(?:\^(?P<written>[-−]?\d{1,2})|(?P<raised>⁻?[⁰¹²³⁴-⁹]{1,2}))(?![\w^])"
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")
_COMMA = re.compile(r"\d+,\d{1,2}|0,\d+")
"""A decimal comma, or two numbers of a list: a unit behind it decides."""
_EUROPEAN = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}|\d+,\d{1,2}|0,\d+")
_RAISED_METRE = re.compile(r"\s?m(?P<power>[²³])(?!\w)")
_EXTENT = re.compile(
    r"[\s-]+(?:long|high|tall|wide|deep|thick|broad|across|above|below|away|from|apart|"
    r"in (?:length|height|depth|width|diameter)|"
    r"of (?:road|track|pipe|cable|fenc|wall|rail|cloth|water|snow))",
    re.I,
)
_NEXT_WORD = re.compile(r"\s+([a-z][\w-]*)")
_WHOLE_SCALE = re.compile(r"\s+(?:of\s+a\s+)?(million|billion)\b", re.I)
_OF_A_POINT = re.compile(r"\s+an?\s+percentage\s+point\b", re.I)
_AFTER_UNIT = re.compile(
    r"\s(dollars?|euros?|pounds|rubles|roubles|hryvnias|yen|USD|EUR|GBP)\b", re.I
)


@dataclass(frozen=True)
class Amount:
    """A number where it stands in a text."""

    start: int
    end: int
    value: float
    unit: str = ""
    high: float | None = None
    spelled: bool = False
    vague: bool = False
    """"thousands of": the least that it can mean is given"""


def amounts(text: str) -> list[Amount]:
    """Every number of a text in order; no two overlap. Linear in the text."""
    found: list[Amount] = []
    taken = bytearray(len(text))
    for pattern, reading in _READINGS:
        for match in pattern.finditer(text):
            if taken.find(1, match.start(), match.end()) < 0:
                amount = reading(text, match)
                if amount is not None:
                    found.append(amount)
                    taken[amount.start : amount.end] = b"\x01" * (amount.end - amount.start)
    return sorted(found, key=lambda each: each.start)


def _power_of_ten(text: str, match: re.Match[str]) -> Amount | None:
    """A number with a power of ten: 10⁶, 3 × 10⁻³, 2.5x10^6."""
    exponent = int((match["written"] or match["raised"]).translate(_RAISED))
    value = (_plain(match["times"]) if match["times"] else 1.0) * 10.0**exponent
    unit, end = _unit(text, None, None, match.end())
    return Amount(match.start(), end, value, unit)


def _out_of(text: str, match: re.Match[str]) -> Amount | None:
    """A share said as one number out of another: two in five."""
    del text
    part, whole = (_small(match[name]) for name in ("part", "whole"))
    if not 0 < part < whole:
        return None
    return Amount(match.start(), match.end(), part / whole, "share", None, True)


def _small(written: str) -> float:
    return float(written) if written.isdigit() else _ONES[written.lower()]


def _plain(digits: str) -> float:
    """The value of digits, grouped and divided as in English or as on the continent."""
    closed = re.sub(r"[\s\u202f\u00a0]", "", digits)
    if _EUROPEAN.fullmatch(closed):
        return float(closed.replace(".", "").replace(",", "."))
    return float(closed.replace(",", ""))


def _in_digits(text: str, match: re.Match[str]) -> Amount | None:
    scale = _scale(match["scale"]) or _scale(match["scale0"]) or 1.0
    low = _plain(match["low"]) * (_scale(match["scale0"]) or scale)
    high = _plain(match["high"]) * scale if match["high"] else None
    if high is not None and high < low:
        low, high = _plain(match["low"]), None
    money = match["money"] or match["money2"]
    unit, end = _unit(text, money, match["percent"], match.end())
    if _counts_metres(text, match) and not money:
        low, high = _plain(match["low"]), _plain(match["high"]) if match["high"] else None
        unit, end = "metre", match.end()
    elif not unit and (squared := _RAISED_METRE.match(text, end)):
        unit, end = f"metre**{'2' if squared['power'] == '²' else '3'}", squared.end()
    if _is_unclear(text, match, unit, end):
        return None
    follows = text[match.end() : match.end() + 1]
    if (
        follows.isalpha()
        or (follows == "-" and not unit)
        or text[max(0, match.start("low") - 1) : match.start("low")] == "["
    ):
        return None
    start = match.start("money") if match["money"] else match.start("low")
    return Amount(start, end, low, unit, high)


def _is_unclear(text: str, match: re.Match[str], unit: str, end: int) -> bool:
    """Whether commas make the number ambiguous: "articles 1,2", "1,500,5"."""
    if text[end : end + 1] == "," and text[end + 1 : end + 2].isdigit():
        return True
    scaled = match["scale"] or match["scale0"]
    comma = _COMMA.fullmatch(match["low"]) is not None
    return comma and not unit and not scaled and not measure(text, end)[0]


def _counts_metres(text: str, match: re.Match[str]) -> bool:
    """Whether `m` after a number is metres and not millions: "12 m high", "500m of road"."""
    written, end = match["scale"] or match["scale0"] or "", match.end()
    if written.strip(" -\u00a0") != "m" or match["percent"]:
        return False
    if _EXTENT.match(text, end):
        return True
    if not written[0].isspace() or _AFTER_UNIT.match(text, end):
        return False
    word = _NEXT_WORD.match(text, end)
    return word is None or not plural(word[1])


def _scale(written: str | None) -> float:
    return _SCALES.get(written.strip(" -\u00a0").lower(), 0.0) if written else 0.0


def _unit(text: str, money: str | None, percent: str | None, end: int) -> tuple[str, int]:
    if percent:
        return ("percentage_point" if "point" in percent else "percent"), end
    if money:
        return _CURRENCIES[money.lower()], end
    after = _AFTER_UNIT.match(text, end)
    if after:
        return _CURRENCIES.get(after[1].lower(), ""), after.end()
    return "", end


def _in_words(text: str, match: re.Match[str]) -> Amount | None:
    if match["vague"]:
        parts = [part for part in match["vague"].lower().split() if part != "of"]
        value = 2.0
        for part in parts:
            value *= 10.0 if part == "tens" else _SCALES[part]
        return Amount(match.start(), match.end(), value, "", None, True, True)
    if match["fraction"]:
        return _fraction(text, match)
    spelled = _spelled_out(match["words"])
    if spelled is None or (spelled == 1 and not match["percent"]):
        return None
    unit, end = _unit(text, None, match["percent"], match.end())
    return Amount(match.start(), end, spelled, unit, None, True)


def _fraction(text: str, match: re.Match[str]) -> Amount:
    words = match["fraction"].lower().replace("-", " ").split()
    value = (_ONES.get(words[0], 1) if len(words) > 1 else 1) * _FRACTIONS[words[-1]]
    if match["fraction_scale"]:
        scale: float = _SCALES[match["fraction_scale"].split()[-1].lower()]
        return Amount(match.start(), match.end(), value * scale, "", None, True)
    end = match.end()
    if scaled := _WHOLE_SCALE.match(text, end):
        whole = value * _SCALES[scaled[1].lower()]
        return Amount(match.start(), scaled.end(), whole, "", None, True)
    if point := _OF_A_POINT.match(text, end):
        return Amount(match.start(), point.end(), value, "percentage_point", None, True)
    return Amount(match.start(), end, value, "share", None, True)


def _spelled_out(written: str) -> float | None:
    """The value of number words; None if they are not one number."""
    total, current = 0.0, 0.0
    words = [word for word in re.split(r"[\s-]+", written.lower()) if word and word != "and"]
    if words in (["a"], ["an"]) or not words:
        return None
    for word in words:
        if word in _ONES:
            current += _ONES[word]
        elif word in ("hundred", "dozen"):
            current = (current or 1) * _SCALES[word]
        elif word not in _SCALES:
            return None
        else:
            total += (current or 1) * _SCALES[word]
            current = 0.0
    return total + current


_HOLDS = re.compile(
    rf"\d|\b(?:{_SPELLED}|{_SCALE}|half|\w*thirds?|quarters?|fifths?|tenths?)\b", re.I
)


def holds_number(text: str) -> bool:
    """Whether a text may state a number at all, in digits or words: a quick look."""
    return _HOLDS.search(text) is not None


_READINGS: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str]], Amount | None]], ...] = (
    (_POWER, _power_of_ten),
    (_OUT_OF, _out_of),
    (_NUMBER, _in_digits),
    (_WORDS, _in_words),
)
