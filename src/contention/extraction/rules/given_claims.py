"""A claim that the model read, as a proposal: names, degrees and conditions by rule."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from contention.case.model import Anchor, Sign, Stance
from contention.documents.document import Range, ReadDocument
from contention.extraction.proposals import AUTHOR, Phrase, Proposal
from contention.extraction.rules.given_spans import (
    characters,
    link_between,
    read_link,
    scene_of,
    term_of,
    words_in,
)
from contention.extraction.rules.patterns.degrees import delay, strength, transience
from contention.extraction.rules.patterns.found_links import Link, Scene
from contention.extraction.rules.phrases.named_quantities import Term, text_of
from contention.extraction.rules.speakers.attribution import attributions
from contention.extraction.rules.speakers.speech_verbs import OTHERS, name_of
from contention.extraction.rules.speakers.stance import Standing, standing

if TYPE_CHECKING:
    from contention.extraction.model.claim_tagger import PlacedWords, ReadClaim

_STANCES: dict[str, Stance] = {
    "asserted": "asserted", "hedged": "hedged", "reported": "reported", "denied": "negated",
    "conditional": "hedged", "asked": "hedged",
}  # fmt: skip
READ = 3.0
"""What the rules' sign counts beside the model's log-odds, if they read the same relation."""


@dataclass(frozen=True)
class _End:
    """An end read in its own sentence."""

    scene: Scene
    term: Term
    sentence: int

    @property
    def where(self) -> Range:
        return characters(self.scene.parsed, self.term.span)

    def phrase(self) -> Phrase:
        """Its words without those of change."""
        text = text_of(self.scene.parsed, self.term.core)
        return Phrase(text, *self.where, opposite=self.term.sign < 0)


def propose_claim(
    document: ReadDocument, sentences: Sequence[Range], claim: "ReadClaim", id_: str
) -> Proposal | None:
    """A proposal for a claim of consecutive sentences; None if an end names nothing."""
    one, two = (_end(document, sentences, words) for words in (claim.cause, claim.effect))
    if one is None or two is None:
        return None
    where = sentences[claim.sentence]
    scene = scene_of(document.slice(where), where[0])
    link, read = _links(scene, claim, one, two)
    stands = _standing(document, sentences, claim, scene, link)
    ends = one.where, two.where
    condition = _words(document, sentences, claim.condition)
    return Proposal(
        id=id_,
        document=document.id,
        cause=one.phrase(),
        effect=two.phrase(),
        sign="0" if stands.denied else _sign(claim, one.term, two.term, read),
        stance=stands.stance,
        holder=stands.holder,
        anchor=Anchor(min(p[0] for p in ends), max(p[1] for p in ends)),
        confidence=round(claim.confidence, 3),
        found_by="model",
        signal=None,
        sentence=where,
        strength_word=claim.strength or strength(scene.parsed, link),
        delay_word=delay(scene.parsed, link),
        transient=transience(scene.parsed, link),
        condition=condition,
        necessary=link.necessary,
    )


def _end(document: ReadDocument, sentences: Sequence[Range], words: "PlacedWords") -> _End | None:
    where = sentences[words.sentence]
    scene = scene_of(document.slice(where), where[0])
    found = term_of(scene.parsed, where[0], (words.start, words.end))
    return None if found is None or not found.core else _End(scene, found, words.sentence)


def _links(scene: Scene, claim: "ReadClaim", one: _End, two: _End) -> tuple[Link, Link | None]:
    """A link for what stands in the sentence, and the rules' own between both ends."""
    inside = [end.term for end in (one, two) if end.sentence == claim.sentence]
    if len(inside) == 2:
        read = read_link(scene, one.term, two.term)
        return link_between(one.term, two.term, claim.confidence, read), read
    at = inside[0].span if inside else (0, 1)
    known = inside[0] if inside else one.term
    return Link(known, known, 1, (at[0], at[0] + 1), claim.confidence, "verb"), None


def _sign(claim: "ReadClaim", one: Term, two: Term, read: Link | None) -> Sign:
    """Of the names: the model's polarity and the rules' sign of the same relation, weighed.

    The polarity is turned for each word of change that the names leave out; what the rules read
    holds for the names as it is.
    """
    if claim.polarity not in ("+", "-") and read is None:
        return "?"
    value = claim.leaning * one.sign * two.sign
    if read is not None:
        value += READ * read.sign * read.cause.sign * read.effect.sign
    return "?" if not value else "+" if value > 0 else "-"


def _standing(
    document: ReadDocument, sentences: Sequence[Range], claim: "ReadClaim", scene: Scene, link: Link
) -> Standing:
    stance = _STANCES[claim.stance]
    denied = claim.stance == "denied"
    if claim.holder_kind == "author":
        return Standing(stance, AUTHOR, denied)
    if claim.holder is not None:
        where = sentences[claim.holder.sentence]
        own = scene_of(document.slice(where), where[0])
        span = words_in(own.parsed, where[0], (claim.holder.start, claim.holder.end))
        if span is not None:
            return Standing(stance, name_of(own.parsed, span), denied)
    if claim.holder_kind == "named":
        found = standing(scene, link, attributions(scene))
        if found.holder != AUTHOR:
            return replace(found, stance=stance, denied=denied)
    return Standing(stance, OTHERS, denied)


def _words(
    document: ReadDocument, sentences: Sequence[Range], words: "PlacedWords | None"
) -> Phrase | None:
    if words is None:
        return None
    start = sentences[words.sentence][0]
    where = (start + words.start, start + words.end)
    return Phrase(" ".join(document.slice(where).split()), *where)
