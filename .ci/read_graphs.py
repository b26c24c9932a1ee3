"""Reads exported graphs with other people's readers and compares what they find.

    read_graphs.py filter FILE.json    the filter of the exported view, or "(focus)" where it has one
    read_graphs.py views FILE.json     the names of the views of its briefing, a line each
    read_graphs.py check FOLDER        compares all that readers.sh put into the folder
"""

import csv
import io
import json
import sys
from pathlib import Path

import networkx


def exported(path):
    return json.loads(path.read_text(encoding="utf-8"))["graph"]


def view_filter(path):
    view = exported(path)["metadata"].get("view", {})
    return "(focus)" if view.get("focus") else view.get("filter", "")


def view_names(path):
    views = exported(path)["metadata"]["briefing"]["views"]
    return "\n".join(view["name"] for view in views)


def read_gexf(path):
    """Networkx learnt the name of GEXF 1.3 in its version 3; what is written in it is the same."""
    text = path.read_text(encoding="utf-8")
    if int(networkx.__version__.split(".")[0]) < 3:
        text = text.replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft")
        text = text.replace('version="1.3"', 'version="1.2"')
    return networkx.read_gexf(io.BytesIO(text.encode("utf-8")))


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def same(what, found, expected):
    if found != expected:
        sys.exit(f"error: {what}: {str(found)[:300]} is not {str(expected)[:300]}")


def check(folder):
    graph = exported(folder / "a.json")
    labels = {id: node["label"] for id, node in graph["nodes"].items()}
    kinds = {id: node["metadata"]["kind"] for id, node in graph["nodes"].items()}
    ends = sorted((edge["source"], edge["target"]) for edge in graph["edges"])
    link_ids = sorted(edge["id"] for edge in graph["edges"])

    if (folder / "nodes.json").exists():
        listed = json.loads((folder / "nodes.json").read_text(encoding="utf-8"))
        same("list nodes", {row["id"]: row["label"] for row in listed}, labels)
        listed = json.loads((folder / "links.json").read_text(encoding="utf-8"))
        same("list links", sorted(row["id"] for row in listed), link_ids)

    graphml = networkx.read_graphml(folder / "a.graphml")
    gexf = read_gexf(folder / "a.gexf")
    for name, read in [("GraphML", graphml), ("GEXF", gexf)]:
        same(f"{name}: nodes", {id: node["label"] for id, node in read.nodes(data=True)}, labels)
        same(f"{name}: kinds", {id: node["kind"] for id, node in read.nodes(data=True)}, kinds)
        same(f"{name}: links", sorted((a, b) for a, b in read.edges()), ends)
    for id, node in gexf.nodes(data=True):
        color = node["viz"]["color"]
        same(f"GEXF: colour of {id}", "#{r:02X}{g:02X}{b:02X}".format(**color), node["color"])

    nodes, links = rows(folder / "a-nodes.csv"), rows(folder / "a-links.csv")
    same("CSV: nodes", {row["Id"] for row in nodes}, set(labels))
    same("CSV: rows of nodes", len(nodes), len(labels))
    same("CSV: links", sorted(row["Id"] for row in links), link_ids)

    counts = (folder / "dot.counts").read_text().split()[:2]
    same("DOT: nodes and links", [int(count) for count in counts], [len(labels), len(ends)])
    print(f"{len(labels)} nodes and {len(ends)} links in every reader")


if __name__ == "__main__":
    command, path = sys.argv[1], Path(sys.argv[2])
    if command == "filter":
        print(view_filter(path))
    elif command == "views":
        print(view_names(path))
    else:
        check(path)
