"""Which column of a table says what: guessed by name, or said by the user.

Names in English are here, those of other languages in `column_heads.tsv`.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import islice

from contention.case.problem import Place, Problem
from contention.case.suggestions import did_you_mean
from contention.exchange.links.imported import ImportRefusedError

MEANINGS: Mapping[str, tuple[str, ...]] = {
    "from": ("from", "source", "cause", "from label", "source label", "influence", "driver",
             "independent variable", "tail", "antecedent", "from factor"),
    "to": ("to", "target", "effect", "to label", "target label", "consequence", "outcome",
           "dependent variable", "head", "consequent", "to factor"),
    "sign": ("sign", "polarity", "type", "direction of effect",
             "direction of influence", "relationship", "valence",
             "effect sign", "influence type", "connection type", "correlation", "weight",
             "value", "label"),
    "strength": ("strength word", "strength", "strength of influence", "how strong"),
    "delay": ("delay", "lag", "time lag", "delay years"),
    "quote": ("quote", "quotation", "text", "evidence", "statement", "passage", "excerpt",
              "source text", "reasoning", "description", "paraphrases"),
    "holder": ("holder", "holders", "speaker", "who", "actor", "respondent", "source id",
               "interviewee", "participant", "author", "who said it", "said by"),
    "note": ("note", "notes", "comment", "comments", "memo", "remark", "remarks", "tags"),
}  # fmt: skip
"""what is read → English names of columns that say it, the likeliest first"""
NEEDED = ("from", "to")
MOST_ABOVE = 10
"""rows, from the first that is not empty, in which the header is looked for"""


@cache
def heads(meaning: str) -> tuple[str, ...]:
    """Names of columns that say it, in every language, the likeliest first."""
    text = files(__package__).joinpath("column_heads.tsv").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    others = (name for read, names in lines if read == meaning for name in names.split(", "))
    return tuple(dict.fromkeys((*MEANINGS[meaning], *others)))


def guess(header: Sequence[str], said: Mapping[str, str], place: Place) -> dict[str, str]:
    """What is read → the column that has it; raises ImportRefusedError.

    `said` comes before any guess. No column is used for two things.
    """
    problems = list(_unknown(header, said, place))
    found = {meaning: column for meaning, column in said.items() if column in header}
    folded = {_folded(name): name for name in reversed(header)}
    for meaning in MEANINGS:
        if meaning in found:
            continue
        free = (folded[name] for name in heads(meaning) if name in folded)
        column = next((each for each in free if each not in found.values()), None)
        if column is not None:
            found[meaning] = column
    for meaning in NEEDED:
        if meaning not in found and not problems:
            shown = ", ".join(f"`{name[:40]}`" for name in header[:12]) or "none"
            message = (
                f"no column says where a link comes {meaning}"
                if meaning == "from"
                else ("no column says where a link goes to")
            )
            hint = f"name it: --columns {meaning}=COLUMN (columns here: {shown})"
            problems.append(Problem(place, message, hint))
    if problems:
        raise ImportRefusedError(*problems)
    return found


def header_row(rows: Iterable[Sequence[str]], said: Mapping[str, str]) -> int | None:
    """Index of the first row, in the first ten that are not empty, with a column for each end."""
    filled = ((at, row) for at, row in enumerate(rows) if any(row))
    for at, row in islice(filled, MOST_ABOVE):
        try:
            guess(row, said, Place(""))
        except ImportRefusedError:
            continue
        return at
    return None


def _folded(name: str) -> str:
    return " ".join(name.replace("_", " ").replace("-", " ").casefold().rstrip(" ?:").split())


def _unknown(header: Iterable[str], said: Mapping[str, str], place: Place) -> Iterable[Problem]:
    known = tuple(header)
    for meaning, column in said.items():
        if meaning not in MEANINGS:
            hint = did_you_mean(meaning, tuple(MEANINGS), "`contention import --help`")
            yield Problem(place, f"nothing is read under the name `{meaning}`", hint)
        elif column not in known:
            hint = did_you_mean(column, known, "the header")
            yield Problem(place, f"there is no column `{column}`", hint)
