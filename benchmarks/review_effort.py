"""Texts coded twice: by hand in `review`, and from what the reader proposes.

    python -m benchmarks.review_effort [--reader NAME] [--part tuning]

For the first passage of three registers, a person who wants what the labels say codes an empty case
from its first sentence on (`review --from-start`), and then a case into which the text was read:
what is right is accepted, what is nearly right is put right (edited, cut), the rest is rejected,
and what was missed is added. Both go through the command itself, which is given the keys (new
holders and names of ends in other sentences are only counted: a stream of keys cannot make them).
Keys are those of a terminal. Minutes are those of the keystroke-level model of Card, Moran and
Newell (Communications of the ACM 23, 1980, table 1): 0.2 s a key, 1.35 s to make up one's mind, for
each claim and each proposal. Reading the text is left out: it is the same both times. So are
names: either way they are as the words say, and the list of names is accepted as it is.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from click.testing import CliRunner

from benchmarks.coder import KEY, MIND
from benchmarks.passage_files import read_passages
from benchmarks.passage_matches import FoundClaim, outcome_of
from benchmarks.passage_model import AUTHOR, PASSAGE_PARTS, Passage, PassageClaim, PassageEnd
from benchmarks.passage_readings import document_of, from_proposals
from benchmarks.reading_subjects import NAMES, finder
from contention.case.parsed_case import read_draft
from contention.cli.main import main as cli
from contention.coding.review.review_queue import waiting
from contention.coding.review.review_texts import SentencedText, Texts
from contention.documents.files import read_file
from contention.extraction.confidence import WORTHWHILE

REGISTERS = ("news", "op-ed", "statement")
SIGNS = {"+": "raises", "-": "lowers", "0": "none", "?": "unclear"}
STANCES = {"asserted": "asserted", "hedged": "hedged", "reported": "reported", "denied": "negated",
           "conditional": "hedged", "asked": "hedged"}  # fmt: skip
LETTERS = {"asserted": "a", "hedged": "h", "reported": "r", "negated": "n"}


@dataclass
class Keys:
    """What a person types: as a stream of the command, and the number of keys at a terminal."""

    stream: list[str] = field(default_factory=list)
    keys: int = 0
    minds: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    def press(self, key: str) -> None:
        """A single key."""
        self.stream.append(key)
        self.keys += 1

    def line(self, text: str, *, typed: str = "") -> None:
        """A line with Enter; at a terminal `typed` may stand for it."""
        self.stream.append(f"{text}\n")
        self.keys += len(typed or text) + 1

    def decide(self, what: str) -> None:
        """A claim or proposal on which a person has made up their mind."""
        self.minds += 1
        self.counts[what] = self.counts.get(what, 0) + 1

    @property
    def minutes(self) -> float:
        """By the keystroke-level model."""
        return (KEY * self.keys + MIND * self.minds) / 60


class Coder:
    """A person who wants the labels of a passage in a case."""

    def __init__(self, passage: Passage, case: Path, document: str) -> None:
        self.passage, self.case, self.document = passage, case, document
        text = Texts().of(read_draft(case), document)
        assert text is not None
        self.text: SentencedText = text
        self._holders: set[str] = set()
        self._starts: list[int] = []
        at = 0
        for sentence in passage.sentences:
            self._starts.append(self.text.text.index(sentence, at))
            at = self._starts[-1] + len(sentence)

    def number(self, claim: PassageClaim) -> int:
        """The sentence of the text in which a claim is added."""
        start = self._starts[claim.sentence - 1]
        inside = [end.span for end in claim.ends if end.span.sentence == claim.sentence]
        start += max((span.start for span in inside), default=0)
        return self.text.at(start, start + 1)[0]

    def words(self, end: PassageEnd, number: int) -> str:
        """An end as numbers of words of a sentence, or its name if it is not in there."""
        start = self._starts[end.span.sentence - 1] + end.span.start
        stop = start + len(end.span.words)
        inside = [
            place
            for place, word in enumerate(self.text.words(number, number), 1)
            if word.start < stop and start < word.end
        ]
        if not inside or self.text.at(start, stop) != (number, number):
            return end.name
        return str(inside[0]) if len(inside) == 1 else f"{inside[0]}-{inside[-1]}"

    def added(self, claims: Sequence[PassageClaim]) -> Keys:
        """All keys that add some claims, from the first sentence of the text on."""
        keys, here = Keys(), 0
        for claim in sorted(claims, key=self.number):
            for _ in range(self.number(claim) - here):
                keys.press(".")
            here = self.number(claim)
            self._add(keys, claim, here)
        keys.press("q")
        return keys

    def _add(self, keys: Keys, claim: PassageClaim, number: int) -> None:
        keys.press("+")
        keys.line(self.words(claim.cause, number))
        keys.press(claim.polarity if claim.sign != "0" else "0")
        keys.line(self.words(claim.effect, number))
        stance = STANCES[claim.stance]
        if stance == "asserted":
            keys.line("")
        else:
            keys.press(LETTERS[stance])
        if stance == "reported":
            self._holder(keys, claim.holder)
        keys.decide("added")

    def _holder(self, keys: Keys, holder: str) -> None:
        known = holder in self._holders
        self._holders.add(holder)
        keys.line("" if holder == AUTHOR else holder, typed=holder[:4] if known else holder)

    def decided(self, found: dict[str, FoundClaim], order: Sequence[str]) -> Keys:
        """All keys that decide on the proposals, in the order in which they are shown."""
        keys = Keys()
        keys.press("a")  # the list of names
        for each in order:
            fitting = found.get(each)
            if fitting is None:
                keys.press("r")
                keys.decide("rejected")
                continue
            faults = [f for f in fitting.faults() if f != "names"]
            for fault in faults:
                self._correct(keys, fitting, fault)
            keys.press("a")
            keys.decide("edited" if faults else "accepted")
        keys.press("q")
        return keys

    def _correct(self, keys: Keys, found: FoundClaim, fault: str) -> None:
        label = found.label
        if fault == "sign":
            wanted = label.polarity if label.sign != "0" else "0"
            self._edit(keys, "sign", SIGNS[wanted])
        elif fault == "stance":
            self._edit(keys, "stance", STANCES[label.stance])
        elif fault == "holder":
            keys.keys += 3 if label.holder == AUTHOR else 3 + len(label.holder)
        else:
            for key, end in (("c", label.cause), ("e", label.effect)):
                self._cut(keys, key, end, found)

    def _cut(self, keys: Keys, key: str, end: PassageEnd, found: FoundClaim) -> None:
        """`c`, which end, and the numbers of its words; of ends elsewhere the name is counted."""
        words = self.words(end, self.number(found.label))
        inside = {each.span.sentence for each in found.label.ends} == {found.label.sentence}
        if inside and words[0].isdigit():
            keys.press("c")
            keys.press(key)
            keys.line(words)
        else:
            keys.keys += 3 + len(end.name)

    def _edit(self, keys: Keys, name: str, value: str) -> None:
        """`e`, the letter of a field, and that of its value; a line of both in a stream."""
        keys.stream.append(f"e\n{name} {value}\n\n")
        keys.keys += 3


def by_hand(passage: Passage, folder: Path) -> tuple[Keys, int]:
    """The keys that code a passage from nothing, and how many claims are then accepted."""
    case, text = folder / "by-hand", written(passage, folder)
    invoked("new", str(case), "--from", str(text), "--id", "text", *_named())
    keys = Coder(passage, case, "text").added(passage.claims)
    invoked("review", str(case), "--from-start", "--coder", "p", given="".join(keys.stream))
    return keys, _accepted(case)


def _named() -> tuple[str, ...]:
    return ("--title", "Text", "--author", "Author", "--date", "2030-01-01")


def written(passage: Passage, folder: Path) -> Path:
    """A passage as a text file."""
    path = folder / "text.txt"
    path.write_text(" ".join(passage.sentences) + "\n", encoding="utf-8")
    return path


def invoked(*arguments: str, given: str = "") -> str:
    """What a command prints; RuntimeError if it fails."""
    done = CliRunner().invoke(cli, arguments, input=given)
    if done.exit_code:
        raise RuntimeError(f"contention {' '.join(arguments)}: {done.output}") from done.exception
    return done.output


def _accepted(case: Path) -> int:
    return sum(each.body.status == "accepted" for each in read_draft(case).claims.values())


def from_proposals_of(passage: Passage, folder: Path, reader: str) -> tuple[Keys, int]:
    """The keys that code a passage from what a reader proposes, and how many are then accepted."""
    case, text = folder / "proposed", written(passage, folder)
    least = ("--least", str(WORTHWHILE))
    options = ("--into", str(case), "--id", "text", "--reader", reader, *least)
    invoked("read", str(text), *options, *_named())
    found, order = _found(passage, text, reader), [e.id for e in waiting(read_draft(case), "text")]
    coder = Coder(passage, case, "text")
    keys = coder.decided(found, order)
    invoked("review", str(case), "--coder", "p", given="".join(keys.stream))
    missed = [c for c in passage.claims if c not in [each.label for each in found.values()]]
    more = coder.added(missed)
    invoked("review", str(case), "--from-start", "--coder", "p", given="".join(more.stream))
    keys.keys, keys.minds = keys.keys + more.keys, keys.minds + more.minds
    keys.counts |= more.counts
    return keys, _accepted(case)


def _found(passage: Passage, text: Path, reader: str) -> dict[str, FoundClaim]:
    """The labelled claims that the worthwhile proposals find, by the id of the proposal."""
    document = read_file(text).document
    assert document is not None
    proposals = [
        each for each in finder(reader)(replace(document, id="text"))
        if each.confidence >= WORTHWHILE
    ]  # fmt: skip
    claims = from_proposals(document_of(passage), proposals)
    ids = {id(claim): each.id for claim, each in zip(claims, proposals, strict=True)}
    return {ids[id(pair.read)]: pair for pair in outcome_of(passage, claims).found}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for each passage and way."""
    parser = argparse.ArgumentParser(description="Count keys of coding texts twice.")
    parser.add_argument("--reader", choices=NAMES, default="model")
    parser.add_argument("--part", choices=PASSAGE_PARTS, default="tuning")
    options = parser.parse_args(arguments)
    passages = read_passages(options.part)
    for register in REGISTERS:
        passage = next(each for each in passages if each.register == register)
        with tempfile.TemporaryDirectory() as folder:
            ways = (
                ("by hand", *by_hand(passage, Path(folder))),
                ("proposed", *from_proposals_of(passage, Path(folder), options.reader)),
            )
        words = sum(len(sentence.split()) for sentence in passage.sentences)
        sys.stdout.write(f"{passage.id}: {words} words, {len(passage.claims)} claims\n")
        for way, keys, accepted in ways:
            done = ", ".join(f"{count} {what}" for what, count in keys.counts.items())
            sys.stdout.write(
                f"  {way:9}{keys.keys:6} keys {keys.minutes:6.1f} minutes: {done}; "
                f"{accepted} claims in the case\n"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
