"""Paths that a case names, kept inside its folder."""

from pathlib import Path, PurePosixPath


def confined(folder: Path, path: str) -> Path | str:
    """The file that `path` names inside `folder`, or why it may not be opened.

    Absolute paths, `..`, back-slashes and symbolic links that lead out of the folder are refused.
    """
    if "\\" in path or "\0" in path or ":" in path:
        return "a path is written with `/` and without `:`"
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or not pure.parts:
        return "a path stays inside the case folder"
    try:
        root = folder.resolve()
        file = (root / pure).resolve()
        file.exists()
    except (OSError, RuntimeError):
        return "the path cannot be followed"
    if not file.is_relative_to(root):
        return "a symbolic link leads out of the case folder"
    return file
