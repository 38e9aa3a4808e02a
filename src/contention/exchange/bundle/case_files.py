"""The files of a case that go into a bundle, with the carried texts or without them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import yaml

from contention.case.model import Case
from contention.case.parsed_case import case_files, read_draft
from contention.case.storage.confined import confined
from contention.case.storage.outputs import recorded_outputs
from contention.case.storage.yaml_text import read_yaml
from contention.exchange.losses import Loss
from contention.stockflow.file_model import file_model

MOST_FILES, MOST_BYTES = 5_000, 500_000_000


class BundleError(ValueError):
    """A bundle that cannot be made or read; the message says why and what to do."""


@dataclass(frozen=True)
class CaseFiles:
    """Path in the case → content, and what is not among them."""

    contents: Mapping[str, bytes]
    left_out: tuple[Loss, ...]


def whole_case(case: Case) -> CaseFiles:
    """Every file in the folder but hidden ones and outputs that were written there.

    Raises BundleError for more than 5,000 files or 500 MB, OSError for one that cannot be read.
    """
    left_out: list[Loss] = []
    contents: dict[str, bytes] = {}
    outputs = recorded_outputs(case.folder)
    total = 0
    for path in _paths(case.folder, left_out):
        if path in outputs:
            left_out.append(Loss("file", path, "an output, not a part of the case"))
            continue
        contents[path] = (case.folder / path).read_bytes()
        total += len(contents[path])
        if len(contents) > MOST_FILES or total > MOST_BYTES:
            raise BundleError(
                f"{case.folder} holds more than {MOST_FILES:,} files or "
                f"{MOST_BYTES // 1_000_000} MB — keep what is not part of the case elsewhere"
            )
    return CaseFiles(contents, tuple(left_out))


def _paths(folder: Path, left_out: list[Loss]) -> Iterator[str]:
    """Files by their paths, sorted; links that lead out of the folder are left out."""
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        if any(part.startswith(".") for part in path.split("/")) or file.is_dir():
            continue
        odd = any(ord(letter) < 32 for letter in path)
        if odd or isinstance(confined(folder, path), str) or not file.is_file():
            left_out.append(Loss("file", path, "not a file inside the case folder"))
        else:
            yield path


def without_texts(case: Case) -> CaseFiles:
    """Only what the case reads, without carried texts and the quotations in anchors.

    Claims keep the positions of their anchors, documents their lengths and hashes. Raises
    BundleError for an entry that cannot be taken out of its file.
    """
    every = whole_case(case)
    draft = read_draft(case.folder)
    texts = {entry.body.file for entry in draft.documents.values() if entry.body.file}
    read = {*case_files(case.folder), *_data_files(case), *_model_files(case)}
    read |= {entry.body.words for entry in draft.documents.values() if entry.body.words}
    contents: dict[str, bytes] = {}
    left_out = list(every.left_out)
    for path, content in every.contents.items():
        if path in texts:
            left_out.append(Loss("text", path, "left out; its hash and length are kept"))
        elif path not in read:
            left_out.append(Loss("file", path, "left out: the case does not read it"))
        elif path.endswith(".yaml"):
            contents[path] = stripped(path, content, left_out)
        else:
            contents[path] = content
    return CaseFiles(contents, tuple(left_out))


def _data_files(case: Case) -> Iterator[str]:
    for factor in case.factors.values():
        shape = factor.shape.series if factor.shape is not None else None
        for series in (shape, factor.observed):
            if series is not None:
                yield series.path
    for source in case.evidence.data.values():
        if source.file:
            yield source.file


def _model_files(case: Case) -> Iterator[str]:
    """Model files that are accounts, and the tables that they read."""
    for id_, account in case.accounts.items():
        if account.model is not None:
            yield account.model
            yield from account.data
            folder = PurePosixPath(account.model).parent
            yield from (str(folder / path) for path in file_model(case, id_).source.files)


def stripped(path: str, content: bytes, left_out: list[Loss]) -> bytes:
    """A file of the case without the paths of texts and without quotations."""
    text = content.decode("utf-8")
    tree, _ = read_yaml(path, text)
    wanted = _bare(tree.data, ())
    if wanted == tree.data:
        return content
    for start, end in sorted(_spans(text), reverse=True):
        text = _cut(text, start, end)
    again, problems = read_yaml(path, text)
    if problems or again.data != wanted:
        raise BundleError(
            f"the quotations and texts named in {path} cannot be taken out — write each `file` and "
            "`quote` on a line of its own"
        )
    left_out.append(Loss("quotation", path, "quotations in anchors and paths of texts left out"))
    return text.encode("utf-8")


def _taken_out(keys: tuple[str, ...]) -> bool:
    """Whether an entry is a quotation in an anchor, or the path of a document's text."""
    return keys[-2:] == ("anchor", "quote") or (
        len(keys) == 3 and keys[0] == "documents" and keys[2] == "file"
    )


def _bare(data: object, keys: tuple[str, ...]) -> object:
    if isinstance(data, dict):
        return {
            key: _bare(value, (*keys, str(key)))
            for key, value in data.items()
            if not _taken_out((*keys, str(key)))
        }
    return [_bare(each, keys) for each in data] if isinstance(data, list) else data


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the entries begin and end in a file that has been read as valid."""

    def walk(node: yaml.Node, keys: tuple[str, ...]) -> Iterator[tuple[int, int]]:
        if isinstance(node, yaml.SequenceNode):
            for each in node.value:
                yield from walk(each, keys)
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                here = (*keys, str(key.value))
                if _taken_out(here):
                    yield key.start_mark.index, value.end_mark.index
                else:
                    yield from walk(value, here)

    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if root is not None:
        yield from walk(root, ())


_AFTER, _BEFORE = re.compile(r"\s*,\s*"), re.compile(r"\s*,\s*$")


def _cut(text: str, start: int, end: int) -> str:
    """The text without an entry: its lines, or its part of a line with one comma."""
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    rest = text[end : len(text) if stop < 0 else stop]
    alone = not text[line:start].strip() and (not rest.strip() or rest.strip().startswith("#"))
    if alone or text[end - 1 : end] == "\n":
        return text[:line] + (text[end:] if text[end - 1] == "\n" else text[stop + 1 :])
    comma = _AFTER.match(text, end)
    if comma:
        return text[:start] + text[comma.end() :]
    return _BEFORE.sub("", text[:start]) + text[end:]
