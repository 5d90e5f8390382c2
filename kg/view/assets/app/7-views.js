// The two views in plain HTML: the lược đồ and the tables.
/** What is chosen; of the lược đồ what stands in its middle. */
const middle = () => (S.node >= 0 ? S.node : S.view === "scheme" ? K.focus : -1);
function drawScheme() {
  const box = $("#scheme"), i = middle();
  box.setAttribute("aria-label", V("view-scheme"));
  if (i < 0) return box.replaceChildren(el("p", { class: "none", text: V("choose-how") }));
  const n = NODES[i], me = el("div", { class: "me" }, el("small", { text: kindLabel(n) }), el("h2", { text: fullName(n) }));
  if (n.kind === "document" && n.title && n.title !== fullName(n)) me.append(el("span", { text: n.title }));
  me.append(el("small", { text: [n.facts?.issuer, n.date && day(n.date) + ((n.inferred || []).includes("date") ? ` (${V("inferred")})` : ""), levelName(n.facts?.level)].filter(Boolean).join(" · ") }));
  for (const heir of n.heirs || []) me.append(el("small", {}, V("now-held") + " ", ...heldBy(heir)));
  if (total(i)) me.append(el("span", { text: total(i) }));
  me.append(...changesOf(n), ...forceOf(n));
  if (n.issues?.length) me.append(el("small", { class: "warn", text: `! ${T("stats.issues")} (${n.issues.length})` }));
  box.replaceChildren(schemeColumn(i, false), me, schemeColumn(i, true));
  const empty = [...box.querySelectorAll(".none")];
  if (empty.length === 1) empty[0].parentElement.classList.add("empty");
}
function schemeColumn(i, back) {
  const groups = new Map();
  for (const e of back ? IN[i] : OUT[i]) {
    const f = EDGES[e];
    if (!shownEdge(f)) continue;
    const k = f.kind + "|" + (f.role || "");
    groups.set(k, [...(groups.get(k) || []), e]);
  }
  const column = el("div", { class: "col" });
  const listed = [...groups].sort((a, b) => byStrength([a[0].split("|")[0]], [b[0].split("|")[0]])).map(([, found]) => [found, ""]);
  for (const { edges, words } of back ? takenGiven(i) : []) for (const [, found] of byRole(grouped(edges, (e) => EDGES[e].role || ""))) listed.push([found, words]);
  for (const [found, taken] of listed) {
    const edges = inOrder(found, back ? "source" : "target"), first = EDGES[edges[0]], g = el("div", { class: "group" }, el("h2", {}, capital(verb(first, back)), el("b", { text: edges.length })));
    if (taken) g.append(el("p", { class: "src" }, taken + " ", el("span", { class: "bad inf", text: V("inferred") })));
    g.style.borderLeftColor = lineColour(REL.get(first.kind)?.colour || "#7a8794");
    const item = (e) => {
      const f = EDGES[e], other = back ? f.source : f.target, o = NODES[other], v = f.evidence?.[0], quote = v ? cut(K.passages[v[0]].text, v[1], v[2]).trim() : "";
      return el("li", {}, nodeLink(other), f.why ? guess(f) : "", ...(taken ? [] : nowOf(f)), ...dueOf(o), o.kind === "document" && o.title && o.title !== fullName(o) ? el("small", { class: "t", text: o.title }) : "", o.kind === "document" ? el("small", { text: dated(o) }) : "", quote ? el("details", { class: "ctx" }, el("summary", { text: "“" + clip(quote.replace(/\s+/g, " "), 150) + "”" }), ...f.evidence.slice(0, 3).flatMap((x) => evidence(f, x))) : "");
    };
    const list = el("ul"), more = edges.length > 9 ? el("button", { class: "plain more", text: V("show-more", { count: edges.length - 8 }), onclick: () => { more.remove(); list.append(...edges.slice(8).map(item)); } }) : null;
    list.append(...edges.slice(0, more ? 8 : 9).map(item));
    g.append(list);
    if (more) g.append(more);
    column.append(g);
  }
  if (!column.children.length && NODES[i].kind !== "agency") column.append(el("p", { class: "none", text: V((back ? "nothing-in" : "nothing-out") + (K.told.how === "all" ? "-all" : "")) }));
  return column;
}

