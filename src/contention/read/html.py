"""HTML: what a reader of the page would read, without scripts, menus and forms."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from contention.case.normalise import normalise
from contention.language.vocabulary import vocabulary
from contention.read.dates import first_date
from contention.read.decode import decode
from contention.read.faults import UnreadableFileError
from contention.read.limits import ReadOptions
from contention.read.raw import RawText

_DROPPED = vocabulary(
    """
    script style noscript template svg math iframe object embed canvas audio video head form
    button select option textarea input nav footer aside dialog menu
    """
)
_BLOCK = vocabulary(
    """
    p div section article main header h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre
    figure figcaption table tr td th caption thead tbody tfoot hr address details summary
    body
    """
)
_BOILERPLATE = frozenset(("navigation", "banner", "contentinfo", "search", "complementary"))
_BESIDE = re.compile(
    r"(?:^|[-_ ])(?:cookies?|consent|gdpr|breadcrumbs?|sidebar|share|sharing|social|newsletter|"
    r"subscribe|related|recommended|read-?more|comments?|advert(?:s|isement)?|promo|popup|modal|"
    r"pagination|skip-?link|site-?(?:header|footer|nav)|menu|navbar|masthead|paywall)(?:$|[-_ ])",
    re.I,
)
"""Names of classes and ids by which pages mark what stands beside their text."""
_MOSTLY = 0.3
"""What holds more of the page's paragraphs than this is text, whatever its name."""
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*([\w-]{2,30})", re.I)


def read_html(data: bytes, options: ReadOptions) -> RawText:
    """A page: the text of its article or main part where it has one, else of its body."""
    declared = _META_CHARSET.search(data[:4096])
    encoding = options.encoding
    if encoding is None and declared and not _is_utf8(data):
        encoding = declared[1].decode("ascii")
    return page(decode(data, encoding))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def page(source: str) -> RawText:
    """The text of a page's source."""
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", source.lstrip("\ufeff"))
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        root = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        hint = "open it in a browser and save its text"
        raise UnreadableFileError(f"the page cannot be parsed: {error}", hint) from None
    if any("depth" in each.message.lower() for each in parser.error_log):
        hint = "open it in a browser and save its text"
        raise UnreadableFileError("the page is nested too deeply to be read whole", hint)
    part = _main_part(root)
    blocks = list(_blocks(part, _beside(part)))
    text = normalise("\n\n".join(blocks))
    title = _meta(root, "og:title", "dc.title", "citation_title") or _first(root, "title", "h1")
    author = _meta(root, "author", "article:author", "dc.creator", "citation_author")
    dated = _meta(root, "article:published_time", "date", "dc.date", "citation_publication_date")
    times = root.xpath("//time[@datetime]/@datetime")
    date = first_date(dated.replace("/", "-")[:10]) or first_date(
        str(times[0])[:10] if times else ""
    )
    return RawText(text, normalise(title), normalise(author), date)


def _main_part(root: Any) -> Any:
    """The one article or main element, where it holds most of the page's paragraphs."""
    body = root.find("body") if root.find("body") is not None else root
    all_of_it = _weight(body)
    for name in ("article", "main", "*[@role='main']"):
        found = body.xpath(f".//{name}")
        if len(found) == 1 and _weight(found[0]) >= 0.5 * all_of_it:
            return found[0]
    return body


def _beside(part: Any) -> frozenset[Any]:
    """Elements that are named as something beside the text, where they hold little of it."""
    named = [
        element
        for element in part.iter()
        if isinstance(element.tag, str)
        and element is not part
        and any(_BESIDE.search(element.get(key) or "") for key in ("class", "id"))
    ]
    whole = _weight(part) if named else 0
    small = {each: held for each in named if (held := _weight(each)) <= _MOSTLY * whole}
    outer = [held for each, held in small.items() if each.getparent() not in small]
    return frozenset(small if sum(outer) <= 0.5 * whole else ())


def _weight(element: Any) -> int:
    """Characters in the paragraphs below an element."""
    return sum(len(piece) for p in element.iter("p") for piece in (p.text_content(),))


def _meta(root: Any, *names: str) -> str:
    for name in names:
        for element in root.iter("meta"):
            key = element.get("name") or element.get("property") or ""
            if key.lower() == name and element.get("content"):
                return _SPACES.sub(" ", element.get("content")).strip()
    return ""


def _first(root: Any, *tags: str) -> str:
    for tag in tags:
        for element in root.iter(tag):
            text = _SPACES.sub(" ", element.text_content()).strip()
            if text:
                return text
    return ""


def _blocks(root: Any, beside: frozenset[Any] = frozenset()) -> Iterator[str]:
    """Text of each block in the order of the page; walks without recursion."""
    pieces: list[str] = []
    skipped: Any = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
                pieces.append(element.tail or "")
            continue
        tag = element.tag if isinstance(element.tag, str) else ""
        dropped = element in beside or _is_dropped(element, tag)
        if event == "start" and dropped and element is not root:
            skipped = element
            continue
        if tag in _BLOCK:
            yield from _joined(pieces)
            pieces = []
        pieces.append(_piece(event, element, tag))
    yield from _joined(pieces)


def _piece(event: str, element: Any, tag: str) -> str:
    if event == "start":
        return ("• " if tag == "li" else "") + (element.text or "")
    return ("\x00" if tag == "br" else "") + (element.tail or "")


def _is_dropped(element: Any, tag: str) -> bool:
    return (
        tag in _DROPPED
        or element.get("hidden") is not None
        or element.get("role") in _BOILERPLATE
        or element.get("aria-hidden") == "true"
        or "display:none" in (element.get("style") or "").replace(" ", "")
    )


def _joined(pieces: list[str]) -> Iterator[str]:
    """One block: spaces folded, line breaks of the page kept; nothing where it is empty."""
    lines = ("".join(pieces)).split("\x00")
    text = "\n".join(_SPACES.sub(" ", line).strip() for line in lines).strip("\n")
    if text.strip(" •\n\xa0"):
        yield text
