#!/usr/bin/env bash
# Package: pypdfium2 5.15.2, reportlab 5.1.0
# Run on: 2026-11-29
# Guess: get_text_bounded without bounds gives the same words as get_text_range on a page
#   without anything outside it.
# Seen: in a table whose second row has one short figure, the range text has a line break
#   before it, the bounded text has nothing: "Hurt1 12.0"; it also glues a line to the next
#   one when a wide gap follows ("1916.Killed"); bounded text leaves out what lies outside
#   the page, range text keeps it.
# So: take the words with their boxes; use neither text as it comes for tables.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check pypdfium2==5.15.2 reportlab==5.1.0
cd "$work"
"$work/venv/bin/python" -W ignore - <<'EOF'
import pypdfium2
from reportlab.pdfgen import canvas


def check(label, seen, expected):
    print(f"{label}: {seen!r}")
    if seen != expected:
        raise SystemExit(f"changed: {label} used to be {expected!r}")



def texts(draw):
    sheet = canvas.Canvas("case.pdf", pagesize=(400, 300))
    sheet.setFont("Helvetica", 12)
    draw(sheet)
    sheet.showPage()
    sheet.save()
    text = pypdfium2.PdfDocument("case.pdf")[0].get_textpage()
    return [text.get_text_range(), text.get_text_bounded()]


def table(sheet):
    for y, row in ((250, ("Killed", "57,470", "-3.2")), (236, ("Hurt", "1", "12.0"))):
        sheet.drawString(40, y, row[0])
        sheet.drawRightString(160, y, row[1])
        sheet.drawRightString(220, y, row[2])


def outside(sheet):
    sheet.drawString(40, 250, "On the page.")
    sheet.drawString(40, -50, "Below it.")


check("table", texts(table), ["Killed 57,470 -3.2\r\nHurt\r\n1 12.0", "Killed 57,470 -3.2\r\nHurt1 12.0"])
check("outside", texts(outside), ["On the page.\r\nBelow it.", "On the page."])
EOF
