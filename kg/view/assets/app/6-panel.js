// The evidence: what the graph says of the chosen node or fact, each with its sentence, its place and who says it.
const MANY = 25;
const nodeLink = (i, text = clip(fullName(NODES[i]), 160)) => { const n = NODES[i], whole = n.kind === "group" ? n.title || n.label : fullName(n); return el("button", { class: "link", text, title: text === whole ? null : whole, onclick: () => select(i, true) }); };

/** What the list holds, at first a few. */
function few(items, make, most = MANY) {
  const box = el("div"), add = (from, to) => box.append(...items.slice(from, to).map(make));
  add(0, most);
  if (items.length > most) {
    const more = el("button", { class: "plain more", text: V("show-more", { count: items.length - most }), onclick: () => { more.remove(); add(most, items.length); } });
    box.append(more);
  }
  return box;
}

/** A quote with the paragraph it stands in, the place, who says it and by which rule it was found. */
function evidence(e, v) {
  const x = K.passages[v[0]], parts = proof(e, v);
  if (!x.bare || x.whole) return parts;
  const box = el("div", {}, ...parts);
  if (waiting.push([box, e, v]) === 1) setTimeout(complete);
  return [box];
}
/** The line of the file on which a place of a passage stands; "" where it is not known. */
const lineOf = (x, at) => (x.line ? x.line + cut(x.text, 0, at).split("\n").length - 1 : "");
const waiting = [];
/** Asks the server for the paragraphs of the quotes that are shown. */
async function complete() {
  const some = waiting.splice(0, 50), place = ([, , [p, a, b]]) => `${K.files[K.passages[p].file].id}:${K.passages[p].start + a}:${K.passages[p].start + b}`;
  if (waiting.length) setTimeout(complete);
  const page = K, found = await ask("api/passages", { at: some.map(place) }).catch(() => []);
  if (page === K) found.forEach((whole, i) => { const [box, e, v] = some[i]; K.passages[v[0]].whole = whole; box.replaceChildren(...proof(e, v)); });
}
function proof(e, v) {
  const [p, a, b, rule = -1, by = -1] = v, bare = K.passages[p], x = bare.whole ? { ...bare.whole, file: bare.file } : bare;
  const start = a + bare.start - x.start, end = b + bare.start - x.start, quote = cut(x.text, start, end), parts = [];
  parts.push(el("blockquote", { class: quote.length > 420 ? "long" : "" }, el("mark", { text: "“" + quote.trim() + "”" })));
  if (quote.trim() !== x.text.trim()) {
    parts.push(el("details", { class: "ctx" }, el("summary", { text: V("in-paragraph") }), el("p", {}, (x.before ? "… " : "") + cut(x.text, 0, start), el("mark", { text: quote }), cut(x.text, end) + (x.after ? " …" : ""))));
  }
  const source = K.documents[by], self = source && NODES[e.source] && (source[0] === NODES[e.source].id || source[0] === NODES[DOC_OF[e.source]]?.id);
  const said = source ? (self ? T("view.said-self") : V("said-by", { document: source[1] })) : "";
  const file = K.files[x.file] || {}, where = [said, x.section && inSection(x.section), x.page && V("at-page", { page: x.page }), x.line && V("line", { line: lineOf(x, start) })].filter(Boolean).join(" · ");
  const speaker = source ? BY_ID.get(source[0]) : DOC_OF[e.source];
  parts.push(el("div", { class: "src" }, where + " · ", fileLink(file, x, start, end), K.rules[rule] ? el("span", { text: " · " + V("rule", { rule: K.rules[rule] }) }) : "", " ", copyButton(() => citation(quote, speaker, source?.[1], x, start, end, file))));
  return parts;
}
/** A place as people write it (`kg.query.refs.spelled`): `Chương II, Điều 4, khoản 4, điểm b`; `II.6.4` stays. */
function spelled(section) {
  let below = false;
  return !section?.includes(" ") ? section || "" : section.split(".").map((piece) => {
    const [word, number] = piece.split(" ");
    if (number) { below = K.articles.includes(word); return capital(word) + " " + (/^[ivxlcdm]+$/.test(number) ? number.toUpperCase() : number); }
    return below ? V(/^\d/.test(piece) ? "clause" : "point", { number: piece }) : piece;
  }).join(", ");
}
/** In a sentence a place that does not say itself what it is is called a section. */
const inSection = (section) => (section.includes(" ") ? spelled(section) : V("section", { section }));
/** Where a task stands; the number of one that is no section of the text is that of its row. */
function taskPlace(n) {
  const section = n.facts?.section || "", x = n.passage && K.passages[n.passage[0]];
  return x && !x.bare && !x.section && /^\d+$/.test(section) ? V("row", { number: section }) : section.includes(" ") ? spelled(section) : section;
}
/** A quote as one cites it: the words, the document with its day and who issued it, where they stand. */
function citation(quote, speaker, name, x, start, end, file) {
  const n = NODES[speaker], who = n ? [fullName(n), n.date && V("cite-day", { date: day(n.date) }), n.facts?.issuer && V("cite-of", { issuer: n.facts.issuer })].filter(Boolean).join(" ") : name || "";
  const where = [who, x.section && inSection(x.section), x.page && V("at-page", { page: x.page }), x.line && V("line", { line: lineOf(x, start) })].filter(Boolean).join(", ");
  return `“${quote.replace(/\s+/g, " ").trim()}” (${where}; ${file.id}:${x.start + start}-${x.start + end})`;
}
const copyButton = (text) => el("button", { class: "copy", text: V("copy"), title: V("copy-how"), onclick: () => copy(text(), V("copied")) });
function fileLink(file, x, start, end) {
  if (HOST.kind === "server") return el("a", { href: `${HOST.base}file?id=${encodeURIComponent(file.id)}&from=${x.start + start}&to=${x.start + end}#m`, text: file.id });
  const url = webAddress(file.url);
  return url ? el("a", { href: url, rel: "noopener noreferrer", target: "_blank", text: file.id }) : el("span", { text: file.id || "" });
}

