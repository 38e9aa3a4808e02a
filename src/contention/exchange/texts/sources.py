"""Texts of annotations that name their source and do not hold it."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from contention.case.problem import Place, Problem
from contention.exchange.links.imported import ImportRefusedError
from contention.exchange.texts.gathering import Gathering, one_line
from contention.exchange.texts.given import GivenFile, decoded
from contention.exchange.texts.offsets import Unit
from contention.exchange.texts.selectors import Selected

LISTED = "the text is not in the file: the passages are listed instead; give it with --text"


class Sources:
    """The documents of a file of annotations: source → text, or a list of the passages.

    All passages of a source must be told before the first is placed.
    """

    def __init__(
        self, gathering: Gathering, given: GivenFile, files: Mapping[str, bytes], unit: Unit
    ) -> None:
        self._gathering, self._given, self._unit = gathering, given, unit
        self._files = {_key(PurePosixPath(name).name): name for name in files}
        self._files |= {_key(name): name for name in files}
        self._contents = files
        self._passages: dict[str, dict[str, int]] = {}
        """source → passage → where it will begin in the list"""
        self._lengths: dict[str, int] = {}
        self._titles: dict[str, str] = {}
        self._ids: dict[str, str] = {}

    def tell(self, source: str, passage: str, title: str = "") -> None:
        """A source has this passage."""
        passages = self._passages.setdefault(source, {})
        self._titles.setdefault(source, title)
        if passage and passage not in passages:
            passages[passage] = self._lengths.get(source, 0)
            self._lengths[source] = passages[passage] + len(passage) + 2

    def open(self) -> None:
        """Make the documents; raises ImportRefusedError if one text is given for several."""
        if self._given.text and len(self._passages) > 1:
            shown = ", ".join(f"`{one_line(source)[:60]}`" for source in list(self._passages)[:3])
            message = f"annotations of {len(self._passages)} texts, among them {shown}"
            hint = "--text is for one text; pack texts and annotations into one archive"
            raise ImportRefusedError(Problem(Place(self._given.name), message, hint))
        for source, passages in self._passages.items():
            text, listed = self._text(source), False
            if not text:
                text, listed = "\n\n".join(passages), True
                self._gathering.note(LISTED)
            stem = PurePosixPath(urlsplit_path(source)).stem
            title = self._titles[source] or stem or source
            stem = title if source.startswith("urn:") else stem
            unit = "code points" if listed else self._unit
            attributes = {"uri": source} if source else {}
            self._ids[source] = self._gathering.document(
                stem or title, title, text, unit, attributes
            )
            if not listed:
                self._passages[source] = {}

    def _text(self, source: str) -> str:
        if self._given.text:
            return self._given.text
        path = urlsplit_path(source)
        name = self._files.get(_key(path)) or self._files.get(_key(PurePosixPath(path).name), "")
        return decoded(self._contents[name], name) if name else ""

    def document(self, source: str) -> str:
        """The id of a source's document."""
        return self._ids[source]

    def coding(
        self, source: str, id_: str, code: str, found: Selected, coder: str = "", note: str = ""
    ) -> str | None:
        """A coding at what was selected."""
        where, listed = found.where, self._passages[source]
        if listed:
            start = listed.get(found.quote)
            where = None if start is None else (start, start + len(found.quote))
        return self._gathering.coding(
            self._ids[source], id_, code, where, quote="" if listed else found.quote,
            around=(found.prefix, found.suffix), coder=coder, note=note,
        )  # fmt: skip


def urlsplit_path(source: str) -> str:
    """The path of an IRI, or the IRI itself if it has none."""
    try:
        return unquote(urlsplit(source).path) or source
    except ValueError:
        return source


def _key(name: str) -> str:
    return name.strip("/").casefold()
