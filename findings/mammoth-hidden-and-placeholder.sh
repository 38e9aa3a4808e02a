#!/usr/bin/env bash
# Package: mammoth 1.13.0
# Run on: 2026-11-29
# Guess: what Word does not show (hidden words) or shows as a prompt (the placeholder of an
#   unfilled control) is left out, as deleted words are; every run inside a paragraph is
#   kept.
# Seen: hidden words are shown, in HTML and in raw text; the prompt of an unfilled content
#   control becomes prose; words inside w:bdo and w:dir (direction marks) are dropped; raw
#   text keeps struck words unmarked and turns 10 with a raised 6 into 106.
# So: read w:vanish and w:showingPlcHdr yourself, or the text that you analyse is not the
#   text that its readers saw.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check mammoth==1.13.0
cd "$work"
"$work/venv/bin/python" -W ignore - <<'EOF'
import zipfile

import mammoth


def check(label, seen, expected):
    print(f"{label}: {seen!r}")
    if seen != expected:
        raise SystemExit(f"changed: {label} used to be {expected!r}")


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELS = "application/vnd.openxmlformats-package.relationships+xml"


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def document(body, path="case.docx"):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types">'
            f'<Default Extension="rels" ContentType="{RELS}"/>'
            f'<Override PartName="/word/document.xml" ContentType="{WORD}"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"/>',
        )
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}" xmlns:m="{M}" xmlns:r="{OFFICE}"><w:body>{body}'
            "<w:sectPr/></w:body></w:document>",
        )
    return path


CHANGE = 'w:id="1" w:author="x" w:date="2026-01-01T00:00:00Z"'


def html(body):
    with open(document(body), "rb") as source:
        return mammoth.convert_to_html(source).value


def raw(body):
    with open(document(body), "rb") as source:
        return mammoth.extract_raw_text(source).value.strip()


hidden = f"<w:p>{run('Tolls ')}{run('never ', '<w:vanish/>')}{run('rise.')}</w:p>"
check("hidden, HTML", html(hidden), "<p>Tolls never rise.</p>")
check("hidden, raw", raw(hidden), "Tolls never rise.")
prompt = (
    "<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
    f"<w:sdtContent>{run('Enter your claim.')}</w:sdtContent></w:sdt></w:p>"
)
check("placeholder", html(prompt), "<p>Enter your claim.</p>")
direction = f'<w:p>{run("In ")}<w:bdo w:val="ltr">{run("France ")}</w:bdo>{run("alone.")}</w:p>'
check("direction mark", html(direction), "<p>In alone.</p>")
struck = f"<w:p>{run('Tolls ')}{run('never ', '<w:strike/>')}{run('rise.')}</w:p>"
check("struck, raw", raw(struck), "Tolls never rise.")
upper = '<w:vertAlign w:val="superscript"/>'
raised = f"<w:p>{run('10')}{run('6', upper)}{run(' t')}</w:p>"
check("superscript, raw", raw(raised), "106 t")
EOF
