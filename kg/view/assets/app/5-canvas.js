// The network: vis-network keeps the camera and finds what is under the pointer; boxes and lines are ours.
let NET, BOXES, byBox = new Map();

function startNetwork() {
  BOXES = new vis.DataSet();
  NET = new vis.Network($("#net"), { nodes: BOXES, edges: new vis.DataSet() }, DATA.options);
  NET.on("beforeDrawing", (g) => {
    const pen = new CanvasPen(g, NET.getScale());
    drawGround(pen);
    const seen = area();
    if (scene.bulk) drawTogether(g, scene.bulk, seen, scene.lit);
    const lines = (scene.bulk ? [...(scene.lit || scene.curves)] : scene.lines).filter((l) => meets(l, seen));
    if (scene.lit) { lines.forEach((l) => scene.lit.has(l) || drawLine(pen, l)); lines.forEach((l) => scene.lit.has(l) && drawLine(pen, l)); } else lines.forEach((l) => drawLine(pen, l));
    const taken = [];
    if (pen.scale >= READABLE) (scene.bulk && !scene.lit ? scene.lines.filter((l) => l.label && meets(l, seen)) : lines).forEach((l) => drawLabel(pen, l, taken));
  });
  NET.on("afterDrawing", headings);
  NET.on("click", (e) => {
    const b = byBox.get(NET.getNodeAt(e.pointer.DOM));
    if (b) return b.cluster !== undefined ? openCluster(b.cluster) : S.picking ? finishPath(b.node) : select(b.node);
    const l = lineAt(e.pointer.canvas);
    if (l) chooseFacts(l.edges); else if (!S.picking) select(-1);
  });
  NET.on("doubleClick", (e) => {
    const b = byBox.get(NET.getNodeAt(e.pointer.DOM));
    if (b?.node !== undefined) HOST.kind === "server" ? expand(b.node) : (select(b.node), show("scheme"));
  });
  NET.on("hoverNode", (e) => tip(byBox.get(e.node), e.event));
  NET.on("blurNode", () => tip(null));
  NET.on("dragStart", () => tip(null));
  NET.on("zoom", () => tip(null));
}

function area() {
  const a = NET.DOMtoCanvas({ x: 0, y: 0 }), r = $("#net").getBoundingClientRect(), b = NET.DOMtoCanvas({ x: r.width, y: r.height });
  return [a.x, a.y, b.x, b.y];
}
function meets(l, [x1, y1, x2, y2]) {
  if (!l.bounds) {
    const p = l.points, b = (l.bounds = [Infinity, Infinity, -Infinity, -Infinity]);
    for (let i = 0; i < p.length; i += 2) { b[0] = Math.min(b[0], p[i]); b[1] = Math.min(b[1], p[i + 1]); b[2] = Math.max(b[2], p[i]); b[3] = Math.max(b[3], p[i + 1]); }
  }
  return l.bounds[0] <= x2 && l.bounds[2] >= x1 && l.bounds[1] <= y2 && l.bounds[3] >= y1;
}

/** Pixels at the edges of the frame that names of lanes, years and buttons take. */
function edges(width) {
  const names = scene.bands.length ? (width < 600 ? 96 : NAMES) : 0;
  return { left: names, top: scene.columns.length ? 30 : 0, right: 0, bottom: 46 };
}
/** Names of lanes and years stay at the edge while one moves over the picture, each in a strip of its own. */
function headings(g) {
  if (!scene.columns.length && !scene.bands.length) return;
  const c = ink(), ratio = g.canvas.width / g.canvas.clientWidth, at = (x, y) => NET.canvasToDOM({ x, y }), w = g.canvas.clientWidth, room = edges(w).left;
  g.save(); g.setTransform(ratio, 0, 0, ratio, 0, 0);
  const pen = new CanvasPen(g), bar = Math.max(0, Math.min(at(0, -42).y, at(0, 0).y - 30));
  if (room) {
    const left = Math.max(0, at(0, 0).x - room), end = at(0, scene.size[1]).y;
    pen.rect(left, bar, room, end - bar, 0, { fill: c.bg });
    pen.path([left + room, bar, left + room, end], { stroke: c.grid, width: 1, plain: true });
    for (const b of scene.bands) {
      const top = Math.max(at(0, b.low || 0).y, bar + 28), bottom = Math.min(at(0, b.high).y, g.canvas.clientHeight);
      if (bottom - top > 12) drawName(pen, b, left + 8, room - 14, top, bottom);
      pen.path([left, at(0, b.high).y, left + room, at(0, b.high).y], { stroke: c.grid, width: 1, plain: true });
    }
  }
  pen.rect(0, 0, w, bar + 26, 0, { fill: c.bg }); // nothing shines through behind the years, nor stands above them
  let last = room ? room - 60 : -1e9;
  for (const k of scene.columns) {
    const x = (at(k.low, 0).x + at(k.high, 0).x) / 2, s = k.label[S.lang], half = wide(s, `600 12.5px ${FONT}`) / 2;
    if (x - half < last + 8) continue;
    pen.text(s, x, bar + 13, { font: `600 12.5px ${FONT}`, fill: c.mut, align: "center" });
    last = x + half;
  }
  g.restore();
}

