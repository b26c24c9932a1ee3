//! The shapes of graph files that other programs write, and what to do with each.
//!
//! A new shape is one row. Owns names, signs, advice and examples; how signs are looked for is
//! [`super::lookalikes`]'s.

/// A shape that other programs write.
pub(super) struct Lookalike {
    /// What it is, after "this seems to be".
    pub(super) name: &'static str,
    /// What tells it: all signs of one of these lists. A sign is a path of keys (`a.b`) that has to
    /// be there; `a[]` is a list, of which what follows has to be in some item, `a{}` an object,
    /// `a=x` a text, `a~x` a text with `x` in it. The first sign is the place that is shown.
    pub(super) signs: &'static [&'static [&'static str]],
    /// What would be right.
    pub(super) advice: &'static str,
    /// Small files of this shape, for the test of the table.
    #[cfg_attr(not(test), expect(dead_code, reason = "the test of the table reads them"))]
    pub(super) examples: &'static [&'static str],
}

/// What a JSON Graph Format file looks like.
pub(super) const WANTED: &str =
    r#"{"graph": {"nodes": {"a": {"label": "A"}}, "edges": [{"source": "a", "target": "b"}]}}"#;

const LISTS: &str = "make `nodes` an object with the ids as keys, put it and `edges` under `graph`";

