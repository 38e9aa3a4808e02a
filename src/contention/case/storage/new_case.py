"""Starting a case from a text: a folder that is valid from the first moment."""

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path

from contention.case.storage.new_folder import start
from contention.case.storage.writing import Changes
from contention.case.text.attachment import remember
from contention.case.text.folded_words import folded_words
from contention.case.text.normalise import fingerprint
from contention.case.text.texts import Attachment
from contention.case.text.word_print import print_text, word_print
from contention.language.dates import parse_date

TEMPLATES = Path(__file__).parent / "templates"
YEARS_BEFORE, YEARS_AFTER = 10, 10
YEARS = range(1 + YEARS_BEFORE, 9999 - YEARS_AFTER)
"""Range of years for which start and end have four digits, too."""
STEP = 0.02
"""About a week: four steps are shorter than nearly all times drawn for the default words."""
RESERVED = frozenset(("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt")
                                                    for number in range(10))))  # fmt: skip
"""Names reserved by Windows, whatever the suffix: ids become names of files."""


@dataclass(frozen=True)
class NewCase:
    """What a new case is about."""

    text: str
    """normalised"""
    title: str
    author: str
    date: str
    document: str = ""
    """id of the document; default: made from the title"""
    carried: bool = False
    """whether the case holds the text itself, in `texts/`"""
    case_title: str = ""
    """of the case; default: that of the document"""

    @property
    def document_id(self) -> str:
        """Id of the document."""
        return self.document or identifier(self.title, "text")

    @property
    def author_id(self) -> str:
        """Id of the holder who speaks, and of the account."""
        return identifier(self.author, "author")


def start_case(folder: Path, new: NewCase, source: Path | None = None) -> tuple[str, ...]:
    """Write a new case, with its text attached in place; returns the paths of its files.

    Raises FileExistsError if there is something in the folder, CaseError if it cannot be
    written. The case is created completely or not at all.
    """

    def make(changes: Changes) -> tuple[str, ...]:
        put_new_case(changes, new)
        if source is not None:
            remember(changes, new.document_id, Attachment(source.resolve(), fingerprint(new.text)))
        return tuple(new_files(new))

    return start(folder, make)


def put_new_case(changes: Changes, new: NewCase) -> None:
    """Put the files of a new case."""
    for path, content in new_files(new).items():
        changes.put(path, content)


def new_files(new: NewCase) -> dict[str, str]:
    """Path in the case → content."""
    present = parse_date(new.date)
    if present is None:
        raise ValueError(f"`{new.date}` is not a valid date: write 2024-02-24, 2024-02 or 2024")
    if int(present) not in YEARS:
        raise ValueError(f"`{new.date}` lies outside {YEARS.start:04d} to {YEARS.stop - 1}")
    values = {
        "CASE_TITLE": quoted(new.case_title or new.title),
        "TITLE": quoted(new.title),
        "AUTHOR": quoted(new.author),
        "AUTHOR_ID": new.author_id,
        "DOCUMENT_ID": new.document_id,
        "DATE": quoted(new.date),
        "START": f"{int(present) - YEARS_BEFORE:04d}-01-01",
        "END": f"{int(present) + YEARS_AFTER:04d}-01-01",
        "STEP": f"{STEP:g}",
        "LENGTH": str(len(new.text)),
        "ANCHOR_END": str(min(len(new.text), 10)),
        "SHA256": fingerprint(new.text),
    }
    files = {}
    for template in sorted(TEMPLATES.glob("*.yaml")):
        name = template.name
        path = f"claims/{new.document_id}.yaml" if name == "claims.yaml" else name
        files[path] = _filled(template.read_text("utf-8"), values)
    if new.carried:
        path = f"texts/{new.document_id}.txt"
        words = f"words: words/{new.document_id}.txt"
        files["case.yaml"] = files["case.yaml"].replace(words, f"file: {path}")
        files[path] = new.text
    else:
        files[f"words/{new.document_id}.txt"] = print_text(word_print(new.text))
    files[".gitignore"] = ".contention/\n"
    return files


def _filled(template: str, values: dict[str, str]) -> str:
    return re.sub(r"\$([A-Z0-9_]+)\$", lambda match: values[match[1]], template)


def identifier(text: str, otherwise: str) -> str:
    """An id made of the words of a title: lower-case ASCII words joined by underscores."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    words = re.findall(r"[a-z0-9]+", plain.lower())
    while words and len("_".join(words)) > 40 and len(words) > 1:
        words.pop()
    made = "_".join(words)[:40]
    plain_id = made and made[0].isalpha() and made not in RESERVED
    return made if plain_id else f"{otherwise}_{made}".strip("_")


def free_identifier(wanted: str, taken: Container[str]) -> str:
    """An id that is not taken: the wanted one, or the same with a number."""
    made, number = wanted, 2
    while made in taken:
        made = f"{wanted[:36]}_{number}"
        number += 1
    return made


def title_key(title: str) -> str:
    """Key that titles share if they differ only in case, spaces, quotes and dashes."""
    return " ".join(word.folded for word in folded_words(title)) or title.strip()


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def quoted(text: str) -> str:
    """A text as a double-quoted scalar of YAML, on one line."""
    return '"' + "".join(_ESCAPES.get(each) or _escaped(each) for each in text) + '"'


def _escaped(character: str) -> str:
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
