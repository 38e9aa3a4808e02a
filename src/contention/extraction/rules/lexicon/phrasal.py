"""Signals of several words: "lead to", "be a response to", "drag … down"."""

from dataclasses import dataclass
from functools import cache

from contention.extraction.rules.lexicon.inflect import forms_of
from contention.extraction.rules.lexicon.verbs import BE
from contention.language.vocabulary import listed, vocabulary


@dataclass(frozen=True)
class Phrasal:
    """A verb and the words after it; reversed where its subject is the effect."""

    words: tuple[str, ...]
    sign: int
    weight: float
    reverse: bool = False
    necessary: bool = False


_TABLE = """
eat up - .7|bring on + .75|price out - .7|blow up + .5|drive away - .75|tear apart - .65
burn up - .5|dry up - .5|wash away - .65|lock out - .6|free up + .65|bring back + .6
set back - .65|add up to + .4|decide ? .45|give birth to + .8|lead to + .88|result in + .88
give rise to + .88|contribute to + .8|bring about + .85|add to + .65|translate into + .7
end in + .5|end up in + .4|culminate in + .65|set off + .7|pave the way for + .75
pave the way to + .75|open the door to + .75|open the way for + .7|push up + .8|drive up + .85
force up + .8|drive down - .85|push down - .8|force down - .8|bring down - .75|drag down - .8
wear down - .75|slow down - .7|cut down - .6|cut back - .6|hold back - .75|hold down - .75
keep down - .75|crowd out - .8|drive out - .75|squeeze out - .75
push out - .7|eat into - .75|cut into - .7|chip away at - .75|eat away at - .75
put an end to - .75|put pressure on - .6|take a toll on - .8|take its toll on - .8
stand in the way of - .8|get in the way of - .8|do away with - .6|feed into + .7
feed through to + .7|spill over into + .7|amount to + .4|lend momentum to + .75
give momentum to + .75|lend support to + .6|give a boost to + .75|make for + .55
account for + .55|mean + .55|spell + .5|entail + .55|foreshadow + .4|herald + .4|usher in + .7
ward off - .7|fend off - .6|keep away - .6|scare off - .7|scare away - .7|put off - .6
damp down - .7|tamp down - .7|choke off - .75|cut off - .6|kill off - .7|wipe out - .7
roll back - .6|break down - .5|speed up + .7|prop up + .7|shore up + .7|build up + .6
open up + .5|step up + .5|stir up + .7|whip up + .7|fire up + .6
bode well for + .6|bode ill for - .6|do harm to - .75|do damage to - .75|cause harm to - .8
cause damage to - .8|pose a threat to - .75|pose a risk to - .7|be tantamount to + .6
be responsible for + .75|be to blame for + .75|be good for + .65|be bad for - .65
be conducive to + .75|be harmful to - .75|be detrimental to - .75|be damaging to - .7
be beneficial for + .7|be beneficial to + .7|be behind + .55|be essential for + .7 n
be essential to + .7 n|be necessary for + .7 n|be crucial for + .65|be crucial to + .65
be vital for + .65|be vital to + .65|be indispensable for + .7 n|be indispensable to + .7 n
be critical to + .65|play into + .5|stem from < .85|result from < .88
arise from < .85|originate in < .7|come from < .5|spring from < .75|depend on < .7
depend upon < .7|hinge on < .75|hang on < .5|rest on < .6|rely on < .55|derive from < .7
grow out of < .75|flow from < .75|follow from < .7|come about because of < .8|respond to < .65
react to < .65|be due to < .88|be rooted in < .75|be attributable to < .85|be down to < .7
be contingent on < .7|be conditional on < .7|be owed to < .6|be based on < .5
be impossible without < .85 n|be a function of < .75
come at the expense of - .7|come at the cost of - .7|mount to + .3|go hand in hand with + .5
correlate with + .5|be associated with + .55|be linked to + .55|be linked with + .55
be tied to + .5|rise with < .7|increase with < .75|grow with < .7|fall with <- .75
decrease with <- .75|decline with <- .75|vary inversely with <- .7|move with < .5
suffer from <- .6|benefit from < .7|profit from < .65|suffer under <- .5|thrive on < .65
feed on < .5|be fed by < .7|lead directly to + .88|affect ? .7|influence ? .65|shape ? .5
change ? .4|alter ? .5|impact ? .7|impact on ? .7|have an effect on ? .75
have an impact on ? .75|have effects on ? .75|have consequences for ? .7|determine ? .6
govern ? .5|have nothing to do with 0 .6|have no effect on 0 .8|have no impact on 0 .8
have no influence on 0 .8|have little effect on 0 .7|have little impact on 0 .7
do nothing for 0 .75|do little for 0 .65|make no difference to 0 .8|do nothing to 0 .8
do little to 0 .7|set a precedent for + .7|invite + .55|set the stage for + .75
sow the seeds of + .75|lay the ground for + .7|lay the groundwork for + .7
play into the hands of + .6|work against - .7|work in favour of + .6|militate against - .75
fly in the face of - .3|back up + .4|buy time for + .6|crack down on - .6|clamp down on - .6
be followed by + .4|be accompanied by + .4|allow for + .65|bring in + .6
make way for + .6|make room for + .6
precede + .3|be positively correlated with + .6
be negatively correlated with - .65|be inversely related to - .7
be negatively associated with - .65|be positively associated with + .65
be positively related to + .65|be negatively related to - .65
be inversely correlated with - .65|be inversely proportional to - .7|be proportional to + .6
take pressure off - .6|feed back into + .7|feed back on ? .5|feed back to + .5
finish off - .65|stave off - .7|hollow out - .7|strip away - .65|whittle down - .7|do for - .3
bring up + .3|push back - .6|beat back - .6|keep in check - .7|keep at bay - .75
take the edge off - .65|act as a brake on - .75|put a brake on - .75|put a damper on - .75
act as a spur to + .7|act as a check on - .7|serve as a check on - .7|shed light on - .2
put at risk - .65|cast doubt on - .6|deal a blow to - .75|lay waste to - .75|play havoc with - .75
wreak havoc on - .75|make up for - .6|compensate for - .6|drown out - .65|edge out - .65
phase out - .6|rule out - .55|sweep away - .7|tear down - .6|undercut - .7|outstrip - .3
boil over into + .5|give way to + .5|turn into + .5|develop into + .5|grow into + .5
prepare the ground for + .75|clear the way for + .75|smooth the way for + .75|add fuel to + .7
breathe life into + .7|breathe new life into + .7|keep alive + .55|come on top of ? .1
call into being + .7|call forth + .7|bring forth + .7|spell the end of - .8
mark the end of - .6|mean the end of - .75|be the death of - .75|sound the death knell for - .75
hold in check - .7|make possible + .75|leave room for + .6|cater to + .2
play a part in + .6|play a role in + .6|have a hand in + .6|have a part in + .6
be a factor in + .65|be a cause of + .75|rise and fall with < .7|fluctuate with < .5
rise in line with < .7|fall in line with < .7|be driven by < .85|be fuelled by < .8
be caused by < .88
be traced to < .75|be traced back to < .8|be put down to < .75
be conditioned by < .6|be shaped by < .5|be determined by < .6
shrink with <- .75|expand with < .7|climb with < .7|drop with <- .75|weaken with <- .7
improve with < .7|worsen with < .6|rest upon < .6|have the effect of + .5
tip into + .4|plunge into + .4|push into + .4
reflect < .45|be explained by < .7|be blamed on < .7|be met with + .45|be met by + .45
distract from - .65|detract from - .65|divert from - .4|keep afloat + .6
await + .35|trickle down to + .5|boil down to < .5|owe to < .5"""


