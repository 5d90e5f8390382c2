// Ties it together: what a click or a key does, the bars above, what the host offers.
const VIEWS = ["lanes", "duties", "scheme", "whole", "table"];

/** Those that this page has something for. */
const viewsHere = () => VIEWS.filter((v) => v !== "duties" || K.layouts["duties-first"]);

/** Choose a node; with `go` the view changes to one that shows it. */
function select(i, go) {
  S.edges = null; S.path = null; S.picking = false;
  S.node = i;
  let fit = false;
  if (i >= 0 && go && CANVAS_VIEWS.includes(S.view)) fit = reveal(i);
  if (i >= 0 && S.view === "duties" && tasksOf(i).length) fit = true;
  if (i >= 0) { say(kindLabel(NODES[i]) + ": " + fullName(NODES[i])); }
  refresh(fit);
  if (i >= 0 && CANVAS_VIEWS.includes(S.view) && !fit) bringIn("n" + i);
  if (go && matchMedia("(max-width:820px)").matches && S.view !== "scheme") $("#panel").scrollIntoView({ block: "nearest" });
}
/** Make the view show a node; true where the picture becomes another one. */
function reveal(i) {
  const kind = NODES[i].kind, has = (name) => K.layouts[name]?.nodes?.includes(i);
  const name = (v) => (has(v + "-first") ? v + "-first" : has(v + "-all") ? v + "-all" : "");
  const fits = { document: "lanes", agency: "duties", group: "duties", task: "duties" }[kind];
  if (has(layoutName()) || (S.view === "duties" && kind === "task" && K.layouts["duties-first"])) return S.view === "duties";
  const view = [S.view, fits, "lanes", "duties"].find((v) => v && v !== "whole" && (name(v) || (v === "duties" && kind === "task" && K.layouts["duties-first"])));
  if (view) { if (name(view) === view + "-all") S.all = true; S.view = view; return true; }
  const cluster = Object.keys(K.layouts).find((k) => k.startsWith("whole-") && K.layouts[k].nodes?.includes(i));
  if (cluster) { S.view = "whole"; S.cluster = cluster.slice(6); } else S.view = "scheme";
  return true;
}
function chooseFacts(edges) { S.edges = edges; S.node = -1; refresh(); }
function openCluster(id) { S.cluster = id; S.node = -1; refresh(true); say(K.layouts.whole.boxes.find((b) => b.id === id)?.label[S.lang] || ""); }
function show(view) {
  if (S.view === view && view !== "whole") return;
  if (view === "whole" && S.view === "whole") S.cluster = "";
  if (S.path && view !== S.view) S.path = null;
  S.view = view;
  S.edges = null;
  refresh(true);
}
function startPath() {
  if (S.path) { S.path = null; return refresh(true); }
  if (S.picking) { S.picking = false; return refresh(); }
  S.node = middle();
  if (S.node < 0) return say(V("pick-start")), flash(V("pick-start"));
  S.picking = true;
  refresh();
  say(V("pick-end"));
  $("#q").focus();
}
function finishPath(b) {
  if (b === undefined || b === S.node) return;
  const found = findPath(S.node, b);
  S.picking = false;
  if (!found) { say(V("no-path")); flash(V("no-path")); return refresh(); }
  S.path = found;
  if (!CANVAS_VIEWS.includes(S.view)) S.view = "lanes";
  refresh(true);
  say(V("path-title", { count: found.steps.length }));
}
function flash(text) { const n = $("#notice"); n.hidden = false; n.replaceChildren(text); setTimeout(notice, 3500); }

/** Everything again, as the choice stands now. */
function refresh(fit) {
  const canvas = CANVAS_VIEWS.includes(S.view);
  $("#stage").hidden = !canvas; $("#scheme").hidden = S.view !== "scheme"; $("#tables").hidden = S.view !== "table";
  for (const v of ["scheme", "tables"]) document.body.classList.toggle(v, S.view === v.replace("tables", "table"));
  document.body.classList.toggle("chosen", S.node >= 0 || S.picking || !!S.edges || !!S.path);
  document.documentElement.dataset.theme = S.dark ? "dark" : "light";
  document.documentElement.lang = S.lang;
  if (canvas) makeScene();
  else if (S.view === "scheme") drawScheme();
  else drawTables();
  panel(); bars(); notice(); toAddress();
  if (canvas) drawScene(fit);
}