/** That a fact is inferred, and why. */
const guess = (e) => el("span", { class: "bad inf", text: V("inferred") + ": " + e.why.map((w) => T("why." + w)).join("; ") });

function badges(e) {
  const b = [];
  if (e.scope) b.push(T("scope." + e.scope));
  if (e.provisions?.length) b.push(e.provisions.slice(0, 6).map((p) => p.split("/").reverse().join(" ")).join(", ") + (e.provisions.length > 6 ? " …" : ""));
  if (e.effective) b.push(V("effective", { date: day(e.effective) }));
  if (e.words) b.push("“" + e.words + "”");
  if (e.official) b.push(e.official);
  if (e.basis && e.basis !== "words") b.push(V("basis-" + e.basis));
  const made = b.map((text) => el("span", { class: "bad", text }));
  if (e.why) made.unshift(guess(e));
  return made;
}

/** One fact seen from one of its ends (or from outside: -1). */
function fact(number, seen, most = 2) {
  const e = EDGES[number], back = e.target === seen, r = REL.get(e.kind);
  const box = el("div", { class: "fact" }, el("div", { class: "verb", text: seen < 0 ? "" : capital(verb(e, back)) }));
  box.style.borderLeftColor = lineColour(r?.colour || "#7a8794");
  if (seen < 0) box.append(el("div", {}, nodeLink(e.source), el("span", { class: "verb", text: " " + verb(e) + " → " }), nodeLink(e.target)));
  else box.append(nodeLink(back ? e.source : e.target), dateLine(NODES[back ? e.source : e.target]));
  box.append(...badges(e));
  (e.evidence || []).slice(0, most).forEach((v) => box.append(...evidence(e, v)));
  if ((e.evidence || []).length > most) box.append(el("details", { class: "ctx" }, el("summary", { text: V("more-evidence", { count: e.evidence.length - most }) }), ...e.evidence.slice(most).flatMap((v) => evidence(e, v))));
  box.append(...nowOf(e));
  if (e.left_out) box.append(elsewhere(e));
  if (HOST.review && !e.derived && e.evidence?.length) box.append(reviewLink(e));
  return box;
}

