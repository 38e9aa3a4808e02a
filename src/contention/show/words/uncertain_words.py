"""Which uncertain numbers decide a verdict, and in which region it fails: sentences and JSON."""

from collections.abc import Callable, Iterator, Sequence

from contention.case.articles import counted
from contention.case.model import Case
from contention.judge.hinges.given_data import LEAST_DRAWS
from contention.judge.hinges.indices import Apportioned, Explained, Indices
from contention.judge.hinges.uncertain import Condition, FailureRegion, Uncertain
from contention.judge.hinges.uncertain_quantities import Kind, Quantity
from contention.judge.hinges.verdict_hinges import Carried
from contention.judge.shares import Share
from contention.show.judgement_json import Json, rounded
from contention.show.words.numbers import listed, percent, percent_range, quantity, years

MOST_SHOWN = 8
OF: dict[Apportioned, str] = {
    "direction": "whether it holds",
    "size": "how far the outcome moves",
}
OF_FACTORS: dict[Kind, str] = {
    "adjustment": "the adjustment time of",
    "hazard": "the rate of",
    "inflow": "the rate of growth of",
    "outflow": "the rate of loss of",
    "range": "the value of",
}
OF_CLAIMS: dict[Kind, str] = {
    "strength": "the strength of",
    "sign": "the sign of",
    "delay": "the delay of",
    "fading": "the fading time of",
    "inclusion": "the inclusion of",
    "prevails": "the precedence over what it denies of",
}
TIMES: frozenset[Kind] = frozenset({"delay", "fading", "adjustment"})
RATES: frozenset[Kind] = frozenset({"hazard", "inflow", "outflow"})
SO_OR_NOT: dict[Kind, tuple[str, str]] = {
    "inclusion": ("{} left out", "{} counted"),
    "prevails": ("{} not prevailing", "{} prevailing"),
    "sign": ("the other sign of {}", "{} with its sign as coded"),
}
"""kind → wording below and above one half"""

Name = Callable[[str], str]
"""claim → how the page cites it"""


def uncertain_sentences(case: Case, found: Uncertain, name: Name) -> Iterator[str]:
    """Which inputs the variance of each answer comes from, and where the verdict fails."""
    if not found.draws:
        return
    if found.draws < LEAST_DRAWS:
        few = f"At least {LEAST_DRAWS} draws are needed"
        yield f"{few} to attribute it to uncertain numbers."
        return
    for item in found.indices:
        yield _indices(case, item, name)
    for answer in found.settled:
        yield f"No uncertain number decides {OF[answer]}: its variance is zero."
    if "direction" not in found.settled:
        yield _region(case, found, name)


def _indices(case: Case, found: Indices, name: Name) -> str:
    what = f"Variance of {found.answer} ({OF[found.answer]}):"
    least = percent(max(found.noise, 0.0))
    if not found.found:
        of = counted(found.tried, "uncertain number")
        return f"{what} none of {of} explains more than chance alone ({least})."
    shown = [_share(case, item, name) for item in found.found[:MOST_SHOWN]]
    more = len(found.found) - MOST_SHOWN
    if more > 0:
        shown.append("less from " + counted(more, "other", "others"))
    rest = f"; {percent(found.together)} from interactions, or from inputs below {least} each"
    return f"{what} {listed(shown)}{rest}."


def _share(case: Case, item: Explained, name: Name) -> str:
    interval = percent_range((item.low, item.high))
    return f"{percent(item.share)} ({interval}) from {_of(case, item.quantity, name)}"


def _of(case: Case, item: Quantity, name: Name) -> str:
    """`the strength of [3]`, `the rate of “Raid” (factors.yaml:12)`, `when … comes by chance`."""
    if item.of_claim:
        return f"{OF_CLAIMS[item.kind]} {name(item.subject)}"
    if item.kind == "chance":
        return f"when {_factor(case, item)} comes by chance"
    return f"{OF_FACTORS[item.kind]} {_factor(case, item)}"


def _factor(case: Case, item: Quantity) -> str:
    factor = case.factors[item.subject]
    return f"“{factor.title}” ({factor.place.path}:{factor.place.line})"


