"""Corpus files turned into token ids and pointer targets, and the split by document."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from benchmarks.corpus import GoldRelation, GoldSentence, Span, read_subtask1, read_subtask2
from tokenizers import Tokenizer
from torch import Tensor

from training.held_out import held_out
from training.network import BOUNDARIES, SLOTS

LONGEST = 192
MASK = 103
ABSENT = -100


@dataclass(frozen=True)
class Example:
    """One sentence as ids; targets (slots, 6) hold tokens, 0 for no signal, -100 for no slot.

    Without `labelled`, only a teacher knows what is in it.
    """

    ids: tuple[int, ...]
    causal: float
    targets: tuple[tuple[int, ...], ...]
    labelled: bool = True


@dataclass(frozen=True)
class Batch:
    """Examples padded to one length."""

    ids: Tensor
    mask: Tensor
    causal: Tensor
    targets: Tensor
    labelled: Tensor
    places: tuple[int, ...]


def read_corpus(folder: Path) -> list[GoldSentence]:
    """Join the labels of sub-task 1 with the relations of sub-task 2, in corpus order."""
    relations = {
        sentence.text: sentence.relations
        for sentence in read_subtask2(folder / "train_subtask2_grouped.csv")
    }
    return [
        GoldSentence(s.index, s.text, s.causal, relations.get(s.text, ()))
        for s in read_subtask1(folder / "train_subtask1.csv")
    ]


def split(sentences: Sequence[GoldSentence]) -> tuple[list[GoldSentence], list[GoldSentence]]:
    """Split into training and development sentences, so that no document is in both.

    An index reads `train_09_A_101_151`: part, position in the part, sentence number. The corpus
    does not number its documents, but sentences of one document stand together in one part;
    whole parts are held out.
    """
    training = [s for s in sentences if not held_out(s.index)]
    return training, [s for s in sentences if held_out(s.index)]


def examples(sentences: Sequence[GoldSentence], tokenizer: Tokenizer) -> list[Example]:
    """Tokenize sentences and place their relations on tokens."""
    return [_example(sentence, tokenizer) for sentence in sentences]


def _example(sentence: GoldSentence, tokenizer: Tokenizer) -> Example:
    encoding = tokenizer.encode(sentence.text)
    ids, offsets = encoding.ids[:LONGEST], encoding.offsets[:LONGEST]
    ordered = sorted(sentence.relations, key=_reading_order)[:SLOTS]
    targets = [t for t in (_targets(relation, offsets) for relation in ordered) if t is not None]
    targets += [(ABSENT,) * BOUNDARIES] * (SLOTS - len(targets))
    return Example(tuple(ids), float(bool(sentence.causal)), tuple(targets))


def _reading_order(relation: GoldRelation) -> tuple[int, int]:
    first, second = sorted((relation.cause[0], relation.effect[0]))
    return first, second


def _targets(relation: GoldRelation, offsets: Sequence[Span]) -> tuple[int, ...] | None:
    cause, effect = _tokens(relation.cause, offsets), _tokens(relation.effect, offsets)
    if cause is None or effect is None:
        return None
    signal = _tokens(relation.signals[0], offsets) if relation.signals else None
    return (*cause, *effect, *(signal or (0, 0)))


def _tokens(span: Span, offsets: Sequence[Span]) -> Span | None:
    inside = [i for i, (a, b) in enumerate(offsets) if a < b and a < span[1] and span[0] < b]
    return (inside[0], inside[-1]) if inside else None


def batches(
    items: Sequence[Example], size: int, generator: random.Random | None
) -> Iterator[Batch]:
    """Batches of similar length; shuffled where a generator is given."""
    order = list(range(len(items)))
    if generator is not None:
        generator.shuffle(order)
        order.sort(key=lambda i: len(items[i].ids) + generator.uniform(-6, 6))
    else:
        order.sort(key=lambda i: len(items[i].ids))
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    if generator is not None:
        generator.shuffle(groups)
    for group in groups:
        yield collate(items, group)


def collate(items: Sequence[Example], group: Sequence[int]) -> Batch:
    """Pad the examples at the given places to the longest of them."""
    length = max(len(items[i].ids) for i in group)
    ids = torch.zeros(len(group), length, dtype=torch.long)
    for row, i in enumerate(group):
        ids[row, : len(items[i].ids)] = torch.tensor(items[i].ids)
    return Batch(
        ids,
        (ids != 0).float(),
        torch.tensor([items[i].causal for i in group]),
        torch.tensor([items[i].targets for i in group]),
        torch.tensor([items[i].labelled for i in group]),
        tuple(group),
    )
