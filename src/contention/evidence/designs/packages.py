"""Packages of the extra `evidence`, imported only if a design is run."""

import importlib
from typing import Any

EXTRA = "pip install 'contention[evidence]'"


def package(module: str) -> Any:
    """A module of statsmodels; raises ImportError that says how to get it."""
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != module.partition(".")[0]:
            raise
        message = f"comparing claims with data requires statsmodels: {EXTRA}"
        raise ImportError(message, name=module) from None