function bars() {
  $("#title").textContent = K.title || V("graph-title");
  document.title = (K.title ? K.title + " · " : "") + V("graph-title");
  $("#skip").textContent = V("skip");
  const count = CANVAS_VIEWS.includes(S.view) ? scene.boxes.length : NODES.filter((n, i) => n.kind !== "group" && passes(i)).length;
  $("#stat").textContent = V("stat", { shown: count, nodes: NODES.filter((n) => n.kind !== "group").length, edges: EDGES.filter((e) => !e.derived).length });
  $("#stat").title = $("#stat").textContent;
  const q = $("#q");
  q.placeholder = V("search"); q.setAttribute("aria-label", V("search-label")); $("#hits").setAttribute("aria-label", V("hits"));
  $("#net").setAttribute("aria-label", V("canvas"));
  $("#chips").setAttribute("aria-label", V("legend")); $("#bar").setAttribute("aria-label", V("filters"));
  keep("#views", () => { $("#views").setAttribute("aria-label", V("views")); return viewsHere().map((v) => el("button", { "aria-current": v === S.view ? "true" : null, text: V("view-" + v), onclick: () => (v === "whole" && S.cluster ? ((S.cluster = ""), (S.view = "whole"), refresh(true)) : show(v)) })); });
  keep("#acts", () => [
    ...(HOST.kind === "server" ? [el("a", { href: HOST.base, text: V("home") })] : []),
    el("button", { text: V("path"), title: V("path-how"), "aria-pressed": String(S.picking || !!S.path), onclick: startPath }),
    ...(CANVAS_VIEWS.includes(S.view) ? [el("button", { text: "PNG", title: V("save-png"), onclick: savePng }), el("button", { text: "SVG", title: V("save-svg"), onclick: saveSvg })] : []),
    el("button", { text: "CSV", title: V("save-csv"), onclick: saveCsv }),
    el("button", { text: V("print"), onclick: () => print() }),
    ...(HOST.kind === "notebook" ? [] : [el("button", { text: V("link"), title: V("link-how"), onclick: copyLink })]),
    el("button", { text: S.lang === "vi" ? "EN" : "VI", title: V("language"), "aria-label": (S.lang === "vi" ? "EN " : "VI ") + V("language"), onclick: () => { S.lang = S.lang === "vi" ? "en" : "vi"; refresh(); } }),
    el("button", { text: "◐", title: V("dark"), "aria-label": V("dark"), "aria-pressed": String(S.dark), onclick: toggleDark }),
    el("button", { text: "?", title: V("help"), "aria-label": V("help"), onclick: help }),
  ]);
  keep("#tools", () => [
    ...(S.view === "whole" && S.cluster ? [el("button", { text: "← " + V("view-whole"), onclick: () => { S.cluster = ""; refresh(true); } })] : []),
    ...(K.layouts[S.view + "-all"] ? [el("button", { "aria-pressed": String(S.all), text: S.all ? V("show-first") : V("show-all", { count: K.layouts[S.view + "-all"].nodes.length }), onclick: () => { S.all = !S.all; refresh(true); } })] : []),
    el("button", { text: "+", "aria-label": V("zoom-in"), onclick: () => zoom(1.3) }), el("button", { text: "−", "aria-label": V("zoom-out"), onclick: () => zoom(1 / 1.3) }), el("button", { text: V("fit"), onclick: () => fitView(true) }),
  ]);
  chips(); filters();
}
/** New children for a bar; what had the keyboard keeps it. */
function keep(where, make) {
  const box = $(where), at = [...box.querySelectorAll("button,select,input,a")].indexOf(document.activeElement);
  box.replaceChildren(...make());
  if (at >= 0) [...box.querySelectorAll("button,select,input,a")][at]?.focus();
}
function chips() {
  const kinds = new Map(), relations = new Map();
  const L = CANVAS_VIEWS.includes(S.view) ? K.layouts[layoutName()] : null, inView = L && S.view !== "whole" ? new Set(L.nodes) : null;
  NODES.forEach((n, i) => { if (n.kind !== "group" && inRange(i) && (!inView || inView.has(i) || (S.view === "duties" && n.kind === "task"))) { const k = kindKey(n), x = kinds.get(k) || { count: 0, n }; x.count++; kinds.set(k, x); } });
  EDGES.forEach((e) => { if (!e.derived && passes(e.source) && passes(e.target) && (!inView || S.view === "duties" || (inView.has(e.source) && inView.has(e.target)))) relations.set(e.kind, (relations.get(e.kind) || 0) + 1); });
  if (S.view === "duties") for (const k of [...relations.keys()]) if (k !== "assigns") relations.delete(k);
  /** A click hides or shows; the second of two, or one with Shift, leaves this one alone, or brings all back where it is alone. */
  const toggle = (set, k, all) => (ev) => {
    const others = [...all.keys()].filter((x) => x !== k), alone = others.every((x) => set.has(x));
    if (ev.detail === 2 || ev.shiftKey) { all.forEach((_, x) => set.delete(x)); if (!alone) others.forEach((x) => set.add(x)); }
    else set.has(k) ? set.delete(k) : set.add(k);
    refresh(S.view === "lanes");
  };
  const legend = $("#legend"), off = [...kinds.keys()].some((k) => S.off.has(k)) || [...relations.keys()].some((k) => S.offRelations.has(k));
  legend.textContent = `${V("legend-short")} (${kinds.size + relations.size})${off ? " •" : ""} ${S.legend ? "▴" : "▾"}`;
  legend.setAttribute("aria-expanded", String(S.legend));
  legend.classList.toggle("on", off);
  legend.onclick = () => { S.legend = !S.legend; chips(); if (CANVAS_VIEWS.includes(S.view)) fitView(); };
  $("#chips").hidden = !S.legend;
  keep("#chips", () => [
    ...[...kinds].sort((a, b) => b[1].count - a[1].count || (a[0] < b[0] ? -1 : 1)).map(([k, x]) => { const i = el("i"); i.style.background = colourOf(x.n); return el("button", { "aria-pressed": String(!S.off.has(k)), title: V("filter-how"), onclick: toggle(S.off, k, kinds) }, i, el("span", { text: clip(kindLabel(x.n), 40) }), " ", el("b", { text: x.count })); }),
    el("span", { class: "sep" }),
    ...[...relations].sort((a, b) => byStrength(a, b)).map(([k, n]) => { const i = el("i", { class: "e" + (isWeak(k) ? " weak" : "") }); i.style.borderColor = lineColour(REL.get(k)?.colour || "#7a8794"); return el("button", { "aria-pressed": String(!S.offRelations.has(k)), title: V("filter-how"), onclick: toggle(S.offRelations, k, relations) }, i, verb({ kind: k }) + " ", el("b", { text: n })); }),
  ]);
}
function filters() {
  const years = [...new Set(NODES.filter((n) => n.year).map((n) => n.year))].sort(), lanes = K.lanes.filter(([id]) => NODES.some((n) => n.lane === id)), places = [...new Set(NODES.map((n) => n.place).filter(Boolean))].sort();
  const on = S.from || S.to || S.lane || S.place || S.off.size || S.offRelations.size;
  $("#more").classList.toggle("on", !!on);
  $("#more summary").textContent = V("filters") + (on ? " •" : "");
  const choice = (id, label, values, now, set) => [el("label", { for: id, text: label }), el("select", { id, onchange: (ev) => { set(ev.target.value); refresh(true); } }, el("option", { value: "", text: V("any") }), ...values.map(([v, text]) => el("option", { value: v, text, selected: String(now) === String(v) })))];
  keep("#filters", () => [
    ...choice("f-from", V("from-year"), years.map((y) => [y, y]), S.from, (v) => { S.from = +v; }), ...choice("f-to", V("to-year"), years.map((y) => [y, y]), S.to, (v) => { S.to = +v; }),
    ...choice("f-lane", V("authority"), lanes.map(([id, l]) => [id, l[S.lang]]), S.lane, (v) => { S.lane = v; }), ...choice("f-place", V("place"), places.map((p) => [p, placeName(p)]), S.place, (v) => { S.place = v; }),
    el("span"), el("button", { text: V("clear"), onclick: () => { S.from = S.to = 0; S.lane = S.place = ""; S.off.clear(); S.offRelations.clear(); refresh(true); } }),
  ]);
}
function notice() {
  const n = $("#notice"), t = K.told, parts = [], here = HOST.kind === "server" ? "-here" : "";
  if (t.how === "top") parts.push(V("told-top" + here, { shown: t.nodes, all: t.all_nodes }));
  else if (t.cut) parts.push(V("told-cut" + here, { of: clip(t.of, 120), shown: t.nodes }));
  if (S.view === "whole" && S.cluster && scene.leftOut) parts.push(V("told-cluster", { shown: K.layouts["whole-" + S.cluster].nodes.length, more: scene.leftOut }));
  else if (CANVAS_VIEWS.includes(S.view) && scene.leftOut && K.layouts[S.view + "-all"] && !S.path) parts.push(V("told-first", { shown: K.layouts[layoutName()].nodes.length, all: K.layouts[layoutName()].nodes.length + scene.leftOut }));
  if (S.view === "duties" && scene.tasks?.[1] > 0 && !S.path) parts.push(V("told-tasks", { shown: scene.tasks[0], more: scene.tasks[1] }));
  const undrawn = CANVAS_VIEWS.includes(S.view) && !S.path && K.layouts[layoutName()]?.undrawn;
  if (undrawn) parts.push(V("told-lines", { count: undrawn }));
  n.hidden = !parts.length;
  n.replaceChildren(...parts.join(" ").split(/(kg [a-z]+(?: --[a-z]+)?|--[a-z]+)/).map((s, i) => (i % 2 ? el("code", { text: s }) : s)));
}
function hint() {
  const h = $("#hint"), empty = !scene.boxes.length;
  h.hidden = !(empty || (S.view === "duties" && S.node < 0 && !S.path));
  h.textContent = empty ? V("nothing-here") : V("duties-hint");
}
const zoom = (by) => NET.moveTo({ scale: Math.max(0.03, Math.min(3, NET.getScale() * by)) });
function toggleDark() { S.dark = !S.dark; boxKey = ""; refresh(); }
/** Into the clipboard; where there is none, on the screen to be marked. */
function copy(text, done) {
  const told = () => { say(done); flash(done); };
  navigator.clipboard ? navigator.clipboard.writeText(text).then(told, () => flash(text)) : flash(text);
}
function copyLink() { toAddress(); copy(location.href, V("link-copied")); }
function help() {
  const d = $("#help"), keys = [["/", "key-search"], ["← ↑ → ↓", "key-arrows"], ["Enter", "key-enter"], ["Esc", "key-escape"], ["p", "key-path"], ["t", "key-table"], ["1 – 5", "key-views"], ["+ − 0", "key-zoom"], ["d", "key-dark"], ["?", "key-help"]];
  d.setAttribute("aria-label", V("help"));
  d.replaceChildren(el("h2", { text: V("help") }), el("p", { text: V("help-text") }), el("dl", {}, ...keys.flatMap(([k, s]) => [el("dt", {}, el("kbd", { text: k })), el("dd", { text: V(s) })])), el("p", { class: "sub", text: V("help-marks") }), about(), el("div", { class: "row" }, el("button", { text: V("close"), onclick: () => d.close() })));
  d.showModal();
}

