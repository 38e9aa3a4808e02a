"""Ends of claims where they stand: what each names, and how it points to what was named before."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from contention.documents.document import Range, ReadDocument
from contention.extraction.naming.quantity_names import DEFINITE, POINTING, Quantity, quantity
from contention.extraction.naming.title_words import name_of
from contention.extraction.proposals import Phrase, Proposal

Pointing = Literal["", "definite", "this"]
WORD = re.compile(r"[^\W\d_]+(?:[-'’&][^\W_]+)*")
_OPENING = 8
"""Characters before a mention with which its sentence still begins: a conjunction, an adverb."""


@dataclass(frozen=True)
class Mention:
    """An end of a claim and what it names."""

    place: Range
    """of its words in the document"""
    sentence: int
    """number of the sentence in which it stands"""
    words: str
    """as they stand, lower-case"""
    quantity: Quantity
    sign: int
    """-1 if the phrase names less of its quantity, beyond what the claim's sign counts"""
    lows: tuple[str, ...]
    """distinctive words of the name"""
    keys: frozenset[str]
    """the same, one key for words that mean the same"""
    head: str
    """key of the word that says what is counted"""
    start_of_sentence: bool
    pointing: Pointing
    """how the phrase begins: with "the" or "their", or with "this" or "such" """
    cause: bool
    effect: bool

    @property
    def named(self) -> bool:
        """Whether the words themselves say what it is."""
        return bool(self.keys) and self.quantity.shape in ("noun", "clause")

    @property
    def plural(self) -> bool:
        """Whether the word that says what is counted is a plural, or the pronoun is."""
        last = self.lows[-1] if self.lows else self.words
        return last in ("they", "them", "these", "those", "both", "people") or (
            last.endswith("s") and not last.endswith(("ss", "us", "is", "'s"))
        )


def mentions_of(document: ReadDocument, proposals: Iterable[Proposal]) -> tuple[Mention, ...]:
    """The ends of claims, one for each place, in the order of the text."""
    phrases: dict[Range, Phrase] = {}
    roles: dict[Range, set[str]] = {}
    for claim in proposals:
        for role, end in (("cause", claim.cause), ("effect", claim.effect)):
            place = (end.start, end.end)
            phrases.setdefault(place, end)
            roles.setdefault(place, set()).add(role)
    return tuple(mention_of(document, phrases[place], roles[place]) for place in sorted(phrases))


def mention_of(document: ReadDocument, phrase: Phrase, roles: Collection[str] = ()) -> Mention:
    """A phrase of a document; `roles` are `cause`, `effect` or both."""
    words = document.slice((phrase.start, phrase.end))
    low = " ".join(words.split()).lower()
    first = low.partition(" ")[0]
    found = quantity(phrase.text, first)
    name = name_of(found.name)
    at = bisect_right(document.sentences, (phrase.start, len(document.text) + 1))
    return Mention(
        place=(phrase.start, phrase.end),
        sentence=max(1, at),
        words=low,
        quantity=found,
        sign=-found.sign if name.turned else found.sign,
        lows=tuple(word.text for word in name.words),
        keys=name.keys,
        head=name.head,
        start_of_sentence=phrase.start - document.sentences[max(0, at - 1)][0] < _OPENING,
        pointing="this" if first in POINTING else "definite" if first in DEFINITE else "",
        cause="cause" in roles,
        effect="effect" in roles,
    )
