"""Mutants of Word files: bytes, archive headers, compression, and the markup inside."""

import io
import random
import re
import warnings
import zipfile
from collections.abc import Callable
from functools import cache

from tests.file_writing import docx_of, word_part

_TAG = re.compile(r"<(/?)(\w+:\w+)([^<>]*?)(/?)>")
_TEXTS = ("fares", "", " ", "12", "\u202e", "a" * 5_000, "\U0001f68b", "&amp;", "&#x85;", "\ufeff")
_VALUES = ("", "0", "-1", "true", "99999999999", "F0B7", "zz", "superscript", "\u0664", "../../x")


@cache
def _parts() -> dict[str, str]:
    """The parts of a Word file in which most of what is read occurs."""
    run = '<w:r><w:rPr><w:b/><w:vertAlign w:val="superscript"/></w:rPr><w:t>12</w:t></w:r>'
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Figure 3</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    box = "<w:txbxContent><w:p><w:r><w:t>A box says so.</w:t></w:r></w:p></w:txbxContent>"
    body = (
        '<w:p><w:pPr><w:pStyle w:val="H"/><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        f"<w:r><w:t>Fares rose</w:t></w:r>{run}{field}"
        '<w:fldSimple w:instr="REF y"><w:r><w:t>Table 2</w:t><w:cr/><w:tab/></w:r></w:fldSimple>'
        "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r>"
        "</w:ins><w:hyperlink><w:r><w:t>a link</w:t></w:r></w:hyperlink></w:p>"
        "<w:tbl><w:tr><w:trPr/><w:tc><w:p><w:r><w:t>Rents rose.</w:t></w:r></w:p></w:tc></w:tr>"
        '</w:tbl><w:p><w:pPr><w:framePr w:dropCap="drop"/><w:rPr><w:del/></w:rPr></w:pPr><w:r>'
        f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}"
        '</v:textbox></w:pict></mc:Fallback></mc:AlternateContent><w:footnoteReference w:id="1"/>'
        '<w:sym w:font="Symbol" w:char="F061"/><w:noBreakHyphen/></w:r><w:sdt><w:sdtPr/>'
        "<w:sdtContent><w:r><w:t>Wages fell.</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    note = (
        '<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/><w:t>A note.</w:t></w:r></w:p></w:footnote>'
    )
    style = (
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/><w:basedOn '
        'w:val="B"/></w:style><w:style w:styleId="B"><w:name w:val="B"/><w:rPr><w:strike '
        'w:val="0"/></w:rPr></w:style>'
    )
    return {
        "body": body,
        "word/footnotes.xml": word_part("footnotes", note),
        "word/styles.xml": word_part("styles", style),
    }


def docx_mutant(random_: random.Random) -> bytes:
    """A Word file with one to four mutations of one kind."""
    kind = random_.choice((_markup, _markup, _bytes, _headers, _packed_again))
    return kind(random_)


def _whole(parts: dict[str, str]) -> bytes:
    more: dict[str, str | bytes] = {key: each for key, each in parts.items() if key != "body"}
    return docx_of(parts["body"], more=more)


def _bytes(random_: random.Random) -> bytes:
    """Bytes changed, put in, taken out, or the end cut off."""
    data = bytearray(_whole(_parts()))
    for _ in range(random_.randint(1, 8)):
        if len(data) < 100:
            break
        at = random_.randrange(len(data))
        match random_.randrange(4):
            case 0:
                data[at] = random_.randrange(256)
            case 1:
                data[at:at] = random_.randbytes(random_.randint(1, 9))
            case 2:
                del data[at : at + random_.randint(1, 40)]
            case _ if random_.random() < 0.2:
                data[at:] = b"PK\x05\x06"
    return bytes(data)