/** Along a line in the direction of the arrow key. */
function step(dx, dy) {
  if (S.node < 0) { const first = scene.boxes.find((b) => b.node === K.focus) || scene.boxes[0]; if (first?.node !== undefined) select(first.node); return; }
  const a = byBox.get("n" + S.node);
  if (!a) return;
  let best = null, most = 0.15;
  for (const l of scene.lines) {
    const o = l.a.id === a.id ? l.b : l.b.id === a.id ? l.a : null;
    if (!o || o.node === undefined) continue;
    const x = o.x - a.x, y = o.y - a.y, d = Math.hypot(x, y) || 1, s = (x * dx + y * dy) / d - d / 1e5;
    if (s > most) { most = s; best = o; }
  }
  if (best) { select(best.node); bringIn("n" + best.node); }
}
/** On paper nothing can be clicked: what lists keep behind a button is there, and so are the sentences behind what changed and from when a document holds. */
function unfold() {
  document.querySelectorAll("#panel details.src").forEach((d) => (d.open = true));
  for (let n = 0; n < 3; n++) document.querySelectorAll("#panel .more,#scheme .more,#tables .more").forEach((b) => b.click());
}
function keys(e) {
  if (e.ctrlKey || e.metaKey || e.altKey || $("#help").open) return;
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName), inPicture = $("#net").contains(document.activeElement), arrow = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[e.key];
  if (typing) return;
  if (e.key === "/") { e.preventDefault(); $("#q").focus(); $("#q").select(); }
  else if (e.key === "Escape") { if ($("#more").open) { $("#more").open = false; $("#more summary").focus(); } else if (S.path || S.picking) { S.path = null; S.picking = false; refresh(true); } else if (S.node >= 0 || S.edges) select(-1); else if (S.cluster && S.view === "whole") { S.cluster = ""; refresh(true); } }
  else if (e.key === "t") show("table");
  else if (e.key === "d") toggleDark();
  else if (e.key === "p") { e.preventDefault(); startPath(); }
  else if (e.key === "?") help();
  else if (/^[1-5]$/.test(e.key)) { const v = viewsHere()[+e.key - 1]; if (v) show(v); }
  else if (CANVAS_VIEWS.includes(S.view)) {
    if (e.key === "+" || e.key === "=") zoom(1.3);
    else if (e.key === "-") zoom(1 / 1.3);
    else if (e.key === "0") fitView(true);
    else if (arrow && inPicture) { e.preventDefault(); step(...arrow); }
    else if (e.key === "Enter" && inPicture && S.node >= 0) show("scheme");
  }
}

