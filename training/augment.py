"""Unlabelled variants of the training sentences, for a teacher to label.

A variant is made from token ids alone: clauses are dropped, or joined to those of another
sentence; a cause or an effect gives way to that of another sentence; words give way to words whose
embeddings are near. Nothing but the training sentences and the pretrained word table goes in.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from training.examples import ABSENT, LONGEST, Example
from training.network import BOUNDARIES, SLOTS

NEAR = 8
SHARE = 0.15
_FEWEST = 6
_FREQUENT = 2200
"""Ids below this are special tokens, marks, letters and the most frequent words: they stay."""

_BREAKS = frozenset(
    [
        ",", ";", ":", ".", '"', "(", ")", "-", "`", "'", "and", "but", "or", "that", "which",
        "who", "after", "before", "because", "as", "when", "while", "if", "since", "for", "by",
        "due", "over", "following", "against", "to",
    ]
)  # fmt: skip
Pieces = list[int]


@dataclass(frozen=True)
class Words:
    """Which ids may begin a clause, and the ids of the nearest words of each word."""

    breaks: frozenset[int]
    near: Tensor
    continued: frozenset[int]


def words_of(tokenizer: Tokenizer, table: Tensor) -> Words:
    """Find the nearest whole words by cosine in a word table (words, width).

    A word without near words (continued pieces, marks, names outside the alphabet) stands for
    itself.
    """
    vocabulary: dict[str, int] = tokenizer.get_vocab()
    whole = sorted(i for word, i in vocabulary.items()
                   if i >= _FREQUENT and word.isascii() and word.isalpha())  # fmt: skip
    near = torch.arange(len(table))[:, None].repeat(1, NEAR)
    unit = torch.nn.functional.normalize(table[whole].detach(), dim=-1)
    places = torch.tensor(whole)
    for start in range(0, len(whole), 2000):
        found = (unit[start : start + 2000] @ unit.T).topk(NEAR + 1).indices[:, 1:]
        near[places[start : start + 2000]] = places[found]
    breaks = frozenset(vocabulary[word] for word in _BREAKS)
    continued = frozenset(i for word, i in vocabulary.items() if word.startswith("##"))
    return Words(breaks, near, continued)


def variants(items: Sequence[Example], words: Words, seed: int) -> list[Example]:
    """One variant of each sentence, in order; another seed gives other ones."""
    draw = random.Random(seed)  # noqa: S311 - shuffling, not secrets
    related = [item for item in items if item.targets[0][0] >= 0]
    return [_variant(item, items, related, words, draw) for item in items]


def _variant(
    item: Example,
    items: Sequence[Example],
    related: Sequence[Example],
    words: Words,
    draw: random.Random,
) -> Example:
    way = draw.random()
    if way < 0.25:
        inner = _crop(item, words, draw)
    elif way < 0.45:
        inner = [*_crop(item, words, draw), *_crop(draw.choice(items), words, draw)]
    elif way < 0.75 and item.targets[0][0] >= 0:
        inner = _exchanged(item, draw.choice(related), draw)
    else:
        inner = list(item.ids[1:-1])
    share = SHARE * 2 * draw.random()
    followed = [piece in words.continued for piece in (*inner[1:], 0)]
    changed = [
        int(words.near[piece, draw.randrange(NEAR)])
        if not tail and draw.random() < share
        else piece
        for piece, tail in zip(inner, followed, strict=True)
    ][: LONGEST - 2]
    ids = (item.ids[0], *changed, item.ids[-1])
    return Example(ids, 0.0, ((ABSENT,) * BOUNDARIES,) * SLOTS, labelled=False)


def _crop(item: Example, words: Words, draw: random.Random) -> Pieces:
    """Some of the clauses of a sentence, one after the other."""
    inner = item.ids[1:-1]
    starts = [0, *(i for i, piece in enumerate(inner) if i and piece in words.breaks)]
    pairs = [(a, b) for a in starts for b in (*starts, len(inner)) if b - a >= _FEWEST]
    if not pairs:
        return list(inner)
    start, end = draw.choice(pairs)
    return list(inner[start:end])


def _exchanged(item: Example, other: Example, draw: random.Random) -> Pieces:
    """A sentence with its first relation's cause or effect taken from another sentence."""
    at = draw.choice((0, 2))
    first, last = item.targets[0][at : at + 2]
    start, end = other.targets[0][at : at + 2]
    ids = [*item.ids[:first], *other.ids[start : end + 1], *item.ids[last + 1 :]]
    return ids[1:-1]
