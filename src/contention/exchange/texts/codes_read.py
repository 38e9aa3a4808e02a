"""What the codes of a codebook stand for: factors, causes, effects, whole claims, signs."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from contention.case.model import Sign
from contention.case.problem import Place, Problem
from contention.case.storage.new_case import title_key
from contention.case.suggestions import did_you_mean
from contention.exchange.links.imported import ImportRefusedError
from contention.exchange.links.rows_to_links import LONGEST_NAME
from contention.exchange.links.sign_words import sign_of
from contention.exchange.texts.claims_in_names import claims_in_names, with_factors
from contention.exchange.texts.coded_text import Code, CodedTexts
from contention.language.vocabulary import vocabulary

Role = Literal["factor", "cause", "effect", "claim", "sign", "ignore"]
ROLES: tuple[Role, ...] = get_args(Role)

_HEADINGS: Mapping[str, Role] = {
    "cause": "cause", "causes": "cause", "effect": "effect", "effects": "effect",
}  # fmt: skip
_PREFIX = re.compile(r"\s*(cause|effect)\s*(?::|\bof\b|[-–—])\s*(?P<name>\S.*)", re.I)
ARROW = re.compile(r"→|⟶|-{1,2}>|=>|>>")
"""What is between cause and effect in the name of a code for a claim."""
_CLAIM = re.compile(
    rf"(?P<cause>[^→⟶]+?)\s*(?:{ARROW.pattern})\s*(?P<effect>[^→⟶]+?)"
    r"(?:\s*\((?P<sign>[^()]{1,12})\))?\s*"
)
_SIGN_WORDS = vocabulary(
    """
    + - − – raises lowers increases decreases increase decrease positive negative none unclear
    """
) | {"no effect"}
MOST_BYTES = 5_000_000


@dataclass(frozen=True)
class CodeRead:
    """What one code stands for."""

    role: Role
    name: str = ""
    """of a factor, cause or effect; empty if the words of the text name it"""
    cause: str = ""
    effect: str = ""
    sign: Sign | None = None
    """of a claim, or of a code that gives a sign"""
    worded: bool = False
    """a claim that the name states in words, as a sentence does: a person confirms it"""


Told = Role | CodeRead
"""What the user says about a code: its role, or the claim that it states."""


@dataclass(frozen=True)
class CodeUse:
    """A code, what it is read as, and how often it is used."""

    code: str
    """its path: names with slashes between"""
    name: str
    """the last of them"""
    role: str
    codings: int
    meaning: str
    """the factor that it names, or the claim that it states"""


def claim_name(cause: str, effect: str, sign: Sign) -> str:
    """The name of a code for a claim, which `codes_read` reads again."""
    return f"{cause} → {effect} ({'−' if sign == '-' else sign})"


def read_codes(texts: CodedTexts, told: Mapping[str, Told] | None = None) -> dict[str, CodeRead]:
    """Code → what it stands for, by its name and its place in the tree.

    `told` corrects it: name of a code, or path with slashes → role, or the claim that it states.
    """
    codes = {each.id: each for each in texts.codes}
    said = {title_key(name): role for name, role in (told or {}).items()}
    used = {each.code for each in texts.codings}
    roles = {each.id: _said_of(each, said, codes) for each in texts.codes}
    read = {
        id_: _told(role, codes[id_].name) or _guess(codes[id_], codes, used)
        for id_, role in roles.items()
    }  # fmt: skip
    asked = {
        id_: codes[id_].name for id_, found in read.items()
        if found.role == "factor" and id_ in used and roles[id_] in (None, "claim")
    }  # fmt: skip
    worded = claims_in_names(asked.values())
    stating = [id_ for id_, name in asked.items() if name in worded]
    factors = [found.name for id_, found in read.items()
               if found.role in ("factor", "cause", "effect") and id_ not in stating]  # fmt: skip
    for id_ in stating:
        cause, effect, sign = with_factors(worded[asked[id_]], factors)
        read[id_] = CodeRead("claim", cause=cause, effect=effect, sign=sign, worded=True)
    return read


def path_of(code: Code, codes: Mapping[str, Code]) -> str:
    """The name of a code after those above it, with slashes between."""
    names = [code.name]
    while code.parent in codes:
        code = codes[code.parent]
        names.append(code.name)
    return "/".join(reversed(names))


def code_uses(texts: CodedTexts, read: Mapping[str, CodeRead]) -> Iterator[CodeUse]:
    """The codes in their order, with what each is read as."""
    codes = {each.id: each for each in texts.codes}
    used = Counter(each.code for each in texts.codings)
    for id_, code in codes.items():
        found = read[id_]
        meaning = found.name
        if found.role == "claim":
            meaning = claim_name(found.cause, found.effect, found.sign or "?")
        yield CodeUse(path_of(code, codes), code.name, found.role, used[id_], meaning)


def _said_of(code: Code, said: Mapping[str, Told], codes: Mapping[str, Code]) -> Told | None:
    names = (path_of(code, codes), code.name)
    return next((said[key] for key in map(title_key, names) if key in said), None)


def _told(role: Told | None, name: str) -> CodeRead | None:
    return role if role is None or isinstance(role, CodeRead) else _as(role, name)


def _as(role: Role, name: str) -> CodeRead:
    if role == "claim":
        return _claim(name) or CodeRead("factor", _short(name))
    if role == "sign":
        return CodeRead("sign", sign=sign_of(name) or "?")
    return CodeRead(role, "" if role == "ignore" else _short(name))


def _guess(code: Code, codes: Mapping[str, Code], used: set[str]) -> CodeRead:
    if not code.codable and code.id not in used:
        return CodeRead("ignore")
    claim = _claim(code.name)
    if claim is not None:
        return claim
    heading = _HEADINGS.get(code.name.strip().casefold())
    if heading is not None:
        return CodeRead(heading)
    if (prefixed := _PREFIX.fullmatch(code.name)) is not None:
        role = _HEADINGS[prefixed[1].casefold()]
        return CodeRead(role, _short(prefixed["name"]))
    if code.name.strip().casefold() in _SIGN_WORDS:
        return CodeRead("sign", sign=sign_of(code.name) or "?")
    for above in _above(code, codes):
        if (role_above := _HEADINGS.get(above.name.strip().casefold())) is not None:
            return CodeRead(role_above, _short(code.name))
    return CodeRead("factor", _short(code.name))


def _above(code: Code, codes: Mapping[str, Code]) -> Iterator[Code]:
    while code.parent in codes:
        code = codes[code.parent]
        yield code


def _claim(name: str) -> CodeRead | None:
    match = _CLAIM.fullmatch(name)
    if match is None:
        return None
    sign = sign_of(match["sign"] or "")
    written = (
        match["effect"] if sign or not match["sign"] else f"{match['effect']} ({match['sign']})"
    )
    cause, effect = _short(match["cause"]), _short(written)
    if not cause or not effect or title_key(cause) == title_key(effect):
        return None
    return CodeRead("claim", cause=cause, effect=effect, sign=sign or "?")


def _short(name: str) -> str:
    return " ".join(name.split())[:LONGEST_NAME]


def unknown_codes(names: Mapping[str, Place], texts: CodedTexts) -> list[Problem]:
    """A problem at its place for each name, or path with slashes, that no code has."""
    codes = {each.id: each for each in texts.codes}
    known = [name for each in texts.codes for name in (each.name, path_of(each, codes))]
    keys = {title_key(name) for name in known}
    shown = "name a code as the project does: " + ", ".join(each.name for each in texts.codes[:12])
    return [
        Problem(place, f"there is no code “{name}”",
                did_you_mean(name, tuple(dict.fromkeys(known)), shown))
        for name, place in names.items() if title_key(name) not in keys
    ]  # fmt: skip


def roles_file(file: Path, texts: CodedTexts | None = None) -> dict[str, Told]:
    """Roles as a table says them, CSV with the columns `code` and `role`; ImportRefusedError.

    Those of claims may have `cause`, `effect` and `sign` as well. With the texts, their codes are
    the only ones that it may name.
    """
    rows = _rows(file)
    if not rows or {"code", "role"} - rows[0].keys():
        hint = f"write the header `code,role`; a role is {', '.join(ROLES)}"
        problem = Problem(Place(str(file)), "it has no columns `code` and `role`", hint)
        raise ImportRefusedError(problem)
    problems = []
    for number, row in enumerate(rows, 2):
        if row["role"] not in ROLES:
            message = f"unknown role `{row['role']}`"
            hint = did_you_mean(str(row["role"]), ROLES, ", ".join(ROLES))
            problems.append(Problem(Place(str(file), number), message, hint))
    if texts is not None:
        places = {row["code"]: Place(str(file), number) for number, row in enumerate(rows, 2)}
        problems += unknown_codes(places, texts)
    told: dict[str, Told] = {}
    for number, row in enumerate(rows, 2):
        found = _told_by(row, Place(str(file), number))
        if isinstance(found, Problem):
            problems.append(found)
        else:
            told[row["code"]] = found
    if problems:
        raise ImportRefusedError(*problems)
    return told


def _told_by(row: Mapping[str, str], place: Place) -> Told | Problem:
    """What a row says about its code; a claim whose ends neither row nor name say is a problem."""
    name, role = row["code"].rsplit("/", 1)[-1], cast("Role", row["role"])
    ends = [_short(row.get(end, "")) for end in ("cause", "effect")]
    sign = sign_of(row.get("sign", ""))
    if role == "claim" and all(ends) and title_key(ends[0]) != title_key(ends[1]):
        if row.get("sign") and sign is None:
            message = f"`{row['sign'][:40]}` is not a sign"
            return Problem(place, message, "write raises, lowers, none or unclear")
        return CodeRead("claim", cause=ends[0], effect=ends[1], sign=sign or "?")
    if role == "claim" and _claim(name) is None and not claims_in_names([name]):
        message = f"“{name}” does not say which factor acts on which"
        return Problem(place, message, "add the columns `cause`, `effect` and `sign` to the table")
    return role


def _rows(file: Path) -> list[dict[str, str]]:
    try:
        if file.stat().st_size > MOST_BYTES:
            problem = Problem(Place(str(file)), "the table is too large", "list the codes only")
            raise ImportRefusedError(problem)
        text = file.read_bytes().decode("utf-8-sig")
        found = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    except OSError as error:
        message = f"cannot be opened: {error.strerror or error}"
        raise ImportRefusedError(Problem(Place(str(file)), message, "name a file")) from None
    except (UnicodeDecodeError, csv.Error) as error:
        message = f"not a table in UTF-8: {error}"
        raise ImportRefusedError(Problem(Place(str(file)), message, "save it as CSV")) from None
    return [
        {str(key).strip().casefold(): (cell or "").strip() for key, cell in row.items()
         if isinstance(cell, str)}
        for row in found
    ]  # fmt: skip
