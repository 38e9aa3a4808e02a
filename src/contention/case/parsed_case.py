"""A case as written: the entries of all files that fit the schema, each with its places."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from contention.case.case_folder import folder_problem
from contention.case.draft import Body, Draft, EvidenceDraft, Located, is_id
from contention.case.problem import CaseError, Place
from contention.case.schema.case import AccountEntry, CaseFile, DocumentEntry, HolderEntry
from contention.case.schema.claims import (
    AssumptionEntry,
    AssumptionsFile,
    ClaimEntry,
    ClaimsFile,
    FigureEntry,
)
from contention.case.schema.evidence import (
    CostEntry,
    DataEntry,
    DataTestEntry,
    EvidenceFile,
    FigureSourcesEntry,
    NoDataEntry,
    ObservationEntry,
    PartsEntry,
)
from contention.case.schema.factors import FactorEntry
from contention.case.schema.merges import MergeEntry, MergesFile
from contention.case.schema.positions import MapFile
from contention.case.schema.scenarios import (
    ContentionEntry,
    ContentionsFile,
    DemandEntry,
    ScenarioEntry,
    ScenariosFile,
)
from contention.case.schema.validation_errors import schema_problems
from contention.case.source_tree import Keys, Tree
from contention.case.storage.confined import confined
from contention.case.storage.remembered import made_once, parsed
from contention.case.storage.yaml_text import decoded, read_text
from contention.case.suggestions import did_you_mean
from contention.case.text.characters import steering

Model = TypeVar("Model", bound=BaseModel)


def read_draft(folder: Path, contents: Mapping[str, bytes] | None = None) -> Draft:
    """Read every file of a case folder as far as it can be read; raises CaseError for no folder.

    `contents` takes the place of files on the disk: path in the case → content.
    """
    problem = None if contents else folder_problem(folder)
    if problem is not None:
        raise CaseError((problem,))
    draft = Draft(folder, contents or {})
    for kind in ("factor", "holder", "document", "account", "scenario", "claim", "figure", "data"):
        draft.known[kind] = {}
    _read_case_file(draft)
    factors = _tree(draft, "factors.yaml")
    if factors is None:
        draft.unread.add("factor")
    else:
        draft.factors = _mapping(draft, factors, (), "factor", FactorEntry)
    for path in _claim_files(draft):
        _read_claims(draft, path)
    _read_assumptions(draft)
    _read_scenarios(draft)
    _read_contentions(draft)
    _read_merges(draft)
    _read_evidence(draft)
    _read_map(draft)
    _warn_unread_files(draft)
    return draft


FILES = ("case.yaml", "factors.yaml", "merges.yaml", "assumptions.yaml", "scenarios.yaml",
         "contentions.yaml", "evidence.yaml", "map.yaml")  # fmt: skip
_CLAIMS_FILE = re.compile(r"claims/[^./][^/]*\.yaml")


def _warn_unread_files(draft: Draft) -> None:
    """Warn of files that look like part of the case but are not read."""
    for pattern in ("*.yaml", "*.yml", "claims/*.yml", "claims/*/*.yaml"):
        for file in sorted(draft.folder.glob(pattern)):
            path = file.relative_to(draft.folder).as_posix()
            if path not in FILES:
                hint = (
                    did_you_mean(path, FILES)
                    if "/" not in path
                    else "claims belong in claims/*.yaml"
                )
                draft.warn(Place(path), "this file is not read", hint)


def case_files(folder: Path) -> tuple[str, ...]:
    """The YAML files of a case on disk; hidden ones belong to an editor."""
    claims = sorted(file.name for file in (folder / "claims").glob("*.yaml"))
    here = [path for path in FILES if os.path.lexists(folder / path)]
    return (*here, *(f"claims/{name}" for name in claims if not name.startswith(".")))


def _claim_files(draft: Draft) -> list[str]:
    paths = {*case_files(draft.folder), *draft.contents}
    return sorted(path for path in paths if _CLAIMS_FILE.fullmatch(path))


def _tree(draft: Draft, path: str, *, required: bool = True) -> Tree | None:
    """The tree of a file, None if it cannot be used; an empty file is an empty mapping."""
    text: str | None
    if path in draft.contents:
        text, problems = decoded(path, draft.contents[path])
    elif not _may_be_read(draft, path, required=required):
        return None
    else:
        text, problems = read_text(draft.folder, path)
    draft.problems.extend(problems)
    if text is None:
        return None
    tree, problems = parsed(path, text)
    draft.problems.extend(problems)
    if tree.data is None:
        return None if problems else Tree(path, {})
    if not isinstance(tree.data, dict):
        draft.note(tree.place(), "the file should be a mapping", "begin with `key: value` lines")
        return None
    return tree


def _may_be_read(draft: Draft, path: str, *, required: bool) -> bool:
    """Whether there is a file inside the case; notes why not."""
    file = confined(draft.folder, path)
    if isinstance(file, str):
        draft.note(Place(path), file, "put the file itself into the case folder")
        return False
    if not file.is_file():
        if file.exists():
            what = "a folder" if file.is_dir() else "no file that can be read"
            draft.note(Place(path), f"this is {what}", "put the file itself into the case folder")
        elif required:
            draft.note(Place(path), "the file is missing", "see `docs/case-format.md`")
        return False
    return True


def _fit(draft: Draft, tree: Tree, keys: Keys, model: type[Model], data: Any) -> Model | None:
    """The data as a model; None, with the problems noted, if it does not fit."""
    try:
        once = data is tree.get(*keys)
        return made_once(data if once else None, model, lambda: model.model_validate(data))
    except ValidationError as error:
        found = schema_problems(tree, keys, model, error)
        refused = {
            problem.place.line for problem in draft.problems if problem.place.path == tree.path
        }
        draft.problems.extend(each for each in found if each.place.line not in refused)
        return None


def _mapping(
    draft: Draft, tree: Tree, keys: Keys, kind: str, model: type[Body]
) -> dict[str, Located[Body]]:
    """The entries of a mapping from id to entry."""
    data = tree.get(*keys)
    found = {}
    for id_, body in _items(data):
        place = tree.place_of_key(*keys, id_)
        draft.know(kind, id_, place)
        if not is_id(id_) and steering(id_) is None:
            hint = "use lower-case letters, digits and underscores, beginning with a letter"
            draft.note(place, f"`{id_}` cannot be an id", hint)
        fitted = _fit(draft, tree, (*keys, id_), model, body)
        if fitted is not None:
            found[id_] = Located(id_, fitted, tree, (*keys, id_))
    return found


def _items(data: Any) -> Iterable[tuple[str, Any]]:
    return data.items() if isinstance(data, dict) else ()


def _list(
    draft: Draft, tree: Tree, key: str, kind: str, model: type[Body], document: str = ""
) -> Iterator[Located[Body]]:
    """The entries of a list whose items carry their ids."""
    data = tree.get(key)
    for index, body in enumerate(data if isinstance(data, list) else ()):
        keys = (key, index)
        id_ = body.get("id") if isinstance(body, dict) else None
        fresh = not isinstance(id_, str) or draft.know(kind, id_, tree.place(*keys, "id"))
        fitted = _fit(draft, tree, keys, model, body)
        if fitted is not None and fresh:
            yield Located(str(id_), fitted, tree, keys, document)


def _emptied(tree: Tree, **forms: type) -> Any:
    """The data without the entries that are read one by one, if they have the right form."""
    data = dict(tree.data)
    for key, form in forms.items():
        if isinstance(data.get(key), form):
            data[key] = form()
    return data


def _read_case_file(draft: Draft) -> None:
    tree = _tree(draft, "case.yaml")
    if tree is None:
        draft.unread.update(("holder", "document", "account"))
        return
    draft.case_tree = tree
    data = _emptied(tree, holders=dict, documents=dict, accounts=dict)
    draft.head = _fit(draft, tree, (), CaseFile, data)
    for id_, body in _items(tree.get("holders")):
        draft.know("holder", id_, tree.place_of_key("holders", id_))
        data = {"title": body} if not isinstance(body, dict) else body
        fitted = _fit(draft, tree, ("holders", id_), HolderEntry, data)
        if fitted is not None:
            draft.holders[id_] = Located(id_, fitted, tree, ("holders", id_))
    draft.documents = _mapping(draft, tree, ("documents",), "document", DocumentEntry)
    draft.accounts = _mapping(draft, tree, ("accounts",), "account", AccountEntry)


def _read_claims(draft: Draft, path: str) -> None:
    draft.claims_files[path] = ""
    tree = _tree(draft, path)
    if tree is None:
        draft.unread.add("claim")
        return
    _fit(draft, tree, (), ClaimsFile, _emptied(tree, claims=list, figures=list))
    document = tree.get("document")
    if not isinstance(document, str):
        document = ""
    elif document:
        draft.check_id("document", document, tree.place("document"))
    draft.claims_files[path] = document
    for claim in _list(draft, tree, "claims", "claim", ClaimEntry, document):
        draft.claims[claim.id] = claim
    for figure in _list(draft, tree, "figures", "figure", FigureEntry, document):
        draft.figures[figure.id] = figure


def _read_assumptions(draft: Draft) -> None:
    tree = _tree(draft, "assumptions.yaml", required=False)
    if tree is None:
        if (draft.folder / "assumptions.yaml").exists():
            draft.unread.add("claim")
        return
    _fit(draft, tree, (), AssumptionsFile, _emptied(tree, assumptions=list))
    for assumption in _list(draft, tree, "assumptions", "claim", AssumptionEntry):
        draft.assumptions[assumption.id] = assumption


def _read_scenarios(draft: Draft) -> None:
    tree = _tree(draft, "scenarios.yaml")
    if tree is None:
        draft.unread.add("scenario")
        return
    _fit(draft, tree, (), ScenariosFile, _emptied(tree, scenarios=dict, demands=list))
    draft.scenarios = _mapping(draft, tree, ("scenarios",), "scenario", ScenarioEntry)
    for demand in _list(draft, tree, "demands", "demand", DemandEntry):
        draft.demands[demand.id] = demand


def _read_contentions(draft: Draft) -> None:
    tree = _tree(draft, "contentions.yaml")
    if tree is None:
        draft.unread.add("contention")
        return
    _fit(draft, tree, (), ContentionsFile, _emptied(tree, contentions=list))
    for contention in _list(draft, tree, "contentions", "contention", ContentionEntry):
        draft.contentions[contention.id] = contention


def _read_merges(draft: Draft) -> None:
    tree = _tree(draft, "merges.yaml", required=False)
    if tree is None:
        return
    _fit(draft, tree, (), MergesFile, _emptied(tree, merges=list))
    for entry in _unnamed(draft, tree, "merges", MergeEntry):
        id_ = f"{entry.body.factor}>{entry.body.into}"
        draft.merges.append(Located(id_, entry.body, tree, entry.keys))


def _read_evidence(draft: Draft) -> None:
    tree = _tree(draft, "evidence.yaml", required=False)
    if tree is None:
        return
    forms = dict.fromkeys(("data", "figures", "tests", "factors", "costs"), dict)
    lists = {"parts": list, "no_data": list}
    head = _fit(draft, tree, (), EvidenceFile, _emptied(tree, **forms, **lists))
    draft.evidence = EvidenceDraft(
        data=_mapping(draft, tree, ("data",), "data", DataEntry),
        figures=_mapping(draft, tree, ("figures",), "compared figure", FigureSourcesEntry),
        parts=list(_unnamed(draft, tree, "parts", PartsEntry)),
        tests=_mapping(draft, tree, ("tests",), "data test", DataTestEntry),
        observations=_mapping(draft, tree, ("factors",), "observed factor", ObservationEntry),
        no_data=list(_unnamed(draft, tree, "no_data", NoDataEntry)),
        costs=_mapping(draft, tree, ("costs",), "cost", CostEntry),
        budget=head.budget if head else None,
    )


def _read_map(draft: Draft) -> None:
    tree = _tree(draft, "map.yaml", required=False)
    found = None if tree is None else _fit(draft, tree, (), MapFile, tree.data)
    if tree is None or found is None:
        return
    for factor, (x, y) in found.positions.items():
        draft.positions[factor] = (x, y)
        if factor not in draft.known["factor"] and "factor" not in draft.unread:
            hint = did_you_mean(factor, draft.ids("factor"), "factors.yaml")
            message = f"a position is kept for an unknown factor `{factor}`"
            draft.warn(tree.place_of_key("positions", factor), message, hint)


def _unnamed(draft: Draft, tree: Tree, key: str, model: type[Body]) -> Iterator[Located[Body]]:
    """The entries of a list whose items have no ids."""
    data = tree.get(key)
    for index, body in enumerate(data if isinstance(data, list) else ()):
        fitted = _fit(draft, tree, (key, index), model, body)
        if fitted is not None:
            yield Located(f"{key}[{index}]", fitted, tree, (key, index))
