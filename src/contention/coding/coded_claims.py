"""Claims that a person coded in another tool: what of them fits the factors of a case."""

from dataclasses import replace

from contention.case.factor_kinds import TRAITS
from contention.case.schema.factors import FactorEntry
from contention.extraction.proposals import CodedParticulars, Proposal


def fitted(proposal: Proposal, effect: FactorEntry | None, gate: FactorEntry | None) -> Proposal:
    """The claim with what its factors do not allow moved to its note.

    A factor that is new to the case (None) becomes a quantity, so a coded text that names no kinds
    cannot say that a claim acts on a flow, or holds while an event is on.
    """
    coded = proposal.coded
    if coded is None:
        return proposal
    fields = dict(coded.fields)
    moved = {key: fields.pop(key) for key in _unfit(fields, proposal, effect)}
    condition = coded.condition
    if condition and proposal.gate is not None and not _holds(condition, gate):
        moved["condition"] = f"{proposal.gate.factor.text} ({condition})"
        proposal, condition = replace(proposal, gate=None), ""
    said = [f"{key}: {value}" for key, value in moved.items()]
    made = CodedParticulars(
        coded.coder, tuple(fields.items()),
        "; ".join(part for part in (coded.note, *said) if part), condition, coded.stated,
    )  # fmt: skip
    return replace(proposal, coded=made)


def moved_to_notes(before: Proposal, after: Proposal) -> bool:
    """Whether something of a claim did not fit."""
    return before.coded != after.coded


def _unfit(
    fields: dict[str, str], proposal: Proposal, effect: FactorEntry | None
) -> tuple[str, ...]:
    """Keys that no claim on this effect may have."""
    on_flows = TRAITS["quantity" if effect is None else effect.kind].acted_on == "flows"
    unfit = []
    if "link" in fields and (fields["link"] == "rate") != on_flows:
        unfit.append("link")
    if "flow" in fields and (not on_flows or getattr(effect, fields["flow"], None) is None):
        unfit.append("flow")
    if "necessary" in fields and proposal.sign == "-":
        unfit.append("necessary")
    return tuple(unfit)


def _holds(condition: str, gate: FactorEntry | None) -> bool:
    """Whether a factor of that kind may be in such a condition."""
    traits = TRAITS["quantity" if gate is None else gate.kind]
    switch = traits.set_as == "switch" or (gate is not None and gate.events is not None)
    key, _, value = condition.partition(": ")
    if key == "is":
        return (value in ("on", "off")) == switch
    return not switch and traits.bounds.holds(float(value))
