"""What "worsen", "improve" and "better" do to a quantity, which depends on whether it is good.

Worse living standards are lower, worse poverty is higher. A claim whose relation is such a word has
the sign that the word gives to the words of the effect, if these are known to be good or bad.
"""

import re
from dataclasses import replace
from typing import Final

from contention.case.model import Sign
from contention.documents.document import ReadDocument
from contention.extraction.factor_names import stem
from contention.extraction.proposals import OTHER_WAY, Phrase, Proposal
from contention.language.vocabulary import vocabulary

EVILS: Final = vocabulary(
    """
    abuse accident addiction air-pollution anxiety asthma backlog bias bottleneck burden
    chaos conflict congestion corruption crime crisis damage danger death debt decay deficit
    delay dependence deprivation deterioration disaster disease disparity disruption
    distress division drought emission epidemic erosion exclusion famine fatigue fear flood
    flooding fraud gap glut grievance hardship harm hazard homelessness hostility hunger
    illness imbalance inequality infection inflation injury injustice insecurity instability
    isolation jam joblessness loneliness loss malnutrition misery mistrust mortality neglect
    noise obesity outbreak overcrowding pain panic plight pollution poverty precarity
    pressure problem queue recession resentment risk scarcity segregation shortage shortfall
    smog squalor starvation strain stress suffering tension terror threat trauma truancy
    turmoil unemployment unrest uncertainty vacancy violence vulnerability waste weakness
    """
)
"""More of them is worse."""
GOODS: Final = vocabulary(
    """
    access accuracy affordability balance biodiversity care climate comfort condition
    confidence cooperation coverage credibility diet discipline education efficiency
    environment finance fitness future grade harvest health hygiene income landscape life
    literacy living livelihood mood morale nutrition opportunity outcome outlook performance
    position prospect prosperity punctuality quality relation relationship reliability
    reputation result safety sanitation school score security service situation skill soil
    stability standard supply trust visibility wage wellbeing well-being yield
    """
)
"""Less of them is worse."""
_STEMS: Final = {
    **{stem(each): -1 for each in EVILS},
    **{stem(each): 1 for each in GOODS},
}
_WORSE = r"worsen(?:s|ed|ing)?|deteriorat(?:e|es|ed|ing)"
_BETTER = r"improv(?:e|es|ed|ing)"
_VERB = rf"(?P<worse>{_WORSE})|(?P<better>{_BETTER})"
_BEFORE = (
    r"(?:(?:that|which|who|has|have|had|having|would|will|could|may|might|can|should|also|only"
    r"|further|greatly|badly|seriously|gradually|steadily|thereby|is|are|was|were|been|be|likely|to"
    r"|and|in|turn|slightly|clearly|much|even)\s+)*"
)
_THE = r"(?:(?:the|its|their|his|her|our|your|this|these|that|both|already)\s+)*"
_ACTS = re.compile(rf"[\s,]*{_BEFORE}(?:{_VERB})\s+{_THE}", re.I)
"""All that is between a cause and the effect that it worsens or improves."""
_MAKES = re.compile(
    rf"[\s,]*{_BEFORE}(?:makes?|made|making|leaves?|left|renders?|rendered)\s+{_THE}", re.I
)
_MADE = re.compile(
    r"\s+(?:even |much |far |still )?(?:(?P<worse>worse)|(?P<better>better))\b", re.I
)
_CHANGES = re.compile(
    rf"\s+{_BEFORE}(?:{_VERB})\s+(?:because(?: of)?|due to|owing to|thanks to|after|since|when"
    rf"|following|under|as a result of|as)\s+{_THE}",
    re.I,
)
"""All that is between an effect that worsens or improves and what it does so because of."""
_VALUED = re.compile(
    r"(?:(?:the|a|an|this|these|its|their|any|some)\s+)?(?:(?P<worse>worse|worsened|worsening"
    r"|deteriorating|deterioration)|(?P<better>better|improved|improving|improvement))"
    r"(?:\s+(?:of|in)(?:\s+the)?)?\s+",
    re.I,
)
_ENDS = re.compile(
    r"(?:(?:the|a|an|this|these|its|their)\s+)?(?P<what>\S.*?)(?:\s+(?:is|are|was|were|becomes?|became"
    r"|gets?|got|to|even|much|far))*\s+(?:(?P<worse>worse|worsens?|worsened|deteriorates?"
    r"|deteriorated)|(?P<better>better|improves?|improved))",
    re.I | re.S,
)
"""Words of an end that say at last which way it goes: *housing conditions worse*."""
_TAIL = re.compile(r"\s(?:of|for|in|at|on|from|among|within|between|with|to)\s.*", re.S)


def with_values(document: ReadDocument, claim: Proposal) -> Proposal:
    """A claim with the sign of its good or bad words, where its words decide it."""
    if claim.sign not in ("+", "-"):
        return claim
    claim = _ends_valued(document, claim)
    way = _way(document, claim.cause, claim.effect)
    if not way:
        return claim
    turned = claim.cause.opposite != claim.effect.opposite
    sign: Sign = "-" if (way < 0) != turned else "+"
    return replace(claim, sign=sign)


def worth(words: str) -> int:
    """1 for words that name something good, -1 for something bad, 0 if nobody can say."""
    head = _TAIL.sub("", words).split()
    return _STEMS.get(stem(head[-1].strip("“”\"'.,;:")), 0) if head else 0


def _way(document: ReadDocument, cause: Phrase, effect: Phrase) -> int:
    """Which way the words between both ends say that the words of the effect go; 0: they do not."""
    of = worth(document.slice((effect.start, effect.end)))
    if cause.end <= effect.start:
        between = document.text[cause.end : effect.start]
        found = _ACTS.fullmatch(between)
        if found is None and _MAKES.fullmatch(between):
            found = _MADE.match(document.text, effect.end)
    else:
        found = _CHANGES.fullmatch(document.text[effect.end : cause.start])
    if found is None:
        return 0
    return -of if found["worse"] else (of or 1)


def _ends_valued(document: ReadDocument, claim: Proposal) -> Proposal:
    """A claim whose names leave out words of value, and count them by what is good and bad."""
    cause, effect = (
        _told(document.slice((end.start, end.end)), end) for end in (claim.cause, claim.effect)
    )
    turned = (cause.opposite != claim.cause.opposite) != (effect.opposite != claim.effect.opposite)
    sign = OTHER_WAY[claim.sign] if turned else claim.sign
    return replace(claim, cause=cause, effect=effect, sign=sign)


def _told(words: str, end: Phrase) -> Phrase:
    """An end without its word of value, counted as less or more of what it names."""
    found = _VALUED.match(words)
    if found is not None and not _VALUED.match(f"{end.text} "):
        evil = worth(words[found.end() :]) < 0
        return replace(end, opposite=bool(found["better"])) if evil else end
    ends = _ENDS.fullmatch(words)
    if ends is None or not (of := worth(ends["what"])):
        return end
    text = " ".join(ends["what"].split())
    return replace(end, text=text, opposite=(of > 0) == bool(ends["worse"]))
