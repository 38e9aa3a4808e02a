"""The causal map of an account that is a model file: its equations as edges."""

from collections.abc import Iterator, Mapping

from contention.case.model import Case
from contention.maps.causal_map import CausalMap, Dependency
from contention.stockflow.file_model import FileModel, file_model
from contention.stockflow.names import key
from contention.stockflow.structure import Structure


def labels_of(case: Case, model: FileModel) -> dict[str, str]:
    """Factor → the label of its variable, for the factors that the model has."""
    found = {}
    for id_, factor in case.factors.items():
        shown = None if factor.in_model is None else model.by_key.get(key(factor.in_model.name))
        if shown is not None:
            found[id_] = shown.label
    return found


def file_map(case: Case, account: str) -> CausalMap:
    """What the variables of a model that a case names are computed from.

    Variables that the case leaves out are passed through.
    """
    model = file_model(case, account)
    labels = labels_of(case, model)
    structure = _with_held(case, labels, model.structure)
    ids = {label: id_ for id_, label in labels.items()}
    edges = tuple(_edges(structure, labels, ids))
    own = structure.stocks | structure.timely
    moving = (id_ for id_, label in labels.items() if _moves(structure, ids, label, own))
    spec = case.accounts[account].model or ""
    return CausalMap(account, tuple(labels), (), edges, file=spec, moving=tuple(moving))


def _with_held(case: Case, labels: Mapping[str, str], structure: Structure) -> Structure:
    """The structure without the equations of factors that are held where they start."""
    factors = ((label, case.factors[id_].in_model) for id_, label in labels.items())
    held = {label for label, each in factors if each is not None and each.held}
    if not held:
        return structure
    reads = {label: () if label in held else read for label, read in structure.reads.items()}
    return Structure(reads, structure.stocks - held, structure.timely - held)


def _edges(
    structure: Structure, labels: Mapping[str, str], ids: Mapping[str, str]
) -> Iterator[Dependency]:
    for id_, label in labels.items():
        for cause in _named(structure, ids, label):
            if cause != label:
                moved = label in structure.stocks
                yield Dependency(ids[cause], id_, "flow" if moved else "equation")


def _named(structure: Structure, ids: Mapping[str, str], label: str) -> Iterator[str]:
    """The variables of the case that one reads, through those that the case leaves out."""
    seen, waiting = {label}, [label]
    while waiting:
        for cause in structure.reads.get(waiting.pop(), ()):
            if cause in seen:
                continue
            seen.add(cause)
            if cause in ids:
                yield cause
            else:
                waiting.append(cause)


def _moves(
    structure: Structure, ids: Mapping[str, str], label: str, own: frozenset[str]
) -> bool:  # fmt: skip
    """Whether a variable moves of itself, or by variables that the case leaves out."""
    seen, waiting = {label}, [label]
    while waiting:
        name = waiting.pop()
        if name in own:
            return True
        left_out = (each for each in structure.reads.get(name, ()) if each not in ids)
        for cause in left_out:
            if cause not in seen:
                seen.add(cause)
                waiting.append(cause)
    return False
