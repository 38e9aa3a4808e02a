"""What a condition names, and how that must stand: "if aid ends", "as long as wages rise"."""

from contention.extraction.proposals import Side
from contention.extraction.rules.phrases.named_quantities import Term
from contention.extraction.rules.syntax.sentence import Parsed, Span
from contention.language.vocabulary import vocabulary

_REMOVING = vocabulary(
    """
    withdraw end abolish stop cease collapse vanish disappear cancel scrap remove eliminate
    repeal destroy ban close dismantle lack
    """
)
_KEEPING = vocabulary("keep maintain preserve sustain continue save protect survive")
_STAYING = vocabulary("remain remains stay stays continue continues persist persists")
_LONGEST = 7
_OPPOSITE: dict[Side, Side] = {
    "more": "less", "less": "more", "kept": "less", "there": "gone", "gone": "there",
}  # fmt: skip


def gate_of(
    parsed: Parsed, signal: Span, span: Span, named: list[Term]
) -> tuple[Term, Side] | None:
    """The quantity of a condition and how it must stand; None if it names no quantity.

    `named` is what the condition names, with the sign turned already for "unless" and "without".
    """
    if not named or named[0].anaphoric or not 0 < len(named[0].core) <= _LONGEST:
        return None
    term, low = named[0], parsed.low(signal[0])
    if low == "without":
        return term, "gone"
    if not parsed.has_finite(*span):
        side: Side = "there" if term.core[0] == span[0] else "more" if term.sign > 0 else "less"
        return (term, side) if low in ("with", "in") else None
    if any(parsed.finite[at] for at in term.core):
        return None
    turned = low in ("unless", "until")
    side = _side(parsed, span, term.sign * (-1 if turned else 1))
    return term, _OPPOSITE[side] if turned else side


def _side(parsed: Parsed, span: Span, sign: int) -> Side:
    """How a clause says that its quantity stands."""
    lows = parsed.words.low[span[0] : span[1]]
    lemmas = {parsed.uses[at].verb.lemma for at in range(*span) if at in parsed.uses}
    if sign < 0:
        gone = lemmas & _REMOVING or "no" in lows[:3]
        return "gone" if gone else "less"
    if lemmas & _KEEPING or _STAYING & set(lows):
        return "kept"
    return "there" if lows[0] == "there" and not {"more", "many"} & set(lows) else "more"
