"""What the documentation of a model's variables says: titles, claims and their paraphrases."""

from contention.case.model import Case, Claim, Factor
from contention.models.model import (
    ChanceSource,
    Coefficient,
    Drawn,
    InverseTime,
    LinkTime,
    Occurrence,
    Parameter,
    Presence,
    Ranged,
)


def factor_words(factor: Factor) -> str:
    """A factor's title and note."""
    kind = {"event": "Event; its probability so far", "input": "Exogenous"}.get(factor.kind, "")
    return ". ".join(part for part in (factor.title, kind, factor.note) if part)


def parameter_words(case: Case, parameter: Parameter) -> str:
    """What a drawn number is, and the claims that it comes from."""
    match parameter:
        case Coefficient(link=link):
            return f"Sign times elasticity. {_claims(case, link.claims)}"
        case Presence(link=link):
            return f"1 if the link is in this draw. {_claims(case, link.claims)}"
        case LinkTime(link=link, quantity=quantity, stages=stages):
            over = f"{stages} over the {quantity} in years" if stages > 1 else f"1 over {quantity}"
            return f"{over}. {_claims(case, link.claims)}"
        case InverseTime(factor=factor):
            return f"1 over the adjustment time of “{case.factors[factor].title}”, in years"
        case Drawn(key=key) | Occurrence(key=key) | Ranged(key=key) | ChanceSource(key=key):
            return f"Drawn number: {key}"


def _claims(case: Case, ids: tuple[str, ...]) -> str:
    found = [(id_, case.assumptions.get(id_) or case.claims[id_]) for id_ in ids]
    return " | ".join(
        f"{id_}: {one.paraphrase if isinstance(one, Claim) else 'assumption: ' + one.reason}"
        for id_, one in found
    )
