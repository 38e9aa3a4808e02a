"""Make the table of static embeddings: `python -m training.static_embeddings --out FILE.npz`.

Every piece of the vocabulary is read by the original encoder as a sentence of its own, and what
comes out is averaged, brought down to its principal components and weighted by how rare the piece
is. The mean of a name's rows then stands for the name, without an encoder at run time.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from training.encoder import Shape, load_pretrained
from training.train import encoder_folder, load_tokenizer

BATCH = 512
LARGEST = 4_000_000
"""Bytes that the file may have."""

Table = NDArray[np.float32]


def main() -> None:
    """Write the table and print its size and how much of the variance it keeps."""
    options = _options()
    torch.set_num_threads(options.threads)
    folder = encoder_folder()
    tokenizer = load_tokenizer(folder)
    states = piece_states(folder, tokenizer)
    reduced, kept = principal(states, options.width)
    table = reduced * rarity(tokenizer.get_vocab_size(), options.smoothing)[:, None]
    for piece in ("[PAD]", "[CLS]", "[SEP]", "[MASK]", "[UNK]"):
        table[tokenizer.token_to_id(piece)] = 0.0
    write(options.out, table)
    size = options.out.stat().st_size
    print(f"{table.shape[0]} pieces of {table.shape[1]}, {kept:.3f} of the variance, {size} bytes")
    if size > LARGEST:
        raise SystemExit(f"larger than {LARGEST} bytes: take a smaller --width")


def piece_states(folder: Path, tokenizer: Tokenizer) -> Table:
    """The mean output of the encoder for `[CLS] piece [SEP]`, shape (pieces, width)."""
    embeddings, layers = load_pretrained(folder, Shape())
    embeddings.eval()
    layers.eval()
    first, last = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    found = []
    with torch.inference_mode():
        for start in range(0, tokenizer.get_vocab_size(), BATCH):
            pieces = torch.arange(start, min(start + BATCH, tokenizer.get_vocab_size()))
            ends = torch.ones_like(pieces)
            states = embeddings(torch.stack([first * ends, pieces, last * ends], dim=1))
            for layer in layers:
                states = layer(states, torch.zeros(1))
            found.append(states.mean(dim=1).numpy())
    return np.concatenate(found).astype(np.float32)


def principal(states: Table, width: int) -> tuple[Table, float]:
    """The leading components of centred states, and the share of the variance in them."""
    centred = states.astype(np.float64) - states.mean(axis=0, dtype=np.float64)
    values, vectors = np.linalg.eigh(centred.T @ centred)
    leading = vectors[:, ::-1][:, :width]
    signs = np.sign(leading[np.abs(leading).argmax(axis=0), np.arange(width)])
    kept = float(values[::-1][:width].sum() / values.sum())
    return (centred @ (leading * signs)).astype(np.float32), kept


def rarity(pieces: int, smoothing: float) -> Table:
    """Weights of smooth inverse frequency, `a / (a + p)`, with `p` by Zipf's law.

    The vocabulary is ordered by frequency. Arora, Liang and Ma, ICLR 2017.
    """
    inverse = 1.0 / np.arange(2, pieces + 2)
    frequency = inverse / inverse.sum()
    return (smoothing / (smoothing + frequency)).astype(np.float32)


def write(file: Path, table: Table) -> None:
    """In 8 bits, with one scale a row."""
    scales = np.abs(table).max(axis=1) / 127.0
    scales[scales == 0] = 1.0
    rows = np.rint(table / scales[:, None]).astype(np.int8)
    np.savez(file, rows=rows, scales=scales.astype(np.float16))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="where to write the table")
    parser.add_argument("--width", type=int, default=128)
    parser.add_argument("--smoothing", type=float, default=1e-3)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
