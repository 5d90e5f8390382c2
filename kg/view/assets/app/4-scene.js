// What stands where in the view chosen: boxes and lines, from the layouts that came with the page.
const scene = { boxes: [], lines: [], bands: [], columns: [], size: [0, 0], focus: null, lit: null, chosen: "", leftOut: 0 };
const CANVAS_VIEWS = ["lanes", "duties", "whole"];

function layoutName() {
  if (S.view === "whole") return S.cluster ? "whole-" + S.cluster : "whole";
  return K.layouts[S.view + "-all"] && S.all ? S.view + "-all" : S.view + "-first";
}

function buildScene() {
  Object.assign(scene, { boxes: [], lines: [], bands: [], columns: [], size: [0, 0], leftOut: 0 });
  const L = S.path ? null : K.layouts[layoutName()];
  scene.places = new Set((S.path?.nodes || L?.nodes || []).map((i) => NODES[i].place).filter(Boolean)).size > 1;
  scene.papers = new Set((L?.nodes || []).filter((i) => NODES[i].kind === "group").map((i) => DOC_OF[i])).size > 1;
  if (S.path) return pathScene();
  if (!L) return;
  const [w, h] = L.box, own = L.nodes?.length || 0, at = new Map();
  (L.nodes || []).forEach((i, k) => { if (passes(i)) { const b = nodeBox(i, L.at[k], w, h); at.set(S.view === "whole" ? k : i, b); scene.boxes.push(b); } });
  (L.boxes || []).forEach((c, k) => { const n = c.members.filter((m) => NODES[m].kind !== "group" && passes(m)).length; if (n) { const b = clusterBox(c, n, L.at[own + k], w, h); at.set(own + k, b); scene.boxes.push(b); } });
  for (const l of L.lines || []) {
    const kept = (l.edges || []).filter((e) => S.view === "whole" ? !S.offRelations.has(EDGES[e].kind) : shownEdge(EDGES[e]));
    if (!kept.length) continue;
    const e = EDGES[kept[0]], [a, b] = l.ends ? [at.get(l.ends[0] || 0), at.get(l.ends[1] || 0)] : [at.get(e.source), at.get(e.target)];
    if (!a || !b) continue;
    const strong = S.view === "lanes" && !isWeak(e.kind);
    scene.lines.push({
      edges: kept, a, b, strong, colour: REL.get(e.kind)?.colour || "#7a8794", count: l.ends && (l.count || kept.length), label: l.label, text: [...new Set(kept.filter((i) => !isWeak(EDGES[i].kind)).map((i) => verb(EDGES[i])))].join(" · "),
      points: l.points?.length ? l.points : [a.x + w / 2, a.y, b.x - w / 2, b.y], curve: !l.points?.length,
    });
  }
  scene.bands = L.bands || []; scene.columns = L.columns || []; scene.size = L.size || [0, 0]; scene.leftOut = L.left_out || 0;
  if (S.view === "duties") openTasks(L);
  if (S.view === "lanes" && scene.boxes.length && scene.boxes.length < L.nodes.length) squeeze(L);
}
/** Without the columns, rows and lanes in which a filter leaves nothing. Lines run in the gaps between, of which one beside each box stays. */
function squeeze(L) {
  const [w, h] = L.box, x = closer(L.at.map((p) => p[0]), scene.boxes.map((b) => b.x), w, scene.size[0]), y = closer(L.at.map((p) => p[1]), scene.boxes.map((b) => b.y), h, scene.size[1]);
  const kept = (bands, at) => bands.filter((k) => scene.boxes.some((b) => at(b) >= (k.low || 0) && at(b) <= k.high));
  scene.bands = kept(scene.bands, (b) => b.y).map((k) => ({ ...k, low: y(k.low || 0), high: y(k.high) }));
  scene.columns = kept(scene.columns, (b) => b.x).map((k) => ({ ...k, low: x(k.low || 0), high: x(k.high) }));
  scene.boxes.forEach((b) => { b.x = x(b.x); b.y = y(b.y); });
  scene.lines.forEach((l) => { l.points = l.points.map((p, i) => (i % 2 ? y(p) : x(p))); if (l.label) l.label = [x(l.label[0]), y(l.label[1]), l.label[2]]; });
  scene.size = [x(scene.size[0]), y(scene.size[1])];
}
/** Where a place comes to lie along one axis once what stands between the boxes that are left is taken out. */
function closer(centres, left, size, end) {
  const every = [...new Set(centres)].sort((a, b) => a - b), used = new Set(left), out = [];
  every.forEach((c, i) => { if (!used.has(c)) out.push([i ? c - size / 2 : 0, i + 1 === every.length ? end : used.has(every[i + 1]) ? c + size / 2 : every[i + 1] - size / 2]); });
  return (at) => at - out.reduce((sum, [a, b]) => sum + Math.max(0, Math.min(at, b) - a), 0);
}