/// Every shape that is told; the first whose signs are there is named, so the narrow ones come
/// before the wide ones.
pub(super) const LOOKALIKES: &[Lookalike] = &[
    Lookalike {
        name: "a Gephi Lite file",
        signs: &[&["type=gephi-lite"], &["graphDataset{}"]],
        advice: "its graph is `graphDataset`: make each of its nodes a node, each edge an edge",
        examples: &[
            r#"{"type": "gephi-lite", "version": "1", "graphDataset": {}}"#,
            r#"{"graphDataset": {"nodeData": {}}}"#,
        ],
    },
    Lookalike {
        name: "a STIX bundle",
        signs: &[&["type=bundle", "objects[]"], &["spec_version", "type"], &["[].spec_version"]],
        advice: "make each object a node by its `id`, each relationship an edge from `source_ref` \
                 to `target_ref`",
        examples: &[
            r#"{"type": "bundle", "id": "bundle--1", "objects": []}"#,
            r#"{"type": "indicator", "spec_version": "2.1", "id": "indicator--1"}"#,
            r#"[{"type": "indicator", "spec_version": "2.1", "id": "indicator--1"}]"#,
        ],
    },
    Lookalike {
        name: "a MISP event",
        signs: &[&["Event.Attribute[]"], &["Event.uuid"], &["response[].Event"]],
        advice: "make each attribute or object a node, each reference an edge",
        examples: &[
            r#"{"Event": {"info": "x", "Attribute": []}}"#,
            r#"{"response": [{"Event": {"uuid": "1"}}]}"#,
        ],
    },
    Lookalike {
        name: "GeoJSON",
        signs: &[
            &["type=FeatureCollection"],
            &["type=Feature", "geometry"],
            &["type=GeometryCollection"],
            &["type=Topology"],
            &["coordinates[]", "type"],
        ],
        advice: "it holds places on a map and no links between them, so there is no graph in it",
        examples: &[
            r#"{"type": "FeatureCollection", "features": []}"#,
            r#"{"type": "Feature", "geometry": null, "properties": {}}"#,
            r#"{"type": "Topology", "objects": {}, "arcs": []}"#,
            r#"{"type": "Point", "coordinates": [1, 2]}"#,
        ],
    },
    Lookalike {
        name: "an Excalidraw drawing",
        signs: &[&["type=excalidraw"]],
        advice: "it holds shapes and no graph",
        examples: &[r#"{"type": "excalidraw", "version": 2, "elements": []}"#],
    },
    Lookalike {
        name: "Cytoscape JSON",
        signs: &[
            &["elements.nodes[]"],
            &["elements.edges[]"],
            &["elements[].data"],
            &["elements[].group"],
            &["elements[]", "format_version"],
            &["elements[]", "style[]"],
            &["[].data.source", "[].data.target"],
            &["[].group", "[].data"],
        ],
        advice: "make each element with `data.source` an edge, every other one a node by its `data.id`",
        examples: &[
            r#"{"elements": {"nodes": [{"data": {"id": "a"}}], "edges": []}}"#,
            r#"{"elements": [{"data": {"id": "a"}}]}"#,
            r#"[{"data": {"id": "a"}}, {"data": {"source": "a", "target": "a"}}]"#,
            r#"[{"group": "nodes", "data": {"id": "a"}}]"#,
        ],
    },
    Lookalike {
        name: "a Cytoscape Exchange (CX) file",
        signs: &[&["[].CXVersion"], &["[].numberVerification"], &["[].metaData[]"]],
        advice: "make each entry of its nodes a node, each entry of its edges an edge from `s` to `t`",
        examples: &[
            r#"[{"CXVersion": "2.0"}, {"nodes": []}]"#,
            r#"[{"numberVerification": []}, {"nodes": [{"@id": 1}]}]"#,
        ],
    },
    Lookalike {
        name: "a Kumu project",
        signs: &[&["connections[]", "elements[]"]],
        advice: "make each element a node, each connection an edge",
        examples: &[r#"{"elements": [{"label": "A"}], "connections": [{"from": "A", "to": "B"}]}"#],
    },
    Lookalike {
        name: "JSON Canvas, as Obsidian writes it",
        signs: &[
            &["edges[].fromNode", "nodes[]"],
            &["nodes[].width", "nodes[].height", "nodes[].type"],
        ],
        advice: "make each card a node by its `id`, each edge one from `fromNode` to `toNode`",
        examples: &[
            r#"{"nodes": [{"id": "a", "type": "text", "text": "A", "x": 0, "y": 0, "width": 9, "height": 9}], "edges": []}"#,
            r#"{"nodes": [{"id": "a"}], "edges": [{"id": "e", "fromNode": "a", "toNode": "a"}]}"#,
        ],
    },
    Lookalike {
        name: "vis.js network data",
        signs: &[&["edges[].from", "nodes[]"], &["edges[].from", "edges[].to"]],
        advice: "make `nodes` an object with the ids as keys, and call `from` and `to` of an edge \
                 `source` and `target`",
        examples: &[r#"{"nodes": [{"id": 1}, {"id": 2}], "edges": [{"from": 1, "to": 2}]}"#],
    },
    Lookalike {
        name: "an arrows.app drawing",
        signs: &[&["relationships[].fromId", "nodes[]"]],
        advice: "make each relationship an edge from `fromId` to `toId`",
        examples: &[
            r#"{"nodes": [{"id": "n0", "caption": "A"}], "relationships": [{"fromId": "n0", "toId": "n0"}]}"#,
        ],
    },
    Lookalike {
        name: "a Neo4j export",
        signs: &[
            &["relationships[]", "nodes[]"],
            &["results[].columns[]"],
            &["[].labels[]", "[].properties"],
            &["[].type=relationship"],
            &["type=node", "labels[]"],
            &["type=relationship", "start"],
        ],
        advice: "make each node a node by its id, each relationship an edge from its start to its end",
        examples: &[
            r#"{"nodes": [{"id": "1", "labels": ["X"]}], "relationships": []}"#,
            r#"{"results": [{"columns": ["n"], "data": []}], "errors": []}"#,
            r#"[{"type": "node", "id": "0", "labels": ["X"], "properties": {}}]"#,
            r#"{"type": "node", "id": "0", "labels": ["X"]}"#,
        ],
    },
    Lookalike {
        name: "Graphviz JSON",
        signs: &[&["objects[]._gvid"], &["edges[].tail", "edges[].head"]],
        advice: "make each object a node by its `name`, each edge one from `tail` to `head`",
        examples: &[r#"{"name": "G", "objects": [{"_gvid": 0, "name": "a"}], "edges": []}"#],
    },
    Lookalike {
        name: "a graphology graph, as sigma.js reads it",
        signs: &[
            &["nodes[].key", "edges[]"],
            &["nodes[].key", "options{}"],
            &["nodes[].key", "attributes"],
        ],
        advice: "make `nodes` an object with each `key` as the key, and put it and `edges` under `graph`",
        examples: &[
            r#"{"options": {"type": "mixed"}, "nodes": [{"key": "a"}], "edges": [{"source": "a", "target": "a"}]}"#,
        ],
    },
    Lookalike {
        name: "a graphlib graph, as dagre reads it",
        signs: &[&["nodes[].v"], &["edges[].v", "edges[].w"]],
        advice: "make each `v` a node, each edge one from `v` to `w`",
        examples: &[r#"{"options": {"directed": true}, "nodes": [{"v": "a"}], "edges": []}"#],
    },
    Lookalike {
        name: "networkx adjacency data",
        signs: &[&["adjacency[]", "nodes[]"]],
        advice: "in Python, write nodes and edges of the graph G as JSON Graph Format: `G.nodes` and `G.edges`",
        examples: &[
            r#"{"directed": false, "multigraph": false, "graph": [], "nodes": [{"id": "a"}], "adjacency": [[]]}"#,
        ],
    },
    Lookalike {
        name: "node-link data, as networkx writes it",
        signs: &[
            &["links[]", "multigraph"],
            &["nodes[]", "multigraph"],
            &["links[].key", "nodes[]"],
        ],
        advice: "make `nodes` an object with the ids as keys, call `links` `edges`, and put both under `graph`",
        examples: &[
            r#"{"directed": true, "multigraph": false, "graph": {}, "nodes": [{"id": "a"}], "links": []}"#,
            r#"{"directed": true, "multigraph": false, "graph": {}, "nodes": [{"id": "a"}], "edges": [{"source": "a", "target": "a"}]}"#,
            r#"{"directed": true, "multigraph": false, "graph": {"name": "g", "nodes": 3}, "nodes": [], "links": []}"#,
        ],
    },
    Lookalike {
        name: "node-link data, as d3-force draws it",
        signs: &[&["links[]", "nodes[]"], &["links[].source", "links[].target"]],
        advice: "make `nodes` an object with the ids as keys, call `links` `edges`, and put both under `graph`",
        examples: &[
            r#"{"nodes": [{"id": "a", "group": 1}], "links": [{"source": "a", "target": "a", "value": 1}]}"#,
            r#"{"graph": {}, "nodes": [], "links": []}"#,
            r#"{"links": [{"source": 0, "target": 1}]}"#,
        ],
    },
    Lookalike {
        name: "an ECharts graph",
        signs: &[&["series[].links[]"], &["series[].type=graph"]],
        advice: "make each entry of `data` a node, each entry of `links` an edge",
        examples: &[r#"{"series": [{"type": "graph", "data": [], "links": []}]}"#],
    },
    Lookalike {
        name: "a React Flow diagram",
        signs: &[&["nodes[].position", "edges[]"]],
        advice: LISTS,
        examples: &[
            r#"{"nodes": [{"id": "1", "position": {"x": 0, "y": 0}, "data": {}}], "edges": [], "viewport": {}}"#,
        ],
    },
    Lookalike {
        name: "GraphSON",
        signs: &[&["vertices[]"], &["graph.vertices[]"], &["@type=tinker:graph"]],
        advice: "make each vertex a node, each edge one from `_outV` (or `outV`) to `_inV` (or `inV`)",
        examples: &[
            r#"{"graph": {"mode": "NORMAL", "vertices": [], "edges": []}}"#,
            r#"{"@type": "tinker:graph", "@value": {}}"#,
        ],
    },
    Lookalike {
        name: "a JSON Graph Format file of version 1, whose nodes are a list",
        signs: &[
            &["graph.nodes[]", "graph.edges"],
            &["graph.nodes[].label"],
            &["graphs[].nodes[]"],
        ],
        advice: "version 2 is read: make `nodes` an object with the ids as keys",
        examples: &[
            r#"{"graph": {"nodes": [{"id": "a"}], "edges": [{"source": "a", "target": "a"}]}}"#,
            r#"{"graph": {"label": "G", "nodes": [{"id": "a", "label": "A"}]}}"#,
            r#"{"graphs": [{"nodes": [{"id": "a"}], "edges": []}]}"#,
        ],
    },
    Lookalike {
        name: "node-link data under `graph`",
        signs: &[&["graph.nodes[]"]],
        advice: "make `nodes` an object with the ids as keys, and call `links` `edges`",
        examples: &[
            r#"{"graph": {"nodes": [{"id": "a"}], "links": [{"source": "a", "target": "a"}]}}"#,
            r#"{"graph": {"nodes": []}}"#,
        ],
    },
    Lookalike {
        name: "a list of nodes and a list of edges",
        signs: &[&["nodes[]", "edges[]"], &["nodes[]", "Edges[]"], &["Nodes[]", "Edges[]"]],
        advice: LISTS,
        examples: &[
            r#"{"nodes": [{"id": "a", "label": "A", "x": 1, "y": 2}], "edges": [{"id": "e", "source": "a", "target": "a"}]}"#,
            r#"{"nodes": [], "edges": []}"#,
        ],
    },
    Lookalike {
        name: "what stands inside a JSON Graph Format file",
        signs: &[&["nodes{}", "edges[]"], &["nodes{}", "links[]"], &["nodes{}", "metadata{}"]],
        advice: "put all of it under `graph`",
        examples: &[r#"{"nodes": {"a": {}}, "edges": []}"#],
    },
    Lookalike {
        name: "linked data (JSON-LD)",
        signs: &[&["@context"], &["@graph[]"], &["[].@id"]],
        advice: "make each `@id` a node, each property that names another an edge",
        examples: &[
            r#"{"@context": "https://schema.org", "@id": "x"}"#,
            r#"[{"@id": "x", "@type": ["y"]}]"#,
        ],
    },
    Lookalike {
        name: "the answer to a SPARQL query",
        signs: &[&["results.bindings[]", "head"]],
        advice: "make each row of `bindings` an edge between the two it names",
        examples: &[r#"{"head": {"vars": ["s"]}, "results": {"bindings": []}}"#],
    },
    Lookalike {
        name: "Wikidata entities",
        signs: &[&["entities{}"], &["claims{}", "labels"]],
        advice: "make each entity a node, each claim that names another an edge",
        examples: &[r#"{"entities": {"Q1": {"type": "item"}}}"#],
    },
    Lookalike {
        name: "a schema",
        signs: &[&["$schema~json-schema", "properties"], &["$schema~json-schema", "$defs"]],
        advice: "it says how files look and holds no graph itself",
        examples: &[
            r#"{"$schema": "https://json-schema.org/draft/2020-12/schema", "properties": {}}"#,
        ],
    },
    Lookalike {
        name: "a Vega chart",
        signs: &[&["$schema~vega"]],
        advice: "it says how a chart looks; make a graph of the data it draws",
        examples: &[r#"{"$schema": "https://vega.github.io/schema/vega/v5.json", "data": []}"#],
    },
    Lookalike {
        name: "a Jupyter notebook",
        signs: &[&["nbformat", "cells[]"]],
        advice: "write the graph it works out to a file",
        examples: &[r#"{"nbformat": 4, "cells": []}"#],
    },
    Lookalike {
        name: "what `protecteu-atlas check --json` says of an atlas",
        signs: &[&["[].severity", "[].code", "[].message"], &["findings[]", "coverage"]],
        advice: "open the atlas itself, or what `protecteu-atlas export -o FILE.json` writes",
        examples: &[
            r#"[{"path": "x", "severity": "error", "code": "syntax", "message": "m"}]"#,
            r#"{"findings": [], "coverage": {}}"#,
        ],
    },
    Lookalike {
        name: "a list of edges",
        signs: &[
            &["[].source", "[].target"],
            &["[].from", "[].to"],
            &["edges[].source", "edges[].target"],
        ],
        advice: "put it as `edges` under `graph`, beside an object `nodes` with all ids as keys",
        examples: &[
            r#"[{"source": "a", "target": "b"}]"#,
            r#"[{"from": "a", "to": "b"}]"#,
            r#"{"edges": [{"source": "a", "target": "b"}]}"#,
        ],
    },
    Lookalike {
        name: "a tree, as d3-hierarchy draws it",
        signs: &[&["children[]"], &["[].children[]"]],
        advice: "make each entry a node, each entry of its `children` an edge to that child",
        examples: &[r#"{"name": "root", "children": [{"name": "a"}]}"#],
    },
    Lookalike {
        name: "a list of several JSON Graphs",
        signs: &[&["[].graph{}"], &["[].nodes{}"]],
        advice: "open one of them by itself",
        examples: &[r#"[{"graph": {"nodes": {}}}, {"graph": {"nodes": {}}}]"#],
    },
    Lookalike {
        name: "a table as a list of rows",
        signs: &[&["[].id"], &["[].name"], &["[].label"]],
        advice: "make each row a node, and say in `edges` which belong together",
        examples: &[r#"[{"id": "a", "label": "A"}, {"id": "b"}]"#],
    },
];
