"""`contention review`: proposed claims accepted, edited or rejected one by one."""

import json
import sys
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TextIO

import click

from contention.case.problem import Place, Problem
from contention.case.suggestions import did_you_mean
from contention.claims.review import EDITABLE, Review, ReviewError, list_waiting
from contention.claims.waiting import Passage, Waiting, sign_word
from contention.cli.case_argument import case_argument, refuse
from contention.cli.options import json_option

KEYS = "[a]ccept  [e]dit  [f]lip  [r]eject  [s]kip  [u]ndo  [n]ew factor  [q]uit  [?]"
HELP = """\
a  accept: the claim enters the runs
e  edit: lines of `field value`, ended by an empty line; a field without a value is taken out
f  flip the sign
r  reject: the claim stays in the file, marked as rejected
s  skip: leave it proposed
u  undo the last step
n  new factor: a line `id Title`, which goes into factors.yaml and can then be named in an edit
q  quit: everything decided is already written"""
_SHOWN = ("stance", "holder", "strength", "delay", "transient", "condition", "necessary",
          "credibility", "confidence", "found_by", "note")  # fmt: skip


@click.command()
@case_argument
@click.option("--document", help="Only the proposals of one document.")
@click.option("--coder", default="", help="Who reviews; added to the coders of what is decided.")
@json_option
def command(case: Path, document: str | None, coder: str, as_json: bool) -> None:
    """Decide on the proposed claims of CASE, one by one, with single keys.

    Keys: a accept, e edit, f flip the sign, r reject, s skip, u undo, n new factor, q quit. Only
    the lines of the claim concerned are rewritten, at once; a change that would leave the case with
    an error is not made. Where the input is no terminal, keys are read from it. With --json, prints
    what is waiting and changes nothing.
    """
    if not (case / "case.yaml").is_file():
        hint = "name the folder that holds case.yaml"
        refuse((Problem(Place(str(case)), "there is no case here", hint),), as_json=as_json)
    draft, found = list_waiting(case, document)
    if document is not None and document not in draft.known["document"]:
        hint = did_you_mean(document, draft.known["document"])
        problem = Problem(Place("case.yaml"), f"unknown document `{document}`", hint)
        refuse((problem,), as_json=as_json)
    if as_json:
        shown = {"case": str(case), "waiting": [each.as_json() for each in found]}
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
        return
    if not found:
        click.echo("Nothing is waiting: no claim is proposed.")
        return
    review = Review(case, document=document, coder=coder)
    _walk(review, TerminalKeys() if sys.stdin.isatty() else StreamKeys(sys.stdin))
    counts = review.counts()
    click.echo(
        f"{counts['accepted']} accepted, {counts['rejected']} rejected, "
        f"{counts['skipped']} skipped; {counts['waiting']} still waiting."
    )


class TerminalKeys:
    """Single keys from a terminal, without return."""

    def key(self) -> str:
        """The next key; `q` where the input ends."""
        pressed = click.getchar()
        return "q" if pressed in ("", "\x04", "\x1b") else pressed

    def line(self, prompt: str) -> str:
        """One line of an edit."""
        try:
            return input(prompt)
        except EOFError:
            return ""


class StreamKeys:
    """Keys from a stream: one character each, spaces and line ends left out."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._left = ""

    def key(self) -> str:
        """The next key; `q` where the stream ends."""
        while not self._left.strip():
            self._left = self._stream.readline()
            if not self._left:
                return "q"
        rest = self._left.lstrip()
        self._left = rest[1:]
        return rest[0]

    def line(self, prompt: str) -> str:
        """One line of an edit: what follows the key on its own line does not count."""
        del prompt
        self._left = ""
        return self._stream.readline().rstrip("\r\n")


def _walk(review: Review, keys: TerminalKeys | StreamKeys) -> None:
    """Show a claim, take a key, until there is no claim left or the person quits."""
    shown: object = None
    while True:
        claim = review.current()
        if claim is None:
            click.echo("All are decided or skipped. u takes the last step back, any key ends.")
            if keys.key() != "u" or not review.steps:
                return
            click.echo(_act(review, "u", keys))
            continue
        if (claim.id, claim.fields) != shown:
            click.echo(_card(claim, review.position + 1, len(review.queue)))
            shown = (claim.id, claim.fields)
        key = keys.key()
        if key == "q":
            return
        try:
            click.echo(_act(review, key, keys))
        except ReviewError as error:
            click.echo(_plain(f"not done: {error}"))


def _act(review: Review, key: str, keys: TerminalKeys | StreamKeys) -> str:
    acts: Mapping[str, Callable[[], object]] = {
        "a": review.accept,
        "r": review.reject,
        "s": review.skip,
        "f": review.flip,
    }
    if key in acts:
        acts[key]()
        step = review.steps[-1]
        return f"{step.action} {step.claim}"
    if key == "u":
        step = review.undo()
        return f"undone: {step.claim} is no longer {step.action}"
    if key == "e":
        changes = _changes(keys)
        return f"edited {review.edit(changes).claim}" if changes else "nothing was changed"
    if key == "n":
        id_, _, title = keys.line("  id Title> ").strip().partition(" ")
        review.add_factor(id_, title)
        return f"factors.yaml has {id_} now"
    return HELP


def _changes(keys: TerminalKeys | StreamKeys) -> dict[str, str | None]:
    if isinstance(keys, TerminalKeys):
        click.echo(f"  fields: {', '.join(EDITABLE)}; an empty line ends")
    changes: dict[str, str | None] = {}
    while line := keys.line("  field value> ").strip():
        field, _, value = line.partition(" ")
        changes[field.rstrip(":")] = value.strip() or None
    return changes


def _card(claim: Waiting, number: int, of: int) -> str:
    fields = claim.fields
    sign = sign_word(str(fields.get("sign", "")))
    arrow = {"none": "has no effect on", "unclear": "acts (unclear how) on"}.get(sign, sign)
    lines = [
        "",
        f"{number}/{of}  {claim.id}  ({claim.path}:{claim.line})",
        *_sentence_lines(claim.passage),
        f"  {fields.get('cause')}  {arrow}  {fields.get('effect')}",
        "  " + "; ".join(f"{key}: {fields[key]}" for key in _SHOWN if key in fields),
        f"  “{fields.get('paraphrase', '')}”",
        *(f"  new factor: {name} is not in factors.yaml" for name in claim.unknown_factors),
        *(f"  beside it: {n.id}: {n.cause} {n.sign} {n.effect} ({n.status})"
          for n in claim.neighbours),
        KEYS,
    ]  # fmt: skip
    return "\n".join(_plain(line) for line in lines if line.strip() or line == "")


def _sentence_lines(passage: Passage | None) -> list[str]:
    if passage is None:
        return ["  (the text is not at hand: `contention attach` shows the sentence)"]
    start, end = passage.marked
    sentence = passage.sentence
    marked = f"{sentence[:start]}⟦{sentence[start:end]}⟧{sentence[end:]}"
    around = [("  … ", passage.before), ("  > ", marked), ("  … ", passage.after)]
    return [
        line
        for lead, text in around
        if text
        for line in textwrap.wrap(text, 96, initial_indent=lead, subsequent_indent="    ")
    ]


def _plain(text: str) -> str:
    """Without control characters: what a text holds does not steer the terminal."""
    return "".join(each if each.isprintable() or each == "\n" else "·" for each in text)