def _entry(line: str) -> Phrasal:
    *words, sign, weight = line.removesuffix(" n").split()
    words = ["a" if word == "an" else word for word in words]
    value = {"+": 1, "-": -1, "?": 2, "0": 0, "<": 1, "<-": -1}[sign]
    return Phrasal(tuple(words), value, float(weight), sign.startswith("<"), line.endswith(" n"))


def entries(table: str) -> tuple[Phrasal, ...]:
    """The phrases of a table, lines or `|` between them; raises ValueError where it is unsound.

    Each phrase has words, stands once, and has a weight above 0 and at most 1.
    """
    found: dict[tuple[str, ...], Phrasal] = {}
    for line in filter(None, table.strip().replace("\n", "|").split("|")):
        entry = _entry(line)
        if not entry.words or not 0 < entry.weight <= 1:
            raise ValueError(f"`{line}`: a phrase needs words, and a weight above 0 and at most 1")
        if entry.words in found:
            raise ValueError(f"`{line}`: the phrase is in the table already")
        found[entry.words] = entry
    return tuple(found.values())


@cache
def phrasals() -> dict[str, tuple[Phrasal, ...]]:
    """First word, in any of its forms → signals that begin with it, longest first."""
    found: dict[str, list[Phrasal]] = {}
    for entry in entries(_TABLE):
        head = entry.words[0]
        written = BE if head == "be" else forms_of(head)
        if head == "have":
            written = frozenset(("have", "has", "had", "having"))
        for form in written:
            found.setdefault(form, []).append(entry)
    return {form: tuple(sorted(each, key=lambda e: -len(e.words))) for form, each in found.items()}


@cache
def seconds() -> dict[str, dict[str, tuple[Phrasal, ...]]]:
    """First word, in any of its forms → second word ("" for none) → signals, longest first."""
    found: dict[str, dict[str, list[Phrasal]]] = {}
    for form, entries in phrasals().items():
        for entry in entries:
            following = entry.words[1] if len(entry.words) > 1 else ""
            found.setdefault(form, {}).setdefault(following, []).append(entry)
    return {form: {k: tuple(v) for k, v in each.items()} for form, each in found.items()}


