"""What the readers find in a document: proposals for a person to accept, edit or reject.

Every position is a half-open range of characters in the document's normalised text.
"""

from dataclasses import dataclass, replace
from typing import Literal, Protocol

from contention.case.model import Anchor, Sign, Stance
from contention.documents.document import Range, ReadDocument

AUTHOR = "author"
"""Holder of what the document's author says; other holders are named as the text names them."""

IMPORTED = "imported from "
"""How `found_by` begins for links that another tool's file holds."""

Comparator = Literal["about", "over", "at least", "under", "at most", "exactly"]


@dataclass(frozen=True)
class Phrase:
    """Words of the text that name a cause, an effect or a condition."""

    text: str
    """with single spaces; the words of change that the sign already counts are left out"""
    start: int
    end: int
    name: str = ""
    """of the quantity, one for all its mentions in the document; empty until names are settled"""
    turned: bool = False
    """whether the words name the opposite of what the name says"""
    opposite: bool = False
    """whether the range in the document says that there is less of what `text` names, as *fewer
    buses* does of `buses`: the sign of these words is then the other one"""

    @property
    def quantity(self) -> str:
        """The name, or the words until there is one."""
        return self.name or self.text


Side = Literal["more", "less", "kept", "there", "gone"]
"""Required state of a condition's factor: risen, fallen, not low, present, or absent."""


@dataclass(frozen=True)
class Gate:
    """A condition that names a quantity, and its state required for the claim to hold."""

    factor: Phrase
    side: Side


@dataclass(frozen=True)
class CodedParticulars:
    """What a person who coded a claim in another tool says about it."""

    coder: str
    fields: tuple[tuple[str, str], ...] = ()
    """further keys of the claim, each with its text, as a claims file has them"""
    note: str = ""
    condition: str = ""
    """`is: low` or `above: 0.5`, of the factor that the gate names"""
    stated: bool = True
    """False if the codes only suggest it: then it stays proposed whatever happens to the others"""


@dataclass(frozen=True)
class Proposal:
    """One causal claim that a reader believes the text to make; never enters a run as it is."""

    id: str
    document: str
    cause: Phrase
    effect: Phrase
    sign: Sign
    """`+`, `-`, `0` (no effect), `?`: of more of the cause on the amount of the effect"""
    stance: Stance
    holder: str
    """`AUTHOR`, or the words by which the text names who says so"""
    anchor: Anchor
    """from the first to the last word of cause, signal and effect"""
    confidence: float
    """a reader's score between 0 and 1; not a credibility"""
    found_by: str
    """`rules`, `model`, `llm`, or several joined by `+`"""
    signal: Range | None
    """the words that express the relation; None if nothing but the order does"""
    sentence: Range
    """the sentence that contains the effect (or its signal)"""
    strength_word: str | None = None
    """a word of the case's strength table: weak, strong, decisive"""
    delay_word: str | None = None
    """a duration as a case writes it: `months`, `18 months`"""
    condition: Phrase | None = None
    """under which the claim holds according to the text, verbatim"""
    gate: Gate | None = None
    """the same as a factor and its required state; None if the words name none"""
    transient: str | None = None
    """a duration, or `true`: the effect is said to wear off"""
    necessary: bool = False
    """the effect is said to be impossible without the cause"""
    coded: CodedParticulars | None = None
    """of a claim that a person coded in another tool"""


OTHER_WAY: dict[Sign, Sign] = {"+": "-", "-": "+", "0": "0", "?": "?"}


def as_named(proposal: Proposal) -> Proposal:
    """The same claim about the quantities that its words name, with the sign between these."""
    cause, effect = proposal.cause, proposal.effect
    return replace(
        proposal,
        cause=Phrase(cause.quantity, cause.start, cause.end),
        effect=Phrase(effect.quantity, effect.start, effect.end),
        sign=OTHER_WAY[proposal.sign] if cause.turned != effect.turned else proposal.sign,
    )


@dataclass(frozen=True)
class ProposedFigure:
    """A number that the text states."""

    id: str
    document: str
    subject: str
    value: float
    unit: str
    comparator: Comparator
    anchor: Anchor
    confidence: float
    found_by: str
    sentence: Range
    high: float | None = None
    """upper end of a range; `value` is then its lower end"""
    date: str | None = None
    """as a case writes dates"""
    source: str | None = None
    """whom the text names as its source"""
    holder: str = AUTHOR


@dataclass(frozen=True)
class ReadingTally:
    """What a reader asked a language model, and which answers it discarded."""

    requests: int = 0
    """answers that a server gave in this reading"""
    kept: int = 0
    """answers taken from the cache instead"""
    wrong_quotes: int = 0
    """claims dropped because words of theirs are not exactly in the text"""
    malformed: int = 0
    """claims dropped because they are not of the form asked for"""
    unread: int = 0
    """sentences for which no usable answer came"""

    def said(self) -> str:
        """The same in a line."""
        return (
            f"{self.requests} requests, {self.kept} answers from the cache; dropped: "
            f"{self.wrong_quotes} claims with words that are not exactly in the text, "
            f"{self.malformed} malformed; {self.unread} sentences not read"
        )


@dataclass(frozen=True)
class Reading:
    """What one reader found in one document, in the order of the text."""

    proposals: tuple[Proposal, ...] = ()
    figures: tuple[ProposedFigure, ...] = ()
    notes: tuple[str, ...] = ()
    """what a person should know about how it was read: a reader that was not available, for
    instance"""
    tally: ReadingTally | None = None
    """of a reader that asks a language model"""


class Reader(Protocol):
    """Anything that finds claims in a document: rules, the model, a language model."""

    @property
    def name(self) -> str:
        """What `found_by` of its proposals says."""
        ...

    def find(self, document: ReadDocument) -> Reading:
        """Read a document; the same document gives the same reading."""
        ...
