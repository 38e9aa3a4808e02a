"""A tiny case that touches everything a case can hold, for the tests of all stages."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# Machines are shared and noisy: how long an example takes says nothing about the code.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the tests in a browser unread, with the packages they take, where none is to run."""
    browser = collection_path == Path(__file__).parent / "browser"
    return True if browser and "not browser" in str(config.option.markexpr) else None


LETTER = """\
Why the valley needs its dam

Dear neighbours, the dam that was built in 2015 has kept the river calm. More trust in the council
brought more money for repairs, and repairs keep the dam strong. Gossip lifted the mood for a week
or two, no longer.

If the repairs stop, floods will become more likely. Floods have already ruined about 40 houses,
says the insurer. The miller says that the dam itself makes us careless; I do not believe it.
Without the council nothing would be repaired at all. Let the council pay for repairs!
"""

REPLY = """\
A reply from the mill

The dam makes people careless, and careless people build houses by the water. So the dam brings
more ruined houses, not fewer. Stop the repairs.
"""


def _anchor(text: str, words: str) -> str:
    start = text.index(words)
    return f"{{start: {start}, end: {start + len(words)}}}"


def _letter(words: str) -> str:
    return _anchor(LETTER, words)


def _reply(words: str) -> str:
    return _anchor(REPLY, words)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


