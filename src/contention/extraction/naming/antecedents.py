"""What "it", "they", "this" and "such a step" stand for: things that claims or sentences name."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from contention.documents.document import Range, ReadDocument
from contention.extraction.naming.mentions import WORD, Mention, mention_of
from contention.extraction.naming.quantity_names import PRONOUNS
from contention.extraction.naming.synonyms import canonical
from contention.extraction.naming.trained import Weighing
from contention.extraction.proposals import OTHER_WAY, Phrase, Proposal
from contention.extraction.rules.given_spans import noun_phrases, phrase_in
from contention.language.vocabulary import vocabulary

FEATURES: Final = (
    "same_sentence", "next_sentence", "distance", "last", "rank", "opens", "opens_both",
    "number", "same_role", "effect", "effect_this", "cause_it", "clause_this", "clause",
    "pronoun", "again", "claimed", "topic", "starts_next", "starts_opens", "plural_it",
    "singular_they", "object_of_object",
)  # fmt: skip
REACH: Final = 3
"""Sentences before a pronoun in which it may find what it stands for."""
_OUTCOME = vocabulary("this that which these so such")
_PERSONS = vocabulary("i we he she me us him you who whom one nobody everyone")
_PLURAL = vocabulary("they them these those both")


@dataclass(frozen=True)
class Candidate:
    """Something named before that a pronoun may stand for."""

    mention: Mention
    phrase: Phrase
    claim: Proposal | None
    """the last one of which it is the effect"""
    opens: bool
    """whether its sentence begins with it"""
    partners: frozenset[Range]
    """other ends of its claims"""
    claimed: bool = True
    again: bool = False
    """whether a pronoun has stood for it since"""
    topic: float = 0.0
    """logarithm of how often the text has the word that says what is counted"""

    @property
    def may_come_about(self) -> bool:
        """Whether "this" can mean it: an effect, or what no claim has as its cause."""
        return self.mention.effect or not self.mention.cause


def resolved(
    document: ReadDocument, proposals: Sequence[Proposal], by: Weighing
) -> tuple[Proposal, ...]:
    """The same proposals with what their pronouns stand for; those that stand for nothing go."""
    if not any(points(document, end) for each in proposals for end in (each.cause, each.effect)):
        return tuple(proposals)
    known = Candidates(document, proposals)
    found: list[Proposal] = []
    for each in sorted(proposals, key=lambda one: (one.sentence, one.anchor.start)):
        made: Proposal | None = each
        for role in ("cause", "effect"):
            end: Phrase = getattr(each, role)
            if made is not None and points(document, end):
                found_here = known.meant(end, each, role, by)
                pronoun = mention_of(document, end).quantity.shape == "pronoun"
                made = _replaced(made, role, found_here) if found_here or pronoun else made
        if made is not None and made.cause != made.effect:
            found.append(made)
    order = {id_: at for at, id_ in enumerate(each.id for each in proposals)}
    return tuple(sorted(found, key=lambda each: order[each.id]))


def points(document: ReadDocument, end: Phrase) -> bool:
    """Whether a phrase only points to what was named before."""
    return mention_of(document, end).quantity.shape in ("pronoun", "change")


def _replaced(claim: Proposal, role: str, found: "tuple[Candidate, int] | None") -> Proposal | None:
    if found is None:
        return None
    candidate, sign = found
    turned = OTHER_WAY[claim.sign] if sign < 0 else claim.sign
    return replace(claim, sign=turned, **{role: candidate.phrase})  # type: ignore[arg-type]


class Candidates:
    """What a text names, by sentences; remembers what pronouns were found to stand for."""

    def __init__(self, document: ReadDocument, proposals: Sequence[Proposal]) -> None:
        self._document = document
        self._by_sentence: dict[int, list[Candidate]] = {}
        self._meant: dict[Range, tuple[Candidate, int] | None] = {}
        self._parsed: set[int] = set()
        self._counts = Counter(map(canonical, WORD.findall(document.words)))
        for candidate in _ends(document, proposals):
            self._by_sentence.setdefault(candidate.mention.sentence, []).append(candidate)

    def meant(
        self, end: Phrase, claim: Proposal, role: str, by: Weighing
    ) -> tuple[Candidate, int] | None:
        """What a phrase of a claim stands for, and -1 if it means less of that."""
        place = (end.start, end.end)
        if place not in self._meant:
            self._meant[place] = self._find(end, claim, role, by)
        return self._meant[place]

    def _find(
        self, end: Phrase, claim: Proposal, role: str, by: Weighing
    ) -> tuple[Candidate, int] | None:
        pointer = mention_of(self._document, end)
        if pointer.words in _PERSONS:
            return None
        other = claim.effect if role == "cause" else claim.cause
        found = list(self.before(pointer, (other.start, other.end)))
        change = pointer.quantity.shape == "change"
        found = [each for each in found if each.phrase.text != other.text]
        if change:
            found = [each for each in found if each.claimed]
        if pointer.words in _OUTCOME or (change and pointer.pointing == "this"):
            found = _outcomes(found, pointer)
        if not found and not change:
            found = self._later(pointer)
        if not found:
            return None
        scored = [
            (by.log_odds(evidence(pointer, each, rank, role)), -rank, each)
            for rank, each in enumerate(found)
        ]
        best = max(scored, key=lambda each: each[:2])[2]
        self.remember(best, pointer)
        return best, _direction(self._document, pointer, best)

    def before(self, pointer: Mention, partner: Range) -> Iterator[Candidate]:
        """What stands before a pointer, the nearest first."""
        for sentence in range(pointer.sentence, max(0, pointer.sentence - REACH), -1):
            self._add_phrases(sentence)
            here = self._by_sentence.get(sentence, [])
            for each in sorted(here, key=lambda one: -one.mention.place[0]):
                start, end = each.mention.place
                before = end <= pointer.place[0]
                if before and (start, end) != partner and partner not in each.partners:
                    often = self._counts.get(each.mention.head, 0)
                    yield replace(each, topic=math.log1p(often))

    def _later(self, pointer: Mention) -> list[Candidate]:
        """As in "Although it costs money, the scheme …": what is named only later."""
        here = self._by_sentence.get(pointer.sentence, [])
        later = [
            each for each in here
            if each.mention.cause and each.mention.place[0] > pointer.place[1]
        ]  # fmt: skip
        return later[:1]

    def _add_phrases(self, sentence: int) -> None:
        """What a sentence names besides the ends of its claims."""
        if sentence in self._parsed:
            return
        self._parsed.add(sentence)
        where = self._document.sentences[sentence - 1]
        here = self._by_sentence.setdefault(sentence, [])
        taken = [each.mention.place for each in here]
        for phrase in noun_phrases(self._document, where):
            free = not any(a < phrase.end and phrase.start < b for a, b in taken)
            if free and not points(self._document, phrase):
                mention, opens = mention_of(self._document, phrase), phrase.start - where[0] < 8
                here.append(Candidate(mention, phrase, None, opens, frozenset(), claimed=False))

    def remember(self, found: Candidate, pointer: Mention) -> None:
        """A pronoun can be what the next one goes back to."""
        mention = replace(found.mention, place=pointer.place, sentence=pointer.sentence)
        opens = pointer.start_of_sentence
        again = replace(found, mention=mention, opens=opens, again=True, partners=frozenset())
        self._by_sentence.setdefault(pointer.sentence, []).append(again)


def _outcomes(found: Sequence[Candidate], pointer: Mention) -> list[Candidate]:
    """What "this" can mean: the last effect in its sentence, or else in the one before."""
    here = [each for each in found if each.mention.sentence == pointer.sentence]
    near = here or [each for each in found if each.mention.sentence == pointer.sentence - 1]
    effects = [each for each in near if each.mention.effect and each.claimed]
    return effects[:1] or [each for each in near if each.may_come_about] or list(found)


def _ends(document: ReadDocument, proposals: Sequence[Proposal]) -> Iterator[Candidate]:
    """The ends of claims that name something themselves."""
    roles: dict[Range, tuple[Phrase, set[str], set[Range], list[Proposal]]] = {}
    for claim in proposals:
        ends = (("cause", claim.cause, claim.effect), ("effect", claim.effect, claim.cause))
        for role, end, other in ends:
            entry = roles.setdefault((end.start, end.end), (end, set(), set(), []))
            entry[1].add(role)
            entry[2].add((other.start, other.end))
            if role == "effect":
                entry[3].append(claim)
    for place, (end, which, others, claims) in roles.items():
        if points(document, end):
            continue
        mention = mention_of(document, end, which)
        opens = place[0] - document.sentences[mention.sentence - 1][0] < 8
        last = claims[-1] if claims else None
        yield Candidate(mention, end, last, opens, frozenset(others))


def _direction(document: ReadDocument, pointer: Mention, found: Candidate) -> int:
    """Whether a pointer means more or less of what it stands for."""
    if pointer.quantity.shape == "change":
        return pointer.quantity.sign
    claim = found.claim
    if pointer.words in _OUTCOME and claim is not None and claim.sign in ("+", "-"):
        return (1 if claim.sign == "+" else -1) * _sign_in(document, claim.cause)
    return _sign_in(document, found.phrase)


def _sign_in(document: ReadDocument, phrase: Phrase) -> int:
    """-1 if the words of a phrase say that there is less of what it names."""
    sentence = document.sentences[mention_of(document, phrase).sentence - 1]
    return phrase_in(document, sentence, (phrase.start, phrase.end))[1]


def evidence(pointer: Mention, found: Candidate, rank: int, role: str) -> Mapping[str, float]:
    """What speaks for a candidate, the `rank`-th before the pointer; keys as in `FEATURES`."""
    words = pointer.words.split()
    outcome = words[0] in _OUTCOME or pointer.quantity.shape == "change"
    plural = words[0] in _PLURAL
    distance = pointer.sentence - found.mention.sentence
    effect, clause = found.mention.effect, found.mention.quantity.shape == "clause"
    start = pointer.start_of_sentence
    return {
        "same_sentence": float(distance == 0), "next_sentence": float(distance == 1),
        "distance": float(distance), "last": float(rank == 0), "rank": 1 / (1 + rank),
        "opens": float(found.opens), "opens_both": float(found.opens and role == "cause"),
        "number": float(outcome or plural == found.mention.plural),
        "same_role": float(found.mention.cause if role == "cause" else effect),
        "effect": float(effect), "effect_this": float(effect and outcome),
        "cause_it": float(found.mention.cause and not outcome),
        "clause_this": float(clause and outcome), "clause": float(clause),
        "pronoun": float(words[0] in PRONOUNS), "again": float(found.again),
        "claimed": float(found.claimed), "topic": found.topic,
        "starts_next": float(start and distance == 1),
        "starts_opens": float(start and found.opens and distance == 1),
        "plural_it": float(words[0] == "it" and found.mention.plural),
        "singular_they": float(plural and not found.mention.plural),
        "object_of_object": float(role == "effect" and effect and distance == 0),
    }  # fmt: skip
