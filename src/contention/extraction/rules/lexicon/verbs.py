"""Verbs that say that something acts on something, or that something changes."""

from dataclasses import dataclass
from functools import cache

from contention.extraction.rules.lexicon.inflect import Form, forms_of
from contention.language.vocabulary import listed, vocabulary


@dataclass(frozen=True)
class Verb:
    """One verb as the rules know it; the sign is that of its effect on what it governs."""

    lemma: str
    acts: int = 0
    """sign of the effect on its object; 0 where it takes none"""
    changes: int = 0
    """sign of the change of its subject where it has no object"""
    weight: float = 0.7
    """how surely its use with an object is causal"""


@dataclass(frozen=True)
class VerbForm:
    """A written form of a verb."""

    verb: Verb
    forms: frozenset[Form]


_RAISING = listed(
    """
    raise increase boost lift expand strengthen enhance improve stimulate spur fuel foster
    promote accelerate amplify deepen intensify exacerbate aggravate heighten inflate
    multiply double triple quadruple enable facilitate generate create cause produce trigger
    provoke spark induce breed prompt ignite unleash attract embolden guarantee ensure
    magnify galvanise galvanize energise energize bolster reinforce revive restore sustain
    entrench elevate fan stoke inspire engender precipitate hasten widen broaden lengthen
    prolong extend augment maximise maximize kindle incentivise incentivize encourage
    motivate beget necessitate perpetuate legitimise legitimize normalise normalize empower
    incite propel swell catalyse catalyze nurture speed worsen radicalise radicalize
    destabilise-x spawn instigate elicit evoke invite stabilise stabilize strengthen achieve
    accomplish reignite rekindle sharpen cement consolidate harden unlock expedite yield
    enlarge advance cultivate nourish heat warm
    """
)
_LOWERING = listed(
    """
    reduce lower cut decrease diminish weaken undermine erode damage harm hurt prevent block
    halt curb restrict suppress hinder hamper impede obstruct thwart avert deter discourage
    stifle deplete drain exhaust depress dampen mitigate alleviate relieve offset eliminate
    threaten jeopardise jeopardize endanger sap strangle choke disrupt sabotage dent squeeze
    displace inhibit defuse cripple corrode degrade impair constrain quell quash stem stunt
    smother forestall preclude minimise minimize shorten compromise destabilise destabilize
    ruin wreck wound poison overwhelm fragment devastate decimate derail eradicate shatter
    discredit devalue dilute blunt moderate temper curtail slash halve cripple starve shrink
    soften counteract neutralise neutralize nullify tighten-x cool combat tame deflate delay
    forfeit paralyse paralyze imperil frustrate foil stall empty bankrupt thin starve hit
    drown submerge flood gut swallow dampen pollute contaminate evict dispossess impoverish
    demoralise demoralize
    alienate antagonise antagonize scare melt
    """
)
_WEAK_RAISING = listed(
    """
    drive support feed help save preserve protect secure maintain build rebuild bring
    attract invite force grow spread start launch establish introduce provide add expand win
    gain allow permit encourage require demand influence-x rally sow keep fund finance
    replenish regenerate enrich reward prepare justify benefit favour favor inflame awaken rouse
    increase legalise supply explain hide conceal
    """
)
_WEAK_LOWERING = listed(
    """
    stop end destroy kill limit slow ease contain isolate break bust crush remove abolish
    avoid counter narrow lose oppose withhold withdraw ban repeal shut close scrap waste
    deny overthrow topple defeat strip burden strain bust freeze cancel suspend dismantle
    consume devour
    punish disadvantage demolish silence muzzle gag
    fight resist tackle cost sacrifice abandon forgo lack outlaw
    """
)
_GROWING = listed(
    """
    increase rise grow climb surge soar expand improve accelerate double triple quadruple
    spread multiply flourish thrive escalate intensify deepen widen strengthen emerge arise
    appear mushroom balloon spike jump swell recover rebound boom prosper begin start
    accumulate bloom blossom continue occur happen erupt proliferate inflate harden heighten
    broaden mount survive return
    """
)
_SHRINKING = listed(
    """
    fall drop decline decrease shrink collapse plunge plummet slump dwindle diminish slow
    weaken vanish disappear ebb wane stop end cease deteriorate fail recede contract
    stagnate sink dip erode subside crumble lapse evaporate tumble slide narrow wither fade
    melt thin starve
    close worsen halve lessen ease stall dry lag suffer languish falter founder decay perish
    """
)
_CAUSAL = vocabulary(
    """
    cause produce trigger provoke spark prompt generate create prevent
    """
)


