"""HTML: what a reader of the page would read, without scripts, menus and forms."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from lxml import etree, html

from contention.case.text.normalise import normalise
from contention.documents.blocks import block
from contention.documents.decoding import decode
from contention.documents.limits import ReadOptions
from contention.documents.raw import RawText
from contention.documents.superscripts import RaisedPiece, set_level
from contention.documents.unreadable import UnreadableFileError
from contention.documents.written_dates import first_date
from contention.language.vocabulary import vocabulary

_NEVER_SHOWN = ("script", "style", "noscript", "template")
_DROPPED = vocabulary(
    """
    svg math iframe object embed canvas audio video head
    button select option textarea input label nav footer aside dialog menu
    del s strike rt rp rtc
    """
)
_BLOCK = vocabulary(
    """
    p div section article main header h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre
    figure figcaption table tr td th caption thead tbody tfoot hr address details summary
    body form fieldset legend hgroup center optgroup
    """
)
_BOILERPLATE = frozenset(("navigation", "banner", "contentinfo", "search", "complementary"))
_BESIDE = re.compile(
    r"(?:^|[-_ ])(?:cookies?|consent|gdpr|breadcrumbs?|sidebar|share|sharing|social|newsletter|"
    r"subscribe|related|recommended|read-?more|comments?|advert(?:s|isement)?|promo|popup|modal|"
    r"pagination|skip-?link|site-?(?:header|footer|nav)|menu|navbar|navbox|masthead|paywall|toc|"
    r"table-of-contents|mw-editsection|noprint|printfooter|catlinks)(?:$|[-_ ])",
    re.I,
)
"""Class names and ids with which pages mark content other than their main text."""
_UNSEEN = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-(?:text|only)|hidden|d-none|is-hidden)(?:$|\s)",
    re.I,
)
"""Class names of hidden elements."""
_SHOWN_ON_SOME = re.compile(r"[-:](?:block|flex|inline|grid|table|contents)", re.I)
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|line-through", re.I)
_RAISED = re.compile(r"vertical-align\s*:\s*super", re.I)
_NOTE_LINK = re.compile(
    r"#(?:_?(?:ftn|fn|edn|en|cite|note|footnote|endnote|ref|sdfootnote|sdendnote)[\w.:-]*|\d+)$",
    re.I,
)
_NOTE_MARK = re.compile(r"\W{0,2}(?:\d{1,4}|[ivxlc]{1,6}|[a-z]|[*†‡§¶↑^↩]+)\W{0,2}", re.I)
_NOTE_ROLES = frozenset(("doc-noteref", "noteref", "doc-backlink"))
_MOSTLY = 0.3
"""An element that holds more of the page's paragraphs than this is text, whatever its name."""
_LINE = "\x1e"
"""Placeholder for a line break of the page while line breaks of its source are folded."""
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*([\w-]{2,30})", re.I)


def read_html(data: bytes, options: ReadOptions) -> RawText:
    """A page: the text of its article or main part if it has one, else of its body."""
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
    etree.strip_elements(root, *_NEVER_SHOWN, with_tail=False)
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
    """The article or main element that holds most of the page's paragraphs, else its body."""
    body = root.find("body") if root.find("body") is not None else root
    weigh = _weighing(body)
    for name in ("article", "main", "*[@role='main']"):
        heaviest = max(body.xpath(f".//{name}"), key=weigh, default=None)
        if heaviest is not None and weigh(heaviest) >= 0.5 * weigh(body):
            return heaviest
    return body


def _beside(part: Any) -> frozenset[Any]:
    """Elements named as secondary content, unless they hold much of the text."""
    named = [
        element
        for element in part.iter()
        if isinstance(element.tag, str)
        and element is not part
        and (
            element.tag == "form"
            or any(_BESIDE.search(element.get(key) or "") for key in ("class", "id"))
        )
    ]
    weigh = _weighing(part)
    whole = weigh(part) if named else 0
    small = {each: held for each in named if (held := weigh(each)) <= _MOSTLY * whole}
    outer = [held for each, held in small.items() if each.getparent() not in small]
    return frozenset(small if sum(outer) <= 0.5 * whole else ())


