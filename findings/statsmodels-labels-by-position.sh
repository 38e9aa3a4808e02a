#!/usr/bin/env bash
# Package: statsmodels 0.15.0, pandas 3.1.1
# Run on: 2026-11-30
# Guess: labels of clusters, and whether a spell ended with its event, given as a Series in another
#   order of rows are matched by their index, or refused, as columns of a regression are.
# Seen: columns in another order are refused ("not aligned"); groups, status and entry are taken by
#   position, without a message. The same labels in another order of rows give half the clustered
#   error, and another hazard ratio. PHReg also drops rows with a NaN unasked, where OLS gives NaN.
# So: after a sort, a join or a sample hand over arrays in one order, or columns of one frame.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check \
    statsmodels==0.15.0 pandas==3.1.1 numpy==2.4.6 scipy==1.17.1
cd "$work"
"$work/venv/bin/python" -W ignore - <<'EOF'
import numpy as np
import pandas as pd
from statsmodels.duration.hazard_regression import PHReg
from statsmodels.regression.linear_model import OLS


def check(label, seen, expected):
    print(f"{label}: {seen!r}")
    if seen != expected:
        raise SystemExit(f"changed: {label} used to be {expected!r}")


wave = np.sin(np.arange(40) * 2.0)
district = pd.Series(np.repeat(np.arange(8), 5))
columns = pd.DataFrame({"constant": 1.0, "toll": np.repeat(np.arange(8) % 2, 5) * 1.0})
traffic = pd.Series(wave + 0.5 * district)
order = np.r_[0:40:2, 1:40:2]
turned = district.iloc[order]


def error(groups):
    fit = OLS(traffic, columns).fit(cov_type="cluster", cov_kwds={"groups": groups})
    return round(float(fit.bse["toll"]), 3)


def refused(call):
    try:
        call()
    except ValueError as error:
        return str(error)
    return "accepted"


check("columns in another order", refused(lambda: OLS(traffic, columns.iloc[order])),
      "The indices for endog and exog are not aligned")
check("groups in the same order", error(district), 0.877)
check("the same groups in another order", error(turned), 0.432)

spell = pd.Series(np.arange(1.0, 41.0))
ended = pd.Series((np.arange(40) % 3 > 0) * 1.0 * (np.arange(40) < 30))


def ratio(status, time=spell):
    return round(float(PHReg(time, columns[["toll"]], status=status).fit(disp=0).params[0]), 3)


check("status in the same order", ratio(ended), -0.232)
check("the same status in another order", ratio(ended.iloc[::-1]), -0.713)
unknown = spell.where(spell != 4)
check("a duration that is NaN", ratio(ended, unknown), -0.238)
holed = OLS(traffic.where(traffic.index != 3), columns).fit()
check("an outcome that is NaN", str(holed.params["toll"]), "nan")
EOF
