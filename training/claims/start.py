"""The encoder to start from: MiniLM or MPNet as published, or as the shipped tagger was trained."""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training.claims.network import ClaimModel
from training.encoder import Layer
from training.encoders import load_encoder

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
