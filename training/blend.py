"""Halfway between two trainings: `python -m training.blend --weights a.pt b.pt --out c.pt`.

A run that went on from another's weights (`train --start`) has stayed near them; the mean of the
two keeps what the second has learned, and more of how the first reads other kinds of text.
"""

import argparse
from pathlib import Path

import torch
from torch import Tensor


def blended(weights: list[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of weights under the same names; raises ValueError where names differ."""
    first, *others = weights
    if any(other.keys() != first.keys() for other in others):
        raise ValueError("the weights belong to different networks")
    return {name: torch.stack([each[name] for each in weights]).mean(0) for name in first}


def main() -> None:
    """Blend the files named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    stored = [torch.load(path, weights_only=True) for path in options.weights]
    torch.save(blended(stored), options.out)


if __name__ == "__main__":
    main()
