"""How likely two mentions of a text name one quantity: evidence, weighed as training found best."""

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contention.documents.document import Range
from contention.extraction.factor_names import stem
from contention.extraction.naming.mentions import Mention
from contention.extraction.naming.shipped import shipped_vectors
from contention.extraction.naming.synonyms import canonical, contrasting, opposite
from contention.language.vocabulary import vocabulary

FEATURES: Final = (
    "equal", "head", "earlier_within", "earlier_within_head", "later_within", "later_within_head",
    "overlap", "shared", "derived", "derived_head", "whole", "whole_near", "heads", "nearest",
    "nearest_near", "contrast", "opposite", "definite", "this", "definite_head", "definite_soon",
    "general", "general_soon", "clauses", "short", "length", "same_sentence", "next_sentence",
    "distance", "beside", "same_role", "effect_then_cause", "partner", "sign",
)  # fmt: skip
_NEAR: Final = 0.5
_LEAST_WHOLE: Final = 0.4
"""Least likeness of whole names at which mentions without a common word are compared."""
_LEAST_WORD: Final = 0.6
"""Least likeness of any two of their words at which they are."""
_SOON: Final = 1
"""Sentences within which "the measure" may point to anything."""
_GENERAL = vocabulary(
    """
    practice policy measure step move effect problem scheme plan cycle loop circle spiral result
    process trend pattern thing matter case figure number rate ratio share level loss gain growth
    rule event outcome difference approach habit damage harm help rest decision programme reform
    """
)
"""Nouns that may stand for almost anything named before."""

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Surroundings:
    """What the text around mentions says about how much their words distinguish."""

    rarity: Mapping[str, float]
    """key of a word → logarithm of how rare it is in the text"""
    partners: Mapping[Range, frozenset[frozenset[str]]]
    """place → words of the other ends of its claims"""
    beside: Collection[frozenset[Range]]
    """pairs of effects of one cause, or causes of one effect, in one sentence"""


def surroundings(
    text_words: Sequence[str], sentences: int, mentions: Sequence[Mention],
    links: Collection[tuple[Range, Range]],
) -> Surroundings:  # fmt: skip
    """What the features need to know of the whole text; `links` are cause and effect of claims."""
    counts = Counter(map(canonical, text_words))
    rarity = {key: math.log((sentences + 1) / (count + 0.5)) for key, count in counts.items()}
    keys = {each.place: each.keys for each in mentions}
    where = {each.place: each.sentence for each in mentions}
    partners: dict[Range, set[frozenset[str]]] = {}
    ends: dict[tuple[int, Range], set[Range]] = {}
    for link in links:
        for one, other in (link, link[::-1]):
            partners.setdefault(one, set()).add(keys[other])
            ends.setdefault((int(one == link[0]), one), set()).add(other)
    beside = {
        frozenset(pair)
        for others in ends.values()
        for pair in combinations(sorted(others), 2)
        if where[pair[0]] == where[pair[1]]
    }
    return Surroundings(rarity, {p: frozenset(found) for p, found in partners.items()}, beside)


