"""The two layers of INCEpTION that coded texts are written to, and those that are read.

A span layer with the code, and a relation layer from cause (Governor) to effect (Dependent).
"""

from collections.abc import Iterable, Mapping

from contention.exchange.texts.claim_fields import KEYS
from contention.exchange.texts.coded_text import CodedTexts, Relation

CODED = "custom.Coding"
CLAIM = "custom.Claim"
NAME = "code"
LABEL = "label"
GOVERNOR, DEPENDENT = "Governor", "Dependent"

NAMES = (NAME, LABEL, "value", "sign", "polarity", "type", "relation", "identifier", "name")
"""features that may hold the code of a span or the label of a relation, the likeliest first"""
SIGNS = ("sign", "polarity")
"""features of a relation that come before these"""
NOTES = ("note", "comment", "comments", "memo", "remark")
CODERS = ("coder", "annotator")
NOT_LAYERS = (
    "de.tudarmstadt.ukp.dkpro.core.api.segmentation.", "uima.",
    "de.tudarmstadt.ukp.dkpro.core.api.metadata.", "de.tudarmstadt.ukp.clarin.webanno.api.type.",
    "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.", "de.tudarmstadt.ukp.dkpro.core.api.syntax.",
)  # fmt: skip
"""what every text has, and grammar: no codes"""


def is_layer(type_name: str) -> bool:
    """Whether annotations of a type are codes or relations that somebody chose."""
    return not type_name.startswith(NOT_LAYERS)


def claim_features(texts: CodedTexts) -> tuple[str, ...]:
    """The features of the relation layer, in order of the alphabet."""
    used = {key for each in texts.relations for key in each.fields}
    more = {"coder" for each in texts.relations if each.coder}
    noted = {"note" for each in texts.relations if each.note}
    return tuple(sorted(used | more | noted | {LABEL}))


def said(relation: Relation, feature: str, coders: Mapping[str, str]) -> str:
    """The value of a feature of a relation."""
    if feature == LABEL:
        return relation.label
    if feature in relation.fields:
        return relation.fields[feature]
    values = {"note": relation.note, "coder": coders.get(relation.coder, "")}
    return values.get(feature, "")


def named(
    values: Mapping[str, str], otherwise: str, names: tuple[str, ...] = NAMES
) -> tuple[str, dict[str, str]]:
    """The name that features give an annotation, and the other features that say something."""
    folded = {key.casefold(): key for key in reversed(list(values))}
    rest = {key: value for key, value in values.items() if value}
    for name in names:
        if name in folded and values[folded[name]]:
            key = folded[name]
            return rest.pop(key), rest
    others = [key for key in rest if key not in (*KEYS, *NOTES, *CODERS)]
    return (rest.pop(others[0]), rest) if others else (otherwise, rest)


def remarks(values: Mapping[str, str], known: Iterable[str] = ()) -> tuple[str, str, list[str]]:
    """Coder, note and the rest of the features as `name: value`, but for those that are known."""
    coder, note, rest = "", [], []
    for key, value in values.items():
        if key in known:
            continue
        if key.casefold() in CODERS:
            coder = value
        elif key.casefold() in NOTES:
            note.append(value)
        else:
            rest.append(f"{key}: {value}")
    return coder, " | ".join(note), rest
