"""Evening out what is multiplied in 8 bits: Xiao et al., *SmoothQuant* (2023).

A few columns of an encoder's states are a hundred times as large as the others, and one scale for a
whole tensor then leaves the others nothing. Each column is divided by a number that its weights are
multiplied by, which changes no product.
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

SHARE = 0.8
"""of a column's size that moves into the weights"""
LEAST = 1e-4


class Smoothed(nn.Module):
    """A linear layer whose input is evened out first."""

    def __init__(self, linear: nn.Linear, largest: Tensor) -> None:
        super().__init__()
        weight = linear.weight.detach()
        own = weight.abs().amax(0).clamp(min=LEAST)
        scale = (largest.clamp(min=LEAST) ** SHARE / own ** (1 - SHARE)).clamp(min=LEAST)
        scale = scale / scale.median()
        self.register_buffer("inverse", 1 / scale)
        self.linear = nn.Linear(linear.in_features, linear.out_features)
        with torch.no_grad():
            self.linear.weight.copy_(weight * scale)
            self.linear.bias.copy_(linear.bias)

    def forward(self, states: Tensor) -> Tensor:
        """What the layer gives."""
        result: Tensor = self.linear(states * self.inverse)
        return result


@torch.no_grad()
def smooth(model: nn.Module, texts: Sequence[Tensor]) -> None:
    """Replace the linear layers that `texts` (batch, pieces) pass through, in place."""
    largest: dict[str, Tensor] = {}
    layers = {name: each for name, each in model.named_modules() if isinstance(each, nn.Linear)}

    def watch(name: str) -> torch.utils.hooks.RemovableHandle:
        def see(_: nn.Module, given: tuple[Tensor, ...]) -> None:
            size = given[0].abs().flatten(0, -2).amax(0)
            largest[name] = torch.maximum(largest.get(name, size), size)

        return layers[name].register_forward_pre_hook(see)

    watched = [watch(name) for name in layers]
    for ids in texts:
        model(ids)
    for each in watched:
        each.remove()
    for name, size in largest.items():
        parent, _, own = name.rpartition(".")
        setattr(model.get_submodule(parent), own, Smoothed(layers[name], size))
