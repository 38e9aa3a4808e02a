"""The forms of English verbs."""

from typing import Literal

from contention.extraction.rules.lexicon.data_files import rows, table_text, word_list

Form = Literal["base", "s", "past", "part", "ing"]


def parse_irregular(text: str, name: str) -> dict[str, tuple[str, str]]:
    """Verb → past form and participle; raises TableError for an unusable line."""
    return {row.cells[0]: (row.cells[1], row.cells[2]) for row in rows(text, name, 3)}


_IRREGULAR = parse_irregular(table_text("irregular.tsv"), "irregular.tsv")
_DOUBLED = word_list("doubled")
_VOWELS = "aeiou"


def forms_of(verb: str) -> dict[str, set[Form]]:
    """Every form of a verb → which forms it is."""
    past, participle = _IRREGULAR.get(verb, (_with_ed(verb), _with_ed(verb)))
    found: dict[str, set[Form]] = {}
    pairs: tuple[tuple[str, Form], ...] = (
        (verb, "base"), (_with_s(verb), "s"), (past, "past"),
        (participle, "part"), (_with_ing(verb), "ing"),
    )  # fmt: skip
    if verb.endswith("l") and verb[-2] in _VOWELS and verb[-3] in _VOWELS + "bcdfghjklmnpqrstvwxyz":
        pairs += ((verb + "led", "past"), (verb + "led", "part"), (verb + "ling", "ing"))
    for written, form in pairs:
        found.setdefault(written, set()).add(form)
    return found


def _with_s(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ies"
    return verb + "s"


def _with_ed(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ied"
    return (verb + verb[-1] if verb in _DOUBLED else verb) + "ed"


def _with_ing(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    return (verb + verb[-1] if verb in _DOUBLED else verb) + "ing"


_TO_ING = {
    form: _with_ing(verb) for verb, forms in _IRREGULAR.items() for form in (verb, *forms)
} | {_with_s(verb): _with_ing(verb) for verb in _IRREGULAR}


def ing_form(written: str) -> str | None:
    """The -ing form of a verb in any other form; None for what does not look like a verb."""
    if written in _TO_ING:
        return _TO_ING[written]
    if written.endswith("ied"):
        return written[:-3] + "ying"
    if written.endswith("ed") and len(written) > 4:
        return written[:-2] + "ing"
    if written.endswith("ies") and len(written) > 4:
        return written[:-3] + "ying"
    if written.endswith(("shes", "ches", "sses", "xes")):
        return written[:-2] + "ing"
    if written.endswith("s") and not written.endswith(("ss", "us", "is", "'s")):
        return _with_ing(written[:-1])
    return None
