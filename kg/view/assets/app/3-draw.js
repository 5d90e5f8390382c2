// Boxes and lines on a pen: the canvas of the network, a picture to save, or SVG.
const FONT = '"Noto Sans","Segoe UI",system-ui,"Helvetica Neue","DejaVu Sans",Arial,sans-serif';
const ruler = document.createElement("canvas").getContext("2d");
const widths = new Map();
function wide(text, font) {
  const k = font + "|" + text;
  let w = widths.get(k);
  if (w === undefined) {
    if (widths.size > 60000) widths.clear();
    ruler.font = font;
    widths.set(k, (w = ruler.measureText(text).width));
  }
  return w;
}

/** Lines that fit a width; what does not fit the last one ends in an ellipsis. */
const wrapped = new Map();
function wrap(text, font, width, most) {
  const k = font + width + most + text;
  if (wrapped.has(k)) return wrapped.get(k);
  if (wrapped.size > 20000) wrapped.clear();
  const lines = [];
  let line = "", rest = text.slice(0, 400).split(" ").filter(Boolean);
  while (rest.length && lines.length < most) {
    const word = rest[0], next = line ? line + " " + word : word;
    if (wide(next, font) <= width) { line = next; rest.shift(); }
    else if (line) { lines.push(line); line = ""; }
    else { let n = word.length; while (n > 1 && wide(word.slice(0, n), font) > width) n--; const sign = Math.max(word.lastIndexOf("/", n - 1), word.lastIndexOf("-", n - 1)) + 1; if (sign > 2) n = sign; lines.push(word.slice(0, n)); rest[0] = word.slice(n); } // a number goes on behind one of its signs
  }
  if (line && lines.length < most) lines.push(line);
  if ((rest.length || text.length > 400) && lines.length) {
    let last = lines[lines.length - 1];
    while (last && wide(last + "…", font) > width) last = last.slice(0, -1);
    lines[lines.length - 1] = last.trimEnd() + "…";
  }
  wrapped.set(k, lines);
  return lines;
}

class CanvasPen {
  constructor(g, scale = 1) { this.g = g; this.scale = scale; }
  rect(x, y, w, h, r, o) {
    const g = this.g;
    g.beginPath();
    if (r) g.roundRect(x, y, w, h, r); else g.rect(x, y, w, h);
    if (o.fill) { g.fillStyle = o.fill; g.fill(); }
    if (o.stroke) { g.strokeStyle = o.stroke; g.lineWidth = o.width || 1; g.setLineDash(o.dash || []); g.stroke(); g.setLineDash([]); }
  }
  path(points, o) {
    const g = this.g;
    g.beginPath(); g.moveTo(points[0], points[1]);
    if (o.curve) { const [x1, y1, x2, y2] = points, m = (x1 + x2) / 2; g.bezierCurveTo(m, y1, m, y2, x2, y2); }
    else if (o.plain) for (let i = 2; i < points.length; i += 2) g.lineTo(points[i], points[i + 1]);
    else {
      for (let i = 2; i < points.length - 2; i += 2) {
        const d = Math.min(9, Math.hypot(points[i] - points[i - 2], points[i + 1] - points[i - 1]) / 2, Math.hypot(points[i + 2] - points[i], points[i + 3] - points[i + 1]) / 2);
        g.arcTo(points[i], points[i + 1], points[i + 2], points[i + 3], d);
      }
      g.lineTo(points[points.length - 2], points[points.length - 1]);
    }
    g.strokeStyle = o.stroke; g.lineWidth = o.width; g.globalAlpha = o.alpha ?? 1; g.setLineDash(o.dash || []); g.stroke(); g.setLineDash([]); g.globalAlpha = 1;
  }
  arrow(x, y, dx, dy, size, colour, alpha) {
    const g = this.g;
    g.globalAlpha = alpha ?? 1; g.fillStyle = colour; g.beginPath(); g.moveTo(x, y);
    g.lineTo(x - dx * size - dy * size * 0.45, y - dy * size + dx * size * 0.45); g.lineTo(x - dx * size + dy * size * 0.45, y - dy * size - dx * size * 0.45);
    g.fill(); g.globalAlpha = 1;
  }
  text(s, x, y, o) {
    const g = this.g;
    g.font = o.font; g.textAlign = o.align || "left"; g.textBaseline = "middle"; g.globalAlpha = o.alpha ?? 1;
    if (o.up) { g.save(); g.translate(x, y); g.rotate(-Math.PI / 2); x = y = 0; }
    if (o.halo) { g.lineWidth = 4; g.lineJoin = "round"; g.strokeStyle = o.halo; g.strokeText(s, x, y); }
    g.fillStyle = o.fill; g.fillText(s, x, y);
    if (o.up) g.restore();
    g.globalAlpha = 1;
  }
}

