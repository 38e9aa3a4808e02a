"""The reader by rules: every sentence of a document gone through once."""

from collections.abc import Iterator
from dataclasses import replace

from contention.case.model import Anchor, Sign
from contention.documents.document import Range, ReadDocument
from contention.extraction.proposals import AUTHOR, Gate, Phrase, Proposal, Reading
from contention.extraction.rules.patterns.degrees import delay, strength, transience
from contention.extraction.rules.patterns.finders import find_links
from contention.extraction.rules.patterns.found_links import Link, Scene
from contention.extraction.rules.phrases.named_quantities import Term, text_of
from contention.extraction.rules.speakers.attribution import attributions
from contention.extraction.rules.speakers.speech_verbs import OTHERS, Attribution
from contention.extraction.rules.speakers.stance import standing
from contention.extraction.rules.syntax.sentence import Parsed, Span
from contention.extraction.rules.syntax.tokens import words_of
from contention.extraction.rules.syntax.verb_groups import parse

FEWEST_WORDS = 3
LEAST_CONFIDENCE = 0.25
LONGEST = 2_000
"""Characters of a sentence that are examined together."""
_PRONOUNS = ("it", "he", "she", "they")


class RulesReader:
    """Finds claims by rules alone; needs nothing but the text."""

    name = "rules"

    def find(self, document: ReadDocument) -> Reading:
        """Read a document sentence by sentence; figures are read elsewhere."""
        found: list[Proposal] = []
        speaker = AUTHOR
        for sentence in document.sentences:
            for piece in _pieces(document.words, sentence):
                here, speaker = read_sentence(document.slice(piece), piece, document.id, speaker)
                found += (replace(each, sentence=sentence) for each in here)
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


def read_sentence(
    text: str, sentence: Range, document: str, speaker: str
) -> tuple[list[Proposal], str]:
    """The proposals of one sentence, and whom it reports, the author if nobody.

    `speaker` is whom the sentence before reports: "it adds that …".
    """
    parsed = parse(words_of(text, sentence[0]))
    if len(parsed.words) < FEWEST_WORDS:
        return [], AUTHOR
    scene = Scene(parsed)
    find_links(scene)
    said = attributions(scene)
    if speaker != AUTHOR:
        said = [
            replace(each, holder=speaker) if each.holder.lower() in _PRONOUNS else each
            for each in said
        ]
    found = [_proposal(scene, link, said, sentence, document) for link in _distinct(scene.links)]
    speakers = (each.holder for each in said if each.holder not in (AUTHOR, OTHERS))
    kept = [each for each in found if each.confidence >= LEAST_CONFIDENCE]
    return kept, next(speakers, AUTHOR)


def _distinct(links: list[Link]) -> list[Link]:
    """Of links between the same words the one that is surest."""
    best: dict[object, Link] = {}
    for link in links:
        key = link.cause.core, link.effect.core
        if key not in best or best[key].weight < link.weight:
            best[key] = link
    return list(best.values())


def _proposal(
    scene: Scene, link: Link, said: list[Attribution], sentence: Range, document: str
) -> Proposal:
    parsed = scene.parsed
    stands = standing(scene, link, said)
    one, two = _phrase(parsed, link.cause), _phrase(parsed, link.effect)
    signal = _characters(parsed, link.signal)
    return Proposal(
        id="",
        document=document,
        cause=one,
        effect=two,
        sign="0" if link.negated or stands.denied else _sign(link),
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
        gate=Gate(_phrase(parsed, link.gate[0]), link.gate[1]) if link.gate else None,
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


def _sign(link: Link) -> Sign:
    sign = link.sign * link.cause.sign * link.effect.sign
    return "?" if not sign else "+" if sign > 0 else "-"


def _confidence(link: Link, cause: Phrase, effect: Phrase) -> float:
    """The signal's weight, less for very long phrases."""
    long = sum(max(0, len(each.text.split()) - 10) for each in (cause, effect))
    return round(max(0.05, link.weight - 0.01 * min(long, 25)), 3)


def _phrase(parsed: Parsed, term: Term) -> Phrase:
    where = _characters(parsed, term.span)
    return Phrase(text_of(parsed, term.core), *where, opposite=term.sign < 0)


def _characters(parsed: Parsed, span: Span) -> Range:
    words = parsed.words
    last = max(span[0], min(span[1], len(words)) - 1)
    return words.starts[span[0]], words.ends[last]


def _numbered(found: list[Proposal]) -> Iterator[Proposal]:
    """In the order of the text, with ids by number."""
    ordered = sorted(found, key=lambda each: (each.sentence, each.anchor.start, each.cause.start))
    for number, each in enumerate(ordered, 1):
        yield replace(each, id=f"{each.document}_{number}")
