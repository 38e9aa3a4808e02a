"""What words, symbols and weights of links say: a sign, by the table `signs.tsv` or by the user."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from contention.case.model import Sign
from contention.case.problem import Place, Problem
from contention.case.signs import SYMBOLS
from contention.case.suggestions import did_you_mean
from contention.exchange.links.imported import ImportRefusedError

_NEGATIONS = frozenset((
    "no", "not", "never", "without", "nor", "nicht", "kein", "keine", "keinen", "ne", "n'a", "pas",
    "aucun", "aucune", "sans", "sin", "non", "nessun", "senza", "niet", "geen", "zonder", "não",
    "sem", "nie", "bez", "doesn't", "doesn’t", "don't", "don’t", "cannot", "can't", "can’t",
    "nunca",
))  # fmt: skip


def number_of(text: str) -> float:
    """A number, also with a decimal comma or the sign of minus; raises ValueError."""
    plain = text.replace("−", "-").replace("–", "-")
    return float(plain.replace(",", ".") if plain.count(",") == 1 and "." not in plain else plain)


@cache
def _signs() -> Mapping[str, Sign]:
    text = files(__package__).joinpath("signs.tsv").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {word: SYMBOLS[sign] for word, sign in lines}


def folded(text: str) -> str:
    """A word as the table has it."""
    return " ".join(text.split()).casefold()


def sign_of(text: str) -> Sign | None:
    """The sign that a word, a phrase, a symbol or a weight stands for; None if it says none."""
    signs, whole = _signs(), folded(text)
    if whole in signs:
        return signs[whole]
    try:
        weight = number_of(whole)
    except ValueError:
        words = set(whole.split())
        if words & _NEGATIONS:
            return None
        found = {signs[word] for word in words if word in signs and len(word) > 1}
        return found.pop() if len(found) == 1 else None
    return "+" if weight > 0 else "-" if weight < 0 else "0" if weight == 0 else None


def signs_said(
    said: Mapping[str, str], written: Iterable[str], what: str, place: Place
) -> dict[str, Sign]:
    """Folded word → sign, as the user says it; raises ImportRefusedError.

    `written` are the words of the file, of which each that is said must be one; `what` names what
    has them, for messages (`no link has the sign`).
    """
    words = {folded(each): each for each in written}
    signs = {folded(word): sign_of(sign) for word, sign in said.items()}
    problems = [
        Problem(place, f"`{sign[:40]}` is not a sign", "write positive, negative, 0 or ?")
        for word, sign in said.items() if signs[folded(word)] is None
    ]  # fmt: skip
    problems += [
        Problem(place, f"{what} `{word[:40]}`",
                did_you_mean(word, tuple(words.values()), "the report of `contention import`"))
        for word in said if folded(word) not in words
    ]  # fmt: skip
    if problems:
        raise ImportRefusedError(*problems)
    return {word: sign for word, sign in signs.items() if sign is not None}
