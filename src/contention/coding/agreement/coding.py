"""One coder's claims of a text, as they count when coders are compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from contention.case.convert.scales import UnreadableError, WordTables
from contention.case.draft import Draft
from contention.case.parsed_case import read_draft
from contention.case.problem import CaseError, Place, Problem, errors
from contention.case.schema.claims import ClaimEntry, ClaimsFile
from contention.case.schema.validation_errors import schema_problems
from contention.case.source_tree import Tree
from contention.case.storage.yaml_text import MAX_BYTES, read_yaml
from contention.coding.review.review_queue import sign_word

AUTHOR, UNSTATED = "(author)", "(none)"
"""The value that counts for a holder, and for any other field, that was left out."""


@dataclass(frozen=True)
class Coding:
    """A file of claims, of which only accepted ones count as the coder's."""

    file: str
    document: str
    claims: tuple[ClaimEntry, ...]
    proposed: int
    """that nobody has decided on: they are not counted"""
    rejected: int
    author: str = AUTHOR
    words: WordTables = WordTables()  # noqa: RUF009 - frozen
    length: int | None = None
    """of the document in characters, if the file lies in a case that knows it"""

    @classmethod
    def of(cls, claims: ClaimsFile, file: str = "") -> "Coding":
        """The coding that a claims file holds."""
        each = [claim.status for claim in claims.claims]
        return cls(
            file=file,
            document=claims.document,
            claims=tuple(claim for claim in claims.claims if claim.status == "accepted"),
            proposed=each.count("proposed"),
            rejected=each.count("rejected"),
        )


def read_codings(files: Sequence[Path]) -> tuple[Coding, ...]:
    """The codings of one text; raises CaseError if one cannot be read or codes a different text."""
    codings = tuple(_read(file) for file in files)
    first = codings[0]
    for coding in codings[1:]:
        if coding.document != first.document:
            message = f"it codes `{coding.document}`, and {first.file} codes `{first.document}`"
            problem = Problem(Place(coding.file), message, "compare codings of one text")
            raise CaseError((problem,))
    author = next((each.author for each in codings if each.author != AUTHOR), AUTHOR)
    lengths = [each.length for each in codings if each.length is not None]
    words = next((each.words for each in codings if each.words != WordTables()), WordTables())
    return tuple(
        Coding(each.file, each.document, each.claims, each.proposed, each.rejected, author, words,
               max(lengths, default=None))
        for each in codings
    )  # fmt: skip


def _read(file: Path) -> Coding:
    claims = read_claims_file(file)
    coding = Coding.of(claims, str(file))
    draft = _case_of(file)
    if draft is None:
        return coding
    document = draft.documents.get(claims.document)
    words = WordTables.of(draft.head.tables) if draft.head else WordTables()
    author, length = AUTHOR, None
    if document is not None:
        author, length = document.body.author, document.body.length
    return Coding(coding.file, coding.document, coding.claims, coding.proposed, coding.rejected,
                  author, words, length)  # fmt: skip


def _case_of(file: Path) -> Draft | None:
    """The case in whose claims folder a file lies."""
    folder = file.resolve().parent.parent
    return read_draft(folder) if (folder / "case.yaml").is_file() else None


def read_claims_file(file: Path) -> ClaimsFile:
    """The claims of one file; raises CaseError with everything that is wrong with it."""
    place = Place(str(file))
    try:
        if file.stat().st_size > MAX_BYTES:
            hint = f"claims files are read up to {MAX_BYTES // 1_000_000} MB"
            raise CaseError((Problem(place, "the file is too large", hint),))
        text = file.read_bytes().decode("utf-8")
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        hint = "check that it exists and can be read"
        raise CaseError((Problem(place, message, hint),)) from error
    except UnicodeDecodeError as error:
        raise CaseError((Problem(place, "the file is not UTF-8", "save it as UTF-8"),)) from error
    tree, problems = read_yaml(str(file), text)
    if errors(problems):
        raise CaseError(tuple(problems))
    return _fitted(tree)


def _fitted(tree: Tree) -> ClaimsFile:
    try:
        return ClaimsFile.model_validate(tree.data)
    except ValidationError as error:
        raise CaseError(tuple(schema_problems(tree, (), ClaimsFile, error))) from error


def value(claim: ClaimEntry, field: str, author: str) -> str:
    """A field as it is compared: a missing one has the default of the format."""
    if field == "sign":
        return sign_word(claim.sign)
    if field == "holder":
        return claim.holder or author
    if field == "stance":
        return claim.stance or ("asserted" if claim.holder in (None, author) else "reported")
    found = getattr(claim, field)
    return UNSTATED if found is None else str(found)


def rank(claim: ClaimEntry, field: str, words: WordTables) -> float | None:
    """Strength or delay as a number, compared by rank only; None if the word is unknown.

    A strength that is left out ranks as `unqualified`, a delay that is left out as none.
    """
    found = getattr(claim, field)
    try:
        if field == "strength":
            if isinstance(found, int | float):
                return float(found)
            word = "unqualified" if found is None else " ".join(str(found).casefold().split())
            return words.strength.get(word)
        return 0.0 if found is None else words.years(str(found))
    except UnreadableError:
        return None
