"""Whether links fit the factors at their ends."""

from collections.abc import Iterator
from typing import Any

from contention.case.articles import with_article
from contention.case.convert.converter import Converter
from contention.case.draft import Draft, Located
from contention.case.factor_kinds import traits
from contention.case.model import Case, Factor, Relation
from contention.case.problem import Place
from contention.case.titles import TO_BE_NAMED


def check_links(reading: Converter, case: Case) -> None:
    """Note every claim and assumption that does not fit its factors."""
    draft = reading.draft
    _warn_unnamed(draft)
    for entry, relation in _links(draft, case):
        cause = case.factors.get(relation.cause)
        effect = case.factors.get(relation.effect)
        if relation.cause == relation.effect:
            _note_circle(draft, entry, relation)
        elif effect is not None:
            _check_effect(draft, entry, relation, effect)
        if cause is not None:
            _check_cause(draft, entry, cause)
        if relation.necessary and relation.sign == "-":
            message = "what is necessary cannot lower its effect"
            hint = "code the absence, or leave it out"
            if entry.id in draft.coded:
                message += f", and by a merge `{entry.id}` does"
                hint = f"{hint}; or reject the merge at {_merge_place(draft, entry)}"
            draft.note(entry.place("necessary"), message, hint)


def _warn_unnamed(draft: Draft) -> None:
    """Warn of accepted claims with an end that waits for a name."""
    for claim in draft.claims.values():
        if claim.body.status != "accepted":
            continue
        for end in ("cause", "effect"):
            factor = draft.factors.get(getattr(claim.body, end))
            if factor is not None and factor.body.title == TO_BE_NAMED:
                message = f"the {end} of `{claim.id}` is still to be named"
                hint = "name a factor, or reject the claim: `contention review` asks for it"
                draft.warn(claim.place(end), message, hint)


def _note_circle(draft: Draft, entry: Located[Any], relation: Relation) -> None:
    message = f"`{relation.cause}` is its own cause"
    hint = "make what passes the effect on a factor of its own"
    if entry.id in draft.coded:
        coded = draft.coded[entry.id]
        message = (
            f"cause and effect of `{entry.id}` (`{coded.cause}`, `{coded.effect}`) are merged into "
            f"one factor, `{relation.cause}`"
        )
        hint = f"reject the claim, or the merge at {_merge_place(draft, entry)}"
    draft.note(entry.place("effect"), message, hint)


def _merge_place(draft: Draft, entry: Located[Any]) -> Place:
    """The place of the last merge that removed an end of a claim."""
    coded = draft.coded[entry.id]
    return max(
        draft.merged[end].place for end in (coded.cause, coded.effect) if end in draft.merged
    )


def _links(draft: Draft, case: Case) -> Iterator[tuple[Located[Any], Relation]]:
    """The entries that make links: accepted claims and assumptions that state an effect."""
    for id_, claim in draft.claims.items():
        relation = case.claims[id_].relation
        if claim.body.status == "accepted" and relation.sign != "0":
            yield claim, relation
    for id_, assumption in draft.assumptions.items():
        if case.assumptions[id_].relation.sign != "0":
            yield assumption, case.assumptions[id_].relation


def _check_effect(draft: Draft, entry: Located[Any], relation: Relation, effect: Factor) -> None:
    if traits(effect).acted_on == "nothing":
        message = f"`{effect.id}` is {with_article(effect.kind)}: no claim can act on it"
        hint = "change its kind, or let the claim act on a factor that it depends on"
        draft.note(entry.place("effect"), message, hint)
    elif traits(effect).acted_on == "flows":
        _check_flow(draft, entry, relation, effect)
    elif relation.link == "rate":
        message = f"a rate link acts on stocks, and `{effect.id}` is {with_article(effect.kind)}"
        draft.note(entry.place("link"), message, "leave `link` out, or change the factor's kind")
    elif relation.flow is not None:
        message = f"`flow` is for rate links, and `{effect.id}` is {with_article(effect.kind)}"
        draft.note(entry.key_place("flow"), message, "leave `flow` out")
    elif traits(effect).acted_on == "hazard" and effect.hazard is None:
        message = f"`{effect.id}` has no hazard that a claim could act on"
        hint = "give it `hazard: {rate: …, source: …}` in factors.yaml"
        draft.note(entry.place("effect"), message, hint)


def _check_flow(draft: Draft, entry: Located[Any], relation: Relation, effect: Factor) -> None:
    if relation.link == "value":
        message = f"a claim acts on the flows of the stock `{effect.id}`, not on its value"
        draft.note(entry.place("link"), message, "write `link: rate`, or leave `link` out")
        return
    flow = effect.inflow if relation.flow == "inflow" else effect.outflow
    if flow is None:
        message = f"`{effect.id}` has no {relation.flow}"
        hint = f"add `{relation.flow}: {{rate: …, source: …}}` to it in factors.yaml"
        draft.note(entry.place("flow"), message, hint)
    elif isinstance(flow, str):
        message = f"the {relation.flow} of `{effect.id}` is an expression: no claim acts on it"
        hint = "give the flow as a rate, or let the claim act on a factor in the expression"
        draft.note(entry.place("effect"), message, hint)


def _check_cause(draft: Draft, entry: Located[Any], cause: Factor) -> None:
    if traits(cause).set_as == "amount" and cause.baseline <= 0:
        message = f"`{cause.id}` is 0 at present and acts by its ratio to that"
        hint = "give it a baseline above 0 in factors.yaml"
        draft.note(entry.place("cause"), message, hint)
    if not input_positive(cause):
        message = f"the input `{cause.id}` is not above 0 throughout and acts by a ratio"
        hint = "give it positive values, or dated `events`"
        draft.note(entry.place("cause"), message, hint)


def input_positive(factor: Factor) -> bool:
    """Whether an input is above 0 throughout; true for dated events and other kinds."""
    shape = factor.shape
    if shape is None or shape.form == "events":
        return True
    if shape.form == "series":
        return shape.series is None or min(shape.series.values) > 0
    return shape.value > 0 and (shape.form == "constant" or factor.baseline > 0)
