"""How many keys the coding of 25 claims takes in `contention review`, by its own prompts.

    python -m benchmarks.terminal_coding

The same two texts, the same coder and the same claims as `benchmarks.workbench_coding`. Each text
is read by `contention read --into`, whose command is counted, and reviewed: proposals that are
right are accepted, nearly right ones edited, others rejected, and what was missed is added in its
sentence. Prompts are answered by the code that asks them; a name is typed until it is among the
first few of the list, and picked.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from click.testing import CliRunner
from tests.browser.quay import BUILD, CLAIMS, LEAVE, TITLE, Coded, Text

from benchmarks.coder import KEY, MIND, SEEN, VERBS, fitting
from contention.case.parsed_case import read_draft
from contention.cli.main import main as contention
from contention.cli.reviewing.claims import ClaimStage
from contention.cli.reviewing.names import NamesStage
from contention.cli.terminal.dialogue import Option
from contention.coding.review.entry_finders import find
from contention.coding.review.paraphrases import title_of
from contention.coding.review.review_queue import Waiting, described
from contention.coding.review.settling_names import NamesReview
from contention.coding.review.walk import Review

CASE = "quay"
CODER = "nv"


@dataclass
class Person:
    """Answers prompts, and counts the keys that this takes at a terminal."""

    keys: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    """question → the name that is typed, or the key that is pressed"""
    did: Counter[str] = field(default_factory=Counter)
    interactive = True

    def show(self, card: Sequence[object], said: str, keys: str) -> None:
        """Look."""

    def key(self) -> str:
        """Keys are given to the stages."""
        raise NotImplementedError

    def ask(self, question: str, prefilled: str = "", wrong: str = "") -> str | None:
        """No line is asked for in what is done here."""
        raise NotImplementedError(question)

    def pick(
        self, question: str, find: Callable[[str], Sequence[Option]], wrong: str = ""
    ) -> Option | None:
        """Type until the name is among the first of the list, go down to it, and press Enter."""
        assert not wrong, wrong
        name = self.answers[question]
        wanted = next(each for each in find(name) if each.exact or each.new)
        for typed in range(1, len(name) + 1):
            shown = [each.value for each in find(name[:typed])][:SEEN]
            if typed == len(name) or wanted.value in shown:
                self.keys += typed + shown.index(wanted.value) + 1
                break
        return wanted

    def choose(self, question: str, choices: Mapping[str, str], default: str = "") -> str | None:
        """One key, or Enter for the default."""
        self.keys += 1
        return choices[self.answers[question]] if question in self.answers else default


def main() -> None:
    """Print the figures."""
    person = coded_in_the_terminal()
    seconds = KEY * person.keys + MIND * sum(person.did.values())
    did = ", ".join(f"{count} {what}" for what, count in person.did.items())
    sys.stdout.write(
        f"`contention review`: {person.keys} keys, {seconds / 60:.1f} minutes; {did}\n"
    )


def coded_in_the_terminal() -> Person:
    """Code both texts; raises AssertionError if the claims in the files are not all of them."""
    person = Person()
    with tempfile.TemporaryDirectory() as home:
        case = Path(home) / CASE
        _command("new", str(case), "--from", str(BUILD.path), "--id", BUILD.path.stem,
                 "--title", BUILD.title, "--author", BUILD.author, "--date", "2024")  # fmt: skip
        for text in (BUILD, LEAVE):
            named = ["--id", text.path.stem, "--title", text.title, "--author", text.author]
            _command("read", str(text.path), "--into", str(case), *named, "--date", "2024")
            person.keys += len(f"contention read {text.file} --into {CASE}\n")
            person.keys += len(f"contention review {CASE} --document {text.path.stem}\n")
            _reviewed(case, text, person)
        accepted = [each.body for each in read_draft(case).claims.values()
                    if each.body.status == "accepted"]  # fmt: skip
    wanted = sum(map(len, CLAIMS.values()))
    assert len(accepted) == wanted, f"{len(accepted)} of {wanted} claims of {TITLE}"
    return person


def _command(*words: str) -> None:
    done = CliRunner().invoke(contention, words)
    assert done.exit_code == 0, done.output


def _reviewed(case: Path, text: Text, person: Person) -> None:
    names = NamesStage(NamesReview(case, document=text.path.stem, coder=CODER))
    if names.card() is not None:
        _press(names, person, "a")
    review = Review(case, document=text.path.stem, coder=CODER)
    stage, found = ClaimStage(review), set[str]()
    left = missed(review, text)
    while (item := review.current()) is not None:
        last = not any(id_ != item.id for _, id_ in review.queue[review.position :])
        for claim in [each for each in left if last or _sentence(review, each) <= _here(review)]:
            _added(stage, person, claim)
            left.remove(claim)
        fit, proposed = fitting(text, *_said(review, item), found)
        if proposed is not None:
            found.add(proposed.words)
        if fit == "edit" and proposed is not None:
            _edited(stage, person, item, proposed)
        person.did[fit] += 1
        _press(stage, person, "r" if fit == "reject" else "a")


def missed(review: Review, text: Text) -> list[Coded]:
    """The claims that no proposal is; a person sees it in each sentence."""
    found = set[str]()
    draft = review.draft()
    for _, id_ in review.queue:
        entry = find(draft, id_)
        assert entry is not None
        item = described(draft, entry, review.texts)
        if claim := fitting(text, *_said(review, item), found)[1]:
            found.add(claim.words)
    return [each for each in CLAIMS[text.title] if each.words not in found]


def _said(review: Review, item: Waiting) -> tuple[str, str]:
    """A proposal's cause, verb and effect, and its words."""
    fields = item.fields
    cause, effect = (title_of(review.draft(), str(fields.get(end))) for end in ("cause", "effect"))
    words = ""
    if item.passage is not None:
        start, end = item.passage.marked
        words = item.passage.sentence[start:end]
    return f"{cause} {VERBS.get(str(fields.get('sign')), '?')} {effect}", words


def _here(review: Review) -> int:
    return review.text()[2]


def _sentence(review: Review, claim: Coded) -> int:
    text = review.text()[0]
    start = text.text.index(claim.words)
    return text.at(start, start + len(claim.words))[0]


def _press(stage: ClaimStage | NamesStage, person: Person, key: str) -> str:
    person.keys += 1
    return stage.act(key, person)


def _added(stage: ClaimStage, person: Person, claim: Coded) -> None:
    """Go to the sentence of a claim, add it, and come back."""
    before, there = _here(stage.review), _sentence(stage.review, claim)
    _walked(stage, person, there)
    person.answers = {"cause": claim.cause, "sign": claim.key, "effect": claim.effect}
    said = _press(stage, person, "+")
    assert said.startswith("added"), said
    person.did["made"] += 1
    _walked(stage, person, before)


def _walked(stage: ClaimStage, person: Person, sentence: int) -> None:
    while (here := _here(stage.review)) != sentence:
        _press(stage, person, "." if here < sentence else ",")


def _edited(stage: ClaimStage, person: Person, item: Waiting, claim: Coded) -> None:
    """Put sign and effect right, each if it is wrong."""
    fields = item.fields
    if fields.get("sign") != claim.sign:
        person.answers = {"edit": "s", "sign": claim.key}
        _press(stage, person, "e")
    if title_of(stage.review.draft(), str(fields.get("effect"))) != claim.effect:
        person.answers = {"edit": "e", "effect": claim.effect}
        _press(stage, person, "e")


if __name__ == "__main__":
    main()