let boxKey = "";
/** What the picture holds; the bars above are made with it, before the room that they leave is measured. */
function makeScene() {
  buildScene(); light();
  scene.bulk = scene.lines.length > MANY_LINES ? together(scene.lines) : null;
  scene.curves = scene.lines.filter((l) => l.curve);
  byBox = new Map(scene.boxes.map((b) => [b.id, b]));
}
function drawScene(fit) {
  const key = scene.boxes.map((b) => b.id + "@" + b.x + "," + b.y).join(";");
  if (key !== boxKey) {
    boxKey = key;
    BOXES.clear();
    BOXES.add(scene.boxes.map((b) => ({ id: b.id, x: b.x, y: b.y, shape: "custom", ctxRenderer: ({ ctx }) => ({ drawNode: () => { const now = byBox.get(b.id); if (now) drawBox(new CanvasPen(ctx, NET.getScale()), now); }, nodeDimensions: { width: b.w, height: b.h } }) })));
    NET.redraw(); // vis-network learns the size of a box when it draws it, and takes it for another until it is asked to look again
    scene.boxes.forEach((b) => NET.body.nodes[b.id]?.needsRefresh());
  }
  if (fit) fitView(); else NET.redraw();
  hint();
}

/** All of it where that can be read; else a readable part around what matters. */
function fitView(whole) {
  const r = $("#net").getBoundingClientRect();
  if (!r.width || !scene.boxes.length) return;
  const opened = S.view === "duties" && scene.focus && !whole && !S.path, boxes = opened ? scene.boxes.filter((b) => scene.focus.has(b.id)) : scene.boxes;
  const [x1, y1, x2, y2] = bounds(boxes), [wide, high] = room(r);
  const scale = Math.min(1.15, wide / (x2 - x1), high / (y2 - y1));
  const middle = scene.boxes.find((b) => b.id === scene.chosen) || scene.boxes.find((b) => b.node === K.focus) || scene.boxes[0];
  NET.redraw(); // takes in a new size of the stage; later it would change the scale
  if (scale < (S.view === "lanes" || (S.view === "duties" && !opened) ? WHOLE : 0.5) && middle && !whole) lookAt(middle, opened && wide > 0.45 * (x2 - x1) ? Math.min(0.62, wide / (x2 - x1)) : 0.62, boxes); // of what is opened both sides are in the frame
  else moveTo((x1 + x2) / 2, (y1 + y2) / 2, scale);
}
/** What the picture takes; up and down only these boxes. */
function bounds(boxes) {
  return [
    Math.min(...scene.boxes.map((b) => b.x - b.w / 2)) - 24, Math.min(...boxes.map((b) => b.y - b.h / 2)) - 24,
    Math.max(...scene.boxes.map((b) => b.x + b.w / 2 + 24), scene.bands.length ? scene.size[0] : -Infinity), Math.max(...boxes.map((b) => b.y + b.h / 2)) + 16,
  ];
}
function room(r) {
  const edge = edges(r.width);
  return [r.width - edge.left - edge.right, r.height - edge.top - edge.bottom];
}
function moveTo(x, y, scale) {
  const edge = edges($("#net").getBoundingClientRect().width);
  NET.moveTo({ position: { x: x + (edge.right - edge.left) / 2 / scale, y: y + (edge.bottom - edge.top) / 2 / scale }, scale });
  NET.redraw(); // takes in where the boxes stand; those that come into the frame are drawn by the next one
}
/** Around a box, not beyond the picture, and from the edge of a column and of a lane on, so that none is cut there. */
function lookAt(b, scale, boxes = scene.boxes) {
  const [x1, y1, x2, y2] = bounds(boxes), [wide, high] = room($("#net").getBoundingClientRect());
  const hold = (v, size, a, b, room, starts) => {
    const half = room / 2 / scale;
    if (b - a < 2 * half) return (a + b) / 2;
    const low = Math.max(a, Math.min(b - 2 * half, v - half)), start = [a, ...starts].filter((s) => s <= low + 1).at(-1);
    return (v + size / 2 - start < 2 * half ? start : low) + half;
  };
  moveTo(hold(b.x, b.w, x1, x2, wide, scene.columns.map((k) => k.low - 24)), hold(b.y, b.h, y1, y2, high, scene.bands.map((k) => (k.low || 0) - 4)), scale);
}
/** A box that is not in the frame, or too small there to be read, comes into it. */
function bringIn(id) {
  const b = byBox.get(id), seen = area(), edge = edges($("#net").clientWidth), scale = NET.getScale();
  if (b && (scale < READABLE || b.x - b.w / 2 < seen[0] + edge.left / scale || b.x + b.w / 2 > seen[2] || b.y - b.h / 2 < seen[1] + 40 / scale || b.y + b.h / 2 > seen[3] - edge.bottom / scale)) lookAt(b, Math.max(scale, 0.62));
}

