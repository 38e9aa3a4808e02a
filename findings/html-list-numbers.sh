#!/usr/bin/env bash
# Package: inscriptis 2.7.6, html2text 2025.4.15, Resiliparse 2.0.1
# Run on: 2026-11-29
# Guess: the numbers that a browser shows: a list with start="5" begins at 5, an item with
#   value="7" is 7, type="a" gives letters.
# Seen: inscriptis follows value but not start, html2text start but not value, resiliparse
#   neither; none gives letters. All three write a number, so the loss does not show.
# So: a text that says "see measure 5" then points to another measure; number the items from
#   the attributes yourself.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check inscriptis==2.7.6 html2text==2025.4.15 Resiliparse==2.0.1
cd "$work"
"$work/venv/bin/python" -W ignore - <<'EOF'
import html2text
from inscriptis import get_text
from resiliparse.extract.html2text import extract_plain_text


def check(label, seen, expected):
    print(f"{label}: {seen!r}")
    if seen != expected:
        raise SystemExit(f"changed: {label} used to be {expected!r}")


maker = html2text.HTML2Text()
maker.body_width = 0
TOOLS = (get_text, maker.handle, extract_plain_text)
for fragment, expected in {
    '<ol start="5"><li>tolls</li></ol>': ["1. tolls", "5. tolls", "1. tolls"],
    '<ol><li value="7">tolls</li></ol>': ["7. tolls", "1. tolls", "1. tolls"],
    '<ol type="a"><li>tolls</li></ol>': ["1. tolls", "1. tolls", "1. tolls"],
}.items():
    page = f"<html><body>{fragment}</body></html>"
    check(fragment, [tool(page).strip() for tool in TOOLS], expected)
EOF
