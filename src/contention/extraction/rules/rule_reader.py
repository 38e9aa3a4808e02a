"""The reader by rules: every sentence of a document gone through once."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from contention.case.model import Anchor, Sign
from contention.documents.document import Range, ReadDocument
from contention.extraction.proposals import AUTHOR, Gate, Phrase, Proposal, Reading
from contention.extraction.rules.patterns.anaphora import opener
from contention.extraction.rules.patterns.because import outcome
from contention.extraction.rules.patterns.degrees import delay, strength, transience
from contention.extraction.rules.patterns.finders import find_links
from contention.extraction.rules.patterns.found_links import Link, Scene
from contention.extraction.rules.phrases.extents import trim
from contention.extraction.rules.phrases.named_quantities import Term, text_of
from contention.extraction.rules.phrases.referents import (
    Mention,
    as_outcome,
    same_words,
)
from contention.extraction.rules.speakers.attribution import attributions
from contention.extraction.rules.speakers.speech_verbs import OTHERS, Attribution
from contention.extraction.rules.speakers.stance import standing, turns_down
from contention.extraction.rules.syntax.clauses import clause_after, clause_before
from contention.extraction.rules.syntax.sentence import Parsed, Span
from contention.extraction.rules.syntax.tokens import words_of
from contention.extraction.rules.syntax.verb_groups import parse

FEWEST_WORDS = 3
LEAST_CONFIDENCE = 0.25
LONGEST = 2_000
"""Characters of a sentence that are examined together."""


class RulesReader:
    """Finds claims by rules alone; needs nothing but the text."""

    name = "rules"

    def find(self, document: ReadDocument) -> Reading:
        """Read a document sentence by sentence; figures are read elsewhere."""
        found: list[Proposal] = []
        before: Memory | None = None
        for sentence in document.sentences:
            for piece in _pieces(document.words, sentence):
                here, before = read_sentence(document.slice(piece), piece, document.id, before)
                if before.turned_down:
                    found = _turned_down(found, before.previous)
                found += here if piece == sentence else _of_whole(here, sentence)
        return Reading(tuple(_numbered(found)))


def _pieces(text: str, sentence: Range) -> Iterator[Range]:
    """The sentence, or pieces of one that is longer than any sentence, cut between words."""
    start, end = sentence
    while end - start > LONGEST:
        cut = max(text.rfind(mark, start + LONGEST // 2, start + LONGEST) for mark in ",;:")
        if cut < 0:
            cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut + 1 if cut >= 0 else start + LONGEST
        yield start, cut
        start = cut
    yield start, end


def _of_whole(found: list[Proposal], sentence: Range) -> list[Proposal]:
    return [replace(each, sentence=sentence) for each in found]


@dataclass(frozen=True)
class Memory:
    """What the next sentence may refer to."""

    sentence: Range
    scene: Scene
    outcome: Mention | None
    """what the sentence says comes about"""
    turned_down: bool = False
    previous: Range | None = None
    speaker: str = AUTHOR
    """whom it reports, for "he adds that …"; the author if it reports nobody"""


def read_sentence(
    text: str, sentence: Range, document: str, before: Memory | None
) -> tuple[list[Proposal], Memory]:
    """The proposals of one sentence, and what the next may refer to."""
    parsed = parse(words_of(text, sentence[0]))
    scene = Scene(parsed)
    if len(parsed.words) < FEWEST_WORDS:
        return [], _memory(scene, sentence, before, [])
    find_links(scene)
    said = [_named(each, before) for each in attributions(scene)]
    placed = [
        (link, Mention(parsed, link.cause), Mention(parsed, link.effect)) for link in scene.links
    ]
    placed += _carried(scene, before)
    found = [_proposal(scene, *each, said, sentence, document) for each in _distinct(placed)]
    kept = [each for each in found if each.confidence >= LEAST_CONFIDENCE]
    speaker = next((each.holder for each in said if each.holder not in (AUTHOR, OTHERS)), AUTHOR)
    return kept, _memory(scene, sentence, before, placed, speaker)


def _named(each: Attribution, before: Memory | None) -> Attribution:
    """As in "It adds that …": whoever spoke in the sentence before."""
    pronoun = each.holder.lower() in ("it", "he", "she", "they")
    known = before is not None and before.speaker != AUTHOR
    return replace(each, holder=before.speaker) if pronoun and known and before else each


def _carried(scene: Scene, before: Memory | None) -> Iterator[tuple[Link, Mention, Mention]]:
    """As in "Consequently, …": the sentence before is the cause of what this one says."""
    signal = opener(scene.parsed)
    if signal is None or before is None or before.outcome is None:
        return
    parsed = scene.parsed
    span = clause_after(parsed, signal[1])
    if span[1] <= span[0]:
        span = clause_before(parsed, signal[0])
    own = [
        link
        for link in scene.links
        if not link.cause.anaphoric and span[0] <= link.signal[0] and link.cause.span[0] >= span[0]
    ]
    told = parsed.has_finite(*trim(parsed, span)) or parsed.low(signal[1] - 1) == "why"
    if own or not told:
        return
    for effect in outcome(scene, trim(parsed, span)):
        if effect.core and not effect.anaphoric:
            link = Link(before.outcome.term, effect, 1, signal, 0.7, "carried")
            yield link, before.outcome, Mention(parsed, effect)


def _distinct(placed: list[tuple[Link, Mention, Mention]]) -> list[tuple[Link, Mention, Mention]]:
    """Of links between the same words the one that is surest."""
    best: dict[object, tuple[Link, Mention, Mention]] = {}
    for each in placed:
        link, cause, effect = each
        if same_words(cause, effect):
            continue
        key = (id(cause.parsed), cause.term.core, id(effect.parsed), effect.term.core)
        if key not in best or best[key][0].weight < link.weight:
            best[key] = each
    return list(best.values())


def _proposal(
    scene: Scene,
    link: Link,
    cause: Mention,
    effect: Mention,
    said: list[Attribution],
    sentence: Range,
    document: str,
) -> Proposal:
    parsed = scene.parsed
    stands = standing(scene, link, said)
    one, two = _phrase(cause), _phrase(effect)
    signal = _characters(parsed, link.signal)
    denied = link.negated or stands.denied
    return Proposal(
        id="",
        document=document,
        cause=one,
        effect=two,
        sign="0" if denied else _sign(link, cause.term, effect.term),
        stance=stands.stance,
        holder=stands.holder,
        anchor=Anchor(min(one.start, two.start, signal[0]), max(one.end, two.end, signal[1])),
        confidence=_confidence(link, one, two),
        found_by="rules",
        signal=signal,
        sentence=sentence,
        strength_word=strength(parsed, link),
        delay_word=delay(parsed, link),
        condition=_condition(parsed, link),
        gate=_gate(parsed, link),
        transient=transience(parsed, link),
        necessary=link.necessary,
    )


def _condition(parsed: Parsed, link: Link) -> Phrase | None:
    if link.condition is None:
        return None
    start, end = _characters(parsed, link.condition)
    words = parsed.words
    text = words.text[start - words.offset : end - words.offset]
    return Phrase(" ".join(text.split()), start, end)


def _gate(parsed: Parsed, link: Link) -> Gate | None:
    if link.gate is None:
        return None
    term, side = link.gate
    return Gate(_phrase(Mention(parsed, term)), side)


def _sign(link: Link, cause: Term, effect: Term) -> Sign:
    if link.sign == 0:
        return "?"
    return "+" if link.sign * cause.sign * effect.sign > 0 else "-"


def _confidence(link: Link, cause: Phrase, effect: Phrase) -> float:
    """The signal's weight, less for very long phrases."""
    long = sum(max(0, len(each.text.split()) - 10) for each in (cause, effect))
    return round(max(0.05, link.weight - 0.01 * min(long, 25)), 3)


