// The page's data with its indexes, what the reader has chosen, and that choice in the address.
const S = {
  view: "lanes", node: -1, edges: null, path: null, picking: false, cluster: "", all: false, off: new Set(), offRelations: new Set(), from: 0, to: 0,
  lane: "", place: "", table: "relations", only: false, sort: null, lang: document.documentElement.lang === "en" ? "en" : "vi", dark: false,
  legend: innerWidth > 820 && innerHeight > 850, // it takes rows that a small screen needs for the picture
};
let K, NODES, EDGES, OUT, IN, TAKEN, REL, DOC_OF, INDEX, BY_ID;

/** Take in a page: as it came with the file, or one that the server sent. */
function load(page, nodes, edges) {
  K = page;
  NODES = nodes;
  EDGES = edges;
  for (const n of NODES) {
    if (n.kind !== "task" || n.label || !n.passage) { n.label ??= n.id; continue; }
    const [p, a, b] = n.passage, text = unmarked(cut(K.passages[p].text, a, b).replace(/\s+/g, " ").trim());
    n.label = clip(text, 90);
    n.title = text;
  }
  OUT = NODES.map(() => []);
  IN = NODES.map(() => []);
  EDGES.forEach((e, i) => { e.source ??= 0; e.target ??= 0; OUT[e.source].push(i); IN[e.target].push(i); });
  TAKEN = new Map(); // a body: the assignments of others that have come to it
  EDGES.forEach((e, i) => (e.now || []).forEach((h) => { const to = K.holders[h][3]; if (to < 0 || to === e.target) return; TAKEN.has(to) ? TAKEN.get(to).push(i) : TAKEN.set(to, [i]); }));
  REL = new Map(K.relations.map((r) => [r.id, r]));
  BY_ID = new Map(NODES.map((n, i) => [n.id, i]));
  DOC_OF = NODES.map((n, i) => (n.kind === "document" ? i : holder(i)));
  INDEX = null;
  S.node = S.node < NODES.length ? S.node : -1;
}

/** What the search looks at, made when it is first used. */
function index() {
  return INDEX ??= NODES.map((n) => {
    const label = fold(n.label + " " + (n.title || "")), all = fold([n.id, ...(n.aliases || []), n.facts?.issuer || "", n.facts?.symbol || ""].join(" "));
    return { label, all, symbol: tight(fold(n.facts?.symbol || "")), tight: tight(fold(n.label)), tightAll: tight(label + " " + all), first: initials(fold(n.title && n.kind !== "document" ? n.title : n.label)), short: initials(fold(n.title && n.kind !== "document" ? n.title : n.label).replace(/ (va|cac|cua|cap)(?= )/g, "")) };
  });
}

/** The document a task or a group belongs to; of other things none. */
function holder(i) {
  let at = i;
  for (let step = 0; step < 4; step++) {
    const up = IN[at].find((e) => EDGES[e].kind === "contains");
    if (up === undefined) return NODES[at].kind === "document" ? at : -1;
    at = EDGES[up].source;
  }
  return at;
}

const isWeak = (kind) => !REL.get(kind)?.strong;
const kindKey = (n) => (n.kind === "document" ? "document:" + (n.facts?.type || "") : n.kind);
function kindLabel(n) {
  const type = n.kind === "document" && n.facts?.type;
  return type ? type[0].toUpperCase() + type.slice(1) : capital(T("kind." + n.kind));
}
const capital = (s) => (s ? s[0].toUpperCase() + s.slice(1) : s);
const verb = (e, back) => {
  if (e.kind === "assigns" && e.role) return back ? T("role." + e.role) : V("role-of", { role: T("role." + e.role) });
  const r = REL.get(e.kind);
  return (back ? r?.back : r?.forward)?.[S.lang] || e.kind;
};
const colourOf = (n) => K.colours[n.colour || 0];
/** The whole name of a node, as a person would say it. */
const fullName = (n) => (n.kind === "document" ? (n.title?.startsWith(n.label.slice(0, 30)) ? n.title : n.label) : n.kind === "group" ? n.label : n.title || n.label);

