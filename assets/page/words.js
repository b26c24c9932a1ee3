// Words looked for in texts, exactly as the program looks for them: it wrote the table of folding
// and the texts of each node and link as they are compared; only what is typed is folded here.

const { plain, least: leastInside, said: saidInside } = data.words;

/** How a text holds a term; more is better. */
const hold = { not: 0, inside: 1, begins: 2 };

/** What a sign is made of, without marks; an accent that stands alone is made of itself. */
function apart(sign) {
  const parts = sign.normalize("NFKD");
  return (parts.startsWith(" ") ? sign.normalize("NFD") : parts).replace(/\p{M}/gu, "");
}

/** What a sign folds to that is taken apart already. */
function plainOf(sign) {
  const code = sign.codePointAt(0);
  return plain.find(([first, last]) => first <= code && code <= last)?.[2] ?? sign;
}

function foldSign(sign) {
  if (sign < "\x80") return sign.toLowerCase();
  const lower = [...apart(sign)].map((part) => part.toLowerCase()).join("");
  return [...lower].flatMap((part) => [...apart(part)]).map(plainOf).join("");
}

/** A text as it is compared, and for each unit of it the place in the text it comes from. */
function fold(text) {
  let [folded, at] = ["", 0];
  const places = [];
  for (const sign of text) {
    for (const part of /\p{White_Space}/u.test(sign) ? " " : foldSign(sign)) {
      if (part === " " && (folded === "" || folded.endsWith(" "))) continue;
      folded += part;
      while (places.length < folded.length) places.push(at);
    }
    at += sign.length;
  }
  return { folded: folded.replace(/ $/, ""), places };
}

/** What is looked for: words, and phrases in quotation marks, of which the last may be open. */
const termsOf = (typed) => [...typed.matchAll(/["“”„‟]([^"“”„‟]*)["“”„‟]?|\S+/gu)]
  .map(([all, phrase]) => ({ typed: phrase ?? all, folded: fold(phrase ?? all).folded }))
  .filter((term) => term.folded !== "");

const beginsAsWord = /^[\p{Alphabetic}\p{N}]/u;
const endsAsWord = /[\p{Alphabetic}\p{N}]$/u;

/** How a folded text holds a term, and where that is so first. */
function wordPlace(text, term) {
  const isWord = beginsAsWord.test(term);
  const first = text.indexOf(term);
  for (let at = first; at !== -1; at = text.indexOf(term, at + 1)) {
    if (!isWord || !endsAsWord.test(text.slice(Math.max(at - 2, 0), at))) {
      return { how: hold.begins, at };
    }
  }
  const isInside = first !== -1 && [...term].length >= leastInside;
  return isInside ? { how: hold.inside, at: first } : { how: hold.not, at: -1 };
}

const heldBy = (text, term) => wordPlace(text, term).how;
