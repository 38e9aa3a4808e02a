"""What keeps a file from being read."""


class UnreadableFileError(Exception):
    """Raised by the reader of one kind of file; turned into a Problem at the stage's edge."""

    def __init__(self, message: str, hint: str, line: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.line = line


def too_large(what: str, size: int, limit: int, unit: str) -> UnreadableFileError:
    """The file is refused for its size."""
    message = f"{what} has {size:,} {unit}; the limit is {limit:,}"
    return UnreadableFileError(message, "split it into parts, or read it as a corpus of files")
