"""What `read --into` writes where names meet: nobody becomes another, nothing is written over."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from contention.case.load import load_case
from contention.case.problem import errors
from contention.coding.into_case import WrittenProposals, write_into
from contention.coding.new_document import Source
from contention.coding.stated_particulars import Told
from contention.documents.files import read_file
from contention.extraction.rules.rule_reader import RulesReader

ANNA, IVAN = "Анна Белова", "Иван Чернов"
NORTH = "The European Commission for Agriculture and Rural Affairs of the North"
SOUTH = "The European Commission for Agriculture and Rural Affairs of the South"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return tmp_path / "case"


def read_into(case: Path, name: str, text: str, author: str, title: str = "") -> WrittenProposals:
    file = case.parent / name
    file.write_text(f"{title or name}\n\n{text}\n", "utf-8")
    document = read_file(file).document
    assert document is not None
    told = Told(title or name, author, "2024-05-01")
    done = write_into(Source(case, document, file, told), RulesReader().find(document))
    assert errors(load_case(case)[1]) == ()
    return done


def data(case: Path, path: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((case / path).read_text("utf-8"))
    return found


def titles(case: Path) -> dict[str, str]:
    holders = data(case, "case.yaml")["holders"]
    return {id_: str(each["title"] if isinstance(each, dict) else each)
            for id_, each in holders.items()}  # fmt: skip


@pytest.mark.parametrize(("one", "two"), [(ANNA, IVAN), (NORTH, SOUTH), ("A. Ash", "Á. Ash")])
def test_two_authors_stay_two(case: Path, one: str, two: str) -> None:
    read_into(case, "a.txt", "Rents raise wages.", one)
    read_into(case, "b.txt", "Wages raise rents.", two)
    read_into(case, "c.txt", "Wages lower rents.", one.upper())
    documents = data(case, "case.yaml")["documents"].values()
    authors = [each["author"] for each in documents]
    assert authors[0] == authors[2] != authors[1]
    assert titles(case)[authors[0]] == one
    assert titles(case)[authors[1]] == two


def test_two_whom_a_text_names_stay_two(case: Path) -> None:
    names = (f"the {NORTH[4:]}", f"the {SOUTH[4:]}")
    text = " ".join(f"According to {name}, rents raise wages." for name in names)
    read_into(case, "a.txt", text, "Ada Ash")
    found = {title.casefold() for title in titles(case).values()}
    named = {title for title in found if "commission" in title}
    assert len(named) == 2
    claims = data(case, "claims/a_txt.yaml")["claims"]
    holders = [each["holder"] for each in claims]
    assert len(set(holders)) == len(holders) == 2


def test_a_name_in_other_letters_is_the_same_name(case: Path) -> None:
    read_into(case, "a.txt", "Rents raise wages.", "The Miller’s  Guild")
    read_into(case, "b.txt", "Wages raise rents.", "the miller's guild")
    assert list(titles(case).values()) == ["The Miller’s  Guild"]


def test_a_word_print_that_another_document_names_is_not_written_over(case: Path) -> None:
    read_into(case, "a.txt", "Rents raise wages.", "Ada Ash", "One")
    (case / "words" / "one.txt").rename(case / "words" / "two.txt")
    file = case / "case.yaml"
    file.write_text(file.read_text("utf-8").replace("words/one.txt", "words/two.txt"), "utf-8")
    before = (case / "words" / "two.txt").read_bytes()
    read_into(case, "b.txt", "Wages raise rents.", "Ada Ash", "Two")
    assert (case / "words" / "two.txt").read_bytes() == before
    documents = data(case, "case.yaml")["documents"]
    assert {id_: each["words"] for id_, each in documents.items()} == {
        "one": "words/two.txt",
        "two": "words/two_2.txt",
    }


def test_a_file_of_words_that_nothing_names_is_not_written_over(case: Path) -> None:
    read_into(case, "a.txt", "Rents raise wages.", "Ada Ash", "One")
    (case / "words" / "two.txt").write_text("my own notes")
    read_into(case, "b.txt", "Wages raise rents.", "Ada Ash", "Two")
    assert (case / "words" / "two.txt").read_text() == "my own notes"
    assert (case / "words" / "two_2.txt").exists()


def test_claims_do_not_go_under_another_document(case: Path) -> None:
    read_into(case, "a.txt", "Rents raise wages.", "Ada Ash", "One")
    (case / "claims" / "one.yaml").rename(case / "claims" / "two.yaml")
    before = (case / "claims" / "two.yaml").read_bytes()
    done = read_into(case, "b.txt", "Wages raise rents.", "Ada Ash", "Two")
    assert done.file == "claims/two_2.yaml"
    assert data(case, done.file)["document"] == "two"
    assert (case / "claims" / "two.yaml").read_bytes() == before
    again = read_into(case, "b.txt", "Wages raise rents.", "Ada Ash", "Two")
    assert (again.file, again.claims, again.known) == ("claims/two_2.yaml", 0, 1)


def test_a_claims_file_without_claims_is_found_again(case: Path) -> None:
    read_into(case, "a.txt", "Nothing to see here.", "Ada Ash", "One")
    (case / "claims" / "one.yaml").rename(case / "claims" / "first.yaml")
    done = read_into(case, "a.txt", "Nothing to see here.", "Ada Ash", "One")
    assert done.file == "claims/first.yaml"


def test_the_files_of_an_editor_are_no_claims_files(case: Path) -> None:
    read_into(case, "a.txt", "Rents raise wages.", "Ada Ash", "One")
    (case / "claims" / ".#one.yaml").symlink_to("ada@desk.4711:1700000000")
    (case / "claims" / ".one.yaml").write_text("claims: [{")
    read_into(case, "b.txt", "Wages raise rents.", "Ada Ash", "Two")
