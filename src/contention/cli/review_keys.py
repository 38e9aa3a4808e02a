"""The keys of a review: what they are called and what they do."""

from collections.abc import Sequence
from dataclasses import dataclass

from contention.cli.terminal.styled import KEEP


@dataclass(frozen=True)
class Binding:
    """A key and what happens when it is pressed."""

    key: str
    name: str
    does: str
    also: tuple[str, ...] = ()
    """other keys for the same"""
    brief: str = ""
    """how the line of keys shows it; empty if it does not"""


QUIT = Binding("q", "quit", "everything decided is already written", brief="q quit")
UNDO = Binding(
    "u", "undo", "takes the last step back and returns to it; as often as there are steps",
    brief="u undo",
)  # fmt: skip
HELP_KEY = Binding("?", "help", "shows these keys", brief="? help")

CLAIM_KEYS = (
    Binding("a", "accept", "the claim enters the runs", brief="a accept"),
    Binding("r", "reject", "the claim stays in the file, marked, so that it is not proposed again",
            brief="r reject"),
    Binding("s", "skip", "leaves it proposed and goes on", ("down",), "s skip"),
    Binding("b", "back", "to the previous proposal that still waits", ("up",)),
    Binding("f", "flip", "inverts the sign and stays", brief="f flip"),
    Binding("e", "edit", "one field, by its letter", brief="e edit"),
    Binding("c", "cut", "picks the cause, the effect or the anchor from the sentence, by word "
            "numbers", brief="c cut"),
    Binding("+", "add", "adds a claim that the reader missed to this sentence", ("i",), "+ add"),
    Binding(".", "next sentence", "with or without proposals", ("right",), ". , sentence"),
    Binding(",", "previous sentence", "with or without proposals", ("left",)),
    Binding("w", "words", "numbers the words of the sentence, or no longer"),
    Binding("1", "look at", "shows another claim of those listed below it: `1` to `9`"),
    Binding("t", "title", "renames the cause or the effect: its title; its id stays",
            brief="t title"),
    Binding("m", "merge", "lets the cause or the effect mean another factor, or its opposite",
            brief="m merge"),
    Binding("n", "new factor", "a line `id Title`, which goes into `factors.yaml`"),
    UNDO,
    HELP_KEY,
    QUIT,
)  # fmt: skip
MERGE_KEYS = (
    Binding("a", "accept", "from now on, what names the first factor means the second one",
            brief="a accept"),
    Binding("f", "flip", "the one is the opposite of the other, or not; stays at the merge",
            brief="f flip"),
    Binding("w", "swap", "the other one of the two stays in the case; stays at the merge",
            brief="w swap"),
    Binding("r", "reject", "the entry stays in the file, so that the pair is not proposed again",
            brief="r reject"),
    Binding("s", "skip", "leaves it proposed and goes on", ("down",), "s skip"),
    UNDO,
    HELP_KEY,
    QUIT,
)  # fmt: skip
PRUNE_KEYS = (
    Binding("t", "take out", "their lines in `factors.yaml`, and proposed merges of them",
            brief="t take them out"),
    Binding("s", "skip", "leaves them", brief="s skip"),
    UNDO,
    HELP_KEY,
    QUIT,
)  # fmt: skip
FIELD_KEYS = (
    Binding("c", "cause", ""), Binding("e", "effect", ""), Binding("s", "sign", ""),
    Binding("t", "stance", ""), Binding("h", "holder", ""), Binding("g", "strength", ""),
    Binding("d", "delay", ""), Binding("i", "condition", ""), Binding("p", "paraphrase", ""),
    Binding("n", "note", ""), Binding("x", "transient", ""), Binding("y", "necessary", ""),
    Binding("l", "link", ""), Binding("f", "flow", ""), Binding("b", "credibility", ""),
    Binding("k", "sign_credibility", ""), Binding("o", "coder", ""),
)  # fmt: skip
FIGURE_FIELD_KEYS = (
    Binding("s", "subject", ""), Binding("v", "value", ""), Binding("c", "comparator", ""),
    Binding("u", "unit", ""), Binding("d", "date", ""), Binding("o", "source", ""),
    Binding("f", "factor", ""), Binding("h", "holder", ""), Binding("p", "paraphrase", ""),
    Binding("k", "coder", ""),
)  # fmt: skip


def meant(key: str, bindings: Sequence[Binding]) -> str:
    """The key that another one stands for."""
    return next((each.key for each in bindings if key == each.key or key in each.also), key)


def bar(bindings: Sequence[Binding]) -> str:
    """The keys on one line, the important ones."""
    return "  ".join(each.brief.replace(" ", KEEP) for each in bindings if each.brief)


def help_text(bindings: Sequence[Binding]) -> str:
    """All keys, a line each."""
    arrows = {"up": "↑", "down": "↓", "left": "←", "right": "→"}
    lines = []
    for each in bindings:
        keys = " ".join([each.key, *(arrows.get(other, other) for other in each.also)])
        lines.append(f"{keys:4} {each.name}: {each.does.replace('`', '')}")
    return "\n".join(lines)
