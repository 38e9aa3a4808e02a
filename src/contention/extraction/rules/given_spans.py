"""Spans that somebody else found, read as the rules read their own."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from contention.documents.document import Range, ReadDocument
from contention.extraction.proposals import Phrase
from contention.extraction.rules.lexicon.data_files import word_list
from contention.extraction.rules.patterns.finders import find_links
from contention.extraction.rules.patterns.found_links import Link, Scene
from contention.extraction.rules.phrases.extents import trim
from contention.extraction.rules.phrases.named_quantities import Term, text_of
from contention.extraction.rules.phrases.terms import term
from contention.extraction.rules.speakers.speech_verbs import SAY
from contention.extraction.rules.syntax.sentence import Parsed, Span
from contention.extraction.rules.syntax.tokens import words_of
from contention.extraction.rules.syntax.verb_groups import parse


def link_between(cause: Term, effect: Term, confidence: float, read: Link | None) -> Link:
    """What the rules read between two terms of a sentence, or a link by the words between them."""
    middle = min(cause.span[1], effect.span[1]), max(cause.span[0], effect.span[0])
    if middle[0] >= middle[1]:
        middle = effect.span[0], effect.span[0] + 1
    found = read or Link(cause, effect, 1, middle, confidence, "span")
    return replace(found, cause=cause, effect=effect, weight=confidence)


@lru_cache(maxsize=64)
def _parsed(text: str, offset: int) -> Parsed:
    return parse(words_of(text, offset))


def phrase_in(document: ReadDocument, sentence: Range, where: Range) -> tuple[Phrase, int]:
    """The phrase in a range of the document, inside a sentence; and -1 if it names less of that."""
    parsed = _parsed(document.slice(sentence), sentence[0])
    found = term_of(parsed, 0, where)
    if found is None or not found.core:
        return Phrase(" ".join(document.slice(where).split()), *where), 1
    text = text_of(parsed, found.core)
    return Phrase(text, *where, opposite=found.sign < 0), found.sign


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
                yield phrase_in(document, sentence, characters(parsed, found))[0]
            start = None


_SIDES = word_list("taking-sides")
"""People who are for or against what is named after "of"."""
_OWNING = ("the", "its", "their", "a", "an")
"""Determiners that may stand after "of" within a noun phrase."""


def term_of(parsed: Parsed, offset: int, where: Range) -> Term | None:
    """The quantity that a range of characters of the sentence at `offset` names."""
    span = words_in(parsed, offset, where)
    if span is None:
        return None
    trimmed = trim(parsed, span)
    return term(parsed, trimmed if trimmed[0] < trimmed[1] else span)


def words_in(parsed: Parsed, offset: int, where: Range) -> Span | None:
    """The words that a range of characters of the sentence touches."""
    start, end = where[0] + offset, where[1] + offset
    inside = [
        at
        for at in range(len(parsed.words))
        if parsed.words.starts[at] < end and start < parsed.words.ends[at]
    ]
    return (inside[0], inside[-1] + 1) if inside else None


@lru_cache(maxsize=16)
def scene_of(text: str, offset: int) -> Scene:
    """A sentence with the links that the rules find in it."""
    scene = Scene(_parsed(text, offset))
    find_links(scene)
    return scene


def read_link(scene: Scene, cause: Term, effect: Term) -> Link | None:
    """The rules' link between the same words, which knows its signal; None if there is none."""
    for link in sorted(scene.links, key=lambda each: -each.weight):
        if set(link.cause.core) & set(cause.core) and set(link.effect.core) & set(effect.core):
            return link
    return None


def characters(parsed: Parsed, span: Span) -> Range:
    """Where words stand in the document."""
    return parsed.words.starts[span[0]], parsed.words.ends[max(span[0], span[1] - 1)]
