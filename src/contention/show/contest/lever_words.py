"""Sentences on levers: what each does, alone, in pairs, and within a budget."""

from collections.abc import Iterator, Sequence

from contention.case.articles import counted
from contention.case.model import Demand
from contention.case.titles import factor_title
from contention.evidence.levers.budgeted_mixes import AccountMix, Mix
from contention.evidence.levers.compared_levers import LeverEffect, LeverTable, Together
from contention.evidence.levers.lever import Lever, Refusal
from contention.evidence.levers.lever_effects import Effect
from contention.judge.measurement_scale import expression_scale
from contention.language.syntax import Name
from contention.show.words.answer_words import account_name
from contention.show.words.numbers import listed, percent, quantity, signed
from contention.show.words.plain_words import action_in_words
from contention.show.words.reading_words import reading_words
from contention.show.words.reasons import quoted
from contention.show.words.verdict_words import relative

OF = {"probability": "of the hazard", "share": "of the odds"}
"""scale of the outcome → what a relative change refers to, unless it is the amount"""
FIRM = 0.95
"""share of the draws above which that share is not mentioned"""
LEAST = 1e-3
"""interactions, as log-ratios, below which there is nothing to show"""
WHY_NO_MIX = {
    "no costs": "No mix: give the scenarios `costs:` in evidence.yaml to find the best under a "
    "budget.",
    "no budget": "No mix: there are costs but no budget; give `budget:` in evidence.yaml or "
    "--budget.",
    "no direction": "No mix: say with --direction whether the outcome should be lower or higher.",
}


def heading(table: LeverTable) -> str:
    """`What lowers “Civilians killed”`, with what it is compared with."""
    verb = {"lower": "lowers", "higher": "raises", None: "moves"}[table.direction]
    over = "its mean from present to end" if table.reducer == "mean" else "its value at the end"
    if table.reducer == "change":
        over = "its increase since present"
    rest = table.case.scenarios[table.baseline].title
    return (
        f"What {verb} “{factor_title(table.case, table.outcome)}” ({over}), compared with “{rest}”"
    )


def lever_title(table: LeverTable, lever: Lever) -> str:
    """The title of the scenario, or what its one action is."""
    if lever.title:
        return lever.title
    return "; ".join(action_in_words(action, table.case) for action in lever.actions)


def unit_sentence(table: LeverTable) -> str:
    """What the numbers of effects mean."""
    scale = expression_scale(Name(table.outcome), table.case.factors)
    if not all(table.logarithmic.values()):
        return "Effects are differences in the outcome's own unit, means over all draws."
    of = OF.get(scale, "of the amount")
    return f"Effects are relative changes {of}, means over all draws; −34 % undoes +34 %."


def effect_words(table: LeverTable, account: str, found: Effect) -> str:
    """`−34 %`, or a signed number if the outcome has no ratios."""
    if table.logarithmic[account]:
        return relative(found.mean)
    return signed(found.mean) if abs(found.mean) < 1000 else quantity(found.mean)


def effect_sentence(table: LeverTable, item: LeverEffect, lever: Lever) -> str:
    """One lever in one account: effect, presence, and grounds."""
    verdict = item.verdict
    said = [effect_words(table, item.account, item.effect)] if item.effect is not None else []
    if verdict.moving is not None and verdict.moving < FIRM:
        said.append(f"moves it in {percent(verdict.moving)} of draws")
    if verdict.verdict == "undecided" and verdict.support is not None:
        way = {"lower": "down", "higher": "up", None: "up"}[table.direction]
        said.append(f"{way} in {percent(verdict.support)} of those")
    if verdict.needs == "signs":
        said.append("by signs alone")
    elif verdict.needs == "assumptions":
        said.append("on an assumption of the coder")
    if verdict.differing:
        said += reading_words(table.case, verdict)
    return f"{lever_title(table, lever)}: {', '.join(said)}{_with_data(table, item)}"


def _with_data(table: LeverTable, item: LeverEffect) -> str:
    """What it does with the draws of the posterior; empty if there is none."""
    informed = item.informed
    if informed is None or informed.effect is None:
        return ""
    word = f", {informed.verdict.verdict}" if item.differs else ""
    return f"; with the data {effect_words(table, item.account, informed.effect)}{word}"


def moving(table: LeverTable, account: str) -> list[tuple[Lever, LeverEffect]]:
    """The levers that move the outcome in an account, the most wanted effects first."""
    sign = -1 if table.direction == "lower" else 1
    found = [
        (lever, table.effects[lever.id, account])
        for lever in table.levers
        if table.effects[lever.id, account].verdict.support is not None
    ]

    def key(entry: tuple[Lever, LeverEffect]) -> float:
        mean = 0.0 if entry[1].effect is None else entry[1].effect.mean
        return -abs(mean) if table.direction is None else -mean * sign

    return sorted(found, key=key)


def pair_sentences(table: LeverTable, most: int) -> Iterator[str]:
    """Pairs that help or hinder each other, each with the accounts in which they do."""
    groups: dict[frozenset[str], list[Together]] = {}
    for item in table.pairs:
        if abs(item.interaction.mean) >= LEAST:
            groups.setdefault(frozenset(item.levers), []).append(item)
    for found in list(groups.values())[:most]:
        yield _pair_sentence(table, found)
    if len(groups) > most:
        yield f"{counted(len(groups) - most, 'further pair', 'further pairs')} (see --json)."


