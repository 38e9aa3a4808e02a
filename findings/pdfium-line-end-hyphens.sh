#!/usr/bin/env bash
# Package: pypdfium2 5.15.2, reportlab 5.1.0
# Run on: 2026-11-29
# Guess: a hyphen that is drawn at a line end is kept with the line break, as in
#   pdfminer.six, pdfplumber and pypdf; the two ways to ask for the whole page give the same
#   characters.
# Seen: a hyphen between letters at a line end is replaced, with the line break, by U+FFFE
#   in get_text_range and by U+0002 in get_text_bounded; between digits it stays. "non-
#   binding" broken at its own hyphen thus looks like a broken "nonbinding".
# So: map both characters to a hyphen before matching, and never delete them: the hyphen may
#   belong to the word.
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


page(
    (250, [("A non-", 12, 0)]),
    (236, [("binding rule of 10-", 12, 0)]),
    (222, [("15 parts", 12, 0)]),
)
text = pypdfium2.PdfDocument("case.pdf")[0].get_textpage()
check("range", text.get_text_range(), "A non\ufffebinding rule of 10-\r\n15 parts")
check("bounded", text.get_text_bounded(), "A non\x02binding rule of 10-\r\n15 parts")
EOF
