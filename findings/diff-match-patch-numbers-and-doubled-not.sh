#!/usr/bin/env bash
# Package: diff-match-patch 20241021
# Run on: 2026-11-29
# Guess: the semantic clean-up shows a changed figure whole; a patch that has been applied
#   already is reported as failed.
# Seen: 12,900 to 10,500 is shown as 2,9 to 0,5 inside unchanged digits; a patch that
#   inserts "not" is applied again to the changed sentence, and to one about another subject
#   and another verb, and reports success each time.
# So: diff by words; before a patch is applied compare the words around it yourself.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check diff-match-patch==20241021
cd "$work"
"$work/venv/bin/python" -W ignore - <<'EOF'
from diff_match_patch import diff_match_patch


def check(label, seen, expected):
    print(f"{label}: {seen!r}")
    if seen != expected:
        raise SystemExit(f"changed: {label} used to be {expected!r}")


tool = diff_match_patch()
diff = tool.diff_main("killed 12,900 men", "killed 10,500 men")
tool.diff_cleanupSemantic(diff)
check("figure", diff, [(0, "killed 1"), (-1, "2,9"), (1, "0,5"), (0, "00 men")])
before, after = (f"The toll does {word}raise rents in the north." for word in ("", "not "))
patch = tool.patch_make(before, after)
for text, expected in {
    after: "The toll does not not raise rents in the north.",
    "The law does lower rents in the north.": "The law does not lower rents in the north.",
}.items():
    check(text, tool.patch_apply(patch, text), (expected, [True]))
EOF