const xml = (s) => String(s).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replace(/[&<>"']/g, (c) => "&#" + c.charCodeAt(0) + ";");
class SvgPen {
  constructor() { this.out = []; this.scale = 1; }
  rect(x, y, w, h, r, o) {
    this.out.push(`<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${r || 0}" fill="${o.fill || "none"}" stroke="${o.stroke || "none"}" stroke-width="${o.width || 1}"${o.dash ? ` stroke-dasharray="${o.dash}"` : ""}/>`);
  }
  path(p, o) {
    let d = `M${p[0]} ${p[1]}`;
    if (o.curve) { const m = (p[0] + p[2]) / 2; d += `C${m} ${p[1]} ${m} ${p[3]} ${p[2]} ${p[3]}`; }
    else for (let i = 2; i < p.length; i += 2) d += `L${p[i]} ${p[i + 1]}`;
    this.out.push(`<path d="${d}" fill="none" stroke-linejoin="round" stroke="${o.stroke}" stroke-width="${o.width}" opacity="${o.alpha ?? 1}"${o.dash ? ` stroke-dasharray="${o.dash}"` : ""}/>`);
  }
  arrow(x, y, dx, dy, n, colour, alpha) {
    const at = (s) => `${x - dx * n - s * dy * n * 0.45} ${y - dy * n + s * dx * n * 0.45}`;
    this.out.push(`<path d="M${x} ${y}L${at(1)}L${at(-1)}Z" fill="${colour}" opacity="${alpha ?? 1}"/>`);
  }
  text(s, x, y, o) {
    const [, weight, size] = /^(?:(\d+|bold) )?([\d.]+)px/.exec(o.font) || [];
    const turn = o.up ? ` transform="rotate(-90 ${x} ${y})"` : "", halo = o.halo ? ` stroke="${o.halo}" stroke-width="4" paint-order="stroke" stroke-linejoin="round"` : "";
    this.out.push(`<text x="${x}" y="${y}" dy=".35em" font-size="${size}" font-weight="${weight || 400}" text-anchor="${o.align === "center" ? "middle" : "start"}" fill="${o.fill}" opacity="${o.alpha ?? 1}"${halo}${turn}>${xml(s)}</text>`);
  }
}

/** The last words of a name, as many as a line holds. */
function ending(text, font, width) {
  let words = text.split(" "), kept = words.pop();
  while (words.length && wide("… " + words.at(-1) + " " + kept, font) <= width) kept = words.pop() + " " + kept;
  return "… " + kept;
}

/** How much larger letters are drawn where the picture is small on the screen, as far as two lines fit a box of that height (a low one has one); what is
 * saved is drawn as it is. */
const farther = (pen, high = 0) => (pen.g && pen.scale < 0.78 ? Math.min(pen.scale > 0.45 ? 1.4 : high > 40 ? (high - 4) / 27.2 : 1.9, 0.82 / pen.scale) : 1);
const TOO_FAR = 0.2; // from where boxes are only their colour
const READABLE = 0.36; // where labels of lines can still be read
const WHOLE = 0.25; // where numbers of documents can, in letters as large as their boxes

/** A box: name in bold, below it what fits of its title; a stripe in the colour of its kind. */
function drawBox(pen, b) {
  const c = ink(), { x, y, w, h } = b, left = x - w / 2, top = y - h / 2;
  const dim = scene.focus && !scene.focus.has(b.id), chosen = b.id === scene.chosen;
  const colour = S.dark ? mix(b.colour, "#ffffff", 0.25) : b.colour;
  const fill = dim ? c.bg : chosen ? (S.dark ? "#4a3d0c" : "#fff1c2") : b.root ? b.colour : mix(b.colour, c.card, S.dark ? 0.84 : 0.92);
  if (pen.scale < TOO_FAR && pen.g) {
    const g = pen.g, edge = Math.max(1.3, 1 / pen.scale);
    g.fillStyle = dim ? mix(colour, c.bg, 0.72) : colour; g.fillRect(left, top, w, h);
    if (!b.root || chosen) { g.fillStyle = fill; g.fillRect(left + edge, top + edge, w - 2 * edge, h - 2 * edge); }
    return;
  }
  pen.rect(left, top, w, h, 6, { fill, stroke: dim ? mix(colour, c.bg, 0.72) : colour, width: chosen ? 3 : b.root ? 2 : 1.3, dash: b.dashed ? [5, 3] : null });
  if (b.stack) pen.path([left + 6, top - 4, left + w + 4, top - 4, left + w + 4, top + h - 6], { stroke: dim ? mix(colour, c.bg, 0.72) : colour, width: 1.3, plain: true });
  const ink2 = dim ? mix(c.mut, c.bg, 0.45) : b.root && !chosen ? "#ffffff" : c.fg, small = dim ? ink2 : b.root && !chosen ? "#ffffff" : c.mut;
  const far = farther(pen, h), line = far > 1 ? 13.6 * far : 15; // from afar the name alone, as large as the box lets it be
  const room = w - 20 - (b.badge ? 26 : 0), bold = `600 ${12.5 * far}px ${FONT}`, light = `${11.5 * far}px ${FONT}`;
  const most = Math.max(1, Math.floor((h - (far > 1 ? 4 : 6)) / line)), font = b.sub || !b.long ? bold : light, where = far > 1.4 ? "" : b.where, fits = Math.max(1, far > 1 ? most - (where ? 1 : 0) : b.sub ? Math.min(2, most) : most);
  let names = wrap(b.label, font, room, fits), sub = far > 1 ? where : [where, b.sub].filter(Boolean).join(" · ");
  // Of a name that is too long the number is not what is cut.
  if (b.symbol && names.at(-1).endsWith("…")) { names = wrap(b.type + " " + b.symbol, font, room, fits); sub = [where, names.join(" ") === b.label ? b.sub : b.label].filter(Boolean).join(" · "); }
  if (b.symbol && names.at(-1).endsWith("…")) { names = wrap(b.symbol, font, room, fits); sub = [b.type, where].filter(Boolean).join(" · "); }
  if (b.symbol && most > fits && names.at(-1).endsWith("…")) names = wrap(b.symbol, font, room, most); // from afar not even for its place
  if (b.body && names.length > 1 && names.at(-1).endsWith("…")) names = [...names.slice(0, -1), ending(b.label, font, room)]; // nor of a body's its place
  const subs = sub && most > names.length ? wrap(sub, light, w - 20, most - names.length) : [];
  const below = 14 * far, high = names.length * line + subs.length * below;
  let at = y - high / 2 + line / 2;
  for (const s of names) { pen.text(s, left + 11, at, { font: b.sub || !b.long ? bold : light, fill: ink2 }); at += line; }
  for (const s of subs) { pen.text(s, left + 11, at, { font: light, fill: small }); at += below; }
  if (b.badge) pen.text(String(b.badge), left + w - 20, b.sub ? top + 13 : y, { font: `600 12px ${FONT}`, fill: ink2, align: "center" });
}

/** A line with its arrow; strong ones in the colour of their relation and with their verb. */
function drawLine(pen, l) {
  const c = ink(), dim = scene.lit && !scene.lit.has(l), lit = scene.lit && !dim;
  const strong = l.strong, stroke = strong || lit ? lineColour(l.colour) : c.edge, alpha = dim ? 0.1 : strong || lit ? 1 : 0.62;
  const width = l.count ? Math.min(6, 1 + Math.log2(l.count)) : lit ? 2.4 : strong ? 2 : 1.1;
  pen.path(l.points, { stroke, width, alpha, dash: strong || l.count ? null : [5, 4], curve: l.curve, plain: pen.scale < TOO_FAR });
  if (pen.scale < 0.2) return;
  const p = l.points, n = p.length;
  const [dx, dy] = l.curve ? [Math.sign(p[2] - p[0]) || 1, 0] : [Math.sign(p[n - 2] - p[n - 4]), Math.sign(p[n - 1] - p[n - 3])];
  pen.arrow(p[n - 2], p[n - 1], dx, dy, 7 + width, stroke, alpha);
}
/** Many lines at once: what lies on the same stretch is one thin box, which costs a fraction of a dashed line with round corners. */
const MANY_LINES = 140;
function together(lines) {
  const groups = new Map();
  for (const l of lines) {
    if (l.curve) continue;
    const colour = l.strong ? l.colour : "", p = l.points;
    let g = groups.get(colour);
    if (!g) groups.set(colour, (g = { colour, level: new Map(), upright: new Map() }));
    for (let i = 0; i + 3 < p.length; i += 2) {
      const up = p[i] === p[i + 2], at = up ? p[i] : p[i + 1], a = up ? p[i + 1] : p[i], b = up ? p[i + 3] : p[i + 2], side = up ? g.upright : g.level;
      if (!side.has(at)) side.set(at, []);
      side.get(at).push(a < b ? [a, b] : [b, a]);
    }
  }
  return [...groups.values()].sort((a, b) => (a.colour > b.colour) - (a.colour < b.colour)).map((g) => ({ colour: g.colour, level: merged(g.level), upright: merged(g.upright) }));
}
function merged(side) {
  const out = [];
  for (const [at, spans] of side) {
    spans.sort((a, b) => a[0] - b[0]);
    let [low, high] = spans[0];
    for (const [a, b] of spans) { if (a > high) { out.push(at, low, high); low = a; high = b; } else if (b > high) high = b; }
    out.push(at, low, high);
  }
  return out;
}
function drawTogether(g, bulk, [x1, y1, x2, y2], faint) {
  const c = ink(), scale = g.getTransform().a / (devicePixelRatio || 1), hair = 1 / scale;
  for (const { colour, level, upright } of bulk) {
    g.fillStyle = colour ? lineColour(colour) : c.edge;
    g.globalAlpha = faint ? 0.12 : colour ? 0.85 : 0.4;
    const w = Math.max(colour ? 1.6 : 0.9, hair * (colour ? 1 : 0.7));
    for (let i = 0; i < level.length; i += 3) { const y = level[i]; if (y >= y1 && y <= y2 && level[i + 1] <= x2 && level[i + 2] >= x1) { const a = Math.max(x1, level[i + 1]); g.fillRect(a, y - w / 2, Math.min(x2, level[i + 2]) - a, w); } }
    for (let i = 0; i < upright.length; i += 3) { const x = upright[i]; if (x >= x1 && x <= x2 && upright[i + 1] <= y2 && upright[i + 2] >= y1) { const a = Math.max(y1, upright[i + 1]); g.fillRect(x - w / 2, a, w, Math.min(y2, upright[i + 2]) - a); } }
  }
  g.globalAlpha = 1;
}
/** The verb of a line; where it would stand on another one (`taken`) it is left out: the colour says it too. */
function drawLabel(pen, l, taken) {
  if (!l.label || pen.scale < READABLE || (scene.lit && !scene.lit.has(l))) return;
  const size = 11 * Math.min(1.25, farther(pen)), font = `600 ${size}px ${FONT}`, [x, y, up] = l.label;
  if (taken) {
    const long = wide(l.text, font) / 2 + 2, thick = size / 2 + 1, [w, h] = up ? [thick, long] : [long, thick];
    if (taken.some((t) => Math.abs(t[0] - x) < t[2] + w && Math.abs(t[1] - y) < t[3] + h)) return;
    taken.push([x, y, w, h]);
  }
  const room = up ? 0 : roomAt(l.points, x, y), fits = room && wide(l.text, font) > room ? wrap(l.text, font, room, 2) : [l.text];
  const lines = fits.some((s) => s.endsWith("…")) ? [l.text] : fits;
  lines.forEach((s, k) => pen.text(s, x, y + (k - (lines.length - 1) / 2) * size * 1.15, { font, fill: lineColour(l.colour), halo: ink().bg, align: "center", up }));
}
/** How long the level piece of a line is on which a place lies; 0: on none. */
function roomAt(points, x, y) {
  for (let i = 0; i + 3 < points.length; i += 2) {
    const [x1, y1, x2, y2] = points.slice(i, i + 4);
    if (Math.abs(y1 - y) < 2 && Math.abs(y2 - y) < 2 && (x1 - x) * (x2 - x) <= 0) return Math.abs(x2 - x1);
  }
  return 0;
}
function drawGround(pen) {
  const c = ink(), s = scene, x1 = -NAMES, x2 = s.size[0] + 60;
  s.bands.forEach((b, i) => { if (i % 2 === 0) pen.rect(x1, b.low || 0, x2 - x1, b.high - (b.low || 0), 0, { fill: c.band }); });
  s.columns.forEach((k) => { if (s.bands.length) pen.path([k.low - 8, -10, k.low - 8, s.size[1]], { stroke: c.grid, width: 1, plain: true }); });
}
const NAMES = 150; // room for the names of lanes at the left of a picture
/** The name of a lane on as many lines as its height has, in the middle of what is seen of it. */
function drawName(pen, b, x, room, top, bottom) {
  const font = `600 ${room < 100 ? 11.5 : 12.5}px ${FONT}`, lines = wrap(b.label[S.lang], font, room, Math.max(1, Math.floor((bottom - top) / 16)));
  lines.forEach((s, k) => pen.text(s, x, (top + bottom) / 2 + (k - (lines.length - 1) / 2) * 16, { font, fill: ink().mut }));
}
function drawHeadings(pen) {
  const c = ink();
  scene.bands.forEach((b) => drawName(pen, b, 8 - NAMES, NAMES - 16, b.low || 0, b.high));
  scene.columns.forEach((k) => pen.text(k.label[S.lang], (k.low + k.high) / 2, -24, { font: `600 14px ${FONT}`, fill: c.mut, align: "center", halo: c.bg }));
}
