// Search: with or without diacritics, in any order of words, by initials (`ubnd`, `khdt`), by a number without its signs (`72kl`).
const SHOWN_HITS = 14;
let hits = [], current = -1, asked = 0;

function rank(query) {
  const f = fold(query), terms = f.split(" ").filter(Boolean), joined = tight(f);
  if (!f) return [];
  const found = [];
  index().forEach((x, i) => {
    let s = 0;
    if (x.label === f || x.tight === joined) s = 100;
    else if (x.symbol && x.symbol.startsWith(joined)) s = 90;
    else if (x.tight.startsWith(joined)) s = 80;
    else if (x.tight.includes(joined)) s = 60;
    else if (joined.length > 1 && [x.first, x.short].some((w) => w.startsWith(joined))) s = [x.first, x.short].includes(joined) ? 70 : 50;
    else if (terms.every((w) => (" " + x.label).includes(" " + w))) s = 45;
    else if (terms.every((w) => (" " + x.label + " " + x.all).includes(" " + w) || (w.length > 1 && inInitials(x, w)))) s = 38;
    else if (x.tightAll.includes(joined)) s = 30;
    else if (reordered(x, f)) s = 28;
    else if (terms.every((w) => x.tightAll.includes(w))) s = 15;
    if (s) found.push([s + { document: 4, agency: 3, group: -4, task: -6 }[NODES[i].kind] + Math.min(1, Math.log10(1 + OUT[i].length + IN[i].length + (TAKEN.get(i) || []).length) / 4) || s, i]);
  });
  return found.sort((a, b) => b[0] - a[0] || a[1] - b[1]).map((x) => x[1]);
}
const inInitials = (x, w) => w.length > 2 && (x.first.includes(w) || x.short.includes(w));
/** `kl 72`, `quyet dinh 1676`: letters and figures in the other order. */
function reordered(x, f) {
  const digits = f.match(/\d+/g), letters = f.replace(/\d+/g, " ").split(" ").filter(Boolean);
  const all = " " + x.label + " " + x.all + " " + x.first + " ";
  return digits && letters.length && digits.every((d) => all.includes(" " + d + " ")) && letters.every((w) => all.includes(" " + w) || x.first.includes(w));
}

function showHits(list, note) {
  const box = $("#hits");
  hits = list;
  current = list.length ? 0 : -1;
  box.hidden = !list.length && !note;
  $("#q").setAttribute("aria-expanded", String(!box.hidden));
  box.replaceChildren(...list.map((h, k) => el("li", { role: "option", id: "hit" + k, "aria-selected": String(k === 0), onmousedown: (ev) => { ev.preventDefault(); pick(k); } }, h.label, el("small", { text: h.note }))), ...(note ? [el("li", { class: "none", role: "option", "aria-selected": "false", "aria-disabled": "true", text: note })] : []));
  mark(current);
}
function mark(k) {
  current = k;
  [...$("#hits").children].forEach((x, n) => x.setAttribute("aria-selected", String(n === k)));
  if (k >= 0) { $("#q").setAttribute("aria-activedescendant", "hit" + k); $("#hit" + k)?.scrollIntoView({ block: "nearest" }); } else $("#q").removeAttribute("aria-activedescendant");
}
function search() {
  const q = $("#q").value;
  if (!q.trim()) return showHits([], "");
  const every = rank(q), more = (all, most) => (all > SHOWN_HITS ? V("hits-more", { count: (all === most ? "≥ " : "") + (all - SHOWN_HITS) }) : "");
  const local = every.slice(0, SHOWN_HITS).map((i) => ({ node: i, id: NODES[i].id, label: clip(fullName(NODES[i]), 140), note: [kindLabel(NODES[i]), NODES[i].facts?.issuer || (NODES[i].kind === "document" ? "" : NODES[DOC_OF[i]]?.label), day(NODES[i].date)].filter(Boolean).join(" · ") }));
  if (HOST.kind !== "server") return showHits(local, local.length ? more(every.length) : V("nothing-found", { query: q.trim() }));
  const turn = ++asked;
  ask("api/suggest", { q, limit: 100 }).then((found) => { if (turn === asked) showHits(found.slice(0, SHOWN_HITS).map((h) => ({ node: BY_ID.get(h.node) ?? -1, id: h.node, label: clip(h.label, 140), note: clip(h.text, 160) })), found.length ? more(found.length, 100) : V("nothing-found", { query: q.trim() })); });
}
function pick(k) {
  const h = hits[k];
  if (!h) return;
  showHits([], "");
  $("#q").value = "";
  if (S.picking) return h.node >= 0 ? finishPath(h.node) : pathTo(h.id);
  if (h.node >= 0) { select(h.node, true); if (CANVAS_VIEWS.includes(S.view)) $("#net").focus(); } else goTo(h.id);
}
function startSearch() {
  const q = $("#q");
  q.addEventListener("input", search);
  q.addEventListener("focus", () => q.value && search());
  q.addEventListener("blur", () => setTimeout(() => document.activeElement !== q && showHits([], ""), 120));
  q.addEventListener("keydown", (e) => {
    if (e.key === "ArrowDown" || e.key === "ArrowUp") { e.preventDefault(); if (hits.length) mark((current + (e.key === "ArrowDown" ? 1 : -1) + hits.length) % hits.length); }
    else if (e.key === "Enter" && current >= 0) { e.preventDefault(); pick(current); }
    else if (e.key === "Escape") { showHits([], ""); q.value = ""; q.blur(); }
  });
}
