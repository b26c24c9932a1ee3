// The search: which nodes answer what is typed, as `list nodes --filter` has them, and the list of them.

const query = document.getElementById("query");
const results = document.getElementById("results");
const found = document.getElementById("found");
const mostShown = 10;

/** How each term is held by a node: by its own texts, and with those of its links. */
function holdings(terms) {
  const holds = (text = "") => terms.map((term) => heldBy(text, term.folded));
  const all = data.nodes.map((node) => {
    const own = holds(node.searched);
    return { node, own, best: [...own] };
  });
  const byId = new Map(all.map((entry) => [entry.node.id, entry]));
  for (const link of data.links.filter((link) => link.searched)) {
    const ofLink = holds(link.searched);
    for (const end of [link.source, link.target]) {
      const entry = byId.get(end);
      if (entry) entry.best = entry.best.map((how, i) => Math.max(how, ofLink[i]));
    }
  }
  return all;
}

/** What answers some words, the best first, and those of them that no word begins with. */
function find(typed) {
  const terms = termsOf(typed);
  if (terms.length === 0) return { answers: [], inside: [] };
  const all = holdings(terms);
  const best = terms.map((_, i) => Math.max(hold.not, ...all.map((entry) => entry.best[i])));
  const counts = (hows) => hows.every((how, i) => how !== hold.not && how === best[i]);
  const wanted = terms.map((term) => term.folded).join(" ");
  const rank = ({ node, own }) => {
    const label = fold(node.label).folded;
    // The very name before those that only begin so.
    return label === wanted ? -1 : label.startsWith(wanted) ? 0
      : counts(terms.map((term) => heldBy(label, term.folded))) ? 1
        : counts(own) ? 2 : 3;
  };
  const answers = all.filter((entry) => counts(entry.best))
    .map((entry) => ({ rank: rank(entry), node: entry.node }));
  return {
    answers: answers.sort((a, b) => a.rank - b.rank), // Stable: the atlas's order within a rank.
    inside: terms.filter((_, i) => best[i] === hold.inside).map((term) => term.typed),
  };
}

/** The texts that stand behind a node, its own first. */
function textsOf(node) {
  const links = data.links.filter(({ source, target }) => [source, target].includes(node.id));
  const quotes = [node, ...links].flatMap((claim) => claim.evidence ?? [])
    .map((evidence) => evidence.words ?? evidence.citation);
  const since = (node.since ?? []).map((event) => event.what);
  return [node.title, node.summary, node.definition, ...quotes, ...since].filter(Boolean);
}

/** Some of the text in which most of the terms stand, around the first of them. */
function excerptOf(node, terms) {
  let most = { n: 0 };
  for (const text of textsOf(node)) {
    const { folded, places } = fold(text);
    const found = terms.map((term) => wordPlace(folded, term.folded)).filter(({ how }) => how);
    const n = found.reduce((sum, { how }) => sum + how, 0);
    if (n > most.n) most = { n, text, at: places[found[0].at] };
  }
  return most.text && cut(most.text, most.at);
}

/** A text cut between words around a place. */
function cut(text, at) {
  const from = at < 30 ? 0 : text.indexOf(" ", at - 30) + 1;
  const isLong = text.length > from + 110;
  const to = isLong ? text.lastIndexOf(" ", from + 110) : text.length;
  return `${from > 0 ? "… " : ""}${text.slice(from, Math.max(to, from)).trim()}${isLong ? " …" : ""}`;
}

let active = -1;

function resultOf({ node, rank }, at) {
  const text = rank > 1 ? excerptOf(node, termsOf(query.value)) : null;
  const option = make("li", { id: `result-${at}` },
    make("span", { className: "name", textContent: node.label }),
    make("span", { className: "soft", textContent: text ? `“${text}”` : node.standing }));
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
  const { answers, inside } = find(query.value);
  const options = answers.slice(0, mostShown).map(resultOf);
  const rest = answers.length - options.length;
  const isAsked = termsOf(query.value).length > 0;
  const caveat = inside.length > 0
    ? `${inside.map((typed) => `“${typed}”`).join(", ")} ${saidInside}` : "";
  const remark = options.length === 0
    ? "Nothing found in this view."
    : rest > 0 ? `${rest} more: type more letters` : "";
  document.getElementById("rest").textContent = [caveat, remark].filter(Boolean).join(" · ");
  results.replaceChildren(...options);
  results.hidden = options.length === 0;
  open(isAsked);
  activate(options.length > 0 ? 0 : -1);
  const count = `${answers.length} found`;
  if (isAsked) say(caveat ? `${count}, ${caveat}` : count);
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