/** Who holds an assignment now, where the body that was given it does no more. */
const nowWords = (e) => (e.now || []).map((h) => { const [name, since, basis] = K.holders[h]; return V("now-by", { name, since: day(since), basis: days(basis) }); });
const nowOf = (e) => nowWords(e).map((text) => el("div", { class: "src" }, text + " ", el("span", { class: "bad inf", text: V("inferred") })));
/** How many sentences the page does not hold, and where they are. */
function elsewhere(e) {
  const source = NODES[e.kind === "assigns" ? DOC_OF[e.source] : e.source].id, target = NODES[e.target].id, text = V("evidence-left-out", { count: e.left_out });
  if (HOST.kind === "server") return el("div", { class: "src" }, el("a", { href: `${HOST.base}fact?${new URLSearchParams({ source, target, kind: e.kind })}`, text }));
  return el("div", { class: "src" }, text + ": ", el("code", { text: `kg show "${source}" --with "${target}"` }));
}

/** Until when a task is to be done, as the text says it and as a day. */
const dueOf = (n) => (n.due || []).flatMap(([words, last, rule, guess]) => [el("span", { class: "bad", text: V("due", { words, date: last ? day(last) : rule ? V("recurs") : "" }).replace(/ \(\)/, "") }), guess ? el("span", { class: "bad inf", text: V("inferred") }) : ""]);
/** What later papers did to a document, or to the words that give a task. */
const changeWords = (n) => (n.changes || []).map((told) => "! " + toldWords(told));
const toldWords = ([words]) => words[S.lang].replace(/\d{4}-\d\d-\d\d/g, day);
/** What is told, and below it the sentence that says so. */
const told = (type, text, where) => el("details", { class: type }, el("summary", { text }), ...evidence({ source: -1 }, where));
const changesOf = (n) => changeWords(n).map((text, k) => told("src changed", text, n.changes[k][1]));
/** From when a document holds, each day with the sentence that says so. */
const forceOf = (n) => (n.force || []).map((held) => told("src", capital(toldWords(held)), held[1]));
/** A task with its roles, deadlines and place; `taken`: it is shown to who holds it now. */
function task(i, agency, role, taken) {
  const n = NODES[i], assigned = IN[i].concat(OUT[i]).map((e) => EDGES[e]).filter((e) => e.kind === "assigns");
  const mine = assigned.filter((e) => agency === undefined || (e.target === agency && (role === undefined || (e.role || "") === role)));
  const box = el("div", { class: "fact" });
  box.style.borderLeftColor = lineColour(mine[0]?.role === "coordinate" ? "#1d5fa8" : "#0b6b57");
  box.append(el("div", { class: "verb", text: [...new Set(mine.map((e) => capital(T("role." + e.role)) + (e.words ? ` (“${e.words}”)` : "")))].join(" · ") }), el("button", { class: "link text", text: clip(n.title || n.label, 3000), onclick: () => select(i, true) }));
  mine.forEach((e) => box.append(...(e.why ? [guess(e)] : []), ...(taken || agency === undefined ? [] : nowOf(e))));
  box.append(...dueOf(n), ...changesOf(n));
  if (agency !== undefined) {
    const others = assigned.filter((e) => e.target !== agency);
    if (others.length) box.append(el("div", { class: "src", text: V("with", { names: [...new Set(others.map((e) => NODES[e.target].title || NODES[e.target].label))].join("; ") }) }));
  }
  if (n.passage) { const [p, a, b] = n.passage, x = K.passages[p], d = NODES[DOC_OF[i]]; box.append(el("div", { class: "src" }, [d?.label, x.section ? inSection(x.section) : n.facts?.section && (taskPlace(n) === n.facts.section ? inSection(n.facts.section) : taskPlace(n)), x.page && V("at-page", { page: x.page }), x.line && V("line", { line: lineOf(x, a) })].filter(Boolean).join(" · ") + " · ", fileLink(K.files[x.file] || {}, x, a, b))); }
  return box;
}

