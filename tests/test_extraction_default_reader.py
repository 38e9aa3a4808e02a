"""Constructions that the default reader knows and the rules do not: links, signs, holders."""

from functools import cache

import pytest

from contention.documents.files import document_from_text
from contention.extraction.combine import CombinedReader, reader_for


@cache
def reader() -> CombinedReader:
    return reader_for("model")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Wages stagnated. As a result, birth rates fell.", {"wages + birth rates"},
                     marks=pytest.mark.xfail(strict=True, reason="reads `birth rates` alone")),
        ("By ending the subsidy, the cabinet would push farms into bankruptcy.",
         {"ending the subsidy + farms into bankruptcy"}),
        ("The camps cost money, but closing them would cost lives.", {"closing them - lives"}),
        ("Councils cut traffic by charging drivers.", {"charging drivers - traffic"}),
        ("Rain causes delays.", {"rain + delays"}),
        pytest.param("Leaks, not households, cause the shortages.",
                     {"leaks + shortages", "households 0 shortages"},
                     marks=pytest.mark.xfail(strict=True, reason="denies both")),
        ("Not households but leaks cause the shortages.", {"leaks + shortages"}),
        ("It is leaks, not households, that cause the shortages.",
         {"leaks + shortages", "households 0 shortages"}),
        pytest.param("Instead of reducing poverty, the voucher has enriched the landlords.",
                     {"voucher 0 poverty", "voucher + landlords"},
                     marks=pytest.mark.xfail(strict=True, reason="asserts what is denied")),
        ("Rather than cutting crime, the camera has raised fear.",
         {"camera 0 crime", "camera + fear"}),
        ("The seizure was a response by the palace to the revolt, as well as to the strikes.",
         {"revolt + seizure", "strikes + seizure"}),
        ("For ten years the port authority has squeezed the dockers.",
         {"port authority - dockers"}),
        ("The box contains no fewer than ten letters.", set()),
    ],
)  # fmt: skip
def test_links_that_the_model_reads(text: str, expected: set[str]) -> None:
    found = reader().find(document_from_text(text)).proposals
    links = {f"{each.cause.text} {each.sign} {each.effect.text}".lower() for each in found}
    assert expected <= links
    assert expected or not links


def test_who_concedes_is_no_part_of_what_is_conceded() -> None:
    text = "The Office concedes that traffic would shift, so that noise would rise."
    (found,) = reader().find(document_from_text(text)).proposals
    assert (found.cause.text, found.sign, found.effect.text, found.holder) == (
        "traffic would shift", "+", "noise", "The Office",
    )  # fmt: skip
