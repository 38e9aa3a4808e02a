#!/usr/bin/env bash
# Package: numba 0.68.1
# Run on: 2026-11-29
# Guess: if a class in another module is renamed, a function compiled with cache=True that takes it
#   is compiled again: its cached copy belongs to types that no longer exist.
# Seen: the cache is judged by the time and size of the function's own file only. With that file
#   unchanged, the first call unpickles the index of the old copies and fails with AttributeError,
#   before it looks whether any copy fits; clearing the cache folder is the only way on.
# So: read the index once after decorating a function, and empty it if that fails; or keep the
#   version of the argument types in the name of the cache folder.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check numba==0.68.1 numpy==2.4.6
cd "$work"
cat > area.py <<'EOF'
from numba import njit


@njit(cache=True)
def area(shape):
    return shape.size * shape.size
EOF
export NUMBA_CACHE_DIR="$work/cache" PYTHONDONTWRITEBYTECODE=1

outcome() {
    printf 'from typing import NamedTuple\n\n\nclass %s(NamedTuple):\n    size: float\n' "$1" > shapes.py
    venv/bin/python - "$1" <<'EOF'
import sys

import area
import shapes

try:
    print(area.area(getattr(shapes, sys.argv[1])(3.0)))
except Exception as error:
    print(f"{type(error).__name__}: {str(error).partition(' on ')[0]}")
EOF
}

check() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "changed: $1 used to be $3"; exit 1; }
}

check "first class" "$(outcome Box)" "9.0"
check "the same again" "$(outcome Box)" "9.0"
check "renamed" "$(outcome Square)" "AttributeError: Can't get attribute 'Box'"
rm -r "$work/cache"
check "cache removed" "$(outcome Square)" "9.0"