def _region(case: Case, found: Uncertain, name: Name) -> str:
    verb = "holds" if found.other == "holds" else "fails"
    if found.rare:
        rarely = "fails" if verb == "fails" else "holds"
        return f"No region was searched for: it {rarely} in too few draws, or in too many."
    region = found.region
    if region is None:
        return f"No region of the uncertain numbers stands out in which it {verb}."
    where = listed([_condition(case, item, name) for item in region.conditions])
    after_all = "Holds" if verb == "holds" else "Fails"
    return (
        f"{after_all} in {_known(region.density)} of draws with {where}, in "
        f"{percent(region.base.value)} of all; these are {_known(region.coverage)} of the draws in "
        f"which it {verb} (measured on held-out draws)."
    )


def _known(share: Share) -> str:
    return f"{percent(share.value)} ({percent_range((share.low, share.high))})"


def _condition(case: Case, item: Condition, name: Name) -> str:
    what = item.quantity
    if what.kind in SO_OR_NOT:
        below, above = SO_OR_NOT[what.kind]
        return (below if item.low is None else above).format(name(what.subject))
    if what.kind == "chance":
        return f"{_factor(case, what)} coming {_when(item)} by chance"
    return f"{_of(case, what, name)} {_within(item)}"


def _within(item: Condition) -> str:
    low, high = (
        None if value is None else _number(item.quantity, value)
        for value in (item.low_value, item.high_value)
    )
    if low is not None and high is not None:
        return f"between {low} and {high}"
    return f"below {high}" if low is None else f"above {low}"


def _number(item: Quantity, value: float) -> str:
    if item.kind in TIMES:
        return years(value)
    return quantity(value) + (" a year" if item.kind in RATES else "")


def _when(item: Condition) -> str:
    if item.low is None:
        return f"early (its first {percent(item.high)})"
    if item.high is None:
        return f"late (its last {percent(1.0 - item.low)})"
    return "neither early nor late"


def named_claims(found: Uncertain) -> tuple[str, ...]:
    """The claims named in the sentences."""
    told = [item.quantity for each in found.indices for item in each.found]
    told += [item.quantity for item in found.region.conditions] if found.region else []
    return tuple(dict.fromkeys(item.subject for item in told if item.of_claim))


def uncertain_json(found: Sequence[Carried]) -> list[Json]:
    """Indices and regions of every verdict for which they were requested."""
    return [
        {
            "contention": item.verdict.contention,
            "account": item.verdict.account,
            "draws": item.uncertain.draws,
            "indices": [_indices_json(each) for each in item.uncertain.indices],
            "settled": list(item.uncertain.settled),
            "region": item.uncertain.region and _region_json(item.uncertain.region),
            "region_of": item.uncertain.other,
            "too_few": item.uncertain.rare,
        }
        for item in found
        if item.uncertain.draws
    ]


def _indices_json(found: Indices) -> Json:
    return {
        "answer": found.answer,
        "draws": found.draws,
        "tried": found.tried,
        "noise": rounded(found.noise),
        "together": rounded(found.together),
        "shares": [
            {
                **_quantity_json(item.quantity),
                "share": rounded(item.share),
                "interval": [rounded(item.low), rounded(item.high)],
            }
            for item in found.found
        ],
    }


def _region_json(found: FailureRegion) -> Json:
    return {
        "conditions": [
            {
                **_quantity_json(item.quantity),
                "above": rounded(item.low_value),
                "below": rounded(item.high_value),
                "above_quantile": rounded(item.low),
                "below_quantile": rounded(item.high),
            }
            for item in found.conditions
        ],
        "density": _share_json(found.density),
        "coverage": _share_json(found.coverage),
        "base": _share_json(found.base),
    }


def _share_json(share: Share) -> Json:
    return {"value": rounded(share.value), "interval": [rounded(share.low), rounded(share.high)]}


def _quantity_json(item: Quantity) -> Json:
    number = item.number
    return {
        "key": item.key,
        "kind": item.kind,
        "of": "claim" if item.of_claim else "factor",
        "subject": item.subject,
        "median": None if number is None else rounded(number.median),
        "spread": None if number is None else rounded(number.spread),
        "chance": rounded(item.chance),
        **({} if item.ends is None else {"range": [rounded(end) for end in item.ends]}),
    }
