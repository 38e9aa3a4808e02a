"""Tables as pandas and xarray hold them; both are optional (`contention[notebook]`)."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def frame(
    records: Iterable[Mapping[str, object]], columns: Iterable[str], numbers: Iterable[str] = ()
) -> pd.DataFrame:
    """A data frame with these columns, whether or not there are any records.

    `numbers` are columns of floats in which None is NaN, even if nothing else is in them.
    """
    made = optional("pandas").DataFrame.from_records(list(records), columns=list(columns))
    return made.astype(dict.fromkeys(numbers, float))


def optional(module: str) -> Any:
    """A package of the extra `notebook`; raises ImportError that says how to get it."""
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        message = f"{module} is not installed: pip install 'contention[notebook]'"
        raise ImportError(message, name=module) from None
