"""Effects of alternative numbers and weakened claims: sentences and JSON."""

from collections.abc import Callable, Iterator, Sequence

from contention.case.articles import counted
from contention.judge.hinges.varied_verdict import Variations, Varied
from contention.judge.sides import side_of
from contention.judge.verdict import Verdict
from contention.show.judgement_json import Json, rounded
from contention.show.words.numbers import percent, points
from contention.show.words.share_words import HOLDS

MOST_SHOWN = 10
WHAT = {
    "hazard": "rate", "inflow": "rate of growth", "outflow": "rate of loss",
    "duration": "duration", "adjustment": "adjustment time", "lever": "size of the lever",
}  # fmt: skip

OF_MODELS = frozenset({"range", "constant", "equation"})
"""kinds of what is varied in a model file"""
CLAIM_PARTS = ("changed number or weakened claim", "changed numbers and weakened claims")
MODEL_PARTS = ("changed number or held equation", "changed numbers and held equations")

Name = Callable[[str], str]
"""claim → how the page cites it"""


def varied_sentences(verdict: Verdict, found: Variations, name: Name) -> Iterator[str]:
    """What changes the verdict and what shifts it; numbers of factors before claims."""
    if not found.tried:
        return
    about_claims = {item for item in found.found if item.variation.choice.group == "claims"}
    numbers = [item for item in found.found if item not in about_claims and item.matters]
    claims = [item for item in found.found if item in about_claims and item.matters]
    of_model = any(item.variation.kind in OF_MODELS for item in found.found)
    tried = counted(found.tried, *(MODEL_PARTS if of_model else CLAIM_PARTS))
    turning = sum(item.turns for item in found.found)
    verb = "changes" if turning in (0, 1) else "change"
    yield f"Of {tried}, {turning or 'none'} {verb} the verdict."
    named = "numbers and equations" if of_model else "numbers of factors"
    for part, of in ((numbers, named), (claims, "claims")):
        yield from (_sentence(verdict, item, name) for item in part[:MOST_SHOWN])
        if len(part) > MOST_SHOWN:
            yield f"{len(part) - MOST_SHOWN} more {of} shift it less."
    if found.skipped:
        yield f"{found.skipped} more were not tried: --budget was exhausted."
    if found.refused:
        yield f"{found.refused} more cannot be tried: the model does not compile with them."


def _sentence(verdict: Verdict, item: Varied, name: Name) -> str:
    variation = item.variation
    title = variation.choice.title
    source = f": {WHAT[variation.kind]}, {variation.source}" if variation.source else ""
    if variation.choice.group == "claims":
        title = f"{name(variation.subject)} {title}"
    head = "Changes" if item.turns else "Shifts"
    return f"{head} if {title}{source} → {_effect(verdict, item)}."


def _effect(verdict: Verdict, item: Varied) -> str:
    side = HOLDS[side_of(verdict)]
    said = f"{item.verdict_with}, {side} in {percent(item.share_with)}"
    if abs(item.change) >= 0.005:
        said += f" ({points(item.change)} points)"
    if item.verdict_with != verdict.verdict and not item.turns:
        said += ", too near the threshold to call"
    if abs(item.presence_change) >= 0.005:
        said += f", outcome moves in {points(item.presence_change)} points of draws"
    if item.size_with != item.size_before:
        said += f", size {item.size_before or 'none'} → {item.size_with or 'none'}"
    return said


def varied_json(found: Sequence[tuple[Verdict, Variations]]) -> list[Json]:
    """Every variation that was tried, whether it matters or not."""
    return [
        {
            "contention": verdict.contention,
            "account": verdict.account,
            "id": item.variation.choice.id,
            "kind": item.variation.kind,
            "subject": item.variation.subject,
            "of": "claim" if item.variation.choice.group == "claims" else "factor",
            "title": item.variation.choice.title,
            "source": item.variation.source or None,
            "verdict_with": item.verdict_with,
            "share_with": rounded(item.share_with),
            "change": rounded(item.change),
            "error": rounded(item.error),
            "presence_change": rounded(item.presence_change),
            "size_before": item.size_before,
            "size_with": item.size_with,
            "turns": item.turns,
            "matters": item.matters,
        }
        for verdict, varied in found
        for item in varied.found
    ]