def _phrase(place: Mention) -> Phrase:
    start, end = _characters(place.parsed, place.term.span)
    text = text_of(place.parsed, place.term.core)
    return Phrase(text, start, end, opposite=place.term.sign < 0)


def _characters(parsed: Parsed, span: Span) -> Range:
    words = parsed.words
    last = max(span[0], min(span[1], len(words)) - 1)
    return words.starts[span[0]], words.ends[last]


def _memory(
    scene: Scene,
    sentence: Range,
    before: Memory | None,
    placed: list[tuple[Link, Mention, Mention]],
    speaker: str = AUTHOR,
) -> Memory:
    """What the next sentence may refer to; a sentence without a clause passes on what it had."""
    parsed = scene.parsed
    down = turns_down(parsed)
    outcome_place = None
    usable = [each for each in placed if not each[0].effect.anaphoric]
    if usable:
        last = max(usable, key=lambda each: each[0].signal[0])
        outcome_place = Mention(parsed, as_outcome(last[0]))
    elif len(parsed.words) >= FEWEST_WORDS and _says_something(parsed):
        said = outcome(scene, clause_after(parsed, _after_opening(parsed)))
        found = [each for each in said if each.core]
        outcome_place = Mention(parsed, found[0]) if found and not found[0].anaphoric else None
    previous = before.sentence if before else None
    return Memory(sentence, scene, outcome_place, down, previous, speaker)


def _says_something(parsed: Parsed) -> bool:
    """Whether a sentence has a verb, or ends as a sentence does."""
    end = len(parsed.words)
    return parsed.has_finite(0, end) or (end > FEWEST_WORDS and parsed.low(end - 1) == ".")


def _after_opening(parsed: Parsed) -> int:
    """Past an introductory phrase: "In 2023, …", "Of course, …"."""
    for place in range(min(12, len(parsed.words))):
        if parsed.kind(place) == "," and not parsed.has_finite(0, place):
            return place + 1
        if parsed.finite[place]:
            break
    return 0


def _turned_down(found: list[Proposal], previous: Range | None) -> list[Proposal]:
    """Claims of the sentence before that this one turns down."""
    return [
        replace(each, stance="rejected", holder=OTHERS if each.holder == AUTHOR else each.holder)
        if each.sentence == previous
        and (each.holder != AUTHOR or each.stance in ("rejected", "hedged"))
        else each
        for each in found
    ]


def _numbered(found: list[Proposal]) -> Iterator[Proposal]:
    """In the order of the text, with ids by number."""
    ordered = sorted(found, key=lambda each: (each.sentence, each.anchor.start, each.cause.start))
    for number, each in enumerate(ordered, 1):
        yield replace(each, id=f"{each.document}_{number}")
