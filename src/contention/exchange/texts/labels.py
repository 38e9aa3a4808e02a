"""What the labels of relations say: the sign of a claim, by their own words or by the user's."""

from collections.abc import Mapping
from dataclasses import replace

from contention.case.problem import Place, Problem
from contention.case.signs import WORDS
from contention.case.suggestions import did_you_mean
from contention.exchange.links.imported import ImportRefusedError
from contention.exchange.losses import Loss
from contention.exchange.texts.coded_claims import label_sign
from contention.exchange.texts.coded_text import CodedTexts, Relation


def with_signs(texts: CodedTexts, said: Mapping[str, str], name: str) -> CodedTexts:
    """The same with labels that are signs, where the user says which sign a label is.

    `said` is label → sign (`positive`, `-`, `no effect`, …); capitals do not count. Labels that say
    no sign are reported. Raises ImportRefusedError for a label that no relation has, and for a sign
    that is none.
    """
    labels = {_folded(each.label): each.label for each in texts.relations}
    signs = {_folded(label): label_sign(sign) for label, sign in said.items()}
    problems = [
        Problem(Place(name), f"`{sign[:40]}` is not a sign", "write positive, negative, 0 or ?")
        for label, sign in said.items()
        if signs[_folded(label)] is None
    ]
    problems += [
        Problem(Place(name), f"no relation has the label `{label[:40]}`",
                did_you_mean(label, tuple(labels.values()), "the report of `contention import`"))
        for label in said if _folded(label) not in labels
    ]  # fmt: skip
    if problems:
        raise ImportRefusedError(*problems)
    words = {label: WORDS[sign] for label, sign in signs.items() if sign is not None}
    relations = tuple(
        replace(each, label=words.get(_folded(each.label), each.label)) for each in texts.relations
    )
    report = replace(
        texts.report, changed=(*texts.report.changed, *filter(None, map(_unclear, relations)))
    )
    return replace(texts, relations=relations, report=report)


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()


def _unclear(relation: Relation) -> Loss | None:
    if label_sign(relation.fields.get("sign", "")) or label_sign(relation.label):
        return None
    label = relation.label[:40]
    what = f"label `{label}`: sign unclear; say it with --labels" if label else "no label: unclear"
    return Loss("relation", relation.id, what)
