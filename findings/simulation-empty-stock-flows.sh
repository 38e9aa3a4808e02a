#!/usr/bin/env bash
# Package: simulation 9.0.0
# Run on: 2026-11-29
# Guess: a flow out of an empty non-negative stock is reported as 0; two outflows share what
#   is left; "linear" as the interpolation of a converter is taken as "Linear" or refused.
# Seen: the flow is still reported at its full rate (four times 5 out of a stock of 10); the
#   outflow that was created first gets its full rate; "linear" gives steps, without a
#   message, while no setting at all gives lines.
# So: never sum reported flows: take differences of stocks; cap outflows in the equation;
#   write "Linear" with its capital letter.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund simulation@9.0.0
cat > run.mjs <<'EOF'
import { Model } from "simulation";

const check = (label, seen, expected) => {
  const [a, b] = [JSON.stringify(seen), JSON.stringify(expected)];
  console.log(`${label}: ${a}`);
  if (a !== b) {
    console.error(`changed: ${label} used to be ${b}`);
    process.exit(1);
  }
};

const run = (initial, rates) => {
  const model = new Model({ timeLength: 4, timeStep: 1, timeUnits: "Years" });
  const source = model.Stock({ name: "source", initial, nonNegative: true });
  const sinks = rates.map((_, i) => model.Stock({ name: `sink ${i}`, initial: 0 }));
  const flows = rates.map((rate, i) => model.Flow(source, sinks[i], { name: `flow ${i}`, rate }));
  const result = model.simulate();
  return { stocks: sinks.map((s) => result.series(s)), flows: flows.map((f) => result.series(f)) };
};
check("one outflow of 5", run(10, ["5"]), { stocks: [[0, 5, 10, 10, 10]], flows: [[5, 5, 5, 5, 5]] });
check("two outflows of 6", run(10, ["6", "6"]), {
  stocks: [[0, 6, 6, 6, 6], [0, 4, 4, 4, 4]],
  flows: [[6, 6, 6, 6, 6], [6, 6, 6, 6, 6]],
});
const curve = (setting) => {
  const model = new Model({ timeLength: 2, timeStep: 1, timeUnits: "Years" });
  const input = model.Variable({ name: "input", value: "years()" });
  const values = [{ x: 0, y: 0 }, { x: 2, y: 10 }];
  const converter = model.Converter({ name: "curve", input, values, ...setting });
  model.Link(input, converter);
  return model.simulate().series(converter);
};
check("Linear", curve({ interpolation: "Linear" }), [0, 5, 10]);
check("linear", curve({ interpolation: "linear" }), [0, 0, 10]);
check("no setting", curve({}), [0, 5, 10]);
EOF
node run.mjs
