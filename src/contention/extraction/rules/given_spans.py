"""A relation whose spans somebody else found: sign, stance and holder by rule."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from contention.case.model import Anchor, Sign
from contention.documents.document import Range, ReadDocument
from contention.extraction.proposals import Phrase, Proposal
from contention.extraction.rules.lexicon.verbs import NEGATIVE, lexicon
from contention.extraction.rules.patterns.degrees import delay, strength, transience
from contention.extraction.rules.patterns.finders import find_links
from contention.extraction.rules.patterns.found_links import Link, Scene
from contention.extraction.rules.phrases.extents import trim
from contention.extraction.rules.phrases.named_quantities import Term, text_of
from contention.extraction.rules.phrases.terms import term
from contention.extraction.rules.speakers.attribution import attributions
from contention.extraction.rules.speakers.speech_verbs import SAY
from contention.extraction.rules.speakers.stance import standing
from contention.extraction.rules.syntax.sentence import Parsed, Span, match_phrasal
from contention.extraction.rules.syntax.tokens import words_of
from contention.extraction.rules.syntax.verb_groups import parse, phrasals_at
from contention.language.vocabulary import vocabulary

_LEXICON = lexicon()


def propose_span(
    document: ReadDocument,
    sentence: Range,
    cause: Range,
    effect: Range,
    signal: Range | None,
    confidence: float,
    id_: str,
    found_by: str = "model",
) -> Proposal | None:
    """A proposal from spans given as offsets into a sentence; None if they name nothing."""
    read = _scene(document.slice(sentence), sentence[0])
    parsed = read.parsed
    one, two = (_term(parsed, sentence[0], each) for each in (cause, effect))
    if one is None or two is None or not one.core or not two.core:
        return None
    at = _words(parsed, sentence[0], signal) if signal is not None else None
    middle = at or (min(one.span[1], two.span[1]), max(one.span[0], two.span[0]))
    middle = middle if middle[0] < middle[1] else (two.span[0], two.span[0] + 1)
    link = _read_link(read, one, two) or _link(parsed, one, two, middle, confidence)
    link = replace(link, cause=one, effect=two, weight=confidence)
    scene = Scene(parsed, [link])
    stands = standing(scene, link, attributions(scene))
    positions = [_characters(parsed, each.span) for each in (one, two)]
    return Proposal(
        id=id_,
        document=document.id,
        cause=Phrase(text_of(parsed, one.core), *positions[0]),
        effect=Phrase(text_of(parsed, two.core), *positions[1]),
        sign="0" if link.negated or stands.denied else _sign(link),
        stance=stands.stance,
        holder=stands.holder,
        anchor=Anchor(min(p[0] for p in positions), max(p[1] for p in positions)),
        confidence=round(confidence, 3),
        found_by=found_by,
        signal=None if at is None else _characters(parsed, at),
        sentence=sentence,
        strength_word=strength(parsed, link),
        delay_word=delay(parsed, link),
        transient=transience(parsed, link),
    )


@lru_cache(maxsize=64)
def _parsed(text: str, offset: int) -> Parsed:
    return parse(words_of(text, offset))


def phrase_in(document: ReadDocument, sentence: Range, where: Range) -> tuple[Phrase, int]:
    """The phrase in a range of the document, inside a sentence; and -1 if it names less of that."""
    parsed = _parsed(document.slice(sentence), sentence[0])
    found = _term(parsed, 0, where)
    if found is None or not found.core:
        return Phrase(" ".join(document.slice(where).split()), *where), 1
    return Phrase(text_of(parsed, found.core), *where), found.sign


def noun_phrases(document: ReadDocument, sentence: Range) -> Iterator[Phrase]:
    """The noun phrases of a sentence, with "of" complements."""
    parsed = _parsed(document.slice(sentence), sentence[0])
    start = None
    for at in range(len(parsed.words) + 1):
        low = parsed.low(at) if at < len(parsed.words) else "."
        inside = at < len(parsed.words) and not parsed.finite[at] and low not in SAY and (
            parsed.kind(at) == "n" or (parsed.kind(at) == "D" and start in (None, at))
            or (low in ("of", *_OWNING) and start is not None)
        )  # fmt: skip
        if inside and start is None:
            start = at
        elif not inside and start is not None:
            found = trim(parsed, (start, at))
            if found[0] + 2 < found[1] and parsed.low(found[0]) in _SIDES:
                found = trim(parsed, (found[0] + 2, found[1]))
            if found[0] < found[1] and any(parsed.kind(each) == "n" for each in range(*found)):
                yield phrase_in(document, sentence, _characters(parsed, found))[0]
            start = None


_SIDES = vocabulary(
    """
    opponents supporters critics advocates defenders champions proponents backers enemies foes
    friends opponent supporter critic advocate champion sceptics skeptics
    """
)
"""People who are for or against what is named after "of"."""
_OWNING = ("the", "its", "their", "a", "an")
"""Determiners that may stand after "of" within a noun phrase."""


def _sign(link: Link) -> Sign:
    value = link.sign * link.cause.sign * link.effect.sign
    return "?" if not value else "+" if value > 0 else "-"


def _term(parsed: Parsed, offset: int, where: Range) -> Term | None:
    span = _words(parsed, offset, where)
    if span is None:
        return None
    trimmed = trim(parsed, span)
    return term(parsed, trimmed if trimmed[0] < trimmed[1] else span)


def _words(parsed: Parsed, offset: int, where: Range) -> Span | None:
    """The words that a range of characters of the sentence touches."""
    start, end = where[0] + offset, where[1] + offset
    inside = [
        at
        for at in range(len(parsed.words))
        if parsed.words.starts[at] < end and start < parsed.words.ends[at]
    ]
    return (inside[0], inside[-1] + 1) if inside else None


@lru_cache(maxsize=16)
def _scene(text: str, offset: int) -> Scene:
    """A sentence with the links that the rules find in it."""
    scene = Scene(_parsed(text, offset))
    find_links(scene)
    return scene


def _read_link(scene: Scene, cause: Term, effect: Term) -> Link | None:
    """The rules' link between the same words, which knows its signal; None if there is none."""
    for link in sorted(scene.links, key=lambda each: -each.weight):
        if set(link.cause.core) & set(cause.core) and set(link.effect.core) & set(effect.core):
            return link
    return None


def _link(parsed: Parsed, cause: Term, effect: Term, middle: Span, confidence: float) -> Link:
    sign, negated = _signal_sign(parsed, middle)
    return Link(cause, effect, sign, middle, confidence, "span", negated)


def _signal_sign(parsed: Parsed, span: Span) -> tuple[int, bool]:
    """The sign of the first signal of several words in a span, else of its verbs; and a denial."""
    negated = any(parsed.low(at) in NEGATIVE for at in range(*span))
    for at in range(*span):
        for phrasal in phrasals_at(parsed, at):
            if match_phrasal(parsed, at, phrasal.words) and phrasal.sign in (1, -1):
                return phrasal.sign, negated
    sign = 1
    for at in range(*span):
        for entry in _LEXICON.get(parsed.low(at), ())[:1]:
            sign *= entry.verb.acts or 1
    return sign, negated


def _characters(parsed: Parsed, span: Span) -> Range:
    return parsed.words.starts[span[0]], parsed.words.ends[max(span[0], span[1] - 1)]
