"""Annotations of Hypothesis: the answer of its API, and the JSON and CSV that its client exports.

An annotation has tags and no relations; `cause:…`, `effect:…` and `sign:…` among its tags are a
claim. Positions are UTF-16 units of the page. Source: https://h.readthedocs.io/en/latest/api/.
"""

import csv
import io
from collections.abc import Iterator
from typing import Any

from contention.case.problem import Place, Problem
from contention.exchange.json_file import parsed_json
from contention.exchange.links.imported import ImportRefusedError
from contention.exchange.spreadsheets import unquoted
from contention.exchange.texts.claim_fields import KEYS
from contention.exchange.texts.coded_text import CodedTexts
from contention.exchange.texts.fields_text import text_fields
from contention.exchange.texts.gathering import Gathering
from contention.exchange.texts.given import GivenFile, decoded
from contention.exchange.texts.json_parts import entries, inner, texts_of, words
from contention.exchange.texts.selectors import Selected, selected
from contention.exchange.texts.sources import Sources

FORM = "Hypothesis"
LISTS = ("rows", "annotations")
COLUMNS = ("Quote", "Comment", "Tags", "URL")
UNTAGGED = "highlight"
ENDS = {"cause": "cause", "from": "cause", "effect": "effect", "to": "effect"}
SIGNS = ("sign", "label", "relation", "polarity")
MOST_ROWS = 200_000
NOBODY = "acct:contention@localhost"
"""whom we write where no coder is known"""


def is_hypothesis(value: Any) -> bool:
    """Whether a JSON value looks like annotations of Hypothesis."""
    first = next(_rows(value), None)
    return first is not None and "uri" in first and ("tags" in first or "text" in first)


def is_hypothesis_csv(text: str) -> bool:
    """Whether a table has the columns of the client's export."""
    header = text.removeprefix("\ufeff").split("\n", 1)[0]
    return all(name in header for name in COLUMNS)


def _rows(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        yield from entries(value)
    for key in LISTS:
        yield from entries(inner(value, key))


def read_hypothesis(given: GivenFile) -> CodedTexts:
    """JSON or CSV; raises ImportRefusedError."""
    first = given.data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if first in (b"{", b"["):
        value = parsed_json(given.data, given.name)
        found = [_Row.of(each, number) for number, each in enumerate(_rows(value), 1)]
    else:
        found = list(_table(given))
    if not found:
        hint = "export them with Export in the client, or save the answer of the search API"
        raise ImportRefusedError(Problem(Place(given.name), "no annotations are in it", hint))
    gathering = Gathering(given.stem, FORM, given.name)
    sources = Sources(gathering, given, given.files(), "utf-16")
    placed = []
    for row in found:
        if row.why_not:
            gathering.lost("annotation", row.id, row.why_not)
            continue
        placed.append(row)
        sources.tell(row.uri, row.place.quote, row.title)
    sources.open()
    for row in placed:
        _put(gathering, sources, row)
    return gathering.texts()


class _Row:
    """One annotation."""

    def __init__(
        self, id_: str, uri: str, title: str, tags: list[str], text: str, coder: str,
        place: Selected, why_not: str = "",
    ) -> None:  # fmt: skip
        self.id, self.uri, self.title, self.tags = id_, uri, title, tags
        self.text, self.coder, self.place = text, coder, place
        self.why_not = why_not or ("" if place != Selected() else "a note on the whole page")

    @classmethod
    def of(cls, value: dict[str, Any], number: int) -> "_Row":
        """An annotation of the API."""
        target = next(entries(value.get("target")), {})
        title = next(iter(texts_of(inner(value, "document", "title"))), "")
        name = words(inner(value, "user_info", "display_name"))
        account = words(value.get("user"))
        user = "" if account == NOBODY else account.removeprefix("acct:").partition("@")[0]
        return cls(
            words(value.get("id")) or f"annotation {number}", words(value.get("uri")), title,
            texts_of(value.get("tags")), words(value.get("text")), name or user,
            selected(target.get("selector")),
            "a reply to another" if value.get("references") else "",
        )  # fmt: skip


def _table(given: GivenFile) -> Iterator[_Row]:
    text = decoded(given.data, given.name).removeprefix("\ufeff")
    csv.field_size_limit(1_000_000)
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        for number, row in enumerate(rows, 1):
            if number > MOST_ROWS:
                raise csv.Error(f"more than {MOST_ROWS:,} rows")
            cells = {
                key: unquoted(cell) for key, cell in row.items() if key and isinstance(cell, str)
            }
            kind = cells.get("Type", "")
            yield _Row(
                f"row {number + 1}", cells.get("URL", ""), cells.get("Page", ""),
                [tag.strip() for tag in cells.get("Tags", "").split(",") if tag.strip()],
                cells.get("Comment", ""), cells.get("Author", ""),
                Selected(quote=cells.get("Quote", "")), "a reply" if kind == "Reply" else "",
            )  # fmt: skip
    except csv.Error as error:
        place = Place(given.name, rows.line_num)
        problem = Problem(place, f"not a table: {error}", "look at the quotes on this line")
        raise ImportRefusedError(problem) from None


def _put(gathering: Gathering, sources: Sources, row: _Row) -> None:
    ends: dict[str, str] = {}
    fields, note = text_fields(row.text)
    labels, plain = [], []
    for tag in row.tags:
        key, colon, value = (part.strip() for part in tag.partition(":"))
        key = key.casefold()
        if colon and key in ENDS and ENDS[key] not in ends:
            ends[ENDS[key]] = value
        elif colon and key in SIGNS:
            labels.append(value)
        elif colon and key in KEYS:
            fields[key] = value
        else:
            plain.append(tag)
    if len(ends) < 2:
        for number, tag in enumerate(row.tags or [UNTAGGED]):
            id_ = row.id + (f".{number}" if number else "")
            sources.coding(row.uri, id_, tag, row.place, row.coder, row.text)
        return
    made = {
        end: sources.coding(row.uri, f"{row.id}.{end}", code, row.place, row.coder)
        for end, code in ends.items()
    }
    for number, tag in enumerate(plain if labels else ()):
        sources.coding(row.uri, f"{row.id}.{number}", tag, row.place, row.coder)
    label = ", ".join(labels or plain)
    gathering.relation(
        row.id, made["cause"], made["effect"], label, coder=row.coder, note=note, fields=fields
    )
