#!/usr/bin/env bash
# Package: nltk 3.10.4
# Run on: 2026-11-29
# Guess: max_distance rescales observed and expected disagreement alike, so weighted kappa
#   does not depend on it; a row loaded twice is ignored or refused; two coders who both
#   assign no label agree under the Jaccard and MASI distances.
# Seen: max_distance rescales the expected part only: with m it returns 1 - m(1 - kappa),
#   here -1.86 instead of 0.05 for the true largest distance 3; a doubled row counts as one
#   more coder and lifts alpha from .33 to .43 while kappa stays and pi falls; both set
#   distances raise ZeroDivisionError for two empty sets.
# The guess on max_distance was put into words after a first run; the others before.
# So: leave max_distance at 1; drop doubled rows first; code "none" as a label of its own.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check nltk==3.10.4
cd "$work"
"$work/venv/bin/python" -W ignore - <<'EOF'
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import interval_distance, jaccard_distance, masi_distance


def check(label, seen, expected):
    print(f"{label}: {seen!r}")
    if seen != expected:
        raise SystemExit(f"changed: {label} used to be {expected!r}")


PAIRS = ((1, 1), (2, 1), (3, 3), (1, 4))
rows = [(coder, str(unit), pair[i]) for unit, pair in enumerate(PAIRS) for i, coder in enumerate("ab")]
task = AnnotationTask(rows, distance=interval_distance)
for largest, expected in ((1, 0.0476), (3, -1.8571)):
    check(f"max_distance={largest}", round(task.weighted_kappa(max_distance=largest), 4), expected)


def coefficients(data):
    task = AnnotationTask(data)
    return {name: round(getattr(task, name)(), 2) for name in ("alpha", "kappa", "pi")}


check("once", coefficients(rows), {"alpha": 0.33, "kappa": 0.27, "pi": 0.24})
doubled = [*rows, ("a", "1", 2)]
check("one row twice", coefficients(doubled), {"alpha": 0.43, "kappa": 0.27, "pi": 0.18})
for distance in (jaccard_distance, masi_distance):
    try:
        seen = str(distance(frozenset(), frozenset()))
    except ZeroDivisionError as error:
        seen = type(error).__name__
    check(distance.__name__, seen, "ZeroDivisionError")
EOF
