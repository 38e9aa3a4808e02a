#!/usr/bin/env bash
# Package: docx2python 3.6.2, docx2txt 0.9
# Run on: 2026-11-29
# Guess: a reader that drops tracked deletions drops the old place of a tracked move too; a
#   fraction in an equation keeps a bar or is left out; a non-breaking hyphen is a hyphen; a
#   comparison sign inserted as a symbol is kept or marked.
# Seen: both keep moved words at both places although they drop deleted ones; docx2python
#   writes the fraction 1/2 as 12 and 10 to the power 6 as 106, marked as LaTeX; both drop
#   the non-breaking hyphen (selfrule); the sign "greater or equal" from the Symbol font is
#   the code of a raised 3 in docx2python, nothing in docx2txt.
# The guess on fractions was put into words after a first run; the others before.
# So: accept or reject all changes before reading, and treat numbers in equations as unread.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check docx2python==3.6.2 docx2txt==0.9
cd "$work"
"$work/venv/bin/python" -W ignore - <<'EOF'
import zipfile

import docx2txt
from docx2python import docx2python


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


def both(body):
    path = document(body)
    texts = (docx2python(path).text, docx2txt.process(path))
    return ["|".join(text.strip().split("\n\n")) for text in texts]


moved = (
    f"<w:p>{run('A ')}<w:moveFrom {CHANGE}>{run('tolls ')}</w:moveFrom>{run('B')}</w:p>"
    f"<w:p>{run('C ')}<w:moveTo {CHANGE}>{run('tolls ')}</w:moveTo>{run('D')}</w:p>"
)
check("move", both(moved), ["A tolls B|C tolls D"] * 2)
deleted = (
    f"<w:p>{run('A ')}<w:del {CHANGE}><w:r><w:delText>tolls</w:delText></w:r></w:del>"
    f"{run('B')}</w:p>"
)
check("deletion", both(deleted), ["A B"] * 2)
fraction = (
    f"<w:p>{run('x ')}<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num>"
    f"<m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>{run(' y')}</w:p>"
)
check("fraction", both(fraction), ["x <latex>12</latex> y", "x  y"])
power = (
    f"<w:p>{run('x ')}<m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e>"
    f"<m:sup><m:r><m:t>6</m:t></m:r></m:sup></m:sSup></m:oMath>{run(' y')}</w:p>"
)
check("power", both(power), ["x <latex>106</latex> y", "x  y"])
hyphen = "<w:p><w:r><w:t>self</w:t><w:noBreakHyphen/><w:t>rule</w:t></w:r></w:p>"
check("non-breaking hyphen", both(hyphen), ["selfrule", "selfrule"])
symbol = f'<w:p>{run("a ")}<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>{run(" b")}</w:p>'
check(
    "greater or equal",
    both(symbol),
    ["a <span style=font-family:Symbol>&#x00B3;</span> b", "a  b"],
)
EOF
