"""What is written by every command that writes, for the trials."""

from tests.conftest import FILES, REPLY
from tests.write_trials import Scenario

WORK = """\
Jobs and tempers

Unemployment raises anger. Anger lowers turnout. Joblessness lowers trust in the courts.
The chamber says that lower taxes raise wages by 12 percent. Wages raise spending.
"""
HARBOUR = """\
<html><head><title>The harbour</title></head><body><h1>The harbour</h1>
<p>The harbour raises wages &amp; rents. Rents lower trust in the courts.</p>
<p>According to the union, dismissals raise anger. In 2019 about 300 people lost their jobs.</p>
</body></html>
"""
FERRY = "The ferry\n\nThe ferry raises fares. Fares lower the number of visitors.\n"
TOLD = ("--author", "Ada Ash", "--date", "2024-05-01")
TEXTS = {"work.txt": WORK, "harbour.html": HARBOUR, "ferry.txt": FERRY}
NEW = ("new", "case", "--from", "work.txt", "--title", "Jobs", *TOLD)
READ = ("read", "--reader", "rules", "--into", "case")
STARTED = (*READ, *TOLD, "work.txt", "")
VALLEY = {f"case/{path}": content for path, content in FILES.items()} | {"reply.txt": REPLY}

STARTS = (
    Scenario("new", NEW, TEXTS),
    Scenario("new in an empty folder", NEW, TEXTS, folders=("case",)),
    Scenario("read --into a new case", (*READ, *TOLD, "work.txt"), TEXTS),
    Scenario("read --into a new case, HTML", (*READ, *TOLD, "harbour.html"), TEXTS),
    Scenario("read --into an empty folder", (*READ, *TOLD, "work.txt"), TEXTS, folders=("case",)),
)
MORE = (
    Scenario("read --into a case", (*READ, *TOLD, "harbour.html"), TEXTS, before=(STARTED,)),
    Scenario(
        "read --into a case, by somebody else",
        (*READ, "--author", "The port union", "--date", "2023", "ferry.txt"),
        TEXTS,
        before=(STARTED,),
    ),
    Scenario(
        "read --into a case, two texts",
        (*READ, *TOLD, "harbour.html", "ferry.txt"),
        TEXTS,
        before=(STARTED,),
        stages=((*READ, *TOLD, "harbour.html"),),
    ),
)
ATTACH = (
    Scenario("attach", ("attach", "case", "reply", "reply.txt"), VALLEY),
    Scenario("attach --words", ("attach", "case", "reply", "reply.txt", "--words"), VALLEY),
)
EDITED = f"A note before it.\n\n{REPLY}"
MOVE = (
    Scenario(
        "move to an edited text",
        ("move", "case", "reply", "edited.txt"),
        {**VALLEY, "edited.txt": EDITED},
        before=(("attach", "case", "reply", "reply.txt", ""),),
    ),
)


def _review(name: str, keys: str, **more: object) -> Scenario:
    """A review whose steps are the parts of its keys, divided by bars."""
    parts = keys.split("|")
    steps = ["\n".join([*parts[:count], "q\n"]) for count in range(len(parts) + 1)]
    return Scenario(
        name, ("review", "case", "--coder", "cd"), TEXTS, before=(STARTED,),
        keys=steps[-1], steps=tuple(steps), **more,  # type: ignore[arg-type]
    )  # fmt: skip


REVIEW = (
    _review("review: accept and reject all", "s|a|r|a|r|a|r", again=False),
    _review(
        "review: flip, edit, add, undo", "s|f|e\nstrength weak\n|a|u|n\nrain Rain", again=False
    ),
    Scenario(
        "review: take out idle factors",
        ("review", "case"),
        TEXTS,
        before=(STARTED, ("review", "case", "s\nr\nr\nr\nr\nr\nr\nq\n")),
        keys="t\nq\n",
        again=False,
    ),
)
SMALL = ("--draws", "16", "--workers", "1")
OUTPUTS = (
    Scenario(
        "report",
        ("report", "case", "--out", "out.html", "--no-hinges", "--course-draws", "16", *SMALL),
        {**VALLEY, "out.html": "<p>An earlier report.</p>\n"},
    ),
    Scenario(
        "run",
        (
            "run",
            "case",
            "--out",
            "out.csv",
            "--account",
            "teacher",
            "--draws",
            "16",
            "--workers",
            "1",
        ),
        {**VALLEY, "out.csv": "earlier,numbers\n"},
    ),
    Scenario(
        "map",
        ("map", "case", "--account", "teacher", "--out", "out.svg"),
        {**VALLEY, "out.svg": "<svg/>\n"},
    ),
    Scenario(
        "map into the case",
        ("map", "case", "--account", "teacher", "--out", "case/map.svg"),
        VALLEY,
        before=(("map", "case", "--account", "miller", "--out", "case/map.svg", ""),),
    ),
)
CORPUS = (
    Scenario(
        "corpus",
        ("corpus", "texts", "--out", "found", "--reader", "rules", "--workers", "1", "--claims",
         "--resume"),
        {f"texts/{name}": content for name, content in TEXTS.items()},
    ),
)  # fmt: skip
EVERY = (*STARTS, *MORE, *ATTACH, *MOVE, *REVIEW, *OUTPUTS, *CORPUS)
