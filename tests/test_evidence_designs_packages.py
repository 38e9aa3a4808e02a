"""Without the extra `evidence` a message says what to install."""

import sys

import pytest

from contention.evidence.designs.packages import package


def test_a_missing_package_is_named_with_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "statsmodels"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "statsmodels", None)
    with pytest.raises(ImportError, match=r"statsmodels: pip install 'contention\[evidence\]'"):
        package("statsmodels.api")


def test_a_package_that_lacks_something_of_its_own_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_patsy(module: str) -> None:
        raise ModuleNotFoundError(f"{module} needs patsy", name="patsy")

    monkeypatch.setattr("importlib.import_module", without_patsy)
    with pytest.raises(ModuleNotFoundError, match="patsy"):
        package("statsmodels.api")
