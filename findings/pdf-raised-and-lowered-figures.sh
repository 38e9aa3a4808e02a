#!/usr/bin/env bash
# Package: pypdf 7.1.1, pdfplumber 0.11.10, pypdfium2 5.15.2, reportlab 5.1.0
# Run on: 2026-11-29
# Guess: a raised or lowered figure is glued to its word (106, CO2) and the line stays one
#   line.
# Seen: pypdf in layout mode splits the line in two at the exponent and puts the second half
#   before the first; pdfplumber moves the 2 of CO2 below the line; pdfium breaks the line
#   after the figure. Only pypdf in plain mode does as guessed.
# So: lay out characters by baseline and size yourself where exponents and note calls
#   matter, or say that the order of words is not sure.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check pypdf==7.1.1 pdfplumber==0.11.10 pypdfium2==5.15.2 reportlab==5.1.0
cd "$work"
"$work/venv/bin/python" -W ignore - <<'EOF'
import pdfplumber
import pypdf
import pypdfium2
from reportlab.pdfgen import canvas


def check(label, seen, expected):
    print(f"{label}: {seen!r}")
    if seen != expected:
        raise SystemExit(f"changed: {label} used to be {expected!r}")



def page(*lines):
    sheet = canvas.Canvas("case.pdf", pagesize=(400, 300))
    for line in lines:
        y, parts = line
        text = sheet.beginText(40, y)
        for words, size, rise in parts:
            text.setFont("Helvetica", size)
            text.setRise(rise)
            text.textOut(words)
        sheet.drawText(text)
    sheet.showPage()
    sheet.save()


def readings():
    sheet = pypdf.PdfReader("case.pdf").pages[0]
    with pdfplumber.open("case.pdf") as file:
        plumber = file.pages[0].extract_text()
    pdfium = pypdfium2.PdfDocument("case.pdf")[0].get_textpage().get_text_range()
    return {
        "pypdf": sheet.extract_text(),
        "pypdf layout": sheet.extract_text(extraction_mode="layout"),
        "pdfplumber": plumber,
        "pdfium": pdfium,
    }


page(
    (250, [("It cost 10", 12, 0), ("6", 7, 5), (" pounds.", 12, 0)]),
    (236, [("Next line.", 12, 0)]),
)
check(
    "exponent",
    readings(),
    {
        "pypdf": "It cost 106 pounds.\nNext line.",
        "pypdf layout": "6 pounds.\nIt cost 10\nNext line.",
        "pdfplumber": "It cost 106 pounds.\nNext line.",
        "pdfium": "It cost 106\r\n pounds.\r\nNext line.",
    },
)
page((250, [("CO", 12, 0), ("2", 7, -3), (" fell.", 12, 0)]))
check(
    "subscript",
    readings(),
    {
        "pypdf": "CO2 fell.",
        "pypdf layout": "CO\n2 fell.",
        "pdfplumber": "CO fell.\n2",
        "pdfium": "CO2\r\n fell.",
    },
)
EOF
