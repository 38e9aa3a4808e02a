"""Export trained members as one int8 ONNX file with its tokenizer and settings.

`python -m training.export --members run-1.pt … --out FOLDER --threshold 0.4`
"""

import argparse
import json
import tempfile
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import (  # type: ignore[import-untyped]
    QuantType,
    quantize_dynamic,
)
from onnxruntime.quantization.shape_inference import (  # type: ignore[import-untyped]
    quant_pre_process,
)
from torch import Tensor, nn

from training.encoder import Layer
from training.encoders import encoder_folder, load_taggers, load_tokenizer
from training.network import Member, Tagger


class Probabilities(nn.Module):
    """A tagger whose outputs are probabilities and log-probabilities, as the reader expects."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return causal probability, slot confidences and pointers of a batch."""
        outputs = self.tagger(ids, mask)
        causal = torch.sigmoid((outputs.causal + outputs.present[:, 0]) / 2)
        return causal, torch.sigmoid(outputs.present), torch.log_softmax(outputs.pointers, -1)


class _Attention(torch.autograd.Function):
    """Attention without padding, in ONNX one node of onnxruntime's.

    A further tensor, (1, heads, tokens, tokens), is added to the scores.
    """

    @staticmethod
    def forward(
        _: object, heads: int, query: Tensor, key: Tensor, value: Tensor, *added: Tensor
    ) -> Tensor:
        """Map (batch, tokens, width) three times to the same shape."""
        parts = [part.unflatten(-1, (heads, -1)).transpose(1, 2) for part in (query, key, value)]
        mixed = torch.nn.functional.scaled_dot_product_attention(*parts, *added)
        return mixed.transpose(1, 2).flatten(-2)

    @staticmethod
    def symbolic(g: Any, heads: int, query: Any, *others: Any) -> Any:
        """Write the node; what is added moves to its place when the file is finished."""
        node = g.op("com.microsoft::MultiHeadAttention", query, *others, num_heads_i=heads)
        return node.setType(query.type())


def with_added_scores(path: Path) -> None:
    """Put what is added to scores in the place that onnxruntime wants it, the sixth."""
    model = onnx.load(str(path))
    for node in model.graph.node:
        if node.op_type == "MultiHeadAttention" and len(node.input) == 4:
            added = node.input.pop()
            node.input.extend(["", "", added])
    onnx.save(model, str(path))


class Fused(nn.Module):
    """A layer of the encoder for sentences without padding: fewer and larger steps."""

    def __init__(self, layer: Layer, *, relative: bool = False) -> None:
        super().__init__()
        self.layer = layer
        self.relative = relative
        width = layer.mixed.in_features
        self.parts = nn.ModuleList(nn.Linear(width, width) for _ in range(3))
        weights, biases = layer.joined.weight.chunk(3), layer.joined.bias.chunk(3)
        for part, weight, bias in zip(self.parts, weights, biases, strict=True):
            part.load_state_dict({"weight": weight, "bias": bias})

    def forward(self, states: Tensor, added: Tensor) -> Tensor:
        """Map (batch, tokens, width); no token may be padding."""
        parts = [part(states) for part in self.parts]
        further = [added] if self.relative else []
        mixed: Tensor = _Attention.apply(self.layer.heads, *parts, *further)
        return self.layer.finish(states, mixed)


def fused(tagger: Tagger) -> Tagger:
    """A copy of the tagger that reads sentences without padding, and exports to a faster file."""
    copy = deepcopy(tagger).eval()
    for member in copy.each():
        member.layers = nn.ModuleList(Fused(_layer(layer)) for layer in member.layers)
        member.slot_layer = Fused(_layer(member.slot_layer))
    return copy


def _layer(module: nn.Module) -> Layer:
    assert isinstance(module, Layer)
    return module


def export(tagger: Tagger, path: Path) -> None:
    """Write the tagger as an ONNX file in single precision.

    It reads sentences of any length, one at a time or several of one length: none is padded.
    """
    ids = torch.randint(1000, 2000, (2, 24))
    axes = {0: "batch", 1: "tokens"}
    torch.onnx.export(
        Probabilities(fused(tagger)).eval(),
        (ids, torch.ones(2, 24)),
        str(path),
        input_names=["ids", "mask"],
        output_names=["probability", "present", "pointers"],
        dynamic_axes={
            "ids": axes,
            "mask": axes,
            "probability": {0: "batch"},
            "present": {0: "batch"},
            "pointers": {0: "batch", 3: "tokens"},
        },
        opset_version=17,
        dynamo=False,
    )


def shared_layers(members: Sequence[Member]) -> int:
    """How many of the lowest layers are the same in all members; 0 for a single member."""
    first, *others = members
    shared = 0
    while others and all(_same(first.layers[shared], m.layers[shared]) for m in others):
        shared += 1
    return shared


def _same(one: nn.Module, other: nn.Module) -> bool:
    pairs = zip(one.parameters(), other.parameters(), strict=True)
    return all(torch.equal(a, b) for a, b in pairs)


def quantize(source: Path, target: Path, *, tables: bool = True) -> None:
    """Quantise weights to int8, one scale a channel, in seven bits against saturation.

    With `tables`, also what is looked up, with one scale for a whole table.
    """
    prepared = source.with_suffix(".prepared.onnx")
    quant_pre_process(str(source), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(
        str(prepared),
        str(target),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        op_types_to_quantize=["MatMul", "Gemm", *(["Gather"] if tables else [])],
        extra_options={"MatMulConstBOnly": True},
    )


def main() -> None:
    """Export, quantise and write the folder that the reader loads."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threshold", type=float, default=0.5)
    options = parser.parse_args()
    torch.set_num_threads(1)
    singles = load_taggers(options.members)
    members = [member for single in singles for member in single.each()]
    tagger = Tagger(singles[0].embeddings, members, shared_layers(members))
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        exported = Path(scratch) / "tagger.onnx"
        export(tagger, exported)
        quantize(exported, options.out / "tagger.onnx")
    load_tokenizer(encoder_folder()).save(str(options.out / "tokenizer.json"), pretty=False)
    settings = {"threshold": options.threshold, "members": len(singles)}
    (options.out / "settings.json").write_text(json.dumps(settings) + "\n", encoding="utf-8")
    sizes = {path.name: path.stat().st_size for path in sorted(options.out.iterdir())}
    print(json.dumps(sizes))


if __name__ == "__main__":
    main()
