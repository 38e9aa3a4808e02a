"""Coded texts as UIMA CAS, in XMI and in JSON, as INCEpTION reads them.

Needs dkpro-cassis, which converts positions to the UTF-16 units of UIMA. The type system declares a
span layer and a relation layer as INCEpTION tells them: features that are texts, and for relations
`Governor` and `Dependent` of one range.
"""

from typing import Any

from contention.exchange.archives import archive_of
from contention.exchange.exported import Exported
from contention.exchange.losses import Loss
from contention.exchange.missing import needs
from contention.exchange.texts.coded_text import CodedTexts
from contention.exchange.texts.layers import (
    CLAIM,
    CODED,
    DEPENDENT,
    GOVERNOR,
    NAME,
    claim_features,
    said,
)
from contention.exchange.texts.tokens import sentences
from contention.exchange.texts.writing import (
    Held,
    Written,
    by_document,
    code_names,
    named_twice,
    plain_names,
    writing_report,
)

SENTENCE = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"
WORD = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"
HOLDS: tuple[Held, ...] = (
    "relation", "notes on codings", "notes on relations", "fields", "coders"
)  # fmt: skip
NOTES = ("import TypeSystem.xml as layers of the project first",)
_XML_FORBIDS = {*map(chr, range(32)), "\ufffe", "\uffff"} - {"\t", "\n", "\r"}


def write_inception_xmi(texts: CodedTexts) -> Exported:
    """An archive of `.xmi` files and their type system."""
    return _written(texts, ".xmi", "to_xmi", _XML_FORBIDS)


def write_inception_json(texts: CodedTexts) -> Exported:
    """An archive of UIMA JSON CAS files and their type system."""
    return _written(texts, ".json", "to_json", set())


def _written(texts: CodedTexts, suffix: str, method: str, forbidden: set[str]) -> Exported:
    stems = plain_names((each.id for each in texts.documents), "text")
    features = claim_features(texts)
    coders = {each.id: each.name for each in texts.coders}
    changed: list[Loss] = named_twice(texts)
    files: dict[str, bytes] = {}
    for written in by_document(texts):
        text = written.document.text
        if any(one in forbidden for one in text):
            text = "".join(" " if one in forbidden else one for one in text)
            what = "control characters, which XML cannot hold, became blanks"
            changed.append(Loss("document", written.document.id, what))
        cas = _cas(written, text, code_names(texts), coders, features, forbidden)
        files[f"{stems[written.document.id]}{suffix}"] = getattr(cas, method)().encode("utf-8")
    files["TypeSystem.xml"] = type_system(features)
    return Exported(archive_of(files), writing_report(texts, HOLDS, changed, notes=NOTES))


def type_system(features: tuple[str, ...]) -> bytes:
    """The type system as XML, which INCEpTION imports as layers."""
    return bytes(_types(features).to_xml().encode("utf-8"))


def _types(features: tuple[str, ...]) -> Any:
    with needs("cassis", "UIMA CAS files", "exchange"):
        from cassis import TypeSystem
    types = TypeSystem()
    for name in (SENTENCE, WORD, CODED, CLAIM):
        types.create_type(name=name, supertypeName="uima.tcas.Annotation")
    coded, claim = types.get_type(CODED), types.get_type(CLAIM)
    for feature in ("coder", NAME, "note"):
        types.create_feature(coded, feature, "uima.cas.String")
    for feature in (GOVERNOR, DEPENDENT):
        types.create_feature(claim, feature, CODED)
    for feature in features:
        types.create_feature(claim, feature, "uima.cas.String")
    return types


def _cas(
    written: Written, text: str, names: dict[str, str], coders: dict[str, str],
    features: tuple[str, ...], forbidden: set[str],
) -> Any:  # fmt: skip
    from cassis import Cas

    def clean(value: str) -> str | None:
        return "".join(" " if one in forbidden else one for one in value) or None

    types = _types(features)
    cas = Cas(types)
    cas.sofa_string = text
    cas.sofa_mime = "text/plain"
    made = []
    sentence, token = types.get_type(SENTENCE), types.get_type(WORD)
    for part in sentences(text, [each.span for each in written.codings]):
        made.append(sentence(begin=part.start, end=part.tokens[-1][1]))
        made += [token(begin=start, end=end) for start, end in part.tokens]
    coded, claim = types.get_type(CODED), types.get_type(CLAIM)
    spans = {}
    for each in written.codings:
        values = {NAME: names[each.code], "note": each.note, "coder": coders.get(each.coder, "")}
        filled = {key: clean(value) for key, value in values.items()}
        spans[each.id] = coded(begin=each.start, end=each.end, **filled)
    made += spans.values()
    for relation in written.relations:
        effect = spans[relation.effect]
        filled = {feature: clean(said(relation, feature, coders)) for feature in features}
        ends = {GOVERNOR: spans[relation.cause], DEPENDENT: effect}
        made.append(claim(begin=effect.begin, end=effect.end, **ends, **filled))
    cas.add_all(made)
    return cas
