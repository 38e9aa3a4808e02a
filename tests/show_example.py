"""A small case with verdicts, hinges and courses that no run has made, for tests of `show`."""

from pathlib import Path

import numpy as np

from contention.case.coded_document import Document
from contention.case.model import (
    AccountSpec,
    Anchor,
    Assumption,
    Case,
    Claim,
    Contention,
    Demand,
    Factor,
    Figure,
    Holder,
    Lognormal,
    Rate,
    Relation,
    Scenario,
    Series,
    SetAction,
    ShockAction,
    Sign,
    Stance,
    Times,
)
from contention.judge.sizes import Size
from contention.judge.verdict import (
    Diagnostics,
    FailedDraw,
    Gap,
    Hinge,
    Horizon,
    Judgement,
    SetOutcome,
    Verdict,
    VerdictWord,
)
from contention.runs.results import Course

EVIL = '<script>alert("x")</script>'
FACTORS = (
    Factor("western_aid", "Western military aid"),
    Factor("front_holds", "The front holds"),
    Factor("fighting", "Intensity of fighting"),
    Factor("new_assault", "A new assault after a pause", kind="event",
           hazard=Rate(Lognormal(0.1, 2))),
    Factor("civilians_killed", "Civilians killed", kind="stock", unit="person",
           baseline=10500, inflow=Rate(Lognormal(1500, 1.5)),
           observed=Series("data/x.csv", tuple(2022.2 + 0.1 * i for i in range(19)),
                           tuple(500.0 * i for i in range(19)), ("2022",) * 19, "OHCHR")),
    Factor("popularity", "Popularity of the regime", kind="share", baseline=0.7),
    Factor("ceasefire", "Ceasefire in place"),
)  # fmt: skip


def claim(
    id_: str,
    cause: str,
    effect: str,
    sign: Sign,
    stance: Stance = "asserted",
    holder: str = "authors",
    paraphrase: str = "",
) -> Claim:
    """A claim of the example document."""
    relation = Relation(cause, effect, sign, Lognormal(0.7, 2.0), "strong")
    words = paraphrase or f"What becomes of {effect} hangs on {cause}"
    anchor = Anchor(10, 40)
    return Claim(id_, "statement", relation, stance, holder, words, anchor)


CLAIMS = (
    claim("aid_front", "western_aid", "front_holds", "+",
          paraphrase="Without deliveries from abroad the defence breaks down within months"),
    claim("aid_fighting", "western_aid", "fighting", "+", "reported", "rivals",
          "Arms deliveries keep the fighting going"),
    claim("aid_calms", "western_aid", "fighting", "0", "negated"),
    claim("pause_assault", "ceasefire", "new_assault", "+",
          paraphrase="A pause in the fighting is used to rebuild for the next attack"),
    claim("front_killed", "front_holds", "civilians_killed", "-",
          paraphrase="Where the front gives way, those who come under occupation are killed"),
    claim("evil", "fighting", "popularity", "-", "hedged", paraphrase=EVIL),
    claim("aside", "popularity", "fighting", "+", "reported", "nobody"),
)  # fmt: skip
ASSUMPTIONS = (
    Assumption("fighting_kills", Relation("fighting", "civilians_killed", "+", Lognormal(1.0, 2.0),
               "decisive", link="rate", flow="inflow"),
               "All accounts speak of the dead as the result of fighting, none says so", "nv"),
    Assumption("assault_fighting", Relation("new_assault", "fighting", "+", Lognormal(0.7, 2.0),
               "strong"), "An assault is fighting", "nv", ("authors_2024",)),
)  # fmt: skip
CONTENTIONS = (
    Contention("aid_end_kills", "Ending aid costs more lives than continuing it",
               "final(civilians_killed @ aid_ends) > final(civilians_killed @ aid_continues)",
               "authors", "statement", Anchor(120, 180)),
    Contention("pause_brings_assault", "A ceasefire makes a new assault more likely",
               "final(new_assault @ ceasefire_now) > final(new_assault @ aid_continues)",
               "authors", "statement", Anchor(200, 250), note="The authors say so twice."),
    Contention("settlement_saves", "A settlement saves lives",
               "final(civilians_killed @ ceasefire_now) < final(civilians_killed @ aid_continues)",
               "rivals", "statement", Anchor(300, 350)),
    Contention("popularity_falls", "A long war wears down the regime",
               "final(popularity @ aid_continues) < 0.6 and change(popularity @ aid_ends) < 0",
               "authors"),
)  # fmt: skip
ACCOUNTS = (
    AccountSpec("authors_2024", "The authors in 2024", ("authors",)),
    AccountSpec("authors_both", "The authors, both texts", ("authors",)),
    AccountSpec("settlement", "A settlement saves lives", ("rivals",)),
    AccountSpec("kremlin", "The Kremlin's hybrid war", ("kremlin",)),
)
SCENARIOS = (
    Scenario("aid_continues", "Aid goes on"),
    Scenario("aid_ends", "Western aid is withdrawn",
             (SetAction("western_aid", 0.05, 2024.4, over=0.5),), "Over half a year."),
    Scenario("ceasefire_now", "Ceasefire in place",
             (ShockAction("ceasefire", 2024.2, times=4.0),
              SetAction("western_aid", 0.5, 2024.4, until=2028.0))),
)  # fmt: skip
DEMANDS = (
    Demand("arm", "statement", "Deliver more arms, and faster", "authors", Anchor(5, 20),
           "aid_continues", "western_aid"),
    Demand("debt", "statement", "Cancel the country's debt", "authors", Anchor(5, 20),
           no_lever="no account says what the debt leads to"),
)  # fmt: skip


