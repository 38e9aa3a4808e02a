"""Tables of words in few bits, for the exported model."""

import torch
from torch import Tensor, nn

GROUP = 64
"""columns that share a scale"""
STEPS = 7
"""on either side of nought: values of four bits"""


def grouped(weight: Tensor) -> tuple[Tensor, Tensor]:
    """Values of -7 to 7 (rows, groups, GROUP), and the scales of the groups (rows, groups, 1)."""
    parts = weight.detach().unflatten(1, (-1, GROUP))
    scale = (parts.abs().amax(2, keepdim=True) / STEPS).half().float()
    return torch.round(parts / scale.clamp(min=1e-8)).clamp(-STEPS, STEPS), scale


def ungrouped(values: Tensor, scale: Tensor) -> Tensor:
    """The table that is meant."""
    return (values * scale).flatten(1)


class RowTable(nn.Module):
    """A table in 8 bits, with a scale for each row.

    One scale for the whole table costs three points of F1.
    """

    def __init__(self, table: nn.Embedding) -> None:
        super().__init__()
        weight = table.weight.detach()
        scale = weight.abs().amax(1, keepdim=True) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("rounded", torch.round(weight / scale.clamp(min=1e-12)).to(torch.int8))

    def forward(self, ids: Tensor) -> Tensor:
        """Rows of the table."""
        return self.rounded[ids].float() * self.scale[ids]


class GroupTable(nn.Module):
    """A table in 4 bits, two values a byte, with a scale for each group of columns."""

    def __init__(self, table: nn.Embedding) -> None:
        super().__init__()
        values, scale = grouped(table.weight)
        high, low = (values + 8).flatten(1).to(torch.uint8).unflatten(1, (-1, 2)).unbind(2)
        self.register_buffer("packed", high * 16 + low)
        self.register_buffer("scale", scale[..., 0].half())

    def forward(self, ids: Tensor) -> Tensor:
        """Rows of the table."""
        both = self.packed[ids].float()
        high = torch.floor(both / 16)
        values = torch.stack([high, both - 16 * high], -1).flatten(-2) - 8
        return (values.unflatten(-1, (-1, GROUP)) * self.scale[ids].float()[..., None]).flatten(-2)
