"""Variants of texts with other verbs of effect, so that the model learns what each verb does.

A verb of the rules' lexicon that alone joins cause and effect, and whose sign is the labelled
polarity, gives way to another one in the same form; where that acts the other way, the polarity is
turned. Such sentences mean little, but their grammar and their signs are right.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tokenizers import Tokenizer

from contention.extraction.rules.lexicon.verbs import lexicon
from training.claims.texts import PieceSpan, Text, TextClaim, TextSentence

PLUS, MINUS = 0, 1
"""places in POLARITIES"""
Forms = frozenset[str]


@dataclass(frozen=True)
class Verbs:
    """Verbs that act one way on their object."""

    acts: Mapping[str, tuple[int, Forms]]
    """written form → sign and forms; only where all its verbs agree"""
    pieces: Mapping[Forms, Mapping[int, Sequence[tuple[int, ...]]]]
    """forms → sign → pieces of each verb in these forms"""
    words: Mapping[int, str]
    """number of a piece → its letters"""


def verbs_of(tokenizer: Tokenizer) -> Verbs:
    """The lexicon's verbs as pieces."""
    acts: dict[str, tuple[int, Forms]] = {}
    pieces: dict[Forms, dict[int, list[tuple[int, ...]]]] = {}
    for written, entries in sorted(lexicon().items()):
        signs = {entry.verb.acts for entry in entries}
        forms: Forms = frozenset(form for entry in entries for form in entry.forms)
        if len(signs) == 1 and signs & {1, -1}:
            sign = signs.pop()
            acts[written] = sign, forms
            cut = tuple(tokenizer.encode(written, add_special_tokens=False).ids)
            pieces.setdefault(forms, {1: [], -1: []})[sign].append(cut)
    words = {i: word.removeprefix("##") for word, i in tokenizer.get_vocab().items()}
    return Verbs(acts, pieces, words)


@dataclass(frozen=True)
class _Use:
    """A verb in a sentence: first and last piece, sign and forms."""

    first: int
    last: int
    sign: int
    forms: Forms


def swapped(text: Text, verbs: Verbs, draw: random.Random, share: float = 0.5) -> Text:
    """The text with a share of its verbs of effect exchanged."""
    for number in range(len(text.sentences)):
        uses = list(_uses(text.sentences[number], verbs))
        for use in reversed(uses):
            claims = _joined(text, number, use, uses)
            if claims and draw.random() < share:
                text = _exchanged(text, number, use, claims, verbs, draw)
    return text


def _uses(sentence: TextSentence, verbs: Verbs) -> Iterator[_Use]:
    first = 0
    for last, ends in enumerate(sentence.ends):
        if sentence.starts[last]:
            first = last
        if ends and sentence.starts[first]:
            word = "".join(verbs.words[i] for i in sentence.ids[first : last + 1])
            if word in verbs.acts:
                yield _Use(first, last, *verbs.acts[word])


def _joined(text: Text, number: int, use: _Use, uses: Sequence[_Use]) -> list[int]:
    """Claims that the verb alone joins; none if it may not be exchanged."""
    found: list[int] = []
    for place, claim in enumerate(text.claims):
        one, two = claim.cause[0], claim.effect[0]
        spans = [span for span in (one, two) if span.sentence == number]
        if any(span.first <= use.last and use.first <= span.last for span in spans):
            return []
        if len(spans) < 2 or not _between(use, one, two):
            continue
        alone = sum(_between(each, one, two) for each in uses) == 1
        agrees = claim.attributes[0] == (PLUS if use.sign > 0 else MINUS)
        if one.first > two.first or not alone or not agrees:
            return []
        found.append(place)
    return found


def _between(use: _Use, one: PieceSpan, two: PieceSpan) -> bool:
    low, high = sorted((one, two), key=lambda span: span.first)
    return low.last < use.first and use.last < high.first


def _exchanged(
    text: Text, number: int, use: _Use, claims: Sequence[int], verbs: Verbs, draw: random.Random
) -> Text:
    sign = draw.choice((1, -1))
    choices = verbs.pieces[use.forms][sign]
    if not choices:
        return text
    new, old = draw.choice(choices), text.sentences[number]
    by = len(new) - (use.last - use.first + 1)

    def cut(values: tuple, middle: tuple) -> tuple:
        return (*values[: use.first], *middle, *values[use.last + 1 :])

    inner = (False,) * (len(new) - 1)
    sentence = TextSentence(
        cut(old.ids, new), cut(old.starts, (True, *inner)), cut(old.ends, (*inner, True))
    )

    def moved(span: PieceSpan) -> PieceSpan:
        if span.sentence != number or span.last < use.first:
            return span
        first = span.first + by if span.first > use.first else span.first
        return PieceSpan(number, first, span.last + by)

    def shifted(claim: TextClaim) -> TextClaim:
        cause, effect = claim.pointers
        return replace(
            claim,
            cause=tuple(map(moved, claim.cause)),
            effect=tuple(map(moved, claim.effect)),
            pointers=(cause and moved(cause), effect and moved(effect)),
            others=tuple((role, moved(span)) for role, span in claim.others),
        )

    kept = [shifted(claim) for claim in text.claims]
    polarity = PLUS if sign > 0 else MINUS
    for place in claims:
        kept[place] = replace(kept[place], attributes=(polarity, *kept[place].attributes[1:]))
    sentences = (*text.sentences[:number], sentence, *text.sentences[number + 1 :])
    return replace(text, sentences=sentences, claims=tuple(kept))