/** In a cell a name has few words; all of them are in its title, and in what is taken away. */
const CELL = 52;
const shortName = (n) => (fullName(n).length <= CELL ? fullName(n) : n.kind === "document" && n.facts?.symbol ? `${kindLabel(n)} ${n.facts.symbol}` : clip(fullName(n), CELL));
const brief = (text) => (text.length > CELL ? el("span", { title: text, text: clip(text, CELL) }) : text);
const cellLink = (i) => nodeLink(i, shortName(NODES[i]));
const nowCell = (e) => el("div", {}, ...e.now.map((h) => { const [name, since, basis, to] = K.holders[h]; return el("div", { title: `${name}: ${V("now-since", { from: fullName(NODES[e.target]), since: day(since), basis: days(basis) })}` }, to < 0 ? brief(name) : cellLink(to), el("div", { class: "src", text: `${V("effective", { date: day(since) })} (${V("inferred")})` })); }));
/** A task, and below it what later papers did to its words. */
const taskCell = (n) => (n.changes ? el("div", {}, el("div", { text: n.title || n.label }), ...changeWords(n).map((text) => el("div", { class: "src changed", text }))) : n.title || n.label);
/** The assignments that are shown: of a body (those that came to it too), task, group or document, or (-1) all. */
const taskRows = (of) => EDGES.map((e, i) => i).filter((i) => EDGES[i].kind === "assigns" && shownEdge(EDGES[i]) && (of < 0 || TAKEN.get(of)?.includes(i) || [EDGES[i].source, EDGES[i].target, DOC_OF[EDGES[i].source]].includes(of) || OUT[of].some((k) => EDGES[k].target === EDGES[i].source)));

