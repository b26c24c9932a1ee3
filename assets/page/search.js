// The search: names, numbers, summaries and quotes, without regard to case or accents.

const query = document.getElementById("query");
const results = document.getElementById("results");
const found = document.getElementById("found");
const mostShown = 10;

/** Letters as they are compared: no case, no accents, plain quotes and spaces. */
const plain = (text) => text
  .normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
  .replace(/[‘’]/g, "'").replace(/[“”]/g, "\"").replace(/\s+/g, " ").trim();

/** Each node with what can be found of it: names first, then texts. */
const shelf = data.nodes.map((node) => {
  const facts = (node.facts ?? []).flatMap((fact) => fact.text ?? []);
  const quotes = (node.evidence ?? []).flatMap((evidence) => evidence.words ?? evidence.citation);
  const texts = [node.summary, node.definition, ...quotes].filter(Boolean);
  return {
    node,
    label: plain(node.label),
    names: plain([node.title ?? "", ...facts].join(" \n ")),
    texts: texts.map((text) => [text, plain(text)]),
  };
});

/** What answers some words: all of them in its names or one of its texts; the best first. */
function find(words) {
  const wanted = plain(words);
  if (wanted === "") return [];
  const parts = wanted.split(" ");
  const hasAll = (text) => parts.every((part) => text.includes(part));
  const answers = [];
  for (const entry of shelf) {
    const text = entry.texts.find(([, compared]) => hasAll(compared));
    const rank = entry.label.startsWith(wanted) ? 0
      : hasAll(entry.label) ? 1
        : hasAll(`${entry.label} ${entry.names}`) ? 2
          : text ? 3 : null;
    if (rank !== null) answers.push({ rank, node: entry.node, text: rank === 3 ? text[0] : null });
  }
  return answers.sort((a, b) => a.rank - b.rank); // Stable: the atlas's order within a rank.
}

/** Some of a text around the first of the words. */
function excerpt(text, words) {
  const at = Math.max(text.toLowerCase().indexOf(plain(words).split(" ")[0]), 0);
  const from = at < 30 ? 0 : text.indexOf(" ", at - 30) + 1;
  const isLong = text.length > from + 110;
  const to = isLong ? text.lastIndexOf(" ", from + 110) : text.length;
  return `${from > 0 ? "… " : ""}${text.slice(from, Math.max(to, from)).trim()}${isLong ? " …" : ""}`;
}

let active = -1;

function resultOf({ node, text }, at) {
  const option = make("li", { id: `result-${at}` },
    make("span", { className: "name", textContent: node.label }),
    make("span", { className: "soft", textContent: text ? `“${excerpt(text, query.value)}”` : node.standing }));
  option.setAttribute("role", "option");
  option.dataset.id = node.id;
  // Before the field loses the keyboard and the list closes.
  option.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    choose(node.id);
  });
  return option;
}

function list() {
  const answers = find(query.value);
  const options = answers.slice(0, mostShown).map(resultOf);
  const rest = answers.length - options.length;
  const isAsked = plain(query.value) !== "";
  document.getElementById("rest").textContent = options.length === 0
    ? "Nothing found in this view."
    : rest > 0 ? `${rest} more: type more letters` : "";
  results.replaceChildren(...options);
  results.hidden = options.length === 0;
  open(isAsked);
  activate(options.length > 0 ? 0 : -1);
  if (isAsked) say(answers.length === 1 ? "1 found" : `${answers.length} found`);
}

function open(isOpen) {
  found.hidden = !isOpen;
  query.setAttribute("aria-expanded", String(isOpen));
}

function activate(at) {
  active = at;
  const options = [...results.querySelectorAll("[role=option]")];
  options.forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
  if (options[at]) query.setAttribute("aria-activedescendant", options[at].id);
  else query.removeAttribute("aria-activedescendant");
  options[at]?.scrollIntoView({ block: "nearest" });
}

function choose(id) {
  open(false);
  select(id, { moves: true });
}

query.addEventListener("input", list);
query.addEventListener("focus", () => {
  query.select(); // What is typed next is another question.
  if (query.value) list();
});
query.addEventListener("blur", () => open(false));
query.addEventListener("keydown", (event) => {
  const options = [...results.querySelectorAll("[role=option]")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && options.length > 0) {
    event.preventDefault();
    if (found.hidden) return list();
    activate((active + step + options.length) % options.length);
  } else if (event.key === "Enter" && !found.hidden && options[active]) {
    event.preventDefault();
    choose(options[active].dataset.id);
  } else if (event.key === "Escape") {
    event.stopPropagation();
    event.preventDefault();
    if (found.hidden) {
      query.value = "";
      query.blur();
    }
    open(false);
  }
});