function nodeBox(i, [x, y], w, h) {
  const n = NODES[i], year = n.date ? day(n.date) : "";
  const again = n.title && n.title.startsWith(n.label.slice(0, 30));
  const sub = n.kind === "document" && !again ? [n.title, year].filter(Boolean)[0] || n.facts?.issuer || "" : "";
  const where = n.kind === "document" && n.place && h > 40 && scene.places ? ofPlace(n) : "";
  const symbol = n.kind === "document" && n.facts?.symbol, bare = symbol && !fullLabel(n).includes(symbol); // a name without its number
  return { id: "n" + i, node: i, x, y, w, h, label: bare ? `${kindLabel(n)} ${symbol}` : ofPaper(i) + fullLabel(n), type: kindLabel(n), symbol, where, sub: h > 40 ? (bare ? fullLabel(n) : sub) : "", body: n.kind === "agency", long: n.kind === "task" || n.kind === "group", colour: colourOf(n), root: n.files?.length > 0 && n.kind === "document", dashed: n.kind === "document" && (!n.date || (n.inferred || []).includes("date")) };
}
/** What a group's heading begins with where several papers have groups: `03/NQ-CP · II.1. Nâng cao nhận thức`. */
function ofPaper(i) {
  const d = scene.papers && NODES[i].kind === "group" && NODES[i].title ? NODES[DOC_OF[i]] : null;
  return d ? `${d.facts?.symbol || [kindLabel(d), ofPlace(d)].filter(Boolean).join(" ")} · ` : "";
}
const ofPlace = (n) => (n.place ? placeName(n.place).replace(/^\p{Ll}+ (?=\p{Lu})|^\p{Ll}+ \p{Ll}+ (?=\p{Lu})/u, "") : ""); // `tỉnh Sơn La`: Sơn La
const fullLabel = (n) => (n.kind === "document" ? fullName(n) : n.title || n.label);
const clusterBox = (c, count, [x, y], w, h) => ({ id: "c" + c.id, cluster: c.id, members: c.members, x, y, w, h, label: c.label[S.lang], badge: count, stack: true, long: false, colour: K.colours[c.colour || 0] });

/** The tasks of the body, group or task chosen, between groups and bodies; what is at their other ends moves up to them. */
function openTasks(L) {
  scene.opened = false; scene.tasks = null;
  if (S.node < 0) return;
  const every = tasksOf(S.node).filter(passes), tasks = every.slice(0, 60), kind = NODES[S.node].kind;
  if (!tasks.length) return;
  scene.tasks = [tasks.length, every.length - tasks.length];
  const step = 58, [w, h] = L.box, chosen = scene.boxes.find((b) => b.node === S.node), high = tasks.length * step;
  const middle = Math.max(high / 2, Math.min(chosen ? chosen.y : high / 2, Math.max(scene.size[1], high) - high / 2));
  const facts = tasks.flatMap((t) => [...IN[t], ...OUT[t]]).map((e) => EDGES[e]).filter((f) => shownEdge(f) && (f.kind === "assigns" || f.kind === "contains"));
  const gather = (wanted, x) => {
    const kept = scene.boxes.filter((b) => NODES[b.node].kind === wanted && facts.some((f) => f.source === b.node || f.target === b.node));
    const more = [...new Set(facts.flatMap((f) => [f.source, f.target]))].filter((i) => NODES[i].kind === wanted && !kept.some((b) => b.node === i) && passes(i)).map((i) => nodeBox(i, [x, 0], w, h));
    const all = [...kept, ...more].slice(0, 60);
    all.forEach((b, k) => { b.x = x; b.y = middle + (k - (all.length - 1) / 2) * step; });
    scene.boxes = [...scene.boxes.filter((b) => NODES[b.node].kind !== wanted), ...all];
  };
  const [left, centre, right] = L.columns.map((k) => ((k.low || 0) + k.high) / 2);
  if (kind !== "group") gather("group", left);
  if (kind !== "agency") gather("agency", right);
  const boxes = new Map(scene.boxes.map((b) => [b.node, b]));
  scene.lines = [];
  tasks.forEach((t, k) => {
    const b = nodeBox(t, [centre, middle + (k - (tasks.length - 1) / 2) * step], w + 60, h);
    scene.boxes.push(b);
    for (const e of TAKEN.get(S.node) || []) {
      const f = EDGES[e];
      if (chosen && f.source === t && shownEdge(f)) scene.lines.push({ edges: [e], a: b, b: chosen, strong: false, colour: "#8a4b00", points: [b.x + b.w / 2, b.y, chosen.x - chosen.w / 2, chosen.y], curve: true, text: V("taken"), label: [0, 0, false] });
    }
    for (const e of [...IN[t], ...OUT[t]]) {
      const f = EDGES[e], other = boxes.get(f.source === t ? f.target : f.source);
      if (!other || !shownEdge(f) || (f.kind !== "assigns" && f.kind !== "contains")) continue;
      const [p, q] = f.source === t ? [b, other] : [other, b], given = f.kind === "assigns";
      scene.lines.push({ edges: [e], a: p, b: q, strong: given && f.role !== "coordinate", colour: f.role === "coordinate" ? "#1d5fa8" : REL.get(f.kind).colour, points: [p.x + p.w / 2, p.y, q.x - q.w / 2, q.y], curve: true, text: given && f.role ? T("role." + f.role) : "", label: given ? [0, 0, false] : null });
    }
  });
  scene.opened = true;
  spreadLabels(scene.lines);
  scene.size = [scene.size[0], Math.max(scene.size[1], ...scene.boxes.map((b) => b.y + b.h / 2))];
}
/** Labels in the middle of curves that meet go where each line is still alone: near the tasks, but clear of their boxes. */
function spreadLabels(lines) {
  for (const l of lines) if (l.label) { const [x1, y1, x2, y2] = l.points, t = Math.max(0.22, (wide(l.text, `600 14px ${FONT}`) / 2 + 6) / Math.abs(x2 - x1)); l.label = [x1 + (x2 - x1) * t, y1 + (y2 - y1) * (3 * t * t - 2 * t * t * t), false]; }
}
function tasksOf(i) {
  const n = NODES[i], of = (list, end) => list.map((e) => EDGES[e]).filter((e) => e.kind === "assigns" || e.kind === "contains").map((e) => e[end]);
  if (n.kind === "task") return [i];
  if (n.kind === "group") return of(OUT[i], "target");
  if (n.kind === "agency") return [...new Set(of([...IN[i], ...(TAKEN.get(i) || [])], "source"))].sort((a, b) => order(a) - order(b));
  return [];
}
const order = (task) => { const p = NODES[task].passage; return p ? K.passages[p[0]].start + (p[1] || 0) + DOC_OF[task] * 1e8 : 0; };

