"""Names of codes that state a claim in words, and words that are short for a longer name.

A code "Fares reduce crowding" says what acts on what, as an arrow would. The rule reader reads the
names as it reads sentences; one counts if its claim has every word of the name.
"""

import re
from collections.abc import Iterable, Sequence

from contention.case.model import Sign
from contention.documents.files import document_from_text
from contention.extraction.directions import turned
from contention.extraction.factor_names import stem, stems, title_of
from contention.extraction.proposals import Proposal
from contention.extraction.rules.rule_reader import RulesReader
from contention.language.vocabulary import vocabulary

NamedClaim = tuple[str, str, Sign]
"""cause, effect, sign"""
_AWAY = re.compile(
    r"(?:driv|push|forc|crowd|pric|squeez|lock|keep|scar)\w*\b.*\b(?:out|away|off)", re.I
)
_BACK = re.compile(r"(?:bring|win|get|giv)\w*\b.*\bback", re.I)
_PARTICLES = vocabulary("out away off back up down")
_BEFORE = vocabulary("of in on for to with by from at among between per and or")
"""Words after which a name says more about its head: "cap on nights"."""


def claims_in_names(names: Iterable[str]) -> dict[str, NamedClaim]:
    """Name → the one claim that it states, for those that state one."""
    asked = {name: f"{name[:1].upper()}{name[1:].rstrip('. ')}." for name in names if " " in name}
    if not asked:
        return {}
    document = document_from_text("\n\n".join(asked.values()), "codes")
    proposals = RulesReader().find(document).proposals
    found: dict[str, NamedClaim] = {}
    for name, sentence in asked.items():
        here = [one for one in proposals if document.slice(one.sentence) == sentence]
        if len(here) == 1 and document.slice(_span(here[0])) == sentence[:-1]:
            found[name] = _claim(here[0], name)
    return found


def _span(proposal: Proposal) -> tuple[int, int]:
    return proposal.anchor.start, proposal.anchor.end


def _claim(proposal: Proposal, name: str) -> NamedClaim:
    sign = proposal.sign
    if _AWAY.search(name):
        sign = "-"
    elif _BACK.search(name):
        sign = "+"
    words = proposal.effect.text.split()
    while len(words) > 1 and words[-1].lower() in _PARTICLES:
        words.pop()
    return title_of(proposal.cause.text), title_of(" ".join(words)), sign


def with_factors(claim: NamedClaim, factors: Sequence[str]) -> NamedClaim:
    """The same with its ends as codes name them; unclear where a code may say the opposite."""
    cause, effect, sign = claim
    named: list[str] = []
    for end in (cause, effect):
        name = long_name(end, factors) or end
        if sign in ("+", "-") and name != end:
            turn, _ = turned(end, name)
            sign = "?" if turn == 0 else sign if turn > 0 else "-" if sign == "+" else "+"
        named.append(name)
    return (named[0], named[1], sign) if named[0] != named[1] else claim


def long_name(words: str, names: Iterable[str]) -> str:
    """The one name that these words are short for: the cap, of "Cap on nights"; "" if none is.

    All of them are in it, and one is the head of it, or of a part of it between slashes.
    """
    ours = set(stems(words))
    found = {name for name in names if ours and ours <= set(stems(name)) and ours & _heads(name)}
    return found.pop() if len(found) == 1 else ""


def _heads(name: str) -> set[str]:
    """Stems of the words that name what a name is about."""
    heads: set[str] = set()
    for part in name.split("/"):
        words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", part)
        at = next((n for n, word in enumerate(words) if n and word.lower() in _BEFORE), len(words))
        before = words[:at]
        heads.update(map(stem, before[-1:]))
        if len(before) > 1 and before[-1].endswith("ing"):
            heads.add(stem(before[-2]))
    return heads
