"""Verbs that express a change only together with the word after them (`particles.tsv`)."""

from contention.extraction.rules.lexicon.data_files import rows, table_text
from contention.extraction.rules.lexicon.inflect import forms_of
from contention.extraction.rules.syntax.sentence import Parsed


def parse_particles(text: str, name: str) -> dict[tuple[str, str], int]:
    """Verb and particle → sign; raises TableError for an unusable line."""
    found: dict[tuple[str, str], int] = {}
    for row in rows(text, name, 2):
        words = row.words()
        if len(words) != 2:
            raise row.error(f"expected a verb and a particle, found `{row.cells[0]}`")
        found[words[0], words[1]] = row.sign(1)
    return found


_SIGNS = {
    (form, particle): sign
    for (verb, particle), sign in parse_particles(
        table_text("particles.tsv"), "particles.tsv"
    ).items()
    for form in forms_of(verb)
}


def particle_sign(parsed: Parsed, at: int) -> int:
    """The sign of the change that a verb and the word after it express together; 0 for none."""
    if parsed.low(at + 2) in ("of", "on"):
        return 0  # "runs out of fuel": it is the fuel that does
    return _SIGNS.get((parsed.low(at), parsed.low(at + 1)), 0)