function facts(n) {
  const dl = el("dl"), add = (name, value, mark) => value && dl.append(el("dt", { text: name }), el("dd", {}, String(value), mark ? el("span", { class: "bad inf", text: V("inferred") }) : ""));
  const inferred = new Set(n.inferred || []), f = n.facts || {};
  if (n.kind === "document") add(capital(T("field.date")), n.date ? day(n.date) : V("no-date"), n.date && inferred.has("date"));
  for (const [k, v] of Object.entries(f)) if (k !== "date" && k !== "name" && (k !== "year" || !n.date)) add(capital(T("field." + k)), v === true ? "✓" : typeof v === "object" ? JSON.stringify(v) : k === "place" ? placeName(v) : k === "section" ? taskPlace(n) : k === "level" ? levelName(v) : k === "from" || k === "until" ? day(v) : v, inferred.has(k));
  for (const heir of n.heirs || []) dl.append(el("dt", { text: V("now-held") }), el("dd", {}, ...heldBy(heir)));
  if (n.aliases?.length) add(capital(T("field.aliases")), n.aliases.slice(0, 12).join("; "));
  const files = (n.files || []).map((i) => K.files[i]);
  if (files.length) dl.append(el("dt", { text: V("files") }), el("dd", {}, ...files.map((x) => (webAddress(x.url) ? el("div", {}, el("a", { href: webAddress(x.url), rel: "noopener noreferrer", target: "_blank", text: x.id })) : el("div", { text: x.id })))));
  else if (n.kind === "document") add(V("files"), V("cited-only"));
  return dl;
}
const heldBy = ([name, since, basis]) => [V("heir", { name, since: day(since), basis: days(basis) }), " ", el("span", { class: "bad inf", text: V("inferred") })];
const placeName = (id) => K.places?.[id] || id;
const levelName = (id) => WORDS[S.lang]["level." + id] || id || "";

function panel() {
  const p = $("#panel");
  p.scrollTop = 0;
  p.setAttribute("aria-label", V("panel"));
  if (S.path) return p.replaceChildren(...pathPanel());
  if (S.picking) return p.replaceChildren(el("h2", { text: V("pick-end") }), el("p", { class: "sub", text: V("pick-end-how", { from: fullName(NODES[S.node]) }) }), el("div", { class: "row" }, el("button", { text: V("cancel"), onclick: () => { S.picking = false; refresh(); } })));
  if (S.edges) return p.replaceChildren(el("h2", { text: V("facts-chosen", { count: S.edges.length }) }), few(S.edges, (e) => fact(e, -1)));
  if (S.node < 0) return p.replaceChildren(...(chainPanel() || nothingChosen()), el("p", { class: "sub howto", text: V("help-marks") }), about());
  p.replaceChildren(...nodePanel(S.node));
}

