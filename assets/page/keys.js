// The keyboard, the switch between light and dark, and the first state of the page.

const root = document.documentElement;
const isDark = matchMedia("(prefers-color-scheme: dark)");
const themeButton = document.getElementById("theme");

/** The box next to one in a direction: near, and rather straight ahead than aside. */
function neighbour(id, [wayX, wayY]) {
  const from = placeOf(id);
  let best = null;
  let least = Infinity;
  for (const other of boxes.keys()) {
    if (other === id) continue;
    const to = placeOf(other);
    const [dx, dy] = [to.centerX - from.centerX, to.centerY - from.centerY];
    const ahead = dx * wayX + dy * wayY;
    const aside = Math.abs(dx * wayY) + Math.abs(dy * wayX);
    const cost = ahead + 2 * aside;
    if (ahead > 1 && aside < 3 * ahead && cost < least) [best, least] = [other, cost];
  }
  return best;
}

/** The box that is read first: at the left, and there at the top. */
function firstBox() {
  const isBefore = (a, b) => a.x < b.x || (a.x === b.x && a.y < b.y);
  return [...boxes.keys()].reduce((first, id) =>
    (first === null || isBefore(placeOf(id), placeOf(first)) ? id : first), null);
}

function enter(id) {
  rove(id);
  boxes.get(id).focus({ preventScroll: true });
  reveal(id);
}

const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Keys while the picture or one of its boxes has the keyboard; says whether one was meant. */
function graphKey(event) {
  const box = event.target.closest(".node");
  const way = ways[event.key];
  if (way && box && !event.shiftKey) {
    const next = neighbour(box.dataset.id, way);
    if (next !== null) enter(next);
  } else if (way) {
    pan(-way[0] * 80, -way[1] * 80);
  } else if (event.key === "+" || event.key === "=") {
    zoomBy(1.3);
  } else if (event.key === "-" || event.key === "_") {
    zoomBy(1 / 1.3);
  } else if (event.key === "0") {
    fit();
  } else if ((event.key === "Enter" || event.key === " ") && box) {
    select(box.dataset.id);
  } else if (event.key === "Enter" && boxes.size > 0) {
    enter(selected === null ? firstBox() : boxOf(selected));
  } else if (event.key === "Escape" && selected === null && box) {
    svg.focus({ preventScroll: true });
  } else {
    return false;
  }
  return true;
}

svg?.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || !graphKey(event)) return;
  event.preventDefault();
  event.stopPropagation();
});

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const isTyping = event.target instanceof HTMLInputElement;
  if (event.key === "/" && !isTyping) {
    event.preventDefault();
    query.focus();
  } else if (event.key === "Escape") {
    stepBack();
  }
});

function nameTheme() {
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : isDark.matches;
  themeButton.textContent = dark ? "Light" : "Dark";
}

themeButton.addEventListener("click", () => {
  root.dataset.theme = themeButton.textContent.toLowerCase();
  nameTheme();
});
isDark.addEventListener("change", nameTheme);

root.classList.add("scripted");
nameTheme();
// Where there is little room, it is the picture's.
if (innerHeight < 720 || isNarrow.matches) legend.open = false;
begin();
rove(firstBox());
const linked = data.nodes.find((node) => `#${encodeURIComponent(node.id)}` === location.hash);
const first = linked?.id ?? data.selected ?? null;
if (first !== null) {
  select(first);
  reveal(boxOf(first), { closer: true });
}
