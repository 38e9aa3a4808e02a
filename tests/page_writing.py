"""PDF pages with text anywhere: at an angle, bold, on pages turned by `/Rotate`."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tests.file_writing import assembled, escaped

FONTS = ("Courier", "Courier-Bold", "Helvetica", "Helvetica-Bold", "Times-Roman")
COURIER = 0.6
"""Width of each letter of Courier, in type sizes."""


@dataclass(frozen=True)
class Piece:
    """Text drawn by one operator; x and y are those of its first letter's foot."""

    x: float
    y: float
    text: str
    size: float = 10.0
    font: str = "Courier"
    angle: float = 0.0


@dataclass(frozen=True)
class Sheet:
    """A page as it is stored: `rotate` turns it clockwise when it is shown."""

    pieces: Sequence[Piece]
    width: float = 612.0
    height: float = 792.0
    rotate: int = 0


def pages_pdf(sheets: Sequence[Sheet]) -> bytes:
    """The sheets as a PDF."""
    first = 3 + len(FONTS)
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(sheets)))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>",
               f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>"]  # fmt: skip
    objects += [
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
        for name in FONTS
    ]
    fonts = " ".join(f"/F{number} {3 + number} 0 R" for number in range(len(FONTS)))
    for number, sheet in enumerate(sheets):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {sheet.width} {sheet.height}] "
            f"/Rotate {sheet.rotate} /Contents {first + 2 * number + 1} 0 R "
            f"/Resources << /Font << {fonts} >> >> >>"
        )
        content = "".join(map(_drawn, sheet.pieces))
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}endstream")
    return assembled(objects)


def _drawn(piece: Piece) -> str:
    sine, cosine = math.sin(math.radians(piece.angle)), math.cos(math.radians(piece.angle))
    matrix = f"{cosine:.5f} {sine:.5f} {-sine:.5f} {cosine:.5f} {piece.x:.2f} {piece.y:.2f}"
    font = FONTS.index(piece.font)
    return f"BT /F{font} {piece.size} Tf {matrix} Tm ({escaped(piece.text)}) Tj ET\n"


def turned(sheet: Sheet, rotate: int) -> Sheet:
    """The same page to look at, stored so that `/Rotate` shows it upright."""
    wide, high = sheet.width, sheet.height
    places = {
        90: lambda x, y: (high - y, x),
        180: lambda x, y: (wide - x, high - y),
        270: lambda x, y: (y, wide - x),
    }
    pieces = [
        Piece(*places[rotate](p.x, p.y), p.text, p.size, p.font, p.angle + rotate)
        for p in sheet.pieces
    ]
    lying = rotate in (90, 270)
    return Sheet(pieces, high if lying else wide, wide if lying else high, rotate)
