#!/usr/bin/env bash
# Package: yamlium 0.3.1
# Run on: 2026-11-29
# Guess: a document that is parsed and written without an edit keeps its numbers and blank
#   lines, as its comments and quotes are kept; a plain sentence over two lines is read with
#   one blank between the lines; a duplicate key is refused.
# Seen: 1.10 becomes 1.1, 1e3 becomes 1000.0, 012 becomes 12; the kept blank line of a |+
#   block is gone; the two-line sentence is read with the line break and the indent in it,
#   so its words no longer match the text; of two equal keys the first is dropped in
#   silence.
# So: do not use it on files where the number of digits, a quotation or a repeated key
#   matters.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check yamlium==0.3.1
cd "$work"
"$work/venv/bin/python" -W ignore - <<'EOF'
import yamlium


def check(label, seen, expected):
    print(f"{label}: {seen!r}")
    if seen != expected:
        raise SystemExit(f"changed: {label} used to be {expected!r}")


for text, expected in {
    "a: 1.10\n": "a: 1.1\n",
    "a: 1e3\n": "a: 1000.0\n",
    "a: 012\n": "a: 12\n",
    "a: |+\n  b\n\nc: 1\n": "a: |+\n  b\nc: 1\n",
    "a: 1\na: 2\n": "a: 2\n",
}.items():
    check(f"{text!r} written", yamlium.parse(text).to_yaml(), expected)
text = "a: tolls\n  rise\n"
check(f"{text!r} read", yamlium.parse(text).to_dict(), {"a": "tolls\n  rise"})
EOF
