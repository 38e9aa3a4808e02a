import random

import pytest
from benchmarks.fuzz_documents import FORMATS, Outcomes, try_mutant

MUTANTS = {"pdf": 12}
"""Making a page takes far longer than making any other file."""


def _made(form: str) -> None:
    if form == "pdf":
        pytest.importorskip("reportlab", reason="pages are drawn with the extra `pages`")


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_no_mutant_of_the_first_seeds_raises(form: str) -> None:
    _made(form)
    outcomes, tried = Outcomes(), MUTANTS.get(form, 60)
    for seed in range(tried):
        try_mutant(form, seed, outcomes, slow=60.0)
    assert outcomes.raised == {}
    assert outcomes.kinds["read"] > 0
    assert outcomes.tried == sum(outcomes.kinds.values()) == tried


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_a_mutant_belongs_to_its_seed(form: str) -> None:
    _made(form)
    make = FORMATS[form][1]
    assert make(random.Random(5)) == make(random.Random(5))
    assert len({make(random.Random(seed)) for seed in range(20)}) > 10
