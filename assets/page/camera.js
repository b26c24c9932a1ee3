// Where one looks: a rectangle of the drawing, kept in the viewBox.

const largestFit = 1.25; // Screen pixels to a unit; a small graph is not blown up beyond it.
const mostZoom = 6;
const stage = document.getElementById("stage");
const isCalm = matchMedia("(prefers-reduced-motion: reduce)");

const whole = svg
  ? (({ x, y, width, height }) => ({ x, y, width, height }))(svg.viewBox.baseVal)
  : { x: 0, y: 0, width: 1, height: 1 };
let seen = { ...whole };
let isFitted = true; // Until someone moves; what is fitted stays so when the window changes.
let moving = 0;

function look(rect) {
  seen = rect;
  svg?.setAttribute("viewBox", [rect.x, rect.y, rect.width, rect.height].join(" "));
}

/** Screen pixels to a unit. */
const zoom = () => Math.min(stage.clientWidth / seen.width, stage.clientHeight / seen.height);

/** The rectangle around a point that fills the stage at a zoom. */
function around(x, y, scale) {
  const width = stage.clientWidth / scale;
  const height = stage.clientHeight / scale;
  return { x: x - width / 2, y: y - height / 2, width, height };
}

function fit() {
  cancelAnimationFrame(moving);
  isFitted = true;
  const scale = Math.min(
    stage.clientWidth / whole.width, stage.clientHeight / whole.height, largestFit);
  look(around(whole.x + whole.width / 2, whole.y + whole.height / 2, scale));
}

/** Zooms by a factor; what lies under a point of the screen stays there. */
function zoomAt(factor, clientX, clientY) {
  cancelAnimationFrame(moving);
  const stageRect = stage.getBoundingClientRect();
  const least = Math.min(
    stageRect.width / whole.width, stageRect.height / whole.height, largestFit) / 2;
  const scale = Math.min(Math.max(zoom() * factor, least), mostZoom);
  const offX = clientX - (stageRect.left + stageRect.width / 2);
  const offY = clientY - (stageRect.top + stageRect.height / 2);
  const x = seen.x + seen.width / 2 + offX / zoom() - offX / scale;
  const y = seen.y + seen.height / 2 + offY / zoom() - offY / scale;
  isFitted = false;
  look(around(x, y, scale));
}

function zoomBy(factor) {
  const rect = stage.getBoundingClientRect();
  zoomAt(factor, rect.left + rect.width / 2, rect.top + rect.height / 2);
}

/** Moves so that the drawing follows a drag of so many screen pixels. */
function pan(byX, byY) {
  cancelAnimationFrame(moving);
  isFitted = false;
  look({ ...seen, x: seen.x - byX / zoom(), y: seen.y - byY / zoom() });
}

/** Goes to a rectangle, in a fifth of a second where motion is welcome. */
function glide(to) {
  cancelAnimationFrame(moving);
  isFitted = false;
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

/** How much of the stage's right side the panel covers, in screen pixels. */
function covered() {
  const rect = document.getElementById("panel").getBoundingClientRect();
  const right = stage.getBoundingClientRect().right;
  return rect.left < right && rect.right >= right ? right - rect.left : 0;
}

/**
 * Brings a box into sight, where `closer` large enough to be read; the picture stays as it is where
 * the box is in sight already.
 */
function reveal(id, { closer = false } = {}) {
  const place = placeOf(id);
  if (!place) return;
  const [scale, hidden] = [zoom(), covered()];
  const [width, height] = [stage.clientWidth - hidden, stage.clientHeight];
  const centre = {
    x: seen.x + (seen.width - hidden / scale) / 2,
    y: seen.y + seen.height / 2,
  };
  const isInSight =
    Math.abs(place.centerX - centre.x) + place.width / 2 + 8 < width / scale / 2 &&
    Math.abs(place.centerY - centre.y) + place.height / 2 + 8 < height / scale / 2;
  const wanted = closer && scale < 0.6 ? 0.9 : scale;
  if (isInSight && wanted === scale) return;
  glide(around(place.centerX + hidden / wanted / 2, place.centerY, wanted));
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
    if (!hasMoved && moved < 4) return; // A click may tremble.
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
    stage.classList.remove("dragged");
  };
  svg.addEventListener("pointerup", lift);
  svg.addEventListener("pointercancel", lift);

  // The click that ends a drag selects nothing.
  svg.addEventListener("click", (event) => {
    if (hasMoved) event.stopImmediatePropagation();
    hasMoved = false;
  }, { capture: true });

  new ResizeObserver(() => (isFitted ? fit() : look(around(
    seen.x + seen.width / 2, seen.y + seen.height / 2, zoom())))).observe(stage);

  let beforePrint = null;
  addEventListener("beforeprint", () => {
    beforePrint = seen;
    look(whole);
  });
  addEventListener("afterprint", () => beforePrint && look(beforePrint));
}

document.getElementById("closer").addEventListener("click", () => zoomBy(1.3));
document.getElementById("farther").addEventListener("click", () => zoomBy(1 / 1.3));
document.getElementById("fit").addEventListener("click", fit);