class Nearness:
    """Cosines of the names of mentions and of their words, by the shipped table."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        vectors, _ = shipped_vectors()
        self._words = sorted({word for each in mentions for word in each.lows})
        self._at = {word: at for at, word in enumerate(self._words)}
        n, m = len(mentions), len(self._words)
        self.names: Matrix = np.zeros((n, n), np.float32)
        self._cosines: Matrix = np.zeros((m, m), np.float32)
        if vectors is not None and n and m:
            names = vectors.matrix([each.lows for each in mentions])
            words = vectors.matrix([(word,) for word in self._words])
            self.names, self._cosines = names @ names.T, words @ words.T

    def word(self, one: str, other: str) -> float:
        """Of two words."""
        return float(self._cosines[self._at[one], self._at[other]])

    def nearest(self, mentions: Sequence[Mention]) -> Matrix:
        """Of the two words of each pair of mentions that are most alike, shape as `names`."""
        words = [[self._at[word] for word in each.lows] for each in mentions]
        filled = [number for number, found in enumerate(words) if found]
        found = np.zeros((len(mentions), len(mentions)), np.float32)
        if not filled:
            return found
        every = np.concatenate([words[number] for number in filled])
        starts = np.cumsum([0, *(len(words[number]) for number in filled)])[:-1]
        for number in filled:
            best = self._cosines[words[number]].max(0)
            found[number, filled] = np.maximum.reduceat(best[every], starts)
        return found


def derived(one: str, other: str) -> float:
    """How surely two words are of one root: *migrants* and *migration*."""
    same = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
                min(len(one), len(other)))  # fmt: skip
    fewest = min(len(one), len(other))
    if same >= 4 and same >= fewest - 2:
        return 1.0
    return 0.6 if same >= 5 else 0.0


def features(
    one: Mention, two: Mention, alike: tuple[float, float], near: Nearness, around: Surroundings
) -> dict[str, float]:
    """The evidence for two mentions, `one` the earlier; keys as in `FEATURES`."""
    shared, every = one.keys & two.keys, one.keys | two.keys
    weight = sum(around.rarity.get(key, 3.0) for key in every)
    overlap = sum(around.rarity.get(key, 3.0) for key in shared) / weight if weight > 0 else 0.0
    same_head = bool(one.head) and one.head == two.head
    apart = [(a, b) for a in one.keys - two.keys for b in two.keys - one.keys]
    heads = near.word(one.lows[-1], two.lows[-1]) if one.lows and two.lows else 0.0
    whole, nearest = alike[0], 0.0 if shared else alike[1]
    roots = 0.0 if shared else max((derived(a, b) for a, b in apart), default=0.0)
    within = bool(one.keys) and one.keys < two.keys, bool(two.keys) and two.keys < one.keys
    partners = around.partners
    common = partners.get(one.place, frozenset()) & partners.get(two.place, frozenset())
    return {
        "equal": float(bool(one.keys) and one.keys == two.keys),
        "head": float(same_head),
        "earlier_within": float(within[0]), "earlier_within_head": float(within[0] and same_head),
        "later_within": float(within[1]), "later_within_head": float(within[1] and same_head),
        "overlap": overlap, "shared": float(bool(shared)),
        "derived": roots, "derived_head": 0.0 if same_head else derived(one.head, two.head),
        "whole": whole, "whole_near": max(0.0, whole - _NEAR),
        "heads": heads, "nearest": nearest, "nearest_near": max(0.0, nearest - _NEAR),
        "contrast": float(any(contrasting(a, b) for a, b in apart)),
        "opposite": float(any(opposite(a, b) for a, b in apart)),
        "definite": float(two.pointing == "definite"), "this": float(two.pointing == "this"),
        "definite_head": float(two.pointing != "" and same_head),
        "clauses": sum(each.quantity.shape == "clause" for each in (one, two)),
        "short": float(len(two.keys) <= 1), "length": min(len(every), 6) / 6,
        "beside": float(frozenset((one.place, two.place)) in around.beside),
        "same_role": float((one.cause and two.cause) or (one.effect and two.effect)),
        "effect_then_cause": float(one.effect and two.cause),
        "partner": float(any(common)),
        "sign": float(one.sign == two.sign),
        **_distances(one, two),
    }  # fmt: skip


def _distances(one: Mention, two: Mention) -> dict[str, float]:
    """How far apart the two are, and whether the later one points back."""
    distance = two.sentence - one.sentence
    soon = two.pointing != "" and distance <= _SOON
    general = stem(two.lows[-1]) in _GENERAL if two.lows else False
    return {
        "definite_soon": float(soon), "general": float(general),
        "general_soon": float(soon and general),
        "same_sentence": float(distance == 0), "next_sentence": float(distance == 1),
        "distance": math.log1p(distance),
    }  # fmt: skip


def compared(
    mentions: Sequence[Mention], around: Surroundings
) -> Iterator[tuple[int, int, dict[str, float]]]:
    """Evidence for every pair of mentions that may name one quantity, the earlier first."""
    near = Nearness(mentions)
    nearest = near.nearest(mentions)
    named = np.array([each.named for each in mentions], bool)
    sentence = np.array([each.sentence for each in mentions], int)
    points = np.array([each.pointing != "" for each in mentions], bool)
    holding: dict[str, list[int]] = {}
    for later, two in enumerate(mentions):
        sharing = {at for key in two.keys for at in holding.get(key, ())}
        for key in two.keys:
            holding.setdefault(key, []).append(later)
        if not two.named:
            continue
        likely = (near.names[:later, later] >= _LEAST_WHOLE) | (
            nearest[:later, later] >= _LEAST_WORD
        )
        if points[later]:
            likely |= sentence[later] - sentence[:later] <= _SOON
        likely[sorted(sharing)] = True
        for earlier in np.nonzero(likely & named[:later])[0].tolist():
            alike = float(near.names[earlier, later]), float(nearest[earlier, later])
            yield earlier, later, features(mentions[earlier], two, alike, near, around)
