"""Judgements, verdicts and proposals as small HTML tables, for notebooks.

Every text is escaped; there are no scripts and nothing remote.
"""

from collections.abc import Iterable, Sequence
from itertools import islice

from markupsafe import Markup

from contention.analysis.premise import premise_of
from contention.analysis.quotation import read_sentences
from contention.case.articles import counted
from contention.case.model import Case
from contention.case.signs import VERBS
from contention.documents.document import ReadDocument
from contention.extraction.proposals import AUTHOR, Proposal, Reading, as_named
from contention.judge.hinges.knockouts import matters
from contention.judge.verdict import Hinge, Judgement, Verdict
from contention.show.svg import element
from contention.show.words.printable import printable
from contention.show.words.reasons import reason_of, short_reason
from contention.show.words.share_words import (
    NEEDS,
    need_word,
    shares_in_words,
    short_shares,
    without_in_words,
)
from contention.show.words.verdict_marks import MARKS
from contention.show.words.verdict_words import cell_words, qualifiers

COLOURS = {"supported": "#2f78c4", "opposed": "#c8641c"}
"""colours of decisive verdicts; the marks distinguish them without colour"""
TOP = 5
"""largest number of hinges shown per verdict"""
MOST = 100
"""largest number of claims shown per text"""
LEFT = "text-align: left; vertical-align: top"


def judgement_html(case: Case, judgement: Judgement) -> str:
    """Contention × account, with shares, and what qualifies each verdict."""
    accounts = [item.account for item in judgement.diagnostics]
    rows: dict[str, dict[str, Verdict]] = {}
    for verdict in judgement.verdicts:
        rows.setdefault(verdict.contention, {})[verdict.account] = verdict
    head = [_title(case.accounts[account].title, account) for account in accounts]
    body = [
        [
            _title(case.contentions[contention].title, contention),
            *(_cell(case, found[account]) for account in accounts),
        ]
        for contention, found in rows.items()
    ]
    caption = f"{case.title}: {counted(judgement.draws, 'draw')}, seed {judgement.seed}"
    return _table([_text(""), *head], body, caption)


def verdict_html(case: Case, verdict: Verdict, hinges: Sequence[Hinge] = ()) -> str:
    """One verdict with its shares, its qualifiers, and its most important hinges."""
    contention = case.contentions[verdict.contention]
    facts = [
        ("Account", _title(case.accounts[verdict.account].title, verdict.account)),
        ("Verdict", _word(verdict)),
        ("Draws", _text(shares_in_words(verdict))),
        (need_word(verdict).capitalize(), _text(NEEDS[verdict.needs] if verdict.needs else "")),
        ("Also", _text("; ".join(qualifiers(case, verdict)))),
        ("Reason", _text(reason_of(case, verdict))),
    ]
    body = [[_text(name), words] for name, words in facts if words]
    sentences = read_sentences(case)
    for hinge in islice((each for each in hinges if matters(each, verdict)), TOP):
        title = premise_of(case, sentences, hinge.claim).title
        said = without_in_words(hinge, verdict)
        body.append([_text("Without"), _title(title, hinge.claim) + element("div", _text(said))])
    return _table((), body, contention.title)


def proposals_html(document: ReadDocument, reading: Reading) -> str:
    """The proposed claims with their sentences; figures are only counted."""
    head = [_text(word) for word in ("Claim", "Stance", "Confidence", "Sentence")]
    body = [_claim_row(document, each) for each in reading.proposals[:MOST]]
    more = len(reading.proposals) - len(body)
    caption = (
        f"{document.title or document.id}: {counted(len(reading.proposals), 'claim')}, "
        f"{counted(len(reading.figures), 'figure')}"
    )
    return _table(head, body, f"{caption}; {more} claims not shown" if more else caption)


def _claim_row(document: ReadDocument, claim: Proposal) -> list[Markup]:
    claim = as_named(claim)
    said = claim.stance if claim.holder == AUTHOR else f"{claim.stance}, {claim.holder}"
    return [
        _text(f"{claim.cause.text} {VERBS[claim.sign]} {claim.effect.text}"),
        _text(said),
        _text(f"{claim.confidence:.2f} by {claim.found_by}"),
        _text(" ".join(document.slice(claim.sentence).split())),
    ]


def _cell(case: Case, verdict: Verdict) -> Markup:
    if verdict.support is None:
        return _word(verdict) + _small(short_reason(case, verdict))
    return _word(verdict) + _small(short_shares(verdict)) + _small(cell_words(case, verdict))


def _word(verdict: Verdict) -> Markup:
    colour = COLOURS.get(verdict.verdict)
    style = f"color: {colour}; font-weight: 600" if colour else "opacity: .8"
    words = f"{MARKS[verdict.verdict]} {verdict.verdict}"
    return element("span", _text(words), style=style)


def _title(title: str, id_: str) -> Markup:
    return _text(title) + _small(id_, "code")


def _small(words: str, tag: str = "span") -> Markup:
    inner = element(tag, _text(words), style="font-size: 85%; opacity: .75")
    return element("div", inner) if words else Markup()


def _text(words: str) -> Markup:
    return Markup().join([printable(words)])


def _table(head: Iterable[Markup], body: Iterable[Iterable[Markup]], caption: str) -> str:
    titles = [_wide("th", each) for each in head]
    rows = [element("tr", *(_wide("td", each) for each in row)) for row in body]
    parts = [element("caption", _text(caption), style=LEFT)]
    if titles:
        parts.append(element("thead", element("tr", *titles)))
    return str(element("table", *parts, element("tbody", *rows)))


def _wide(tag: str, inner: Markup) -> Markup:
    """A cell; an empty one gets a zero-width space, since HTML needs both of its tags."""
    return element(tag, inner or Markup("&#8203;"), style=LEFT)
