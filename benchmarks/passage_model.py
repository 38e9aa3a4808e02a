"""What a labelled passage holds: sentences, the claims in them, and the quantities they name."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

SIGNS = ("+", "-", "0", "?")
STRENGTHS = ("weak", "moderate", "strong", "decisive")
STANCES = ("asserted", "hedged", "reported", "denied", "conditional", "asked")
REGISTERS = ("op-ed", "statement", "brief", "assessment", "debate", "ngo", "news", "lecture")
KINDS = (
    "verb", "serial", "coordination", "plain_verb", "nominal", "preposition", "antecedent",
    "participle", "purpose", "by_doing", "relative", "cleft", "compound", "comparative",
    "conditional", "necessary", "negated", "doubt", "quantified", "passive", "mutual", "chain",
    "loop", "blame", "good_bad",
)  # fmt: skip
AUTHOR = "author"
OTHERS = "others"
TURNED = {"+": "-", "-": "+"}

PassageHalf = Literal["development", "held_out"]
PassagePart = Literal[PassageHalf, "tuning"]
PASSAGE_HALVES: tuple[PassageHalf, ...] = ("development", "held_out")
PASSAGE_PARTS: tuple[PassagePart, ...] = (*PASSAGE_HALVES, "tuning")


@dataclass(frozen=True, order=True)
class PassageSpan:
    """Words of a sentence: its number from 1, and a half-open range of its characters."""

    sentence: int
    start: int
    end: int
    words: str


@dataclass(frozen=True)
class PassageEnd:
    """A cause or an effect: its words, other words that are as right, and its name."""

    span: PassageSpan
    also: tuple[PassageSpan, ...]
    name: str
    """what an analyst would call the quantity"""


@dataclass(frozen=True)
class PassageClaim:
    """A causal claim and where it is made."""

    number: int
    """place in the file, from 1"""
    sentence: int
    """that states it, from 1"""
    cause: PassageEnd
    effect: PassageEnd
    said: tuple[str, ...]
    """words of the sentence that point to an end in another one"""
    sign: str
    """of the cause's name on the effect's name"""
    polarity: str
    """of the words as they stand; for a denied claim that of the effect which is denied"""
    strength: str | None
    stance: str
    holder: str
    """`author`, `others`, or the words that name somebody else"""
    condition: PassageSpan | None
    kind: str

    @property
    def ends(self) -> tuple[PassageEnd, PassageEnd]:
        """Cause and effect."""
        return self.cause, self.effect


@dataclass(frozen=True)
class PassageQuantity:
    """One quantity of a passage, by whatever words it is mentioned."""

    name: str
    mentions: tuple[PassageSpan, ...]
    opposites: tuple[PassageSpan, ...]
    """words for its opposite or for its fall"""


@dataclass(frozen=True)
class Passage:
    """A passage of invented prose with its labels."""

    id: str
    register: str
    subject: str
    voice: str
    holder: str
    """who speaks where nobody is named"""
    sentences: tuple[str, ...]
    claims: tuple[PassageClaim, ...]
    quantities: tuple[PassageQuantity, ...]
    """of all claims: every end of a claim is a mention of the quantity that it names"""
    loops: tuple[tuple[int, ...], ...]
    """numbers of claims that close a loop which the passage states"""

    def claims_in(self, sentence: int) -> tuple[PassageClaim, ...]:
        """The claims that a sentence states."""
        return tuple(claim for claim in self.claims if claim.sentence == sentence)

    def turned(self, end: PassageEnd) -> bool:
        """Whether the words of an end name the opposite of its quantity."""
        return any(q.name == end.name and end.span in q.opposites for q in self.quantities)


@dataclass(frozen=True)
class PassageFault:
    """Something wrong in a file of passages."""

    path: str
    place: str
    """`claim 3`, `sentence 2`, `same: rents`, or a key of the file"""
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.place}: {self.message}"


def misplaced_signs(passage: Passage, path: str) -> Iterator[PassageFault]:
    """Claims whose sign is not their polarity, turned once for each end under `opposites`."""
    for claim in passage.claims:
        if claim.sign not in TURNED or claim.polarity not in TURNED:
            continue
        turns = sum(map(passage.turned, claim.ends))
        expected = TURNED[claim.polarity] if turns == 1 else claim.polarity
        if claim.sign != expected:
            message = (
                f"sign {claim.sign} and polarity {claim.polarity}, but {turns} of its ends "
                "are listed under `opposites`"
            )
            yield PassageFault(path, f"claim {claim.number}", message)


def open_loops(passage: Passage, path: str) -> Iterator[PassageFault]:
    """Loops whose claims do not lead from one to the next and back."""
    for number, loop in enumerate(passage.loops, 1):
        if not all(1 <= claim <= len(passage.claims) for claim in loop):
            yield PassageFault(path, f"loop {number}", "names a claim that does not exist")
            continue
        claims = [passage.claims[claim - 1] for claim in loop]
        for claim, following in zip(claims, [*claims[1:], claims[0]], strict=True):
            if claim.effect.name != following.cause.name:
                message = (
                    f"claim {claim.number} ends in “{claim.effect.name}” and claim "
                    f"{following.number} begins with “{following.cause.name}”"
                )
                yield PassageFault(path, f"loop {number}", message)