// Each table: its columns as [sentence, class, cell, what to sort by] and its rows.
const firstPlace = (e) => { const v = e.evidence?.[0], x = v && K.passages[v[0]]; return x ? [x, v] : null; };
const quoteOf = (e) => { const p = firstPlace(e); return p ? cut(p[0].text, p[1][1], p[1][2]).trim() : ""; };
const TABLES = {
  relations: {
    rows: () => EDGES.map((e, i) => i).filter((i) => !EDGES[i].derived && EDGES[i].kind !== "assigns" && shownEdge(EDGES[i]) && (!S.only || S.node < 0 || [EDGES[i].source, EDGES[i].target].includes(S.node))),
    columns: () => [
      ["from", "", (i) => cellLink(EDGES[i].source), (i) => fullName(NODES[EDGES[i].source])],
      ["relation", "", (i) => verb(EDGES[i]) + (EDGES[i].why ? ` (${guess(EDGES[i]).textContent})` : "")],
      ["to", "", (i) => cellLink(EDGES[i].target), (i) => fullName(NODES[EDGES[i].target])],
      ["quote", "q", (i) => quoteOf(EDGES[i])],
      ["who-says", "", (i) => { const p = firstPlace(EDGES[i]); return p ? brief((K.documents[p[1][4]] || ["", ""])[1]) : ""; }],
      ["at-section", "n", (i) => spelled(firstPlace(EDGES[i])?.[0].section)],
      ["at-line", "n", (i) => { const p = firstPlace(EDGES[i]); return p ? lineOf(p[0], p[1][1]) : ""; }],
      ["file", "", (i) => { const p = firstPlace(EDGES[i]); return p ? K.files[p[0].file]?.id || "" : ""; }],
    ],
  },
  tasks: {
    rows: () => taskRows(S.only ? S.node : -1),
    columns: () => [
      ["body", "", (i) => cellLink(EDGES[i].target), (i) => fullName(NODES[EDGES[i].target])],
      ["now", "", (i) => (EDGES[i].now ? nowCell(EDGES[i]) : ""), (i) => (EDGES[i].now || []).map((h) => K.holders[h][0]).join("; ") || "~"],
      ["role", "", (i) => T("role." + EDGES[i].role) + (EDGES[i].words ? ` (“${EDGES[i].words}”)` : "")],
      ["task", "q", (i) => taskCell(NODES[EDGES[i].source]), (i) => NODES[EDGES[i].source].title || NODES[EDGES[i].source].label],
      ["deadline", "", (i) => (NODES[EDGES[i].source].due || []).map((d) => d[0] + (d[1] ? ` (${day(d[1])})` : "") + (d[3] ? ` (${V("inferred")})` : "")).join("; "), (i) => (NODES[EDGES[i].source].due || []).map((d) => d[1] || d[2])[0] || "~"],
      ["targets", "", (i) => (NODES[EDGES[i].source].targets || []).join("; ")],
      ["document", "", (i) => (DOC_OF[EDGES[i].source] >= 0 ? cellLink(DOC_OF[EDGES[i].source]) : ""), (i) => NODES[DOC_OF[EDGES[i].source]]?.label || ""],
      ["at-section", "n", (i) => taskPlace(NODES[EDGES[i].source])],
      ["at-line", "n", (i) => { const p = NODES[EDGES[i].source].passage; return p ? lineOf(K.passages[p[0]], p[1]) : ""; }],
      ["quote", "", (i) => { const quote = quoteOf(EDGES[i]), n = NODES[EDGES[i].source]; return (n.title || n.label).includes(unmarked(quote.replace(/\s+/g, " "))) ? "" : quote; }], // where it is not the task itself
    ],
  },
  documents: {
    rows: () => NODES.map((n, i) => i).filter((i) => NODES[i].kind === "document" && passes(i)),
    columns: () => [
      ["document", "", cellLink, (i) => fullName(NODES[i])],
      ["date", "", (i) => day(NODES[i].date) + (NODES[i].date && (NODES[i].inferred || []).includes("date") ? ` (${V("inferred")})` : ""), (i) => NODES[i].date || ""],
      ["issuer", "", (i) => brief(NODES[i].facts?.issuer || "")],
      ["about", "q", (i) => NODES[i].title || ""],
      ["points-at", "n", (i) => OUT[i].filter((e) => !EDGES[e].derived).length],
      ["pointed-at", "n", (i) => IN[i].length],
      ["file", "", (i) => (NODES[i].files || []).map((f) => K.files[f].id).join("; ") || V("cited-only")],
    ],
  },
  bodies: {
    rows: () => NODES.map((n, i) => i).filter((i) => NODES[i].kind === "agency" && passes(i)),
    columns: () => [
      ["body", "", cellLink, (i) => fullName(NODES[i])],
      ["level", "", (i) => levelName(NODES[i].facts?.level)],
      ["place", "", (i) => placeName(NODES[i].place || "")],
      ["leads", "n", (i) => IN[i].filter((e) => EDGES[e].role === "lead").length],
      ["coordinates", "n", (i) => IN[i].filter((e) => EDGES[e].role === "coordinate").length],
      ["taken", "n", (i) => tasksIn(TAKEN.get(i) || []).length || ""],
      ["also-called", "q", (i) => (NODES[i].aliases || []).join("; ")],
    ],
  },
};
const cellText = (c) => (!(c instanceof Node) ? String(c ?? "") : c.title || (c.tagName === "DIV" ? [...c.childNodes].map(cellText).join(" · ") : c.textContent)); // the whole of a name that a link cuts
const ROWS = 200;
function sortedRows(t) {
  const rows = t.rows(), columns = t.columns();
  if (!S.sort || !columns[S.sort[0]]) return rows;
  const [, , cell, key] = columns[S.sort[0]], value = (r) => (key ? key(r) : cell(r));
  const keyed = rows.map((r) => [value(r), r]);
  keyed.sort(([a], [b]) => (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), S.lang, { numeric: true })) * S.sort[1]);
  return keyed.map((k) => k[1]);
}
function drawTables() {
  const box = $("#tables"), t = TABLES[S.table], columns = t.columns(), rows = sortedRows(t);
  box.setAttribute("aria-label", V("view-table"));
  const head = el("div", { class: "head" }, ...Object.keys(TABLES).map((k) => el("button", { "aria-pressed": String(k === S.table), text: `${V("table-" + k)} (${TABLES[k].rows().length})`, onclick: () => { S.table = k; S.sort = null; refresh(); } })));
  if (S.node >= 0 && (S.table === "relations" || S.table === "tasks")) head.append(el("label", {}, el("input", { type: "checkbox", checked: S.only, onchange: (ev) => { S.only = ev.target.checked; refresh(); } }), " " + V("only-of", { name: clip(fullName(NODES[S.node]), 60) })));
  head.append(el("button", { text: "CSV", onclick: saveCsv }), el("button", { text: V("print"), onclick: () => print() }));
  const filled = columns.map(([, , cell]) => rows.some((r) => { const x = cell(r); return x instanceof Node ? x.textContent : String(x ?? ""); })); // a column of nothing takes no room
  const shown = (cells) => cells.filter((_, k) => filled[k]);
  const th = columns.map(([name, c], k) => el("th", { scope: "col", class: c, "aria-sort": S.sort?.[0] === k ? (S.sort[1] > 0 ? "ascending" : "descending") : null }, el("button", { "data-k": k, text: V("col-" + name) + (S.sort?.[0] === k ? (S.sort[1] > 0 ? " ↑" : " ↓") : ""), onclick: () => { S.sort = [k, S.sort?.[0] === k ? -S.sort[1] : 1]; refresh(); box.querySelector(`th button[data-k="${k}"]`)?.focus(); } })));
  const body = el("tbody"), add = (from, to) => body.append(...rows.slice(from, to).map((r) => el("tr", {}, ...shown(columns).map(([name, c, cell]) => { const x = cell(r); return el("td", { class: c, "data-label": V("col-" + name) }, x instanceof Node ? x : String(x ?? "")); }))));
  add(0, ROWS);
  const table = el("table", {}, el("caption", { class: "sr", text: V("table-" + S.table) }), el("thead", {}, el("tr", {}, ...shown(th))), body);
  const more = rows.length > ROWS ? el("button", { class: "plain more", text: V("show-more", { count: rows.length - ROWS }), onclick: () => { more.remove(); add(ROWS, rows.length); } }) : "";
  box.replaceChildren(head, rows.length ? table : el("p", { class: "none", text: V("no-rows") }), more);
}

