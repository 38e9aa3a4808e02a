"""The claims of a review: how one is shown, and what each key does to it."""

import textwrap
from collections.abc import Callable, Mapping

import click

from contention.claims.review import EDITABLE, Review
from contention.claims.waiting import Passage, Waiting, sign_word
from contention.cli.review_keys import Keys, TerminalKeys, plain

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


class ClaimStage:
    """The walk through the proposed claims."""

    def __init__(self, review: Review) -> None:
        self.review = review

    @property
    def begun(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self.review.steps)

    def card(self) -> str | None:
        """What is to be decided; None where nothing is left."""
        claim = self.review.current()
        if claim is None:
            return None
        return _card(claim, self.review.position + 1, len(self.review.queue))

    def back(self) -> str:
        """Take the last step back."""
        step = self.review.undo()
        return f"undone: {step.claim} is no longer {step.action}"

    def act(self, key: str, keys: Keys) -> str:
        """Do what a key stands for, and say what was done."""
        review = self.review
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
        if key == "e":
            changes = _changes(keys)
            return f"edited {review.edit(changes).claim}" if changes else "nothing was changed"
        if key == "n":
            id_, _, title = keys.line("  id Title> ").strip().partition(" ")
            review.add_factor(id_, title)
            return f"factors.yaml has {id_} now"
        return HELP

    def said(self) -> str:
        """What was done in all."""
        counts = self.review.counts()
        return (
            f"{counts['accepted']} accepted, {counts['rejected']} rejected, "
            f"{counts['skipped']} skipped; {counts['waiting']} still waiting."
        )


def _changes(keys: Keys) -> dict[str, str | None]:
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
        *sentence_lines(claim.passage),
        f"  {fields.get('cause')}  {arrow}  {fields.get('effect')}",
        "  " + "; ".join(f"{key}: {fields[key]}" for key in _SHOWN if key in fields),
        f"  “{fields.get('paraphrase', '')}”",
        *(f"  merged: {each}" for each in claim.merged),
        *(f"  new factor: {name} is not in factors.yaml" for name in claim.unknown_factors),
        *(f"  beside it: {n.id}: {n.cause} {n.sign} {n.effect} ({n.status})"
          for n in claim.neighbours),
        KEYS,
    ]  # fmt: skip
    return "\n".join(plain(line) for line in lines if line.strip() or line == "")


def sentence_lines(passage: Passage | None) -> list[str]:
    """A sentence with the anchor marked, and the sentences around it."""
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