/** The line within a few pixels of a point, the nearest. */
function lineAt(p) {
  let best = null, least = 7 / NET.getScale();
  for (const l of scene.lines) {
    const q = l.curve ? curvePoints(l.points) : l.points;
    for (let i = 0; i + 3 < q.length; i += 2) {
      const d = apart(p, q[i], q[i + 1], q[i + 2], q[i + 3]);
      if (d < least) { least = d; best = l; }
    }
  }
  return best;
}
function apart(p, x1, y1, x2, y2) {
  const dx = x2 - x1, dy = y2 - y1, t = Math.max(0, Math.min(1, ((p.x - x1) * dx + (p.y - y1) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(p.x - x1 - t * dx, p.y - y1 - t * dy);
}
function curvePoints([x1, y1, x2, y2]) {
  const out = [], m = (x1 + x2) / 2;
  for (let t = 0; t <= 1.001; t += 0.1) { const u = 1 - t; out.push(u * u * u * x1 + 3 * u * u * t * m + 3 * u * t * t * m + t * t * t * x2, u * u * u * y1 + 3 * u * u * t * y1 + 3 * u * t * t * y2 + t * t * t * y2); }
  return out;
}

function tip(b, event) {
  const t = $("#tip");
  t.hidden = !b;
  if (!b || !event) return;
  const n = b.node === undefined ? null : NODES[b.node], year = n?.date ? day(n.date) + ((n.inferred || []).includes("date") ? ` (${V("inferred")})` : "") : "";
  t.replaceChildren(el("b", { text: n ? (n.kind === "document" ? n.label : clip(n.title || n.label, 400)) : b.label }));
  if (n?.kind === "document" && n.title) t.append(el("div", { text: clip(n.title, 300) }));
  t.append(el("small", { text: n ? [kindLabel(n), n.facts?.issuer, year].filter(Boolean).join(" · ") : V("open-cluster", { count: b.badge }) }));
  const at = event.touches?.[0] || event.srcEvent || event;
  t.style.left = Math.min(innerWidth - t.offsetWidth - 8, (at.clientX ?? 0) + 14) + "px";
  t.style.top = Math.min(innerHeight - t.offsetHeight - 8, (at.clientY ?? 0) + 14) + "px";
}
const clip = (s, n) => (s.length > n ? s.slice(0, n).replace(/\s\S*$/, "") + " …" : s);