// What can be taken away: a table, a picture.
function save(name, blob) {
  const url = URL.createObjectURL(blob), a = el("a", { href: url, download: name });
  a.click();
  setTimeout(() => URL.revokeObjectURL(url), 4000);
}
/** A cell that a spreadsheet would take for a formula gets an apostrophe in front. */
function csvCell(v) {
  let s = cellText(v);
  if (/^[=+\-@\t\r]/.test(s)) s = "'" + s;
  return '"' + s.replace(/"/g, '""') + '"';
}
function csvText(name, rows) {
  const columns = TABLES[name].columns();
  return "\ufeff" + [columns.map((c) => csvCell(V("col-" + c[0]))), ...rows.map((r) => columns.map((c) => csvCell(c[2](r))))].map((r) => r.join(",")).join("\r\n") + "\r\n";
}
function saveCsv() {
  const [name, rows] = onScreen();
  save(fileName(V("table-" + name)) + ".csv", new Blob([csvText(name, rows)], { type: "text/csv" }));
}
/** Which table holds what is on the screen, and which of its rows do. */
function onScreen() {
  if (S.view === "table") return [S.table, sortedRows(TABLES[S.table])];
  if (S.path || S.edges) return ["relations", S.path ? S.path.steps : S.edges];
  const i = middle();
  if (S.view === "duties" || NODES[i]?.kind === "agency") return ["tasks", taskRows(i)];
  const shown = EDGES.map((e, k) => k).filter((k) => !EDGES[k].derived && shownEdge(EDGES[k])), ends = (k) => [EDGES[k].source, EDGES[k].target];
  if (i >= 0) return ["relations", shown.filter((k) => ends(k).includes(i))];
  const drawn = new Set(K.layouts[layoutName()]?.nodes || NODES.keys());
  return ["relations", shown.filter((k) => (S.view === "lanes" ? ends(k).every((x) => drawn.has(x)) : ends(k).some((x) => drawn.has(x))))];
}
const fileName = (what) => tight(fold(what)) && fold((S.node >= 0 ? fullName(NODES[S.node]) : K.title || "kg") + " " + what).replace(/ /g, "-").slice(0, 80);
function paint(pen, w, h, x, y) {
  pen.rect(x, y, w, h, 0, { fill: ink().bg });
  drawGround(pen);
  scene.lines.forEach((l) => drawLine(pen, l));
  const taken = [];
  scene.lines.forEach((l) => drawLabel(pen, l, taken));
  scene.boxes.forEach((b) => drawBox(pen, b));
  drawHeadings(pen);
}
function extent() {
  const xs = scene.boxes.flatMap((b) => [b.x - b.w / 2, b.x + b.w / 2]), ys = scene.boxes.flatMap((b) => [b.y - b.h / 2, b.y + b.h / 2]);
  const x = Math.min(...xs, 0) - (scene.bands.length ? NAMES : 20), y = Math.min(...ys, 0) - 50;
  return { x, y, w: Math.max(...xs, scene.size[0]) + 20 - x, h: Math.max(...ys, scene.size[1]) + 20 - y };
}
function savePng() {
  const { x, y, w, h } = extent(), scale = Math.min(2, 12000 / w, 12000 / h, Math.sqrt(6e7 / (w * h))), c = el("canvas", { width: Math.ceil(w * scale), height: Math.ceil(h * scale) });
  const g = c.getContext("2d");
  g.scale(scale, scale); g.translate(-x, -y);
  paint(new CanvasPen(g), w, h, x, y);
  c.toBlob((b) => b && save(fileName(V("view-" + S.view)) + ".png", b));
}
function svgText() {
  const { x, y, w, h } = extent(), pen = new SvgPen();
  paint(pen, w, h, x, y);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${x} ${y} ${w} ${h}" width="${Math.round(w)}" height="${Math.round(h)}" font-family="Noto Sans, Segoe UI, DejaVu Sans, Arial, sans-serif"><title>${xml(K.title)}</title>${pen.out.join("")}</svg>`;
}
/** The picture for a printer: whole and in light colours, where the canvas keeps the size and the part of the screen. */
function toPaper() {
  const dark = S.dark, paper = $("#paper");
  paper.replaceChildren();
  if (!CANVAS_VIEWS.includes(S.view) || !scene.boxes.length) return;
  S.dark = false;
  paper.append(document.importNode(new DOMParser().parseFromString(svgText(), "image/svg+xml").documentElement, true));
  S.dark = dark;
}
const saveSvg = () => save(fileName(V("view-" + S.view)) + ".svg", new Blob([svgText()], { type: "image/svg+xml" }));
