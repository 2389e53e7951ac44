// Search and filters over the list of demands; what is chosen stands in the address, so that it can be linked.
"use strict";

(() => {
  const NAMES = ["q", "group", "addressee", "kind"];
  const LEAST_PART = 4; // so long a stem is also looked for inside compounds
  const fields = Object.fromEntries(NAMES.map(name => [name, document.getElementById(name)]));
  const rows = [...document.querySelectorAll(".listed tbody tr")];
  const found = document.getElementById("found");
  const words = Object.entries(window.policydiffWords);

  const matching = stem => {
    const numbers = new Set();
    for (const [word, held] of words) {
      if (word.startsWith(stem) || (stem.length >= LEAST_PART && word.includes(stem))) {
        held.forEach(number => numbers.add(number));
      }
    }
    return numbers;
  };

  const show = () => {
    const wanted = policydiffStems(fields.q.value).map(matching);
    let count = 0;
    for (const row of rows) {
      const data = row.dataset;
      const isFound = wanted.every(numbers => numbers.has(Number(data.number)))
        && (!fields.group.value || data.group === fields.group.value)
        && (!fields.addressee.value || data.addressees.includes(` ${fields.addressee.value} `))
        && (!fields.kind.value || data.signs.includes(` ${fields.kind.value} `));
      row.hidden = !isFound;
      count += isFound;
    }
    found.textContent = count === 0 ? found.dataset.none
      : count === 1 ? found.dataset.one : found.dataset.other.replace("#", count.toLocaleString(document.documentElement.lang));
  };

  const keep = () => {
    const state = new URLSearchParams(NAMES.map(name => [name, fields[name].value]).filter(pair => pair[1]));
    history.replaceState(null, "", state.size ? `?${state}` : location.pathname);
  };

  const take = () => {
    const state = new URLSearchParams(location.search);
    NAMES.forEach(name => { fields[name].value = state.get(name) || ""; });
    show();
  };

  document.getElementById("no-script").hidden = true;
  document.querySelector(".filters").hidden = false;
  Object.values(fields).forEach(field => field.addEventListener("input", () => { show(); keep(); }));
  window.addEventListener("popstate", take);
  take();
})();
