#!/usr/bin/env bash
# Package: igraph 1.0.0
# Run on: 2026-11-29
# Guess: the id of an edge in GraphML is kept as the edge attribute "id", as that of a node
#   is; a key declared for="all" holds for nodes and edges, as GraphML says.
# Seen: the first edge gets the id of the first node, the second that of the second node,
#   whatever ids the file gives; a key for="all" is left out with a warning, values and all.
# So: never join igraph edges to coded passages by "id": write your own identifier as a data
#   key for="edge".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check igraph==1.0.0
cd "$work"
"$work/venv/bin/python" -W ignore - <<'EOF'
import igraph


def check(label, seen, expected):
    print(f"{label}: {seen!r}")
    if seen != expected:
        raise SystemExit(f"changed: {label} used to be {expected!r}")


XML = """<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="k" for="{target}" attr.name="strength" attr.type="double"/>
<graph edgedefault="directed"><node id="tolls"/><node id="rents"/>
<edge id="claim-1" source="tolls" target="rents"><data key="k">3</data></edge>
<edge id="claim-2" source="rents" target="tolls"><data key="k">4</data></edge>
</graph></graphml>"""


def edges(target):
    with open("case.graphml", "w") as out:
        out.write(XML.format(target=target))
    return [edge.attributes() for edge in igraph.Graph.Read_GraphML("case.graphml").es]


check(
    "for edge",
    edges("edge"),
    [{"strength": 3.0, "id": "tolls"}, {"strength": 4.0, "id": "rents"}],
)
check("for all", edges("all"), [{"id": "tolls"}, {"id": "rents"}])
EOF
