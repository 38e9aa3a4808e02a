"""The forms of English verbs."""

from typing import Literal

from contention.language.vocabulary import vocabulary

Form = Literal["base", "s", "past", "part", "ing"]

_IRREGULAR = {
    "arise": ("arose", "arisen"), "bear": ("bore", "borne"), "become": ("became", "become"),
    "begin": ("began", "begun"), "bleed": ("bled", "bled"), "blow": ("blew", "blown"),
    "break": ("broke", "broken"), "breed": ("bred", "bred"), "bring": ("brought", "brought"),
    "build": ("built", "built"), "burst": ("burst", "burst"), "buy": ("bought", "bought"),
    "choose": ("chose", "chosen"), "come": ("came", "come"), "cost": ("cost", "cost"),
    "cut": ("cut", "cut"), "deal": ("dealt", "dealt"), "do": ("did", "done"),
    "draw": ("drew", "drawn"), "drive": ("drove", "driven"), "eat": ("ate", "eaten"),
    "fall": ("fell", "fallen"), "feed": ("fed", "fed"), "fight": ("fought", "fought"),
    "find": ("found", "found"), "flee": ("fled", "fled"), "forbid": ("forbade", "forbidden"),
    "get": ("got", "got"), "give": ("gave", "given"), "go": ("went", "gone"),
    "grow": ("grew", "grown"), "hit": ("hit", "hit"), "hold": ("held", "held"),
    "hurt": ("hurt", "hurt"), "keep": ("kept", "kept"), "know": ("knew", "known"),
    "lay": ("laid", "laid"), "lead": ("led", "led"), "leave": ("left", "left"),
    "lend": ("lent", "lent"), "let": ("let", "let"), "lose": ("lost", "lost"),
    "make": ("made", "made"), "mean": ("meant", "meant"), "meet": ("met", "met"),
    "owe": ("owed", "owed"), "pay": ("paid", "paid"), "put": ("put", "put"),
    "rebuild": ("rebuilt", "rebuilt"), "rise": ("rose", "risen"), "run": ("ran", "run"),
    "say": ("said", "said"), "see": ("saw", "seen"), "seek": ("sought", "sought"),
    "sell": ("sold", "sold"), "send": ("sent", "sent"), "set": ("set", "set"),
    "shrink": ("shrank", "shrunk"), "shut": ("shut", "shut"), "sink": ("sank", "sunk"),
    "slow": ("slowed", "slowed"), "spend": ("spent", "spent"), "spread": ("spread", "spread"),
    "spring": ("sprang", "sprung"), "stand": ("stood", "stood"), "stem": ("stemmed", "stemmed"),
    "strike": ("struck", "struck"), "take": ("took", "taken"), "tear": ("tore", "torn"),
    "tell": ("told", "told"), "think": ("thought", "thought"), "throw": ("threw", "thrown"),
    "undermine": ("undermined", "undermined"), "wear": ("wore", "worn"),
    "win": ("won", "won"), "withdraw": ("withdrew", "withdrawn"), "write": ("wrote", "written"),
    "withhold": ("withheld", "withheld"), "speak": ("spoke", "spoken"), "hang": ("hung", "hung"),
    "beget": ("begot", "begotten"), "overcome": ("overcame", "overcome"),
    "swell": ("swelled", "swollen"),
    "sow": ("sowed", "sown"), "undo": ("undid", "undone"), "offset": ("offset", "offset"),
    "upset": ("upset", "upset"), "stick": ("stuck", "stuck"), "uphold": ("upheld", "upheld"),
}  # fmt: skip
_DOUBLED = vocabulary(
    """
    stop drop cut hit put run set slip spur stem sap dip plan ban cap jam trim strip rob
    begin deter incur occur permit compel propel dispel control expel stir spin shut let get
    win plug drag grab thin slim strap scrap snap tip top whip beget offset upset
    """
)
_VOWELS = "aeiou"


def forms_of(verb: str) -> dict[str, set[Form]]:
    """Every form of a verb → which forms it is."""
    past, participle = _IRREGULAR.get(verb, (_with_ed(verb), _with_ed(verb)))
    found: dict[str, set[Form]] = {}
    pairs: tuple[tuple[str, Form], ...] = (
        (verb, "base"), (_with_s(verb), "s"), (past, "past"),
        (participle, "part"), (_with_ing(verb), "ing"),
    )  # fmt: skip
    if verb.endswith("l") and verb[-2] in _VOWELS and verb[-3] in _VOWELS + "bcdfghjklmnpqrstvwxyz":
        pairs += ((verb + "led", "past"), (verb + "led", "part"), (verb + "ling", "ing"))
    for written, form in pairs:
        found.setdefault(written, set()).add(form)
    return found


def _with_s(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ies"
    return verb + "s"


def _with_ed(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ied"
    return (verb + verb[-1] if verb in _DOUBLED else verb) + "ed"


def _with_ing(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    return (verb + verb[-1] if verb in _DOUBLED else verb) + "ing"


_TO_ING = {
    form: _with_ing(verb) for verb, forms in _IRREGULAR.items() for form in (verb, *forms)
} | {_with_s(verb): _with_ing(verb) for verb in _IRREGULAR}


def ing_form(written: str) -> str | None:
    """The -ing form of a verb in any other form; None for what does not look like a verb."""
    if written in _TO_ING:
        return _TO_ING[written]
    if written.endswith("ied"):
        return written[:-3] + "ying"
    if written.endswith("ed") and len(written) > 4:
        return written[:-2] + "ing"
    if written.endswith("ies") and len(written) > 4:
        return written[:-3] + "ying"
    if written.endswith(("shes", "ches", "sses", "xes")):
        return written[:-2] + "ing"
    if written.endswith("s") and not written.endswith(("ss", "us", "is", "'s")):
        return _with_ing(written[:-1])
    return None
