"""Factor names from phrases."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from contention.case.storage.new_case import identifier, title_key
from contention.extraction.proposals import Proposal
from contention.language.vocabulary import vocabulary

MOST_WORDS = 5
_WORD = re.compile(r"[^\W_]+(?:[-'’&][^\W_]+)*")
_EMPTY = vocabulary(
    """
    the a an this that these those its their his her our my your some any such of in on at
    for to by with from and or as is are was were be been being has have had will would
    could can may might should very own all which who
    """
)
_SUFFIXES = (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("s", ""))


@dataclass(frozen=True)
class NamedFactor:
    """A factor that phrases of a text name."""

    id: str
    title: str
    count: int
    existing: bool = False
    """whether the case has it already"""


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its plural and possessive endings, lower-case."""
    low = word.lower().removesuffix("'s").removesuffix("’s").rstrip("'’")
    if len(low) > 3 and not low.endswith(("ss", "us", "is")):
        for ending, instead in _SUFFIXES:
            if low.endswith(ending):
                return low[: -len(ending)] + instead
    return low


@lru_cache(maxsize=20_000)
def stems(text: str) -> tuple[str, ...]:
    """The distinctive words of a phrase without their endings."""
    words = (match[0] for match in _WORD.finditer(text))
    return tuple(stem(word) for word in words if word.lower() not in _EMPTY)


def title_of(text: str) -> str:
    """A factor's title from a phrase: its first distinctive words, capitalised."""
    words = [match[0] for match in _WORD.finditer(text)]
    while words and words[0].lower() in _EMPTY:
        words.pop(0)
    kept: list[str] = []
    for word in words:
        if sum(each.lower() not in _EMPTY for each in kept) >= MOST_WORDS:
            break
        kept.append(word)
    while kept and kept[-1].lower() in _EMPTY:
        kept.pop()
    title = " ".join(kept) or text.strip()
    return title[:1].upper() + title[1:]


@dataclass(frozen=True)
class Naming:
    """Which factor each phrase names."""

    factors: tuple[NamedFactor, ...]
    by_phrase: Mapping[str, str]
    """name of a quantity, or the words of a phrase without one → id"""


class FactorNames:
    """Factors named so far; phrases with the same distinctive words name the same one.

    With `exact`, they are names that a person gave: kept whole, and one only if they are equal but
    for capitals, spaces and quotes.
    """

    def __init__(self, known: Mapping[str, str] | None = None, *, exact: bool = False) -> None:
        existing = known or {}
        self._exact = exact
        self.titles: dict[str, str] = dict(existing)
        """id → title; those of `known`, the case's own, come first"""
        self.counts: Counter[str] = Counter()
        """how often each was named"""
        self._by_stems = {self._key(title): id_ for id_, title in existing.items()}
        also = "{title} ({id})" if exact else "{words}"
        self._by_stems |= {
            self._key(also.format(title=title, id=id_, words=id_.replace("_", " "))): id_
            for id_, title in existing.items()
        }

    def name(self, phrase: str) -> str:
        """The id of the factor that a phrase names, a new one if there is none."""
        key = self._key(phrase)
        id_ = self._by_stems.get(key) if key is not None else None
        if id_ is None:
            id_ = self._new(phrase)
            if key is not None:
                self._by_stems[key] = id_
        self.counts[id_] += 1
        return id_

    def alias(self, phrase: str, id_: str) -> None:
        """Let a phrase name a factor that is known."""
        key = self._key(phrase)
        if key is not None:
            self._by_stems[key] = id_

    def _new(self, phrase: str) -> str:
        title = phrase if self._exact else title_of(phrase)
        base = made = identifier(title, "factor")
        number = 2
        while made in self.titles:
            made = f"{base[:36]}_{number}"
            number += 1
        self.titles[made] = title
        return made

    def _key(self, phrase: str) -> str | int | None:
        """A key of the distinctive words of a phrase, whatever their order; None without any."""
        if self._exact:
            return title_key(phrase)
        words = frozenset(stems(phrase))
        return hash(words) if words else None


def name_factors(
    proposals: Iterable[Proposal], known: Mapping[str, str] | None = None, *, exact: bool = False
) -> Naming:
    """Name the factors of proposals; `known` are the case's own, id → title, and come first."""
    existing = known or {}
    names = FactorNames(existing, exact=exact)
    by_phrase = {
        phrase: names.name(phrase)
        for proposal in proposals
        for phrase in (proposal.cause.quantity, proposal.effect.quantity)
    }
    found = [NamedFactor(id_, names.titles[id_], n, id_ in existing)
             for id_, n in names.counts.items()]  # fmt: skip
    return Naming(tuple(sorted(found, key=lambda each: (-each.count, each.id))), by_phrase)
