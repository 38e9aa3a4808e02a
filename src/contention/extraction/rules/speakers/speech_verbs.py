"""Words of saying and believing, and what is put into somebody's mouth."""

from dataclasses import dataclass

from contention.case.model import Stance
from contention.extraction.rules.lexicon.data_files import word_list
from contention.extraction.rules.lexicon.verbs import every_form
from contention.extraction.rules.syntax.sentence import Parsed, Span

OTHERS = "others"
"""Holder of what the author turns down without saying whose it is."""


SAY = every_form(word_list("saying"))
FACTIVE = every_form(word_list("factive"))
DENY = every_form(word_list("denying"))
WRONGLY = word_list("wrongly")
NOUNS_TOO = every_form(word_list("saying-nouns-too"))
"""Words of saying that are nouns, or mean something else, unless what is said follows."""
FIRST_PERSON = frozenset(("we", "i", "us", "our"))


@dataclass(frozen=True)
class Attribution:
    """Words that somebody other than the author is made answerable for."""

    content: Span
    holder: str
    stance: Stance
    denied: bool = False


def name_of(parsed: Parsed, span: Span) -> str:
    """Words that name somebody, relative clauses left out."""
    words = parsed.words
    end = span[0]
    while end < span[1] and not (parsed.kind(end) in (",", "R", ".") and end > span[0]):
        end += 1
    if end <= span[0]:
        return OTHERS
    text = words.text[words.starts[span[0]] - words.offset : words.ends[end - 1] - words.offset]
    return " ".join(text.split()) or OTHERS