def _weighing(part: Any) -> Callable[[Any], int]:
    """How much text an element holds: in paragraphs, or all of it if a page has hardly any."""
    return _in_paragraphs if _in_paragraphs(part) > 0.2 * _in_all(part) else _in_all


def _in_paragraphs(element: Any) -> int:
    return sum(len(p.text_content()) for p in element.iter("p"))


def _in_all(element: Any) -> int:
    return sum(len(piece.strip()) for piece in element.itertext())


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
            whole = [element.text or ""] if tag == "title" else _blocks(element, frozenset())
            text = " ".join(" ".join(whole).split())
            if text:
                return text
    return ""


def _blocks(root: Any, secondary: frozenset[Any]) -> Iterator[str]:
    """Text of each block in the order of the page; walks without recursion."""
    pieces: list[RaisedPiece] = []
    raised = 0
    walker = etree.iterwalk(root, events=("start", "end"))
    skipped: Any = None
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if element is not root and (element in secondary or _is_dropped(element, tag)):
                skipped = element
                walker.skip_subtree()
                continue
            if tag in _BLOCK:
                yield from _joined(pieces)
                pieces = []
            raised += _is_raised(element, tag)
            pieces.append(RaisedPiece(_opening(tag) + (element.text or ""), raised > 0))
            continue
        if element is skipped:
            skipped = None
        else:
            if tag in _BLOCK:
                yield from _joined(pieces)
                pieces = []
            pieces.append(RaisedPiece(_CLOSING.get(tag, ""), raised > 0))
            raised -= _is_raised(element, tag)
        if element is not root:
            pieces.append(RaisedPiece(element.tail or "", raised > 0))
    yield from _joined(pieces)


_CLOSING = {"br": _LINE, "q": "”"}


def _opening(tag: str) -> str:
    return {"li": "• ", "q": "“"}.get(tag, "")


def _is_raised(element: Any, tag: str) -> bool:
    return tag == "sup" or _RAISED.search(element.get("style") or "") is not None


def _is_dropped(element: Any, tag: str) -> bool:
    """Whether an element is invisible or not part of the page's text."""
    return (
        tag in _DROPPED
        or (tag == "pre" and len(element) == 1 and element[0].tag == "code")
        or element.get("hidden") is not None
        or element.get("role") in _BOILERPLATE
        or element.get("aria-hidden") == "true"
        or _NOT_SHOWN.search(element.get("style") or "") is not None
        or _is_unseen(element.get("class") or "")
        or (tag == "a" and _calls_note(element))
    )


def _is_unseen(names: str) -> bool:
    """Whether classes hide an element on every screen: not `d-none d-md-block`."""
    return _UNSEEN.search(names) is not None and _SHOWN_ON_SOME.search(names) is None


def _calls_note(link: Any) -> bool:
    """Whether a link calls a note, leads from a note back to its call, or marks a heading."""
    text = link.text_content().strip()
    if text in ("¶", "§", "#", "🔗"):
        return True
    if (
        link.get("role") in _NOTE_ROLES
        or link.get("{http://www.idpf.org/2007/ops}type") in _NOTE_ROLES
    ):
        return len(text) < 12
    to_note = _NOTE_LINK.search(link.get("href") or "") is not None
    return to_note and _NOTE_MARK.fullmatch(text) is not None


def _joined(pieces: Sequence[RaisedPiece]) -> Iterator[str]:
    """One block: spaces folded, line breaks of the page kept; nothing if it is empty."""
    folded = [RaisedPiece(_SPACES.sub(" ", each.text), each.raised) for each in pieces]
    if text := block(set_level(folded).replace(_LINE, "\n")):
        yield text
