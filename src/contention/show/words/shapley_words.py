"""Shapley values as sentences and JSON."""

from collections.abc import Callable, Iterator, Sequence

from contention.case.articles import counted
from contention.judge.hinges.shapley import Shapley
from contention.judge.hinges.verdict_hinges import Carried
from contention.show.judgement_json import Json, rounded
from contention.show.words.numbers import listed, signed

MOST_SHOWN = 8
OF = {
    "presence": "the share of draws in which the account connects the two",
    "direction": "the share in which it holds minus the share in which it fails",
    "size": "the mean log-ratio by which the outcome moves",
}


def value_sentences(carried: Carried, name: Callable[[str], str]) -> Iterator[str]:
    """Contribution of each claim to each answer, largest first, with the standard error."""
    alike = [found for found in carried.values if _alike(found)]
    if len(alike) > 1:
        yield _equal_parts(alike, name)
    for found in carried.values:
        if len(alike) < 2 or found not in alike:
            yield _sentence(found, name)
    if carried.unvalued:
        yield f"No Shapley values of {listed(carried.unvalued)}: --budget is too small for them."


def _alike(found: Shapley) -> bool:
    """Whether several claims have the same value, to two digits."""
    values = [round(value, 2) for value in found.values.values()]
    return found.exact and len(values) > 1 and max(values) - min(values) <= 0.01 < max(values)


def _equal_parts(alike: Sequence[Shapley], name: Callable[[str], str]) -> str:
    """One sentence for answers in which all claims have the same value."""
    answers = listed([found.answer for found in alike])
    claims = listed([name(claim) for claim in alike[0].values])
    totals = listed([signed(found.total) for found in alike])
    return (
        f"Shapley values of {answers} ({totals} in all): {claims} have an equal part in each "
        "(exact, from every set of claims)."
    )


def _sentence(found: Shapley, name: Callable[[str], str]) -> str:
    ordered = sorted(found.values.items(), key=lambda item: (-abs(round(item[1], 9)), item[0]))
    shown = [f"{name(claim)} {signed(value)}" for claim, value in ordered[:MOST_SHOWN]
             if abs(value) >= 0.005]  # fmt: skip
    rest = f"; less from {counted(len(ordered) - MOST_SHOWN, 'other', 'others')}"
    more = rest if len(ordered) > MOST_SHOWN else ""
    how = "exact, from every set of claims"
    if not found.exact:
        error = max(found.errors.values(), default=0.0)
        orders = counted(found.orders, "order")
        how = f"{orders} sampled in every draw, standard errors up to {error:.2g}"
        how += "; stopped by --budget" if found.stopped == "budget" else ""
    added = listed(shown) if shown else "nothing"
    return (
        f"Shapley values of {found.answer} ({OF[found.answer]}, {signed(found.total)} in all): "
        f"{added}{more} ({how})."
    )


def values_json(found: Sequence[Carried]) -> list[Json]:
    """The values of every verdict for which they were requested."""
    return [
        {
            "contention": item.verdict.contention,
            "account": item.verdict.account,
            "answer": each.answer,
            "total": rounded(each.total),
            "values": {claim: rounded(value) for claim, value in each.values.items()},
            "errors": {claim: rounded(value) for claim, value in each.errors.items()},
            "exact": each.exact,
            "orders": each.orders,
            "stopped": each.stopped,
        }
        for item in found
        for each in item.values
    ]
