"""What fits into a narrow table of verdicts: short titles of accounts, and one number a cell."""

from unicodedata import combining, east_asian_width

from contention.judge.sides import share_of
from contention.judge.verdict import Verdict
from contention.show.words.numbers import percent

HEAD_LINES = 3
ARTICLES = ("The ", "A ", "An ")


def columns(text: str) -> int:
    """Width of a text in terminal columns."""
    wide = sum(east_asian_width(letter) in "WF" for letter in text)
    return len(text) + wide - sum(bool(combining(letter)) for letter in text)


def abbreviated(title: str, width: int) -> tuple[str, ...]:
    """A title without its article in up to `HEAD_LINES` lines; what does not fit ends in `…`."""
    words = " ".join(title.split())
    words = next((words.removeprefix(one) for one in ARTICLES if words.startswith(one)), words)
    lines = [""]
    for word in words.split(" "):
        if lines[-1] and columns(f"{lines[-1]} {word}") > width:
            lines.append("")
        lines[-1] = _cut(f"{lines[-1]} {word}".strip(), width)
    kept = lines[:HEAD_LINES]
    if len(lines) > HEAD_LINES:
        kept[-1] = _cut(f"{kept[-1].removesuffix('…')}…", width)
    return tuple(kept)


def _cut(text: str, width: int) -> str:
    if columns(text) <= width:
        return text
    kept = text.removesuffix("…")
    while columns(kept) > width - 1:
        kept = kept[:-1]
    return f"{kept}…"


LETTERS = {"signs": "s", "strengths": "#", "assumptions": "a"}


def cell_letter(verdict: Verdict) -> str:
    """What a verdict needs, in one letter; empty if it needs nothing."""
    return "" if verdict.needs is None else LETTERS[verdict.needs]


def cell_number(verdict: Verdict) -> str:
    """The share that the word is about, both shares if undecided, `deny` for a denial."""
    if verdict.verdict == "undecided":
        return f"{_whole(verdict.support)}:{_whole(verdict.opposed)}"
    if verdict.by_denial:
        return "deny"
    share = share_of(verdict)
    return "" if share is None else f"{_whole(share)}%"


def _whole(share: float | None) -> str:
    """Whole per cent; 0 or 100 only if exact."""
    return percent(share).partition("\u202f")[0]
