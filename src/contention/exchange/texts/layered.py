"""Annotations with layers and features, as INCEpTION has them, on their way to codings."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from contention.documents.document import Range
from contention.exchange.texts.claim_fields import KEYS
from contention.exchange.texts.gathering import Gathering
from contention.exchange.texts.layers import LABEL, NAMES, SIGNS, named, remarks


@dataclass
class LayeredSpan:
    """A span with the features of its layer."""

    id: str
    layer: str
    where: Range
    values: dict[str, str] = field(default_factory=dict)


@dataclass
class LayeredArc:
    """A relation with the features of its layer."""

    id: str
    layer: str
    source: str
    target: str
    values: dict[str, str] = field(default_factory=dict)


def put_layers(
    gathering: Gathering, document: str, coder: str, spans: Iterable[LayeredSpan],
    arcs: Iterable[LayeredArc],
) -> None:  # fmt: skip
    """Spans as codings, arcs as relations.

    Which feature is the code and which the label is told by their names, see `layers.NAMES`.
    `coder` is whose file it is; a feature that names a coder comes before.
    """
    prefix = f"{coder}/" if coder else ""
    for span in spans:
        name, rest = named(span.values, short(span.layer))
        by, note, more = remarks(rest)
        gathering.coding(
            document, f"{prefix}{span.id}", name, span.where, coder=by or coder,
            note=" | ".join(part for part in (note, *more) if part),
        )  # fmt: skip
    for arc in arcs:
        label, rest = named(arc.values, _label(arc), (*SIGNS, *NAMES))
        by, note, more = remarks(rest, KEYS)
        fields = {key: value for key, value in rest.items() if key in KEYS}
        gathering.relation(
            f"{document}/{prefix}{arc.id}", f"{document}/{prefix}{arc.source}",
            f"{document}/{prefix}{arc.target}", label, coder=by or coder, fields=fields,
            note=" | ".join(part for part in (note, *more) if part),
        )  # fmt: skip


def _label(arc: LayeredArc) -> str:
    """The label of an arc that has none: the layer's, unless the layer has a place for one."""
    return "" if LABEL in arc.values else short(arc.layer)


def short(layer: str) -> str:
    """The last part of a type's name."""
    return layer.rsplit(".", 1)[-1]
