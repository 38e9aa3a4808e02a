#!/usr/bin/env bash
# Package: ruamel.yaml 0.19.1
# Run on: 2026-11-29
# Guess: reverse() carries each item's comment along, as sort(), pop() and remove() do on
#   the same list; a mapping put in the place of a number leaves the comment above the next
#   key where it is.
# Seen: sort() moves the comments, reverse() leaves them in place, so items end up with the
#   comments of others; once the number is replaced by a mapping, the comment about the next
#   key sits inside the new mapping.
# Beforehand the guess was only that comments follow their items.
# So: build a new list, or move comments by hand; never reverse() a list whose comments say
#   what the items are.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check ruamel.yaml==0.19.1
cd "$work"
"$work/venv/bin/python" -W ignore - <<'EOF'
import io

from ruamel.yaml import YAML


def check(label, seen, expected):
    print(f"{label}: {seen!r}")
    if seen != expected:
        raise SystemExit(f"changed: {label} used to be {expected!r}")



def edited(text, edit):
    yaml = YAML()
    data = yaml.load(text)
    edit(data)
    out = io.StringIO()
    yaml.dump(data, out)
    return out.getvalue()


LIST = "- c  # C\n- a  # A\n- b  # B\n"
check("sort", edited(LIST, lambda d: d.sort()), "- a  # A\n- b  # B\n- c  # C\n")
check("reverse", edited(LIST, lambda d: d.reverse()), "- b  # C\n- a  # A\n- c  # B\n")
MAP = "tolls: 1\n\n# about rents\nrents: 2\n"
check(
    "number to mapping",
    edited(MAP, lambda d: d.__setitem__("tolls", {"low": 1})),
    "tolls:\n\n# about rents\n  low: 1\nrents: 2\n",
)
EOF