def example_case(folder: Path = Path("cases/example")) -> Case:
    """The example case."""
    document = Document("statement", "A statement on the war", "authors", "2024-02-24", 400,
                        "ab" * 32, ("example.org",))  # fmt: skip
    figure = Figure("killed", "statement", "civilians killed", 10000, "person", "over",
                    "2024-02-24", None, "civilians_killed", "authors")  # fmt: skip
    holders = (Holder("authors", "The authors"), Holder("rivals", "The settlement camp"),
               Holder("kremlin", "The Kremlin"), Holder("nobody", "A passer-by"))  # fmt: skip
    return Case(
        folder=folder,
        id="example",
        title="Would an end of aid save lives?",
        question="Which conclusions about aid and ceasefire follow, and from whose claims?",
        times=Times(2012.0, 2024.15, 2034.0, 0.05),
        documents={"statement": document},
        holders={item.id: item for item in holders},
        accounts={item.id: item for item in ACCOUNTS},
        factors={item.id: item for item in FACTORS},
        claims={item.id: item for item in CLAIMS},
        assumptions={item.id: item for item in ASSUMPTIONS},
        figures={"killed": figure},
        scenarios={item.id: item for item in SCENARIOS},
        demands={item.id: item for item in DEMANDS},
        contentions={item.id: item for item in CONTENTIONS},
        common_ground=("front_killed",),
        stance_weights={"asserted": 1.0, "hedged": 0.5, "reported": 0.0},
    )


def verdict(contention: str, account: str, support: float, turns: float | None = None) -> Verdict:
    """A verdict whose numbers hang together."""
    opposed = (1 - support) * 0.8
    margin = ((support - 0.5) * 2 - 0.4, (support - 0.5) * 1.6, (support - 0.5) * 2 + 0.5)
    years = np.linspace(2025, 2034, 10)
    slope = -1.0 if turns else 0.3
    horizons = tuple(
        Horizon(float(at), share := float(np.clip(support + slope * (2034 - at) / -9, 0, 1)),
                (1 - share) * 0.8, word_for(share, (1 - share) * 0.8))
        for at in years
    )  # fmt: skip
    return Verdict(
        contention, account, word_for(support, opposed), "strengths", "direction", support, opposed,
        1 - support - opposed, (max(0.0, support - 0.02), min(1.0, support + 0.02)), margin,
        "log-ratio", presence=1.0, moving=0.98, denied=0.0,
        size=Size("clear", margin[0], margin[1], margin[2], margin[0] - 0.1, "not stated"),
        horizons=horizons, turns=turns, claims_on_path=("aid_front", "fighting_kills"),
        opposed_interval=(max(0.0, opposed - 0.03), min(1.0, opposed + 0.03)),
    )  # fmt: skip


def word_for(support: float, opposed: float) -> VerdictWord:
    """The word for shares, with the default threshold."""
    if support >= 0.8:
        return "supported"
    return "opposed" if opposed >= 0.8 else "undecided"


