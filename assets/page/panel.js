// The panel: what is selected, the sentences behind it, what followed and what it is linked to.
// All text comes in as text, never as markup.

const panel = document.getElementById("panel");
const details = document.getElementById("details");
const about = document.getElementById("about");
const more = document.getElementById("more");
const taller = document.getElementById("taller");

/** An element with properties and children; children that are nothing are left out. */
function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

const paragraph = (text, className = "") =>
  text ? make("p", { className, textContent: text }) : null;

/** A way to another node, which may be outside of what this page holds. */
function wayTo(id, label) {
  if (!nodes.has(id)) return make("span", { textContent: label });
  const button = make("button", { type: "button", className: "way", textContent: label });
  button.addEventListener("click", () => select(id, { moves: true }));
  return button;
}

function addressOf(url) {
  const shown = url.replace(/^https:\/\/(www\.)?/, "").split(/[/?#]/)[0];
  return make("a", { href: url, rel: "noreferrer", title: url, textContent: shown });
}

function chipOf(threat) {
  const button = wayTo(threat.id, threat.label);
  button.classList.add("chip");
  button.style.setProperty("--hue", `var(--threat-${threat.hue})`);
  return button;
}

function pieceOf(evidence) {
  if (evidence.citation) {
    return make("div", { className: "reference" },
      paragraph(evidence.citation),
      paragraph(evidence.confidence, "soft"),
      evidence.url ? make("p", {}, addressOf(evidence.url)) : null);
  }
  return make("figure", {},
    make("blockquote", { textContent: `“${evidence.words}”`, lang: evidence.lang ?? "" }),
    make("figcaption", { className: "soft", textContent: evidence.place ?? "" }),
    evidence.reason ? paragraph(`Why: ${evidence.reason}`, "reason") : null);
}

/** Evidence under a heading for each basis, so that they are never mixed. */
function evidenceOf(all, level) {
  return Object.entries(data.bases).flatMap(([basis, phrase]) => {
    const pieces = (all ?? []).filter((evidence) => evidence.basis === basis);
    if (pieces.length === 0) return [];
    return [make(level, { textContent: phrase, className: basis }), ...pieces.map(pieceOf)];
  });
}

function factsOf(node) {
  if (!node.facts) return null;
  const rows = node.facts.flatMap((fact) => [
    make("dt", { textContent: fact.name }),
    make("dd", {}, fact.url ? addressOf(fact.url) : fact.text),
  ]);
  return make("dl", { className: "facts" }, rows);
}

function sinceOf(node) {
  if (!node.since && node.unsought) {
    return [make("h3", { textContent: "Since then" }), paragraph(node.unsought, "soft")];
  }
  if (!node.since) return [];
  const items = node.since.map((event) => make("li", { className: event.open ? "open" : "" },
    make("time", { textContent: event.date }),
    make("div", {},
      paragraph(event.what),
      event.of ? make("p", {}, wayTo(event.of, event.name)) : null,
      paragraph(event.number, "soft"),
      event.url ? make("p", {}, addressOf(event.url)) : null,
      (event.evidence ?? []).map(pieceOf))));
  return [make("h3", { textContent: "Since then" }), make("ol", { className: "since" }, items)];
}

/** One link: where it leads, and behind “why?” the sentence it rests on. */
function tieOf(tie) {
  const way = wayTo(tie.other, labelOf(tie.other));
  const row = make("div", { className: "tie" }, way);
  if (tie.link.evidence) {
    row.append(make("details", { className: "why" },
      make("summary", { textContent: "why?" }), evidenceOf(tie.link.evidence, "h4")));
  }
  row.addEventListener("pointerenter", () => point(tie.link));
  row.addEventListener("pointerleave", () => point(null));
  way.addEventListener("focus", () => point(tie.link));
  way.addEventListener("blur", () => point(null));
  return row;
}

function tiesList(id) {
  const ties = tiesOf(id);
  if (ties.length === 0) return [];
  const phrases = [...new Set(ties.map((tie) => tie.phrase))];
  const rows = phrases.flatMap((phrase) => [
    make("dt", { textContent: phrase }),
    make("dd", {}, ties.filter((tie) => tie.phrase === phrase).map(tieOf)),
  ]);
  return [make("h3", { textContent: "Links" }), make("dl", { className: "ties" }, rows)];
}

function insideOf(id) {
  const inside = foldedInto(id);
  if (inside.length === 0) return [];
  const items = inside.map((node) => make("li", {}, wayTo(node.id, node.label)));
  return [
    make("h3", { textContent: `Folded inside (${inside.length})` }),
    make("ul", { className: "inside" }, items),
  ];
}

/**
 * Opens the panel or closes it; where it stands beside the picture it is there either way. On a
 * phone it is a sheet that leaves room for the picture until it is made taller.
 */
function openPanel(isOpen) {
  panel.classList.toggle("open", isOpen);
  if (!isOpen) makeTall(false);
  more.setAttribute("aria-expanded", String(isOpen && !about.hidden));
}

function makeTall(isTall) {
  panel.classList.toggle("tall", isTall);
  taller.textContent = isTall ? "Lower" : "Taller";
}

taller.addEventListener("click", () => makeTall(!panel.classList.contains("tall")));

/** Shows a node or a group; nothing shows what the page is about. */
function show(id) {
  const node = nodes.get(id);
  about.hidden = id !== null;
  details.hidden = id === null;
  openPanel(id !== null);
  if (id === null) return details.replaceChildren();
  const parts = [make("h2", { textContent: labelOf(id), tabIndex: -1 })];
  if (node) {
    parts.push(
      make("p", { className: "soft", textContent: node.standing, title: node.meaning ?? "" }),
      node.box ? make("p", { className: "soft" }, "In the picture folded into ", wayTo(node.box, labelOf(node.box))) : null,
      node.threats ? make("div", { className: "chips" }, node.threats.map(chipOf)) : null,
      paragraph(node.title, "title"), paragraph(node.summary), paragraph(node.definition),
      factsOf(node), ...evidenceOf(node.evidence, "h3"), ...sinceOf(node));
  }
  parts.push(...insideOf(id), ...tiesList(id));
  details.replaceChildren(...parts.filter((part) => part !== null));
  details.style.setProperty("--hue", node?.hue === undefined ? "" : `var(--threat-${node.hue})`);
  panel.scrollTop = 0;
}
