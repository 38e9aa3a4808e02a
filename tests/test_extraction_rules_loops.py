"""Text in the style of modelling exercises, with invented nouns: every link, with its sign."""

import json

import pytest

from contention.coding.as_json import sd_json
from contention.documents.files import document_from_text
from contention.extraction.combine import reader_for

TEXT = """
As glims increase, trevs tend to decrease. Consequently, fewer trevs lead to more splonks. More
splonks, in turn, increase glims.
> glims - trevs, trevs - splonks, splonks + glims

Rising numbers of glims drive up trevs. Trevs, in turn, diminish splonks. When splonks go down,
glims go up.
> glims + trevs, trevs - splonks, splonks - glims

The more glims there are, the less trevs grow. Trevs are boosted by splonks and drunts. Drunts
are reduced by glims.
> glims - trevs, splonks + trevs, drunts + trevs, glims - drunts

An increase in glims reinforces trevs, thereby reducing splonks. A drop in splonks means more
glims.
> glims + trevs, trevs - splonks, splonks - glims

Glims, trevs and splonks all lower drunts. Quarps go up when drunts go down.
> glims - drunts, trevs - drunts, splonks - drunts, drunts - quarps

If glims rise, trevs fall; if trevs fall, splonks rise. This, in turn, feeds back into glims.
> glims - trevs, trevs - splonks, splonks + glims

Glims decrease as trevs go up. Trevs are driven up by splonks. They are held back by quarps.
> trevs - glims, splonks + trevs, quarps - trevs

Higher glims result in lower trevs, which in turn leads to higher splonks. Higher splonks then
cause glims to fall.
> glims - trevs, trevs - splonks, splonks - glims

The higher the glims, the lower the splonks. With more splonks, drunts tend to grow.
> glims - splonks, splonks + drunts

Glims grow with trevs but shrink with splonks. They are also weakened by drunts.
> trevs + glims, splonks - glims, drunts - glims

An influx of glims depletes trevs. Depleted trevs hold back splonks. Without splonks, drunts
cannot grow. Growing drunts attract glims.
> glims - trevs, trevs + splonks, splonks + drunts, drunts + glims

Glims are positively affected by trevs and negatively affected by splonks. Drunts are negatively
influenced by quarps.
> trevs + glims, splonks - glims, quarps - drunts

When there are more glims, there are fewer trevs. When there are fewer trevs, splonks multiply,
and as splonks multiply, drunts wither.
> glims - trevs, trevs - splonks, splonks - drunts

Glims diminish trevs. This diminishes splonks too. Such a decline in splonks encourages drunts.
> glims - trevs, trevs + splonks, splonks - drunts

As the glim level climbs, it pushes down trev demand, which pulls splonk prices lower. Lower
splonk prices push up drunt sales.
> glim level - trev demand, trev demand + splonk prices, splonk prices - drunt sales

Increasing glims leads to decreasing trevs. Increasing splonks causes decreasing drunts.
> glims - trevs, splonks - drunts

Glims have a positive effect on trevs. Splonks, however, have a negative impact on glims.
> glims + trevs, splonks - glims

Trevs fall because glims rise. Splonks rise because trevs fall. Drunts rise due to falling
splonks.
> glims - trevs, trevs - splonks, splonks - drunts

Whenever glims become scarce, trevs become abundant. Abundant trevs make splonks scarcer.
Scarcer splonks make drunts more common.
> glims - trevs, trevs - splonks, splonks - drunts

The growth of glims is limited by trevs. The decline of trevs is accelerated by splonks. The
loss of splonks would harm drunts.
> trevs - glims, splonks - trevs, splonks + drunts

Fewer glims, more trevs. More trevs, fewer splonks.
> glims - trevs, trevs - splonks

As blorks rise, so do fimbles. As fimbles rise, zorps fall. When zorps fall, so do wabs.
> blorks + fimbles, fimbles - zorps, zorps + wabs

Wabs respond negatively to tofts. Tofts respond positively to zorps. Zorps depend on blorks.
> tofts - wabs, zorps + tofts, blorks + zorps

When tulgeys expand, manxomes contract; this contraction then lets tulgeys expand further.
> tulgeys - manxomes, manxomes - tulgeys

More jubjubs mean fewer bandersnatches, and fewer bandersnatches mean more gloops, which drives
up jubjubs.
> jubjubs - bandersnatches, bandersnatches - gloops, gloops + jubjubs

Zids heighten yarls while dampening xebs. Xebs, by contrast, heighten zids.
> zids + yarls, zids - xebs, xebs + zids

If there are many mips, there will be few nops. If there are few nops, orps flourish. If orps
flourish, mips suffer.
> mips - nops, nops - orps, orps - mips

Nops diminish as mips accumulate, so orps accumulate. The accumulation of orps slows mips.
> mips - nops, nops - orps, orps - mips

The stock of pims shrinks when quals go up. The stock of pims grows when ruts go up.
> quals - stock of pims, ruts + stock of pims

Suds go down, so tams go up. Because tams go up, vims go down. Due to fewer vims, suds go up.
> suds - tams, tams - vims, vims - suds

Fosk output and gript output both sustain hasp demand. Hasp demand, however, erodes gript
output.
> fosk output + hasp demand, gript output + hasp demand, hasp demand - gript output

Donks and gonks contribute to jonks, while fonks reduce them.
> donks + jonks, gonks + jonks, fonks - jonks

The larger the pool of binks, the smaller the pool of donks, and the smaller the pool of donks,
the larger the pool of fonks.
> pool of binks - pool of donks, pool of donks - pool of fonks

Minks prevent ronks from growing. Ronks keep sonks in check. Sonks encourage minks to spread.
> minks - ronks, ronks - sonks, sonks + minks

Torbs have declined as a result of rising urbs. Rising urbs can be traced to falling verbs.
> urbs - torbs, verbs - urbs

Growth in kems is driven by lods but curbed by nirs. Nirs, for their part, are fed by kems.
> lods + kems, nirs - kems, kems + nirs

Frobs reduce glorps. Reduced glorps increase tweeps. Increased tweeps reduce frobs.
> frobs - glorps, glorps - tweeps, tweeps - frobs

Blivets influence grommets positively. Grommets influence widgets negatively. Widgets do not affect
blivets.
> blivets + grommets, grommets - widgets, widgets 0 blivets

Hiring more frobs decreases the backlog of glorps. A larger backlog of glorps pushes managers to
hire more frobs.
> frobs - backlog of glorps, backlog of glorps + frobs

Frob fatigue causes glorp errors. Glorp errors delay tweeps, and delayed tweeps worsen frob fatigue.
> frob fatigue + glorp errors, glorp errors - tweeps, tweeps - frob fatigue

A rise in frobs triggers a fall in glorps, and a fall in glorps triggers a rise in tweeps. The rise
in tweeps offsets the rise in frobs.
> frobs - glorps, glorps - tweeps, tweeps - frobs

Greater use of frobs erodes trust in glorps. Eroded trust in glorps reduces tweep visits, which
lowers the use of frobs.
> use of frobs - trust in glorps, trust in glorps + tweep visits, tweep visits + use of frobs

The frob workload increases stress. Stress lowers productivity. Lower productivity further increases
the frob workload.
> frob workload + stress, stress - productivity, productivity - frob workload
"""
"""Paragraphs, and under each (after ">") the links that it describes."""


