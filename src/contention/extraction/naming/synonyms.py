"""Words that mean the same, the opposite, or two things that are easily confused."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from contention.extraction.factor_names import stem
from contention.language.vocabulary import vocabulary


def _groups(table: str) -> tuple[tuple[str, ...], ...]:
    groups = (part.split("/") for part in table.replace("\n", "|").split("|"))
    return tuple(tuple(stem(word.strip()) for word in group) for group in groups if len(group) > 1)


_SAME = _groups(
    """
    housing/homes/houses/dwellings|flats/apartments|rent/rental|vacant/empty/unoccupied
    joblessness/unemployment|jobs/employment|wages/pay/salaries|employees/workers/staff
    layoffs/dismissals/redundancies|firms/companies/businesses/corporate|prices/costs/cost
    taxes/tax/taxation/levy|revenue/receipts|growth/expansion|investment/investments
    arms/weapons/weaponry/armaments|aid/assistance|troops/army/military/soldiers/forces
    shelling/bombardment/bombing|talks/negotiations|fighting/combat/hostilities
    killed/deaths/dead/fatalities/casualties/mortality|support/backing|fear/anxiety
    protest/protests/demonstration/demonstrations|ratings/popularity|conscription/draft
    pollution/emissions|carbon dioxide/co2|petrol/gasoline|electricity/power
    cars/vehicles/automobiles|congestion/jams|buses/bus|inhabitants/residents
    illness/disease/sickness|doctors/physicians|pupils/students|children/childhood/child
    smoking/tobacco|medicines/drugs/medication|homelessness/homeless
    permits/permission|neighbourhood/neighborhood|labour/labor|behaviour/behavior
    programme/program|defence/defense
    """
)
_OPPOSITES = _groups(
    """
    peace/war|employment/unemployment|stability/instability|equality/inequality|trust/distrust
    trust/mistrust|wealth/poverty|democracy/dictatorship|democracy/autocracy|freedom/repression
    security/insecurity|growth/stagnation|growth/recession|growth/decline|certainty/uncertainty
    order/disorder|victory/defeat|support/opposition|health/illness|health/disease
    literacy/illiteracy|surplus/deficit|surplus/shortage|affordability/unaffordability
    safety/danger|safety/risk|punishment/impunity|legitimacy/illegitimacy|competence/incompetence
    dependence/independence|justice/injustice|hope/despair|boom/bust|cooperation/conflict
    inclusion/exclusion|success/failure|abundance/scarcity|solvency/insolvency
    efficiency/inefficiency|satisfaction/dissatisfaction|content/discontent
    approval/disapproval|confidence/doubt|ceasefire/fighting|compliance/evasion
    truth/disinformation|integrity/corruption|deflation/inflation|acceptance/rejection
    clean/polluted|clean/dirty|drought/rainfall|integration/segregation|mixing/segregation
    presence/absence|strength/weakness|unity/division|optimism/pessimism|speed/slowness
    calm/unrest|peace/unrest|transparency/secrecy|freedom/oppression|liberty/repression
    prosperity/poverty|wealth/deprivation|obedience/disobedience|motivation/demotivation
    escalation/de-escalation|mobilisation/demobilisation|armament/disarmament|rise/fall
    increase/decrease|gain/loss|gains/losses|profit/loss|satisfaction/discontent
    higher/lower|better/worse|stronger/weaker|faster/slower|cheaper/dearer|good/bad|strict/lax
    good/poor|better/poorer|strong/weak|fast/slow|quick/slow|cheap/expensive|affordable/expensive
    vacant/occupied|full/vacant|opening/closing|openings/closures|opening/closure|open/closed
    selling/buying|habitable/uninhabitable|quiet/noise|quiet/noisy|early/late|investment/divestment
    regulation/deregulation|control/decontrol|centralisation/decentralisation
    population/depopulation|lenient/strict|protected/unprotected|punctuality/delays
    """
)
PARTICLES: Mapping[str, str] = {"out": "in", "off": "on", "down": "up"}
"""Words at the end of a name that turn it round → their opposites: *moving out*, *moving in*."""
_CONTRASTS = _groups(
    """
    male/female|men/women|boys/girls|fathers/mothers|young/old/youth/elderly|teenage/adult
    young/middle-aged|exports/imports|export/import|exporters/importers|inflow/outflow
    immigration/emigration|births/deaths|supply/demand|buyers/sellers|sales/purchases
    lenders/borrowers|employers/employees|employers/workers|landlords/tenants|owners/tenants
    teachers/pupils|doctors/patients|doctors/nurses|nurses/patients|attackers/defenders
    soldiers/civilians|military/civilian/humanitarian|military/social|victims/perpetrators
    winners/losers|urban/rural/suburban|city/suburbs/countryside|city/village|rich/poor
    public/private|domestic/foreign/international|national/regional/local/global
    north/south/east/west|northern/southern/eastern/western|left/right|winter/summer
    spring/autumn|day/night|weekday/weekend|short-term/long-term|short/long|large/small
    big/small|major/minor|new/old|first/second/third|primary/secondary/tertiary/intensive
    minimum/maximum/average/median|gross/net|direct/indirect|nominal/real|skilled/unskilled
    manual/automatic|majority/minority|upper/lower|high/low|hot/cold|wet/dry|warm/cool
    coal/oil/gas/solar/wind/nuclear/hydro/diesel|rail/road/air/sea/ship|car/bus/train/bicycle
    methane/carbon|mental/physical/dental|breast/lung/skin|food/energy/fuel/oil
    police/policy|prison/prisoner|household/government|factory/farm|industry/agriculture
    """
)
EMPTY = vocabulary(
    "the a an this that these those its their his her our my your some any such of in on at for "
    "to by with from and or as is are was were be been being has have had will would could can "
    "may might should very own all which who than between among over under about "
    "more rising growing increased increasing"
)
"""Words that distinguish no factor from another."""
LACK = vocabulary(
    """
    lack absence shortage scarcity dearth want lacking missing insufficient inadequate no without
    stop stopping prevent preventing avoid avoiding abolish abolishing ban banning not banned
    removed abolished scrapped ended cancelled lifted withdrawn
    fewer less reduced reducing falling declining shrinking
    """
)
"""Words that make what follows its opposite."""
LESS_OF = vocabulary(
    "loss decline reduction decrease fall drop cut cuts end ending halt abolition removal "
    "withdrawal"
)
"""The same, before `of` or `in`."""
PLENTY = vocabulary("surplus abundance glut excess")
MEASURES = vocabulary(
    "number numbers amount amounts level levels degree extent quantity volume increase rise"
)
"""Words that mean nothing of their own before `of` or `in`."""
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "mis", "non", "non-", "anti", "anti-")
_NO_OPPOSITES = {
    frozenset(map(stem, pair.split("/")))
    for pair in vocabulary(
        """
        port/import flow/inflow put/input come/income form/inform formation/information
        side/inside land/inland take/intake pact/impact prove/improve press/impress
        migration/immigration migrant/immigrant migrants/immigrants migrate/immigrate
        play/display charge/discharge cover/discover tent/intent vent/invent use/misuse
        vest/invest crease/increase tense/intense pulse/impulse stance/distance trust/antitrust
        placement/displacement tension/intension posing/imposing posed/imposed habitants/inhabitants
        """
    )
}
"""Words that only look like one with a prefix of the other, or mean no opposite."""


def _canonical() -> Mapping[str, str]:
    return {word: group[0] for group in _SAME for word in group[1:] if " " not in word}


_CANONICAL = _canonical()
_PHRASES = {" ".join(group[:1]): group[1] for group in _SAME if " " in group[0]}


def _related(groups: tuple[tuple[str, ...], ...]) -> Mapping[str, frozenset[str]]:
    """Each word, and the key of its synonyms, → the others of its groups."""
    found: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        words = {_CANONICAL.get(word, word) for word in group}
        for word in words:
            found[word] |= words - {word}
    return {word: frozenset(others) for word, others in found.items()}


_OPPOSITE = _related(_OPPOSITES)
_CONTRAST = _related(_CONTRASTS)


def canonical(word: str) -> str:
    """One word for all that mean the same, without plural endings."""
    plain = stem(word)
    return _CANONICAL.get(plain, plain)


def one_word(text: str) -> str:
    """A text, lower-case, with phrases that have a word of their own as that word."""
    low = text.lower()
    for phrase, word in _PHRASES.items():
        low = low.replace(phrase, word)
    return low


def opposite(one: str, two: str) -> bool:
    """Whether two stems are opposites: by the list, or by a prefix or an ending."""
    if two in _OPPOSITE.get(one, ()):
        return True
    short, long = sorted((one, two), key=len)
    if len(short) < 3 or frozenset((one, two)) in _NO_OPPOSITES:
        return False
    if any(long == prefix + short for prefix in _PREFIXES):
        return len(short) >= 4
    return long in {f"{short}less", f"{short}lessness", f"{short}-free"}


def contrasting(one: str, two: str) -> bool:
    """Whether two stems name two things of one sort, which are not one another's opposite."""
    return two in _CONTRAST.get(one, ()) and not opposite(one, two)


def of_a_part(word: str) -> bool:
    """Whether a stem tells a part of something from its other parts, as *male* does."""
    return word in _CONTRAST


def marks(word: str) -> Iterator[str]:
    """What a stem shares with others that may be the same or the opposite: for an index."""
    yield word
    yield from _OPPOSITE.get(word, ())
    for prefix in (*_PREFIXES, ""):
        plain = word.removeprefix(prefix)
        for ending in ("lessness", "less", "-free", ""):
            bare = plain.removesuffix(ending)
            if bare != word and len(bare) >= 3:
                yield bare
