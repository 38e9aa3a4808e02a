"""Bundles: the same bytes, all that was changed is found, and nothing hostile is followed."""

import errno
import io
import json
import os
import shutil
import stat
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import contention as ct
from contention.exchange.bundle import archive, checksums, manifest
from contention.exchange.bundle.case_files import BundleError, stripped
from contention.exchange.bundle.comparison import compared
from tests.conftest import LETTER, write_case

FEW: dict[str, Any] = {
    "draws": 16, "hinge_draws": 16, "reading_draws": 16, "course_draws": 16, "workers": 1,
    "date": "2026-03-01",
}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle of the small case as a folder, which stays as it is."""
    place = tmp_path_factory.mktemp("bundled")
    write_case(place / "valley")
    return ct.load(place / "valley").bundle(place / "bundle", **FEW).path


@pytest.fixture
def bundle(made: Path, tmp_path: Path) -> Path:
    """A copy of it that may be changed."""
    return shutil.copytree(made, tmp_path / "bundle")


def resealed(bundle: Path, edits: Mapping[str, Callable[[str], str]]) -> Path:
    """A bundle some files of which were changed, with checksums that fit."""
    for name, edit in edits.items():
        file = bundle / name
        file.write_text(edit(file.read_text("utf-8")), "utf-8")
    files = archive.read_bundle(bundle)
    del files[checksums.NAME]
    (bundle / checksums.NAME).write_bytes(checksums.checksums(files))
    return bundle


def test_the_same_case_gives_the_same_bytes(made: Path, small_case: Path, tmp_path: Path) -> None:
    one = ct.load(small_case).bundle(tmp_path / "a.zip", **FEW).path
    assert one.read_bytes() == archive.zipped(archive.read_bundle(made))
    with zipfile.ZipFile(one) as zipped:
        infos = zipped.infolist()
    assert [info.filename for info in infos] == sorted(info.filename for info in infos)
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    wanted = {"case/case.yaml", "results/verdicts.json", "figures/verdicts.svg", "bundle.json"}
    wanted |= {"SHA256SUMS", "ro-crate-metadata.json"}
    assert wanted <= {info.filename for info in infos}
    assert not [info for info in infos if "/." in info.filename]


def test_a_bundle_runs_again_to_the_same_bytes(bundle: Path, tmp_path: Path) -> None:
    zipped = tmp_path / "moved" / "other name.zip"
    zipped.parent.mkdir()
    zipped.write_bytes(archive.zipped(archive.read_bundle(bundle)))
    found = ct.verify_bundle(zipped, workers=1)
    assert (found.good, found.faults, found.differing, found.versions) == (True, (), (), ())
    assert found.same > 5
    assert "the same bytes" in str(found)


def test_results_say_what_their_columns_mean(bundle: Path) -> None:
    held = json.loads((bundle / "results" / "verdicts.json").read_text("utf-8"))
    names = [column["name"] for column in held["columns"]]
    assert names[:3] == ["contention", "account", "verdict"]
    assert all(len(row) == len(names) for row in held["rows"])
    judged = json.loads((bundle / "results" / "judgement.json").read_text("utf-8"))
    assert len(held["rows"]) == len(judged["verdicts"]) > 0


def test_tables_may_be_parquet_with_those_of_draws(small_case: Path, tmp_path: Path) -> None:
    import duckdb

    made = ct.load(small_case).bundle(tmp_path / "bundle", tables="parquet", **FEW)
    wanted = ("verdicts", "hinges", "quantiles", "outcomes", "parameters")
    assert {f"results/{name}.parquet" for name in wanted} <= set(made.files)
    file = str(made.path / "results" / "parameters.parquet")
    counted = duckdb.execute("select count(distinct draw) from read_parquet(?)", [file])
    assert counted.fetchone() == (16,)
    assert ct.verify_bundle(made.path, workers=1).good


def test_changed_missing_and_added_files_are_named_and_nothing_is_run(bundle: Path) -> None:
    (bundle / "case" / "factors.yaml").write_text("{}", "utf-8")
    (bundle / "figures" / "verdicts.svg").unlink()
    (bundle / "more.txt").write_text("more", "utf-8")
    found = ct.verify_bundle(bundle, workers=1)
    assert found.faults == (
        "figures/verdicts.svg: missing", "more.txt: not in SHA256SUMS",
        "case/factors.yaml: changed",
    )  # fmt: skip
    assert not found.good
    assert found.same == 0


def test_other_results_with_fitting_checksums_are_found(bundle: Path) -> None:
    def other(text: str) -> str:
        held = json.loads(text)
        held["verdicts"][0] |= {"verdict": "undecided", "support": 0.5}
        return json.dumps(held)

    found = ct.verify_bundle(resealed(bundle, {"results/judgement.json": other}), workers=1)
    assert found.differing == ("results/judgement.json",)
    assert found.difference is not None
    assert len(found.difference.words) == 1
    assert not found.good
    assert "1 verdict differ in words" in str(found)
    assert found.as_json()["good"] is False


def test_other_versions_with_the_same_words_are_good_and_said(bundle: Path) -> None:
    def older(text: str) -> str:
        held = json.loads(text)
        held["versions"]["numpy"] = "1.0"
        return json.dumps(held)

    def nearly(text: str) -> str:
        held = json.loads(text)
        spoken = next(item for item in held["verdicts"] if item["support"] is not None)
        spoken["support"] = spoken["support"] - 0.001
        return json.dumps(held)

    edits = {"bundle.json": older, "results/judgement.json": nearly}
    found = ct.verify_bundle(resealed(bundle, edits), workers=1)
    assert [(name, made) for name, made, _ in found.versions] == [("numpy", "1.0")]
    assert found.difference is not None
    assert found.difference.share == pytest.approx(0.001)
    assert found.good
    assert "numpy: 1.0, here" in str(found)


def test_without_texts_no_sentence_is_left_and_anchors_are(
    small_case: Path, tmp_path: Path
) -> None:
    case = ct.load(small_case)
    made = case.bundle(tmp_path / "bundle", texts=False, **FEW)
    assert "case/texts/letter.txt" not in made.files
    sentences = [each.strip() for each in LETTER.replace("\n", " ").split(".") if len(each) > 40]
    for file in made.path.rglob("*"):
        content = file.read_text("utf-8") if file.is_file() else ""
        assert not any(sentence in content for sentence in sentences), file
    kept = ct.load(made.path / "case")
    for id_, claim in case.claims.items():
        before, after = claim.anchor, kept.claims[id_].anchor
        assert (before and (before.start, before.end)) == (after and (after.start, after.end))
    assert any("can be checked only by somebody who has the texts" in note for note in made.notes)
    assert {each["kind"] for each in made.manifest.left_out} >= {"text", "quotation"}
    assert ct.verify_bundle(made.path, workers=1).good


INLINE = "- id: a\n  anchor: {start: 1, end: 2}\n"
LINES = "- id: ü\n  anchor:\n    start: 1\n    end: 2\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (INLINE.replace("2}", '2, quote: "x, y}"}'), INLINE),
        (INLINE.replace("{", "{quote: x y, "), INLINE),
        (INLINE.replace("2}", "2, quote: „ä“}") + "- id: b\n", INLINE + "- id: b\n"),
        (LINES.replace("    end", "    quote: >-\n      x\n      y\n    end"), LINES),
        (LINES + "    quote: x # why\n", LINES),
        (LINES + "    quote: |\n      x\n\n- id: b\n", LINES + "- id: b\n"),
        ("- id: a\n  note: 'quote: no'\n", "- id: a\n  note: 'quote: no'\n"),
    ],
)
def test_quotations_are_taken_out_of_any_yaml(before: str, after: str) -> None:
    assert stripped("claims/a.yaml", before.encode(), []) == after.encode()


def test_a_case_that_was_changed_in_memory_is_refused(small_case: Path, tmp_path: Path) -> None:
    case = ct.load(small_case)
    changed = case.without(next(iter(case.claims)))
    with pytest.raises(BundleError, match="not as its files are"):
        changed.bundle(tmp_path / "bundle", **FEW)


def test_a_case_without_contentions_is_refused(small_case: Path, tmp_path: Path) -> None:
    (small_case / "contentions.yaml").write_text("{}\n", "utf-8")
    with pytest.raises(BundleError, match="there are no results"):
        ct.load(small_case).bundle(tmp_path / "bundle", **FEW)
    assert not (tmp_path / "bundle").exists()


def test_outputs_hidden_files_and_links_out_are_not_in_it(small_case: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", "utf-8")
    (small_case / "link.txt").symlink_to(secret)
    (small_case / ".env").write_text("secret", "utf-8")
    case = ct.load(small_case)
    case.judge(16, hinges=False, workers=1).to_parquet(small_case / "verdicts.parquet")
    made = case.bundle(tmp_path / "bundle", **FEW)
    assert not {"case/link.txt", "case/.env", "case/verdicts.parquet"} & set(made.files)
    assert {each["id"] for each in made.manifest.left_out} == {"link.txt", "verdicts.parquet"}


@pytest.mark.parametrize("name", ["bundle", "bundle.zip"])
def test_a_full_disk_leaves_nothing(
    small_case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    import contention.case.storage.outputs as outputs

    written = 0

    def full(descriptor: int, content: bytes) -> None:
        nonlocal written
        written += 1
        os.write(descriptor, content[:10])
        if written > 3 or name.endswith(".zip"):
            raise OSError(errno.ENOSPC, "No space left on device")

    case = ct.load(small_case)
    before = sorted(tmp_path.iterdir())
    monkeypatch.setattr(archive, "write_all", full)
    monkeypatch.setattr(outputs, "write_all", full)
    with pytest.raises(BundleError, match="No space left on device"):
        case.bundle(tmp_path / name, **FEW)
    assert sorted(tmp_path.iterdir()) == before


def test_a_name_that_is_taken_is_refused(small_case: Path, tmp_path: Path) -> None:
    case = ct.load(small_case)
    taken = tmp_path / "taken.zip"
    taken.write_text("mine", "utf-8")
    for out, message in (
        (taken, "exists already"), (tmp_path, "exists already"),
        (small_case / "b.zip", "inside the case"),
        (tmp_path / "no" / "b.zip", "there is no folder"),
    ):  # fmt: skip
        with pytest.raises(BundleError, match=message):
            case.bundle(out, **FEW)
    assert taken.read_text("utf-8") == "mine"
    with pytest.raises(BundleError, match="write it like"):
        case.bundle(tmp_path / "b.zip", **{**FEW, "date": "March"})


def packed(*entries: tuple[zipfile.ZipInfo | str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for entry, content in entries:
            # with a date of its own the archive is the same in every process that collects tests
            info = zipfile.ZipInfo(entry) if isinstance(entry, str) else entry
            made.writestr(info, content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (packed(("../../etc/x", b"x")), "lead out of the bundle"),
        (packed(("/etc/x", b"x")), "lead out of the bundle"),
        (packed(("case\\..\\x", b"x")), "lead out of the bundle|oddly written"),
        (packed((link("case"), b"/etc")), "is a link"),
        (packed(("a//b", b"x")), "oddly written"),
        (packed(("a", b"x"))[:-10], "not a zip file, or it is damaged"),
        (b"", "not a zip file"),
        (packed(("a", b"x")), "there is no SHA256SUMS"),
        (packed(("SHA256SUMS", b"nothing")), "SHA256SUMS:1:1: this is not a checksum"),
        (packed(("SHA256SUMS", b"\xff")), "not UTF-8"),
        (packed(("SHA256SUMS", b"")), "there is no bundle.json"),
    ],
)
def test_damaged_and_hostile_files_are_refused(
    tmp_path: Path, content: bytes, message: str
) -> None:
    file = tmp_path / "bundle.zip"
    file.write_bytes(content)
    with pytest.raises(BundleError, match=message):
        ct.verify_bundle(file)


def test_a_bundle_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 1000)
    file = tmp_path / "bundle.zip"
    file.write_bytes(packed(("a", bytes(2000))))
    with pytest.raises(BundleError, match="more than"):
        ct.verify_bundle(file)
    monkeypatch.setattr(archive, "MOST_FILES", 1)
    file.write_bytes(packed(("a", b""), ("b", b"")))
    with pytest.raises(BundleError, match="more than 1 files"):
        ct.verify_bundle(file)


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        ({"format": "other"}, "its format is not"), ({"case": "../up"}, "not the name of a folder"),
        ({"case": ".."}, "not the name of a folder"), ({"title": 3}, "`title` is missing"),
        ({"settings": {}}, "`settings: draws` is missing"), ({"versions": []}, "`versions`"),
        ({"citation": {"date": 1}}, "`citation: date`"), ({"left_out": 1}, "`left_out`"),
    ],
)  # fmt: skip
def test_a_manifest_of_another_kind_is_refused(edit: dict[str, Any], message: str) -> None:
    said = manifest.Manifest(
        "valley", "A dam", manifest.BundleSettings(), manifest.Citation("2026-03-01", ("A, B",)), {}
    )
    assert manifest.read_manifest(said.text()) == said
    held = {**json.loads(said.text()), **edit}
    with pytest.raises(BundleError, match=message):
        manifest.read_manifest(json.dumps(held).encode())
    for broken in (b"", b"[]", b"\xff", b"[" * 100_000):
        with pytest.raises(BundleError, match=r"bundle\.json cannot be read"):
            manifest.read_manifest(broken)


def test_draws_out_of_range_are_refused() -> None:
    said = manifest.Manifest("a", "b", manifest.BundleSettings(), manifest.Citation(""), {})
    held = json.loads(said.text())
    held["settings"]["draws"] = 10**12
    with pytest.raises(BundleError, match="out of range"):
        manifest.read_manifest(json.dumps(held).encode())


def test_judgements_are_compared_verdict_by_verdict() -> None:
    def judged(*verdicts: tuple[str, str, float | None]) -> bytes:
        return json.dumps({"verdicts": [
            {"contention": id_, "account": "a", "verdict": word, "support": support}
            for id_, word, support in verdicts
        ]}).encode()  # fmt: skip

    found = compared(
        judged(("x", "supported", 0.9), ("y", "opposed", 0.1), ("z", "undecided", None)),
        judged(("x", "supported", 0.8), ("y", "undecided", 0.1)),
    )
    assert found.words == ("y by a", "z by a")
    assert found.share == pytest.approx(0.1)
    with pytest.raises(BundleError, match="not a judgement"):
        compared(b"[]", b"{}")


def test_the_crate_describes_every_file_and_refers_to_nothing_else(
    small_case: Path, tmp_path: Path
) -> None:
    made = ct.load(small_case).bundle(
        tmp_path / "bundle", authors=("Smith, Joan", "The Mill"), license="CC-BY-4.0", **FEW
    )
    held = json.loads((made.path / "ro-crate-metadata.json").read_text("utf-8"))
    graph = {entity["@id"]: entity for entity in held["@graph"]}
    assert len(graph) == len(held["@graph"])
    descriptor, root = graph["ro-crate-metadata.json"], graph["./"]
    assert descriptor["about"] == {"@id": "./"}
    assert descriptor["conformsTo"]["@id"].endswith("/ro/crate/1.1")
    assert (root["datePublished"], root["@type"]) == ("2026-03-01", "Dataset")
    parts = {part["@id"] for part in root["hasPart"]}
    assert parts == set(made.files) - {"SHA256SUMS", "ro-crate-metadata.json"}
    for name in parts:
        content = (made.path / name).read_bytes()
        assert graph[name]["sha256"] == checksums.sha256(content)
        assert graph[name]["contentSize"] == str(len(content))

    def referred(value: Any) -> Iterator[str]:
        if isinstance(value, dict) and set(value) == {"@id"}:
            yield value["@id"]
        elif isinstance(value, dict | list):
            for each in value.values() if isinstance(value, dict) else value:
                yield from referred(each)

    outside = {id_ for id_ in referred(held["@graph"]) if id_ not in graph}
    assert outside == {descriptor["conformsTo"]["@id"]}
    kinds = {graph[one["@id"]]["@type"] for one in root["author"]}
    assert kinds == {"Person", "Organization"}


def test_the_citation_file_names_title_authors_and_date(small_case: Path, tmp_path: Path) -> None:
    import yaml

    made = ct.load(small_case).bundle(
        tmp_path / "bundle", authors=("O'Neil, Ann", 'The: "Mill"'), license="CC-BY-4.0", **FEW
    )
    held = yaml.safe_load((made.path / "CITATION.cff").read_text("utf-8"))
    assert held["cff-version"] == "1.2.0"
    assert held["authors"] == [
        {"family-names": "O'Neil", "given-names": "Ann"}, {"name": "The: \"Mill\""},
    ]  # fmt: skip
    assert str(held["date-released"]) == "2026-03-01"
    assert held["license"] == "CC-BY-4.0"
