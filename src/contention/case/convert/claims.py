"""Claims, assumptions and figures as values."""

from contention.case.convert.converter import Converter
from contention.case.convert.copying import value_of
from contention.case.draft import Located
from contention.case.factor_kinds import TRAITS
from contention.case.flow_choice import acting_flow
from contention.case.model import (
    Assumption,
    Claim,
    Figure,
    Flow,
    LinkKind,
    Lognormal,
    Relation,
    Sign,
    Stance,
)
from contention.case.schema.claims import AssumptionEntry, ClaimEntry, FigureEntry, RelationEntry
from contention.case.signs import SYMBOLS


def claim_value(reading: Converter, entry: Located[ClaimEntry]) -> Claim:
    """A claim; a negated one says that there is no effect."""
    body = entry.body
    author = _author(reading, entry.document)
    holder = body.holder or author
    if body.holder:
        reading.draft.check_id("holder", holder, entry.place("holder"))
    stance: Stance = body.stance or ("asserted" if holder == author else "reported")
    return value_of(
        Claim,
        body,
        document=entry.document,
        relation=_relation(reading, entry, negated=stance == "negated"),
        stance=stance,
        holder=holder,
        anchor=reading.anchor(body.anchor, entry.document, entry),
        place=entry.place(),
        coded=reading.draft.coded.get(entry.id),
    )


def assumption_value(reading: Converter, entry: Located[AssumptionEntry]) -> Assumption:
    """An assumption."""
    body = entry.body
    accounts = None
    if isinstance(body.accounts, list):
        accounts = tuple(body.accounts)
        for index, account in enumerate(accounts):
            reading.draft.check_id("account", account, entry.place("accounts", index))
    return value_of(
        Assumption,
        body,
        relation=_relation(reading, entry),
        accounts=accounts,
        place=entry.place(),
        coded=reading.draft.coded.get(entry.id),
    )


def figure_value(reading: Converter, entry: Located[FigureEntry]) -> Figure:
    """A figure."""
    body = entry.body
    if body.factor:
        reading.draft.check_id("factor", body.factor, entry.place("factor"))
    if body.holder:
        reading.draft.check_id("holder", body.holder, entry.place("holder"))
    if body.date:
        reading.date(body.date, entry.place("date"))
    return value_of(
        Figure,
        body,
        document=entry.document,
        unit=unit_text(body.unit),
        holder=body.holder or _author(reading, entry.document),
        anchor=reading.anchor(body.anchor, entry.document, entry),
        place=entry.place(),
    )


def unit_text(given: str) -> str:
    """A unit as values hold it: empty for `relative`."""
    return "" if given.strip().casefold() == "relative" else given.strip()


def _author(reading: Converter, document: str) -> str:
    written = reading.draft.documents.get(document)
    return written.body.author if written else ""


def _relation(
    reading: Converter,
    entry: Located[ClaimEntry] | Located[AssumptionEntry],
    *,
    negated: bool = False,
) -> Relation:
    body: RelationEntry = entry.body
    rejected = getattr(body, "status", "") == "rejected"  # it may outlive the factors it names
    for key in () if rejected else ("cause", "effect"):
        reading.draft.check_id("factor", getattr(body, key), entry.place(key))
    gone = rejected and body.condition and body.condition.factor not in reading.draft.factors
    sign: Sign = "0" if negated else SYMBOLS[body.sign]
    link = _link(reading, body)
    _check_doubt(reading, entry)
    unsure = 0.5 if sign == "?" else 1.0
    given = body.sign_credibility
    return Relation(
        cause=body.cause,
        effect=body.effect,
        sign=sign,
        strength=reading.attempt(
            entry.place("strength"),
            lambda: reading.words.elasticity(body.strength),
            Lognormal(0.3, 2.5),
        ),
        strength_word=None if body.strength is None else f"{body.strength}",
        delay=reading.duration(body.delay, entry.place("delay")) if body.delay else None,
        link=link,
        flow=_flow(reading, body, link),
        transient=_transience(reading, entry),
        condition=None if gone else reading.condition(body.condition, entry, "condition"),
        necessary=body.necessary,
        credibility=body.credibility,
        sign_credibility=unsure if given is None else given,
    )


def _check_doubt(reading: Converter, entry: Located[ClaimEntry] | Located[AssumptionEntry]) -> None:
    """Reject zero credibility: the link would never act but would still be drawn."""
    if entry.body.credibility == 0:
        message = "`credibility: 0` disables the link, but maps would still show it"
        hint = "leave it out, or write `status: rejected` (claims), or a small number: 0.01"
        reading.draft.note(entry.place("credibility"), message, hint)
    if entry.body.sign_credibility == 0:
        message = "`sign_credibility: 0` means the opposite sign, but maps would show this one"
        reading.draft.note(entry.place("sign_credibility"), message, "write the other sign")


def _link(reading: Converter, body: RelationEntry) -> LinkKind:
    if body.link is not None:
        return body.link
    return "rate" if TRAITS[reading.kind(body.effect)].acted_on == "flows" else "value"


def _flow(reading: Converter, body: RelationEntry, link: LinkKind) -> Flow | None:
    if link == "value":
        return body.flow  # refused where links are checked
    effect = reading.draft.factors.get(body.effect)
    return acting_flow(body.flow, has_inflow=effect is None or effect.body.inflow is not None)


def _transience(
    reading: Converter, entry: Located[ClaimEntry] | Located[AssumptionEntry]
) -> Lognormal | None:
    given = entry.body.transient
    if given is None or given is False:
        return None
    if given is True:
        return reading.fading
    return reading.duration(given, entry.place("transient"))
