// What the page knows: nodes and links by id, and the groups that draw them.

const data = JSON.parse(document.getElementById("data").textContent);
const nodes = new Map(data.nodes.map((node) => [node.id, node]));
const groups = new Map(data.groups.map((group) => [group.id, group]));

const svg = document.getElementById("graph");
const drawn = (selector) => (svg ? [...svg.querySelectorAll(selector)] : []);
const boxes = new Map(drawn(".node[data-id]").map((box) => [box.dataset.id, box]));
const lines = drawn(".link");
const words = new Map(drawn(".words").map((layer) => [layer.dataset.of, layer]));

/** The id of the box in which a node is drawn: its own, or the one it is folded into. */
const boxOf = (id) => nodes.get(id)?.box ?? id;

/** What a box or node is called. */
const labelOf = (id) => (nodes.get(id) ?? groups.get(id))?.label ?? id;

/** The nodes folded into a box, in the order of the atlas. */
const foldedInto = (id) => data.nodes.filter((node) => node.box === id);

/** The links of a node, seen from it: relation, other end and the link itself. */
function tiesOf(id) {
  const out = data.links.filter((link) => link.source === id);
  const back = data.links.filter((link) => link.target === id && link.source !== id);
  return [
    ...out.map((link) => ({ phrase: link.out, other: link.target, link })),
    ...back.map((link) => ({ phrase: link.back, other: link.source, link })),
  ];
}

/** The rectangle of a box in the drawing's own units. */
function placeOf(id) {
  const ring = boxes.get(id)?.lastElementChild;
  if (!ring) return null;
  const side = (name) => Number(ring.getAttribute(name));
  const [x, y, width, height] = ["x", "y", "width", "height"].map(side);
  return { x, y, width, height, centerX: x + width / 2, centerY: y + height / 2 };
}

/** Says something to who cannot see it. */
function say(sentence) {
  document.getElementById("said").textContent = sentence;
}
