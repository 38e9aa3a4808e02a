"""Factor names from phrases, and which of them may mean the same: proposed, never merged."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
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


def _pairs(table: str) -> tuple[tuple[str, str], ...]:
    pairs = (part.strip().split("/") for part in table.replace("\n", "|").split("|"))
    return tuple((pair[0], pair[1]) for pair in pairs if len(pair) == 2)


OPPOSITES = _pairs(
    """
    peace/war|employment/unemployment|stability/instability|equality/inequality|trust/distrust
    trust/mistrust|wealth/poverty|democracy/dictatorship|democracy/autocracy|freedom/repression
    security/insecurity|growth/stagnation|growth/recession|certainty/uncertainty|order/disorder
    victory/defeat|support/opposition|health/illness|health/disease|literacy/illiteracy
    surplus/deficit|surplus/shortage|affordability/unaffordability|safety/danger
    punishment/impunity|legitimacy/illegitimacy|competence/incompetence|dependence/independence
    justice/injustice|hope/despair|boom/bust|cooperation/conflict|inclusion/exclusion
    success/failure|abundance/scarcity|solvency/insolvency|efficiency/inefficiency
    satisfaction/dissatisfaction|content/discontent|approval/disapproval|confidence/doubt
    ceasefire/fighting|compliance/evasion|truth/disinformation|integrity/corruption
    deflation/inflation
    """
)
_SAME = _pairs(
    """
    housing/homes|rent/rental|joblessness/unemployment|arms/weapons|aid/assistance
    pollution/emissions|cars/vehicles|prices/costs|killed/deaths|dead/deaths|casualties/deaths
    employees/workers|wages/pay|talks/negotiations|inhabitants/residents|support/backing
    protest/demonstration|army/military|illness/disease|doctors/physicians|pupils/students
    taxes/levy|congestion/traffic jams|ratings/popularity|fear/anxiety
    """
)


@dataclass(frozen=True)
class NamedFactor:
    """A factor that phrases of a text name."""

    id: str
    title: str
    count: int
    existing: bool = False
    """whether the case has it already"""


@dataclass(frozen=True)
class Merge:
    """Two factors that may be one; `turned` where one is the opposite of the other."""

    first: str
    second: str
    turned: bool
    score: float
    reason: str


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


def propose_merges(titles: Mapping[str, str], least: float = 0.6) -> tuple[Merge, ...]:
    """Pairs of factors that may be one, the surest first; words alone decide."""
    words = {id_: frozenset(map(_canonical, stems(title))) for id_, title in titles.items()}
    found = {}
    for one, two in _neighbours(words):
        merge = _merge(one, two, words[one], words[two])
        if merge is not None and merge.score >= least:
            found[(one, two)] = merge
    return tuple(sorted(found.values(), key=lambda each: (-each.score, each.first, each.second)))


_CANONICAL = {stem(b): stem(a) for a, b in _SAME}
_TURNED: dict[str, set[str]] = defaultdict(set)
for _one, _two in OPPOSITES:
    _TURNED[stem(_one)].add(stem(_two))
    _TURNED[stem(_two)].add(stem(_one))


def _canonical(word: str) -> str:
    return _CANONICAL.get(word, word)


def _neighbours(words: Mapping[str, frozenset[str]]) -> Sequence[tuple[str, str]]:
    """Pairs that share a word or have opposite words; others are never compared."""
    holding: dict[str, list[str]] = defaultdict(list)
    for id_, each in words.items():
        for word in each:
            holding[word].append(id_)
    pairs = set()
    for word, ids in holding.items():
        others = [id_ for turned in _TURNED.get(word, ()) for id_ in holding.get(turned, ())]
        for one in ids[:200]:
            for two in (*ids[:200], *others[:200]):
                if one != two:
                    pairs.add((min(one, two), max(one, two)))
    return sorted(pairs)


def _merge(one: str, two: str, first: frozenset[str], second: frozenset[str]) -> Merge | None:
    if not first or not second:
        return None
    turned = [(a, b) for a in first - second for b in second - first if b in _TURNED.get(a, ())]
    if turned:
        a, b = turned[0]
        rest = _overlap(first - {a}, second - {b})
        score = 0.9 if first == {a} and second == {b} else 0.4 + 0.5 * rest
        return Merge(one, two, True, round(score, 3), f"“{a}” is the opposite of “{b}”")
    score = _overlap(first, second)
    within = first <= second or second <= first
    if within and min(len(first), len(second)) >= 2:
        score = max(score, 0.75)
    shared = ", ".join(sorted(first & second))
    return Merge(one, two, False, round(score, 3), f"both say “{shared}”")


def _overlap(first: frozenset[str], second: frozenset[str]) -> float:
    union = len(first | second)
    return len(first & second) / union if union else 0.0
