"""INCEpTION: CAS files of layers of its own, exported projects, and the layers that we write."""

import io
import json
import zipfile
from typing import Any

import cassis
import pytest
from lxml import etree

from contention.exchange.archives import archive_of
from contention.exchange.links.imported import ImportRefusedError
from contention.exchange.texts.coded_text import CodedTexts
from contention.exchange.texts.formats import TEXT_FORMATS
from contention.exchange.texts.given import GivenFile
from contention.exchange.texts.inception_in import read_inception
from contention.exchange.texts.recognising import recognised
from tests.test_exchange_texts_round_trips import PROJECT

TEXT = "🌧 Rain brings floods."
META = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"


def cas(label: str = "raises") -> cassis.Cas:
    """A CAS as a project with layers of its own has it."""
    types = cassis.TypeSystem()
    span = types.create_type(name="webanno.custom.Factor", supertypeName="uima.tcas.Annotation")
    types.create_feature(span, "value", "uima.cas.String")
    types.create_feature(span, "sure", "uima.cas.Boolean")
    arc = types.create_type(name="webanno.custom.Acts", supertypeName="uima.tcas.Annotation")
    types.create_feature(arc, "Governor", span)
    types.create_feature(arc, "Dependent", span)
    types.create_feature(arc, "polarity", "uima.cas.String")
    types.create_feature(arc, "label", "uima.cas.String")
    meta = types.create_type(name=META, supertypeName="uima.tcas.DocumentAnnotation")
    types.create_feature(meta, "documentTitle", "uima.cas.String")
    made = cassis.Cas(types)
    made.sofa_string, made.sofa_mime = TEXT, "text"
    cause, effect = span(begin=2, end=6, value="Rain"), span(begin=14, end=20, value="Floods")
    effect.sure = True
    acts = arc(begin=14, end=20, Governor=cause, Dependent=effect, polarity=label, label="acts")
    made.add_all([meta(begin=0, end=21, documentTitle="A speech"), cause, effect, acts])
    return made


def packed(made: cassis.Cas, name: str = "admin.xmi") -> bytes:
    system = made.typesystem.to_xml().encode()
    return archive_of({name: made.to_xmi().encode(), "TypeSystem.xml": system})


def said(texts: CodedTexts) -> list[tuple[str, str, str]]:
    codes = {one.id: one.code for one in texts.codings}
    return [(codes[one.cause], one.label, codes[one.effect]) for one in texts.relations]


def test_layers_of_a_project_are_read_by_their_features() -> None:
    texts = read_inception(GivenFile("export.zip", packed(cas())))
    assert said(texts) == [("Rain", "raises", "Floods")]
    assert [(TEXT[slice(*one.span)], one.note) for one in texts.codings] == [
        ("Rain", ""), ("floods", "sure: True"),
    ]  # fmt: skip
    assert texts.relations[0].note == "label: acts"
    assert texts.documents[0].title == "A speech"


def test_an_exported_project_has_a_file_for_each_document_and_person() -> None:
    files = {
        "exportedproject1.json": b'{"name": "p"}',
        "annotation/doc.txt/INITIAL_CAS.zip": packed(cas()),
        "annotation/doc.txt/ada.zip": packed(cas("raises"), "ada.xmi"),
        "annotation/doc.txt/bob.json": cas("lowers").to_json().encode(),
        "curation/doc.txt/CURATION_USER.zip": packed(cas("+"), "CURATION_USER.xmi"),
        "source/doc.txt": TEXT.encode(),
    }
    given = GivenFile("project.zip", archive_of(files))
    form = recognised(given)
    assert form is not None
    texts = form.read(given)
    assert len(texts.documents) == 1
    assert sorted((one.coder, one.label) for one in texts.relations) == [
        ("ada", "raises"), ("bob", "lowers"), ("curation", "+"),
    ]  # fmt: skip


def test_an_xmi_alone_needs_its_type_system() -> None:
    made = cas()
    alone = GivenFile("a.xmi", made.to_xmi().encode())
    with pytest.raises(ImportRefusedError, match="its type system is missing"):
        read_inception(alone)
    siblings = {"TypeSystem.xml": made.typesystem.to_xml().encode()}
    assert said(read_inception(GivenFile("a.xmi", alone.data, siblings)))


def test_types_that_the_system_lacks_are_counted() -> None:
    made = cas()
    xmi = made.to_xmi().replace("custom:Acts", "custom:Other").encode()
    system = made.typesystem.to_xml().encode()
    texts = read_inception(GivenFile("a.zip", archive_of({"a.xmi": xmi, "TypeSystem.xml": system})))
    assert [loss.what for loss in texts.report.left_out] == [
        "1 of types that its type system does not have"
    ]


def system_of(name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(TEXT_FORMATS[name].write(PROJECT).content)) as archive:
        return etree.fromstring(archive.read("TypeSystem.xml"))


@pytest.mark.parametrize("name", ["inception", "inception-json", "webanno-tsv"])
def test_the_layers_that_we_write_are_those_that_inception_recognises(name: str) -> None:
    """Direct subtypes of Annotation with features that are texts; a relation layer has two more,
    `Governor` and `Dependent`, both of the span layer."""
    types = {
        one.findtext("{*}name"): (
            one.findtext("{*}supertypeName"),
            {
                each.findtext("{*}name"): each.findtext("{*}rangeTypeName")
                for each in one.iter("{*}featureDescription")
            },
        )
        for one in system_of(name).iter("{*}typeDescription")
    }
    parent, features = types["custom.Coding"]
    assert parent == "uima.tcas.Annotation"
    assert set(features.values()) == {"uima.cas.String"}
    parent, features = types["custom.Claim"]
    assert parent == "uima.tcas.Annotation"
    ends = {key: value for key, value in features.items() if value != "uima.cas.String"}
    assert ends == {"Governor": "custom.Coding", "Dependent": "custom.Coding"}


def test_positions_in_the_files_are_utf_16_units() -> None:
    with zipfile.ZipFile(
        io.BytesIO(TEXT_FORMATS["inception-json"].write(PROJECT).content)
    ) as archive:
        held = json.loads(archive.read("the_letter.json"))
    spans = [each for each in held["%FEATURE_STRUCTURES"] if each["%TYPE"] == "custom.Coding"]
    assert (spans[0]["begin"], spans[0]["end"]) == (0, 7)  # `Rain 🌧`