def _pair_sentence(table: LeverTable, found: Sequence[Together]) -> str:
    levers = {lever.id: lever for lever in table.levers}
    first = found[0]
    titles = [f"“{lever_title(table, levers[id_])}”" for id_ in first.levers]
    sum_of = Effect(first.joint.mean - first.interaction.mean, first.joint.error)
    told = (
        f"together {effect_words(table, first.account, first.joint)}, while the sum of their "
        f"effects is {effect_words(table, first.account, sum_of)} "
        f"({account_name(table.case.accounts[first.account].title)})"
    )
    verb = _verb(table, first)
    rest = [item for item in found[1:] if _verb(table, item) == verb]
    others = [item for item in found[1:] if _verb(table, item) != verb]
    also = f"; likewise for {counted(len(rest), 'other account')}" if rest else ""
    also += f"; the opposite for {counted(len(others), 'account')}" if others else ""
    return f"{' and '.join(titles)} {verb}: {told}{also}."


def _verb(table: LeverTable, item: Together) -> str:
    """Whether two levers do more together than their sum, in the wanted direction."""
    wanted = {"lower": -1, "higher": 1, None: 0}[table.direction]
    way = wanted or (1 if item.joint.mean >= 0 else -1)
    return "help each other" if item.interaction.mean * way > 0 else "hinder each other"


def refusal_sentence(table: LeverTable) -> str:
    """Which scenarios cannot be combined, and why; empty if all can."""
    if not table.refused:
        return ""
    named = [
        f"“{table.case.scenarios[one].title}” with “{table.case.scenarios[two].title}” "
        f"({_why(table, refusal)})"
        for one, two, refusal in table.refused
    ]
    return f"Cannot be combined: {listed(named)}."


def _why(table: LeverTable, refusal: Refusal) -> str:
    name = quoted([factor_title(table.case, refusal.factor)])
    if refusal.why == "held twice":
        return f"both hold {name} at the same time"
    return f"one shocks {name} while the other holds it"


def mix_sentences(table: LeverTable) -> Iterator[str]:
    """The best mix for every account, or why there is none."""
    mixes = table.mixes
    if mixes.why_not == "too expensive":
        cheapest = min(mixes.costs, key=lambda id_: (mixes.costs[id_], id_))
        yield (
            f"No mix: the budget of {quantity(mixes.budget or 0.0)} is below every cost; the "
            f"cheapest is “{table.case.scenarios[cheapest].title}” at "
            f"{quantity(mixes.costs[cheapest])}."
        )
        return
    if mixes.why_not:
        yield WHY_NO_MIX[mixes.why_not]
        return
    looked = (
        "Every affordable mix was run"
        if mixes.all_run
        else "The mixes that an optimiser ranked highest (by effects and interactions of pairs) "
        "were run"
    )
    yield f"Budget {quantity(mixes.budget or 0.0)}. {looked}."
    for item in mixes.mixes:
        yield mix_sentence(table, item)


def mix_sentence(table: LeverTable, item: AccountMix) -> str:
    """The best mix for one account, the next best one, and what it does in the others."""
    name = account_name(table.case.accounts[item.account].title)
    lead = f"For {name}: "
    if not item.best.scenarios:
        return f"{lead}nothing that the budget allows is better than doing nothing."
    said = f"{lead}{_mix(table, item.account, item.best)}"
    said += f", best in {percent(item.firm)} of the randomisations"
    if item.second is not None and item.second.scenarios:
        said += f". Next best: {_mix(table, item.account, item.second)}"
    if item.elsewhere:
        names = {other: account_name(table.case.accounts[other].title) for other in item.elsewhere}
        others = [
            f"{effect_words(table, other, found)} for {names[other]}"
            for other, found in item.elsewhere.items()
        ]
        said += f". Its effect for the others: {listed(others)}"
    return said + "."


def _mix(table: LeverTable, account: str, mix: Mix) -> str:
    names = listed([f"“{table.case.scenarios[id_].title}”" for id_ in mix.scenarios])
    return f"{names} for {quantity(mix.cost)}: {effect_words(table, account, mix.effect)}"


def unmet_sentence(table: LeverTable, account: str) -> str:
    """How many demands have no lever in an account; empty if all have one."""
    found = [demand_lever(table, demand) for demand in table.case.demands.values()]
    held = [
        lever
        for lever in found
        if lever in table.direct
        or (lever is not None and table.effects[lever.id, account].verdict.support is not None)
    ]
    unmet = len(found) - len(held)
    if not unmet:
        return ""
    verb = "has" if unmet == 1 else "have"
    return f"{unmet} of {counted(len(found), 'demand')} {verb} no lever here."


def whole_scenario(table: LeverTable, demand: Demand, lever: Lever) -> Lever | None:
    """The scenario that carries out a demand, if the demand is only a part of it."""
    if lever.id == demand.scenario:
        return None
    return next((item for item in table.levers if item.id == demand.scenario), None)


def demand_lever(table: LeverTable, demand: Demand) -> Lever | None:
    """The lever that a demand asks for; None if it has none."""
    every = (*table.levers, *table.direct)
    return next((lever for lever in every if demand.id in lever.demands), None)