def silent(contention: str, account: str, gap: Gap) -> Verdict:
    """A verdict of an account that cannot say."""
    return Verdict(contention, account, "does not follow", None, None, None, None, None,
                   None, None, None, gaps=(gap,))  # fmt: skip


def example_verdicts() -> tuple[Verdict, ...]:
    """Verdicts of four accounts on four contentions."""
    return (
        verdict("aid_end_kills", "authors_2024", 0.91),
        verdict("aid_end_kills", "authors_both", 0.62, 2029.0),
        verdict("aid_end_kills", "settlement", 0.0),
        silent("aid_end_kills", "kremlin",
               Gap("outcome absent", ("western_aid",), ("civilians_killed",))),
        verdict("pause_brings_assault", "authors_2024", 0.97),
        verdict("pause_brings_assault", "authors_both", 0.99),
        silent("pause_brings_assault", "settlement",
               Gap("no path", ("ceasefire",), ("new_assault",))),
        silent("pause_brings_assault", "kremlin",
               Gap("lever absent", ("ceasefire",), ("new_assault",))),
        verdict("settlement_saves", "authors_2024", 0.12),
        verdict("settlement_saves", "authors_both", 0.33),
        verdict("settlement_saves", "settlement", 0.88),
        silent("settlement_saves", "kremlin",
               Gap("outcome absent", ("ceasefire",), ("civilians_killed",))),
        verdict("popularity_falls", "authors_2024", 0.55),
        verdict("popularity_falls", "authors_both", 0.83),
        verdict("popularity_falls", "settlement", 0.4),
        Verdict("popularity_falls", "kremlin", "true by construction", None, None, None, None,
                None, None, None, None,
                construction=(SetOutcome("aid_ends", ("popularity",)),)),
    )  # fmt: skip


def example_judgement() -> Judgement:
    """The verdicts with hinges and diagnostics."""
    hinges = (
        Hinge("aid_end_kills", "authors_2024", "aid_front", False, 0.21, -0.70, -0.9, 0.02,
              "undecided"),
        Hinge("aid_end_kills", "authors_2024", "fighting_kills", True, 0.95, 0.04, 0.3, 0.01,
              "supported"),
        Hinge("aid_end_kills", "authors_2024", "front_killed", False, 0.62, -0.29, -0.5, 0.02,
              "undecided"),
        Hinge("aid_end_kills", "authors_2024", "evil", False, 0.91, 0.0, 0.0, 0.01, "supported"),
        Hinge("settlement_saves", "settlement", "fighting_kills", True, 0.0, -0.88, -1.1, 0.0,
              "undecided"),
        Hinge("pause_brings_assault", "authors_2024", "pause_assault", False, 0.0, -0.97, -1.1,
              0.01, "undecided"),
    )  # fmt: skip
    diagnostics = tuple(
        Diagnostics(spec.id, 0.34 if spec.id == "kremlin" else 0.02, 0.1, 0.03, ("fighting",), 31,
                    44, 0.02, 128,
                    (FailedDraw("settlement", "aid_ends", 17, 2027.35, "fighting"),)
                    if spec.id == "settlement" else ())
        for spec in ACCOUNTS
    )  # fmt: skip
    return Judgement("example", 2000, 1, 256, example_verdicts(), hinges, diagnostics)


def example_courses(draws: int = 60) -> dict[str, dict[str, Course]]:
    """Made-up courses of all factors in all accounts and scenarios."""
    generator = np.random.default_rng(7)
    times = np.linspace(2012, 2034, 111)
    walks = generator.normal(0, 0.08, (len(times), draws)).cumsum(axis=0)
    courses: dict[str, dict[str, Course]] = {}
    for step, spec in enumerate(ACCOUNTS[:3]):
        courses[spec.id] = {}
        for number, scenario in enumerate(SCENARIOS):
            late = np.clip(times - 2024.15, 0, None)[:, None]
            course = walks * (1 + 0.3 * step) + late * (0.1 * number - 0.05)
            courses[spec.id][scenario.id] = Course(scenario.id, times, {
                "civilians_killed": np.clip(1000 * (times - 2021.5), 0, None)[:, None]
                * np.exp(course * 0.4),
                "popularity": 1 / (1 + np.exp(-course - 0.6)),
                "new_assault": 1 - np.exp(-late * 0.1 * np.exp(course)),
            })  # fmt: skip
    return courses
