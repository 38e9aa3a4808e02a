"""What changed between two wordings of a sentence, and whether it may change what is said."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contention.case.text.alignment import align
from contention.extraction.rules.lexicon.change_words import GROWTH, LESS, MORE, SHRINKAGE
from contention.extraction.rules.lexicon.verbs import NEGATIVE, lexicon
from contention.language.vocabulary import vocabulary

_TOKEN = re.compile(
    r"(?<!\w)[-−–]?[£$€]?\d+(?:[.,]\d+)*%?|[£$€]\d+(?:[.,]\d+)*|[^\W_]+(?:['’][^\W_]+)*"
)
_FOLDED = str.maketrans({"’": "'", "−": "-", "–": "-"})
_DENIED = vocabulary("not never no none nobody nothing neither nor without cannot hardly barely "
                     "scarcely rarely seldom unlikely few little false untrue deny denies denied "
                     "wrong fail fails failed")  # fmt: skip
_NUMBERS = vocabulary("two three four five six seven eight nine ten eleven twelve twenty thirty "
                      "forty fifty sixty seventy eighty ninety hundred thousand million billion "
                      "dozen half third quarter twice double triple once")  # fmt: skip
ALPHABET = 60
"""Words that are about equally likely in running text, for the alignment."""


@dataclass(frozen=True)
class Rewording:
    """The words removed from and added to a sentence, and their kinds."""

    removed: tuple[str, ...]
    added: tuple[str, ...]
    kinds: tuple[str, ...]
    """of `negation`, `number` and `direction`, those that changed"""


def reworded(old: str, new: str) -> Rewording:
    """The difference between two wordings."""
    before, after = tokens(old), tokens(new)
    kept_old: set[int] = set()
    kept_new: set[int] = set()
    for block in align(before, after, ALPHABET, exact=True):
        kept_old.update(range(block.old, block.old + block.size))
        kept_new.update(range(block.new, block.new + block.size))
    removed = tuple(word for at, word in enumerate(before) if at not in kept_old)
    added = tuple(word for at, word in enumerate(after) if at not in kept_new)
    return Rewording(removed, added, tuple(kinds(removed, added)))


def tokens(text: str) -> list[str]:
    """The words and numbers of a text, in lower case."""
    return [match[0].casefold().translate(_FOLDED) for match in _TOKEN.finditer(text)]


def kinds(removed: Sequence[str], added: Sequence[str]) -> Iterator[str]:
    """The kinds of words that changed."""
    for kind, of in (("negation", _negation), ("number", _number), ("direction", _direction)):
        gone, come = Counter(map(of, removed)), Counter(map(of, added))
        del gone[""], come[""]
        if gone != come:
            yield kind


def _negation(word: str) -> str:
    return "not" if word in _DENIED or word in NEGATIVE or word.endswith("n't") else ""


def _number(word: str) -> str:
    return word if word in _NUMBERS or any(each.isdigit() for each in word) else ""


def _direction(word: str) -> str:
    signs = {form.verb.acts or form.verb.changes for form in lexicon().get(word, ())}
    if word in MORE or word in GROWTH or signs == {1}:
        return "+"
    return "-" if word in LESS or word in SHRINKAGE or signs == {-1} else ""
