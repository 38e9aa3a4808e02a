"""The same models in PySD and Simlin, where they have the functions and the same rules."""

import warnings
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest

import contention as ct
from contention.stockflow.names import key
from tests.simulated import vensim, xmile

VENSIM = {
    "mapped and partial ranges": """
        A: a1, a2, a3 -> B
        B: b1, b2, b3
        S: a2, a3
        x[A] = 1, 2, 3
        y[B] = x[A] * 10
        z[B] = INTEG(y[B], x[A])
        w[S] = x[S] * 2 + SUM(x[S!])
        w[a1] = 5
        m[A, B] = 1, 2, 3; 4, 5, 6; 7, 8, 9;
        t[B, A] = m[A, B]
        u[A] = SUM(m[A, B!] * t[B!, A]) / VMAX(m[A!, B!])""",
    "delays": """
        inp = 5 + STEP(3, 2) - STEP(1, 3)
        wait = 2 + STEP(1, 2.5)
        a = DELAY1I(inp, wait, 1)
        b = DELAY3(inp, 3)
        c = SMOOTH3I(inp, wait, 1)
        d = DELAY FIXED(inp, 1, 0)
        e = TREND(inp, 3, 0.1)
        f = FORECAST(inp, 3, 2)
        g = DELAY N(inp, wait, 2, 2)
        h = SMOOTH N(inp, 2, 2, 2)
        i = SAMPLE IF TRUE(MODULO(Time, 2) = 0, Time, -1)
        j = INITIAL(inp) + ACTIVE INITIAL(inp, 3)""",
    "times and rounding": """
        a = PULSE(1, 1) + PULSE TRAIN(0.5, 0.25, 1, 3)
        b = RAMP(2, 1, 3) + STEP(2, 1.5)
        c = QUANTUM(Time * 1.1, 0.7) + MODULO(Time * 1.7, 2)
        d = XIDZ(Time, Time - 1, 9) + ZIDZ(1, Time)
        e = SIN(Time) + COS(Time) + TAN(Time) + ARCTAN(Time) + TANH(Time) + COSH(Time)
        f = IF THEN ELSE(Time > 1 :AND: Time < 3 :OR: :NOT: (Time <> 4), 1, 0)
        g = -Time ^ 2 + 2 ^ -1 + LN(Time + 1) + LOG(Time + 1, 10)""",
    "vectors": """
        A: a1, a2, a3
        v[A] = 3, 1, 2
        chosen[A] = 0, 1, 1
        a[A] = VECTOR SORT ORDER(v[A], 1) + 10 * VECTOR RANK(v[A], 1)
        b[A] = VECTOR REORDER(v[A], a[A] - 10 * VECTOR RANK(v[A], 1))
        c = VECTOR SELECT(chosen[A!], v[A!], 0, 3, 0)
        R: r1, r2
        C: c1, c2
        m[R, C] = 1, 2; 3, 4;
        i[R, C] = INVERT MATRIX(m[R, C], 2)""",
    "allocation": """
        P: p1, p2, p3
        Q: ptype, ppriority, pwidth, pextra
        asked[P] = 3, 5, 7
        one[P, Q] = 1, 3, 2, 0; 1, 5, 3, 0; 1, 4, 1, 0;
        each[P, Q] = 3, 3, 2, 0; 4, 5, 3, 0; 2, 4, 1, 0;
        priority[P] = 1, 3, 2
        a[P] = ALLOCATE AVAILABLE(asked[P], one[P, ptype], Time * 3)
        b[P] = ALLOCATE AVAILABLE(asked[P], each[P, ptype], Time * 3)
        c[P] = ALLOCATE BY PRIORITY(asked[P], priority[P], 3, 1.5, Time * 3)""",
}
XMILE = """
<aux name="inp"><eqn>5 + STEP(3, 2)</eqn></aux>
<aux name="a"><eqn>DELAY1(inp, 3) + SMTH3(inp, 3, 2)</eqn></aux>
<aux name="b"><eqn>IF NOT (TIME = 2) AND TIME &lt;= 3 THEN TIME MOD 3 ELSE INT(-TIME)</eqn></aux>
<aux name="c"><eqn>SAFEDIV(1, TIME - 3, 7) + -TIME ^ 2 + PULSE(10, 1, 2) + RAMP(2, 1)</eqn></aux>
<aux name="g"><eqn>TIME</eqn><gf><xscale min="0" max="4"/><ypts>0,3,1,2,5</ypts></gf></aux>
<stock name="S one"><eqn>10 * a</eqn><inflow>in</inflow><outflow>out</outflow></stock>
<flow name="in"><eqn>2</eqn></flow><flow name="out"><eqn>S_one / 5</eqn></flow>
"""


# PySD allocates by least squares, which it stops at about 1e-8.
def _agree(file: Path, columns: Iterable[str], values: object) -> None:
    theirs = {key(name.replace(", ", ",")): name for name in columns}
    ours = ct.simulate(file)
    shown = [name for name in ours.variables if key(name) in theirs]
    assert len(shown) >= 7
    for name in shown:
        column = np.asarray(values[theirs[key(name)]], dtype=np.float64)  # type: ignore[index]
        assert ours[name][:, 0] == pytest.approx(column, rel=1e-7, abs=1e-9), name


@pytest.mark.parametrize("model", VENSIM)
def test_vensim_models_give_what_pysd_gives(tmp_path: Path, model: str) -> None:
    pysd = pytest.importorskip("pysd", exc_type=ImportError)
    vensim(tmp_path, VENSIM[model], step=0.25)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frame = pysd.read_vensim(str(tmp_path / "model.mdl")).run()
    _agree(tmp_path / "model.mdl", frame.columns, frame)


def test_an_xmile_model_gives_what_simlin_gives(tmp_path: Path) -> None:
    simlin = pytest.importorskip("simlin", exc_type=ImportError)
    xmile(tmp_path, XMILE, step=0.25)
    frame = simlin.load(tmp_path / "model.xmile").run().results
    _agree(tmp_path / "model.xmile", frame.columns, frame)
