// Where one looks: a rectangle of the drawing, kept in the viewBox.

const mostZoom = 6;
const leastRead = 11; // Screen pixels that a label has at least where the page means it to be read.
const leastSeen = 6.5; // Below it, the whole picture is no place to begin on any screen.
const stage = document.getElementById("stage");
const isCalm = matchMedia("(prefers-reduced-motion: reduce)");
const isNarrow = matchMedia("(max-width: 760px)");

const whole = svg
  ? (({ x, y, width, height }) => ({ x, y, width, height }))(svg.viewBox.baseVal)
  : { x: 0, y: 0, width: 1, height: 1 };
/** The height of the smallest letters on boxes, in units. */
const labelSize = Math.min(
  ...drawn(".node text").map((text) => Number(text.getAttribute("font-size"))), 18);
let seen = { ...whole };
let keeping = fit; // What holds until someone moves, also when the window changes.
let moving = 0;

function look(rect) {
  seen = rect;
  svg?.setAttribute("viewBox", [rect.x, rect.y, rect.width, rect.height].join(" "));
}

/** Screen pixels to a unit. */
const zoom = () => Math.min(stage.clientWidth / seen.width, stage.clientHeight / seen.height);

/** The zoom at which the whole drawing has room; a small graph is not blown up, but on a wall. */
const wholeZoom = (room = stage.getBoundingClientRect()) => Math.min(
  room.width / whole.width, room.height / whole.height, Math.max(1.25, stage.clientHeight / 900));

/** The part of the stage that the panel leaves free, in screen pixels from the stage's corner. */
function free() {
  const [all, cover] = [stage, document.getElementById("panel")].map((e) => e.getBoundingClientRect());
  const [width, height] = [cover.left - all.left, cover.top - all.top];
  const isApart = cover.width === 0 || width >= all.width || height >= all.height;
  if (isApart) return { width: all.width, height: all.height };
  return width > 0 ? { width, height: all.height } : { width: all.width, height: Math.max(height, 0) };
}

/** The rectangle that fills the stage at a zoom, with a point in the middle of a part of it. */
function around(x, y, scale, part = { width: stage.clientWidth, height: stage.clientHeight }) {
  const width = stage.clientWidth / scale;
  const height = stage.clientHeight / scale;
  return { x: x - part.width / scale / 2, y: y - part.height / scale / 2, width, height };
}

/** The point of the drawing in the middle of what is free. */
function middle() {
  const part = free();
  return { x: seen.x + part.width / zoom() / 2, y: seen.y + part.height / zoom() / 2 };
}

function fit() {
  cancelAnimationFrame(moving);
  keeping = fit;
  const part = free();
  look(around(whole.x + whole.width / 2, whole.y + whole.height / 2, wholeZoom(part), part));
}

/** Where one begins to read: all of it, or its first corner where all would be too small. */
function begin() {
  fit();
  // A phone is held close and looked at in parts; a screen may begin with the whole.
  if (wholeZoom() * labelSize >= (isNarrow.matches ? leastRead : leastSeen)) return;
  const scale = leastRead / labelSize;
  const rect = around(0, 0, scale);
  const start = (at, size, room) => (size < room ? at - (room - size) / 2 : at);
  look({
    ...rect,
    x: start(whole.x, whole.width, rect.width),
    y: start(whole.y, whole.height, rect.height),
  });
  keeping = begin;
}

/** A move of the middle that does not lead further away from the drawing. */
function held(to, before, from, size) {
  return Math.min(Math.max(to, Math.min(from, before)), Math.max(from + size, before));
}

function lookAt(x, y, scale) {
  const before = middle();
  keeping = null;
  look(around(
    held(x, before.x, whole.x, whole.width), held(y, before.y, whole.y, whole.height), scale, free()));
}

/** Zooms by a factor; what lies under a point of the screen stays there. */
function zoomAt(factor, clientX, clientY) {
  cancelAnimationFrame(moving);
  const stageRect = stage.getBoundingClientRect();
  const scale = Math.min(Math.max(zoom() * factor, wholeZoom() / 2), mostZoom);
  const part = free();
  const offX = clientX - (stageRect.left + part.width / 2);
  const offY = clientY - (stageRect.top + part.height / 2);
  const { x, y } = middle();
  lookAt(x + offX / zoom() - offX / scale, y + offY / zoom() - offY / scale, scale);
}

