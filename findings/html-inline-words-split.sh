#!/usr/bin/env bash
# Package: inscriptis 2.7.6, html2text 2025.4.15, Resiliparse 2.0.1
# Run on: 2026-11-29
# Guess: inline elements inside a word leave it whole, as a browser shows it; a shown
#   quotation keeps its quotation marks.
# Seen: inscriptis puts blanks round every span ("un just war", "57 , 470") though not round
#   b or font; html2text puts blanks round i and u but not round b, so that
#   "notwithstanding" with half of it in italics becomes "not _withstanding_"; resiliparse
#   drops the marks of q. No tool keeps 10 and a raised 6 apart.
# So: do not count words, match quotations or look for "not" in such text; walk the tree and
#   join inline text without blanks.
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
    "un<span>just</span> war": ["un just war", "unjust war", "unjust war"],
    "57<span>,</span><span>470</span>": ["57 , 470", "57,470", "57,470"],
    "not<i>withstanding</i> it": ["notwithstanding it", "not _withstanding_ it", "notwithstanding it"],
    "un<b>just</b> war": ["unjust war", "un**just** war", "unjust war"],
    "He said <q>never</q>.": ['He said "never".', 'He said "never".', "He said never."],
    "10<sup>6</sup> t": ["106 t", "106 t", "106 t"],
}.items():
    page = f"<html><body><p>{fragment}</p></body></html>"
    check(fragment, [tool(page).strip() for tool in TOOLS], expected)
EOF
