// Search and filters over the list of demands; what is chosen stands in the address, so that it can be linked.
"use strict";

(() => {
  const NAMES = ["q", "group", "addressee", "kind"];
  const fields = Object.fromEntries(NAMES.map(name => [name, document.getElementById(name)]));
  const rows = [...document.querySelectorAll(".listed tbody tr")];
  const found = document.getElementById("found");
  const unknown = document.getElementById("unknown");

  const show = () => {
    const hits = policydiffFind(fields.q.value);
    const isFiltered = NAMES.slice(1).some(name => fields[name].value);
    const more = policydiffHits.list(hits && !isFiltered ? hits.others : []);
    let count = 0;
    for (const row of rows) {
      const data = row.dataset;
      const hit = hits?.demands.get(Number(data.number));
      const isFound = (!hits || Boolean(hit))
        && NAMES.slice(1).every(name => !fields[name].value || data[name].includes(` ${fields[name].value} `));
      row.hidden = !isFound;
      row.querySelector(".hit")?.remove();
      if (isFound && hit) row.cells[0].append(policydiffHits.line(hit));
      count += isFound;
    }
    const told = count === 0 ? found.dataset.none
      : count === 1 ? found.dataset.one : found.dataset.other.replace("#", count.toLocaleString(document.documentElement.lang));
    found.textContent = [told, more].filter(Boolean).join(" · ");
  };

  const keep = () => {
    const state = new URLSearchParams(NAMES.map(name => [name, fields[name].value]).filter(pair => pair[1]));
    unknown.textContent = "";
    history.replaceState(null, "", state.size ? `?${state}` : location.pathname);
  };

  const take = () => {
    policydiffTake(fields, new URLSearchParams(location.search), unknown);
    show();
  };

  document.getElementById("no-script").hidden = true;
  document.querySelector(".filters").hidden = false;
  Object.values(fields).forEach(field => field.addEventListener("input", () => { show(); keep(); }));
  window.addEventListener("popstate", take);
  take();
})();
