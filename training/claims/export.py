"""Export a trained claim model in 8 bits: `python -m training.claims.export --model RUN.pt …`."""

import argparse
import json
import random
import tempfile
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from contention.extraction.model.claim_decoding import ARRAYS
from contention.extraction.model.claim_windows import LONGEST_WINDOW
from training.claims.evaluate import CONFIDENCE, pair_weights
from training.claims.network import ClaimModel
from training.claims.smoothing import smooth
from training.claims.start import load_run
from training.claims.texts import passage_texts
from training.claims.windows import collate, drawn
from training.claims.word_table import GroupTable, RowTable
from training.encoder import Layer
from training.encoders import encoder_folder, load_tokenizer
from training.export import Fused, quantize, with_added_scores
from training.mpnet import RelativeEmbeddings

WINDOWS = 80
"""of which the sizes of states are taken"""
OUTPUTS = ("queries", "keys", "bounds", "parts", "links", "reading")


class Exported(nn.Module):
    """The model as the reader runs it: no padding, all outputs in a row."""

    def __init__(self, model: ClaimModel) -> None:
        super().__init__()
        copy = deepcopy(model).eval()
        layers = [layer for layer in copy.layers if isinstance(layer, Layer)]
        relative = isinstance(copy.embeddings, RelativeEmbeddings)
        copy.layers = nn.ModuleList(Fused(layer, relative=relative) for layer in layers)
        copy.embeddings.words = (GroupTable if relative else RowTable)(copy.embeddings.words)
        self.model = copy

    def forward(self, ids: Tensor) -> tuple[Tensor, ...]:
        """Score windows (batch, pieces) of one length."""
        scores = self.model(ids, torch.ones(ids.shape))
        return tuple(getattr(scores, name) for name in OUTPUTS)


def export(model: ClaimModel, path: Path, texts: Sequence[Tensor] = ()) -> None:
    """Write an ONNX file in single precision, evened out for eight bits by some texts."""
    axes = {0: "batch", 1: "pieces"}
    exported = Exported(model).eval()
    smooth(exported, texts)
    torch.onnx.export(
        exported,
        (torch.randint(1000, 2000, (1, 24)),),
        str(path),
        input_names=["ids"],
        output_names=list(OUTPUTS),
        dynamic_axes=dict.fromkeys(("ids", *OUTPUTS), axes),
        opset_version=17,
        dynamo=False,
    )
    with_added_scores(path)


def _windows(passages: Path) -> list[Tensor]:
    """Windows of every tenth passage."""
    texts = passage_texts([passages], load_tokenizer(encoder_folder()))[::10]
    some = drawn(texts, LONGEST_WINDOW, random.Random(1))[:WINDOWS]  # noqa: S311 - no secrets
    return [collate([each]).ids for each in some]


def write(model: ClaimModel, folder: Path, settings: dict[str, object], passages: Path) -> None:
    """Write the files that the reader loads."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        exported = Path(scratch) / "claims.onnx"
        export(model, exported, _windows(passages))
        quantize(exported, folder / "claims.onnx", tables=False)
    weights = pair_weights(model, CONFIDENCE)
    np.savez(folder / "claims.npz", **{name: getattr(weights, name) for name in ARRAYS})
    text = json.dumps(settings) + "\n"
    (folder / "claims.json").write_text(text, encoding="utf-8")
    load_tokenizer(encoder_folder()).save(str(folder / "tokenizer.json"), pretty=False)


def main() -> None:
    """Export, quantise and write the folder that the reader loads."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--passages", type=Path, default=Path("training/passages"))
    parser.add_argument("--threshold", type=float, default=0.5)
    parser.add_argument("--confidence", type=float, nargs=4, default=list(CONFIDENCE))
    options = parser.parse_args()
    torch.set_num_threads(1)
    settings = {"threshold": options.threshold, "confidence": options.confidence}
    write(load_run(options.model).eval(), options.out, settings, options.passages)
    sizes = {path.name: path.stat().st_size for path in sorted(options.out.iterdir())}
    print(json.dumps(sizes))


if __name__ == "__main__":
    main()