FILES: dict[str, str] = {
    "case.yaml": f"""\
title: A dam in the valley
question: Do repairs keep houses standing?
time:
  start: 2010-01-01
  present: 2020-01-01
  end: 2030-01-01
  step: 0.05
holders:
  teacher: The teacher
  miller: {{title: The miller, note: as the letter reports}}
documents:
  letter:
    title: Why the valley needs its dam
    author: teacher
    date: 2020-01-01
    length: {len(LETTER)}
    sha256: {_hash(LETTER)}
    file: texts/letter.txt
  reply:
    title: A reply from the mill
    author: miller
    date: 2020-02-01
    length: {len(REPLY)}
    sha256: {_hash(REPLY)}
common_ground: [flood_ruins]
accounts:
  teacher:
    title: The teacher
    holders: [teacher]
  miller:
    title: The miller
    holders: [miller]
thresholds: {{supported: 0.8, tolerance: 0.05, tolerance_share: 0.02}}
""",
    "factors.yaml": """\
trust: {title: Trust in the council, kind: share, baseline: 0.6, adjustment: months}
repairs: {title: Money for repairs, unit: relative, observed: data/repairs.csv}
care: {title: Carefulness, adjustment: a year}
flood:
  title: A flood
  kind: event
  hazard: {rate: 0.1, spread: 1.5, source: the coder's judgement}
  duration: 3 months
  at_most: 3
  only_while: {factor: rain, above: 0.5}
  occurred: [{from: 2013-06-01, until: 2013-07-01}]
ruined:
  title: Houses ruined
  kind: stock
  unit: house
  baseline: 40
  inflow: {rate: 4, spread: 1.5, source: the insurer}
rebuilt:
  title: Houses rebuilt
  kind: stock
  unit: house
  baseline: 10
  inflow: ruined * 0.05 {1/year}
homeless: {title: Houses not rebuilt, kind: equation, unit: house, equation: ruined - rebuilt}
dam: {title: The dam stands, kind: input, events: [{from: 2015-01-01}]}
rain: {title: Rain, kind: input, series: data/rain.csv}
gossip: {title: Gossip, kind: input, step: {at: 2019-06-01, to: 1.5}}
""",
    "claims/letter.yaml": f"""\
document: letter
claims:
  - id: trust_money
    cause: trust
    effect: repairs
    sign: raises
    delay: months
    paraphrase: Where the council is trusted, there is money for repairs
    anchor: {_letter("More trust in the council")}
    coder: ab
  - id: repairs_flood
    cause: repairs
    effect: flood
    sign: lowers
    strength: strong
    stance: hedged
    paraphrase: Repairs make floods less likely
    anchor: {_letter("If the repairs stop")}
  - id: gossip_trust
    cause: gossip
    effect: trust
    sign: +
    strength: weak
    transient: months
    paraphrase: Gossip lifts the mood briefly
    anchor: {_letter("Gossip lifted the mood")}
  - id: flood_ruins
    cause: flood
    effect: ruined
    sign: "+"
    strength: decisive
    link: rate
    flow: inflow
    paraphrase: Floods ruin houses
    anchor: {_letter("Floods have already ruined")}
  - id: ruin_trust
    cause: ruined
    effect: trust
    sign: "-"
    condition: {{factor: repairs, is: low}}
    credibility: 0.8
    paraphrase: Ruined houses cost trust where little was repaired
    anchor: {_letter("nothing would be repaired")}
  - id: trust_needed
    cause: trust
    effect: repairs
    sign: raises
    strength: 0.5
    necessary: true
    paraphrase: Without trust there are no repairs
    anchor: {_letter("Without the council")}
  - id: dam_careless_reported
    cause: dam
    effect: care
    sign: lowers
    stance: rejected
    holder: miller
    paraphrase: The dam is said to make people careless
    anchor: {_letter("makes us careless")}
figures:
  - id: ruined_2020
    subject: houses ruined
    value: 40
    comparator: about
    unit: house
    date: 2020-01-01
    source: the insurer
    factor: ruined
    paraphrase: About forty houses were ruined
    anchor: {_letter("about 40 houses")}
""",
    "claims/reply.yaml": f"""\
document: reply
claims:
  - id: dam_careless
    cause: dam
    effect: care
    sign: lowers
    strength: strong
    paraphrase: The dam makes people careless
    anchor: {_reply("The dam makes people careless")}
  - id: care_ruined
    cause: care
    effect: ruined
    sign: lowers
    paraphrase: The careless build by the water
    anchor: {_reply("careless people build houses by the water")}
  - id: rain_flood_proposed
    cause: rain
    effect: flood
    sign: raises
    status: proposed
    paraphrase: Rain makes floods more likely
""",
    "assumptions.yaml": """\
assumptions:
  - id: rain_flood
    cause: rain
    effect: flood
    sign: raises
    strength: strong
    reason: nobody says where floods come from
    coder: ab
  - id: repairs_help
    cause: repairs
    effect: ruined
    sign: lowers
    reason: a repaired dam holds back some of the water even in a flood
    coder: ab
    accounts: [teacher]
""",
    "scenarios.yaml": f"""\
scenarios:
  repairs_go_on:
    title: Repairs go on
  repairs_stop:
    title: Repairs stop
    note: a little goes on
    actions:
      - set: repairs
        to: 0.05
        at: present + 3 months
        over: 6 months
  unlucky:
    title: A flood and a scandal
    actions:
      - set: flood
        to: on
        at: 2021-01-01
        until: 2021-02-01
      - shock: trust
        add: -0.2
        at: 2021-01-01
      - shock: care
        times: 1.5
        at: 2022
      - remove: dam_careless
        at: 2022
      - set: rain
        to: 1.2
demands:
  - id: pay
    document: letter
    paraphrase: The council should pay for repairs
    anchor: {_letter("Let the council pay for repairs")}
    no_lever: every scenario but one pays already
  - id: stop
    document: reply
    paraphrase: Repairs should stop
    anchor: {_reply("Stop the repairs")}
    scenario: repairs_stop
    factor: repairs
""",
    "contentions.yaml": """\
contentions:
  - id: stopping_ruins
    title: Without repairs more houses are ruined
    test: final(ruined @ repairs_stop) > final(ruined @ repairs_go_on)
    holder: teacher
    document: letter
  - id: stopping_floods
    title: Without repairs a flood is more likely
    test: final(flood @ repairs_stop) > final(flood @ repairs_go_on)
  - id: no_care
    title: Stopping the repairs makes no difference to carefulness
    test: mean(care @ repairs_stop, from=2021-01-01) > mean(care @ repairs_go_on, from=2021-01-01)
  - id: homeless_longer
    title: Without repairs there are more years with many homeless
    test: duration_above(homeless @ repairs_stop, 50) > duration_above(homeless @ repairs_go_on, 50)
""",
    "data/rain.csv": "date,value,publisher\n2010,1.0,weather office\n2020,1.0,weather office\n",
    "data/repairs.csv": "date,value,note\n2012-06,0.8,from the accounts\n2016-06,0.9,\n",
    "texts/letter.txt": LETTER,
}
"""Path in the case folder → content."""

Write = Callable[..., Path]


def write_case(folder: Path) -> None:
    """Write the small case into a folder, which is made."""
    for path, content in FILES.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")


@pytest.fixture
def small_case(tmp_path: Path) -> Path:
    """A folder `valley` with a complete, valid case: every kind of factor, link and action."""
    folder = tmp_path / "valley"
    write_case(folder)
    return folder


@pytest.fixture
def change(small_case: Path) -> Callable[[str, str, str], tuple[int, int]]:
    """Replace the first `old` in a file of the small case; gives line and column of the change."""

    def replace(path: str, old: str, new: str) -> tuple[int, int]:
        file = small_case / path
        text = file.read_text("utf-8")
        start = text.index(old)
        file.write_text(text[:start] + new + text[start + len(old) :], "utf-8")
        return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)

    return replace
