#!/usr/bin/env bash
# Package: @sdeverywhere/compile 0.7.28 (npm)
# Run on: 2026-11-30
# Guess: two stocks, each the rate of the other (a swing: x' = v, v' = -x), are the smallest model with
#   feedback, and compile; a stock breaks a loop of equations, as in Vensim and XMILE.
# Seen: "Found cyclic dependency during toposort: _v, _x, _v". A stock that names itself or one that
#   does not name it back is taken; the same swing with its rates written as variables compiles.
# So: write every flow as a variable of its own.
# (The package asks for a spreadsheet library that is not on the package index; it is needed for
#   spreadsheets only, and an empty one stands in for it here.)
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir xlsx
echo '{"name":"xlsx","version":"0.20.2","type":"module","main":"index.js"}' >xlsx/package.json
echo 'export default { set_fs() {} }' >xlsx/index.js
echo '{"type": "module", "overrides": {"xlsx": "file:./xlsx"}}' >package.json
npm install --silent --no-audit --no-fund @sdeverywhere/compile@0.7.28
cat >try.mjs <<'JS'
import { parseAndGenerate } from '@sdeverywhere/compile'
const run = ' ~~|\nINITIAL TIME = 0 ~~|\nFINAL TIME = 2 ~~|\nTIME STEP = 1 ~~|\nSAVEPER = 1 ~~|\n'
const spec = { inputVars: [], outputVars: ['x', 'v'], inputVarNames: [], outputVarNames: ['x', 'v'] }
try {
  const text = '{UTF-8}\n' + process.argv.slice(2).join(' ~~|\n') + run
  await parseAndGenerate(text, 'vensim', spec, ['generateC'], '.', 'model', '.')
  console.log('compiles')
} catch (problem) {
  console.log(problem.message.replace(/ →\n/g, ' > ').replace('\n', ' '))
}
JS
check() {
  local label=$1 expected=$2 seen
  seen=$(node try.mjs "${@:3}")
  echo "$label: $seen"
  if [[ $seen != "$expected"* ]]; then
    echo "changed: $label used to be \"$expected\""
    exit 1
  fi
}
check 'each the rate of the other' 'Found cyclic dependency during toposort:' \
  'x = INTEG(v, 1)' 'v = INTEG(-x, 0)'
check 'one the rate of the other' compiles 'x = INTEG(v, 1)' 'v = INTEG(-v, 1)'
check 'rates as variables' compiles 'x = INTEG(dx, 1)' 'v = INTEG(dv, 0)' 'dx = v' 'dv = -x'
