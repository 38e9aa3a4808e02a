"""Relations that a connecting word expresses between clauses: because, so, if, by, in order to."""

from functools import cache

from contention.extraction.rules.patterns.because import because, outcome, so_that
from contention.extraction.rules.patterns.conditional import condition
from contention.extraction.rules.patterns.found_links import Scene
from contention.extraction.rules.patterns.purposes import means_of, purpose
from contention.extraction.rules.phrases.extents import object_of
from contention.extraction.rules.phrases.lists import terms
from contention.extraction.rules.phrases.named_quantities import Term
from contention.extraction.rules.phrases.terms import term
from contention.extraction.rules.syntax.clauses import clause_after, clause_before, comma_after
from contention.language.vocabulary import vocabulary

_BACK = """
because .82|because of .88|due to .88|owing to .88|thanks to .85|as a result of .88
as a consequence of .88|on account of .8|in response to .75|in reaction to .75|in light of .5
in view of .55|for fear of .6|in the face of .5|as a response to .75|in consequence of .8
by virtue of .75|on the back of .6|in the wake of .55|now that .6|given that .6
as a reaction to .75|in retaliation for .7|out of fear of .6|for lack of .75|for want of .7
under pressure from .6|under the pressure of .65|in the absence of .7|a response to .6
in the name of .4|since .5"""


_FORWARD = """
so that .6|with the result that .8|which is why .8|that is why .8|that's why .8|this is why .8
therefore .7|thus .6|hence .65|consequently .75|as a result .8|as a consequence .8
for this reason .75|for that reason .75|accordingly .5|in consequence .75|thereby .6
and so .55|so .5|in turn .6|because of this .8|because of that .8|due to this .8|as such .3"""


_CONDITION = """
if .68|unless .65|as long as .6|so long as .6|provided that .65|provided .55|once .55
whenever .65|when .5|where .35|without .65|with .45|only if .7|only when .65|if and when .6
in the event of .6|should .5|wherever .4|every time .65|each time .65|the moment .5|were .55
if it were not for .7|were it not for .7|had it not been for .7
if it had not been for .7|but for .5|if it was not for .65|if it wasn't for .65
had .5|until .3|as .45|through .4"""


_PURPOSE = """
in order to .62|so as to .62|in an effort to .6|in an attempt to .6|in a bid to .6
with the aim of .6|for the purpose of .55|with a view to .55|in the hope of .5|aimed at .5
designed to .6|intended to .55|meant to .5|in hopes of .5|with the goal of .6|the better to .4"""


_Entry = tuple[tuple[str, ...], str, float]


@cache
def connectives() -> dict[str, tuple[_Entry, ...]]:
    """First word → connectives that begin with it, longest first."""
    found: dict[str, list[_Entry]] = {}
    tables = (("because", _BACK), ("so", _FORWARD), ("if", _CONDITION), ("purpose", _PURPOSE))
    for kind, table in tables:
        for part in table.strip().replace("\n", "|").split("|"):
            *words, weight = part.split()
            found.setdefault(words[0], []).append((tuple(words), kind, float(weight)))
    return {low: tuple(sorted(each, key=lambda e: -len(e[0]))) for low, each in found.items()}


def find_connective(scene: Scene) -> None:
    """Go through the words once; each connective gives its links or none."""
    parsed = scene.parsed
    table = connectives()
    at = 0
    lows = parsed.words.low
    while at < len(lows):
        step = 1
        for words, kind, weight in table.get(lows[at], ()):
            if tuple(lows[at : at + len(words)]) == words:
                _FINDERS[kind](scene, (at, at + len(words)), weight)
                step = len(words)
                break
        if (
            lows[at] in ("by", "through", "via")
            and lows[at + 1 : at + 2]
            and lows[at + 1].endswith("ing")
        ):
            means_of(scene, at)
        elif lows[at] == "for" and lows[at + 1 : at + 2] and lows[at + 1].endswith("ing"):
            _punished(scene, at)
        at += step
    _opening_participle(scene)


_ANSWERED = vocabulary(
    """
    arrested detained fined punished jailed imprisoned criticised criticized blamed sued
    dismissed fired praised charged prosecuted sacked rewarded convicted sentenced condemned
    beaten
    """
)


def _punished(scene: Scene, at: int) -> None:
    """As in "People were detained for opposing the war": the deed is the cause."""
    parsed = scene.parsed
    if parsed.low(at - 1) not in _ANSWERED:
        return
    deed = object_of(parsed, at + 1)
    named = tuple(place for place in range(*deed) if parsed.kind(place) not in ("D", ",", "."))
    scene.add(
        [Term(deed, named, 1)],
        [term(parsed, clause_before(parsed, at))],
        1,
        (at, at + 1),
        0.6,
        "because",
    )


_OPENING = vocabulary("by with into from in of")
_BEREFT = vocabulary("deprived robbed stripped starved")


def _opening_participle(scene: Scene) -> None:
    """As in "Faced with rising costs, firms moved away": what they were faced with is the cause."""
    parsed = scene.parsed
    first = parsed.low(0)
    if (
        not first.endswith(("ed", "en", "wn"))
        or parsed.low(1) not in _OPENING
        or parsed.kind(0) != "n"
    ):
        return
    comma = comma_after(parsed, 1)
    if comma < 2 or (0 in parsed.uses and parsed.uses[0].forms & {"base", "s"}):
        return
    inner = (
        (2, comma)
        if first
        in ("faced", "confronted", "driven", "fuelled", "fueled", "emboldened", "encouraged")
        else (0, comma)
    )
    main = clause_after(parsed, comma + 1)
    if not parsed.has_finite(*main) or any(
        main[0] <= link.signal[0] < main[1] and link.weight >= 0.7 for link in scene.links
    ):
        return
    causes = terms(parsed, (2, comma) if first in _BEREFT else inner)
    sign = -1 if first in _BEREFT else 1
    scene.add(causes, outcome(scene, main), sign, (0, 2), 0.45, "because")


_FINDERS = {"because": because, "so": so_that, "if": condition, "purpose": purpose}
