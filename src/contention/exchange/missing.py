"""Optional packages: what to say where one is not installed."""

from collections.abc import Iterator
from contextlib import contextmanager


class MissingPackageError(ImportError):
    """An optional package that a format needs is not installed; the message says what to do."""


@contextmanager
def needs(module: str, purpose: str, extra: str) -> Iterator[None]:
    """Imports inside the block name a package that may be absent."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] != module:
            raise
        message = f"{purpose} need {module}: pip install 'contention[{extra}]'"
        raise MissingPackageError(message, name=module) from None
