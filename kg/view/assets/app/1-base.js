// Small helpers: elements without markup, folded text, sentences, colours.
const $ = (s) => document.querySelector(s);
const DATA = JSON.parse($("#kg-data").textContent);
const WORDS = JSON.parse($("#kg-words").textContent);
const HOST = DATA.host;

/** An element; text only ever becomes text. */
function el(tag, attributes = {}, ...children) {
  const e = document.createElement(tag);
  for (const [k, v] of Object.entries(attributes)) {
    if (v === undefined || v === null || v === false) continue;
    if (k === "text") e.textContent = v;
    else if (k.startsWith("on")) e.addEventListener(k.slice(2), v);
    else e.setAttribute(k, v === true ? "" : v);
  }
  e.append(...children.filter((c) => c !== null && c !== undefined && c !== ""));
  return e;
}

/** The sentence of a code in the language chosen. */
function T(code, values) {
  let s = WORDS[S.lang][code] ?? code;
  if (values) for (const k in values) s = s.replaceAll("{" + k + "}", String(values[k]));
  return s;
}
const V = (code, values) => T("view." + code, values);
const say = (text) => { $("#live").textContent = ""; setTimeout(() => { $("#live").textContent = text; }, 30); };

/** Without diacritics and case, words apart by one space: what people type. */
const fold = (s) => s.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
const tight = (s) => s.replace(/ /g, "");
const initials = (s) => s.split(" ").map((w) => (/^\d/.test(w) ? w : w[0])).join("");

/** Part of a text by characters, as the graph counts them; a sign beyond the first 65,536 is two places of a string here. */
const cut = (s, from, to) => (/[\ud800-\udbff]/.test(s) ? [...s].slice(from, to).join("") : s.slice(from, to));

/** Words as people are shown them, without the asterisks by which Markdown marks bold and slanted ones (`kg.text.one_line`); quotes keep them. */
const unmarked = (s) => (s.includes("**") ? s.replace(/(?<![(\d])\*+|\*+(?![)\d])/g, "") : s.replace(/(?<![\p{L}\p{N}*])\*(?=[\p{L}\p{N}("“])([^*]+?)(?<=[\p{L}\p{N}.,;:%)"”])\*(?![\p{L}\p{N}*])/gu, "$1")).replace(/ {2,}/g, " ").trim();

/** A map of lists: the items of each key, in their order. */
function grouped(items, key) {
  const m = new Map();
  for (const x of items) { const k = key(x); m.has(k) ? m.get(k).push(x) : m.set(k, [x]); }
  return m;
}

/** A date as people write it. */
function day(iso) {
  const m = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso || "");
  return m ? `${m[3]}/${m[2]}/${m[1]}` : iso || "";
}

/** The same for every date in a text. */
const days = (s) => (s || "").replace(/\b([12]\d{3})-(\d\d)-(\d\d)\b/g, "$3/$2/$1");

/** Only addresses of the web become links. */
const webAddress = (u) => (/^https?:\/\//i.test(u || "") ? u : "");

/** A colour mixed with another one. */
const mixed = new Map();
function mix(colour, other, share) {
  const k = colour + other + share;
  let made = mixed.get(k);
  if (made === undefined) mixed.set(k, (made = blend(colour, other, share)));
  return made;
}
function blend(colour, other, share) {
  const n = (c) => [1, 3, 5].map((i) => parseInt(c.slice(i, i + 2), 16));
  const [a, b] = [n(colour), n(other)];
  return "#" + a.map((x, i) => Math.round(x * (1 - share) + b[i] * share).toString(16).padStart(2, "0")).join("");
}
const ink = () => (S.dark
  ? { fg: "#e8edf3", mut: "#a9b5c3", bg: "#11161d", card: "#1a222c", grid: "#232d39", band: "#161d26", edge: "#7d8c9d", accent: "#7dbbff" }
  : { fg: "#17202b", mut: "#4f5b69", bg: "#f6f7f9", card: "#ffffff", grid: "#dde3ea", band: "#edf0f5", edge: "#8795a5", accent: "#0b5cad" });
const lineColour = (c) => (S.dark ? mix(c, "#ffffff", 0.45) : c);
