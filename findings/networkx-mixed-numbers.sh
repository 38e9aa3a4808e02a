#!/usr/bin/env bash
# Package: networkx 3.6.1, igraph 1.0.0
# Run on: 2026-11-29
# Guess: an edge attribute that is 2 on one edge and 0.5 on another is written as one number
#   attribute, which every reader takes.
# Seen: GraphML gets two keys of the same name, one long and one double: networkx reads it,
#   igraph refuses the file for a duplicate attribute; GEXF gets one integer attribute with
#   the value 0.5 in it, which networkx itself then refuses to read.
# So: make every number a float before writing a graph; test an export with another reader.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check networkx==3.6.1 igraph==1.0.0
cd "$work"
"$work/venv/bin/python" -W ignore - <<'EOF'
import igraph
import networkx


def check(label, seen, expected):
    print(f"{label}: {seen!r}")
    if seen != expected:
        raise SystemExit(f"changed: {label} used to be {expected!r}")



def outcome(read, path):
    try:
        return sum(1 for _ in read(path).edges(data=True))
    except Exception as error:
        return f"{type(error).__name__}: {str(error).partition(chr(10))[0]}"


graph = networkx.DiGraph()
graph.add_edge("tolls", "prices", delay=2)
graph.add_edge("prices", "rents", delay=0.5)
networkx.write_graphml(graph, "case.graphml")
networkx.write_gexf(graph, "case.gexf")
check("GraphML, networkx", outcome(networkx.read_graphml, "case.graphml"), 2)
seen = outcome(lambda path: igraph.Graph.Read_GraphML(path).to_networkx(), "case.graphml")
check("GraphML, igraph", "Duplicate attribute name found: 'delay'" in str(seen), True)
check(
    "GEXF, networkx",
    outcome(networkx.read_gexf, "case.gexf"),
    "ValueError: invalid literal for int() with base 10: '0.5'",
)
for _, _, data in graph.edges(data=True):
    data["delay"] = float(data["delay"])
networkx.write_graphml(graph, "case.graphml")
check("all floats", igraph.Graph.Read_GraphML("case.graphml").es["delay"], [2.0, 0.5])
EOF
