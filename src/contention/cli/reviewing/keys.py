"""The keys of a review: names and descriptions."""

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
    """how the key bar shows it; empty if it does not"""


QUIT = Binding("q", "quit", "all decisions are already written", brief="q quit")
UNDO = Binding(
    "u", "undo", "undoes the last step and returns to it; can be repeated",
    brief="u undo",
)  # fmt: skip
HELP_KEY = Binding("?", "help", "shows this help", brief="? help")

NAME_KEYS = (
    Binding("a", "accept", "leaves all names as they are now, for good, and goes on to the claims",
            brief="a accept all"),
    Binding("t", "title", "changes the selected name, in the paraphrases of its proposals, too",
            brief="t title"),
    Binding("m", "merge", "joins the selected name with another, or with its opposite: proposals "
            "take that name, with the sign turned for an opposite", brief="m merge"),
    Binding(".", "next name", "selects the name below", ("down", "right"), ". , name"),
    Binding(",", "previous name", "selects the name above", ("up", "left")),
    Binding("/", "find", "selects a name by its number or a part of it", brief="/ find"),
    Binding("s", "skip", "goes on to the claims; the names are shown again next time",
            brief="s skip"),
    UNDO,
    HELP_KEY,
    QUIT,
)  # fmt: skip
CLAIM_KEYS = (
    Binding("a", "accept", "the claim is used in simulations", brief="a accept"),
    Binding("r", "reject", "the claim stays in the file as rejected, and is not proposed again",
            brief="r reject"),
    Binding("s", "skip", "leaves it proposed and continues", ("down",), "s skip"),
    Binding("b", "back", "back to the previous undecided proposal", ("up",)),
    Binding("f", "flip", "reverses the sign and stays", brief="f flip"),
    Binding("e", "edit", "one field, by its letter", brief="e edit"),
    Binding("c", "cut", "selects the cause, the effect or the anchor again in the sentence, by "
            "word numbers", brief="c cut"),
    Binding("+", "add", "adds a claim that the extractor missed in this sentence", ("i",), "+ add"),
    Binding(".", "next sentence", "with or without proposals", ("right",), ". , sentence"),
    Binding(",", "previous sentence", "with or without proposals", ("left",)),
    Binding("w", "words", "shows or hides word numbers"),
    Binding("1", "look at", "shows another claim of the list: `1` to `9`"),
    Binding("t", "title", "changes the title of the cause or the effect; its id stays",
            brief="t title"),
    Binding("m", "merge", "merges the cause or the effect into another factor, or its opposite",
            brief="m merge"),
    Binding("n", "new factor", "a line `id Title`, which goes into `factors.yaml`"),
    UNDO,
    HELP_KEY,
    QUIT,
)  # fmt: skip
MERGE_KEYS = (
    Binding("a", "accept", "references to the first factor are redirected to the second",
            brief="a accept"),
    Binding("f", "flip", "marks the factors as opposites, or not; stays at the merge",
            brief="f flip"),
    Binding("w", "swap", "keeps the other factor of the two instead; stays at the merge",
            brief="w swap"),
    Binding("r", "reject", "the entry stays in the file as rejected; not proposed again",
            brief="r reject"),
    Binding("s", "skip", "leaves it proposed and continues", ("down",), "s skip"),
    UNDO,
    HELP_KEY,
    QUIT,
)  # fmt: skip
PRUNE_KEYS = (
    Binding("t", "take out", "their lines in `factors.yaml`, and proposed merges with them",
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
    """The key that another key is an alias of."""
    return next((each.key for each in bindings if key == each.key or key in each.also), key)


def bar(bindings: Sequence[Binding]) -> str:
    """The keys on one line, the important ones."""
    return "  ".join(each.brief.replace(" ", KEEP) for each in bindings if each.brief)


def help_text(bindings: Sequence[Binding]) -> str:
    """All keys, one per line."""
    arrows = {"up": "↑", "down": "↓", "left": "←", "right": "→"}
    lines = []
    for each in bindings:
        keys = " ".join([each.key, *(arrows.get(other, other) for other in each.also)])
        lines.append(f"{keys:4} {each.name}: {each.does.replace('`', '')}")
    return "\n".join(lines)