function nodePanel(i) {
  const n = NODES[i], tag = el("span", { class: "tag", text: kindLabel(n) });
  tag.style.background = colourOf(n);
  const parts = [tag, el("h2", { text: n.kind === "task" ? clip(n.label, 120) : fullName(n) })];
  if (n.title && n.title !== fullName(n)) parts.push(el("p", { class: "sub", text: n.title }));
  else if (n.kind === "task" && n.title) parts.push(el("p", { class: "sub", text: n.title }));
  if (n.kind === "document") parts.push(...changesOf(n), ...forceOf(n));
  const row = el("div", { class: "row" }, el("button", { text: V("scheme"), onclick: () => show("scheme") }), el("button", { text: V("path-from"), onclick: startPath }));
  if (HOST.kind === "server" && n.kind !== "group") row.append(el("button", { text: V("expand"), onclick: () => expand(i) }), el("a", { href: HOST.base + "node/" + encodeURIComponent(n.id), text: V("own-page") }));
  if (n.kind === "agency") row.append(el("button", { text: V("tasks-table"), onclick: () => { S.table = "tasks"; S.only = true; show("table"); } }), el("button", { text: V("print"), onclick: () => print() }));
  if (n.issues?.length) row.append(el("button", { class: "doubtful", text: `! ${T("stats.issues")} (${n.issues.length})`, onclick: () => $("#doubts").scrollIntoView({ block: "start" }) }));
  parts.push(row, total(i) && el("p", { text: total(i) }), facts(n));
  if (n.kind === "task") parts.push(...taskPanel(i));
  else if (n.kind === "agency") parts.push(...agencyPanel(i));
  else if (n.kind === "group") parts.push(el("h3", { text: V("tasks-count", { count: tasksOf(i).length }) }), few(tasksOf(i), (x) => task(x)));
  parts.push(...relationLists(i));
  if (n.issues?.length) parts.push(...issueList(n)); // last: what is said of a document comes before what is doubtful in it
  return parts.filter(Boolean);
}
function taskPanel(i) {
  const n = NODES[i], parts = [];
  const given = IN[i].concat(OUT[i]).filter((e) => EDGES[e].kind === "assigns");
  if (n.due?.length) parts.push(el("p", {}, ...dueOf(n)));
  if (n.targets?.length) parts.push(el("p", { class: "sub", text: V("targets") + ": " + n.targets.join("; ") }));
  if (n.passage) parts.push(...evidence({ source: DOC_OF[i] }, n.passage));
  parts.push(...changesOf(n));
  if (given.length) parts.push(el("h3", { text: V("who") }), few(given, (e) => fact(e, i)));
  return parts;
}
/** The assignments of a body that are shown: its own; those that came from others, by body and succession. */
const ownGiven = (i) => IN[i].filter((e) => EDGES[e].kind === "assigns" && shownEdge(EDGES[e]));
function takenGiven(i) {
  const by = (e) => EDGES[e].now.find((h) => K.holders[h][3] === i);
  return [...grouped((TAKEN.get(i) || []).filter((e) => shownEdge(EDGES[e])), (e) => EDGES[e].target + "|" + by(e)).values()].map((edges) => { const from = EDGES[edges[0]].target, [, since, basis] = K.holders[by(edges[0])]; return { from, edges, words: V("taken-over", { name: fullName(NODES[from]), since: day(since), basis: days(basis) }) }; });
}
const tasksIn = (edges) => [...new Set(edges.map((e) => EDGES[e].source))].sort((a, b) => order(a) - order(b));
/** How many tasks a body was given and how many came to it from whom; nothing where none came. */
function total(i) {
  const taken = takenGiven(i);
  return taken.length ? V("tasks-total", { all: tasksOf(i).filter(passes).length, own: tasksIn(ownGiven(i)).length, taken: taken.map((g) => V("from-body", { count: tasksIn(g.edges).length, name: fullName(NODES[g.from]) })).join("; ") }) : "";
}
const agencyPanel = (i) => [...roleLists(ownGiven(i)), ...takenGiven(i).flatMap((g) => [el("h3", {}, g.words, " ", el("span", { class: "bad inf", text: V("inferred") })), ...roleLists(g.edges, true)])];
function roleLists(edges, taken) {
  return byRole(grouped(edges, (e) => EDGES[e].role || "")).flatMap(([r, list]) => [el(taken ? "h4" : "h3", { text: `${capital(T("role." + r))} (${tasksIn(list).length})` }), few(tasksIn(list), (x) => task(x, EDGES[list[0]].target, r, taken))]);
}
const ROLES = ["lead", "coordinate", "advise", "monitor"];
const byRole = (roles) => [...roles].sort((a, b) => ROLES.indexOf(a[0]) - ROLES.indexOf(b[0]));
function relationLists(i) {
  const parts = [], n = NODES[i];
  for (const [back, list] of [[false, OUT[i]], [true, IN[i]]]) {
    const groups = new Map();
    for (const e of list) { const k = EDGES[e].kind; if (k === "assigns" && (n.kind === "agency" || n.kind === "task")) continue; if (k === "contains" && n.kind !== "task") continue; groups.set(k, [...(groups.get(k) || []), e]); }
    for (const [, edges] of [...groups].sort(byStrength)) parts.push(el("h3", { text: `${capital(verb(EDGES[edges[0]], back))} (${edges.length})` }), few(inOrder(edges, back ? "source" : "target"), (e) => fact(e, i), 12));
  }
  return parts;
}
const byStrength = (a, b) => isWeak(a[0]) - isWeak(b[0]) || [...REL.keys()].indexOf(a[0]) - [...REL.keys()].indexOf(b[0]);

function pathPanel() {
  const { nodes, steps } = S.path;
  return [el("h2", { text: V("path-title", { count: steps.length }) }), el("div", { class: "row" }, el("button", { text: V("close"), onclick: () => { S.path = null; refresh(true); } })), el("p", {}, nodeLink(nodes[0])), ...steps.map((e, k) => {
    const back = EDGES[e].target === nodes[k];
    return fact(e, back ? EDGES[e].target : EDGES[e].source);
  })];
}
/** What a person should look at in the texts of a document, each with its words. */
function issueList(n) {
  return [el("h3", { id: "doubts", text: `${T("stats.issues")} (${n.issues.length})` }), few(n.issues, ([code, detail, place]) => {
    const box = el("div", { class: "fact doubt" }, el("div", { text: "! " + T("issue." + code, { detail: days(clip(unmarked(detail), 300)) }) }));
    if (place) box.append(...evidence({ source: BY_ID.get(n.id) }, [...place, -1, -1]));
    return box;
  }, 5)];
}