/** Does the reader's choice of kinds, years, level and place let a node through? */
const passes = (i) => !S.off.has(kindKey(NODES[i])) && inRange(i);
function inRange(i) {
  const n = NODES[i], d = DOC_OF[i] >= 0 ? NODES[DOC_OF[i]] : null;
  if ((S.from || S.to) && d && !((d.year || 0) >= (S.from || 1) && (d.year || 0) <= (S.to || 9999))) return false;
  if (S.lane && d && d.lane !== S.lane) return false;
  if (S.place && (n.place || d?.place || "") !== S.place) return false;
  return true;
}
const shownEdge = (e) => !S.offRelations.has(e.kind) && passes(e.source) && passes(e.target);

/** Assignments are in a table of their own, which is the first where there is nothing else. */
const firstTable = () => (EDGES.some((e) => !e.derived && e.kind !== "assigns") ? "relations" : "tasks");

function toAddress() {
  const h = new URLSearchParams();
  const put = (k, v, usual) => { if (v !== usual && v !== "" && v !== false && v !== 0) h.set(k, v); };
  h.set("v", S.view); // always: what opens without it is another view on a phone
  if (S.node >= 0) h.set("n", NODES[S.node].id);
  if (S.path) h.set("p", NODES[S.path.a].id + "~" + NODES[S.path.b].id);
  const pair = S.edges && EDGES[S.edges[0]];
  if (pair && S.edges.every((e) => EDGES[e].source === pair.source && EDGES[e].target === pair.target)) h.set("e", NODES[pair.source].id + "~" + NODES[pair.target].id);
  put("c", S.cluster, ""); put("all", S.all ? 1 : 0, 0);
  put("off", [...S.off].join("~"), ""); put("offr", [...S.offRelations].join("~"), "");
  put("from", S.from, 0); put("to", S.to, 0); put("lane", S.lane, ""); put("place", S.place, "");
  put("t", S.table, firstTable()); put("only", S.only ? 1 : 0, 0); if (S.sort) h.set("s", S.sort.join("~"));
  put("lang", S.lang, document.documentElement.dataset.lang); put("dark", S.dark ? 1 : 0, 0);
  const text = "#" + h;
  const now = ["v", "n", "p", "e", "c", "t"].map((k) => h.get(k)).join(" "), step = written !== null && now !== written;
  written = now;
  if (HOST.kind !== "notebook" && location.hash !== text) history[step ? "pushState" : "replaceState"](null, "", location.pathname + location.search + text);
}
let written = null; // what was shown when the address was last written: another view or choice is a step that Back undoes

function fromAddress() {
  const h = new URLSearchParams(location.hash.slice(1));
  const set = (k) => new Set((h.get(k) || "").split("~").filter(Boolean));
  S.view = viewsHere().includes(h.get("v")) ? h.get("v") : matchMedia("(max-width:820px)").matches && K.focus >= 0 && K.told.how !== "lineage" ? "scheme" : K.start;
  S.node = BY_ID.get(h.get("n")) ?? -1;
  S.cluster = K.layouts["whole-" + h.get("c")] ? h.get("c") : "";
  S.all = h.get("all") === "1";
  S.off = set("off"); S.offRelations = set("offr");
  S.from = +h.get("from") || 0; S.to = +h.get("to") || 0; S.lane = h.get("lane") || ""; S.place = h.get("place") || "";
  S.table = TABLES[h.get("t")] ? h.get("t") : firstTable(); S.only = h.get("only") === "1";
  S.sort = /^\d+~-?1$/.test(h.get("s") || "") ? h.get("s").split("~").map(Number) : null;
  if (WORDS[h.get("lang")]) S.lang = h.get("lang");
  S.dark = h.has("dark") ? h.get("dark") === "1" : matchMedia("(prefers-color-scheme:dark)").matches;
  const ends = (h.get("p") || "").split("~").map((id) => BY_ID.get(id));
  S.path = ends.length === 2 && ends.every((x) => x !== undefined) ? findPath(ends[0], ends[1]) : null;
  const [from, to] = (h.get("e") || "").split("~").map((id) => BY_ID.get(id)), edges = from === undefined || to === undefined ? [] : OUT[from].filter((e) => EDGES[e].target === to && !EDGES[e].derived);
  S.edges = edges.length ? edges : null;
  S.picking = false;
}
