"""Units as texts write them, turned into units as a case writes them."""

import re

from contention.language.singular import singular
from contention.language.vocabulary import vocabulary

_UNITS = {
    "second": "second", "minute": "minute", "hour": "hour", "day": "day", "night": "day",
    "week": "week", "month": "month", "year": "year", "quarter": "quarter",
    "millimetre": "millimetre", "millimeter": "millimetre", "mm": "millimetre",
    "centimetre": "centimetre", "centimeter": "centimetre", "cm": "centimetre",
    "metre": "metre", "meter": "metre", "kilometre": "kilometre", "kilometer": "kilometre",
    "km": "kilometre", "mile": "mile", "hectare": "hectare", "acre": "acre",
    "microgram": "microgram", "µg": "microgram", "milligram": "milligram", "mg": "milligram",
    "gram": "gram", "kilogram": "kilogram", "kilo": "kilogram", "kg": "kilogram",
    "tonne": "tonne", "ton": "tonne", "litre": "litre", "liter": "litre", "barrel": "barrel",
    "watt": "watt", "kilowatt": "kilowatt", "kw": "kilowatt", "megawatt": "megawatt",
    "mw": "megawatt", "gigawatt": "gigawatt", "gw": "gigawatt", "terawatt": "terawatt",
    "kwh": "kilowatt_hour", "mwh": "megawatt_hour", "gwh": "gigawatt_hour",
    "twh": "terawatt_hour",
}  # fmt: skip
_SINGLE = "|".join(sorted((re.escape(word) for word in _UNITS), key=len, reverse=True))
_MEASURE = re.compile(
    rf"[\s-]*(?:(?P<power>square|cubic)\s+)?(?P<word>{_SINGLE})s?(?P<hour>[\s-]hours?)?"
    rf"(?:(?:\s+per\s+|\s?/\s?)(?:(?P<under_power>square|cubic)\s+)?(?P<under>{_SINGLE})s?"
    r"(?P<under_mark>[²³])?)?(?P<mark>[²³])?(?![^\W_])",
    re.I,
)
_DEGREES = re.compile(r"\s?(?:°\s?C\b|degrees?(?:\s+(?:celsius|centigrade))?\b)", re.I)
_DECADES = re.compile(r"\s(?:decades?)\b", re.I)
_POWERS = {"square": "**2", "cubic": "**3", "²": "**2", "³": "**3"}
_RATE = re.compile(
    r"\b(?:(?:an?|per|each|every)\s+(?P<per>hour|day|weekday|night|week|month|quarter|year)"
    r"|(?P<adverb>hourly|daily|weekly|monthly|yearly|annually))\b",
    re.I,
)
_ADVERBS = {
    "hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "yearly": "year",
    "annually": "year", "weekday": "day", "night": "day",
}  # fmt: skip
MONEY = vocabulary(
    """
    crown crowns franc francs peso pesos rupee rupees shekel shekels lira liras zloty zlotys
    krona kronor dinar dinars rial rials cents kopecks pence
    """
)
PEOPLE = vocabulary(
    """
    people civilians persons residents soldiers refugees workers children women men patients
    students deaths casualties citizens migrants protesters employees tenants adults victims
    prisoners troops lives inhabitants voters pupils teachers nurses doctors commuters dockers
    miners journalists demonstrators detainees inmates farmers drivers passengers customers
    fighters recruits conscripts veterans applicants graduates pensioners immigrants
    emigrants asylum-seekers dissidents activists officials police girls boys youths dead
    wounded fatalities survivors homeless unemployed
    """
)
UNCHANGED = vocabulary("people police children women men cattle sheep data troops staff aircraft")

_NATIONALS = re.compile(
    r"[A-Z]\w*(?:ans|ese|ish|ites|[^e]nders|agers)|[A-Z]\w+is|Serbs|Croats|Kurds|Jews|Muslims|Czechs|"
    r"Slovaks|Greeks|Turks|Poles|Danes|Finns|Swedes|Scots|Arabs|Uzbeks|Kazakhs|Tajiks"
)


def measure(text: str, at: int) -> tuple[str, float, int]:
    """The unit of measurement at a place: unit, what its numbers are multiplied by, its end.

    The unit is '' if none stands there.
    """
    if found := _DEGREES.match(text, at):
        return "celsius_degree", 1.0, found.end()
    if found := _DECADES.match(text, at):
        return "year", 10.0, found.end()
    found = _MEASURE.match(text, at)
    if found is None or (found["word"].lower() == "quarter" and not found["hour"]):
        return "", 1.0, at
    unit = _UNITS[found["word"].lower()] + _POWERS.get(_power(found, "power", "mark"), "")
    if found["hour"]:
        unit += "_hour"
    if found["under"]:
        under = _UNITS[found["under"].lower()]
        unit += f"/{under}{_POWERS.get(_power(found, 'under_power', 'under_mark'), '')}"
    return unit, 1.0, found.end()


def _power(found: re.Match[str], word: str, mark: str) -> str:
    return (found[word] or found[mark] or "").lower()


def rate(text: str) -> tuple[str, re.Match[str] | None]:
    """What a quantity is counted over (`day`, `year`), and the words that say so."""
    found = _RATE.search(text)
    if found is None:
        return "", None
    word = (found["per"] or found["adverb"]).lower()
    return _ADVERBS.get(word, word), found


def plural(word: str) -> bool:
    """Whether a word is a noun for more than one, by its form."""
    low = word.lower()
    if low in UNCHANGED:
        return True
    return len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is", "'s", "’s"))


def counted_in(noun: str) -> str:
    """The unit of what is counted by a noun: people are `person`, else the noun for one."""
    low = noun.lower()
    if low in PEOPLE or _NATIONALS.fullmatch(noun):
        return "person"
    word = singular(low)
    return re.sub(r"\W+", "_", word).strip("_")
