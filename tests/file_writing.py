"""Small PDF and Word files, written by hand."""

import io
import zipfile
from collections.abc import Mapping, Sequence

PlacedLine = tuple[float, float, float, str]
"""x, y, size of type, text"""


def pdf(pages: Sequence[Sequence[PlacedLine]], trailer: str = "") -> bytes:
    """A PDF whose pages hold lines of text in Helvetica, 612 by 792 points."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>")
    objects.append(
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    )
    for number, lines in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        content = "".join(
            f"BT /F1 {s} Tf {x} {y} Td ({escaped(t)}) Tj ET\n" for x, y, s, t in lines
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}endstream")
    return assembled(objects, trailer)


def escaped(text: str) -> str:
    """A string as it stands between the brackets of a PDF."""
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def assembled(objects: Sequence[str], trailer: str = "") -> bytes:
    """A PDF of numbered objects, of which the first is its catalogue."""
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.writelines(f"{place:010} 00000 n \n".encode() for place in places)
    size = f"/Size {len(objects) + 1} /Root 1 0 R {trailer}"
    out.write(f"trailer\n<< {size} >>\nstartxref\n{start}\n%%EOF\n".encode("latin-1"))
    return out.getvalue()


def encrypted_pdf() -> bytes:
    """A PDF that no known password opens."""
    keys = "/O <" + "11" * 32 + "> /U <" + "22" * 32 + ">"
    trailer = (
        f"/Encrypt << /Filter /Standard /V 1 /R 2 {keys} /P -4 >> /ID [<{'33' * 16}> <{'33' * 16}>]"
    )
    return pdf([[(72, 700, 12, "secret")]], trailer)


_TYPES = (
    '<?xml version="1.0"?><Types '
    'xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships '
    'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_CORE = (
    '<?xml version="1.0"?><cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t">'
    "<dc:title>Rents &amp; wages</dc:title><dc:creator>Ada Ash</dc:creator>"
    "<dcterms:modified>2024-03-05T10:00:00Z</dcterms:modified></cp:coreProperties>"
)


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{_W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/'
    'officeDocument/2006/math" xmlns:wps="http://schemas.microsoft.com/office/word/2010/'
    'wordprocessingShape"'
)


def docx(paragraphs: Sequence[str], head: str = "", extra: bytes = b"") -> bytes:
    """A Word file of plain paragraphs; `head` goes before the root element."""
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    more = {"word/media/big.bin": extra} if extra else {}
    return docx_of(body, head=head, more=more)


def word_part(root: str, inside: str) -> str:
    """A part of a Word file whose root element is `w:root`."""
    return f'<?xml version="1.0"?><w:{root} {_SPACES}>{inside}</w:{root}>'


def docx_of(body: str, *, head: str = "", more: Mapping[str, str | bytes] | None = None) -> bytes:
    """A Word file with this markup in its body, and more parts by their names."""
    document = (
        f'<?xml version="1.0"?>{head}<w:document {_SPACES}><w:body>{body}</w:body></w:document>'
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "docProps/core.xml": _CORE,
        "word/document.xml": document, **(more or {}),
    }  # fmt: skip
    return zipped(parts)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """An archive whose bytes depend on its parts only, not on the time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
