"""The passages that readers are trained on follow the form of the yardstick's."""

from pathlib import Path

from benchmarks.passage_files import checked_passage

FOLDER = Path(__file__).parent.parent / "training" / "passages"


def test_no_passage_has_faults() -> None:
    """Every file is a passage with claims, named by its id, and without faults."""
    paths = sorted(FOLDER.glob("*.yaml"))
    assert paths
    for path in paths:
        passage, faults = checked_passage(path)
        assert not faults, "\n".join(map(str, faults))
        assert passage is not None
        assert passage.claims, path
