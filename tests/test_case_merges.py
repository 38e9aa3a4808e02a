"""Accepted merges: what they do when a case is loaded, and what is wrong with them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from contention.analysis.case_changes import placeless
from contention.case.load import load_case
from contention.case.merged import Coded
from contention.case.model import Case, Condition
from contention.case.problem import Problem, errors
from tests.conftest import LETTER

Data = dict[str, Any]
Change = Callable[[str, str, str], tuple[int, int]]

CASE = """\
title: Merged
time: {start: 2010, present: 2020, end: 2030, step: 0.05}
holders: {author: The author}
documents: {text: {title: A text, author: author, date: 2020, length: 100, sha256: HASH}}
accounts: {author: {title: The author, holders: [author]}}
""".replace("HASH", "0" * 64)


def written(folder: Path, files: Mapping[str, object]) -> Path:
    """A case folder with these files as plain data, over a bare one."""
    base: dict[str, object] = {
        "assumptions.yaml": {"assumptions": []},
        "scenarios.yaml": {"scenarios": {"rest": {"title": "Nothing is done"}}},
        "contentions.yaml": {"contentions": []},
    }
    (folder / "claims").mkdir(parents=True, exist_ok=True)
    (folder / "case.yaml").write_text(CASE, "utf-8")
    for path, data in (base | dict(files)).items():
        (folder / path).write_text(yaml.safe_dump(data, sort_keys=False), "utf-8")
    return folder


def claim(id_: str, cause: str, effect: str, sign: str = "raises", **more: object) -> Data:
    return {"id": id_, "cause": cause, "effect": effect, "sign": sign, "paraphrase": id_, **more}


def quantities(*names: str) -> dict[str, dict[str, str]]:
    return {name: {"title": name.title()} for name in names}


def case_with(
    folder: Path, claims: list[Data], merges: list[Data], factors: object = None, **more: object
) -> tuple[Case | None, tuple[Problem, ...]]:
    factors = factors or quantities("a", "b", "c", "d")
    files = {f"{name}.yaml": data for name, data in more.items()}
    return load_case(
        written(
            folder,
            {
                "factors.yaml": factors,
                "claims/text.yaml": {"document": "text", "claims": claims},
                "merges.yaml": {"merges": merges},
                **files,
            },
        )
    )


def sound(found: tuple[Case | None, tuple[Problem, ...]]) -> Case:
    case, problems = found
    assert case is not None, "\n".join(map(str, problems))
    return case


def faulty(found: tuple[Case | None, tuple[Problem, ...]]) -> list[str]:
    case, problems = found
    assert case is None
    return [str(each) for each in errors(problems)]


def ends(case: Case, id_: str) -> tuple[str, str, str]:
    relation = case.claims[id_].relation
    return relation.cause, relation.sign, relation.effect


def test_claims_name_what_stays_and_remember_what_was_coded(tmp_path: Path) -> None:
    case = sound(case_with(tmp_path, [claim("one", "a", "b")], [{"factor": "a", "into": "c"}]))
    assert ends(case, "one") == ("c", "+", "b")
    assert case.claims["one"].coded == Coded("a", "b", "+")
    assert "a" not in case.factors
    assert case.merges["a>c"].status == "accepted"
    assert case.merges["a>c"].title == "A"


def test_signs_are_turned_and_chains_multiply_them(tmp_path: Path) -> None:
    claims = [
        claim("cause", "a", "d"), claim("effect", "d", "a"), claim("between", "b", "d", "lowers"),
        claim("unclear", "a", "d", "unclear"), claim("none", "a", "d", "none"),
        claim("untouched", "c", "d"),
    ]  # fmt: skip
    merges = [
        {"factor": "a", "into": "b", "turned": True},
        {"factor": "b", "into": "c", "turned": True},
    ]
    case = sound(case_with(tmp_path, claims, merges))
    assert ends(case, "cause") == ("c", "+", "d")
    assert ends(case, "effect") == ("d", "+", "c")
    assert ends(case, "between") == ("c", "+", "d")
    assert ends(case, "unclear") == ("c", "?", "d")
    assert ends(case, "none") == ("c", "0", "d")
    assert case.claims["untouched"].coded is None


def test_only_accepted_merges_act(tmp_path: Path) -> None:
    for status in ("proposed", "rejected"):
        merges = [{"factor": "a", "into": "c", "status": status}]
        case = sound(case_with(tmp_path, [claim("one", "a", "b")], merges))
        assert ends(case, "one") == ("a", "+", "b")
        assert "a" in case.factors


def test_a_rejected_merge_leaves_no_trace(small_case: Path) -> None:
    before, _ = load_case(small_case)
    file = small_case / "merges.yaml"
    file.write_text("merges:\n  - factor: gossip\n    into: rain\n", "utf-8")
    between = sound(load_case(small_case))
    assert "gossip" not in between.factors
    file.write_text(file.read_text("utf-8") + "    status: rejected\n", "utf-8")
    assert replace(sound(load_case(small_case)), merges={}) == before


def test_figures_assumptions_and_event_rules_follow(small_case: Path, change: Change) -> None:
    change("factors.yaml", "rain:", "wet: {title: Wet weather, kind: input, constant: 1}\nrain:")
    change("factors.yaml", "{factor: rain, above: 0.5}", "{factor: wet, above: 0.5}")
    change("factors.yaml", "ruined:\n", "lost: {title: Lost houses}\nruined:\n")
    change("claims/letter.yaml", "factor: ruined", "factor: lost")
    change("assumptions.yaml", "effect: ruined", "effect: lost")
    (small_case / "merges.yaml").write_text(
        "merges:\n- {factor: wet, into: rain}\n- {factor: lost, into: ruined}\n", "utf-8"
    )
    case = sound(load_case(small_case))
    assert case.figures["ruined_2020"].factor == "ruined"
    assert case.factors["flood"].only_while == Condition("rain", "above", 0.5, relative=False)
    helped = case.assumptions["repairs_help"]
    assert helped.relation.effect == "ruined"
    assert (helped.relation.link, helped.relation.flow) == ("rate", "inflow")
    assert helped.coded == Coded("repairs", "lost", "-")


@pytest.mark.parametrize(
    ("kind", "condition", "found"),
    [
        ("quantity", {"is": "low"}, Condition("b", "above", 2.0)),
        ("quantity", {"is": "high"}, Condition("b", "below", 0.5)),
        ("quantity", {"is": "none"}, Condition("b", "above", 10.0)),
        ("quantity", {"below": 0.25}, Condition("b", "above", 4.0)),
        ("quantity", {"above": 2}, Condition("b", "below", 0.5)),
        ("share", {"below": 0.25}, Condition("b", "above", 0.75, relative=False)),
        ("event", {"is": "on"}, Condition("b", "off", 0.5, relative=False)),
    ],
)
def test_conditions_are_turned_where_that_is_exact(
    tmp_path: Path, kind: str, condition: dict[str, object], found: Condition
) -> None:
    own: dict[str, object] = {"kind": kind} | ({"baseline": 0.5} if kind == "share" else {})
    factors = {**quantities("c", "d"), **{n: {"title": n, **own} for n in ("a", "b")}}
    claims = [claim("one", "c", "d", condition={"factor": "a", **condition})]
    merges = [{"factor": "a", "into": "b", "turned": True}]
    case = sound(case_with(tmp_path, claims, merges, factors=factors))
    assert case.claims["one"].relation.condition == found
    assert case.claims["one"].coded == Coded("c", "d", "+", "a")


def test_a_condition_that_cannot_be_turned_is_an_error(tmp_path: Path) -> None:
    share = {"title": "Share", "kind": "share", "baseline": 0.5}
    factors = {**quantities("c", "d"), "a": share, "b": dict(share)}
    claims = [claim("one", "c", "d", condition={"factor": "a", "is": "low"})]
    merges = [{"factor": "a", "into": "b", "turned": True}]
    (said,) = faulty(case_with(tmp_path, claims, merges, factors=factors))
    assert said.startswith("claims/text.yaml:9:13: `a` is merged into `b`, its opposite — name `b`")


def test_every_problem_is_noted_at_its_place(tmp_path: Path) -> None:
    factors = {**quantities("a", "b", "c", "d", "e"), "rain": {"title": "Rain", "kind": "event"}}
    merges = [
        {"factor": "a", "into": "nothing"},
        {"factor": "b", "into": "b"},
        {"factor": "c", "into": "d"},
        {"factor": "c", "into": "e"},
        {"factor": "rain", "into": "e"},
        {"factor": "d", "into": "c", "status": "proposed"},
    ]
    found = faulty(case_with(tmp_path, [claim("one", "a", "b")], merges, factors=factors))
    assert [each.split(" — ")[0] for each in found] == [
        "merges.yaml:3:9: unknown factor `nothing`",
        "merges.yaml:5:9: `b` is merged into itself",
        "merges.yaml:8:11: `c` is merged away already, into `d`",
        "merges.yaml:10:11: `rain` is an event and `e` is a quantity: they cannot be one",
        "merges.yaml:12:3: `d` and `c` are merged twice",
    ]


def test_a_circle_is_said_once(tmp_path: Path) -> None:
    merges: list[Data] = [{"factor": x, "into": y} for x, y in ("ab", "bc", "ca")]
    found = faulty(case_with(tmp_path, [claim("one", "a", "d")], merges))
    assert found == [
        "merges.yaml:7:9: by this merge `c` is merged into itself — reject one of the merges in "
        "the circle"
    ]


def test_a_factor_without_a_written_kind_takes_the_other_s(tmp_path: Path) -> None:
    factors = {
        **quantities("a", "b"),
        "stock": {"title": "Stock", "kind": "stock",
                  "inflow": {"rate": 1, "source": "a guess"}},
    }  # fmt: skip
    case = sound(case_with(tmp_path, [claim("one", "a", "b")], [{"factor": "b", "into": "stock"}],
                           factors=factors))  # fmt: skip
    relation = case.claims["one"].relation
    assert (relation.effect, relation.link, relation.flow) == ("stock", "rate", "inflow")


def test_a_claim_whose_ends_become_one_is_named(tmp_path: Path) -> None:
    claims = [claim("one", "a", "b"), claim("two", "a", "b", status="proposed")]
    (said,) = faulty(case_with(tmp_path, claims, [{"factor": "a", "into": "b"}]))
    assert said == (
        "claims/text.yaml:5:11: cause and effect of `one` (`a`, `b`) are merged into one factor, "
        "`b` — reject the claim, or the merge at merges.yaml:2:3"
    )


def test_a_necessary_cause_is_not_turned(tmp_path: Path) -> None:
    claims = [claim("one", "a", "d", necessary=True)]
    merges = [{"factor": "a", "into": "b", "turned": True}]
    (said,) = faulty(case_with(tmp_path, claims, merges))
    assert "what is necessary cannot lower its effect, and by a merge `one` does" in said
    assert "reject the merge at merges.yaml:2:3" in said


def test_levers_and_expressions_must_name_what_stays(tmp_path: Path) -> None:
    factors = {**quantities("a", "b", "c"),
               "sum": {"title": "Sum", "kind": "equation", "equation": "a + b"}}  # fmt: skip
    actions = [{"set": "a", "to": 2}, {"shock": "a", "times": 2, "at": 2021}]
    found = faulty(
        case_with(
            tmp_path, [claim("one", "b", "c")], [{"factor": "a", "into": "b", "turned": True}],
            factors=factors,
            scenarios={"scenarios": {"rest": {"title": "Rest", "actions": actions}},
                       "demands": [{"id": "more", "document": "text", "paraphrase": "more",
                                    "scenario": "rest", "factor": "a"}]},
            contentions={"contentions": [
                {"id": "grows", "title": "It grows", "test": "final(a @ rest) > 1"}]},
        )
    )  # fmt: skip
    hint = (
        "`a` is merged into `b`, its opposite — name `b` with the opposite meaning, or reject the "
        "merge at merges.yaml:2:3"
    )
    assert found == [
        f"contentions.yaml:4:15: {hint}",
        f"factors.yaml:10:13: {hint}",
        f"scenarios.yaml:5:12: {hint}",
        f"scenarios.yaml:7:14: {hint}",
        f"scenarios.yaml:15:11: {hint}",
    ]


def test_a_rejected_claim_and_merge_may_outlive_their_factors(tmp_path: Path) -> None:
    claims = [claim("one", "a", "gone", status="rejected"), claim("two", "a", "b")]
    merges = [{"factor": "gone", "into": "a", "status": "rejected"}]
    case = sound(case_with(tmp_path, claims, merges))
    assert case.claims["one"].relation.effect == "gone"
    claims[0]["status"] = "proposed"
    (said,) = faulty(case_with(tmp_path, claims, merges))
    assert "unknown factor `gone`" in said


def test_the_file_is_read_by_the_schema(tmp_path: Path) -> None:
    merges: list[Data] = [{"factor": "a", "into": "b", "turn": True}, {"into": "b"}]
    found = faulty(case_with(tmp_path, [claim("one", "a", "b")], merges))
    assert "unknown key `turn` — did you mean `turned`?" in found[0]
    assert "`factor` is missing" in found[1]


def test_the_texts_are_as_they_were(small_case: Path) -> None:
    (small_case / "merges.yaml").write_text("merges:\n- {factor: gossip, into: rain}\n", "utf-8")
    before = {file: file.read_bytes() for file in small_case.rglob("*") if file.is_file()}
    load_case(small_case)
    assert {file: file.read_bytes() for file in before} == before
    assert (small_case / "texts" / "letter.txt").read_text("utf-8") == LETTER


NAMES = "abcdef"
SIGNS = {"raises": "lowers", "lowers": "raises"}


@st.composite
def merged_cases(draw: st.DrawFn) -> tuple[list[Data], list[Data]]:
    """Claims between six levels, and merges of each into a later one."""
    pairs = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda p: p[0] != p[1])
    bounds: st.SearchStrategy[Data] = st.sampled_from(
        [{"is": "low"}, {"is": "high"}, {"is": "none"}, {"below": 0.25}, {"above": 4.0}]
    )
    claims = []
    for number in range(draw(st.integers(1, 6))):
        cause, effect = draw(pairs)
        more: Data = {}
        if draw(st.booleans()):
            more["condition"] = {"factor": draw(st.sampled_from(NAMES)), **draw(bounds)}
        sign = draw(st.sampled_from(["raises", "lowers", "none", "unclear"]))
        claims.append(claim(f"claim_{number}", cause, effect, sign, **more))
    merges = []
    for at, name in enumerate(NAMES[:-1]):
        into = draw(st.none() | st.sampled_from(NAMES[at + 1 :]))
        if into is not None:
            status = draw(st.sampled_from(["accepted", "accepted", "proposed", "rejected"]))
            merges.append(
                {"factor": name, "into": into, "turned": draw(st.booleans()), "status": status}
            )
    return claims, merges


def by_hand(claims: list[Data], merges: list[Data]) -> list[Data]:
    """The claims as a person would write them who merges the factors."""
    rewritten = [dict(each) for each in claims]
    for merge in merges:  # each goes into a later one, so that one pass follows every chain
        if merge["status"] != "accepted":
            continue
        for each in rewritten:
            for end in ("cause", "effect"):
                if each[end] == merge["factor"]:
                    each[end] = merge["into"]
                    if merge["turned"]:
                        each["sign"] = SIGNS.get(each["sign"], each["sign"])
            gate = each.get("condition")
            if gate and gate["factor"] == merge["factor"]:
                each["condition"] = turned_by_hand(gate, merge)
    return rewritten


def turned_by_hand(gate: Data, merge: Data) -> Data:
    if not merge["turned"]:
        return gate | {"factor": merge["into"]}
    plain = {"low": ("below", 0.5), "high": ("above", 2.0), "none": ("below", 0.1)}
    side, bound = plain[gate["is"]] if "is" in gate else next(
        (key, gate[key]) for key in ("below", "above") if key in gate
    )  # fmt: skip
    return {"factor": merge["into"], "above" if side == "below" else "below": 1 / bound}


@settings(max_examples=60)
@given(merged_cases())
def test_merging_is_rewriting_by_hand(drawn: tuple[list[Data], list[Data]]) -> None:
    claims, merges = drawn
    rewritten = by_hand(claims, merges)
    assume(all(each["cause"] != each["effect"] for each in rewritten))
    gone = {each["factor"] for each in merges if each["status"] == "accepted"}
    with TemporaryDirectory() as one, TemporaryDirectory() as two:
        merged = sound(case_with(Path(one) / "case", claims, merges, factors=quantities(*NAMES)))
        kept = [name for name in NAMES if name not in gone]
        plain = sound(case_with(Path(two) / "case", rewritten, [], factors=quantities(*kept)))
    assert bare(merged) == bare(plain)


def bare(case: Case) -> dict[str, object]:
    """What a case means, without places, folders and what was coded."""
    claims = {id_: placeless(replace(each, coded=None)) for id_, each in case.claims.items()}
    factors = {id_: placeless(each) for id_, each in case.factors.items()}
    rest = replace(case, folder=Path(), claims={}, factors={}, merges={}, accounts={}, scenarios={})
    return {"claims": claims, "factors": factors, "rest": rest}
