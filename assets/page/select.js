// What is selected, hovered or pointed at, and what of the drawing comes forward for it.

let selected = null;
let hovered = null;
let pointed = null;

/** The links drawn for one link of the atlas: between the boxes its ends are drawn in. */
const linesOf = (link) => lines.filter((line) =>
  line.dataset.source === boxOf(link.source) && line.dataset.target === boxOf(link.target));

function emphasise() {
  const box = hovered ?? (selected === null ? null : boxOf(selected));
  const isEnd = (line) => line.dataset.source === box || line.dataset.target === box;
  const traced = box === null ? [] : lines.filter(isEnd);
  const near = new Set(traced.flatMap((line) => [line.dataset.source, line.dataset.target]));
  if (box !== null) near.add(box);
  const strong = pointed ? new Set(linesOf(pointed)) : null;
  svg?.classList.toggle("quieter", box !== null);
  svg?.classList.toggle("hovered", hovered !== null);
  for (const line of lines) {
    line.classList.toggle("traced", strong ? strong.has(line) : traced.includes(line));
  }
  for (const [id, node] of boxes) {
    node.classList.toggle("near", near.has(id));
    node.setAttribute("aria-pressed", String(selected !== null && id === boxOf(selected)));
  }
  for (const [id, layer] of words) layer.classList.toggle("shown", id === box && !strong);
}

/** Brings one link alone forward, or again all of what is selected. */
function point(link) {
  pointed = link;
  emphasise();
}

/** Selects a node or group by id, or nothing; `moves` takes picture and keyboard along. */
function select(id, { moves = false } = {}) {
  selected = id;
  hovered = null;
  pointed = null;
  show(id);
  emphasise();
  history.replaceState(null, "", id === null ? "#" : `#${encodeURIComponent(id)}`);
  if (id === null) return say("Nothing selected");
  say(`${labelOf(id)} selected`);
  rove(boxOf(id));
  reveal(boxOf(id), { closer: moves || isNarrow.matches });
  if (moves) {
    details.querySelector("h2").focus({ preventScroll: true });
  }
}

/** One step back: nothing is selected, and the keyboard is where it came from. */
function stepBack() {
  const box = selected === null ? null : boxes.get(boxOf(selected));
  const from = panel.contains(document.activeElement) ? more : null;
  select(null);
  (box ?? from)?.focus({ preventScroll: true });
}

document.getElementById("close").addEventListener("click", stepBack);

/** Makes one box the way into the picture for the keyboard. */
function rove(id) {
  const next = boxes.get(id);
  if (!next) return;
  for (const box of boxes.values()) box.setAttribute("tabindex", box === next ? "0" : "-1");
}

for (const [id, box] of boxes) {
  box.addEventListener("click", () => select(boxes.get(selected) === box ? null : id));
  box.addEventListener("pointerenter", (event) => {
    if (event.pointerType !== "mouse" || event.buttons !== 0) return;
    hovered = id;
    emphasise();
  });
  box.addEventListener("pointerleave", () => {
    hovered = null;
    emphasise();
  });
}

svg?.addEventListener("click", (event) => {
  if (!event.target.closest(".node")) select(null);
});

// What is selected stays in sight where the window changes, as a phone does when it is turned.
new ResizeObserver(() => {
  if (keeping) return keeping();
  const { x, y } = middle();
  look(around(x, y, zoom(), free()));
  if (selected !== null) reveal(boxOf(selected));
}).observe(stage);

more.addEventListener("click", () => {
  const opens = about.hidden || !panel.classList.contains("open");
  select(null);
  openPanel(opens);
  panel.scrollTop = 0;
});
