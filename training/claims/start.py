"""The encoder to start from: as published, as the shipped tagger was trained, or an earlier run."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from training.claims.network import ClaimModel
from training.claims.word_table import grouped, ungrouped
from training.encoder import Embeddings, Layer, Shape
from training.encoders import load_encoder
from training.mpnet import SHAPE as MPNET
from training.mpnet import RelativeEmbeddings
from training.precision import fast

_NORMS = ("attention_norm", "output_norm")


def new_model(seed: int, tagger: Path | None = None, mpnet: Path | None = None) -> ClaimModel:
    """A model with fresh heads, on the encoder of an exported tagger if there is one.

    With the folder of `mpnet`, it is a larger one, as a teacher.
    """
    embeddings, layers, shape = load_encoder(mpnet)
    if tagger is not None:
        graph = onnx.load(str(tagger)).graph
        arrays = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
        used = {node.name: list(node.input) for node in graph.node}
        for number, layer in enumerate(layers):
            assert isinstance(layer, Layer)
            _load(layer, number, arrays, used)
    torch.manual_seed(seed)
    return ClaimModel(embeddings, layers, shape)


def load_run(path: Path) -> ClaimModel:
    """The model of an earlier run, of either width and any number of layers."""
    stored = torch.load(path, weights_only=True)
    depth = 1 + max(int(name.split(".")[1]) for name in stored if name.startswith("layers."))
    large = stored["foreign"].shape[0] == MPNET.width
    shape = replace(MPNET if large else Shape(), layers=depth)
    embeddings = RelativeEmbeddings(shape) if large else Embeddings(shape)
    model = ClaimModel(embeddings, nn.ModuleList(Layer(shape) for _ in range(depth)), shape)
    model.load_state_dict(stored)
    return model


def load_teacher(path: Path) -> ClaimModel:
    """A model that only answers; its layers in half precision where that is fast."""
    model = load_run(path).eval()
    model.requires_grad_(requires_grad=False)
    if fast():
        for layer in model.layers:
            for part in layer.children():
                if isinstance(part, nn.Linear):
                    part.to(torch.bfloat16)
    return model


def shrunk(model: ClaimModel, layers: Sequence[int]) -> ClaimModel:
    """A pupil made of some layers of its teacher, with its words in four bits.

    Sanh et al., *DistilBERT* (2019), section 3, begin with every second layer.
    """
    model.layers = nn.ModuleList(model.layers[number] for number in layers)
    for layer in model.layers:
        layer.attention_dropout = 0.0
    words = model.embeddings.words
    with torch.no_grad():
        words.weight.copy_(ungrouped(*grouped(words.weight)))
    return model


def _load(
    layer: Layer, number: int, arrays: dict[str, np.ndarray], used: dict[str, list[str]]
) -> None:
    """Read a layer's weights back from eight bits."""

    def weight(part: str) -> torch.Tensor:
        node = used[f"/tagger/members.0/layers.{number}/{part}/MatMul_quant"]
        base = node[1].removesuffix("_quantized")
        zero = arrays[f"{base}_zero_point"].astype(np.float32)
        value = (arrays[f"{base}_quantized"].astype(np.float32) - zero) * arrays[f"{base}_scale"]
        return torch.from_numpy(np.ascontiguousarray(value.T))

    def plain(part: str) -> torch.Tensor:
        return torch.from_numpy(arrays[f"tagger.members.0.layers.{number}.{part}"].copy())

    state = {
        "joined.weight": torch.cat([weight(f"parts.{i}") for i in range(3)]),
        "joined.bias": torch.cat([plain(f"parts.{i}.bias") for i in range(3)]),
    }
    for part in ("mixed", "inner", "outer"):
        state |= {f"{part}.weight": weight(part), f"{part}.bias": plain(f"layer.{part}.bias")}
    for part in _NORMS:
        state |= {f"{part}.{kind}": plain(f"layer.{part}.{kind}") for kind in ("weight", "bias")}
    layer.load_state_dict(state)
