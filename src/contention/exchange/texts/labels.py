"""What the labels of relations say: the sign of a claim, by their own words or by the user's."""

from collections.abc import Mapping
from dataclasses import replace

from contention.case.problem import Place
from contention.case.signs import WORDS
from contention.exchange.links.sign_words import folded, sign_of, signs_said
from contention.exchange.losses import Loss
from contention.exchange.texts.coded_text import CodedTexts, Relation


def with_signs(texts: CodedTexts, said: Mapping[str, str], name: str) -> CodedTexts:
    """The same with labels that are signs, where the user says which sign a label is.

    `said` is label → sign (`positive`, `-`, `no effect`, …); capitals do not count. Labels that say
    no sign are reported. Raises ImportRefusedError for a label that no relation has, and for a sign
    that is none.
    """
    written = (each.label for each in texts.relations)
    signs = signs_said(said, written, "no relation has the label", Place(name))
    words = {label: WORDS[sign] for label, sign in signs.items()}
    relations = tuple(
        replace(each, label=words.get(folded(each.label), each.label)) for each in texts.relations
    )
    report = replace(
        texts.report, changed=(*texts.report.changed, *filter(None, map(_unclear, relations)))
    )
    return replace(texts, relations=relations, report=report)


def _unclear(relation: Relation) -> Loss | None:
    if sign_of(relation.fields.get("sign", "")) or sign_of(relation.label):
        return None
    label = relation.label[:40]
    what = f"label `{label}`: sign unclear; say it with --labels" if label else "no label: unclear"
    return Loss("relation", relation.id, what)