/** From the document the page is about to what it carries out, or to what carries it out: the longest way first, each document once. */
function chain(root, down) {
  const steps = (i) => (down ? IN : OUT)[i].filter((e) => EDGES[e].kind === "implements" && shownEdge(EDGES[e])), end = (e) => (down ? EDGES[e].source : EDGES[e].target);
  const place = (e) => { const v = EDGES[e].evidence?.[0]; return v ? K.passages[v[0]].start + v[1] : 0; };
  const heights = new Map(), found = [], done = new Set([root]);
  const height = (i, way) => {
    if (heights.has(i) || way.includes(i)) return heights.get(i) ?? 0;
    const h = 1 + Math.max(-1, ...steps(i).map((e) => height(end(e), [...way, i])));
    heights.set(i, h);
    return h;
  };
  height(root, []);
  const visit = (i, depth) => steps(i).sort((a, b) => heights.get(end(b)) - heights.get(end(a)) || place(a) - place(b)).forEach((e) => {
    if (done.has(end(e))) return;
    done.add(end(e));
    found.push([e, depth]);
    visit(end(e), depth + 1);
  });
  visit(root, 0);
  return found;
}
/** The chain with its sentences, before anything is chosen on a page that is about one document. */
function chainPanel() {
  if (K.focus < 0 || !["lineage", "around"].includes(K.told.how) || NODES[K.focus].kind !== "document") return null;
  const step = ([e, depth], down) => { const box = fact(e, down ? EDGES[e].target : EDGES[e].source, 1); box.style.marginLeft = Math.min(depth, 5) * 12 + "px"; return box; };
  const up = chain(K.focus, false), down = chain(K.focus, true);
  if (!up.length && !down.length) return null;
  const list = (code, steps, below) => (steps.length ? [el("h3", { text: `${V(code)} (${steps.length})` }), few(steps, (s) => step(s, below))] : []);
  return [el("h2", { text: V("view-lanes") }), el("p", { class: "sub" }, nodeLink(K.focus)), ...list("chain-up", up, false), ...list("chain-down", down, true), el("p", { class: "sub howto", text: V("choose-how") })];
}
const dated = (n) => [n.date && day(n.date) + ((n.inferred || []).includes("date") ? ` (${V("inferred")})` : ""), n.facts?.issuer].filter(Boolean).join(" · ");
/** The same below a link to a document; of other things nothing. */
const dateLine = (n) => (n.kind === "document" && dated(n) ? el("div", { class: "src", text: dated(n) }) : "");
/** Facts in the order of what is at their other ends: tasks as they stand in the text, documents by day, without a day last. */
function inOrder(edges, end) {
  const key = (e) => { const i = EDGES[e][end], n = NODES[i]; return n.kind === "task" ? String(order(i)).padStart(20, "0") : n.date || "9"; };
  return edges.map((e) => [key(e), e]).sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x - y)).map(([, e]) => e);
}
/** Who made this page, out of how much, and what its marks mean for whoever gets it by mail. */
const about = () => el("p", { class: "sub about", text: V("about", { version: K.told.version || "", files: K.told.files || 0 }) });

function nothingChosen() {
  const weight = (i) => OUT[i].length + IN[i].length + (TAKEN.get(i) || []).length;
  const best = NODES.map((n, i) => i).filter((i) => passes(i) && NODES[i].kind !== "task" && NODES[i].kind !== "group").sort((a, b) => weight(b) - weight(a) || a - b).slice(0, 10);
  const bodies = best.filter((i) => NODES[i].kind === "agency"), rest = best.filter((i) => NODES[i].kind !== "agency");
  const list = (title, ids) => (ids.length ? [el("h3", { text: title }), ...ids.map((i) => el("div", { class: "fact" }, nodeLink(i), dateLine(NODES[i]), el("div", { class: "src", text: NODES[i].kind === "agency" && weight(i) ? V("tasks-count", { count: tasksOf(i).length }) : V("relations-count", { count: weight(i) }) })))] : []);
  return [el("h2", { class: "howto", text: V("choose") }), el("p", { class: "sub howto", text: V("choose-how") }), ...list(V("most-linked"), rest), ...list(V("most-tasks"), bodies)];
}
