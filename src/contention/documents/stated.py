"""What a text says about itself: title, author and date, and where."""

from dataclasses import dataclass

from contention.documents.files import MARKDOWN, kind_by_name
from contention.documents.limits import ReadOptions
from contention.documents.markdown.block_marks import front_matter
from contention.documents.markdown.markdown import KEY, read_markdown
from contention.documents.plain_text import read_plain


@dataclass(frozen=True)
class Stated:
    """A particular of a text, and the part of the text that states it."""

    value: str
    where: str


def stated(text: str, name: str) -> dict[str, Stated]:
    """The title, author and date that a plain or Markdown text states; others are left out."""
    markdown = kind_by_name(name) == MARKDOWN
    read = read_markdown if markdown else read_plain
    raw = read(text.encode("utf-8"), ReadOptions(encoding="utf-8"))
    front = front_matter(text) if markdown else None
    keys = {key.lower() for key, _ in KEY.findall(front["inside"])} if front else set()
    elsewhere = {"title": "its first heading" if markdown else "its first line"}
    found = {}
    for key, value in (("title", raw.title), ("author", raw.author), ("date", raw.date)):
        where = "its front matter" if key in keys else elsewhere.get(key, "its first lines")
        if said := " ".join(value.split()):
            found[key] = Stated(said, where)
    return found
