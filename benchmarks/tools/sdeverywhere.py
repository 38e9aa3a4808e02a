"""C that SDEverywhere generates, run over an ensemble inside C.

The package `@sdeverywhere/compile` generates the model's C. The library that this C calls and the
program that runs it are in another package, which is not on the package index: what the models here
need of it is written below, as macros, so that nothing of it can be slower than the original.
"""

import ctypes
import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from contention.models.program import Floats2d

VERSION = "0.7.28"
_DOUBLES = ctypes.POINTER(ctypes.c_double)

_PACKAGE = {
    "name": "generate", "version": "1.0.0", "type": "module", "private": True,
    "dependencies": {"@sdeverywhere/compile": VERSION},
    # it needs a spreadsheet library that is not on the package index; no model here has a sheet
    "overrides": {"xlsx": "file:./xlsx"},
}  # fmt: skip
_XLSX = {"name": "xlsx", "version": "0.20.2", "type": "module", "main": "index.js"}
_GENERATE = """\
import fs from 'fs'
import { parseAndGenerate } from '@sdeverywhere/compile'
const [file, spec] = process.argv.slice(2)
const text = fs.readFileSync(file, 'utf8')
await parseAndGenerate(text, 'vensim', JSON.parse(spec), ['generateC'], '.', 'model', '.')
"""
_HEADER = """\
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
double _time;
typedef struct { double *points; int n; } Lookup;
static Lookup *__new_lookup(size_t n, bool copy, double *points) {
    Lookup *made = malloc(sizeof(Lookup));
    (void)copy;
    made->points = points;
    made->n = (int)n;
    return made;
}
static inline double _LOOKUP(Lookup *l, double at) {
    const double *p = l->points;
    int last = l->n - 1, k = 1;
    if (at <= p[0]) return p[1];
    if (at >= p[2 * last]) return p[2 * last + 1];
    while (p[2 * k] < at) k++;
    double x0 = p[2 * k - 2], y0 = p[2 * k - 1], x1 = p[2 * k], y1 = p[2 * k + 1];
    return y0 + (y1 - y0) * (at - x0) / (x1 - x0);
}
#define _WITH_LOOKUP(x, lookup) _LOOKUP(lookup, x)
#define _INTEG(value, rate) ((value) + (rate) * _time_step)
#define _IF_THEN_ELSE(c, t, f) ((c) ? (t) : (f))
#define _MAX(a, b) fmax(a, b)
#define _MIN(a, b) fmin(a, b)
#define _EXP(x) exp(x)
#define _LN(x) log(x)
#define _ABS(x) fabs(x)
#define _SQRT(x) sqrt(x)
#define _SIN(x) sin(x)
#define _COS(x) cos(x)
#define _INTEGER(x) trunc(x)
static double *kept;
static inline void outputVar(double value) { *kept++ = value; }
"""
_DRIVER = """
static void begin(double *given) {{
    initConstants();
    {set} setInputs(given, NULL);
    initLevels();
}}

static void advance(long from, long to) {{
    for (long n = from; n < to; n++) {{
        _time = _initial_time + n * _time_step;
        evalAux();
        evalLevels();
    }}
}}

/* constants (C, draws), final outputs (outputs, draws) */
void run(const double *constants, double *final, long draws, long steps) {{
    double given[{given}], found[numOutputs];
    for (long draw = 0; draw < draws; draw++) {{
        for (int k = 0; k < {constants}; k++) given[k] = constants[k * draws + draw];
        begin(given);
        advance(0, steps);
        kept = found;
        storeOutputData();
        for (int k = 0; k < numOutputs; k++) final[k * draws + draw] = found[k];
    }}
}}

/* (steps + 1, outputs) */
void courses(double *found, long steps) {{
    begin(NULL);
    kept = found;
    for (long n = 0; n <= steps; n++) {{
        _time = _initial_time + n * _time_step;
        evalAux();
        storeOutputData();
        evalLevels();
    }}
}}
"""


@dataclass(frozen=True)
class Compiled:
    """A model as a library; stocks and variables by the names of the model."""

    library: ctypes.CDLL
    constants: int
    outputs: tuple[str, ...]

    def final(self, constants: Floats2d, steps: int) -> Floats2d:
        """Outputs (outputs, draws) after the steps, from constants (constants, draws)."""
        found = np.empty((len(self.outputs), constants.shape[1]))
        given = np.ascontiguousarray(constants)
        self.library.run(_pointer(given), _pointer(found), constants.shape[1], steps)
        return found

    def courses(self, steps: int) -> Floats2d:
        """Outputs at each of the steps and after them, shape (steps + 1, outputs)."""
        found = np.empty((steps + 1, len(self.outputs)))
        self.library.courses(_pointer(found), steps)
        return found


class SDEverywhere:
    """The generator, installed in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        """Raises FileNotFoundError without node and npm."""
        self.folder = folder
        self.models = 0
        (folder / "xlsx").mkdir(exist_ok=True)
        (folder / "xlsx" / "package.json").write_text(json.dumps(_XLSX))
        (folder / "xlsx" / "index.js").write_text("export default { set_fs() {} }\n")
        (folder / "package.json").write_text(json.dumps(_PACKAGE))
        (folder / "generate.mjs").write_text(_GENERATE)
        (folder / "sde.h").write_text(_HEADER)
        install = ["npm", "install", "--silent", "--no-audit", "--no-fund"]
        subprocess.run(install, cwd=folder, check=True)

    def compiled(
        self, model: Path, constants: Sequence[str], outputs: Sequence[str], flags: Sequence[str]
    ) -> Compiled:
        """The library of a `.mdl` file, by gcc with these flags."""
        self.models += 1
        source, library = (self.folder / f"{self.models}.{end}" for end in ("c", "so"))
        source.write_text(self._generated(model, constants, outputs) + _DRIVER.format(
            constants=len(constants), given=max(len(constants), 1), set="" if constants else "//",
        ))  # fmt: skip
        gcc(source, library, flags)
        loaded = ctypes.CDLL(str(library))
        loaded.run.argtypes = [_DOUBLES, _DOUBLES, ctypes.c_long, ctypes.c_long]
        loaded.courses.argtypes = [_DOUBLES, ctypes.c_long]
        return Compiled(loaded, len(constants), tuple(outputs))

    def _generated(self, model: Path, constants: Sequence[str], outputs: Sequence[str]) -> str:
        spec = {"inputVars": constants, "inputVarNames": constants,
                "outputVars": outputs, "outputVarNames": outputs}  # fmt: skip
        command = ["node", "generate.mjs", str(model), json.dumps(spec)]
        subprocess.run(command, cwd=self.folder, check=True)
        return (self.folder / "model.c").read_text()


def gcc(source: Path, library: Path, flags: Sequence[str]) -> None:
    """Compile a shared library."""
    shared = ["-shared", "-fPIC", "-o", str(library), str(source), "-lm", "-lmvec"]
    subprocess.run(["gcc", *flags, *shared], check=True)


def _pointer(values: Floats2d) -> Any:
    return values.ctypes.data_as(_DOUBLES)
