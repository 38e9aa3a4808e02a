"""What a conversion kept, changed and left out, with the ids concerned."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, order=True)
class Loss:
    """One thing that the other side does not have, or has otherwise."""

    kind: str
    """what it is, in the singular: `claim`, `factor`, `row`"""
    id: str
    what: str
    """what became of it, in a few words"""


@dataclass(frozen=True)
class LossReport:
    """What became of everything that was to be converted."""

    kept: tuple[tuple[str, int], ...] = ()
    """kind in the singular → how many of it"""
    changed: tuple[Loss, ...] = ()
    left_out: tuple[Loss, ...] = ()
    notes: tuple[str, ...] = field(default=())
    """what holds for the file as a whole"""

    def as_json(self) -> dict[str, Any]:
        """The same as plain JSON values."""
        return {
            "kept": dict(self.kept),
            "changed": [_json(loss) for loss in self.changed],
            "left_out": [_json(loss) for loss in self.left_out],
            "notes": list(self.notes),
        }


def _json(loss: Loss) -> dict[str, str]:
    return {"kind": loss.kind, "id": loss.id, "what": loss.what}