// What only the server can do.
let shownFor = location.search; // what the page that is shown was asked with
async function ask(what, values) {
  const q = new URLSearchParams(Object.entries(values || {}).flatMap(([k, v]) => [].concat(v).map((x) => [k, x])));
  const answer = await fetch(HOST.base + what + (q.size ? "?" + q : ""), { headers: { accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).message || answer.statusText);
  return answer.json();
}
function roots() { return [...new URLSearchParams(location.search).getAll("around")]; }
async function fetchPage(around, chosen, keepView) {
  const query = "?" + new URLSearchParams(around.map((x) => ["around", x]));
  try {
    const page = await ask("api/page", { around });
    const view = S.view;
    load(page, page.nodes, page.edges);
    S.node = BY_ID.get(chosen) ?? -1; S.path = null; S.edges = null; S.cluster = ""; S.all = false; boxKey = "";
    S.view = keepView && (view !== "duties" || K.layouts["duties-first"]) ? view : K.start;
    history.pushState(null, "", location.pathname + query);
    shownFor = location.search;
    written = null;
    refresh(true);
  } catch (error) { flash(String(error.message || error)); }
}
const expand = (i) => fetchPage([...new Set([...roots(), NODES[i].id])], NODES[i].id, true);
const goTo = (id) => fetchPage([id], id, false);
async function pathTo(id) {
  const from = NODES[S.node].id;
  S.picking = false;
  await fetchPage([from, id], from, true);
  const b = BY_ID.get(id);
  if (b !== undefined && S.node >= 0) { S.picking = true; finishPath(b); }
}
function reviewLink(e) {
  const v = e.evidence[0], x = K.passages[v[0]];
  return el("div", { class: "row" }, el("a", { href: `${HOST.base}review?${new URLSearchParams({ source: NODES[e.kind === "assigns" ? DOC_OF[e.source] : e.source].id, target: NODES[e.target].id, kind: e.kind, file: K.files[x.file].id, start: x.start + v[1], end: x.start + v[2] })}`, text: V("review") }));
}

/** What is packed in the page. */
function unpacked(where) {
  const signs = atob($(where).textContent.trim()), bytes = new Uint8Array(signs.length);
  for (let i = 0; i < signs.length; i++) bytes[i] = signs.charCodeAt(i);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

async function start() {
  // vis-network: there already, or packed in the page. The policy of the page lets run only what has the hash it names.
  const network = globalThis.vis ? null : unpacked("#kg-vis");
  const data = DATA.page ? DATA : JSON.parse(await unpacked("#kg-packed"));
  load(data.page, data.nodes, data.edges);
  document.documentElement.dataset.lang = S.lang;
  fromAddress();
  if (S.view === "duties" && S.node < 0 && !location.hash && NODES[K.focus]?.kind === "agency") S.node = K.focus;
  if (network) document.head.append(el("script", { text: await network }));
  startNetwork(); startSearch();
  document.addEventListener("keydown", keys);
  addEventListener("beforeprint", () => { unfold(); toPaper(); });
  addEventListener("afterprint", () => $("#paper").replaceChildren());
  document.addEventListener("click", (e) => { if (!$("#more").contains(e.target)) $("#more").open = false; });
  addEventListener("hashchange", () => { fromAddress(); written = null; refresh(true); });
  if (HOST.kind === "server") addEventListener("popstate", () => location.search !== shownFor && location.reload());
  let wait = 0;
  addEventListener("resize", () => { clearTimeout(wait); wait = setTimeout(() => CANVAS_VIEWS.includes(S.view) && fitView(), 150); });
  refresh(true);
  document.documentElement.dataset.ready = "1";
}
start();