def _headers(random_: random.Random) -> bytes:
    """Fields of the headers and of the directory of the archive."""
    data = bytearray(_whole(_parts()))
    marks = (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06")
    places = [match.start() for mark in marks for match in re.finditer(re.escape(mark), data)]
    for _ in range(random_.randint(1, 4)):
        at = random_.choice(places) + random_.randint(4, 45)
        put = random_.choice((b"\0", b"\xff", b"\xff\xff", b"\xff\xff\xff\x7f", b"\x08", b"\x0e"))
        data[at : at + len(put)] = put
    return bytes(data)


def _markup(random_: random.Random) -> bytes:
    """Elements doubled, nested, moved, renamed, unclosed; texts and values replaced."""
    parts = dict(_parts())
    name = random_.choice(("body", "body", "body", "word/footnotes.xml", "word/styles.xml"))
    for _ in range(random_.randint(1, 4)):
        change = random_.choice((_nest, _double, _remove, _rename, _value, _words, _swap))
        parts[name] = change(parts[name], random_)
    return _whole(parts)


def _tag(xml: str, random_: random.Random) -> re.Match[str] | None:
    tags = list(_TAG.finditer(xml))
    return random_.choice(tags) if tags else None


def _element(xml: str, random_: random.Random) -> tuple[int, int]:
    """A whole element, as far as one regular expression tells."""
    tag = _tag(xml, random_)
    if tag is None or tag[1]:
        return 0, 0
    if tag[4]:
        return tag.span()
    end = xml.find(f"</{tag[2]}>", tag.end())
    return (tag.start(), end + len(tag[2]) + 3) if end >= 0 else (0, 0)


def _nest(xml: str, random_: random.Random) -> str:
    start, end = _element(xml, random_)
    tag = random_.choice(("w:p", "w:r", "w:ins", "w:sdt", "w:tbl", "w:txbxContent", "w:ruby"))
    depth = random_.choice((1, 3, 40, 300, 3_000))
    return xml[:start] + f"<{tag}>" * depth + xml[start:end] + f"</{tag}>" * depth + xml[end:]


def _double(xml: str, random_: random.Random) -> str:
    start, end = _element(xml, random_)
    times = random_.choice((2, 2, 5, 400))
    return xml[:start] + xml[start:end] * times + xml[end:]


def _remove(xml: str, random_: random.Random) -> str:
    start, end = _element(xml, random_)
    return xml[:start] + xml[end:]


def _swap(xml: str, random_: random.Random) -> str:
    start, end = _element(xml, random_)
    first, last = _element(xml, random_)
    if end > first:
        return xml
    return xml[:start] + xml[first:last] + xml[end:first] + xml[start:end] + xml[last:]


def _rename(xml: str, random_: random.Random) -> str:
    tag, other = _tag(xml, random_), _tag(xml, random_)
    if tag is None or other is None:
        return xml
    if random_.random() < 0.3:  # leaves an element unclosed
        return xml[: tag.start()] + f"<{tag[1]}{other[2]}{tag[3]}{tag[4]}>" + xml[tag.end() :]
    return re.sub(rf"(</?){tag[2]}(?=[\s/>])", rf"\g<1>{other[2]}", xml)


def _value(xml: str, random_: random.Random) -> str:
    values = list(re.finditer(r'"[^"]*"', xml))
    if not values:
        return xml
    chosen = random_.choice(values)
    return f'{xml[: chosen.start()]}"{random_.choice(_VALUES)}"{xml[chosen.end() :]}'


def _words(xml: str, random_: random.Random) -> str:
    texts = list(re.finditer(r"(?<=>)[^<]+(?=<)", xml))
    if not texts:
        return xml
    chosen = random_.choice(texts)
    return xml[: chosen.start()] + random_.choice(_TEXTS) + xml[chosen.end() :]


def _packed_again(random_: random.Random) -> bytes:
    """Another compression, parts twice, missing or huge, names of other systems."""
    methods = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
    out = io.BytesIO()
    changes: list[Callable[[str, bytes], tuple[str, bytes]]] = [
        lambda name, data: (name, data),
        lambda name, _data: (name, b""),
        lambda name, _data: (name, random_.randbytes(200)),
        lambda name, data: (name.replace("/", "\\"), data),
        lambda name, data: (name.upper(), data),
        lambda name, data: (name, data + b" " * 2_000_000),
        lambda name, data: (name, data.decode("utf-8").encode("utf-16")),
        lambda name, data: (name, data[: random_.randrange(1 + len(data))]),
        lambda name, data: (f"../{name}", data),
    ]
    with (
        warnings.catch_warnings(),
        zipfile.ZipFile(io.BytesIO(_whole(_parts()))) as old,
        zipfile.ZipFile(out, "w") as new,
    ):
        warnings.simplefilter("ignore")
        for info in old.infolist():
            change = random_.choice(changes) if random_.random() < 0.4 else changes[0]
            for _ in range(random_.choice((0, 1, 1, 1, 1, 1, 2))):
                name, data = change(info.filename, old.read(info))
                new.writestr(zipfile.ZipInfo(name), data, random_.choice(methods))
    return out.getvalue()
