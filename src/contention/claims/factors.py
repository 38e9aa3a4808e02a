"""Factor names from phrases."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from contention.case.start import identifier
from contention.claims.values import Proposal
from contention.language.vocabulary import vocabulary

MOST_WORDS = 6
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
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
    """The telling words of a phrase without their endings."""
    words = (match[0] for match in _WORD.finditer(text))
    return tuple(stem(word) for word in words if word.lower() not in _EMPTY)


def title_of(text: str) -> str:
    """A factor's title from a phrase: its first telling words, the first letter large."""
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
    """text of a phrase → id"""


def name_factors(proposals: Iterable[Proposal], known: Mapping[str, str] | None = None) -> Naming:
    """Name the factors of proposals; `known` are the case's own, id → title, and come first."""
    existing = known or {}
    by_stems = {frozenset(stems(title)): id_ for id_, title in existing.items()}
    by_stems |= {frozenset(stems(id_.replace("_", " "))): id_ for id_ in existing}
    titles: dict[str, str] = dict(existing)
    by_phrase: dict[str, str] = {}
    count: Counter[str] = Counter()
    for proposal in proposals:
        for phrase in (proposal.cause.text, proposal.effect.text):
            if phrase not in by_phrase:
                by_phrase[phrase] = _id(phrase, by_stems, titles)
            count[by_phrase[phrase]] += 1
    found = [NamedFactor(id_, titles[id_], n, id_ in existing) for id_, n in count.items()]
    return Naming(tuple(sorted(found, key=lambda each: (-each.count, each.id))), by_phrase)


def _id(phrase: str, by_stems: dict[frozenset[str], str], titles: dict[str, str]) -> str:
    key = frozenset(stems(phrase))
    if key and key in by_stems:
        return by_stems[key]
    title = title_of(phrase)
    base = made = identifier(title, "factor")
    number = 2
    while made in titles:
        made = f"{base[:36]}_{number}"
        number += 1
    titles[made] = title
    if key:
        by_stems[key] = made
    return made