SPLIT_DOWN = frozenset(
    form for lemma in listed(
    """
    drag bring push drive wear hold keep slow force beat grind break pull shut cut
    """
) for form in forms_of(lemma)
)  # fmt: skip
"""Verbs that take "down" after their object."""
SPLIT_UP = frozenset(
    form for lemma in listed("push drive bring force send prop build pull keep")
    for form in forms_of(lemma)
)  # fmt: skip
CAUSATIVE = {
    form: (sign, weight)
    for lemma, sign, weight in (
        ("cause", 1, 0.85), ("lead", 1, 0.75), ("force", 1, 0.75), ("push", 1, 0.65),
        ("drive", 1, 0.75), ("encourage", 1, 0.75), ("allow", 1, 0.7), ("enable", 1, 0.75),
        ("permit", 1, 0.65), ("compel", 1, 0.75), ("prompt", 1, 0.75), ("induce", 1, 0.75),
        ("motivate", 1, 0.7), ("persuade", 1, 0.65), ("pressure", 1, 0.6), ("incentivise", 1, 0.75),
        ("incentivize", 1, 0.75), ("embolden", 1, 0.75), ("help", 1, 0.7), ("make", 1, 0.7),
        ("let", 1, 0.55), ("tempt", 1, 0.65), ("inspire", 1, 0.65), ("spur", 1, 0.75),
        ("convince", 1, 0.55), ("leave", 1, 0.6), ("get", 1, 0.4), ("oblige", 1, 0.6),
        ("empower", 1, 0.7), ("free", 1, 0.5), ("trigger", 1, 0.75),
        ("discourage", -1, 0.75), ("prevent", -1, 0.85), ("stop", -1, 0.75), ("keep", -1, 0.65),
        ("deter", -1, 0.8), ("dissuade", -1, 0.7), ("prohibit", -1, 0.6), ("hinder", -1, 0.75),
        ("ban", -1, 0.5), ("bar", -1, 0.5), ("block", -1, 0.7),
    )
    for form in forms_of(lemma)
}  # fmt: skip
"""Verbs whose object is then said to do something ("to", "from", or the bare verb)."""
BARE = frozenset(form for lemma in ("help", "make", "let") for form in forms_of(lemma))
MAKE = frozenset(forms_of("make")) | frozenset(forms_of("leave")) | frozenset(forms_of("render"))
TURN = frozenset(form for lemma in ("turn", "transform", "convert") for form in forms_of(lemma))
PUSH = frozenset(
    form
    for lemma in listed("push force drive plunge pull throw tip lure lock coerce")
    for form in forms_of(lemma)
)
GIVE = frozenset(
    form for lemma in ("give", "offer", "grant", "buy", "leave") for form in forms_of(lemma)
)
GIFTS = vocabulary(
    """
    time reason reasons incentive incentives right chance opportunity power room space means
    excuse pretext freedom motive breathing-space courage
    """
)  # fmt: skip
BLAME = {form: reverse for lemma, reverse in (("attribute", True), ("ascribe", True), ("owe", True),
                                              ("credit", False), ("trace", True), ("blame", False))
         for form in forms_of(lemma)}  # fmt: skip
"""Attributing verbs: True where the object is the effect ("attribute the war to …")."""

NOUNS = {
    **dict.fromkeys(
        listed(
    """
    cause causes driver drivers source sources trigger triggers engine root roots key
    catalyst catalysts contributor contributors precondition prerequisite path road route
    recipe prologue prelude reason reasons incentive guarantee guarantor foundation basis
    breeding-ground boon motor motive step springboard gateway win victory stimulus spur
    boost opening invitation blessing magnet gift bridge lifeline haven paradise determinant
    factor factors vehicle triumph
    """
), 1,
    ),
    **dict.fromkeys(
        listed(
    """
    obstacle obstacles barrier barriers impediment impediments hindrance threat threats
    danger blow brake drag burden bulwark remedy solution cure antidote deterrent setback
    check limit hurdle hurdles shield protection defence risk disaster catastrophe poison
    hell disincentive constraint constraints nightmare curse killer thorn menace
    humiliation
    """
), -1,
    ),
}  # fmt: skip
"""Nouns that say of their subject that it acts on what follows `of`, `to`, `for`."""
REVERSED_NOUNS = vocabulary(
    """
    response responses reaction reactions result results consequence consequences product
    outcome effect effects symptom legacy by-product byproduct fruit answer victim upshot
    function outgrowth
    """
)
NOUN_LINKS = vocabulary("of to for towards toward on behind against in")

FRAME_WORDS = frozenset((*BLAME, *TURN, *PUSH, *GIVE, *CAUSATIVE, *MAKE, *SPLIT_DOWN, *SPLIT_UP))
"""Words that a verb whose object does or becomes something can begin with."""
BEGINNINGS = FRAME_WORDS | frozenset(phrasals())
"""Words that any of these signals can begin with."""