/** A chain in rows that run to and fro. */
function pathScene() {
  const { nodes, steps } = S.path, w = 190, h = 62, gapX = 110, gapY = 70, wideEnough = Math.max(2, Math.min(nodes.length, Math.floor(($("#stage").clientWidth || 900) / 250)));
  const spot = (k) => { const r = Math.floor(k / wideEnough), c = r % 2 ? wideEnough - 1 - (k % wideEnough) : k % wideEnough; return [w / 2 + c * (w + gapX), h / 2 + r * (h + gapY)]; };
  scene.boxes = nodes.map((i, k) => nodeBox(i, spot(k), w, h));
  scene.lines = steps.map((e, k) => {
    const f = EDGES[e], forward = f.source === nodes[k], [p, q] = forward ? [scene.boxes[k], scene.boxes[k + 1]] : [scene.boxes[k + 1], scene.boxes[k]];
    const flat = p.y === q.y, s = flat ? Math.sign(q.x - p.x) : Math.sign(q.y - p.y);
    const points = flat ? [p.x + s * w / 2, p.y, q.x - s * w / 2, q.y] : [p.x, p.y + s * h / 2, q.x, q.y - s * h / 2];
    return { edges: [e], a: p, b: q, strong: true, colour: REL.get(f.kind).colour, points, text: wrap(verb(f), `600 11px ${FONT}`, 104, 1)[0], label: [(points[0] + points[2]) / 2, (points[1] + points[3]) / 2 - (flat ? 10 : 0), false] };
  });
  scene.size = [wideEnough * (w + gapX), Math.ceil(nodes.length / wideEnough) * (h + gapY)];
}

/** What stands out: the chosen one with its neighbours, the chosen facts, or all. */
function light() {
  scene.chosen = S.node >= 0 ? "n" + S.node : "";
  scene.focus = scene.lit = null;
  if (S.path) return;
  const facts = S.edges ? new Set(S.edges) : null;
  if (!facts && S.node < 0) return;
  const lit = scene.lines.filter((l) => (facts ? l.edges.some((e) => facts.has(e)) : S.view === "duties" && scene.opened ? true : l.a.id === scene.chosen || l.b.id === scene.chosen));
  if (!lit.length && !scene.boxes.some((b) => b.id === scene.chosen)) return;
  scene.lit = new Set(lit);
  scene.focus = new Set(lit.flatMap((l) => [l.a.id, l.b.id]));
  if (!facts) scene.focus.add(scene.chosen);
}

/** Shortest chain of shown facts between two nodes, or null. */
function findPath(a, b) {
  const came = new Map([[a, null]]), queue = [a];
  for (let k = 0; k < queue.length && !came.has(b); k++) {
    const x = queue[k];
    for (const e of [...OUT[x], ...IN[x]].sort((p, q) => isWeak(EDGES[p].kind) - isWeak(EDGES[q].kind))) {
      const f = EDGES[e], y = f.source === x ? f.target : f.source;
      if (!came.has(y) && shownEdge(f)) { came.set(y, [x, e]); queue.push(y); }
    }
  }
  if (!came.has(b)) return null;
  const nodes = [b], steps = [];
  for (let at = b; came.get(at); ) { const [x, e] = came.get(at); steps.unshift(e); nodes.unshift(x); at = x; }
  return { a, b, nodes, steps };
}
