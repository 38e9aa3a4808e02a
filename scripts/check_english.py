"""Fail on turns of phrase that a native reader has to translate back.

Looks at the text of Python files (docstrings, comments and strings alike), templates and Markdown.
Words of the language that the readers must know (lists of verbs and phrases) are left out by file.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

PATTERNS = tuple(
    (re.compile(pattern, re.IGNORECASE), advice)
    for pattern, advice in (
        (r"(?<!there )(?<!it )\b(is|are|was|were) no (?!longer\b|more\b|less\b|fewer\b|later\b|"
         r"earlier\b|different\b|better\b|worse\b|one\b)[a-z]+", "say “is not a …”"),
        (r"\bhere stands?\b", "say “found …”"),
        (r"(?<![\"'])\bstands?\b(?! for\b| out\b| up\b| alone\b)", "say “is” or “appears”"),
        (r"\bnought\b", "say “zero”"),
        (r"\bmend(s|ed|ing)?\b", "say “fix” or “correct”"),
        (r"\bwhoever\b", "say “anyone who” or “the person who”"),
        (r"\bbeside\b", "say “next to”, “with” or “along with”"),
        (r"\bone [a-z]+ an? (line|file|page|draw|row|word|key)\b", "say “per line”"),
        (r"\bis said so\b|\bsays so there\b|\bare said to be\b", "say “is reported”"),
        (r"\bit is told\b|\bis told by (the|its)\b", "say “is recognised by”"),
        (r"\bput to (it|the account|every account)\b", "say “tested on”"),
        (r"\boverleaf\b|\btrifle\b|\bheretofore\b|\bthereof\b", "use a modern word"),
        (r"\bturned round\b|\bturns it round\b", "say “inverted” or “reversed”"),
        (r"(\b(?:None|[Ee]mpty)|\w+Error`?),? where\b|\bwhere (there is|it is) none\b",
         "say “if”: “where” is for places and elements of arrays"),
        (r"\banew\b", "say “again” or use “re…”"),
        (r"\b(is|are|was) another( one)?(?= (without|by|than|beyond|under)\b|[,.;:]|$)",
         "say “differs” or “changes”"),
        (r"\b(told|tells?) (it |them )?(apart )?from\b", "say “distinguished from”"),
        (r"\b(say|says|said|known|knows?|tells?) (nothing |anything |something )?of "
         r"(it|this|that|them|a|an|the)\b", "say “about”"),
        (r"\bneed (be|ask|count)\b|\bbefell\b|\bbe it\b|\bfor want of\b|\bbring forth\b",
         "use a modern construction"),
        (r"\ball the same\b(?! (to|in|for)\b)", "say “nevertheless” or “even so”"),
        (r"\bfrom (which|it) on\b", "say “least … at which” or “from then”"),
        (r"\bthe very (text|words?|same|next)\b", "say “exact”"),
        (r"\bh[eo]ld(s|ing)? ([a-z]+ ){0,3}against (its |the |measured )?data\b",
         "say “compare with”"),
        (r"\brightly\b|\ba root-year\b", "say “correctly”, “per root-year”"),
    )
)  # fmt: skip
"""patterns, and what to write instead"""
READ_WORDS = ("extraction/rules/", "extraction/figures/", "extraction/naming/", "benchmarks/",
              "tests/", "unit_table", "case/text/word_print", "scripts/check_english")  # fmt: skip
"""files that list English phrases as data"""
KINDS = (".py", ".md", ".j2")


def faults(path: Path) -> Iterator[str]:
    """One line for each phrase to change in a file."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        for pattern, advice in PATTERNS:
            for match in pattern.finditer(line):
                yield f"{path}:{number}:{match.start() + 1}: “{match[0]}”: {advice}"


def files(root: Path) -> Iterator[Path]:
    """The files under a root, or the file itself, that hold our own sentences."""
    for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
        listed = any(part in path.as_posix() for part in READ_WORDS)
        if path.suffix in KINDS and not listed:
            yield path


def main(roots: list[str]) -> int:
    """Check every file under the roots; the exit status is 1 if one has a phrase to change."""
    found = [fault for root in roots for path in files(Path(root)) for fault in faults(path)]
    print("\n".join(found) or "english: no phrase to change")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