def paragraphs() -> dict[str, set[str]]:
    """Each text → its links."""
    found = {}
    for block in TEXT.strip().split("\n\n"):
        lines = block.split("\n")
        links = " ".join(line[2:] for line in lines if line.startswith("> "))
        found[" ".join(line for line in lines if not line.startswith("> "))] = set(
            links.split(", ")
        )
    return found


PARAGRAPHS = paragraphs()


@pytest.mark.parametrize("text", PARAGRAPHS)
def test_every_link_of_a_loop_is_read_with_its_sign_and_no_other(text: str) -> None:
    found = reader_for("rules").find(document_from_text(text)).proposals
    said = {f"{each.cause.text} {each.sign} {each.effect.text}".lower() for each in found}
    assert said == PARAGRAPHS[text]


def test_a_loop_is_closed_in_sd_json() -> None:
    text = next(iter(PARAGRAPHS))
    document = document_from_text(text)
    made = sd_json(document, reader_for("rules").find(document))
    assert {(e["from"], e["polarity"], e["to"]) for e in made["relationships"]} == {
        ("Glims", "-", "Trevs"), ("Trevs", "-", "Splonks"), ("Splonks", "+", "Glims"),
    }  # fmt: skip
    assert [each["name"] for each in made["variables"]] == ["Glims", "Trevs", "Splonks"]
    assert json.loads(json.dumps(made)) == made
