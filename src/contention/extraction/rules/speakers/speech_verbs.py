"""Words of saying and believing, and what is put into somebody's mouth."""

from dataclasses import dataclass

from contention.case.model import Stance
from contention.extraction.rules.lexicon.inflect import forms_of
from contention.extraction.rules.syntax.sentence import Parsed, Span
from contention.language.vocabulary import vocabulary

OTHERS = "others"
"""Holder of what the author turns down without saying whose it is."""


def _forms(lemmas: str) -> frozenset[str]:
    return frozenset(form for lemma in lemmas.split() for form in forms_of(lemma))


SAY = _forms(
    "say claim argue believe think contend maintain insist assert allege warn predict suggest "
    "assume suppose hope fear expect worry declare state hold imagine write announce complain "
    "promise boast tell pretend suspect estimate report speculate propose reckon caution "
    "complain object lament protest stress emphasise emphasize counter reply conclude calculate "
    "repeat swear charge contest reason observe remark venture add"
)


FACTIVE = _forms(
    """
    show demonstrate prove confirm reveal establish indicate find know remind recall acknowledge
    admit concede recognise recognize realise realize note observe
    """
)


DENY = _forms("deny dispute reject doubt question refute")


WRONGLY = vocabulary(
    """
    wrongly falsely mistakenly naively erroneously misleadingly absurdly
    """
)


NOUNS_TOO = _forms(
    """
    state claim hope fear report estimate suspect promise object protest charge contest reason
    reply stress counter reason boast worry hold note find show project know add repeat
    """
)
"""Words of saying that are nouns, or mean something else, unless what is said follows."""


FIRST_PERSON = vocabulary("we i us our")


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
