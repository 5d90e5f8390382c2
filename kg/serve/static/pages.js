// Search as one types, and what a mention in a text leads to.
"use strict";
(() => {
  const q = document.querySelector("#q"), hits = document.querySelector("#hits");
  let asked = 0, current = -1, found = [], wait = 0;
  const option = (hit, k) => {
    const li = document.createElement("li"), small = document.createElement("small");
    li.id = "hit" + k; li.setAttribute("role", "option"); li.setAttribute("aria-selected", "false");
    small.textContent = (hit.text || "").replace(/\s+/g, " ").slice(0, 160);
    li.append(hit.label.slice(0, 160), small);
    li.addEventListener("mousedown", (e) => { e.preventDefault(); go(k); });
    return li;
  };
  const close = () => { hits.hidden = true; q.setAttribute("aria-expanded", "false"); current = -1; q.removeAttribute("aria-activedescendant"); };
  const go = (k) => { const h = found[k]; location.href = h.file ? `/file?id=${encodeURIComponent(h.file)}&from=${h.start}&to=${h.end}#m` : "/node/" + encodeURIComponent(h.node); };
  const mark = (k) => { current = k; [...hits.children].forEach((x, n) => x.setAttribute("aria-selected", String(n === k))); if (k >= 0) { q.setAttribute("aria-activedescendant", "hit" + k); hits.children[k].scrollIntoView({ block: "nearest" }); } };
  const search = async () => {
    const turn = ++asked, words = q.value.trim();
    if (!words) return close();
    const answer = await fetch("/api/suggest?" + new URLSearchParams({ q: words.slice(0, 300), limit: 100 }));
    if (turn !== asked || !answer.ok) return;
    const every = await answer.json();
    found = every.slice(0, 10);
    hits.replaceChildren(...found.map(option));
    if (every.length > found.length) {
      const more = document.createElement("li");
      more.className = "more"; more.setAttribute("role", "option"); more.setAttribute("aria-selected", "false"); more.setAttribute("aria-disabled", "true");
      more.textContent = hits.dataset.more.replace("{count}", (every.length === 100 ? "≥ " : "") + (every.length - found.length));
      hits.append(more);
    }
    hits.hidden = !found.length;
    q.setAttribute("aria-expanded", String(!hits.hidden));
    mark(current >= 0 && found.length ? 0 : -1);
  };
  q.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(search, 60); });
  q.addEventListener("blur", () => setTimeout(() => document.activeElement !== q && close(), 150));
  q.addEventListener("keydown", (e) => {
    if ((e.key === "ArrowDown" || e.key === "ArrowUp") && found.length && !hits.hidden) { e.preventDefault(); mark((current + (e.key === "ArrowDown" ? 1 : -1) + found.length) % found.length); }
    else if (e.key === "Enter" && current >= 0 && !hits.hidden) { e.preventDefault(); go(current); }
    else if (e.key === "Escape") close();
  });
  // On a narrow screen a row of a table is a card, each cell below the name of its column.
  for (const table of document.querySelectorAll(".wide table")) {
    const names = [...table.querySelectorAll("thead th")].map((x) => x.textContent);
    table.querySelectorAll("tbody tr").forEach((row) => [...row.cells].forEach((cell, k) => { if (names[k]) cell.dataset.label = names[k]; }));
  }
  document.addEventListener("keydown", (e) => { if (e.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName)) { e.preventDefault(); q.focus(); } });
  const tip = document.createElement("div");
  tip.id = "tip"; tip.hidden = true; tip.setAttribute("role", "tooltip");
  document.body.append(tip);
  const show = (e) => {
    const a = e.target.closest?.("a[data-tip]");
    tip.hidden = !a;
    if (!a) return;
    tip.textContent = a.dataset.tip;
    const box = a.getClientRects()[0];
    tip.style.left = Math.max(8, Math.min(box.left, innerWidth - tip.offsetWidth - 8)) + "px";
    tip.style.top = (box.bottom + tip.offsetHeight + 12 > innerHeight ? box.top - tip.offsetHeight - 6 : box.bottom + 6) + "px";
  };
  // A quote as one cites it: the words, the document, where they stand.
  for (const b of document.querySelectorAll("[data-copy]")) b.addEventListener("click", async () => {
    const quote = b.closest("blockquote"), link = quote.querySelector("a"), words = quote.firstChild.textContent.replace(/\s+/g, " ").trim();
    await navigator.clipboard.writeText(`${words} (${b.dataset.copy}; ${link.href})`);
    b.textContent = b.dataset.done;
    b.setAttribute("aria-live", "polite");
  });
  for (const b of document.querySelectorAll("[data-print]")) b.addEventListener("click", () => print());
  document.addEventListener("mouseover", show);
  document.addEventListener("focusin", show);
  addEventListener("scroll", () => { tip.hidden = true; }, { passive: true });
})();
