"""Whether two names may stand for one factor, or for it and its opposite."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contention.extraction.directions import turned
from contention.extraction.factor_names import stem
from contention.extraction.naming.synonyms import (
    PARTICLES,
    PLENTY,
    contrasting,
    of_a_part,
    opposite,
)
from contention.extraction.naming.title_words import FactorName, NameWord, name_of

if TYPE_CHECKING:
    from contention.extraction.naming.vectors import Vectors

LEAST_WORDS = 0.6
"""Least share of common words at which names are proposed as one."""
LEAST_EMBEDDINGS = 0.52
"""Least similarity of embeddings at which they are."""
LEAST_APART = 0.62
"""The same for names that share no word, which embeddings alone hold alike: what belongs to one
subject (*irrigation* and *drought*) is near, too, and is proposed less."""
LEAST_WITHIN = 0.7
"""Least cosine of a name and the same name with additions."""
# All but LEAST_APART were chosen on the development pairs of `benchmarks/merges.py`.
_SAME_NAME = 5
"""Letters that two words made of one name begin with: *Ukraine*, *Ukrainian*."""
_ONE_OPPOSITE, _WITHIN = 0.9, 0.75


@dataclass(frozen=True)
class Likeness:
    """How alike two names are, and by what evidence."""

    similarity: float
    """between 0 and 1"""
    turned: bool
    found_by: str
    """`words`, `embeddings` or `words+embeddings`"""
    reason: str


def compare(
    first: str,
    second: str,
    vectors: "Vectors | None" = None,
    proper: Collection[str] = (),
) -> Likeness | None:
    """The likeness of two titles; None if it is below what is proposed.

    Names that differ in two things of one sort (*exports* and *imports*), or in an opposite and
    something else, are never alike, nor are those of which one says more or less of the other in
    words that leave open which (*rents* and *affordable rents*). Without `vectors` words alone
    decide. `proper` are names of people and places, as `proper_words` and `proper_in` find them.
    """
    pair = _Pair.of(name_of(first), name_of(second), proper)
    if pair is None:
        return None
    by_words, by_vectors = pair.words(), pair.embeddings(vectors)
    least = LEAST_EMBEDDINGS if pair.shared else LEAST_APART
    found_by = [
        *(["words"] if by_words >= LEAST_WORDS else []),
        *(["embeddings"] if by_vectors >= least else []),
    ]
    if not found_by:
        return None
    direction, reason = _direction(pair, first, second)
    if direction == 0:
        return None
    similarity = min(1.0, round(max(by_words, by_vectors), 2))
    return Likeness(similarity, direction < 0, "+".join(found_by), reason)


def _direction(pair: "_Pair", first: str, second: str) -> tuple[int, str]:
    """1 for names of one factor, -1 for opposites, with the reason; 0 where nobody can tell."""
    if pair.turned or pair.opposites:
        return (-1 if pair.turned else 1), pair.reason()
    ends = [title.lower().split()[-1] for title in (first, second)]
    for one, other in (ends, ends[::-1]):
        if one in PARTICLES and other != one:
            opposites = PARTICLES[one] == other
            return (-1 if opposites else 0), f"“{one}” is the opposite of “{other}”"
    direction, _ = turned(first, second)
    return direction, pair.reason() + ("; one of them says less" if direction < 0 else "")


@dataclass(frozen=True)
class _Pair:
    """Two names without what they share."""

    one: FactorName
    two: FactorName
    rests: tuple[tuple[NameWord, ...], tuple[NameWord, ...]]
    """the words that only one of them has, opposites left out"""
    shared: int
    """how many words both have"""
    opposites: tuple[str, str] | None
    turned: bool

    @classmethod
    def of(cls, one: FactorName, two: FactorName, proper: Collection[str] = ()) -> "_Pair | None":
        """None if the names cannot be alike."""
        if not one.words or not two.words:
            return None
        if one.turned != two.turned:
            one, two = _without_plenty(one), _without_plenty(two)
        rests = _only(one, two, proper), _only(two, one, proper)
        shared = len(one.keys - {word.key for word in rests[0]})
        turned = [(a, b) for a in rests[0] for b in rests[1] if opposite(a.key, b.key)]
        if any(_apart(a, b, proper) for a in rests[0] for b in rests[1]) or len(turned) > 1:
            return None
        if not turned:
            return cls(one, two, rests, shared, None, one.turned != two.turned)
        a, b = turned[0]
        if (a.key == one.head) != (b.key == two.head):
            return None
        left = tuple(w for w in rests[0] if w is not a), tuple(w for w in rests[1] if w is not b)
        return cls(one, two, left, shared, (a.text, b.text), one.turned == two.turned)

    def words(self) -> float:
        """How far the words are the same."""
        shared, rests = self.shared, len(self.rests[0]) + len(self.rests[1])
        if self.opposites:
            return _ONE_OPPOSITE if not rests else 0.4 + 0.5 * shared / (shared + rests)
        if not rests:
            return 1.0 if self.one.keys == self.two.keys else _WITHIN
        score = shared / (shared + rests)
        if self._within():
            fewest = min(len(self.one.keys), len(self.two.keys))
            return max(score, _WITHIN) if fewest >= 2 else score
        return score

    def embeddings(self, vectors: "Vectors | None") -> float:
        """Likeness of the whole names, their rests and each word of these; 0 if not requested."""
        if vectors is None or self.opposites:
            return 0.0
        if self.one.keys == self.two.keys:
            return 1.0
        whole = vectors.likeness(_texts(self.one.words), _texts(self.two.words))
        if not all(self.rests):
            return (
                whole if (self._within() or not any(self.rests)) and whole >= LEAST_WITHIN else 0.0
            )
        rests = vectors.likeness(_texts(self.rests[0]), _texts(self.rests[1]))
        near = _near(self.rests[0], self.two, vectors) + _near(self.rests[1], self.one, vectors)
        return (whole + rests + 2 * sum(near) / len(near)) / 4

    def _within(self) -> bool:
        """Whether one name is the other with additions, naming the same thing and not a part."""
        if all(self.rests) or not any(self.rests) or self.one.head != self.two.head:
            return False
        return not any(of_a_part(word.key) for rest in self.rests for word in rest)

    def reason(self) -> str:
        """Why they may be one, in words."""
        if self.opposites:
            return "“{}” is the opposite of “{}”".format(*self.opposites)
        lead = "one says that there is none; " if self.turned else ""
        said = [f"“{' '.join(_texts(rest))}”" for rest in self.rests if rest]
        if len(said) == 2 and not self.shared:
            return f"{lead}{' and '.join(said)} are near in meaning"
        if len(said) == 2:
            return f"{lead}alike but for {' and '.join(said)}"
        if said:
            return f"{lead}the same but for {said[0]}"
        if self.one.keys != self.two.keys:
            return f"{lead}forms of the same names"
        listed = [
            f"“{a.text}” and “{b.text}” mean the same"
            for a in self.one.words
            for b in self.two.words
            if a.key == b.key and stem(a.text) != stem(b.text)
        ]
        return f"{lead}{'; '.join(listed) or 'the same words'}"


def _only(name: FactorName, other: FactorName, proper: Collection[str]) -> tuple[NameWord, ...]:
    """The words that the other name has neither itself nor as another form of a proper name."""
    return tuple(
        word
        for word in name.words
        if word.key not in other.keys
        and not any(_one_name(word, each, proper) for each in other.words)
    )


def _one_name(one: NameWord, two: NameWord, proper: Collection[str]) -> bool:
    same = one.text[:_SAME_NAME] == two.text[:_SAME_NAME] and len(one.text) >= _SAME_NAME
    return same and _both_proper(one, two, proper)


def _both_proper(one: NameWord, two: NameWord, proper: Collection[str]) -> bool:
    return all(word.proper or stem(word.text) in proper for word in (one, two))


def _texts(words: Sequence[NameWord]) -> tuple[str, ...]:
    return tuple(word.text for word in words)


def _without_plenty(name: FactorName) -> FactorName:
    """Without *surplus of*, if the other name says *lack of*."""
    kept = tuple(word for word in name.words if word.key not in PLENTY)
    return FactorName(kept or name.words, name.turned, name.head)


def _near(rest: Sequence[NameWord], name: FactorName, vectors: "Vectors") -> list[float]:
    """The cosine of each word with the nearest word of the other name."""
    return [
        max(vectors.likeness((word.text,), (other.text,)) for other in name.words) for word in rest
    ]


def _apart(one: NameWord, two: NameWord, proper: Collection[str]) -> bool:
    """Whether two words name different things for certain."""
    if contrasting(one.key, two.key) or _both_proper(one, two, proper):
        return True
    return one.key.isdecimal() and two.key.isdecimal()