@cache
def lexicon() -> dict[str, tuple[VerbForm, ...]]:
    """Written form → the verbs that it is a form of."""
    acts = dict.fromkeys(_WEAK_RAISING, (1, 0.5)) | dict.fromkeys(_WEAK_LOWERING, (-1, 0.5))
    acts |= dict.fromkeys(_RAISING, (1, 0.72)) | dict.fromkeys(_LOWERING, (-1, 0.72))
    acts |= {lemma: (acts[lemma][0], 0.85) for lemma in _CAUSAL}
    changes = dict.fromkeys(_GROWING, 1) | dict.fromkeys(_SHRINKING, -1)
    found: dict[str, list[VerbForm]] = {}
    for lemma in sorted(acts | changes):
        if lemma.endswith("-x"):
            continue
        sign, weight = acts.get(lemma, (0, 0.0))
        verb = Verb(lemma, sign, changes.get(lemma, 0), weight)
        for written, forms in forms_of(lemma).items():
            found.setdefault(written, []).append(VerbForm(verb, frozenset(forms)))
    return {written: tuple(verbs) for written, verbs in found.items()}


NOUN_TOO = vocabulary(
    """
    increase decrease rise fall drop cut cause fuel support limit damage harm boost stop end
    force drive lift decline trigger surge benefit cost help block check curb delay hurt
    feed strain break change spark spur shift double push ease control protest attack strike
    demand use fund spread start launch jump spike slump collapse plunge return dip wound
    poison ruin threat yield produce prompt gain win lead slide grow stem stall tumble
    freeze ban burden waste fight defeat boom rebound swell balloon mushroom climb dent
    drain heat advance rally finance squeeze halt fan hike result progress slow compromise
    combat lapse lag influence speed decay flood
    sacrifice supply reward favour favor bloom blossom
    """
)
"""Lemmas whose base form and -s form may be nouns."""
ADJECTIVE_TOO = vocabulary(
    """
    slow narrow double triple moderate cool tame dry compromise warm
    """
)

BE = vocabulary("be is are was were been being am 's 're isn't aren't wasn't weren't")
HAVE = vocabulary("have has had having haven't hasn't hadn't")
DO = vocabulary("do does did don't doesn't didn't")
MODAL = vocabulary(
    """
    will would shall should can could may might must cannot can't won't wouldn't couldn't
    shouldn't mustn't mightn't ought
    """
)
AUXILIARY = BE | HAVE | DO | MODAL
NEGATIVE = vocabulary(
    """
    not never no neither nor cannot can't won't wouldn't couldn't shouldn't don't doesn't
    didn't isn't aren't wasn't weren't haven't hasn't hadn't mustn't n't hardly scarcely
    barely
    """
)
CHAIN = frozenset(
    form
    for lemma in listed(
        """
    tend mean seem appear continue begin start help serve work threaten manage come prove fail
    want try seek plan aim need attempt expect intend use get go have
    """
    )
    for form in forms_of(lemma)
) | frozenset(
    ("likely", "unlikely", "bound", "sure", "able", "unable", "set", "supposed", "poised")
)
"""Words that join a verb with `to`: "tends to raise"."""
COMMON_FINITE = frozenset(
    form
    for lemma in listed(
        """
    say argue claim believe warn think hope fear insist maintain suggest see know become
    remain mean make take give go come get want need find show tell call say ask leave live
    work pay buy rent move turn become seem look lose gain face die face vote refuse agree
    accept lead result contribute depend rely stem follow respond react suffer travel
    commute choose decide arrive reach hold stand consider put set run meet own earn spend
    save breathe wait enter join stay learn fight exist
    """
    )
    for form, kinds in forms_of(lemma).items()
    if kinds - {"ing"}
) - vocabulary(
    """
    work works result results move moves need needs claim claims vote votes hope hopes fear
    fears rent rents lead leads face faces call calls look looks show shows turn turns set
    sets stay stays gain gains wait waits travel put run runs stand stands own found left
    live lives found ask demand spent paid lost saving respond react means find finds take
    takes pay reach buy return meet save known fight fights argument die
    """
) | vocabulary("say says said died dies")