function zoomBy(factor) {
  const rect = stage.getBoundingClientRect();
  const part = free();
  zoomAt(factor, rect.left + part.width / 2, rect.top + part.height / 2);
}

/** Moves so that the drawing follows a drag of so many screen pixels. */
function pan(byX, byY) {
  cancelAnimationFrame(moving);
  const { x, y } = middle();
  lookAt(x - byX / zoom(), y - byY / zoom(), zoom());
}

/** Goes to a rectangle, in a fifth of a second where motion is welcome. */
function glide(to) {
  cancelAnimationFrame(moving);
  keeping = null;
  if (isCalm.matches) return look(to);
  const from = seen;
  let start;
  const step = (now) => {
    start ??= now;
    const t = Math.min((now - start) / 200, 1);
    const eased = 1 - (1 - t) ** 3;
    const between = (key) => from[key] + (to[key] - from[key]) * eased;
    look({ x: between("x"), y: between("y"), width: between("width"), height: between("height") });
    if (t < 1) moving = requestAnimationFrame(step);
  };
  moving = requestAnimationFrame(step);
}

/**
 * Brings a box into the part of the stage that is free, where `closer` large enough to be read; the
 * picture stays as it is where the box is in sight already.
 */
function reveal(id, { closer = false } = {}) {
  const place = placeOf(id);
  if (!place) return;
  const [scale, part, { x, y }] = [zoom(), free(), middle()];
  // On a phone the buttons of the zoom stand over the picture's side.
  const [aside, above] = [(isNarrow.matches ? 60 : 8) / scale, 8 / scale];
  const isInSight =
    Math.abs(place.centerX - x) + place.width / 2 + aside < part.width / scale / 2 &&
    Math.abs(place.centerY - y) + place.height / 2 + above < part.height / scale / 2;
  const wanted = closer && scale * labelSize < 8 ? leastRead / labelSize : scale;
  if (isInSight && wanted === scale) return;
  glide(around(place.centerX, place.centerY, wanted, part));
}

if (svg) {
  const pointers = new Map();
  let hasMoved = false;

  svg.addEventListener("wheel", (event) => {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const speed = event.ctrlKey ? 0.01 : 0.0015;
    zoomAt(Math.exp(-event.deltaY * lines * speed), event.clientX, event.clientY);
  }, { passive: false });

  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (pointers.size === 1) hasMoved = false;
  });

  svg.addEventListener("pointermove", (event) => {
    const last = pointers.get(event.pointerId);
    if (!last) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    const moved = Math.hypot(now.x - last.x, now.y - last.y);
    // A click may tremble, and a finger is broad.
    if (!hasMoved && moved < (event.pointerType === "touch" ? 10 : 4)) return;
    if (!hasMoved) svg.setPointerCapture(event.pointerId);
    hasMoved = true;
    stage.classList.add("dragged");
    if (other) {
      const before = Math.hypot(last.x - other.x, last.y - other.y);
      const after = Math.hypot(now.x - other.x, now.y - other.y);
      pan((now.x - last.x) / 2, (now.y - last.y) / 2);
      zoomAt(after / Math.max(before, 1), (now.x + other.x) / 2, (now.y + other.y) / 2);
    } else {
      pan(now.x - last.x, now.y - last.y);
    }
    pointers.set(event.pointerId, now);
  });

  const lift = (event) => {
    pointers.delete(event.pointerId);
    if (pointers.size === 0) stage.classList.remove("dragged");
  };
  svg.addEventListener("pointerup", lift);
  svg.addEventListener("pointercancel", lift);

  // The click that ends a drag selects nothing; one of a screen reader ends no drag.
  svg.addEventListener("click", (event) => {
    if (hasMoved && event.detail > 0) event.stopImmediatePropagation();
    hasMoved = false;
  }, { capture: true });

  let beforePrint = null;
  addEventListener("beforeprint", () => {
    beforePrint = seen;
    look(whole);
  });
  addEventListener("afterprint", () => beforePrint && look(beforePrint));
}

// Paper has room for the legend, and nobody can open it there.
const legend = document.getElementById("legend");
let wasOpen = legend.open;
addEventListener("beforeprint", () => {
  wasOpen = legend.open;
  legend.open = true;
});
addEventListener("afterprint", () => (legend.open = wasOpen));

document.getElementById("closer").addEventListener("click", () => zoomBy(1.3));
document.getElementById("farther").addEventListener("click", () => zoomBy(1 / 1.3));
document.getElementById("fit").addEventListener("click", fit);
