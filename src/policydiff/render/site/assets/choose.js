// Two editions chosen: to their report, or set side by side here where there is none.
"use strict";

(() => {
  const box = document.getElementById("choose");
  if (!box) return;
  const [older, newer] = ["old", "new"].map(name => document.getElementById(name));
  const found = document.getElementById("found");
  const result = document.getElementById("result");
  const last = newer.options.length;

  const element = (name, text, parent) => {
    const made = document.createElement(name);
    made.textContent = text;
    parent.append(made);
    return made;
  };

  const list = (title, threads, edition) => {
    const section = document.createElement("section");
    element("h2", `${title}: ${threads.length}`, section);
    const items = element("ul", "", section);
    items.className = "calls";
    for (const [page, text, wordings] of threads) {
      const link = element("a", text, element("li", "", items));
      link.href = `${page}#e-${edition in wordings ? edition : Object.keys(wordings).at(-1)}`;
    }
    return threads.length ? [section] : [];
  };

  const setSideBySide = (old, now) => {
    const threads = window.policydiffThreads;
    const dropped = threads.filter(([, , wordings]) => old in wordings && !(now in wordings));
    const added = threads.filter(([, , wordings]) => !(old in wordings) && now in wordings);
    const changed = threads.filter(([, , wordings]) => old in wordings && now in wordings && wordings[old] !== wordings[now]);
    result.replaceChildren(
      ...list(box.dataset.dropped, dropped, old), ...list(box.dataset.added, added, now), ...list(box.dataset.changed, changed, now),
    );
    found.textContent = [["dropped", dropped], ["added", added], ["changed", changed]]
      .map(([name, held]) => `${box.dataset[name]}: ${held.length}`).join(" · ");
  };

  const show = () => {
    const [old, now] = [Number(older.value), Number(newer.value)].sort((a, b) => a - b);
    const report = document.querySelector(`[data-pair="${old}-${now}"]`);
    result.replaceChildren();
    found.replaceChildren();
    if (old === now) found.textContent = box.dataset.same;
    else if (report) element("a", `${box.dataset.open}: ${report.textContent}`, found).href = report.href;
    else setSideBySide(old, now);
  };

  const take = () => {
    const state = new URLSearchParams(location.search);
    [[older, "old", last - 1], [newer, "new", last]].forEach(([field, name, usual]) => {
      field.value = state.get(name) || usual;
      if (field.selectedIndex < 0) field.value = usual;
    });
    show();
  };

  box.hidden = false;
  [older, newer].forEach(field => field.addEventListener("input", () => {
    history.replaceState(null, "", `?old=${older.value}&new=${newer.value}`);
    show();
  }));
  take();
})();
